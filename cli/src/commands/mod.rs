//! The commands, one file each.

pub mod amend;
pub mod build;
pub mod check;
pub mod completions;
pub mod decide;
pub mod diff;
pub mod explain;
pub mod fmt;
pub mod home;
pub mod impact;
pub mod lsp;
pub mod new;
pub mod prove;
pub mod read;
pub mod sample;
pub mod schema;
pub mod standards;
pub mod test;
