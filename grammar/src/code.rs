//! The codes of all diagnostics: one table, from which the names, the pages and the tests follow.

use serde::{Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

macro_rules! codes {
    ($($variant:ident = $text:literal: $meaning:literal,)*) => {
        /// Which kind of fault a diagnostic reports. Each has its own page.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code {
            $(#[doc = $meaning] $variant,)*
        }

        impl Code {
            /// Every code, in the table's order.
            pub fn all() -> &'static [Code] {
                &[$(Code::$variant,)*]
            }

            /// The code as it is printed and as its page is named: `unknown-name`.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Code::$variant => $text,)*
                }
            }
        }

        impl FromStr for Code {
            type Err = UnknownCode;

            fn from_str(text: &str) -> Result<Self, UnknownCode> {
                match text {
                    $($text => Ok(Code::$variant),)*
                    _ => Err(UnknownCode),
                }
            }
        }
    };
}

// To add a code, add a line here and its page under docs/diagnostics.
codes! {
    Syntax = "syntax": "A part that cannot be read.",
    StrayText = "stray-text": "Text before the first declaration.",
    UnclosedQuote = "unclosed-quote": "A quotation mark without its partner on the same line.",
    BadNumber = "bad-number": "A number that is written in no known way.",
    BadDate = "bad-date": "A date that is not in the calendar.",
    MixedAndOr = "mixed-and-or": "且 and 或 side by side without brackets.",
    ChainedSymbols = "chained-symbols": "Several comparison signs in a row.",
    MixedLanguage = "mixed-language": "A keyword in the file's other language.",
    RunTogether = "run-together": "Words written without the blanks that set them off.",
    ConfusableCharacter = "confusable-character": "A character that looks like the one that is meant.",
    MissingPart = "missing-part": "A declaration lacks a part that it needs.",
    RepeatedPart = "repeated-part": "A part is written twice.",
    UnknownName = "unknown-name": "A name that nothing declares.",
    DuplicateName = "duplicate-name": "A name that is declared twice.",
    ReservedWord = "reserved-word": "A keyword in the place of a name.",
    AmbiguousName = "ambiguous-name": "A name that can mean several things.",
    WrongUnit = "wrong-unit": "Units that do not go together.",
    WrongType = "wrong-type": "A value of a kind that cannot stand there.",
    MonthAgainstDay = "month-against-day": "A period of months against one of days.",
    MissingConvention = "missing-convention": "A convention of counting time that the policy does not state.",
    OverlappingDates = "overlapping-dates": "Dated values whose periods overlap.",
    GapInDates = "gap-in-dates": "Days without a value between dated values.",
    DateOutsidePeriod = "date-outside-period": "A dated value outside the time in which the policy is in force.",
    UnknownSentence = "unknown-sentence": "A cited sentence that the source text does not have.",
    PhraseNotInSentence = "phrase-not-in-sentence": "A quoted phrase that the cited sentence does not have.",
    NumberNotInCitation = "number-not-in-citation": "A number that the cited sentence does not have.",
    BoundaryContradicts = "boundary-contradicts": "A boundary word of the citation that contradicts the operator.",
    CasesOverlap = "cases-overlap": "Two cases that hold together.",
    CasesIncomplete = "cases-incomplete": "A combination that no case covers.",
    AlwaysTrue = "always-true": "A condition that always holds.",
    AlwaysFalse = "always-false": "A condition that never holds.",
    UnusedStandard = "unused-standard": "A standard that nothing uses.",
    UnusedOption = "unused-option": "An option that nothing uses.",
    UnusedField = "unused-field": "A field that nothing uses.",
    UnusedDefinition = "unused-definition": "A definition or local name that nothing uses.",
    CyclicDefinition = "cyclic-definition": "Definitions that need one another.",
    NoCitation = "no-citation": "A rule or value without a citation.",
    NotRounded = "not-rounded": "An amount that may have more than two decimals and is not rounded.",
    UncoveredSentence = "uncovered-sentence": "A sentence of the source text that nothing cites.",
    DepartmentNotInSentence = "department-not-in-sentence": "A department that the cited sentence does not name.",
    UnknownBase = "unknown-base": "The policy that this one builds on is not there.",
    ForbiddenInSupplement = "forbidden-in-supplement": "A part that a policy built on another one may not have.",
    DelegatedWithValue = "delegated-with-value": "A delegated standard with a value of its own.",
    StandardWithoutValue = "standard-without-value": "A standard with neither value nor delegation.",
    BadScale = "bad-scale": "Brackets of a scale out of order or with a gap.",
    TooLarge = "too-large": "More than the limits allow.",
    BadRelation = "bad-relation": "A relation between rules that cannot be.",
    CombinationNotStated = "combination-not-stated": "Two grants that can apply together, and nothing says how they combine.",
    CombinationContradicts = "combination-contradicts": "Statements about how grants combine that contradict one another.",
    BadScenario = "bad-scenario": "A scenario that cannot be run as written.",
    NoSource = "no-source": "The source text is not there.",
}

impl Code {
    /// Whether such a fault is about how a policy rests on its source: what the policy means is known all the same.
    pub fn is_about_source(self) -> bool {
        matches!(
            self,
            Self::UnknownSentence
                | Self::PhraseNotInSentence
                | Self::NumberNotInCitation
                | Self::BoundaryContradicts
                | Self::NoCitation
                | Self::UncoveredSentence
                | Self::DepartmentNotInSentence
                | Self::NoSource
        )
    }
}

/// A text that is no diagnostic's code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownCode;

impl fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("没有这个代码 / no such code")
    }
}

impl std::error::Error for UnknownCode {}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_reads_back_and_is_kebab_case() {
        for code in Code::all() {
            assert_eq!(code.as_str().parse(), Ok(*code));
            assert!(code.as_str().chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{code}");
        }
        assert_eq!("Syntax".parse::<Code>(), Err(UnknownCode));
    }
}
