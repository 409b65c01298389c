//! CEL: programs compiled once, run over values that are ready and borrowed. Money in fen, months in tenths and dates as numbers
//! YYYYMMDD, because CEL has neither decimals nor a calendar.

use cel::common::types::{CelBool, CelInt, CelString};
use cel::common::value::{CowVal, Val};
use cel::context::VariableResolver;
use cel::{Context, Env, Program, Value};
use chrono::Datelike;
use qingce_bench::records::{Case, Employer, cases, employers, flat_case_pays, hires_pay};
use qingce_bench::timer::{nanoseconds, records};
use qingce_runtime::calendar;
use std::collections::HashMap;
use std::hint::black_box;
use std::sync::Arc;

const FLAT: [&str; 4] = [
    "household == 'qinghai' && destination == 'haixi' && months >= 20 && months < 60 \
     ? (category in ['hard', 'poor', 'watched'] ? 10000 : 5000) : 0",
    "organisation in ['small', 'sole'] && registered && licensed && since <= 20230228 ? 1000000 : 0",
    "level == 'province' ? 50000000 : (level == 'nation' ? 100000000 : 0)",
    "loan == 'person' ? (requested < 20000000 ? requested : 20000000) \
     : loan == 'partners' ? (requested < (22000000 * partners < 220000000 ? 22000000 * partners : 220000000) \
     ? requested : (22000000 * partners < 220000000 ? 22000000 * partners : 220000000)) \
     : (requested < 400000000 ? requested : 400000000)",
];
const HIRES: &str = "kind in ['brand', 'workshop', 'cooperative', 'sole', 'private'] \
     ? 100000 * size(hires.filter(one, one.category in ['hard', 'graduate', 'veteran', 'poor', 'watched'] \
     && one.contract && one.insured && one.new_post)) : 0";

const HOUSEHOLDS: [&str; 4] = ["qinghai", "gansu", "henan", "sichuan"];
const DESTINATIONS: [&str; 4] = ["haixi", "xining", "haidong", "elsewhere"];
const CATEGORIES: [&str; 8] = ["hard", "graduate", "veteran", "poor", "watched", "migrant", "urban", "other"];
const ORGANISATIONS: [&str; 5] = ["small", "sole", "cooperative", "medium", "large"];
const LEVELS: [&str; 3] = ["none", "province", "nation"];
const LOANS: [&str; 3] = ["person", "partners", "small"];
const KINDS: [&str; 8] = ["brand", "workshop", "cooperative", "sole", "private", "state", "large", "public"];

fn text(names: &'static [&'static str], place: u8) -> Box<dyn Val> {
    Box::new(CelString::from(names[usize::from(place)]))
}

fn number(number: i64) -> Box<dyn Val> {
    Box::new(CelInt::from(number))
}

fn truth(truth: bool) -> Box<dyn Val> {
    Box::new(CelBool::from(truth))
}

/// The values of a case, ready.
struct Ready([Box<dyn Val>; 12]);

impl Ready {
    fn new(case: &Case) -> Self {
        let day = calendar::to_date(case.since).expect("a day of the calendar");
        let since = i64::from(day.year()) * 10_000 + i64::from(day.month() * 100 + day.day());
        Self([
            text(&HOUSEHOLDS, case.household),
            text(&DESTINATIONS, case.destination),
            number(i64::from(case.months)),
            text(&CATEGORIES, case.category),
            text(&ORGANISATIONS, case.organisation),
            truth(case.registered),
            truth(case.licensed),
            number(since),
            text(&LEVELS, case.level),
            text(&LOANS, case.loan),
            number(i64::from(case.partners)),
            number(case.requested),
        ])
    }
}

impl VariableResolver for Ready {
    fn resolve<'b>(&'b self, name: &str) -> Option<CowVal<'b, 'b>> {
        let place = match name {
            "household" => 0,
            "destination" => 1,
            "months" => 2,
            "category" => 3,
            "organisation" => 4,
            "registered" => 5,
            "licensed" => 6,
            "since" => 7,
            "level" => 8,
            "loan" => 9,
            "partners" => 10,
            "requested" => 11,
            _ => return None,
        };
        Some(CowVal::Borrowed(self.0[place].as_ref()))
    }
}

/// An employer, ready.
struct Hiring {
    kind: Box<dyn Val>,
    hires: Box<dyn Val>,
}

impl Hiring {
    fn new(employer: &Employer) -> Self {
        let hire = |hire: &qingce_bench::records::Hire| {
            let fields: HashMap<String, Value> = [
                ("category".to_owned(), Value::from(CATEGORIES[usize::from(hire.category)].to_owned())),
                ("contract".to_owned(), Value::from(hire.contract)),
                ("insured".to_owned(), Value::from(hire.insured)),
                ("new_post".to_owned(), Value::from(hire.new_post)),
            ]
            .into();
            Value::from(fields)
        };
        let hires: Vec<Value> = employer.hires.iter().map(hire).collect();
        Self { kind: text(&KINDS, employer.kind), hires: Value::from(hires).try_into().expect("a list") }
    }
}

impl VariableResolver for Hiring {
    fn resolve<'b>(&'b self, name: &str) -> Option<CowVal<'b, 'b>> {
        match name {
            "kind" => Some(CowVal::Borrowed(self.kind.as_ref())),
            "hires" => Some(CowVal::Borrowed(self.hires.as_ref())),
            _ => None,
        }
    }
}

fn pays(program: &Program, context: &Context<'_>) -> i64 {
    let value = Value::resolve_val(program.expression(), context).expect("a value");
    *value.downcast_ref::<CelInt>().expect("a whole number").inner()
}

fn main() {
    let count = records();
    let env = Arc::new(Env::stdlib());
    let flat = FLAT.map(|rule| env.compile(rule).expect("a program"));
    let all = cases(count);
    let ready: Vec<Ready> = all.iter().map(Ready::new).collect();
    let decide = |one: &Ready| {
        let mut context = Context::with_env(env.clone());
        context.set_variable_resolver(one);
        [0, 1, 2, 3].map(|rule| pays(&flat[rule], &context))
    };
    assert!(ready.iter().zip(&all).all(|(one, case)| decide(one) == flat_case_pays(case)));
    let times = nanoseconds(count, || ready.iter().for_each(|one| drop(black_box(decide(one)))));
    println!("W2\tcel, compiled\t{:.1}", times.0);

    let rule = env.compile(HIRES).expect("a program");
    let all = employers(count);
    let ready: Vec<Hiring> = all.iter().map(Hiring::new).collect();
    let decide = |one: &Hiring| {
        let mut context = Context::with_env(env.clone());
        context.set_variable_resolver(one);
        pays(&rule, &context)
    };
    assert!(ready.iter().zip(&all).all(|(one, employer)| decide(one) == hires_pay(employer)));
    let times = nanoseconds(count, || ready.iter().for_each(|one| drop(black_box(decide(one)))));
    println!("W3\tcel, compiled\t{:.1}", times.0);
}
