//! Selections from lists. The conditions by which members are selected part a list's members into kinds; how many members there
//! are of a kind is a variable, and every count is a sum of these.

use crate::model::{Expr, Guarantee, Model, Record, RecordId};
use crate::numerals::Ratio;

use super::fact::Fact;
use super::linear::Linear;
use super::periods::Period;
use super::pieces::Piece;
use super::reach::{Reach, selection};
use super::solve::{Answer, Values, solve};
use super::terms::Translator;
use super::variables::{Key, Kind, Variables, numbers};

/// The lists of the subject that are selected from.
#[derive(Debug, Default)]
pub(super) struct Lists {
    subject: Option<RecordId>,
    lists: Vec<List>,
}

/// One list with the kinds of its members.
#[derive(Debug)]
pub(super) struct List {
    /// The list field; plain.
    pub list: Expr,
    conditions: Vec<Expr>,
    pub kinds: Vec<MemberKind>,
}

/// Members of whom the same conditions hold.
#[derive(Debug)]
pub(super) struct MemberKind {
    /// By condition, whether it holds.
    holds: Vec<bool>,
    /// What the variables of a member are, and values of one such member, if one was found.
    pub variables: Variables,
    pub example: Option<Values>,
}

/// With more conditions than this, kinds are not told apart.
const MOST_CONDITIONS: usize = 6;

impl Lists {
    /// The lists that a guarantee hangs on, in a period.
    pub fn of(model: &Model, guarantee: &Guarantee, reach: &Reach, period: &Period) -> Self {
        let empty = Self { subject: Some(guarantee.subject), lists: Vec::new() };
        let lists = reach.selections.iter().filter(|(_, conditions)| conditions.len() <= MOST_CONDITIONS);
        let lists = lists.map(|(list, conditions)| List {
            list: list.clone(),
            conditions: conditions.clone(),
            kinds: kinds(model, period, &empty, conditions),
        });
        Self { lists: lists.collect(), ..empty }
    }

    /// The record that the guarantee is about.
    pub fn subject<'m>(&self, model: &'m Model) -> Option<&'m Record> {
        model.records.get(self.subject?.0)
    }

    /// The kinds of a list's members.
    pub fn list(&self, list: &Expr) -> Option<&List> {
        self.lists.iter().find(|known| known.list == *list)
    }
}

impl List {
    /// Whether all of these conditions hold of a kind.
    pub fn has(&self, kind: usize, conditions: &[&Expr]) -> bool {
        let place = |condition: &Expr| self.conditions.iter().position(|own| own == condition);
        let holds = |at: usize| self.kinds.get(kind).and_then(|kind| kind.holds.get(at)) == Some(&true);
        conditions.iter().all(|condition| place(condition).is_some_and(holds))
    }
}

fn kinds(model: &Model, period: &Period, lists: &Lists, conditions: &[Expr]) -> Vec<MemberKind> {
    let all = (0..1_usize << conditions.len()).rev();
    let kinds = all.filter_map(|bits| {
        let holds: Vec<bool> = (0..conditions.len()).map(|at| bits >> at & 1 == 1).collect();
        let mut translator = Translator::new(model, period, lists, 1);
        // Rules select by them too: a standard without a value has none.
        let facts = translator.of_rule(&[], |t| {
            let facts = conditions.iter().zip(&holds).map(|(condition, holds)| {
                let fact = t.truth(condition);
                if *holds { fact } else { fact.not() }
            });
            facts.collect::<Vec<Fact>>()
        });
        let example = match solve(&translator.variables, &Fact::all(facts)) {
            Answer::Never => return None,
            Answer::Found(values) => Some(values),
            Answer::Unknown => None,
        };
        Some(MemberKind { holds, variables: translator.variables, example })
    });
    kinds.collect()
}

impl Translator<'_> {
    /// How many members of a selection there are, `also` only those of which one condition more holds, or doesn't.
    pub(super) fn members(&mut self, list: &Expr, also: Option<(&Expr, bool)>) -> Option<Linear> {
        let plain = self.plain(list);
        let also = also.map(|(each, wanted)| {
            let kind = crate::model::ExprKind::Where(Box::new(plain.clone()), Box::new(each.clone()));
            let inside = Expr { kind, ty: list.ty.clone(), place: list.place };
            (self.plain(&inside), wanted)
        });
        let (base, conditions) = selection(&plain)?;
        let known = (self.depth == 0).then(|| self.lists.list(base))??;
        let place = |condition: &Expr| known.conditions.iter().position(|own| own == condition);
        let mut wanted: Vec<(usize, bool)> = Vec::new();
        for condition in conditions {
            wanted.push((place(condition)?, true));
        }
        if let Some((inside, holds)) = &also {
            let (_, conditions) = selection(inside)?;
            wanted.push((place(conditions.last()?)?, *holds));
        }
        let mut sum = Linear::constant(Ratio::ZERO);
        for (number, kind) in known.kinds.iter().enumerate() {
            if wanted.iter().all(|(at, holds)| kind.holds.get(*at) == Some(holds)) {
                sum = sum.plus(&self.of_kind(base, number)?)?;
            }
        }
        Some(sum)
    }

    /// How many members of one kind there are.
    fn of_kind(&mut self, list: &Expr, kind: usize) -> Option<Linear> {
        let counted = || Kind::Number { step: Some(Ratio::ONE), least: Some(Ratio::ZERO), greatest: None };
        let own = self.variables.of(Key::Members { list: list.clone(), kind }, counted);
        let grows = self.growth.as_ref().is_some_and(|growth| growth.again && growth.of == *list);
        if !grows {
            return Some(Linear::variable(own));
        }
        let more = self.variables.of(Key::Joining { list: list.clone(), kind }, counted);
        Linear::variable(own).plus(&Linear::variable(more))
    }

    /// 合计. What is the same for every member is multiplied; else only the sign is known, and that nobody has nothing.
    pub(super) fn sum(&mut self, expr: &Expr, list: &Expr, each: &Expr) -> Option<Vec<Piece>> {
        let count = self.members(list, None)?;
        let mut inside = Translator::new(self.model, self.period, self.lists, 1);
        (inside.lets, inside.in_rule) = (self.lets, self.in_rule);
        let pieces = inside.number(each);
        if let [(Fact::Fixed(true), value)] = pieces.as_slice()
            && let Some(value) = value.as_constant()
        {
            return Some(vec![(Fact::Fixed(true), count.times(value)?)]);
        }
        let mut below = Vec::new();
        for (when, value) in &pieces {
            below.push(when.clone().and(Fact::Negative(value.clone())));
        }
        let never_negative = solve(&inside.variables, &Fact::any(below)) == Answer::Never;
        let plain = self.plain(expr);
        let own = self.variables.of(Key::Value(plain.clone()), || numbers(&expr.ty));
        let own = Linear::variable(own);
        let mut total = own.clone();
        if self.has_grown(&plain) {
            total = Linear::variable(self.variables.of(Key::Again(plain.clone()), || numbers(&expr.ty)));
            let list_grows =
                self.growth.as_ref().zip(selection(&plain_list(&plain)).map(|(base, _)| base.clone()));
            if never_negative && list_grows.is_some_and(|(growth, base)| growth.of == base) {
                self.variables.always(Fact::NotPositive(own.minus(&total)?));
            }
        }
        self.variables.always(Fact::zero(count)?.implies(Fact::zero(total.clone())?));
        if never_negative {
            self.variables.always(Fact::NotPositive(total.negated()?));
        }
        Some(vec![(Fact::Fixed(true), total)])
    }
}

/// The list of an aggregate.
fn plain_list(aggregate: &Expr) -> Expr {
    match &aggregate.kind {
        crate::model::ExprKind::Aggregate(list, ..) => list.as_ref().clone(),
        _ => aggregate.clone(),
    }
}
