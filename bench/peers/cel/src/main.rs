//! CEL: programs parsed once and walked as trees, their variables borrowed from ready values.
//!
//! It has no decimals, so money is in fen and months are in tenths. It has times but no years: days are numbers like 20240229
//! where the amounts are to agree, and the way with times, where a year is 365 days, is shown beside it.

use cel::common::types::{CelBool, CelInt, CelString, CelTimestamp};
use cel::common::value::{CowVal, Val};
use cel::context::VariableResolver;
use cel::{Context, Env, Program, Value};
use chrono::{DateTime, FixedOffset};
use peers::measure::{NOTHING, Way};
use peers::words::{category, kind, words, yyyymmdd};
use qingce_bench::records::{Case, Employer, Hire, cases, day, employers, flat_case_pays, hires_pay};
use qingce_bench::timer::records;
use std::collections::HashMap;
use std::sync::Arc;

const LABOUR: &str = "household == 'qinghai' && destination == 'haixi' && months >= 20 && months < 60 \
    ? (category in ['out_of_poverty', 'monitored', 'hard_to_employ'] ? 10000 : 5000) : 0";
const STARTUP: &str = "organisation in ['small', 'sole_trader'] && registered && licensed && since <= today - 10000 \
    ? 1000000 : 0";
const STARTUP_BY_TIMES: &str = "organisation in ['small', 'sole_trader'] && registered && licensed \
    && since_time <= today_time - duration('8760h') ? 1000000 : 0";
const RECOGNITION: &str = "level == 'provincial' ? 50000000 : (level == 'national' ? 100000000 : 0)";
// CEL has no least of two, so that ceilings are compared.
const LOAN: &str = "loan == 'personal' ? (requested < 20000000 ? requested : 20000000) \
    : loan == 'partnership' ? (partners < 10 \
        ? (requested < 22000000 * partners ? requested : 22000000 * partners) \
        : (requested < 220000000 ? requested : 220000000)) \
    : (requested < 400000000 ? requested : 400000000)";
const HIRES: &str = "kind in ['brand', 'workshop', 'cooperative', 'sole_trader', 'non_profit'] \
    ? 100000 * size(hires.filter(hire, \
        hire.category in ['hard_to_employ', 'graduate', 'veteran', 'out_of_poverty', 'monitored'] \
        && hire.contract && hire.insured && hire.new_post)) : 0";

fn main() {
    let count = records();
    let env = Arc::new(Env::stdlib());
    let compiled = |source| env.compile(source).expect("an expression of CEL");
    let by_numbers = [LABOUR, STARTUP, RECOGNITION, LOAN].map(compiled);
    let by_times = [LABOUR, STARTUP_BY_TIMES, RECOGNITION, LOAN].map(compiled);
    let by_hires = [HIRES].map(compiled);
    let way = |work, way| Way { peer: "CEL", work, way };

    let cases = cases(count);
    let pays: Vec<_> = cases.iter().map(flat_case_pays).collect();
    let ready: Vec<_> = cases.iter().map(ReadyCase::new).collect();
    way("W2", "values ready").rows(&pays, |paid| execute(&env, &by_numbers, &ready, paid));
    way("W2", "values ready, its own times").rows(&pays, |paid| execute(&env, &by_times, &ready, paid));
    drop(ready);

    let employers = employers(count);
    let pays: Vec<_> = employers.iter().map(|one| [hires_pay(one)]).collect();
    let ready: Vec<_> = employers.iter().map(ReadyEmployer::new).collect();
    way("W3", "values ready").rows(&pays, |paid| execute(&env, &by_hires, &ready, paid));
}

fn execute<const RULES: usize>(
    env: &Arc<Env>,
    rules: &[Program; RULES],
    records: &[impl VariableResolver],
    paid: &mut [[i64; RULES]],
) {
    for (paid, record) in paid.iter_mut().zip(records) {
        let mut context = Context::with_env(Arc::clone(env));
        context.set_variable_resolver(record);
        for (paid, rule) in paid.iter_mut().zip(rules) {
            let value = Value::resolve_val(rule.expression(), &context);
            let fen = value.ok().and_then(|value| Some(*value.downcast_ref::<CelInt>()?.inner()));
            *paid = fen.unwrap_or(NOTHING);
        }
    }
}

struct ReadyCase {
    household: CelString<'static>,
    destination: CelString<'static>,
    months: CelInt,
    category: CelString<'static>,
    organisation: CelString<'static>,
    registered: CelBool,
    licensed: CelBool,
    since: CelInt,
    since_time: CelTimestamp,
    level: CelString<'static>,
    loan: CelString<'static>,
    partners: CelInt,
    requested: CelInt,
    today: CelInt,
    today_time: CelTimestamp,
}

impl ReadyCase {
    fn new(case: &Case) -> Self {
        let words = words(case);
        Self {
            household: words.household.into(),
            destination: words.destination.into(),
            months: i64::from(case.months).into(),
            category: words.category.into(),
            organisation: words.organisation.into(),
            registered: case.registered.into(),
            licensed: case.licensed.into(),
            since: yyyymmdd(case.since).into(),
            since_time: midnight(case.since).into(),
            level: words.level.into(),
            loan: words.loan.into(),
            partners: i64::from(case.partners).into(),
            requested: case.requested.into(),
            today: yyyymmdd(day()).into(),
            today_time: midnight(day()).into(),
        }
    }
}

fn midnight(days: i32) -> DateTime<FixedOffset> {
    DateTime::from_timestamp(i64::from(days) * 86_400, 0).expect("a time").fixed_offset()
}

impl VariableResolver for ReadyCase {
    fn resolve<'b>(&'b self, variable: &str) -> Option<CowVal<'b, 'b>> {
        let value: &dyn Val = match variable {
            "household" => &self.household,
            "destination" => &self.destination,
            "months" => &self.months,
            "category" => &self.category,
            "organisation" => &self.organisation,
            "registered" => &self.registered,
            "licensed" => &self.licensed,
            "since" => &self.since,
            "since_time" => &self.since_time,
            "level" => &self.level,
            "loan" => &self.loan,
            "partners" => &self.partners,
            "requested" => &self.requested,
            "today" => &self.today,
            "today_time" => &self.today_time,
            _ => return None,
        };
        Some(CowVal::Borrowed(value))
    }
}

struct ReadyEmployer {
    kind: CelString<'static>,
    hires: Box<dyn Val>,
}

impl ReadyEmployer {
    fn new(employer: &Employer) -> Self {
        let hires: Vec<Value> = employer.hires.iter().map(hire).collect();
        let hires = Value::from(hires).try_into().expect("a list");
        Self { kind: kind(employer).into(), hires }
    }
}

fn hire(hire: &Hire) -> Value {
    let fields: HashMap<String, Value> = HashMap::from([
        ("category".to_owned(), Value::from(category(hire))),
        ("contract".to_owned(), Value::Bool(hire.contract)),
        ("insured".to_owned(), Value::Bool(hire.insured)),
        ("new_post".to_owned(), Value::Bool(hire.new_post)),
    ]);
    fields.into()
}

impl VariableResolver for ReadyEmployer {
    fn resolve<'b>(&'b self, variable: &str) -> Option<CowVal<'b, 'b>> {
        match variable {
            "kind" => Some(CowVal::Borrowed(&self.kind)),
            "hires" => Some(CowVal::Borrowed(self.hires.as_ref())),
            _ => None,
        }
    }
}
