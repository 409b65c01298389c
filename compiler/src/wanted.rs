//! What must be read besides a folder's own files.

use crate::input::{SourceFile, Wanted};
use qingce_grammar::{FileId, parse, tree};

/// Reads just enough of a folder's files to tell the folder that the policy builds on and its source file. Without a head
/// that could be read there is nothing to want; the analysis says what is wrong.
pub fn head(files: &[SourceFile]) -> Wanted {
    let mut files = files.iter().enumerate();
    let found = files.find_map(|(at, file)| head_of(&file.text, at));
    found.unwrap_or(Wanted { base: None, source: None })
}

fn head_of(text: &str, at: usize) -> Option<Wanted> {
    parse(text, FileId(at)).tree.items.into_iter().find_map(|item| match item.decl {
        Some(tree::Decl::Policy(policy)) => Some(Wanted {
            base: policy.base.map(|(building, folder)| (building, folder.text)),
            source: policy.source.map(|name| name.text),
        }),
        _ => None,
    })
}
