//! Everything in the documentation that can be run is run. `UPDATE=1` rewrites what is generated.

use qingce_compiler::scenario::run_scenarios;
use qingce_compiler::{Compiled, compile, page};
use qingce_grammar::{Code, Diagnostic, Fix, Severity};
use qingce_runtime::{Decision, MemoryLedger, Outcome, Record, Verified, read_json};
use qingce_tests::example::{Check, Example, Given, Kind, examples};
use qingce_tests::markdown::{Block, Table, blocks};
use qingce_tests::{outcome, words};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Held while a page is read, changed and written again, since tests run side by side.
static PAGES: Mutex<()> = Mutex::new(());

/// A page of `docs`, by its path there.
fn read(path: &str) -> String {
    let path = docs().join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs")
}

#[test]
fn the_chinese_reference_runs() {
    run("language.md");
}

#[test]
fn the_english_reference_runs() {
    run("language.en.md");
}

#[test]
fn both_references_have_the_same_parts() {
    let parts = |path| blocks(&read(path)).iter().map(shape).collect::<Vec<_>>();
    let (chinese, english) = (parts("language.md"), parts("language.en.md"));
    for (index, (zh, en)) in chinese.iter().zip(&english).enumerate() {
        assert_eq!(zh, en, "part {index}");
    }
    assert_eq!(chinese.len(), english.len());
}

/// What a block is, without its words.
fn shape(block: &Block) -> String {
    match block {
        Block::Heading(level, title) => {
            format!("heading {level} {}", title.chars().take_while(char::is_ascii_digit).collect::<String>())
        }
        Block::Fence(fence) if fence.info.first().is_some_and(|word| word == "json") => "json".into(),
        Block::Fence(fence) => fence.info.join(" "),
        Block::Table(table) => format!("table {} x {}", table.head.len(), table.rows.len()),
        Block::Mark(mark) => mark.text.split(' ').next().unwrap_or_default().into(),
    }
}

#[test]
fn the_word_lists_are_those_of_the_vocabulary() {
    for (path, english) in [("language.md", false), ("language.en.md", true)] {
        let _pages = PAGES.lock().unwrap_or_else(PoisonError::into_inner);
        let page = read(path);
        let mark = |text: &str| {
            blocks(&page).into_iter().find_map(|block| match block {
                Block::Mark(mark) if mark.text == text => Some(mark.range),
                _ => None,
            })
        };
        let (begin, end) =
            (mark("words begin").expect("a begin mark"), mark("words end").expect("an end mark"));
        let wanted = format!("{}{}{}", &page[..begin.end], words::list(english), &page[end.start..]);
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(docs().join(path), &wanted).expect("the page can be written");
        } else {
            assert!(page == wanted, "{path}: run the tests with UPDATE=1 to renew the word list");
        }
    }
}

#[test]
fn every_diagnostic_has_a_page_whose_examples_show_it() {
    let mut faults = Vec::new();
    for code in Code::all() {
        let text = page(*code);
        let first_lines = text.lines().take(3).collect::<Vec<_>>();
        if !first_lines[0].contains(" · ") || !first_lines[2].starts_with(&format!("`{code}` · ")) {
            faults.push(format!("{code}: the page's first lines are not its title and its code"));
        }
        let examples = examples(text);
        let kinds: Vec<Kind> = examples.iter().map(|example| example.kind).collect();
        if kinds != [Kind::Fails, Kind::Mended] {
            faults.push(format!("{code}: needs one failing and one mended example, has {kinds:?}"));
        }
        for example in &examples {
            faults.extend(page_faults(*code, first_lines[2], example));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

fn page_faults(code: Code, stated: &str, example: &Example) -> Vec<String> {
    let found = check(example);
    let unwanted: Vec<&Diagnostic> = match example.kind {
        Kind::Fails => found.iter().filter(|diagnostic| diagnostic.code != code).collect(),
        _ => found.iter().collect(),
    };
    let mut faults: Vec<String> =
        unwanted.iter().map(|d| format!("{code}: {:?}: {}", example.kind, told(d))).collect();
    if example.kind == Kind::Fails {
        match found.iter().find(|diagnostic| diagnostic.code == code) {
            None => faults.push(format!("{code}: the failing example does not show it")),
            Some(diagnostic) => {
                let severity = match diagnostic.severity {
                    Severity::Error => "错误 error",
                    Severity::Warning => "提醒 warning",
                };
                if !stated.ends_with(severity) {
                    faults.push(format!("{code}: the page says {stated}, and it is {severity}"));
                }
                if let Some(fix) = &diagnostic.fix {
                    let left = check(&mended(example, fix));
                    faults.extend(left.iter().map(|d| format!("{code}: after its fix: {}", told(d))));
                }
            }
        }
    }
    faults
}

/// The example after a diagnostic's fix.
fn mended(example: &Example, fix: &Fix) -> Example {
    let mut example = example.clone();
    let mut files: Vec<&mut String> = example
        .policy
        .layers
        .iter_mut()
        .flat_map(|layer| &mut layer.files)
        .map(|file| &mut file.text)
        .collect();
    let mut edits = fix.edits.clone();
    edits.sort_by_key(|edit| edit.place.span.start);
    for edit in edits.iter().rev() {
        files[edit.place.file.0].replace_range(edit.place.span.start..edit.place.span.end, &edit.text);
    }
    example
}

#[test]
fn every_page_is_of_a_code() {
    for entry in std::fs::read_dir(docs().join("diagnostics")).expect("the folder of pages") {
        let path = entry.expect("an entry").path();
        let name = path.file_stem().and_then(|name| name.to_str()).expect("a page's name");
        assert!(name.parse::<Code>().is_ok(), "{name} is no code");
    }
}

/// What the checker says of an example.
fn check(example: &Example) -> Vec<Diagnostic> {
    match compile(&example.policy) {
        Ok(compiled) => compiled.diagnostics,
        Err(diagnostics) => diagnostics,
    }
}

fn told(diagnostic: &Diagnostic) -> String {
    let span = diagnostic.labels.first().map(|label| label.place.span);
    format!("{} at {span:?}: {}", diagnostic.code, diagnostic.message.zh)
}

/// Runs all examples of a page.
fn run(path: &str) {
    let pages = PAGES.lock().unwrap_or_else(PoisonError::into_inner);
    let mut page = read(path);
    if std::env::var_os("UPDATE").is_some() {
        renew(&mut page);
        std::fs::write(docs().join(path), &page).expect("the page can be written");
    }
    drop(pages);
    let mut faults = Vec::new();
    for example in examples(&page) {
        let at = format!("{path}:{}", example.line);
        match compile(&example.policy) {
            Err(found) => faults.extend(found.iter().map(|d| format!("{at}: {}", told(d)))),
            Ok(compiled) => {
                let unwanted = compiled.diagnostics.iter().filter(|d| !tolerated(example.kind, d.code));
                faults.extend(unwanted.map(|d| format!("{at}: {}", told(d))));
                let program =
                    Verified::new(compiled.program.clone()).expect("a program that the loader takes");
                faults.extend(
                    scenario_faults(&compiled, &program).into_iter().map(|fault| format!("{at}: {fault}")),
                );
                let english = program.english;
                let faulty = example.checks.iter().flat_map(|check| decide(&program, check, english));
                faults.extend(faulty.map(|fault| format!("{path}: {fault}")));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

fn tolerated(kind: Kind, code: Code) -> bool {
    let unused = matches!(
        code,
        Code::UnusedStandard | Code::UnusedOption | Code::UnusedField | Code::UnusedDefinition
    );
    match kind {
        Kind::Unused => unused,
        Kind::Part => unused || code == Code::UncoveredSentence,
        Kind::Whole | Kind::Fails | Kind::Mended => false,
    }
}

fn scenario_faults(compiled: &Compiled, program: &Verified) -> Vec<String> {
    let mut faults = Vec::new();
    for result in run_scenarios(&compiled.model, program) {
        faults.extend(result.problem.iter().map(|problem| format!("{}: {}", result.name, problem.zh)));
        for check in result.checks.iter().filter(|check| !check.passed) {
            let (expected, got) = (&check.expected.zh, &check.got.zh);
            faults.push(format!("{}: {}: expected 「{expected}」, got 「{got}」", result.name, check.rule));
        }
    }
    faults
}

/// Decides the records of a check and tells where the page says otherwise, each fault with its line.
fn decide(program: &Verified, check: &Check, english: bool) -> Vec<String> {
    match &check.given {
        Given::Json { records, expected } => {
            let lines = lines_of(program, check, records, english);
            if lines == expected.text {
                Vec::new()
            } else {
                vec![format!("{}: decisions are\n{lines}", expected.line)]
            }
        }
        Given::Table { table, each } => {
            let rows = table.rows.iter();
            rows.flat_map(|row| row_faults(program, check, table, row, each.as_ref(), english)).collect()
        }
    }
}

/// One line a record and rule.
fn lines_of(program: &Verified, check: &Check, records: &str, english: bool) -> String {
    let ty = program.record_named(&check.record).unwrap_or_else(|| panic!("no record 「{}」", check.record));
    let json: Vec<serde_json::Value> = serde_json::from_str(records).expect("a JSON array of records");
    let mut ledger = MemoryLedger::new();
    let mut lines = String::new();
    for value in &json {
        let record = read_json(program, ty, value).unwrap_or_else(|errors| panic!("{errors:?}"));
        for decision in decided(program, &record, check, &mut ledger) {
            lines += &format!("{}\n", line_of(program, &record, &decision, english));
        }
    }
    lines
}

/// Writes the decisions as they are into the `text` fences, the last one first so that places stay right.
fn renew(page: &mut String) {
    for example in examples(page).iter().rev() {
        let Ok(compiled) = compile(&example.policy) else { continue };
        let program = Verified::new(compiled.program).expect("a program that the loader takes");
        for check in example.checks.iter().rev() {
            if let Given::Json { records, expected } = &check.given {
                let lines = lines_of(&program, check, records, program.english);
                page.replace_range(expected.range.clone(), &lines);
            }
        }
    }
}

fn row_faults(
    program: &Verified,
    check: &Check,
    table: &Table,
    (line, cells): &(usize, Vec<String>),
    each: Option<&(String, String)>,
    english: bool,
) -> Vec<String> {
    let ty = program.record_named(&check.record).expect("a record type");
    let slots = &program.record(ty).expect("a record type").slots;
    let mut data = serde_json::Map::new();
    let mut expected: Vec<(&str, &str)> =
        each.iter().map(|(rule, outcome)| (rule.as_str(), outcome.as_str())).collect();
    for (title, cell) in table.head.iter().zip(cells) {
        if slots.iter().any(|slot| slot.path == [title.as_str()]) {
            data.insert(title.clone(), cell.clone().into());
        } else if program.rule_named(title).is_some() {
            expected.push((title, cell));
        } else {
            assert!(
                ["说明", "note"].contains(&title.as_str()),
                "line {line}: 「{title}」 is neither field nor rule"
            );
        }
    }
    let record =
        read_json(program, ty, &data.into()).unwrap_or_else(|errors| panic!("line {line}: {errors:?}"));
    let decisions = decided(program, &record, check, &mut MemoryLedger::new());
    let mut faults = Vec::new();
    for (rule, wanted) in expected {
        let decision = decisions.iter().find(|decision| decision.rule == rule);
        let got = decision.map_or("not decided".into(), |decision| outcome::line(decision, english));
        let applies = decision.is_some_and(|decision| matches!(decision.outcome, Outcome::Applies { .. }));
        if got != wanted && !(applies && ["适用", "applies"].contains(&wanted)) {
            faults.push(format!("{line}: {rule}: expected 「{wanted}」, got 「{got}」"));
        }
    }
    faults
}

fn decided(program: &Verified, record: &Record, check: &Check, ledger: &mut MemoryLedger) -> Vec<Decision> {
    let mut machine = qingce_runtime::Machine::new(program);
    machine.decide(record, check.as_of, ledger).expect("a record that can be decided")
}

/// `A 交通补助：给予 100元`.
fn line_of(program: &Verified, record: &Record, decision: &Decision, english: bool) -> String {
    let slot = program.record(record.ty).and_then(|ty| ty.key).expect("a record type with a key");
    let qingce_runtime::Value::Text(key) = &record.values[slot.index()] else {
        panic!("a record without its key")
    };
    let colon = if english { ": " } else { "：" };
    format!("{key} {}{colon}{}", decision.rule, outcome::line(decision, english))
}
