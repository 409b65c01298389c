//! Arrow record batches in, decisions out as Arrow (feature `arrow`).
//!
//! # In
//! A [`Layout`] says once a schema which column fills which slot; then [`Layout::read`] takes one batch after the other. A column
//! has a slot's name, a nested record's fields are columns of a struct or named by their path, a list is a list of structs.
//!
//! | slot | taken as it is | also read |
//! |---|---|---|
//! | truth value | `Boolean` | integers 0 and 1, texts |
//! | date | `Date32` | `Date64` and timestamps at midnight, texts |
//! | option | dictionary with `UInt8` keys in the list's order | any other dictionary of texts, texts |
//! | options | | lists of texts, texts |
//! | number with d decimals | `Decimal32`, `Decimal64` of scale d; with none `Int32`, `Int64`, `UInt8` too | other integers and decimals, floats by their shortest decimal, texts |
//! | text | `Utf8` | `LargeUtf8`, `Utf8View`, dictionaries of texts, integers |
//! | list | `List` of structs | `LargeList` of structs |
//!
//! Texts may have every spelling that [`crate::read_slot`] reads. What is taken as it is isn't copied.
//!
//! # Out
//! [`decided`] makes of a batch's rule columns one struct column a rule; see there. The reasons for chosen rows come from the
//! machine: [`Batch::record`](super::Batch::record) gives the record of a row, [`crate::Machine::explain`] its reasoning.

mod cells;
mod fault;
mod layout;
mod read;
mod spelled;
mod write;

pub use fault::ArrowFault;
pub use layout::Layout;
pub use read::{ArrowRecords, RowFault};
pub use write::{decided, decided_fields, missing_fields};
