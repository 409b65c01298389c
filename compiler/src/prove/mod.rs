//! Guarantees (保证): proven of all records, or refuted by one.
//!
//! # How
//! The rules that a guarantee names are turned into facts over variables: a yes-or-no field, an option, a number, how many
//! members of a list are of a kind, how long a span is. Time is cut where a standard changes or a rule begins or ends, so that
//! amounts are constants in each part. Then values are looked for that make the guarantee false.
//!
//! Variables are taken to be freer than they are: what can't be taken apart (a product of two fields, the largest of a list, a
//! day moved by months) is a variable that may have any value. So if no values make the guarantee false, no record does: it is
//! *proven*. If some do, a record is made of them and decided by the machine; only if the machine's decisions break the
//! guarantee is it *refuted*, by that record. Otherwise it is *open*: nothing is claimed.
//!
//! The search is linear arithmetic over exact fractions, case by case. A solver that speaks SMT-LIB 2 (z3, say) may be asked
//! besides about what stays open; it can multiply. What it calls impossible is believed, what it finds is decided like any other.

mod alike;
mod conditions;
mod confirm;
mod example;
mod fact;
mod lapse;
mod linear;
mod lists;
mod numbers;
mod outcome;
mod periods;
mod pieces;
mod reach;
mod rounding;
mod smt;
mod solve;
mod terms;
mod variables;

use crate::input::PolicyText;
use crate::model::{
    Data, Effect, Expr, ExprKind, FieldId, Guarantee, Model, Once, Property, RecordId, Rule, RuleId, Type,
};
use crate::regions::View;
use chrono::NaiveDate;
use qingce_grammar::tree::Comparison;

pub(crate) use alike::{Versions, alike};
use example::{Example, Maker};
use fact::Fact;
use lists::Lists;
use periods::{Period, periods};
use pieces::compare;
use reach::Reach;
use solve::{Answer, solve};
use terms::{Growth, Translator};
use variables::Variables;

/// What is known of a guarantee.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// It holds of every record on every day.
    Proven {
        /// Whether a solver besides was needed.
        by_solver: bool,
    },
    /// It doesn't hold of this record.
    Refuted(Box<Counterexample>),
    /// It can't be told.
    Open(Open),
}

/// Why nothing can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Open {
    /// What was written has errors.
    Faulty,
    /// The rules reckon with something that the proof takes as given: a product of fields, the largest of a list, months added
    /// to a day, a standard that another document sets.
    TooRich,
}

/// A record that breaks a guarantee, as was seen by deciding it.
#[derive(Debug, Clone, PartialEq)]
pub struct Counterexample {
    /// What kind of record it is.
    pub subject: RecordId,
    /// The record, with nothing missing.
    pub record: Data,
    /// Of a guarantee about growth, the same record with more: it gets less.
    pub again: Option<Data>,
    /// The day as of which it is decided.
    pub reference_date: NaiveDate,
}

/// Something outside that answers a script in SMT-LIB 2 with what a solver prints; `None` if it can't.
pub type Solver<'s> = &'s mut dyn FnMut(&str) -> Option<String>;

/// Proves a guarantee, or refutes it, or says that it can't tell. `solver` is asked about what can't be told without it.
pub fn prove(
    model: &Model,
    text: &PolicyText,
    guarantee: &Guarantee,
    mut solver: Option<Solver<'_>>,
) -> Verdict {
    let Some(property) = &guarantee.property else { return Verdict::Open(Open::Faulty) };
    if let Property::Once { rule, key } = property
        && is_once(model, *rule, key)
    {
        return Verdict::Proven { by_solver: false };
    }
    let reach = Reach::of(model, guarantee);
    let (mut open, mut by_solver) = (false, false);
    for period in periods(model, &reach) {
        let lists = Lists::of(model, guarantee, &reach, &period);
        let question = Question::new(model, guarantee, property, &period, &lists);
        let Some(question) = question else {
            open = true;
            continue;
        };
        let found = match solve(&question.variables, &question.broken) {
            Answer::Never => continue,
            Answer::Found(values) => question.confirmed(text, &values),
            Answer::Unknown => None,
        };
        if let Some(found) = found {
            return Verdict::Refuted(Box::new(found));
        }
        match question.asked(&mut solver) {
            Some(Answer::Never) => by_solver = true,
            Some(Answer::Found(values)) => match question.confirmed(text, &values) {
                Some(found) => return Verdict::Refuted(Box::new(found)),
                None => open = true,
            },
            Some(Answer::Unknown) | None => open = true,
        }
    }
    if open { Verdict::Open(Open::TooRich) } else { Verdict::Proven { by_solver } }
}

/// Whether a guarantee about a condition is proven without a solver; no record is looked for that breaks it. Its words are read
/// as a rule's: a standard without a value on some day has none.
fn never_broken(model: &Model, guarantee: &Guarantee) -> bool {
    let Some(Property::Always(condition)) = &guarantee.property else { return false };
    let reach = Reach::of(model, guarantee);
    periods(model, &reach).iter().all(|period| {
        let lists = Lists::of(model, guarantee, &reach, period);
        let mut translator = Translator::new(model, period, &lists, 0);
        let broken = translator.of_rule(&[], |t| {
            let meant = guarantee.condition.as_ref().map_or(Fact::Fixed(true), |own| t.truth(own));
            meant.and(t.truth(condition).not())
        });
        solve(&translator.variables, &broken) == Answer::Never
    })
}

/// Whether a record breaks a guarantee about a condition, as is seen by deciding it; `None` where that can't be told: it can't be
/// decided, or the guarantee is of another form.
pub fn broken_by(
    model: &Model,
    text: &PolicyText,
    guarantee: &Guarantee,
    record: &Data,
    reference_date: NaiveDate,
) -> Option<bool> {
    let Some(Property::Always(_)) = &guarantee.property else { return None };
    let (record, again) = (record.clone(), record.clone());
    confirm::breaks(model, text, guarantee, &Example { record, again, reference_date })
}

/// Which record is wanted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted<'a> {
    /// A rule that is to apply to it,
    pub rule: RuleId,
    /// but for this part of its condition (plain), which may be either way,
    pub without: Option<&'a Expr>,
    /// while this holds (plain),
    pub also: Option<&'a Expr>,
    /// on this day.
    pub date: NaiveDate,
    /// So many days longer than a span that is asked for.
    pub longer: i64,
}

/// A record as is wanted, as far as the search can tell.
pub(crate) fn find(model: &Model, text: &PolicyText, wanted: &Wanted<'_>) -> Option<Data> {
    let mut model = model.clone();
    let rule = model.rules.get_mut(wanted.rule.0)?;
    let place = rule.place;
    if let Some(without) = wanted.without {
        let lets = std::mem::take(&mut rule.lets);
        let plain = |expr: &Expr| View { model: &Model::default(), lets: &lets }.plain(expr, 0);
        if let Some(condition) = &mut rule.condition {
            *condition = plain(condition);
            drop_part(condition, without);
        }
        for expr in rule.body.results_mut().into_iter().filter_map(Effect::value_mut) {
            *expr = plain(expr);
        }
        rule.lets = lets;
    }
    let rule = model.rules.get(wanted.rule.0)?;
    let truth = |kind: ExprKind| Expr { kind, ty: Type::Truth, place };
    let date = |kind: ExprKind| Box::new(Expr { kind, ty: Type::Date, place });
    let on = ExprKind::Compare(
        date(ExprKind::ReferenceDate),
        Comparison::Equal,
        date(ExprKind::Date(wanted.date)),
    );
    let applies = truth(ExprKind::And(Box::new(truth(ExprKind::Outcome(wanted.rule))), Box::new(truth(on))));
    let all = match wanted.also {
        Some(also) => truth(ExprKind::And(Box::new(applies), Box::new(also.clone()))),
        None => applies,
    };
    let guarantee = supposed(rule, None, Property::Always(truth(ExprKind::Not(Box::new(all)))));
    let property = guarantee.property.as_ref()?;
    let reach = Reach::of(&model, &guarantee);
    let on = |period: &Period| {
        period.from.is_some_and(|from| from <= wanted.date) && period.to.is_none_or(|to| wanted.date <= to)
    };
    let period = periods(&model, &reach).into_iter().find(on)?;
    let lists = Lists::of(&model, &guarantee, &reach, &period);
    let question = Question::new(&model, &guarantee, property, &period, &lists)?;
    let Answer::Found(values) = solve(&question.variables, &question.broken) else { return None };
    let example = question.maker(wanted.date, wanted.longer).example(&values)?;
    let exact = wanted.also.filter(|_| wanted.longer == 0);
    let shown = |also: &Expr| confirm::holds(&model, text, &guarantee, also, &example.record, wanted.date);
    exact.is_none_or(shown).then_some(example.record)
}

/// What would be stated of a rule's records, if anybody did.
fn supposed(rule: &Rule, condition: Option<Expr>, property: Property) -> Guarantee {
    Guarantee {
        name: rule.name.clone(),
        subject: rule.subject,
        condition,
        property: Some(property),
        cited: Vec::new(),
        readings: Vec::new(),
        clause: None,
        layer: rule.layer,
        place: rule.place,
    }
}

/// Makes a part of a condition true.
fn drop_part(expr: &mut Expr, part: &Expr) {
    if expr == part {
        expr.kind = ExprKind::Truth(true);
        return;
    }
    for (child, deeper) in expr.children_mut() {
        if !deeper {
            drop_part(child, part);
        }
    }
}

/// Whether a rule says itself that it is once by this key: then the ledger refuses a second grant.
fn is_once(model: &Model, rule: RuleId, key: &[FieldId]) -> bool {
    let Some(rule) = model.rules.get(rule.0) else { return false };
    match &rule.once {
        Some(Once::Subject(path)) => path == key,
        Some(Once::Member(selection, path)) => {
            let list = rule.lets.get(selection.0).and_then(|one| {
                let plain = View { model, lets: &rule.lets }.plain(&one.value, 0);
                let (list, _) = reach::selection(&plain)?;
                match &list.kind {
                    ExprKind::Field { path, .. } => Some(path.clone()),
                    _ => None,
                }
            });
            list.is_some_and(|list| [list.as_slice(), path].concat() == key)
        }
        None => false,
    }
}

/// Whether a guarantee can be broken in one part of time.
struct Question<'a> {
    model: &'a Model,
    guarantee: &'a Guarantee,
    period: &'a Period,
    lists: &'a Lists,
    variables: Variables,
    broken: Fact,
    grows: Option<Expr>,
}

impl<'a> Question<'a> {
    fn new(
        model: &'a Model,
        guarantee: &'a Guarantee,
        property: &'a Property,
        period: &'a Period,
        lists: &'a Lists,
    ) -> Option<Self> {
        let mut translator = Translator::new(model, period, lists, 0);
        let mut grows = None;
        let mut broken = match property {
            Property::Always(condition) => translator.truth(condition).not(),
            Property::Once { rule, .. } => translator.received(*rule),
            Property::Rising { grows: of, amount } => {
                let of: &Expr = grows.insert(translator.plain(of));
                translator.growth = Some(Growth { of: of.clone(), again: false });
                let before = translator.number(amount);
                translator.growth = Some(Growth { of: of.clone(), again: true });
                let after = translator.number(amount);
                let mut less = Vec::new();
                for (f, x) in &before {
                    for (g, y) in &after {
                        less.push(f.clone().and(g.clone()).and(compare(y, Comparison::Less, x)?));
                    }
                }
                Fact::any(less)
            }
        };
        if let Some(condition) = &guarantee.condition {
            for again in [false, true].into_iter().take(1 + usize::from(grows.is_some())) {
                translator.growth = grows.clone().map(|of| Growth { of, again });
                broken = translator.truth(condition).and(broken);
            }
        }
        // The day lies in the period even where nothing else asks for it.
        let variables = translator.variables;
        Some(Self { model, guarantee, period, lists, variables, broken, grows })
    }

    /// Asks the solver outside.
    fn asked(&self, solver: &mut Option<Solver<'_>>) -> Option<Answer> {
        let solver = solver.as_mut()?;
        let printed = solver(&smt::script(&self.variables, &self.broken)?)?;
        Some(smt::answer(&self.variables, &printed))
    }

    fn maker(&self, inside: NaiveDate, longer: i64) -> Maker<'_> {
        Maker {
            model: self.model,
            subject: self.guarantee.subject,
            lists: self.lists,
            variables: &self.variables,
            grows: self.grows.as_ref(),
            inside,
            longer,
        }
    }

    /// A record of these values that breaks the guarantee when it is decided.
    fn confirmed(&self, text: &PolicyText, values: &solve::Values) -> Option<Counterexample> {
        let inside = self.period.from.or(self.period.to)?;
        for longer in [0, 1, -1] {
            let maker = self.maker(inside, longer);
            let Some(example) = maker.example(values) else { continue };
            if confirm::breaks(self.model, text, self.guarantee, &example) == Some(true) {
                let Example { record, again, reference_date } = example;
                let again = self.grows.as_ref().map(|_| again);
                let subject = self.guarantee.subject;
                return Some(Counterexample { subject, record, again, reference_date });
            }
        }
        None
    }
}
