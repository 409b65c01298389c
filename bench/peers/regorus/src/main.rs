//! regorus: Rego compiled to the program of its register machine, and its interpreter.
//!
//! Rego has no decimals, so money is in fen and months are in tenths. Its `time.add_date` gives nothing here for a year before a
//! leap day: so days are numbers like 20240229 where the amounts are to agree, and the way with it is shown beside it.

use peers::measure::{NOTHING, Way};
use peers::texts::{employer_json, whole_json};
use peers::words::yyyymmdd;
use qingce_bench::records::{cases, day, employers, flat_case_pays, hires_pay};
use qingce_bench::timer::records;
use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::RegoVM;
use regorus::{Engine, Value};

const CASES: &str = include_str!("cases.rego");
const HIRES: &str = include_str!("hires.rego");
/// The interpreter is timed on so many records at most.
const SLOW: usize = 20_000;

fn main() {
    let count = records();
    let way = |work, way| Way { peer: "regorus", work, way };

    let cases = cases(count);
    let pays: Vec<_> = cases.iter().map(flat_case_pays).collect();
    let ready: Vec<_> = cases.iter().map(|case| dated(&whole_json(case), case.since)).collect();
    let mut machine = machine(CASES, "data.cases.paid");
    way("W2", "register machine, values ready").rows(&pays, |paid| execute(&mut machine, &ready, paid));
    let mut machine = self::machine(CASES, "data.cases.paid_by_times");
    way("W2", "register machine, values ready, its own times").rows(&pays, |paid| {
        execute(&mut machine, &ready, paid);
    });
    let mut engine = engine(CASES);
    let few = pays.get(..SLOW).unwrap_or(&pays);
    way("W2", "interpreter, values ready").rows(few, |paid| {
        for (paid, record) in paid.iter_mut().zip(&ready) {
            engine.set_input(record.clone());
            *paid = amounts(engine.eval_rule("data.cases.paid".to_owned()).ok());
        }
    });
    drop(ready);

    let employers = employers(count);
    let pays: Vec<_> = employers.iter().map(|one| [hires_pay(one)]).collect();
    let ready: Vec<_> = employers.iter().map(|one| read(&employer_json(one))).collect();
    let mut machine = self::machine(HIRES, "data.hires.paid");
    way("W3", "register machine, values ready").rows(&pays, |paid| execute(&mut machine, &ready, paid));
}

fn read(json: &str) -> Value {
    Value::from_json_str(json).expect("JSON")
}

/// A case with the day of the decision as a number, and both days as nanoseconds.
fn dated(json: &str, since: i32) -> Value {
    let nanoseconds = |day: i32| i64::from(day) * 86_400 * 1_000_000_000;
    let fields = json.trim_end_matches('}');
    let (today, now, then) = (yyyymmdd(day()), nanoseconds(day()), nanoseconds(since));
    read(&format!("{fields},\"today\":{today},\"today_ns\":{now},\"since_ns\":{then}}}"))
}

fn engine(policy: &str) -> Engine {
    let mut engine = Engine::new();
    engine.add_policy("policy.rego".to_owned(), policy.to_owned()).expect("a policy of Rego");
    engine
}

fn machine(policy: &str, rule: &str) -> RegoVM {
    let policy = engine(policy).compile_with_entrypoint(&rule.into()).expect("a policy of Rego");
    let mut machine = RegoVM::new();
    machine.load_program(Compiler::compile_from_policy(&policy, &[rule]).expect("a program"));
    machine.set_max_instructions(usize::MAX);
    machine
}

fn execute<const RULES: usize>(machine: &mut RegoVM, records: &[Value], paid: &mut [[i64; RULES]]) {
    for (paid, record) in paid.iter_mut().zip(records) {
        machine.set_input(record.clone());
        *paid = amounts(machine.execute().ok());
    }
}

fn amounts<const RULES: usize>(value: Option<Value>) -> [i64; RULES] {
    let mut paid = [NOTHING; RULES];
    if let Some(Ok(values)) = value.as_ref().map(Value::as_array) {
        for (paid, value) in paid.iter_mut().zip(values.iter()) {
            *paid = value.as_i64().unwrap_or(NOTHING);
        }
    }
    paid
}
