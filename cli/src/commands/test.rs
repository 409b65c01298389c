//! x
pub fn run(_: &crate::args::Test, _: &crate::screen::Screen) -> crate::fault::Outcome<()> { Ok(()) }
