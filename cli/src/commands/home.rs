//! `qingce` without arguments: every policy under `./policies` decides the samples that travel with it.

use crate::args::{Arguments, Decide, Explain, ExplainFormat};
use crate::commands::decide::decide;
use crate::commands::explain;
use crate::fault::{BAD_RECORDS, Fault, Outcome};
use crate::folder::samples;
use crate::help_zh;
use crate::lang::Language;
use crate::policy::Policy;
use crate::read::Item;
use crate::run::{Given, Run, undecidable};
use crate::screen::{Screen, Style};
use clap::CommandFactory;
use qingce_files::key::{is_masked, plain_key};
use qingce_runtime::decision::Effect;
use qingce_runtime::{Machine, Outcome as Decided};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Decides the samples of each policy and tells the reasons of one decision, with the command that does the same above each;
/// policies in the language of the messages come first. Without any policy, shows the help.
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
    let mut tell = |fault: Fault| {
        if let Some(message) = &fault.message {
            eprintln!("{}\n", message.in_language(screen.language));
        }
        worst = worst.max(fault.status);
    };
    let mut loaded = Vec::new();
    for path in policies {
        match Policy::load(&path, screen) {
            Ok(policy) => loaded.push(policy),
            Err(fault) => tell(fault),
        }
    }
    loaded.sort_by_key(|policy| policy.program.english != (screen.language == Language::English));
    for policy in &loaded {
        if let Err(fault) = show(policy, screen) {
            tell(fault);
        }
    }
    if worst == 0 { Ok(()) } else { Err(Fault::silent(worst)) }
}

/// Decides the samples of one policy, and explains one of the grants.
fn show(policy: &Policy, screen: &Screen) -> Outcome<()> {
    let path = &policy.path;
    prompt(&format!("decide {}", path.display()), screen)?;
    let tally = decide(policy, &asked(path.clone()), screen)?;
    writeln!(std::io::stdout(), "{}\n", tally.text(screen))?;
    if let Some((key, rule)) = granted(policy, screen)? {
        prompt(&format!("explain {} --key {key} --rule {rule}", path.display()), screen)?;
        explain::tell_all(policy, &why(path.clone(), key, rule), screen)?;
    }
    if tally.bad > 0 { Err(Fault::silent(BAD_RECORDS)) } else { Ok(()) }
}

/// A command as one would type it.
fn prompt(command: &str, screen: &Screen) -> Outcome<()> {
    let line = format!("$ qingce {command}");
    Ok(writeln!(std::io::stdout(), "{}\n", screen.paint(Style::Accent, &line))?)
}

/// The first grant to a sample whose key may be shown: the key and the rule's name.
fn granted(policy: &Policy, screen: &Screen) -> Outcome<Option<(String, String)>> {
    let given = Given { records: &[], rules: &[], granted: None, record: None, as_of: None };
    let program = &policy.program;
    let Run { mut sources, mut ledger, .. } = Run::prepare(policy, given, screen)?;
    let mut machine = Machine::new(program);
    let mut first = None;
    Run::each(&mut sources, program, &mut |_, item| {
        let Item::Record(record) = item else { return Ok(()) };
        let decisions = machine.decide(&record, None, &mut ledger).map_err(|error| undecidable(&error))?;
        let granted = decisions.into_iter().find(|decision| {
            matches!(decision.outcome, Decided::Applies { effect: Effect::Grant { .. }, .. })
        });
        let key = plain_key(program, &record).filter(|_| !is_masked(program, record.ty));
        first = first.take().or_else(|| Some((key?, granted?.rule)));
        Ok(())
    })?;
    Ok(first)
}

fn why(policy: PathBuf, key: String, rule: String) -> Explain {
    Explain {
        policy,
        records: Vec::new(),
        key,
        rule: vec![rule],
        as_of: None,
        granted: None,
        record: None,
        format: ExplainFormat::Tree,
        out: None,
        unmask: false,
    }
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
