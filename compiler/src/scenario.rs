//! Running a policy's scenarios (案例): their records, what is expected of them, and what no scenario reaches.

use crate::lower::layout::{Flat, flatten};
use crate::lower::tables::{cell_of, day};
use crate::model::{self, Data, Datum, Exact, Model, Origin, RecordId, Scenario, Type};
use chrono::{Days, NaiveDate};
use qingce_grammar::{Message, Place};
use qingce_runtime::verify::Verified;
use qingce_runtime::{Decision, Grant, Machine, MemoryLedger, Program, Record, Value, program};
use rust_decimal::Decimal;

pub use origin::weak_amounts;
pub use reach::{Unreached, unreached};
pub use write::{Draft, draft_text, expectation_text};

mod compare;
mod origin;
mod reach;
mod words;
mod write;

/// How one scenario went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScenarioResult {
    /// Its name.
    pub name: String,
    /// Where it is declared.
    pub place: Place,
    /// One entry an expectation, in the order in which they are written.
    pub checks: Vec<Check>,
    /// What was decided of its record, by all rules of its subject.
    pub decisions: Vec<Decision>,
    /// The reference date that held, if one was found.
    pub reference_date: Option<NaiveDate>,
    /// Why its record could not be decided at all.
    pub problem: Option<Message>,
}

impl ScenarioResult {
    /// Whether its record was decided as expected throughout.
    pub fn passed(&self) -> bool {
        self.problem.is_none() && self.checks.iter().all(|check| check.passed)
    }
}

/// How one expectation went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The rule.
    pub rule: String,
    /// Where the expectation is written.
    pub place: Place,
    /// Whether the decision is the expected one.
    pub passed: bool,
    /// What was expected, in words.
    pub expected: Message,
    /// What was decided, in words.
    pub got: Message,
    /// Where the expectation comes from.
    pub origin: Origin,
}

/// The record that a scenario describes, in the shape of the program that was lowered from the same model.
pub fn scenario_record(model: &Model, _program: &Program, scenario: &Scenario) -> Record {
    record_of(model, scenario.subject, &scenario.record)
}

/// Data of a record type in the shape of the program: fields of nested records flattened, fields without data missing.
pub fn record_of(model: &Model, ty: RecordId, data: &Data) -> Record {
    let values = flatten(model, ty).iter().map(|flat| value_at(model, flat, data)).collect();
    Record { ty: program::RecordId(u16::try_from(ty.0).unwrap_or(u16::MAX)), values }
}

fn value_at(model: &Model, flat: &Flat<'_>, data: &Data) -> Value {
    let Some((last, outer)) = flat.path.split_last() else { return Value::Missing };
    let mut inner = data;
    for step in outer {
        match inner.values.get(step) {
            Some(Datum::Record(nested)) => inner = nested,
            _ => return Value::Missing,
        }
    }
    let Some((datum, field)) = inner.values.get(last).zip(flat.last()) else { return Value::Missing };
    match datum {
        Datum::Truth(truth) => Value::Cell(i128::from(*truth)),
        Datum::Text(text) => Value::Text(text.as_str().into()),
        Datum::Date(date) => Value::Cell(i128::from(day(*date))),
        Datum::Number(exact) => number(*exact, &field.ty),
        Datum::Option(option) => i128::try_from(*option).map_or(Value::Missing, Value::Cell),
        Datum::Options(options) => {
            Value::Cell(options.iter().filter(|bit| **bit < 127).fold(0, |mask, bit| mask | 1 << bit))
        }
        Datum::List(members) => match field.ty {
            Type::List(record) => {
                Value::List(members.iter().map(|member| record_of(model, record, member)).collect())
            }
            _ => Value::Missing,
        },
        // Nested records were followed above.
        Datum::Record(_) => Value::Missing,
    }
}

fn number(exact: Exact, ty: &Type) -> Value {
    let Type::Number(number) = ty else { return Value::Missing };
    let decimals = number.decimals.and_then(|decimals| u8::try_from(decimals).ok());
    decimals.and_then(|decimals| cell_of(exact, decimals)).map_or(Value::Missing, Value::Cell)
}

/// Runs the scenarios of a model's outermost layer on its program. Each has a ledger of its own with the grants that it names.
///
/// What a supplement or an amendment changes may rightly contradict scenarios of its base, which are run with the base.
pub fn run_scenarios(model: &Model, program: &Verified) -> Vec<ScenarioResult> {
    let mut machine = Machine::new(program);
    let own = model.scenarios.iter().filter(|scenario| scenario.layer == model.outermost());
    own.map(|scenario| run(model, program, &mut machine, scenario)).collect()
}

/// Whether a scenario's record is decided as expected by the program that was lowered from the model.
pub(crate) fn passes(
    model: &Model,
    program: &Program,
    machine: &mut Machine<'_>,
    scenario: &Scenario,
) -> bool {
    run(model, program, machine, scenario).passed()
}

fn run(model: &Model, program: &Program, machine: &mut Machine<'_>, scenario: &Scenario) -> ScenarioResult {
    let record = scenario_record(model, program, scenario);
    let mut ledger: MemoryLedger =
        scenario.granted.iter().filter_map(|grant| earlier(model, grant)).collect();
    let decided = machine.decide(&record, scenario.reference_date, &mut ledger);
    let (decisions, problem) = match decided {
        Ok(decisions) => (decisions, None),
        Err(error) => {
            let (zh, en) = (qingce_runtime::Language::Chinese, qingce_runtime::Language::English);
            (Vec::new(), Some(Message::new(error.message(zh), error.message(en))))
        }
    };
    let expected = scenario.expected.iter().filter(|_| problem.is_none());
    ScenarioResult {
        name: scenario.name.clone(),
        place: scenario.place,
        checks: expected
            .map(|expected| compare::check(model, program, scenario, expected, &decisions))
            .collect(),
        reference_date: own_date(program, &record).or(scenario.reference_date),
        decisions,
        problem,
    }
}

fn earlier(model: &Model, grant: &model::EarlierGrant) -> Option<Grant> {
    let rule = model.rules.get(grant.rule.0)?.name.clone();
    let amount = grant.amount.and_then(decimal);
    Some(Grant { key: grant.key.clone(), rule, date: grant.date, amount })
}

/// A number as an exact decimal; `None` beyond 28 digits.
fn decimal(exact: Exact) -> Option<Decimal> {
    Decimal::try_from_i128_with_scale(exact.digits, exact.decimals).ok()
}

/// The record's own reference date.
fn own_date(program: &Program, record: &Record) -> Option<NaiveDate> {
    let slot = program.records.get(record.ty.index())?.reference_date?;
    let Some(Value::Cell(day)) = record.values.get(slot.index()) else { return None };
    let epoch = NaiveDate::from_ymd_opt(1970, 1, 1)?;
    match u64::try_from(*day) {
        Ok(days) => epoch.checked_add_days(Days::new(days)),
        Err(_) => epoch.checked_sub_days(Days::new(u64::try_from(day.unsigned_abs()).ok()?)),
    }
}
