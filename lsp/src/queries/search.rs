//! Names by what somebody types: characters, pinyin, initials.

use super::View;
use super::pinyin::{Cost, Typed};
use qingce_compiler::{Entry, Symbol};
use qingce_grammar::FileId;

/// A name that may be meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// How far it is from what was typed.
    pub cost: Cost,
    /// Where it is declared.
    pub entry: Entry,
}

/// The names declared in some files that may be meant; local names are known in their rules alone and left out.
pub fn search(view: &View<'_>, files: impl Iterator<Item = FileId>, typed: &Typed) -> Vec<Found> {
    let entries = files.flat_map(|file| view.entries(file));
    let declared = entries.filter(|entry| entry.definition && !matches!(entry.symbol, Symbol::Let(..)));
    declared
        .filter_map(|entry| Some(Found { cost: typed.cost(view.words(entry.place))?, entry: *entry }))
        .collect()
}
