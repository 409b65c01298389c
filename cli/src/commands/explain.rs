//! x
pub fn run(_: &crate::args::Explain, _: &crate::screen::Screen) -> crate::fault::Outcome<()> { Ok(()) }
