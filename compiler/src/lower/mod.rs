//! From the typed model to a program: one function per node of the model.

use crate::input::PolicyText;
use crate::model::Model;
use qingce_grammar::Diagnostic;
use qingce_runtime::Program;

/// The program of a model without errors.
///
/// # Errors
/// Diagnostics where the policy outgrows the program's format (more registers, options or digits than it can hold).
pub fn lower(model: &Model, text: &PolicyText) -> Result<Program, Vec<Diagnostic>> {
    let _ = (model, text);
    Err(Vec::new())
}
