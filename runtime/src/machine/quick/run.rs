//! Running quick code.

use super::code::{At, Case, Condition, Dated, Days, Entry, Op, Sheet, Text};
use super::lists::Lists;
use super::tests::{Held, Word};
use crate::calendar;
use crate::decision::Status;
use crate::decisions::Ruling;
use crate::machine::arithmetic;
use crate::machine::run::{compare, dated, in_force, span_end, whole};
use crate::program::{Conventions, Day, Program, ScaleId};
use crate::row::{LEAST, MISSING, Row};

/// The cells of a sheet with the record at hand.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cells {
    cells: Vec<i64>,
    words: Vec<Word>,
    /// The day that the dated cells are of.
    day: Option<Day>,
    lists: Lists,
}

/// What quick code looks things up in.
#[derive(Clone, Copy)]
pub(crate) struct Around<'a> {
    pub program: &'a Program,
    pub row: &'a Row,
    pub day: Day,
}

impl Cells {
    pub fn new(sheet: &Sheet) -> Self {
        Self {
            cells: sheet.cells.clone(),
            words: vec![Word::default(); sheet.words.len()],
            day: None,
            lists: Lists::new(sheet),
        }
    }

    /// Takes up a record.
    pub fn begin(&mut self, sheet: &Sheet, program: &Program, subject: &[i64], day: Day) {
        if let Some(cells) = self.cells.get_mut(..subject.len()) {
            cells.copy_from_slice(subject);
        }
        if self.day != Some(day) {
            self.turn_to(sheet, program, day);
        }
    }

    #[cold]
    fn turn_to(&mut self, sheet: &Sheet, program: &Program, day: Day) {
        self.day = Some(day);
        let cells = self.cells.as_mut_slice();
        for (at, what) in &sheet.dated {
            match *what {
                Dated::ReferenceDate => set(cells, *at, i64::from(day)),
                Dated::Full { n, unit, before, span } => {
                    let full = |from| calendar::period_full(from, n, unit, program.conventions);
                    let by = day - i32::from(before);
                    let told = |from| full(from).is_some() && !(span && from > day);
                    set(cells, *at, i64::from(last_day(|from| full(from).is_some_and(|full| full <= by))));
                    set(cells, *at + 1, i64::from(last_day(told)));
                }
                Dated::Standard(id) => {
                    let values = program.standards.get(id.index()).map(|standard| standard.values.as_slice());
                    let now = in_force(values.unwrap_or_default(), day, |value| &value.effective);
                    let options = program.standards.get(id.index()).map_or(1, |standard| {
                        let list = standard.by.and_then(|list| program.lists.get(list.index()));
                        list.map_or(1, |list| list.options.len())
                    });
                    for (at, option) in (*at..).zip(0..options) {
                        let cell = now.and_then(|now| i64::try_from(*now.cells.get(option)?).ok());
                        set(cells, at, cell.unwrap_or(MISSING));
                    }
                }
            }
        }
    }

    /// Decides the record under all rules of the sheet, in program order. What isn't settled is undetermined among the
    /// `rulings`, and its place is added to `open`.
    pub fn decide(
        &mut self,
        sheet: &Sheet,
        around: Around<'_>,
        rulings: &mut Vec<Ruling>,
        open: &mut Vec<usize>,
    ) {
        self.run(sheet, around);
        let (cells, words) = (self.cells.as_slice(), self.words.as_slice());
        rulings.extend(sheet.rules.iter().enumerate().map(|(at, entry)| {
            let ruling = ruled(entry, cells, words, around.day);
            if ruling.status == Status::Undetermined {
                open.push(at);
            }
            ruling
        }));
    }

    fn run(&mut self, sheet: &Sheet, around: Around<'_>) {
        let (cells, words) = (self.cells.as_mut_slice(), self.words.as_mut_slice());
        for (word, tests) in words.iter_mut().zip(&sheet.words) {
            *word = tests.held(cells);
        }
        let mut ops = sheet.ops.iter();
        while let Some(op) = ops.next() {
            match *op {
                Op::Test(at) => {
                    let Some((test, of)) = sheet.later.get(place(at)) else { continue };
                    if let Some(word) = words.get_mut(place(of.word)) {
                        word.make(test, of.bits, cells);
                    }
                }
                Op::Unless { condition, over } => {
                    let held = held(words, condition);
                    if !held.all & !held.unknown {
                        ops = pass(ops, place(over));
                    }
                }
                Op::When { condition, over } => {
                    if held(words, condition).all {
                        ops = pass(ops, place(over));
                    }
                }
                Op::All { dst, condition, not } => {
                    let held = held(words, condition);
                    let cell = i64::from(held.all ^ not);
                    set(cells, dst, if held.unknown { MISSING } else { cell });
                }
                Op::Choose { dst, condition, yes, no } => {
                    let held = held(words, condition);
                    let cell = get(cells, if held.all { yes } else { no });
                    set(cells, dst, if held.unknown { MISSING } else { cell });
                }
                Op::Add { dst, a, b } => lift(cells, dst, a, b, i64::checked_add),
                Op::Subtract { dst, a, b } => lift(cells, dst, a, b, i64::checked_sub),
                Op::Multiply { dst, a, b } => lift(cells, dst, a, b, i64::checked_mul),
                Op::Min { dst, a, b } => lift(cells, dst, a, b, |a, b| Some(a.min(b))),
                Op::Max { dst, a, b } => lift(cells, dst, a, b, |a, b| Some(a.max(b))),
                Op::Until { dst, day, latest, not } => {
                    let day = get(cells, day);
                    let told = i64::from(calendar::FIRST_DAY) <= day && day <= get(cells, latest + 1);
                    let truth = i64::from((day <= get(cells, latest)) ^ not);
                    set(cells, dst, if told { truth } else { MISSING });
                }
                Op::InForce { rule, over } => {
                    if sheet.rules.get(place(rule)).is_some_and(|entry| !entry.in_force(around.day)) {
                        ops = pass(ops, place(over));
                    }
                }
                Op::Stand(at) => {
                    if let Some(entry) = sheet.rules.get(place(at)) {
                        stand(cells, entry, ruled(entry, cells, words, around.day).status);
                    }
                }
                Op::Walk(at) => {
                    if let Some(walk) = sheet.walks.get(place(at)) {
                        self.lists.walk(walk, cells, around.row);
                    }
                }
                Op::Each(at) => {
                    let Some(of) = sheet.loops.get(place(at)) else { continue };
                    if !self.lists.each(at, of, cells, around.row) {
                        ops = pass(ops, place(of.body) + 1);
                    }
                }
                Op::In(at) => {
                    let Some(of) = sheet.loops.get(place(at)) else { continue };
                    self.lists.keep(at, of, held(words, of.keep), cells);
                }
                Op::Next(at) => {
                    let Some(of) = sheet.loops.get(place(at)) else { continue };
                    if self.lists.next(at, of, cells, around.row) {
                        let here = sheet.ops.len() - ops.len();
                        let begin = here.saturating_sub(place(of.body) + 1);
                        ops = sheet.ops.get(begin..).unwrap_or_default().iter();
                    }
                }
                _ => rare(*op, cells, sheet, around),
            }
        }
    }
}

/// A step of those that few rules take or that take long.
#[inline(never)]
fn rare(op: Op, cells: &mut [i64], sheet: &Sheet, around: Around<'_>) {
    match op {
        Op::Compare { dst, a, b, how } => {
            lift(cells, dst, a, b, |a, b| Some(i64::from(compare(i128::from(a), how, i128::from(b)))));
        }
        Op::Contains { dst, a, b } => lift(cells, dst, a, b, |set, option| {
            let bit = u32::try_from(option).ok().and_then(|option| set.checked_shr(option));
            Some(bit.unwrap_or(0) & 1)
        }),
        Op::Overlaps { dst, a, b } => lift(cells, dst, a, b, |a, b| Some(i64::from(a & b != 0))),
        Op::Days { dst, a, b, how } => {
            lift(cells, dst, a, b, |a, b| days(how, a, b, around.program.conventions));
        }
        Op::Round { dst, a, step, rounding } => lift(cells, dst, a, step, |a, step| {
            narrow(arithmetic::round(i128::from(a), i128::from(step), rounding))
        }),
        Op::Divide { dst, a, b, by } => lift(cells, dst, a, b, |a, b| {
            let (times, rounding) = *sheet.divisions.get(place(by))?;
            narrow(arithmetic::divide(i128::from(a), times, i128::from(b), rounding).ok())
        }),
        Op::Of { dst, first, count, option } => {
            let option = u32::try_from(get(cells, option)).ok().filter(|option| *option < count);
            let cell = option.map_or(MISSING, |option| get(cells, first + option));
            set(cells, dst, cell);
        }
        Op::NonZero { dst, a } => {
            let cell = get(cells, a);
            set(cells, dst, if cell == 0 { MISSING } else { cell });
        }
        Op::Scale { dst, scale, x } => lift(cells, dst, x, x, |x, _| scaled(around, scale, x)),
        Op::SameText { dst, a, b } => {
            let same = text(cells, around, a).zip(text(cells, around, b));
            set(cells, dst, same.map_or(MISSING, |(a, b)| i64::from(a == b)));
        }
        Op::Gather { how, acc, value, within } => {
            let inside = get(cells, within);
            if inside != 0 {
                let value = if inside == 1 { get(cells, value) } else { MISSING };
                set(cells, acc, super::lists::joined(how, get(cells, acc), value));
            }
        }
        _ => {}
    }
}

/// What a rule comes to once its tests are made and its values stand; undetermined if that isn't settled.
#[inline(always)]
fn ruled(entry: &Entry, cells: &[i64], words: &[Word], day: Day) -> Ruling {
    if !entry.in_force(day) {
        return entry.bare(Status::NotInForce);
    }
    let word = words.get(place(entry.condition.word)).copied().unwrap_or_default();
    if entry.left | (word.unknown & entry.bits != 0) {
        return ruled_with_unknown(entry, cells, word).unwrap_or(entry.bare(Status::Undetermined));
    }
    // Of the first case that holds; the others are looked at too, so that nothing hangs on a branch.
    let mut first = None;
    for case in entry.cases.iter().rev() {
        first = if word.failed & case.bits == 0 { Some(case) } else { first };
    }
    applied(entry, first, cells).unwrap_or(entry.bare(Status::Undetermined))
}

/// [`ruled`] where a test is of something unknown.
#[inline(never)]
fn ruled_with_unknown(entry: &Entry, cells: &[i64], word: Word) -> Option<Ruling> {
    let condition = word.held(entry.condition.bits);
    if entry.left || condition.unknown {
        return None;
    }
    let mut guards = entry.cases.iter().map(|case| (case, word.held(case.bits)));
    match guards.find(|(_, guard)| condition.all && (guard.all || guard.unknown)) {
        Some((_, guard)) if guard.unknown => None,
        first => applied(entry, first.map(|(case, _)| case), cells),
    }
}

/// The ruling by the case that applies; `None` if its value isn't known.
#[inline(always)]
fn applied(entry: &Entry, case: Option<&Case>, cells: &[i64]) -> Option<Ruling> {
    let value = case.filter(|case| case.valued).map(|case| get(cells, case.value));
    if value.is_some_and(|value| value < LEAST) {
        return None;
    }
    let status = if case.is_some() { Status::Applies } else { Status::DoesNotApply };
    Some(Ruling { rule: entry.id, status, case: case.map_or(0, |case| case.case), value })
}

/// The steps after so many more.
fn pass(ops: std::slice::Iter<'_, Op>, over: usize) -> std::slice::Iter<'_, Op> {
    ops.as_slice().get(over..).unwrap_or_default().iter()
}

/// Leaves word for the rules that ask whether this one applies. Where amounts of others or earlier grants may yet change that,
/// they are told nothing.
#[inline(never)]
fn stand(cells: &mut [i64], entry: &Entry, status: Status) {
    let Some(at) = entry.standing else { return };
    let cell = match status {
        _ if entry.combines || entry.once.is_some() => MISSING,
        Status::Applies => 1,
        Status::DoesNotApply | Status::NotInForce => 0,
        Status::Undetermined | Status::Failed | Status::AlreadyGranted => MISSING,
    };
    set(cells, at, cell);
}

#[inline]
fn held(words: &[Word], condition: Condition) -> Held {
    words.get(place(condition.word)).copied().unwrap_or_default().held(condition.bits)
}

#[inline]
pub(super) fn place(at: u32) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

#[inline]
pub(super) fn get(cells: &[i64], at: At) -> i64 {
    cells.get(place(at)).copied().unwrap_or(MISSING)
}

#[inline]
pub(super) fn set(cells: &mut [i64], at: At, cell: i64) {
    if let Some(place) = cells.get_mut(place(at)) {
        *place = cell;
    }
}

/// The last day of which something is true that is true of all days before it; the day before the first one if of none.
fn last_day(is: impl Fn(Day) -> bool) -> Day {
    let (mut least, mut greatest) = (calendar::FIRST_DAY - 1, calendar::LAST_DAY);
    while least < greatest {
        let middle = greatest - (greatest - least) / 2;
        if is(middle) { least = middle } else { greatest = middle - 1 }
    }
    least
}

/// `f` of two known cells; unknown if one isn't known, or where `f` has no answer that fits.
#[inline(always)]
fn lift(cells: &mut [i64], dst: At, a: At, b: At, f: impl FnOnce(i64, i64) -> Option<i64>) {
    let (a, b) = (get(cells, a), get(cells, b));
    let cell = if a < LEAST || b < LEAST { None } else { f(a, b) };
    set(cells, dst, cell.unwrap_or(MISSING));
}

fn narrow(value: Option<i128>) -> Option<i64> {
    value.and_then(|value| i64::try_from(value).ok())
}

fn days(how: Days, a: i64, b: i64, conventions: Conventions) -> Option<i64> {
    let (a, b) = (i128::from(a), i128::from(b));
    let cell = match how {
        Days::Shift(unit) => dated(a, b, |day, n| calendar::shift(day, n, unit)),
        Days::PeriodFull(unit) => dated(a, b, |from, n| calendar::period_full(from, n, unit, conventions)),
        Days::SpanEnd => span_end(a, b),
        Days::Whole(unit) => whole(a, b, unit, conventions),
    };
    narrow(cell.ok())
}

fn scaled(around: Around<'_>, scale: ScaleId, x: i64) -> Option<i64> {
    let scale = around.program.scales.get(scale.index())?;
    let table = in_force(&scale.tables, around.day, |table| &table.effective)?;
    narrow(arithmetic::scale(&table.brackets, scale.marginal, i128::from(x)).ok())
}

fn text<'t>(cells: &[i64], around: Around<'t>, text: Text) -> Option<&'t str> {
    match text {
        Text::Cell(at) => around.row.text_of(Some(get(cells, at)).filter(|cell| *cell >= LEAST)?),
        Text::Constant(id) => around.program.texts.get(id.index()).map(String::as_str),
    }
}
