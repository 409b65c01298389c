//! zen-engine: a graph of decision tables, one a rule, each of which passes on what it was given.
//!
//! Its days are numbers like 20240229, as with zen-expression.

use peer_zen::{fen, numbered, variable};
use peers::measure::{NOTHING, Way};
use pollster::block_on;
use qingce_bench::records::{cases, flat_case_pays};
use qingce_bench::timer::records;
use zen_engine::Decision;
use zen_engine::model::GraphContent;

/// What the graph gives, in the order of the rules.
const AMOUNTS: [&str; 4] = ["labour", "startup", "recognition", "loan_ceiling"];

fn main() {
    let content: GraphContent = serde_json::from_str(include_str!("flat_case.json")).expect("a graph of zen");
    let mut graph = Decision::from(content);
    graph.compile();
    let cases = cases(records());
    let pays: Vec<_> = cases.iter().map(flat_case_pays).collect();
    let ready: Vec<_> = cases.iter().map(|case| numbered(&variable(case), case)).collect();
    let way = Way { peer: "zen-engine", work: "W2", way: "decision tables, values ready" };
    way.rows(&pays, |paid| {
        for (paid, record) in paid.iter_mut().zip(&ready) {
            let decided = block_on(graph.evaluate(record.shallow_clone()));
            let result = decided.map(|decided| decided.result).ok();
            let amount = |name: &str| fen(&result.as_ref()?.dot(name)?);
            *paid = AMOUNTS.map(|name| amount(name).unwrap_or(NOTHING));
        }
    });
}
