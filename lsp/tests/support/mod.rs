//! What the server's tests share: a client, pages of cases, the shipped policies.

#![allow(dead_code, reason = "each test uses its part")]
#![allow(clippy::disallowed_methods, reason = "tests read and write files")]

pub mod client;
pub mod drawn;
pub mod page;
pub mod policies;
