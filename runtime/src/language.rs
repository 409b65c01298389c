//! The language that a person reads.

use serde::Serialize;

/// The language of messages and of values shown to people. It is independent of the policy's own language: names, units
/// and texts of the policy stay as the policy writes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
pub enum Language {
    /// 中文.
    #[default]
    Chinese,
    /// English.
    English,
}

impl Language {
    /// The first text in Chinese, the second one in English.
    pub fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Self::Chinese => zh,
            Self::English => en,
        }
    }
}
