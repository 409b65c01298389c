//! The binary: everything is in the library, so that tests and other fronts can use it.

fn main() {}
