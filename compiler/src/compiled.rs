//! The whole way from texts to a program.

use crate::analyse::analyse;
use crate::input::PolicyText;
use crate::lower::lower;
use crate::model::Model;
use qingce_grammar::Diagnostic;
use qingce_runtime::Program;
use std::sync::Arc;

/// A policy that compiled.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// What runs.
    pub program: Program,
    /// What it means.
    pub model: Model,
    /// What is worth a look all the same.
    pub diagnostics: Vec<Diagnostic>,
}

/// Compiles a policy.
///
/// # Errors
/// Every diagnostic, warnings included, if at least one of them is an error.
pub fn compile(text: &PolicyText) -> Result<Compiled, Vec<Diagnostic>> {
    let analysis = analyse(text);
    if analysis.has_errors() {
        return Err(analysis.diagnostics);
    }
    let model = Arc::unwrap_or_clone(analysis.model);
    match lower(&model, text) {
        Ok(program) => Ok(Compiled { program, model, diagnostics: analysis.diagnostics }),
        Err(faults) => Err(analysis.diagnostics.into_iter().chain(faults).collect()),
    }
}
