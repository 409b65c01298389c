//! Looking at the members of lists.

use super::code::{Ask, List, Loop, Sheet, Walk, What};
use super::run::{get, place, set};
use super::tests::{Held, Word};
use crate::program::Fold;
use crate::row::{LEAST, MISSING, Members, Row};

/// The cell of what can't be told, which differs from that of nothing having been gathered yet.
const UNKNOWN: i64 = LEAST - 1;

/// Which members are at hand, and which are in.
#[derive(Debug, Clone, Default)]
pub(super) struct Lists {
    /// By place of the loop: the member at hand.
    turns: Vec<usize>,
    /// By selection that is remembered: whether each member is in.
    stores: Vec<Vec<bool>>,
    /// Of the walk at hand: what its tests come to, by member.
    words: Vec<Word>,
}

/// What an accumulator holds before the first member.
pub(super) fn start(how: Fold) -> i64 {
    match how {
        Fold::Sum | Fold::Any => 0,
        Fold::All => 1,
        Fold::Largest | Fold::Smallest => MISSING,
    }
}

/// What is gathered with one more value.
pub(super) fn joined(how: Fold, acc: i64, value: i64) -> i64 {
    let known = value >= LEAST && (acc >= LEAST || acc == MISSING);
    match how {
        Fold::Any if acc == 1 || value == 1 => 1,
        Fold::All if acc == 0 || value == 0 => 0,
        Fold::Any | Fold::All if known => acc,
        Fold::Sum if known => acc.checked_add(value).unwrap_or(UNKNOWN),
        Fold::Largest | Fold::Smallest if known && acc == MISSING => value,
        Fold::Largest if known => acc.max(value),
        Fold::Smallest if known => acc.min(value),
        _ => UNKNOWN,
    }
}

impl List {
    /// Its members; `None` if it is missing.
    fn members(self, cells: &[i64]) -> Option<Members> {
        Some(get(cells, self.cell)).filter(|cell| *cell >= LEAST).map(Members::of)
    }

    /// The cells of the member at this place.
    fn one(self, row: &Row, members: Members, at: usize) -> Option<&[i64]> {
        let start = (members.first + at) * self.width;
        row.cells(self.member).get(start..start + self.width)
    }
}

impl Lists {
    pub fn new(sheet: &Sheet) -> Self {
        Self {
            turns: vec![0; sheet.loops.len()],
            stores: vec![Vec::new(); place(sheet.stores)],
            words: Vec::new(),
        }
    }

    /// Looks at the members of a list once: holds all tests against each, which then say of every ask who is in.
    #[inline(never)]
    pub fn walk(&mut self, walk: &Walk, cells: &mut [i64], row: &Row) {
        let members = walk.list.members(cells).and_then(|members| {
            let first = members.first * walk.list.width;
            row.cells(walk.list.member)
                .get(first..first + members.count * walk.list.width)
                .zip(Some(members.count))
        });
        let Some((members, count)) = members else {
            return walk.asks.iter().for_each(|ask| unknown(cells, ask));
        };
        walk.tests.held_by_each(members, walk.list.width, count, &mut self.words);
        for ask in &walk.asks {
            let (mut count, mut unknown) = (0, false);
            for word in &self.words {
                let inside = word.held(ask.bits);
                count += i64::from(inside.all);
                unknown |= inside.unknown;
            }
            set(cells, ask.count, if unknown { UNKNOWN } else { count });
            if ask.store.is_some() || !ask.folds.is_empty() {
                self.more(ask, members, walk.list.width, cells);
            }
        }
    }

    /// Remembers which members are in, and gathers of them.
    #[inline(never)]
    fn more(&mut self, ask: &Ask, members: &[i64], width: usize, cells: &mut [i64]) {
        if let Some(store) = ask.store.and_then(|store| self.stores.get_mut(place(store))) {
            store.clear();
            store.extend(self.words.iter().map(|word| word.held(ask.bits).all));
        }
        for fold in &ask.folds {
            let mut acc = start(fold.how);
            for (at, word) in self.words.iter().enumerate() {
                let inside = word.held(ask.bits);
                let value = match fold.what {
                    _ if inside.unknown => MISSING,
                    _ if !inside.all => continue,
                    What::Slot(slot) => members.get(at * width + place(slot)).copied().unwrap_or(MISSING),
                    What::All(bits) => word.held(bits).cell(),
                };
                acc = joined(fold.how, acc, value);
            }
            set(cells, fold.acc, acc);
        }
    }

    fn begin(&mut self, store: Option<u32>, count: usize) {
        if let Some(store) = store.and_then(|store| self.stores.get_mut(place(store))) {
            store.clear();
            store.resize(count, false);
        }
    }

    /// Turns to the first member of a list that a loop stands on. Whether there is one.
    #[inline(never)]
    pub fn each(&mut self, at: u32, of: &Loop, cells: &mut [i64], row: &Row) -> bool {
        let members = of.list.members(cells);
        let within = of.within.is_none_or(|(_, count)| get(cells, count) >= LEAST);
        let Some(members) = members.filter(|_| within) else {
            set(cells, of.count, UNKNOWN);
            for (how, acc) in &of.accs {
                set(cells, *acc, joined(*how, start(*how), MISSING));
            }
            return false;
        };
        set(cells, of.count, 0);
        of.accs.iter().for_each(|(how, acc)| set(cells, *acc, start(*how)));
        self.begin(of.store, members.count);
        self.turn_to(at, of, cells, row, 0)
    }

    /// Turns to the next member. Whether there is one.
    #[inline(never)]
    pub fn next(&mut self, at: u32, of: &Loop, cells: &mut [i64], row: &Row) -> bool {
        let turn = self.turns.get(place(at)).copied().unwrap_or(usize::MAX);
        self.turn_to(at, of, cells, row, turn.saturating_add(1))
    }

    fn turn_to(&mut self, at: u32, of: &Loop, cells: &mut [i64], row: &Row, first: usize) -> bool {
        let Some(members) = of.list.members(cells) else { return false };
        let store = of.within.and_then(|(store, _)| self.stores.get(place(store)));
        let inside = |at: &usize| match of.within {
            Some(_) => store.and_then(|store| store.get(*at)).copied().unwrap_or(false),
            None => true,
        };
        let Some(turn) = (first..members.count).find(inside) else { return false };
        let frame = place(of.frame);
        let (Some(member), Some(frame)) =
            (of.list.one(row, members, turn), cells.get_mut(frame..frame + of.list.width))
        else {
            return false;
        };
        frame.copy_from_slice(member);
        if let Some(place) = self.turns.get_mut(place(at)) {
            *place = turn;
        }
        true
    }

    /// Whether the member at hand is in.
    #[inline(never)]
    pub fn keep(&mut self, at: u32, of: &Loop, keep: Held, cells: &mut [i64]) {
        let inside = keep.cell();
        set(cells, of.inside, inside);
        let count = get(cells, of.count);
        let more = if inside < LEAST || count < LEAST { UNKNOWN } else { count + inside };
        set(cells, of.count, more);
        if let (Some(store), Some(turn)) = (of.store, self.turns.get(place(at)).copied()) {
            remember(&mut self.stores, store, turn, inside == 1);
        }
    }
}

fn remember(stores: &mut [Vec<bool>], store: u32, at: usize, inside: bool) {
    let store = stores.get_mut(place(store)).and_then(|store| store.get_mut(at));
    if let Some(place) = store {
        *place = inside;
    }
}

/// Nothing can be told of a list that is missing.
#[cold]
fn unknown(cells: &mut [i64], ask: &Ask) {
    set(cells, ask.count, UNKNOWN);
    for fold in &ask.folds {
        set(cells, fold.acc, joined(fold.how, start(fold.how), MISSING));
    }
}
