//! The same records decided under two policies, side by side.

pub mod both;
pub mod list;
pub mod told;
