//! x
pub fn run(_: &crate::args::Fmt, _: &crate::screen::Screen) -> crate::fault::Outcome<()> { Ok(()) }
