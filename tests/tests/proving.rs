//! Guarantees: those of the shipped policies are proven, planted faults are found, and nothing is called proven that isn't so.

use qingce::folder::Folder;
use qingce_compiler::model::{Data, Guarantee, Model, Property};
use qingce_compiler::mutate::{Kind, Trial};
use qingce_compiler::prove::{Verdict, broken_by, prove};
use qingce_compiler::reference;
use qingce_compiler::scenario::record_of;
use qingce_compiler::{Compiled, PolicyText, compile};
use qingce_runtime::{Machine, MemoryLedger, Verified};
use std::path::Path;
use std::process::{Command, Stdio};

fn read(folder: &str) -> PolicyText {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let Ok(read) = Folder::read(&folder) else { panic!("{} cannot be read", folder.display()) };
    read.text
}

fn word(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Proven { .. } => "已证明",
        Verdict::Refuted(_) => "不成立",
        Verdict::Open(_) => "未能证明",
    }
}

/// The line before a guarantee's header.
fn expected<'t>(text: &'t PolicyText, guarantee: &Guarantee) -> &'t str {
    let file = text.layers.iter().flat_map(|layer| &layer.files).nth(guarantee.place.file.0).unwrap();
    let before = &file.text[..guarantee.place.span.start];
    before.lines().rev().nth(1).unwrap().trim_start_matches("# ")
}

#[test]
fn the_guarantees_of_the_shipped_policies_hold_without_a_solver() {
    for policy in ["qinghai-labour-brand", "haixi-supplement", "amendment-2025", "municipal-heat-grant"] {
        let text = read(&format!("../policies/{policy}"));
        let model = compile(&text).unwrap().model;
        assert!(!model.guarantees.is_empty(), "{policy} states no guarantee");
        for guarantee in &model.guarantees {
            let verdict = prove(&model, &text, guarantee, None);
            assert_eq!(verdict, Verdict::Proven { by_solver: false }, "{policy}: {}", guarantee.name);
        }
    }
}

#[test]
fn planted_faults_are_shown_by_a_record_and_nothing_correct_is_refused() {
    let text = read("proving");
    let Compiled { model, program, .. } = compile(&text).unwrap();
    let program = Verified::new(program).unwrap();
    let mut faults = Vec::new();
    for guarantee in &model.guarantees {
        let verdict = prove(&model, &text, guarantee, None);
        if word(&verdict) != expected(&text, guarantee) {
            faults.push(format!("{}: {}", guarantee.name, word(&verdict)));
        }
        if let Verdict::Refuted(found) = &verdict {
            // The machine has decided it; the slow evaluator must say the same of the record.
            let date = found.reference_date;
            let record = record_of(&model, found.subject, &found.record);
            let decided =
                Machine::new(&program).decide(&record, Some(date), &mut MemoryLedger::new()).unwrap();
            let mut ledger = MemoryLedger::new();
            let judged =
                reference::decide(&model, found.subject, &found.record, Some(date), &mut ledger).unwrap();
            assert!(judged.iter().zip(&decided).all(|(judged, decided)| judged.agrees(decided)));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_solver_proves_what_needs_multiplying() {
    let installed = Command::new("z3").arg("--version").stdout(Stdio::null()).status();
    if !installed.is_ok_and(|status| status.success()) {
        assert!(std::env::var_os("QINGCE_REQUIRE_REAL").is_none(), "z3 is not installed");
        println!("skipped: z3 is not installed");
        return;
    }
    let text = read("proving");
    let model = compile(&text).unwrap().model;
    let mut solver = qingce::solver::find(Some("z3")).unwrap_or_else(|_| panic!("z3 runs")).unwrap();
    for guarantee in &model.guarantees {
        let verdict = prove(&model, &text, guarantee, Some(&mut |script: &str| solver.answer(script)));
        match expected(&text, guarantee) {
            "未能证明" => assert_eq!(verdict, Verdict::Proven { by_solver: true }, "{}", guarantee.name),
            known => assert_eq!(word(&verdict), known, "{}", guarantee.name),
        }
    }
}

/// Of policies that were changed a little, what is proven is broken by no record of any scenario. By default some changes are
/// looked at; `QINGCE_CASES=all` looks at all.
#[test]
fn what_is_proven_is_broken_by_no_known_record() {
    let every = std::env::var("QINGCE_CASES").is_ok_and(|cases| cases == "all");
    let (mut proven, mut refuted, mut tried) = (0, 0, 0);
    for policy in ["qinghai-labour-brand", "municipal-heat-grant"] {
        let text = read(&format!("../policies/{policy}"));
        let mut model = compile(&text).unwrap().model;
        let mutations = Trial::new(&model, &text).unwrap().mutations();
        let amounts = mutations.into_iter().filter(|one| every || one.kind == Kind::Standard);
        for mut mutation in amounts.step_by(if every { 1 } else { 3 }) {
            mutation.swap(&mut model);
            for guarantee in &model.guarantees {
                match prove(&model, &text, guarantee, None) {
                    Verdict::Proven { .. } => {
                        proven += 1;
                        let records = if every { usize::MAX } else { 2 };
                        tried += unbroken(&model, &text, guarantee, records, &mutation.change.zh);
                    }
                    Verdict::Refuted(_) => refuted += 1,
                    Verdict::Open(_) => {}
                }
            }
            mutation.swap(&mut model);
        }
    }
    println!("{proven} proven, {refuted} refuted, {tried} records tried");
    assert!(proven > 0 && refuted > 0 && tried > 0);
}

/// How many records of scenarios were tried.
fn unbroken(model: &Model, text: &PolicyText, guarantee: &Guarantee, most: usize, change: &str) -> usize {
    if !matches!(guarantee.property, Some(Property::Always(_))) {
        return 0;
    }
    let records: Vec<(&Data, _)> = model
        .scenarios
        .iter()
        .filter(|scenario| scenario.subject == guarantee.subject)
        .filter_map(|scenario| Some((&scenario.record, own_date(model, scenario)?)))
        .take(most)
        .collect();
    for (record, date) in &records {
        let broken = broken_by(model, text, guarantee, record, *date) == Some(true);
        assert!(!broken, "{change}: {} is proven and broken by {record:?}", guarantee.name);
    }
    records.len()
}

fn own_date(model: &Model, scenario: &qingce_compiler::model::Scenario) -> Option<chrono::NaiveDate> {
    use qingce_compiler::model::{Datum, FieldId};
    let fields = &model.records[scenario.subject.0].fields;
    let own = fields.iter().position(|field| field.reference_date).map(FieldId);
    match own.and_then(|field| scenario.record.values.get(&field)) {
        Some(Datum::Date(date)) => Some(*date),
        _ => scenario.reference_date,
    }
}
