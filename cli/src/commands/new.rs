//! x
pub fn run(_: &crate::args::New, _: &crate::screen::Screen) -> crate::fault::Outcome<()> { Ok(()) }
