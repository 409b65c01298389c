//! What follows from one state of a policy's texts besides its analysis: made when somebody asks, dropped when a text changes.

use crate::queries::ran::Ran;
use crate::queries::shift::Shift;
use std::sync::{Arc, Mutex, PoisonError};

/// What follows from one state of a policy's texts.
#[derive(Debug, Default)]
pub struct Results {
    /// The program with its scenarios run; `Some(None)`: faults keep it from running.
    pub ran: Option<Option<Ran>>,
    /// What the changes since the last saved version do.
    pub shift: Shifting,
}

/// A shift that is worked out beside everything else; clones share it.
#[derive(Debug, Clone, Default)]
pub struct Shifting(Arc<Mutex<Stage>>);

#[derive(Debug, Default)]
enum Stage {
    #[default]
    NotAsked,
    Asked,
    Known(Shift),
}

impl Shifting {
    /// What is known by now.
    pub fn known(&self) -> Option<Shift> {
        match &*self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            Stage::Known(shift) => Some(shift.clone()),
            Stage::NotAsked | Stage::Asked => None,
        }
    }

    /// Whether nobody asked for it yet; from now on somebody did.
    pub fn ask(&self) -> bool {
        let mut stage = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let new = matches!(*stage, Stage::NotAsked);
        if new {
            *stage = Stage::Asked;
        }
        new
    }

    /// Notes that nothing was found: it can be asked for again.
    pub fn give_up(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Stage::NotAsked;
    }

    /// Notes what was found.
    pub fn settle(&self, shift: Shift) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Stage::Known(shift);
    }
}
