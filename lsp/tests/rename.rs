//! Renaming in the shipped policies: any name to a word that nobody uses, and everything but the name stays as it was.

#![allow(clippy::disallowed_methods, reason = "tests read files")]

use qingce_compiler::scenario::run_scenarios;
use qingce_compiler::{PolicyText, analyse, compile};
use qingce_files::folder::Folder;
use qingce_lsp::queries::rename::{Known, Places, renamed};
use qingce_runtime::verify::Verified;
use std::path::Path;

/// So many names of each policy are renamed, spread over all; `RENAMES` sets another number.
const RENAMES: usize = 2;

#[test]
fn a_renamed_policy_decides_the_same() {
    let (mut done, mut refused) = (0, 0);
    for policy in ["qinghai-labour-brand", "haixi-supplement", "amendment-2025", "municipal-heat-grant"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../policies").join(policy);
        let folder = Folder::read(&folder).unwrap();
        let known = Known { paths: folder.paths[..folder.programs].to_vec(), text: folder.text };
        let (renamed, not) = rename_some(&known);
        (done, refused) = (done + renamed, refused + not);
    }
    assert!(done > refused, "most names can be renamed: {done} were, {refused} were refused");
}

/// How many names were renamed, and how many refused.
fn rename_some(known: &Known) -> (usize, usize) {
    let count = std::env::var("RENAMES").map_or(RENAMES, |count| count.parse().unwrap());
    let before = analyse(&known.text);
    let old = told(&known.text);
    let names: Vec<_> = before.index.entries.iter().filter(|entry| entry.definition).collect();
    let files: Vec<&str> =
        known.text.layers.iter().flat_map(|layer| &layer.files).map(|file| file.text.as_str()).collect();
    let (mut done, mut refused) = (0, 0);
    for at in 0..count {
        let entry = names[(at * names.len() / count + at) % names.len()];
        let name = &files[entry.place.file.0][entry.place.span.start..entry.place.span.end];
        let fresh =
            if name.is_ascii() { "quite-unused-name".to_owned() } else { "无人用过之名".to_owned() };
        let path = &known.paths[entry.place.file.0];
        let Ok(places) = renamed(std::slice::from_ref(known), path, entry.place.span, &fresh) else {
            // Units and departments stand in the official texts under their names.
            refused += 1;
            continue;
        };
        let text = with(known, &places, &fresh);
        let after = analyse(&text);
        assert_eq!(after.diagnostics.len(), before.diagnostics.len(), "{name}");
        assert_eq!(told(&text).replace(&fresh, name), old.replace(&fresh, name), "{name}");
        done += 1;
    }
    (done, refused)
}

/// The texts with the new name.
fn with(known: &Known, places: &Places, name: &str) -> PolicyText {
    let mut text = known.text.clone();
    for (file, path) in text.layers.iter_mut().flat_map(|layer| layer.files.iter_mut()).zip(&known.paths) {
        for span in places.get(path).into_iter().flatten().rev() {
            file.text.replace_range(span.start..span.end, name);
        }
    }
    text
}

/// The program, and what it decides of the policy's own scenarios, in words.
fn told(text: &PolicyText) -> String {
    let compiled = compile(text).unwrap();
    let program = Verified::new(compiled.program).unwrap();
    let mut told = program.listing();
    for result in run_scenarios(&compiled.model, &program) {
        told.push_str(&format!("{} {:?}\n", result.name, result.reference_date));
        for check in result.checks {
            told.push_str(&format!("  {} {} {}\n", check.rule, check.passed, check.got.zh));
        }
    }
    told
}
