//! The command `qingce`: it reads policy folders and records, and shows what the compiler and the runtime say of them.
//!
//! Arguments, reading, rendering; nothing here knows what a policy means.

pub use qingce_files::{fault, folder, ledger, message, read, say};

use args::{Arguments, Command, Lang};
use clap::{CommandFactory, FromArgMatches};
use fault::{Outcome, USAGE};
use lang::Language;
use screen::{Screen, Style};
use std::ffi::OsString;
use std::process::ExitCode;

pub mod args;
pub mod combined;
pub mod decided;
pub mod decider;
pub mod diagnostics;
pub mod form;
pub mod help_en;
pub mod help_zh;
pub mod impact;
pub mod lang;
pub mod mend;
pub mod policy;
pub mod progress;
pub mod revision;
pub mod run;
pub mod sample;
pub mod schema;
pub mod screen;
pub mod solver;
pub mod source;
pub mod spell;
pub mod tables;
pub mod tally;
pub mod whole;
pub mod words;
pub mod write;

mod commands;

/// Runs the command with these arguments (the first one is its own name) and gives the exit status: 0 if all went well, else
/// one of [`fault`]'s.
pub fn run(arguments: Vec<OsString>) -> ExitCode {
    let language = lang::of_arguments(arguments.iter().filter_map(|argument| argument.to_str()));
    let screen = Screen::of_process(language);
    let command = match language {
        Language::Chinese => help_zh::translate(Arguments::command()),
        Language::English => Arguments::command(),
    };
    let parsed =
        command.try_get_matches_from(arguments).and_then(|found| Arguments::from_arg_matches(&found));
    let parsed = match parsed {
        Ok(parsed) => parsed,
        Err(error) => return refuse(&error, &screen),
    };
    match dispatch(parsed, &screen) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            if let Some(message) = &fault.message {
                let word = screen.paint_error(Style::Bad, lang::pick(language, "错误：", "error: "));
                eprintln!("{word}{}", message.in_language(language));
            }
            ExitCode::from(fault.status)
        }
    }
}

fn refuse(error: &clap::Error, screen: &Screen) -> ExitCode {
    if !error.use_stderr() {
        // Help or version; a closed pipe leaves nobody to tell.
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    match screen.language {
        Language::Chinese
            if error.kind() != clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand =>
        {
            eprintln!("{}{}", screen.paint_error(Style::Bad, "错误："), help_zh::complaint(error));
        }
        _ => {
            let _ = error.print();
        }
    }
    ExitCode::from(USAGE)
}

fn dispatch(arguments: Arguments, screen: &Screen) -> Outcome<()> {
    debug_assert!(
        arguments.lang.is_none_or(|lang| (lang == Lang::En) == (screen.language == Language::English))
    );
    match arguments.command {
        None => commands::home::run(screen),
        Some(Command::Check(given)) => commands::check::run(&given, screen),
        Some(Command::Decide(given)) => commands::decide::run(&given, screen),
        Some(Command::Explain(given)) => commands::explain::run(&given, screen),
        Some(Command::Read(given)) => commands::read::run(&given, screen),
        Some(Command::Amend(given)) => commands::amend::run(&given, screen),
        Some(Command::Standards(given)) => commands::standards::run(&given, screen),
        Some(Command::Diff(given)) => commands::diff::run(&given, screen),
        Some(Command::Impact(given)) => commands::impact::run(&given, screen),
        Some(Command::Prove(given)) => commands::prove::run(&given, screen),
        Some(Command::Test(given)) => commands::test::run(&given, screen),
        Some(Command::Fmt(given)) => commands::fmt::run(&given, screen),
        Some(Command::Build(given)) => commands::build::run(&given, screen),
        Some(Command::Schema(given)) => commands::schema::run(&given, screen),
        Some(Command::Sample(given)) => commands::sample::run(&given, screen),
        Some(Command::New(given)) => commands::new::run(&given, screen),
        Some(Command::Lsp(given)) => commands::lsp::run(&given, screen),
        Some(Command::Completions(given)) => commands::completions::run(&given, screen),
    }
}
