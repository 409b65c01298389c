//! Pure answers about a policy: from texts, analysis and a place to byte ranges and words.

mod view;

pub use view::{Cursor, View};

pub mod hover;
pub mod pinyin;
