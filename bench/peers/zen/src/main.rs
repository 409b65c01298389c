//! zen-expression: expressions compiled to its bytecode.
//!
//! It has decimals. It has days too, but a year before a leap day is an invalid date to it, which is no less and no more than
//! any other: so days are numbers like 20240229 where the amounts are to agree, and the way with its own days is shown beside it.

use peer_zen::{fen, numbered, read, variable};
use peers::measure::{NOTHING, Way};
use peers::texts::employer_json;
use peers::words::iso;
use qingce_bench::records::{cases, day, employers, flat_case_pays, hires_pay};
use qingce_bench::timer::records;
use zen_expression::expression::Standard;
use zen_expression::variable::Variable;
use zen_expression::vm::VM;
use zen_expression::{Expression, Isolate, Scope};

const LABOUR: &str = "household == 'qinghai' and destination == 'haixi' and months >= 2 and months < 6 \
    ? (category in ['out_of_poverty', 'monitored', 'hard_to_employ'] ? 100 : 50) : 0";
const STARTUP: &str = "organisation in ['small', 'sole_trader'] and registered and licensed and since <= today - 10000 \
    ? 10000 : 0";
const STARTUP_BY_DAYS: &str = "organisation in ['small', 'sole_trader'] and registered and licensed \
    and d(since).isSameOrBefore(d(today).sub(1, 'y')) ? 10000 : 0";
const RECOGNITION: &str = "level == 'provincial' ? 500000 : (level == 'national' ? 1000000 : 0)";
const LOAN: &str = "min([requested, loan == 'personal' ? 200000 \
    : (loan == 'partnership' ? min([220000 * partners, 2200000]) : 4000000)])";
const HIRES: &str = "kind in ['brand', 'workshop', 'cooperative', 'sole_trader', 'non_profit'] ? 1000 * count(hires, \
    #.category in ['hard_to_employ', 'graduate', 'veteran', 'out_of_poverty', 'monitored'] \
    and #.contract and #.insured and #.new_post) : 0";

fn main() {
    let count = records();
    let mut isolate = Isolate::new();
    let mut compiled = |source| isolate.compile_standard(source).expect("an expression of zen");
    let by_numbers = [LABOUR, STARTUP, RECOGNITION, LOAN].map(&mut compiled);
    let by_days = [LABOUR, STARTUP_BY_DAYS, RECOGNITION, LOAN].map(&mut compiled);
    let by_hires = [HIRES].map(&mut compiled);
    let way = |work, way| Way { peer: "zen-expression", work, way };

    let cases = cases(count);
    let pays: Vec<_> = cases.iter().map(flat_case_pays).collect();
    let ready: Vec<_> = cases.iter().map(|case| numbered(&variable(case), case)).collect();
    way("W2", "values ready").rows(&pays, |paid| evaluate(&by_numbers, ready.iter().map(shared), paid));
    drop(ready);
    let ready: Vec<_> = cases.iter().map(|case| dated(&variable(case))).collect();
    way("W2", "values ready, its own days").rows(&pays, |paid| {
        evaluate(&by_days, ready.iter().map(shared), paid);
    });
    drop(ready);

    let employers = employers(count);
    let pays: Vec<_> = employers.iter().map(|one| [hires_pay(one)]).collect();
    let ready: Vec<Variable> = employers.iter().map(|one| read(&employer_json(one))).collect();
    way("W3", "values ready").rows(&pays, |paid| evaluate(&by_hires, ready.iter().map(shared), paid));
}

fn dated(variable: &Variable) -> Variable {
    variable.dot_insert("today", Variable::String(iso(day()).into()));
    variable.shallow_clone()
}

fn shared(variable: &Variable) -> Variable {
    variable.shallow_clone()
}

fn evaluate<const RULES: usize>(
    rules: &[Expression<Standard>; RULES],
    records: impl Iterator<Item = Variable>,
    paid: &mut [[i64; RULES]],
) {
    let (mut vm, mut scope) = (VM::new(), Scope::default());
    for (paid, record) in paid.iter_mut().zip(records) {
        scope.set_base(record);
        for (paid, rule) in paid.iter_mut().zip(rules) {
            let value = rule.evaluate_with_scope(&scope, &mut vm);
            *paid = value.ok().and_then(|value| fen(&value)).unwrap_or(NOTHING);
        }
    }
}
