//! Which combinations of facts make conditions true: the proof behind exclusive and complete cases, and behind conditions
//! that are always true or never.
//!
//! Every atom of a condition speaks of a *variable*: a number, date or span that is compared with constants, an option field,
//! one member of a set of options, a yes-or-no field, or anything else that is only known to be true or false. The constants
//! cut the line of a number into *cells*, points and the open intervals between them; inside one cell no atom changes. A
//! search over the cells then finds a combination that makes a formula true, or shows that there is none.
//!
//! Variables are taken to be free of one another. That never hides a combination. It may invent one, where two
//! variables hang on the same field in a way that the search can't see through (`收入 + 补助` and `收入`), and a
//! [`Finding`] then says that it is not certain.

mod build;
mod cells;
mod formula;
mod lines;
mod search;
mod segments;
mod term;
mod words;

pub(crate) use build::Space;
pub(crate) use formula::{Formula, turned};
pub(crate) use lines::{day, days};
pub(crate) use search::Answer;
pub(crate) use segments::{Segment, segments};
pub(crate) use term::{Spot, View};

#[cfg(test)]
mod tests;
