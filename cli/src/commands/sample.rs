//! x
pub fn run(_: &crate::args::Sample, _: &crate::screen::Screen) -> crate::fault::Outcome<()> { Ok(()) }
