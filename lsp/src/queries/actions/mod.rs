//! What can be done to a text at a place, each with the edits that do it.
//!
//! Offers are cheap to make: an editor asks for them whenever the cursor moves. Their edits are worked out only when somebody
//! chooses one.

mod amounts;
mod boundaries;
mod cases;
mod cite;
mod extract;
mod mends;
mod reason;
mod spelling;
mod writing;

use super::View;
use qingce_grammar::{Diagnostic, Edit, Message, Place};

/// What sort of change an offer makes, in the protocol's own division.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Mends a fault.
    Mend,
    /// Mends all faults of a file.
    MendAll,
    /// Takes something out into a declaration of its own.
    Extract,
    /// Writes something in another way, or more of it.
    Rewrite,
    /// Concerns the file as a whole.
    File,
}

/// A change of texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changed {
    /// Edits of files of the policy; they don't overlap.
    pub edits: Vec<Edit>,
    /// A new file of the policy: its path relative to the policy's folder, and its text.
    pub created: Option<(String, String)>,
}

impl From<Vec<Edit>> for Changed {
    fn from(edits: Vec<Edit>) -> Self {
        Self { edits, created: None }
    }
}

/// Something that can be done.
pub struct Offer<'a> {
    /// What it does, in words; no two offers at one place have the same.
    pub title: Message,
    /// What sort of change it makes.
    pub kind: Kind,
    /// The fault that it mends.
    pub mends: Option<&'a Diagnostic>,
    /// Works out the change; `None`: it can't be done after all.
    pub change: Box<dyn FnOnce() -> Option<Changed> + 'a>,
}

impl<'a> Offer<'a> {
    fn new(kind: Kind, title: Message, change: impl FnOnce() -> Option<Changed> + 'a) -> Self {
        Self { title, kind, mends: None, change: Box::new(change) }
    }

    fn mending(self, fault: &'a Diagnostic) -> Self {
        Self { mends: Some(fault), ..self }
    }
}

/// What can be done at a place, mends first.
pub fn offers<'a>(view: View<'a>, at: Place) -> Vec<Offer<'a>> {
    let mut all = mends::of_place(view, at);
    all.extend(cases::of_place(view, at));
    all.extend(cite::of_place(view, at));
    all.extend(reason::of_place(view, at));
    all.extend(amounts::of_place(view, at));
    all.extend(boundaries::of_place(view, at));
    all.extend(extract::of_place(view, at));
    all.extend(mends::of_file(view, at.file));
    all.extend(spelling::of_file(view, at.file));
    all
}
