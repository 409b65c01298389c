//! Real editors, with the project's extensions, on a copy of the shipped policies: what a drafter does is done by keys and mouse,
//! and the built command is the server. `editors/tests/install` brings the editors; without them these tests are skipped.

use qingce_tests::real::{output, program};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, Once, PoisonError};

const BROWSERS: &[&str] = &["chromium", "chromium-browser", "google-chrome"];

/// A program in the project's folder, for which `qingce` is the built command and speaks Chinese.
fn editor(path: &Path) -> Command {
    let built = Path::new(env!("CARGO_BIN_EXE_qingce"));
    let usual = std::env::var_os("PATH").unwrap_or_default();
    let folders = built.parent().map(Path::to_path_buf).into_iter().chain(std::env::split_paths(&usual));
    let mut command = Command::new(path);
    command
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))
        .env("PATH", std::env::join_paths(folders).expect("folders without colons"))
        .env("QINGCE", built)
        .env("LANG", "zh_CN.UTF-8");
    command
}

fn neovim(script: &str) {
    let Some(nvim) = program(&["nvim"]) else { return };
    output(editor(&nvim).args(["--clean", "-l"]).arg(format!("editors/tests/neovim/{script}")));
}

#[test]
fn neovim_helps_with_a_clause() {
    neovim("features.lua");
}

#[test]
fn neovim_does_the_whole_task() {
    neovim("task.lua");
}

#[test]
fn emacs_helps_with_a_clause() {
    let Some(emacs) = program(&["emacs"]) else { return };
    output(editor(&emacs).args(["--batch", "--script", "editors/tests/emacs/features.el"]));
}

/// What VS Code in a browser takes: code-server with the Node.js that it runs on, and the browser.
fn studio() -> Option<(PathBuf, PathBuf)> {
    let (_, node, browser) = (program(&["code-server"])?, program(&["node"])?, program(BROWSERS)?);
    static PACKAGED: Once = Once::new();
    PACKAGED.call_once(package);
    Some((node, browser))
}

/// Packages the extension as it is now.
fn package() {
    let npm = program(&["npm"]).expect("npm, which comes with the editors");
    let extension = Path::new(env!("CARGO_MANIFEST_DIR")).join("../editors/vscode");
    let run = |arguments: &[&str]| output(editor(&npm).args(arguments).current_dir(&extension));
    if !extension.join("node_modules").is_dir() {
        run(&["ci", "--loglevel=error"]);
    }
    run(&["run", "--silent", "package"]);
}

/// Held while VS Code runs: two of them at once would wait for each other.
static SEAT: Mutex<()> = Mutex::new(());

fn vscode(script: &str) {
    let Some((node, browser)) = studio() else { return };
    let _seat = SEAT.lock().unwrap_or_else(PoisonError::into_inner);
    let script = format!("editors/tests/vscode/{script}");
    output(editor(&node).env("QINGCE_BROWSER", browser).args(["--test", &script]));
}

#[test]
fn vs_code_helps_with_a_clause() {
    vscode("clause.test.mjs");
}

#[test]
fn vs_code_does_the_whole_task() {
    vscode("task.test.mjs");
}
