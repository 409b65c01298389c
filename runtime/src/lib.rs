//! The runtime of Qingce: a verified program of a policy decides records, exactly and with reasons.
//!
//! This is what an engineer embeds. A policy is compiled to a program file (`.qcb`); here the file is loaded, checked once, and run
//! on any number of records. There is no global state: a [`Verified`] program is shared between threads, each of which has a
//! [`Machine`] of its own.
//!
//! | step | with |
//! |---|---|
//! | load and check a program | [`Program::from_bytes`] gives a [`Verified`] |
//! | make a row | [`Row::fill`] from a record, [`Row::begin`] from texts; decided by [`Machine::decide_into`] without allocating |
//! | make a record | [`RecordBuilder`], [`read_json`], [`read_serde`] for one's own structs, [`read_slot`] for a table's cells |
//! | decide it | [`Machine::decide`] gives one [`Decision`] a rule |
//! | decide many at once | [`columns::ColumnMachine`] gives one column a rule |
//! | ask why | [`Machine::explain`] gives an [`Explanation`], as a tree and as text |
//! | remember one-off grants | a [`Ledger`]; [`MemoryLedger`] is one |
//!
//! Numbers are exact: amounts are whole numbers of a hundredth of a yuan, arithmetic is checked, and whatever outgrows 38 digits is
//! a failure of that record under that rule, never a wrong number. What isn't known stays unknown: a decision that hangs on a
//! missing field is [`Outcome::Undetermined`] and names exactly the fields that would settle it.
//!
//! # Example
//! ```
//! # use qingce_runtime::program::{
//! #     self, Case, CellType, ConstId, Conventions, Effective, Instr, Place, RecordId, RecordType, Reg, Rule, Slot, SlotId,
//! #     SlotType, UnitKind,
//! # };
//! # let cell = |name: &str, ty| Slot { path: vec![name.into()], ty: SlotType::Cell(ty), sensitive: false, gloss: None };
//! # let yuan = CellType::Number { decimals: 2, unit: "元".into(), kind: UnitKind::Money };
//! # let effective = Effective { from: 19_000, to: None };
//! # let code = vec![
//! #     Instr::Load { dst: Reg(0), frame: 0, slot: SlotId(0) },
//! #     Instr::Decide { condition: Reg(0) },
//! #     Instr::Const { dst: Reg(1), constant: ConstId(0) },
//! #     Instr::Effect { case: 0, guard: None, value: Some(Reg(1)) },
//! #     Instr::End,
//! # ];
//! # let rule = Rule {
//! #     name: "创业补贴".into(), subject: RecordId(0), effective, clause: None, cited: vec![], departments: vec![],
//! #     readings: vec![], cases: vec![Case { title: String::new(), effect: program::Effect::Grant { label: None } }],
//! #     relations: vec![], joint_limit: None, once: None, registers: vec![CellType::Truth, yuan], selections: 0,
//! #     places: vec![Place { file: 0, start: 0, end: 0, line: 1 }; code.len()], code, reasoning: vec![],
//! # };
//! # let record = RecordType {
//! #     name: "劳务经纪人".into(), gloss: None, slots: vec![cell("签合同", CellType::Truth)], key: None, reference_date: None,
//! # };
//! # let program = program::Program {
//! #     name: "试行办法".into(), number: String::new(), english: false, effective,
//! #     conventions: Conventions { first_day_counts: false, age_next_day: false }, lists: vec![], records: vec![record],
//! #     standards: vec![], scales: vec![], rules: vec![rule], constants: vec![100_000], texts: vec![],
//! #     files: vec!["试行.ce".into()],
//! # };
//! # let bytes = program.to_bytes();
//! use qingce_runtime::{Effect, Language, Machine, MemoryLedger, Outcome, Program, RecordBuilder, outcome_text};
//!
//! let program = Program::from_bytes(&bytes)?;
//! let mut machine = Machine::new(&program);
//! let mut ledger = MemoryLedger::new();
//! let day = "2023-10-01".parse().ok();
//!
//! let record = RecordBuilder::new(&program, "劳务经纪人")?.set("签合同", true)?.build();
//! for decision in machine.decide(&record, day, &mut ledger)? {
//!     if let Outcome::Applies { effect: Effect::Grant { amount, .. }, .. } = &decision.outcome {
//!         assert_eq!(amount.to_string(), "1000.00");
//!     }
//!     assert_eq!(outcome_text(&program, &decision.outcome, Language::Chinese), "适用，给予 1000.00元");
//! }
//!
//! let unknown = RecordBuilder::new(&program, "劳务经纪人")?.build();
//! let decisions = machine.decide(&unknown, day, &mut ledger)?;
//! assert_eq!(outcome_text(&program, &decisions[0].outcome, Language::English), "undetermined, missing 签合同");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Invariants
//! - Running never panics, loops for ever or reads out of bounds, whatever bytes the program came from (see [`verify`]).
//! - The same program, record, date and ledger give the same decisions, in the same order.
//! - Nothing here reads a clock, a file or the environment.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

pub mod builder;
pub mod calendar;
pub mod columns;
pub mod decision;
pub mod decisions;
pub mod explain;
mod fill;
pub mod input;
#[cfg(feature = "json")]
pub mod json;
pub mod language;
pub mod ledger;
mod listing;
mod lookup;
pub mod machine;
pub mod mask;
mod nearest;
mod plan;
pub mod program;
pub mod program_file;
mod reasoning;
pub mod record;
mod row;
pub mod show;
pub mod verify;

// The tests inside the crate share the small programs of those outside, which know it by its name.
#[cfg(test)]
extern crate self as qingce_runtime;
#[cfg(test)]
#[path = "../tests/support/mod.rs"]
mod support;

pub use builder::{Input, RecordBuilder};
pub use decision::{Decision, Effect, Failure, FieldRef, Grant, JointCeiling, Ledger, Outcome, Status};
pub use decisions::{Decisions, Ruling};
pub use explain::{Ask, ExplainedMember, ExplainedStep, Explanation, StepKind, Verdict, outcome_text};
pub use fill::Filler;
pub use input::{Expected, InputError, InputFault, Shape, ValueError, read_cell, read_slot};
#[cfg(feature = "json")]
pub use json::{read_json, read_serde, write_json};
pub use language::Language;
pub use ledger::MemoryLedger;
pub use machine::{DecideError, Machine};
pub use mask::mask;
pub use program::Program;
pub use program_file::LoadError;
pub use record::{Record, Value};
pub use row::Row;
pub use show::{show_cell, show_day, show_plain, show_value};
pub use verify::{Fault, Part, Verified, VerifyError};
