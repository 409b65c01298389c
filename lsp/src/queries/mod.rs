//! Pure answers about a policy: from texts, analysis and a place to byte ranges and words.

mod difference;
mod view;

pub use view::{Cursor, View};

pub mod actions;
pub mod hover;
pub mod pinyin;
