//! The mends that diagnostics carry, made until there are none left.

use crate::edits::applied;
use qingce_compiler::{Analysis, PolicyText, analyse};
use qingce_grammar::Edit;
use std::ops::Range;

/// So often is a mended policy looked at again: mends can bring others to light, and two of them at one place wait for
/// one another.
const ROUNDS: usize = 8;

/// A mended policy.
#[derive(Debug, Clone)]
pub struct Mended {
    /// Its texts.
    pub text: PolicyText,
    /// What the analysis says of them.
    pub analysis: Analysis,
    /// How many mends were made.
    pub made: usize,
}

/// Makes the mends of all diagnostics in some files (by [`qingce_grammar::FileId`]) until there are none left. `analysis` is that
/// of `text`.
pub fn mend(text: &PolicyText, analysis: &Analysis, files: Range<usize>) -> Mended {
    let mut mended = Mended { text: text.clone(), analysis: analysis.clone(), made: 0 };
    for _ in 0..ROUNDS {
        let (edits, made) = apart(&mended.analysis, &files);
        if made == 0 {
            break;
        }
        let text = applied(&mended.text, edits);
        mended = Mended { analysis: analyse(&text), text, made: mended.made + made };
    }
    mended
}

/// The edits of mends that don't touch one another, in the order of the diagnostics, and how many mends these are.
fn apart<'a>(analysis: &'a Analysis, files: &Range<usize>) -> (Vec<&'a Edit>, usize) {
    let mut accepted: Vec<&Edit> = Vec::new();
    let mut count = 0;
    for fix in analysis.diagnostics.iter().filter_map(|diagnostic| diagnostic.fix.as_ref()) {
        let ours = fix.edits.iter().all(|edit| files.contains(&edit.place.file.0));
        let free = fix.edits.iter().all(|edit| accepted.iter().all(|other| !touch(edit, other)));
        if ours && free && !fix.edits.is_empty() {
            accepted.extend(&fix.edits);
            count += 1;
        }
    }
    (accepted, count)
}

/// Whether two edits overlap or meet; the same edit twice would be made twice.
fn touch(a: &Edit, b: &Edit) -> bool {
    let (x, y) = (a.place.span, b.place.span);
    a.place.file == b.place.file && x.start <= y.end && y.start <= x.end
}
