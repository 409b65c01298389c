//! The mends that diagnostics carry, applied to texts.

use crate::fault::Outcome;
use crate::folder::Folder;
use crate::whole;
use qingce_compiler::{Analysis, analyse};
use qingce_grammar::Edit;

/// So often is a mended policy looked at again: mends can bring others to light, and two of them at one place wait for
/// one another.
const ROUNDS: usize = 8;

/// Applies all mends to the policy's own files until there are none left, and writes the files that changed. Gives the last
/// analysis and how many mends were made.
///
/// # Errors
/// A file that can't be written.
pub fn mend(folder: &mut Folder) -> Outcome<(Analysis, usize)> {
    let before: Vec<String> = folder.texts().map(|file| file.text.clone()).collect();
    let mut analysis = analyse(&folder.text);
    let mut made = 0;
    for _ in 0..ROUNDS {
        let count = apply(folder, &analysis);
        if count == 0 {
            break;
        }
        made += count;
        analysis = analyse(&folder.text);
    }
    for ((path, file), before) in folder.paths.iter().zip(folder.texts()).zip(&before) {
        if file.text != *before {
            whole::write(path, file.text.as_bytes())?;
        }
    }
    Ok((analysis, made))
}

/// Applies mends that don't touch one another, in the order of the diagnostics; gives how many.
fn apply(folder: &mut Folder, analysis: &Analysis) -> usize {
    let own = folder.own..folder.programs;
    let mut accepted: Vec<&Edit> = Vec::new();
    let mut count = 0;
    for fix in analysis.diagnostics.iter().filter_map(|diagnostic| diagnostic.fix.as_ref()) {
        let ours = fix.edits.iter().all(|edit| own.contains(&edit.place.file.0));
        let free = fix.edits.iter().all(|edit| accepted.iter().all(|other| !touch(edit, other)));
        if ours && free && !fix.edits.is_empty() {
            accepted.extend(&fix.edits);
            count += 1;
        }
    }
    // From the back, so that earlier places stay right.
    accepted.sort_by_key(|edit| std::cmp::Reverse(edit.place));
    for edit in accepted {
        let span = edit.place.span;
        if let Some(text) = folder.text_mut(edit.place.file.0)
            && text.get(span.start..span.end).is_some()
        {
            text.replace_range(span.start..span.end, &edit.text);
        }
    }
    count
}

/// Whether two edits overlap or meet; the same edit twice would be made twice.
fn touch(a: &Edit, b: &Edit) -> bool {
    let (x, y) = (a.place.span, b.place.span);
    a.place.file == b.place.file && x.start <= y.end && y.start <= x.end
}
