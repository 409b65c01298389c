//! x
pub fn run(_: &crate::args::Schema, _: &crate::screen::Screen) -> crate::fault::Outcome<()> { Ok(()) }
