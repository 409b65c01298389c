//! Checks of a policy that compiles, or nearly does: one file a check, each a function from the context to diagnostics.
//!
//! A model may be partial. A rule or definition whose body is broken has neither cases nor an `otherwise`, and a broken
//! standard has no values; every check stays silent about what it can't see.

use crate::index::Index;
use crate::input::PolicyText;
use crate::model::Model;
use qingce_grammar::{Diagnostic, tree};

/// What the checks look at.
pub(crate) struct LintContext<'a> {
    /// The texts, for the words of the policy and of its sources.
    pub text: &'a PolicyText,
    /// The syntax tree of every `.ce` file, by [`qingce_grammar::FileId`].
    pub trees: &'a [tree::File],
    /// What was understood of them.
    pub model: &'a Model,
    /// Where names are declared and used.
    pub index: &'a Index,
}

/// Everything that the checks find, in no particular order.
pub(crate) fn run(cx: &LintContext) -> Vec<Diagnostic> {
    let _ = (cx.text, cx.trees, cx.model, cx.index);
    Vec::new()
}
