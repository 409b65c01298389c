//! Checks that a program can be run safely.
//!
//! What holds of a [`Verified`] program, whatever bytes it came from:
//! - every id lies within its table, and every table within its bounds;
//! - every register has the type that the instructions which write and read it need, is written before it is read on every
//!   way through the code, and is written once (in a loop once a turn);
//! - loops nest, skips go forward and nest with them, so that a run ends after at most (instructions × members of the lists
//!   that its loops stand on) steps;
//! - frames are open where they are read and have the slots read;
//! - cells of standards, scales and constants lie within their types;
//! - taking a skip or not gives the same result.
//!
//! So the machine never panics, loops for ever or reads out of bounds. It still computes with checked arithmetic, because
//! numbers come from records.

mod code;
mod fault;
mod flow;
mod reasons;
mod tables;
mod types;

use crate::language::Language;
use crate::plan::Plan;
use crate::program::Program;
pub use fault::Fault;
pub(crate) use types::bounds;

/// A program that has been checked: running it can't panic, loop for ever or read out of bounds.
#[derive(Debug, Clone)]
pub struct Verified {
    program: Program,
    plan: Plan,
}

/// Why a program can't be run.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message(Language::English))]
pub struct VerifyError {
    /// What the fault lies in.
    pub part: Part,
    /// The instruction, counted from 0, if it lies in a rule's code.
    pub instruction: Option<usize>,
    /// What must hold and doesn't.
    pub fault: Fault,
}

/// A part of a program, by name.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Part {
    Program,
    List(String),
    Record(String),
    Standard(String),
    Scale(String),
    Rule(String),
}

impl Part {
    /// The part as shown to people.
    pub fn title(&self, language: Language) -> String {
        let (zh, en, name) = match self {
            Self::Program => return language.pick("程序", "the program").to_owned(),
            Self::List(name) => ("选项", "option list", name),
            Self::Record(name) => ("档案", "record", name),
            Self::Standard(name) => ("标准", "standard", name),
            Self::Scale(name) => ("分档", "scale", name),
            Self::Rule(name) => ("规则", "rule", name),
        };
        language.pick(format!("{zh}「{name}」"), format!("{en} 「{name}」"))
    }
}

impl VerifyError {
    /// The error in one sentence.
    pub fn message(&self, language: Language) -> String {
        let (zh, en) = self.fault.words();
        let part = self.part.title(language);
        match (language, self.instruction) {
            (Language::Chinese, None) => format!("{part}不能运行：{zh}"),
            (Language::Chinese, Some(at)) => format!("{part}的第{}条指令不能运行：{zh}", at + 1),
            (Language::English, None) => format!("{part} can't be run: {en}"),
            (Language::English, Some(at)) => format!("instruction {} of {part} can't be run: {en}", at + 1),
        }
    }
}

impl Verified {
    /// Checks a program.
    ///
    /// # Errors
    /// The first thing found that would make it unsafe to run.
    pub fn new(program: Program) -> Result<Self, VerifyError> {
        tables::check(&program)?;
        for (number, rule) in program.rules.iter().enumerate() {
            let error = |(instruction, fault)| VerifyError {
                part: Part::Rule(rule.name.clone()),
                instruction,
                fault,
            };
            tables::surroundings(&program, number, rule).map_err(|fault| error((None, fault)))?;
            code::check(&program, number, rule).map_err(error)?;
            reasons::check(&program, rule).map_err(|fault| error((None, fault)))?;
        }
        let plan = Plan::of(&program);
        Ok(Self { program, plan })
    }

    /// The program itself.
    pub fn into_program(self) -> Program {
        self.program
    }

    /// What the machine needs to know of the program beside the program.
    pub(crate) fn plan(&self) -> &Plan {
        &self.plan
    }
}

impl PartialEq for Verified {
    fn eq(&self, other: &Self) -> bool {
        self.program == other.program
    }
}

impl Eq for Verified {}

impl std::ops::Deref for Verified {
    type Target = Program;

    fn deref(&self) -> &Program {
        &self.program
    }
}
