//! The policies of the workspace: each folder with a policy head, what it builds on, and what the analysis says of it.

use super::documents::Documents;
use super::results::Results;
use super::shifting::Shifting;
use crate::queries::ran::Ran;
use qingce_compiler::{Analysis, Session};
use qingce_files::fault::Fault;
use qingce_files::folder::{Folder, declares_policy, has_head, home_of};
use qingce_grammar::FileId;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Folders of this depth under a folder of the workspace are looked into.
const DEPTH: usize = 6;

/// One policy with its texts as they are in the editor.
#[derive(Debug)]
pub struct Policy {
    /// Its folder, texts and paths.
    pub folder: Folder,
    /// What is known of these texts; `None` until somebody asks.
    analysis: Option<Analysis>,
    /// The analyses so far, which make the next one quick.
    session: Session,
    /// What else follows from them.
    results: Results,
}

impl Policy {
    fn new(folder: Folder) -> Self {
        Self { folder, analysis: None, session: Session::default(), results: Results::default() }
    }

    /// Takes over texts that were read again.
    fn take(&mut self, folder: Folder) {
        self.folder = folder;
        self.forget();
    }

    /// The file of this path, if it is a `.ce` file of the policy or of what it builds on.
    pub fn file(&self, path: &Path) -> Option<FileId> {
        let programs = self.folder.paths.get(..self.folder.programs)?;
        programs.iter().position(|own| own == path).map(FileId)
    }

    /// The analysis of its texts as they are now.
    pub fn analysis(&mut self) -> (&Folder, &Analysis) {
        let analysis = self.analysis.get_or_insert_with(|| self.session.analyse(&self.folder.text));
        (&self.folder, analysis)
    }

    /// The same, with the program and how the scenarios come out under it; `None`: faults keep the policy from running.
    pub fn ran(&mut self) -> (&Folder, &Analysis, Option<&Ran>) {
        let analysis = self.analysis.get_or_insert_with(|| self.session.analyse(&self.folder.text));
        let ran = self.results.ran.get_or_insert_with(|| Ran::of(&self.folder.text, analysis));
        (&self.folder, analysis, ran.as_ref())
    }

    /// What the changes since the last saved version do.
    pub fn shift(&self) -> &Shifting {
        &self.results.shift
    }

    /// A text changed: nothing that was known holds. To free all of it takes as long as a tenth of an analysis, which nobody who
    /// types should wait for.
    fn forget(&mut self) {
        let known = (self.analysis.take(), std::mem::take(&mut self.results));
        if known.0.is_some() {
            std::thread::spawn(move || drop(known));
        }
    }

    /// A text was saved.
    pub fn saved(&mut self) {
        self.results.shift = Shifting::default();
    }

    /// The files of the policy itself, without those of what it builds on.
    pub fn own(&self) -> impl Iterator<Item = FileId> + use<> {
        (self.folder.own..self.folder.programs).map(FileId)
    }
}

/// All policies, by their folders.
#[derive(Debug, Default)]
pub struct Policies {
    known: BTreeMap<PathBuf, Policy>,
    /// Folders that can't be read, with why.
    pub faults: BTreeMap<PathBuf, Fault>,
}

impl Policies {
    /// Finds the policies under a folder of the workspace.
    pub fn discover(&mut self, folder: &Path, documents: &Documents) {
        let mut found = Vec::new();
        heads(folder, DEPTH, &mut found);
        for folder in found {
            self.read(&folder, documents);
        }
    }

    /// Reads, or reads again, the policy that a path belongs to.
    pub fn read(&mut self, path: &Path, documents: &Documents) {
        let unsaved = |path: &Path| documents.get(path).map(|document| document.text.clone());
        let Ok(home) = home_of(path) else {
            return self.alone(path, documents);
        };
        match Folder::read_with(path, &unsaved) {
            Ok(folder) => {
                self.faults.remove(&home);
                // What was by itself while it wasn't saved.
                self.known.retain(|path, _| *path == home || !folder.paths.contains(path));
                match self.known.get_mut(&home) {
                    Some(known) => known.take(folder),
                    None => {
                        self.known.insert(home, Policy::new(folder));
                    }
                }
            }
            Err(fault) => {
                self.known.remove(&home);
                self.faults.insert(home, fault);
            }
        }
    }

    /// A text that lies in no folder is a policy by itself, but not one that is known to be something else.
    fn alone(&mut self, path: &Path, documents: &Documents) {
        if path.extension().is_some_and(|extension| extension != "ce") {
            return;
        }
        let Some(document) = documents.get(path) else { return };
        self.known.insert(path.to_owned(), Policy::new(Folder::alone(path, document.text.clone())));
    }

    /// Every policy that holds a file, with the file; the one whose own it is first.
    pub fn holding(&mut self, path: &Path) -> Vec<(&mut Policy, FileId)> {
        let mut found: Vec<(&mut Policy, FileId)> = self
            .known
            .values_mut()
            .filter_map(|policy| policy.file(path).map(|file| (policy, file)))
            .collect();
        found.sort_by_key(|(policy, file)| file.0 < policy.folder.own);
        found
    }

    /// The policy that holds a file or lies in a folder, with the file (for a folder, the policy's first own one).
    pub fn of(&mut self, path: &Path) -> Option<(&mut Policy, FileId)> {
        if self.known.contains_key(path)
            && self.known.get(path).is_some_and(|policy| policy.file(path).is_none())
        {
            return self.known.get_mut(path).map(|policy| {
                let file = FileId(policy.folder.own);
                (policy, file)
            });
        }
        self.holding(path).into_iter().next()
    }

    /// All policies.
    pub fn all(&mut self) -> impl Iterator<Item = &mut Policy> {
        self.known.values_mut()
    }

    /// Takes over a changed text. Only a head says what else must be read.
    pub fn change(&mut self, path: &Path, documents: &Documents) {
        let Some(document) = documents.get(path) else { return };
        let mut again = Vec::new();
        let mut held = false;
        for (policy, file) in self.holding(path) {
            held = true;
            let Some(text) = policy.folder.text_mut(file.0) else { continue };
            let head = declares_policy(text) || declares_policy(&document.text);
            text.clone_from(&document.text);
            policy.forget();
            if head {
                again.push(policy.folder.path().to_owned());
            }
        }
        for folder in again {
            self.read(&folder, documents);
        }
        let source = self.known.values().any(|policy| policy.folder.paths.iter().any(|own| own == path));
        match (held, source) {
            (true, _) => {}
            // An official text.
            (false, true) => self.refresh(path, documents),
            (false, false) => self.read(path, documents),
        }
    }

    /// Reads every policy again that has files in this folder or builds on it: files came, went or changed on the disk.
    pub fn refresh(&mut self, path: &Path, documents: &Documents) {
        let found = home_of(path).ok();
        let home = found.clone().unwrap_or_else(|| path.to_owned());
        let records = path.extension().is_none_or(|extension| extension != "ce");
        let concerned = |folder: &Folder| {
            records && path.starts_with(folder.path())
                || folder.text.layers.iter().any(|layer| Path::new(&layer.folder) == home)
                || folder.paths.iter().any(|own| own == path)
        };
        let mut again: Vec<PathBuf> = self
            .known
            .iter()
            .filter(|(_, policy)| concerned(&policy.folder))
            .map(|(folder, _)| folder.clone())
            .collect();
        again.extend(found);
        again.sort();
        again.dedup();
        for folder in again {
            self.read(&folder, documents);
        }
    }
}

/// The folders with a policy head in and under `folder`.
fn heads(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) {
    if has_head(folder) {
        found.push(folder.to_owned());
    }
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let hidden = name
            .to_str()
            .is_none_or(|name| name.starts_with('.') || ["target", "node_modules"].contains(&name));
        let folder = entry.file_type().is_ok_and(|ty| ty.is_dir());
        if folder && !hidden && depth > 0 {
            heads(&entry.path(), depth - 1, found);
        }
    }
}
