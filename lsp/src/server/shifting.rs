//! What unsaved changes do, worked out beside everything else.

use super::convert;
use super::impact::Versions;
use super::workspace::Workspace;
use crate::queries::shift::Shift;
use qingce_compiler::PolicyText;
use qingce_files::folder::{Folder, has_head};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use tower_lsp::ls_types::Uri;

/// A shift that is worked out beside everything else; clones share it.
#[derive(Debug, Clone, Default)]
pub struct Shifting(Arc<Mutex<Stage>>);

#[derive(Debug, Default)]
enum Stage {
    #[default]
    NotAsked,
    Asked,
    Known(Shift),
}

impl Shifting {
    /// What is known by now.
    pub fn known(&self) -> Option<Shift> {
        match &*self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            Stage::Known(shift) => Some(shift.clone()),
            Stage::NotAsked | Stage::Asked => None,
        }
    }

    /// Whether nobody asked for it yet; from now on somebody did.
    pub fn ask(&self) -> bool {
        let mut stage = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let new = matches!(*stage, Stage::NotAsked);
        if new {
            *stage = Stage::Asked;
        }
        new
    }

    /// Notes that nothing was found: it can be asked for again.
    pub fn give_up(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Stage::NotAsked;
    }

    /// Notes what was found.
    pub fn settle(&self, shift: Shift) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Stage::Known(shift);
    }
}

impl Workspace {
    /// What the changes since the last saved version do, if that is known. Where it isn't it is worked out beside everything else,
    /// unless a newer edit comes, and the client is told to ask for lenses again.
    pub fn shift(&mut self, uri: &Uri) -> Option<Shift> {
        let (policy, _) = self.policies.of(&convert::path(uri))?;
        let shifting = policy.shift().clone();
        let known = shifting.known();
        if known.is_none() && has_head(policy.folder.path()) && shifting.ask() {
            let (folder, now) = (policy.folder.path().to_owned(), policy.folder.text.clone());
            self.work_out(shifting, folder, now);
        }
        known
    }

    fn work_out(&self, shifting: Shifting, folder: PathBuf, now: PolicyText) {
        let (revision, client, runtime) = (self.revision.clone(), self.client.clone(), self.runtime.clone());
        let (begun, refreshes) = (revision.now(), self.abilities.refreshes_lenses);
        std::thread::spawn(move || {
            let saved = Folder::read(&folder).map(|folder| folder.text);
            let versions = saved.map(|saved| Versions { folder, saved, now });
            let shift = versions.and_then(|versions| versions.shift(&|_| revision.now() == begun));
            // Samples that can't be read are told by whoever asks for the impact; a lens has nothing to say then.
            match shift.unwrap_or_else(|_| Some(Shift::default())) {
                Some(shift) => {
                    let news = !shift.standards.is_empty();
                    shifting.settle(shift);
                    if news && refreshes {
                        runtime.spawn(async move { client.code_lens_refresh().await });
                    }
                }
                None => shifting.give_up(),
            }
        });
    }
}
