//! The command `qingce`: it reads policy folders and records, and shows what the compiler and the runtime say of them.
