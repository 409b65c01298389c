//! Checks of a policy that compiles, or nearly does: one file a check, each a function from the context to diagnostics.
//!
//! A model may be partial. A rule or definition whose body is broken has neither cases nor an `otherwise`, and a broken
//! standard has no values; every check stays silent about what it can't see.

mod always;
mod boundary;
mod boundary_words;
mod cases;
mod citation;
mod combination;
mod context;
mod literals;
mod no_citation;
mod number_not_in_citation;
mod proofs;
mod quantity;
mod scope;
mod table;
mod uncovered_sentence;
mod unused_definition;
mod unused_field;
mod unused_option;
mod unused_standard;
mod uses;

use crate::before::Before;
use qingce_grammar::Diagnostic;

pub(crate) use context::LintContext;
pub(crate) use proofs::Proofs;
pub(crate) use quantity::unit_names;

/// Everything that the checks find, in no particular order. `proofs` are those of the analysis before, and become this one's;
/// without `before` none of them holds.
pub(crate) fn run(cx: &LintContext, before: Option<&Before>, proofs: &mut Proofs) -> Vec<Diagnostic> {
    const CHECKS: [fn(&LintContext) -> Vec<Diagnostic>; 9] = [
        number_not_in_citation::check,
        boundary::check,
        combination::check,
        unused_standard::check,
        unused_option::check,
        unused_field::check,
        unused_definition::check,
        no_citation::check,
        uncovered_sentence::check,
    ];
    let proven = proofs::check(cx, before, proofs);
    CHECKS.iter().flat_map(|check| check(cx)).chain(proven).collect()
}
