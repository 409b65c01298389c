//! The shipped policies: nothing to remark, every scenario as expected, nothing that no scenario reaches; and what one rule
//! compiles to (`UPDATE=1` rewrites it).

use qingce::folder::Folder;
use qingce_compiler::scenario::{run_scenarios, unreached};
use qingce_compiler::{Compiled, PolicyText, compile};
use qingce_runtime::{Program, Verified};
use std::path::{Path, PathBuf};

fn shipped() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../policies")
}

/// Every policy folder, in the order of names.
fn folders() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(shipped()).unwrap();
    let mut folders: Vec<PathBuf> =
        entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

fn text(folder: &Path) -> PolicyText {
    match Folder::read(folder) {
        Ok(read) => read.text,
        Err(_) => panic!("{} cannot be read", folder.display()),
    }
}

fn compiled(folder: &Path) -> Compiled {
    let compiled = compile(&text(folder));
    compiled.unwrap_or_else(|faults| panic!("{}: {}", folder.display(), faults[0].message.en))
}

#[test]
fn every_shipped_policy_is_clean_and_decides_as_its_scenarios_say() {
    let mut all = 0;
    for folder in folders() {
        let compiled = compiled(&folder);
        let remarks: Vec<&str> = compiled.diagnostics.iter().map(|one| one.message.en.as_str()).collect();
        assert!(remarks.is_empty(), "{}: {remarks:#?}", folder.display());
        let program = Verified::new(compiled.program).unwrap();
        let results = run_scenarios(&compiled.model, &program);
        for result in &results {
            assert!(result.passed(), "{}: {}: {result:#?}", folder.display(), result.name);
        }
        let left = unreached(&compiled.model, &program, &results);
        let left: Vec<&str> = left.iter().map(|one| one.what.en.as_str()).collect();
        let checks: usize = results.iter().map(|result| result.checks.len()).sum();
        println!(
            "{}: {} scenarios, {checks} expectations, unreached: {left:?}",
            folder.display(),
            results.len()
        );
        all += results.len();
    }
    assert!(all > 200, "only {all} scenarios");
}

/// The part of a listing that belongs to one rule: from the line that names it to the next blank line.
fn of_rule(listing: &str, rule: &str) -> String {
    let lines = listing.lines().skip_while(|line| !(line.starts_with("rule ") && line.contains(rule)));
    lines.take_while(|line| !line.is_empty()).map(|line| format!("{line}\n")).collect()
}

#[test]
fn one_rule_compiles_to_the_listing_kept() {
    let program: Program = compiled(&shipped().join("qinghai-labour-brand")).program;
    let listing = of_rule(&program.listing(), "组织采摘枸杞补贴");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("listings/组织采摘枸杞补贴.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &listing).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap();
    assert_eq!(listing, kept, "UPDATE=1 rewrites {}", path.display());
}
