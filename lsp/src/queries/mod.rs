//! Pure answers about a policy: from texts, analysis and a place to byte ranges and words.

mod citation;
mod difference;
mod names;
mod view;

pub use citation::Cited;
pub use view::{Cursor, View};

pub mod actions;
pub mod calls;
pub mod colours;
pub mod completion;
pub mod folding;
pub mod hover;
pub mod in_force;
pub mod inlay;
pub mod layout;
pub mod lenses;
pub mod occurrences;
pub mod outline;
pub mod pinyin;
pub mod ran;
pub mod rename;
pub mod search;
pub mod selection;
pub mod shift;
pub mod signature;
pub mod types;
