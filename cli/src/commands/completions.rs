//! `qingce completions`: the completion script of a shell.

use crate::args::{Arguments, Completions};
use crate::fault::Outcome;
use crate::help_zh;
use crate::lang::Language;
use crate::screen::Screen;
use clap::CommandFactory;

/// Prints the script, with help texts in the screen's language.
pub fn run(given: &Completions, screen: &Screen) -> Outcome<()> {
    let mut command = Arguments::command();
    if screen.language == Language::Chinese {
        command = help_zh::translate(command);
    }
    let mut script = Vec::new();
    clap_complete::generate(given.shell, &mut command, "qingce", &mut script);
    std::io::Write::write_all(&mut std::io::stdout(), &script)?;
    Ok(())
}
