//! The vocabulary: one table of every keyword, operator, mark, built-in unit, type and function, with both spellings,
//! what it is for, and an example that can be read.
//!
//! The words of the pest grammar (`words.pest`), the reserved words, the formatter's spelling, the highlighter and the
//! language reference's word list are derived from this table; tests keep them equal.

mod conditions;
mod effects;
mod example;
mod facts;
mod headers;
mod lookup;
mod marks;
mod pest_words;
mod rules;
mod scenarios;
mod units;

pub use example::{Example, Frame};
pub(crate) use lookup::keywords_from;
pub use lookup::{entry, is_reserved, keyword, mark, unit, unit_in};
pub use pest_words::words_pest;
pub use units::{Magnitude, magnitudes, split_magnitude};

use std::ops::RangeInclusive;
use std::sync::LazyLock;

/// What kind of word an entry is; editors colour by it and the reference groups by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Category {
    /// Begins a declaration.
    Header,
    /// Begins a part of a declaration, or joins its pieces.
    Part,
    /// A choice that a part leaves (计入, 累进, 主键 …).
    Choice,
    /// Begins a rule's effect.
    Effect,
    /// Begins what a scenario gives or expects.
    Expectation,
    /// Joins or tests values; has a level in [`Entry::level`].
    Operator,
    /// A built-in function or aggregate.
    Function,
    /// A built-in type of field.
    Type,
    /// A built-in unit.
    Unit,
    /// Multiplies the unit after it.
    Magnitude,
    /// A value by itself.
    Literal,
    /// Punctuation.
    Mark,
}

/// One word of the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Its name in the grammar, where its rule is `kw_<id>`.
    pub id: &'static str,
    /// The Chinese spelling. Empty for a word that only English files need.
    pub zh: &'static str,
    /// The English spelling, several words set apart by one blank. Empty for a word that only Chinese files need.
    pub en: &'static str,
    /// Further spellings that are read and never written: half-width and full-width forms, plurals.
    pub also: &'static [&'static str],
    /// Its kind.
    pub category: Category,
    /// Whether no name may be spelled like it. The other words are known by where they stand.
    pub reserved: bool,
    /// How tightly an operator binds, 1 being the loosest; 0 for all other words.
    pub level: u8,
    /// What a function is given in its brackets, in Chinese and English; `…`: more of the same. Empty for all other words.
    pub takes: &'static [(&'static str, &'static str)],
    /// What it is for, in Chinese.
    pub doc_zh: &'static str,
    /// What it is for, in English.
    pub doc_en: &'static str,
    /// A use of it.
    pub example: Example,
    /// Its place in the table.
    place: u32,
}

impl Entry {
    /// A reserved word without a level.
    const fn word(
        id: &'static str,
        spelling: (&'static str, &'static str),
        category: Category,
        doc: (&'static str, &'static str),
        example: Example,
    ) -> Self {
        Self {
            id,
            zh: spelling.0,
            en: spelling.1,
            also: &[],
            category,
            reserved: true,
            level: 0,
            takes: &[],
            doc_zh: doc.0,
            doc_en: doc.1,
            example,
            place: 0,
        }
    }

    /// The same word, free to be used as a name where its place doesn't make it a keyword.
    const fn free(mut self) -> Self {
        self.reserved = false;
        self
    }

    /// The same word with further spellings.
    const fn also(mut self, spellings: &'static [&'static str]) -> Self {
        self.also = spellings;
        self
    }

    /// The same operator with its level.
    const fn binds(mut self, level: u8) -> Self {
        self.level = level;
        self
    }

    /// The same function with what it is given.
    const fn takes(mut self, parameters: &'static [(&'static str, &'static str)]) -> Self {
        self.takes = parameters;
        self
    }

    /// The character that stands for it in the text that pest reads: of three ranges, for marks, reserved words, and words
    /// that a name may be spelled like.
    pub(crate) fn code(&self) -> char {
        let base = match (self.category, self.reserved) {
            (Category::Mark, _) => 0xE600,
            (_, true) => 0xE100,
            (_, false) => u32::from(*SOFT.start()),
        };
        char::from_u32(base + self.place).unwrap_or('\u{E00F}')
    }

    /// The spelling in a language; the other language's where it has none of its own.
    pub fn spelling(&self, language: crate::Language) -> &'static str {
        let (first, second) = match language {
            crate::Language::Chinese => (self.zh, self.en),
            crate::Language::English => (self.en, self.zh),
        };
        if first.is_empty() { second } else { first }
    }

    /// What it is for, in a language.
    pub fn doc(&self, language: crate::Language) -> &'static str {
        match language {
            crate::Language::Chinese => self.doc_zh,
            crate::Language::English => self.doc_en,
        }
    }

    /// Every spelling that is read, each once.
    pub fn spellings(&self) -> impl Iterator<Item = &'static str> {
        let english = (self.en != self.zh).then_some(self.en);
        std::iter::once(self.zh)
            .chain(english)
            .chain(self.also.iter().copied())
            .filter(|spelling| !spelling.is_empty())
    }
}

/// The characters of keywords that a name may be spelled like.
const SOFT: RangeInclusive<char> = '\u{E400}'..='\u{E5FF}';

static TABLE: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let groups = [
        headers::ENTRIES,
        facts::ENTRIES,
        rules::ENTRIES,
        effects::ENTRIES,
        scenarios::ENTRIES,
        conditions::ENTRIES,
        units::ENTRIES,
        marks::ENTRIES,
    ];
    let placed = groups.into_iter().flatten().zip(0..);
    placed.map(|(entry, place)| Entry { place, ..*entry }).collect()
});

/// Every entry, group by group.
pub fn entries() -> impl Iterator<Item = &'static Entry> {
    TABLE.iter()
}

#[cfg(test)]
mod tests;
