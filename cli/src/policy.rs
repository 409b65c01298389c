//! A policy ready to run: compiled from its folder, or loaded from a `.qcb` file.

use crate::diagnostics;
use crate::fault::{FAILED, Fault, Outcome};
use crate::folder::{self, Folder};
use crate::lang::{Message, both};
use crate::message;
use crate::screen::Screen;
use qingce_compiler::model::Model;
use qingce_compiler::{Compiled, compile};
use qingce_grammar::Severity;
use qingce_runtime::{Program, Verified};
use std::path::{Path, PathBuf};

/// A policy ready to run.
#[derive(Debug)]
pub struct Policy {
    /// The program.
    pub program: Verified,
    /// What it means; a built program doesn't carry it.
    pub model: Option<Model>,
    /// The folder or file that it comes from.
    pub path: PathBuf,
}

impl Policy {
    /// Compiles the folder `path`, or loads it if it is a `.qcb` file.
    ///
    /// # Errors
    /// A folder that can't be read, a policy with errors (they are shown on standard error), or a damaged program.
    pub fn load(path: &Path, screen: &Screen) -> Outcome<Self> {
        if path.extension().is_some_and(|extension| extension == "qcb") {
            return Ok(Self { program: load_file(path)?, model: None, path: path.to_owned() });
        }
        let folder = Folder::read(path)?;
        let Compiled { program, model, .. } = compiled(&folder, screen)?;
        Ok(Self { program: verified(program)?, model: Some(model), path: folder.path().to_owned() })
    }

    /// The folder of sample records that travels with the policy, if there is one.
    pub fn samples(&self) -> Option<PathBuf> {
        folder::samples(&self.path)
    }
}

/// The program and model of a folder; its errors are shown on standard error.
///
/// # Errors
/// A policy with errors.
pub fn compiled(folder: &Folder, screen: &Screen) -> Outcome<Compiled> {
    compile(&folder.text).map_err(|found| {
        let mut errors: Vec<_> = found.iter().filter(|d| d.severity == Severity::Error).collect();
        // A definition that several rules use is met several times.
        errors.dedup();
        let screen = Screen { colour: screen.error_colour, ..*screen };
        for diagnostic in &errors {
            eprint!("{}", diagnostics::draw(diagnostic, folder, &screen));
        }
        let (count, path) = (errors.len(), folder.path().display());
        Fault {
            message: Some(message!(
                "政策「{path}」有 {count} 处错误，不能运行；用 qingce check 逐一查看",
                "the policy 「{path}」 cannot run; errors found: {count}; see them with qingce check"
            )),
            status: FAILED,
        }
    })
}

/// A program that the compiler just made, checked like any other.
///
/// # Errors
/// A program that isn't safe to run, which would be a fault of the compiler.
pub fn verified(program: Program) -> Outcome<Verified> {
    Verified::new(program).map_err(|error| Fault::new(both(|language| error.message(language))))
}

fn load_file(path: &Path) -> Outcome<Verified> {
    let bytes = std::fs::read(path).map_err(|error| Fault::reading(path, &error))?;
    Program::from_bytes(&bytes).map_err(|error| {
        let said = both(|language| error.message(language));
        let path = path.display();
        Fault::new(Message::new(format!("「{path}」：{}", said.zh), format!("「{path}」: {}", said.en)))
    })
}
