//! The program file, `.qcb`.
//!
//! | bytes | what |
//! |---|---|
//! | 0-2 | `QCB` |
//! | 3 | a byte that text never begins with, so that a damaged line ending is noticed: `0x8B` |
//! | 4-5 | version of the format, little-endian |
//! | 6-9 | length of the payload in bytes, little-endian |
//! | 10-13 | CRC-32 (ISO HDLC) of the payload, little-endian |
//! | 14- | the payload: the [`Program`] in postcard's format |

#[cfg(test)]
mod mutations;

use crate::language::Language;
use crate::program::Program;
use crate::verify::{Verified, VerifyError};

/// The version of the format that this library writes, and the only one that it reads.
pub const VERSION: u16 = 2;

/// How the file begins.
const MAGIC: [u8; 4] = *b"QCB\x8B";
/// Bytes before the payload.
const HEADER: usize = 14;
/// The longest payload read. The largest policies come to a few hundred thousand bytes.
const MAX_PAYLOAD: usize = 64 << 20;

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
        match self {
            Self::NotAProgram => language
                .pick("这不是青策程序文件（.qcb）", "this is no Qingce program file (.qcb)")
                .to_owned(),
            Self::Version { found } => language.pick(
                format!("程序文件的格式版本是 {found}，本程序只能读取版本 {VERSION}；请用同一版本重新编译政策"),
                format!("the program file has format version {found}, only {VERSION} can be read; build the policy again"),
            ),
            Self::Length { expected, found } => language.pick(
                format!("程序文件不完整：应有 {expected} 字节，实有 {found} 字节"),
                format!("the program file isn't whole: it should have {expected} bytes and has {found}"),
            ),
            Self::Checksum => language
                .pick("程序文件已损坏：校验和不符", "the program file is damaged: its checksum doesn't agree")
                .to_owned(),
            Self::Content => language
                .pick("程序文件已损坏：内容无法读取", "the program file is damaged: its content can't be read")
                .to_owned(),
            Self::Unsafe(error) => error.message(language),
        }
    }
}

impl Program {
    /// The program as the bytes of a `.qcb` file. The same program gives the same bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        // Writing to a growing vector fails only for types that don't tell their length; a program has none.
        let payload = postcard::to_allocvec(self).unwrap_or_default();
        let length = u32::try_from(payload.len()).unwrap_or(u32::MAX);
        let mut bytes = Vec::with_capacity(HEADER + payload.len());
        bytes.extend(MAGIC);
        bytes.extend(VERSION.to_le_bytes());
        bytes.extend(length.to_le_bytes());
        bytes.extend(crc32fast::hash(&payload).to_le_bytes());
        bytes.extend(payload);
        bytes
    }

    /// Reads and checks the bytes of a `.qcb` file. Whatever the bytes are, the answer is an error or a program that runs safely.
    ///
    /// # Errors
    /// If they are no such file, a damaged one, or one that couldn't be run safely.
    pub fn from_bytes(bytes: &[u8]) -> Result<Verified, LoadError> {
        let rest = bytes.strip_prefix(&MAGIC).ok_or(LoadError::NotAProgram)?;
        let short = LoadError::Length { expected: at_most(HEADER), found: at_most(bytes.len()) };
        let (version, rest) = rest.split_first_chunk().ok_or(short.clone())?;
        let found = u16::from_le_bytes(*version);
        if found != VERSION {
            return Err(LoadError::Version { found });
        }
        let (length, rest) = rest.split_first_chunk().ok_or(short.clone())?;
        let (checksum, payload) = rest.split_first_chunk().ok_or(short)?;
        let expected = u64::from(u32::from_le_bytes(*length));
        if expected != at_most(payload.len()) || payload.len() > MAX_PAYLOAD {
            let header = at_most(HEADER);
            return Err(LoadError::Length { expected: expected + header, found: at_most(bytes.len()) });
        }
        if crc32fast::hash(payload) != u32::from_le_bytes(*checksum) {
            return Err(LoadError::Checksum);
        }
        match postcard::take_from_bytes::<Program>(payload) {
            Ok((program, [])) => Verified::new(program).map_err(LoadError::Unsafe),
            Ok(_) | Err(_) => Err(LoadError::Content),
        }
    }
}

fn at_most(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
