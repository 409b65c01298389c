//! `qingce` without arguments: every policy under `./policies` decides the samples that travel with it.

use crate::args::{Arguments, Decide};
use crate::commands::decide::decide;
use crate::fault::{BAD_RECORDS, Fault, Outcome};
use crate::help_zh;
use crate::lang::Language;
use crate::policy::{Policy, samples};
use crate::screen::{Screen, Style};
use clap::CommandFactory;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Decides the samples of each policy, with the command that does the same above; without any, shows the help.
pub fn run(screen: &Screen) -> Outcome<()> {
    let policies = policies(Path::new("policies"));
    if policies.is_empty() {
        let mut command = Arguments::command();
        if screen.language == Language::Chinese {
            command = help_zh::translate(command);
        }
        return Ok(command.print_help()?);
    }
    let mut worst = 0;
    for path in policies {
        if let Err(fault) = show(path, screen) {
            if let Some(message) = &fault.message {
                eprintln!("{}\n", message.in_language(screen.language));
            }
            worst = worst.max(fault.status);
        }
    }
    if worst == 0 { Ok(()) } else { Err(Fault::silent(worst)) }
}

/// Decides the samples of one policy.
fn show(path: PathBuf, screen: &Screen) -> Outcome<()> {
    let line = format!("$ qingce decide {}", path.display());
    writeln!(std::io::stdout(), "{}\n", screen.paint(Style::Accent, &line))?;
    let policy = Policy::load(&path, screen)?;
    let tally = decide(&policy, &asked(path), screen)?;
    writeln!(std::io::stdout(), "{}\n", tally.text(screen))?;
    if tally.bad > 0 { Err(Fault::silent(BAD_RECORDS)) } else { Ok(()) }
}

/// The policy folders under a folder that have samples, in the order of their names.
fn policies(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> =
        entries.map(|entry| entry.path()).filter(|path| has_samples(path)).collect();
    found.sort();
    found
}

fn has_samples(policy: &Path) -> bool {
    let inside = samples(policy).and_then(|samples| std::fs::read_dir(samples).ok());
    inside.is_some_and(|mut entries| entries.next().is_some())
}

fn asked(policy: PathBuf) -> Decide {
    Decide {
        policy,
        records: Vec::new(),
        as_of: None,
        rule: Vec::new(),
        granted: None,
        out: None,
        format: None,
        record: None,
        all: false,
    }
}
