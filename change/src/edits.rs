//! Edits made to a policy's texts.

use qingce_compiler::PolicyText;
use qingce_grammar::Edit;

/// The text with edits made that don't overlap, all given by their places in `text`.
pub(crate) fn applied<'e>(text: &PolicyText, edits: impl IntoIterator<Item = &'e Edit>) -> PolicyText {
    let mut edits: Vec<&Edit> = edits.into_iter().collect();
    // From the back, so that earlier places stay right.
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.place));
    let mut text = text.clone();
    for edit in edits {
        let files = text.layers.iter_mut().flat_map(|layer| &mut layer.files);
        let Some(file) = files.skip(edit.place.file.0).take(1).next() else { continue };
        let span = edit.place.span;
        if file.text.get(span.start..span.end).is_some() {
            file.text.replace_range(span.start..span.end, &edit.text);
        }
    }
    text
}
