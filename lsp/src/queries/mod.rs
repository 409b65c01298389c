//! Pure answers about a policy: from texts, analysis and a place to byte ranges and words.

mod citation;
mod difference;
mod names;
mod view;

pub use citation::Cited;
pub use view::{Cursor, View};

pub mod actions;
pub mod hover;
pub mod pinyin;
pub mod rename;
