//! What an analysis is given: texts as values; reading folders is a front's job.

use qingce_grammar::tree::Building;

/// A policy with everything that it builds on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PolicyText {
    /// The base first, then each policy that builds on the one before it. Never empty for a folder that was read.
    pub layers: Vec<Layer>,
}

impl PolicyText {
    /// The text of every `.ce` file, by [`qingce_grammar::FileId`].
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        self.layers.iter().flat_map(|layer| &layer.files).map(|file| file.text.as_str())
    }
}

/// One policy folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layer {
    /// The folder as shown to people.
    pub folder: String,
    /// Its `.ce` files in path order.
    pub files: Vec<SourceFile>,
    /// Data files named by 原文, by the name written there: `id<TAB>sentence` lines.
    pub sources: Vec<SourceFile>,
}

/// One text file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceFile {
    /// Its path relative to the folder, with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// What the front must read before it can read the policy itself: the base folder named in a policy's head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// 补充 or 修订, with the folder as written.
    pub base: Option<(Building, String)>,
    /// The data file named by 原文.
    pub source: Option<String>,
}
