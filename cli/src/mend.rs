//! The mends that diagnostics carry, made in the files.

use crate::fault::Outcome;
use crate::folder::Folder;
use crate::whole;
use qingce_change::Mended;
use qingce_compiler::{Analysis, analyse};

/// Makes all mends in the policy's own files until there are none left, and writes the files that changed. Gives the last
/// analysis and how many mends were made.
///
/// # Errors
/// A file that can't be written.
pub fn mend(folder: &mut Folder) -> Outcome<(Analysis, usize)> {
    let analysis = analyse(&folder.text);
    let Mended { text, analysis, made } =
        qingce_change::mend(&folder.text, &analysis, folder.own..folder.programs);
    let before = std::mem::replace(folder, Folder { text, ..folder.clone() });
    for ((path, file), before) in folder.paths.iter().zip(folder.texts()).zip(before.texts()) {
        if file.text != before.text {
            whole::write(path, file.text.as_bytes())?;
        }
    }
    Ok((analysis, made))
}
