//! Whether the scenarios of the shipped policies notice small changes of the policies. `tests/unnoticed.txt` keeps those changes
//! that none notices yet; a new one there is a scenario that is missing (`UPDATE=1` rewrites it).

use qingce::folder::Folder;
use qingce_compiler::compile;
use qingce_compiler::mutate::{Trial, Verdict};
use std::path::Path;

fn unnoticed(policy: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../policies").join(policy);
    let Ok(read) = Folder::read(&folder) else { panic!("{policy} cannot be read") };
    let compiled = compile(&read.text).unwrap();
    let mut trial = Trial::new(&compiled.model, &read.text).unwrap();
    let (mut noticed, mut left) = (0, String::new());
    for mutation in trial.mutations() {
        match trial.verdict(&mutation) {
            Verdict::Noticed(_) => noticed += 1,
            Verdict::Unnoticed => {
                left.push_str(&format!("{policy}: {}: {}\n", mutation.within.zh, mutation.change.zh));
            }
            Verdict::Same => {}
            Verdict::Refused(faults) => panic!("{policy}: {}: {faults:?}", mutation.within.en),
        }
    }
    assert!(noticed > 0, "{policy}: nothing was noticed");
    left
}

#[test]
fn scenarios_of_the_shipped_policies_notice_every_change_but_those_kept() {
    let policies = ["amendment-2025", "haixi-supplement", "municipal-heat-grant", "qinghai-labour-brand"];
    let found: String = policies.into_iter().map(unnoticed).collect();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("unnoticed.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &found).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap();
    assert_eq!(found, kept, "UPDATE=1 rewrites {}", path.display());
}
