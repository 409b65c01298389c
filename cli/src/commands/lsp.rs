//! `qingce lsp`: the language server.

use crate::args::Lsp;
use crate::fault::Outcome;
use crate::screen::Screen;
use qingce_lsp::{Settings, serve_stdio};

/// Serves an editor until it says that it is done.
pub fn run(_: &Lsp, screen: &Screen) -> Outcome<()> {
    Ok(serve_stdio(Settings::new(screen.language))?)
}
