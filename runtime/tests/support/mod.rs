//! Small programs written by hand, for tests.

#![allow(dead_code, unused_imports)]

pub mod code;
pub mod random;
pub mod tables;

pub use code::Code;
pub use tables::{agent, date, tables};

use qingce_runtime::program::{Program, Rule};
use qingce_runtime::{Decision, Machine, MemoryLedger, Outcome, Record, Verified};

/// The tables with one rule of an agent, which the closure writes.
pub fn one_rule(write: impl FnOnce(&mut Code<'_>)) -> Program {
    let mut program = tables();
    add_rule(&mut program, "规则", write);
    program
}

/// Adds a rule of an agent.
pub fn add_rule<'p>(program: &'p mut Program, name: &str, write: impl FnOnce(&mut Code<'_>)) -> &'p mut Rule {
    let mut code = Code::new(program, name, "经纪人");
    write(&mut code);
    code.finish();
    program.rules.last_mut().unwrap()
}

/// The program verified; tells what is wrong with it otherwise.
pub fn verified(program: Program) -> Verified {
    let listing = program.listing();
    Verified::new(program).unwrap_or_else(|error| panic!("{error}\n{listing}"))
}

/// All decisions on 1 October 2023 with an empty ledger.
pub fn decide(program: &Verified, record: &Record) -> Vec<Decision> {
    Machine::new(program).decide(record, Some(date("2023-10-01")), &mut MemoryLedger::new()).unwrap()
}

/// The outcome of the only rule on 1 October 2023.
pub fn outcome(program: &Verified, record: &Record) -> Outcome {
    let mut decisions = decide(program, record);
    assert_eq!(decisions.len(), 1);
    decisions.remove(0).outcome
}

/// An outcome in one short word or two.
pub fn short(outcome: &Outcome) -> String {
    use qingce_runtime::{Effect, Failure};
    match outcome {
        Outcome::Applies { effect, .. } => match effect {
            Effect::Grant { amount, .. } => format!("grant {amount}"),
            Effect::Ceiling { at_most, .. } => format!("at most {at_most}"),
            Effect::Delegated { what } => format!("delegated {what}"),
            Effect::Class { option, .. } => format!("class {option}"),
            Effect::Duty { done, missing, .. } => format!("duty {done:?} {}", fields(missing)),
            Effect::Target { met, missing, .. } => format!("target {met:?} {}", fields(missing)),
            Effect::Said { .. } => "said".to_owned(),
        },
        Outcome::DoesNotApply => "no".to_owned(),
        Outcome::Undetermined { missing, delegated } if delegated.is_empty() => {
            format!("? {}", fields(missing))
        }
        Outcome::Undetermined { missing, delegated } => {
            format!("? {} | {}", fields(missing), delegated.join(" "))
        }
        Outcome::NotInForce { standard: None } => "not in force".to_owned(),
        Outcome::NotInForce { standard: Some(name) } => format!("not in force {name}"),
        Outcome::AlreadyGranted { first } => format!("granted {} {}", first.date, first.key),
        Outcome::Failed { reason } => match reason {
            Failure::Overflow { line, .. } => format!("overflow {line}"),
            Failure::DivisionByZero { line, .. } => format!("division {line}"),
            Failure::SpanReversed { line, .. } => format!("reversed {line}"),
            Failure::NoMembers { line, .. } => format!("no members {line}"),
            Failure::BelowScale { line, .. } => format!("below scale {line}"),
            Failure::DateOutOfRange { line, .. } => format!("date {line}"),
            Failure::OtherRule { rule } => format!("other {rule}"),
            Failure::EarlierAmountUnknown { rule } => format!("earlier {rule}"),
        },
    }
}

fn fields(missing: &[qingce_runtime::FieldRef]) -> String {
    missing.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}
