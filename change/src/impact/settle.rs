//! Adding records that were decided by columns, those rows at once whose columns tell all that counts.

use super::{Impact, Moved, Pair, Side};
use qingce_runtime::columns::RuleColumn;
use qingce_runtime::program::{Effect, Rule, RuleId};
use qingce_runtime::{Program, Status};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Decimals of an amount of money.
const MONEY_DECIMALS: u32 = 2;

/// Records of one type decided under one policy.
#[derive(Debug, Clone, Copy)]
pub struct Ruled<'r> {
    /// The policy.
    pub program: &'r Program,
    /// Its rules' decisions.
    pub columns: &'r [(RuleId, RuleColumn)],
}

/// What became of records decided by columns.
#[derive(Debug, Clone, Default)]
pub struct Settled {
    /// Places among the records of those that aren't added yet, ascending: their decisions have to be looked at one by one.
    pub unsettled: Vec<usize>,
    /// What moved of the others, by their places.
    pub moved: BTreeMap<usize, Vec<Moved>>,
}

/// One rule of both policies.
struct Both<'r> {
    name: &'r str,
    sides: Pair<Option<One<'r>>>,
    /// Cases that come to the same in both, amounts aside.
    same_cases: Vec<bool>,
}

/// One policy's rule.
#[derive(Clone, Copy)]
struct One<'r> {
    rule: &'r Rule,
    column: &'r RuleColumn,
}

impl One<'_> {
    fn status(&self, row: usize) -> Option<Status> {
        self.column.status(row)
    }

    fn case(&self, row: usize) -> usize {
        self.column.case.get(row).copied().map_or(0, usize::from)
    }

    fn effect(&self, row: usize) -> Option<&Effect> {
        self.rule.cases.get(self.case(row)).map(|case| &case.effect)
    }

    fn value(&self, row: usize) -> i64 {
        self.column.value.get(row).copied().unwrap_or(0)
    }

    /// Whether the columns tell all that counts of a row.
    fn settles(&self, row: usize) -> bool {
        let tells = match self.status(row) {
            Some(Status::DoesNotApply | Status::NotInForce) => true,
            Some(Status::Applies) => match self.effect(row) {
                Some(Effect::Duty { shown: true, .. } | Effect::Target { .. }) => self.value(row) == 1,
                _ => true,
            },
            _ => false,
        };
        tells && (self.column.told.is_empty() || !self.column.told.contains_key(&row))
    }

    fn side(&self, row: usize) -> Side {
        let amount = match (self.status(row), self.effect(row)) {
            (Some(Status::Applies), Some(Effect::Grant { .. } | Effect::Ceiling { .. })) => {
                Some(Decimal::new(self.value(row), MONEY_DECIMALS))
            }
            _ => None,
        };
        Side { status: self.status(row), amount }
    }
}

/// Whether a case comes to the same effect.
fn same_effect(sides: Pair<(&Program, &Effect)>) -> bool {
    let class = |(program, effect): (&Program, &Effect)| match effect {
        Effect::Classify { list, option } => program.lists.get(list.index()).map(|list| {
            (list.name.clone(), list.options.get(usize::from(*option)).map(|(name, _)| name.clone()))
        }),
        _ => None,
    };
    match (sides.before.1, sides.after.1) {
        (Effect::Classify { .. }, Effect::Classify { .. }) => class(sides.before) == class(sides.after),
        // Whether a duty could be shown is seen from its value.
        (Effect::Duty { what: before, shown: was }, Effect::Duty { what: after, shown: is }) => {
            before == after && was == is
        }
        (before, after) => before == after,
    }
}

fn pairs<'r>(sides: Pair<Ruled<'r>>) -> Vec<Both<'r>> {
    let rules = |side: Ruled<'r>| {
        let of =
            side.columns.iter().map(move |(id, column)| Some(One { rule: side.program.rule(*id)?, column }));
        of.flatten().collect::<Vec<_>>()
    };
    let (before, after) = (rules(sides.before), rules(sides.after));
    let named = |rules: &[One<'r>], name: &str| rules.iter().copied().find(|one| one.rule.name == name);
    let both = |one: One<'r>| {
        let name = one.rule.name.as_str();
        let own = Pair { before: named(&before, name), after: named(&after, name) };
        let same_cases = match (own.before, own.after) {
            (Some(was), Some(is)) => {
                let pairs = was.rule.cases.iter().zip(&is.rule.cases);
                let same = pairs.map(|(was, is)| {
                    same_effect(Pair {
                        before: (sides.before.program, &was.effect),
                        after: (sides.after.program, &is.effect),
                    })
                });
                same.collect()
            }
            _ => Vec::new(),
        };
        Both { name, sides: own, same_cases }
    };
    let newly = after.iter().filter(|one| named(&before, &one.rule.name).is_none());
    before.iter().chain(newly).copied().map(both).collect()
}

impl Both<'_> {
    /// Whether a row that is settled comes to something else; of `rows` the one before and the one after.
    fn moves(&self, rows: (usize, usize)) -> bool {
        let applies =
            |one: Option<One<'_>>, row| one.is_some_and(|one| one.status(row) == Some(Status::Applies));
        let (was, is) = (applies(self.sides.before, rows.0), applies(self.sides.after, rows.1));
        match (was, is, self.sides.before, self.sides.after) {
            (false, false, ..) => false,
            (true, true, Some(before), Some(after)) => {
                let case = before.case(rows.0);
                let same = self.same_cases.get(case).copied().unwrap_or(false);
                !same || case != after.case(rows.1) || before.value(rows.0) != after.value(rows.1)
            }
            _ => true,
        }
    }
}

/// Fen added up, if there were any.
#[derive(Debug, Clone, Copy, Default)]
struct Sum(Option<i128>);

impl Sum {
    fn add(&mut self, fen: i64) {
        self.0 = Some(self.0.unwrap_or(0) + i128::from(fen));
    }

    fn onto(self, yuan: &mut Decimal) {
        let fen = self.0.and_then(|fen| Decimal::try_from_i128_with_scale(fen, MONEY_DECIMALS).ok());
        *yuan += fen.unwrap_or_default();
    }
}

impl Impact {
    /// Adds records of one type decided under both policies; of `rows` each has the row of the same record before and after.
    /// What isn't told by columns alone is left.
    pub fn settle(&mut self, sides: Pair<Ruled<'_>>, rows: &[(usize, usize)]) -> Settled {
        let rules = pairs(sides);
        let mut open = vec![false; rows.len()];
        for both in &rules {
            let (before, after) = (both.sides.before, both.sides.after);
            for (open, (was, is)) in open.iter_mut().zip(rows) {
                *open |= before.is_some_and(|one| !one.settles(*was))
                    || after.is_some_and(|one| !one.settles(*is));
            }
        }
        let settled: Vec<(usize, (usize, usize))> =
            rows.iter().copied().enumerate().filter(|(place, _)| open.get(*place) == Some(&false)).collect();
        let unsettled = open.iter().enumerate().filter_map(|(place, open)| open.then_some(place)).collect();
        let mut found = Settled { unsettled, moved: BTreeMap::new() };
        if settled.is_empty() {
            return found;
        }
        self.records += settled.len() as u64;
        for both in &rules {
            self.count_columns(both, &settled, &mut found.moved);
        }
        self.moved += found.moved.len() as u64;
        found
    }

    fn count_columns(
        &mut self,
        both: &Both<'_>,
        rows: &[(usize, (usize, usize))],
        moved: &mut BTreeMap<usize, Vec<Moved>>,
    ) {
        let counted = self.rule(both.name);
        let (mut granted, mut ceilings) = (Pair::<Sum>::default(), Pair::<Sum>::default());
        let sum = |one: Option<One<'_>>, row: usize, granted: &mut Sum, ceilings: &mut Sum| {
            let Some(one) = one.filter(|one| one.status(row) == Some(Status::Applies)) else { return false };
            match one.effect(row) {
                Some(Effect::Grant { .. }) => granted.add(one.value(row)),
                Some(Effect::Ceiling { .. }) => ceilings.add(one.value(row)),
                _ => {}
            }
            true
        };
        for (place, (was_row, is_row)) in rows {
            let was = sum(both.sides.before, *was_row, &mut granted.before, &mut ceilings.before);
            let is = sum(both.sides.after, *is_row, &mut granted.after, &mut ceilings.after);
            counted.applied.before += u64::from(was);
            counted.applied.after += u64::from(is);
            counted.newly += u64::from(is && !was);
            counted.no_longer += u64::from(was && !is);
            if both.moves((*was_row, *is_row)) {
                counted.moved += 1;
                moved.entry(*place).or_default().push(Moved {
                    rule: both.name.to_owned(),
                    before: both.sides.before.map(|one| one.side(*was_row)).unwrap_or_default(),
                    after: both.sides.after.map(|one| one.side(*is_row)).unwrap_or_default(),
                });
            }
        }
        granted.before.onto(&mut counted.granted.before);
        granted.after.onto(&mut counted.granted.after);
        ceilings.before.onto(&mut counted.ceilings.before);
        ceilings.after.onto(&mut counted.ceilings.after);
    }
}
