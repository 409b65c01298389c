//! zen-expression: expressions compiled once, run over variables that are ready. Dates as numbers YYYYMMDD, amounts in yuan.

use chrono::Datelike;
use qingce_bench::records::{Case, Employer, cases, employers, flat_case_pays, hires_pay};
use qingce_bench::timer::{nanoseconds, records};
use qingce_runtime::calendar;
use rust_decimal::Decimal;
use std::hint::black_box;
use zen_expression::variable::Variable;
use zen_expression::vm::VM;
use zen_expression::{Isolate, Scope};

const FLAT: [&str; 4] = [
    "household == 'qinghai' and destination == 'haixi' and months >= 2 and months < 6 \
     ? (category in ['hard', 'poor', 'watched'] ? 100 : 50) : 0",
    "organisation in ['small', 'sole'] and registered and licensed and since <= 20230228 ? 10000 : 0",
    "level == 'province' ? 500000 : (level == 'nation' ? 1000000 : 0)",
    "min([requested, loan == 'person' ? 200000 : (loan == 'partners' ? min([220000 * partners, 2200000]) : 4000000)])",
];
const HIRES: &str = "kind in ['brand', 'workshop', 'cooperative', 'sole', 'private'] \
     ? 1000 * count(hires, #.category in ['hard', 'graduate', 'veteran', 'poor', 'watched'] \
     and #.contract and #.insured and #.new_post) : 0";

const HOUSEHOLDS: [&str; 4] = ["qinghai", "gansu", "henan", "sichuan"];
const DESTINATIONS: [&str; 4] = ["haixi", "xining", "haidong", "elsewhere"];
const CATEGORIES: [&str; 8] = ["hard", "graduate", "veteran", "poor", "watched", "migrant", "urban", "other"];
const ORGANISATIONS: [&str; 5] = ["small", "sole", "cooperative", "medium", "large"];
const LEVELS: [&str; 3] = ["none", "province", "nation"];
const LOANS: [&str; 3] = ["person", "partners", "small"];
const KINDS: [&str; 8] = ["brand", "workshop", "cooperative", "sole", "private", "state", "large", "public"];

fn text(names: &[&str], place: u8) -> Variable {
    Variable::String(names[usize::from(place)].into())
}

fn object(fields: Vec<(&str, Variable)>) -> Variable {
    let object = Variable::empty_object();
    for (name, value) in fields {
        object.dot_insert(name, value);
    }
    object
}

fn ready(case: &Case) -> Variable {
    let day = calendar::to_date(case.since).expect("a day of the calendar");
    let since = i64::from(day.year()) * 10_000 + i64::from(day.month() * 100 + day.day());
    object(vec![
        ("household", text(&HOUSEHOLDS, case.household)),
        ("destination", text(&DESTINATIONS, case.destination)),
        ("months", Variable::Number(Decimal::new(i64::from(case.months), 1))),
        ("category", text(&CATEGORIES, case.category)),
        ("organisation", text(&ORGANISATIONS, case.organisation)),
        ("registered", Variable::Bool(case.registered)),
        ("licensed", Variable::Bool(case.licensed)),
        ("since", Variable::Number(since.into())),
        ("level", text(&LEVELS, case.level)),
        ("loan", text(&LOANS, case.loan)),
        ("partners", Variable::Number(case.partners.into())),
        ("requested", Variable::Number(Decimal::new(case.requested, 2))),
    ])
}

fn hiring(employer: &Employer) -> Variable {
    let hire = |hire: &qingce_bench::records::Hire| {
        object(vec![
            ("category", text(&CATEGORIES, hire.category)),
            ("contract", Variable::Bool(hire.contract)),
            ("insured", Variable::Bool(hire.insured)),
            ("new_post", Variable::Bool(hire.new_post)),
        ])
    };
    let hires = employer.hires.iter().map(hire).collect();
    object(vec![("kind", text(&KINDS, employer.kind)), ("hires", Variable::from_array(hires))])
}

fn fen(value: &Variable) -> i64 {
    let yuan = value.as_number().expect("a number");
    i64::try_from(yuan * Decimal::ONE_HUNDRED).expect("an amount of the workload")
}

fn main() {
    let count = records();
    let mut isolate = Isolate::new();
    let mut compile = |rule: &str| isolate.compile_standard(rule).unwrap_or_else(|error| panic!("{rule}: {error}"));
    let (flat, rule) = (FLAT.map(&mut compile), compile(HIRES));
    let (mut vm, mut scope) = (VM::new(), Scope::default());

    let all = cases(count);
    let values: Vec<Variable> = all.iter().map(ready).collect();
    let mut decide = |one: &Variable| {
        scope.set_base(one.shallow_clone());
        [0, 1, 2, 3].map(|rule: usize| fen(&flat[rule].evaluate_with_scope(&scope, &mut vm).expect("a value")))
    };
    assert!(values.iter().zip(&all).all(|(one, case)| decide(one) == flat_case_pays(case)));
    let times = nanoseconds(count, || values.iter().for_each(|one| drop(black_box(decide(one)))));
    println!("W2\tzen-expression, compiled\t{:.1}", times.0);

    let (mut vm, mut scope) = (VM::new(), Scope::default());
    let all = employers(count);
    let values: Vec<Variable> = all.iter().map(hiring).collect();
    let mut decide = |one: &Variable| {
        scope.set_base(one.shallow_clone());
        fen(&rule.evaluate_with_scope(&scope, &mut vm).expect("a value"))
    };
    assert!(values.iter().zip(&all).all(|(one, employer)| decide(one) == hires_pay(employer)));
    let times = nanoseconds(count, || values.iter().for_each(|one| drop(black_box(decide(one)))));
    println!("W3\tzen-expression, compiled\t{:.1}", times.0);
}
