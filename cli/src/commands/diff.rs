//! `qingce diff`: what differs in meaning between two policies.

use crate::args::{Diff, DiffFormat};
use crate::fault::{Fault, Outcome};
use crate::folder::Folder;
use crate::lang::spoken;
use crate::policy::compiled;
use crate::revision::Revision;
use crate::screen::Screen;
use crate::{message, whole};
use qingce_change::compare;
use std::io::Write;

/// Compares two folders, or two versions of one.
pub fn run(given: &Diff, screen: &Screen) -> Outcome<()> {
    let [old, new] = sides(given)?;
    let models = [&old, &new].map(|folder| compiled(folder, screen).map(|compiled| compiled.model));
    let [old, new] = models;
    let (old, new) = (old?, new?);
    let comparison = compare(&old, &new);
    let language = spoken(screen.language);
    let text = match given.format {
        DiffFormat::Text => comparison.text(language),
        DiffFormat::Json => {
            let data = serde_json::to_string_pretty(&comparison.data(language));
            data.map_err(|error| Fault::new(crate::lang::Message::new(error.to_string(), error.to_string())))?
                + "\n"
        }
        DiffFormat::Html => {
            let name = new.policy.as_ref().map(|policy| policy.name.clone()).unwrap_or_default();
            let title = crate::say!(screen.language, "{name}：前后对照", "{name}: before and after");
            comparison.html(language, &title)
        }
    };
    match &given.out {
        Some(path) => whole::write(path, text.as_bytes()),
        None => Ok(std::io::stdout().write_all(text.as_bytes())?),
    }
}

/// The two policies that are compared.
///
/// # Errors
/// Folders or revisions that can't be read.
pub fn sides(given: &Diff) -> Outcome<[Folder; 2]> {
    match (&given.git, &given.new) {
        (Some(revisions), _) => {
            let old = |revision: &str| Revision::read(&given.old, revision).map(|read| read.folder);
            match revisions.split_once("..") {
                Some((a, b)) => Ok([old(a)?, old(b)?]),
                None => Ok([old(revisions)?, Folder::read(&given.old)?]),
            }
        }
        (None, Some(new)) => Ok([Folder::read(&given.old)?, Folder::read(new)?]),
        (None, None) => Err(Fault::usage(message!(
            "请写明新的政策文件夹，或者 --git A..B",
            "name the new policy folder, or --git A..B"
        ))),
    }
}
