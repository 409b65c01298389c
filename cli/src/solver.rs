//! A solver that speaks SMT-LIB 2, if one is installed: a process that reads a script and prints its answer.

use crate::fault::{Fault, Outcome};
use crate::message;
use std::io::Write;
use std::process::{Command, Stdio};

/// A solver's program.
#[derive(Debug, Clone)]
pub struct Solver {
    program: String,
}

/// Seconds after which a solver gives up.
const PATIENCE: u32 = 10;

/// The solver to ask: `none` for none; without a name z3, if it is there.
///
/// # Errors
/// A solver was named that doesn't run.
pub fn find(named: Option<&str>) -> Outcome<Option<Solver>> {
    if named == Some("none") {
        return Ok(None);
    }
    let program = named.unwrap_or("z3").to_owned();
    let runs = Command::new(&program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    match (runs, named) {
        (Ok(status), _) if status.success() => Ok(Some(Solver { program })),
        (_, None) => Ok(None),
        (_, Some(name)) => Err(Fault::usage(message!(
            "求解器「{name}」不能运行：请安装它，或者写 --solver none",
            "the solver 「{name}」 does not run: install it, or write --solver none"
        ))),
    }
}

impl Solver {
    /// What it prints for a script; `None` if it can't be asked.
    pub fn answer(&mut self, script: &str) -> Option<String> {
        let mut child = Command::new(&self.program)
            .args(["-in", "-smt2", &format!("-T:{PATIENCE}")])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        child.stdin.take()?.write_all(script.as_bytes()).ok()?;
        let output = child.wait_with_output().ok()?;
        String::from_utf8(output.stdout).ok()
    }
}
