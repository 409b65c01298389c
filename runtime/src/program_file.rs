//! The program file, `.qcb`.

use crate::language::Language;
use crate::program::Program;
use crate::verify::{Verified, VerifyError};

/// The version of the format that this library writes.
pub const VERSION: u16 = 1;

/// Why bytes aren't a program that can be run.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message(Language::English))]
#[non_exhaustive]
pub enum LoadError {
    /// They don't begin as a program does.
    NotAProgram,
    /// Another version of the format.
    Version {
        /// The version that they say they have.
        found: u16,
    },
    /// Bytes are missing at the end, or there are too many.
    Length {
        /// How many bytes the header promises.
        expected: u64,
        /// How many there are.
        found: u64,
    },
    /// The checksum doesn't agree.
    Checksum,
    /// The content can't be read though the checksum agrees.
    Content,
    /// It can be read, but it couldn't be run safely.
    Unsafe(VerifyError),
}

impl LoadError {
    /// The error in one sentence.
    pub fn message(&self, language: Language) -> String {
        language.pick("程序文件无法读取", "the program file can't be read").to_owned()
    }
}

impl Program {
    /// The program as the bytes of a `.qcb` file.
    pub fn to_bytes(&self) -> Vec<u8> {
        Vec::new()
    }

    /// Reads and checks the bytes of a `.qcb` file.
    ///
    /// # Errors
    /// If they are no such file, a damaged one, or one that couldn't be run safely.
    pub fn from_bytes(_bytes: &[u8]) -> Result<Verified, LoadError> {
        Err(LoadError::NotAProgram)
    }
}
