//! Real programs that check what a user would use: a browser, an office suite, a solver. Without them a test says that it was
//! skipped; where `QINGCE_REQUIRE_REAL` is set, as in CI, their absence is a failure.

use std::path::PathBuf;
use std::process::Command;

/// The first of these programs that is installed.
///
/// # Panics
/// If none is, and they are required.
pub fn program(names: &[&str]) -> Option<PathBuf> {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&paths)
        .flat_map(|folder| names.iter().map(move |name| folder.join(name)))
        .find(|path| path.is_file());
    if found.is_none() {
        assert!(std::env::var_os("QINGCE_REQUIRE_REAL").is_none(), "none of {names:?} is installed");
        eprintln!("skipped: none of {names:?} is installed");
    }
    found
}

/// Runs a program and gives what it wrote to its standard output.
///
/// # Panics
/// If it fails.
pub fn output(command: &mut Command) -> String {
    let output = command.output().expect("the program starts");
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}
