//! What the server's tests share: a client, and pages of cases.

#![allow(dead_code, reason = "each test uses its part")]
#![allow(clippy::disallowed_methods, reason = "tests read and write files")]

pub mod client;
pub mod drawn;
pub mod page;
