//! What follows from one state of a policy's texts besides its analysis: made when somebody asks, dropped when a text changes.

use super::shifting::Shifting;
use crate::queries::ran::Ran;

/// What follows from one state of a policy's texts.
#[derive(Debug, Default)]
pub struct Results {
    /// The program with its scenarios run; `Some(None)`: faults keep it from running.
    pub ran: Option<Option<Ran>>,
    /// What the changes since the last saved version do.
    pub shift: Shifting,
}
