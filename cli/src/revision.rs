//! A policy folder as it was in a revision of its git repository.

use crate::fault::{Fault, Outcome};
use crate::folder::Folder;
use crate::lang::Message;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A folder brought back from a revision; it lasts as long as this.
#[derive(Debug)]
pub struct Revision {
    /// The policy as it was.
    pub folder: Folder,
    _place: TempDir,
}

impl Revision {
    /// Reads `folder`, and what it builds on, as they were in `revision`.
    ///
    /// # Errors
    /// No git, no repository, no such revision, or a folder that wasn't there.
    pub fn read(folder: &Path, revision: &str) -> Outcome<Self> {
        let top = PathBuf::from(git(folder, &["rev-parse", "--show-toplevel"])?);
        let prefix = git(folder, &["rev-parse", "--show-prefix"])?;
        let place = tempfile::tempdir().map_err(|error| Fault::writing(Path::new("."), &error))?;
        let archive = place.path().join("revision.tar");
        let out = archive.display().to_string();
        git(&top, &["archive", "--format=tar", "--output", &out, "--end-of-options", revision])?;
        let unpacked = Command::new("tar").arg("-xf").arg(&archive).arg("-C").arg(place.path()).status();
        if !unpacked.is_ok_and(|status| status.success()) {
            return Err(Fault::new(Message::new(
                format!("版本 {revision} 的文件取不出来（需要 tar）"),
                format!("the files of revision {revision} can't be unpacked (tar is needed)"),
            )));
        }
        Ok(Self { folder: Folder::read(&place.path().join(prefix))?, _place: place })
    }
}

/// What git prints, without the end of its line.
fn git(folder: &Path, arguments: &[&str]) -> Outcome<String> {
    let run = Command::new("git").arg("-C").arg(folder).args(arguments).stdin(Stdio::null()).output();
    let said = |text: &str| {
        Fault::new(Message::new(format!("git：{}", text.trim()), format!("git: {}", text.trim())))
    };
    match run {
        Ok(output) if output.status.success() => {
            Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
        }
        Ok(output) => Err(said(&String::from_utf8_lossy(&output.stderr))),
        Err(error) => Err(said(&error.to_string())),
    }
}
