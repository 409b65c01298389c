//! What is said to people, in both languages.

pub use qingce_grammar::{Language, Message};

/// A [`Message`] from a Chinese and an English format string, both with inline arguments.
#[macro_export]
macro_rules! message {
    ($zh:literal, $en:literal $(, $($args:tt)*)?) => {
        $crate::message::Message::new(format!($zh $(, $($args)*)?), format!($en $(, $($args)*)?))
    };
}

/// One of two format strings, by a [`Language`].
#[macro_export]
macro_rules! say {
    ($language:expr, $zh:literal, $en:literal $(, $($args:tt)*)?) => {
        match $language {
            $crate::message::Language::Chinese => format!($zh $(, $($args)*)?),
            $crate::message::Language::English => format!($en $(, $($args)*)?),
        }
    };
}

/// One of two words, by the language.
pub fn pick(language: Language, zh: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Chinese => zh,
        Language::English => en,
    }
}

/// A message of the runtime in both languages.
pub fn both(said: impl Fn(qingce_runtime::Language) -> String) -> Message {
    Message::new(said(qingce_runtime::Language::Chinese), said(qingce_runtime::Language::English))
}

/// The runtime's name for a language.
pub fn spoken(language: Language) -> qingce_runtime::Language {
    match language {
        Language::Chinese => qingce_runtime::Language::Chinese,
        Language::English => qingce_runtime::Language::English,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_spellings_take_arguments() {
        let n = 3;
        assert_eq!(say!(Language::English, "{n} 条", "{n} records"), "3 records");
        assert_eq!(message!("{} 条", "{} records", n).zh, "3 条");
    }
}
