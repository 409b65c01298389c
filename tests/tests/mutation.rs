//! The scenarios of the shipped policies notice every small change of the policies, or the change is told of by the check, or it is
//! proven that no scenario with a complete record can notice it. `QINGCE_CASES=all` puts what is proven to a longer trial.

use qingce::folder::Folder;
use qingce::sample::make::Maker;
use qingce_change::alike;
use qingce_compiler::model::{Expected, Model};
use qingce_compiler::mutate::{Mutation, Trial, Verdict};
use qingce_compiler::{PolicyText, compile, lower};
use qingce_runtime::{Decision, Machine, MemoryLedger, Outcome, Record, Verified};
use std::path::Path;

const POLICIES: [&str; 4] =
    ["amendment-2025", "haixi-supplement", "municipal-heat-grant", "qinghai-labour-brand"];

fn read(policy: &str) -> PolicyText {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../policies").join(policy);
    let Ok(read) = Folder::read(&folder) else { panic!("{policy} cannot be read") };
    read.text
}

#[test]
fn scenarios_of_the_shipped_policies_notice_every_change() {
    let all = std::env::var("QINGCE_CASES").is_ok_and(|cases| cases == "all");
    let (every, records) = if all { (1, 2_000) } else { (100, 20) };
    for policy in POLICIES {
        let text = read(policy);
        let model = compile(&text).unwrap().model;
        let mut trial = Trial::new(&model, &text).unwrap();
        let mutations = trial.mutations();
        let (mut noticed, mut warned, mut same) = (0, 0, 0);
        let (mut unnoticed, mut proven) = (String::new(), Vec::new());
        for mutation in &mutations {
            match trial.verdict(mutation) {
                Verdict::Noticed(scenario) => {
                    noticed += 1;
                    // What a scenario about a complete record shows to differ is never called alike.
                    if noticed % every == 0 && is_complete(&model, &scenario) {
                        assert!(!trial.is_alike(mutation), "{policy}: {}", told(mutation));
                    }
                }
                Verdict::Warned => warned += 1,
                Verdict::Alike => proven.push(mutation),
                Verdict::Same => same += 1,
                Verdict::Unnoticed => unnoticed.push_str(&format!("{}\n", told(mutation))),
                Verdict::Refused(faults) => panic!("{policy}: {}: {faults:?}", told(mutation)),
            }
        }
        println!(
            "{policy}: of {} changes {noticed} are noticed by scenarios and {warned} by the check; {} are proven to decide alike, {same} \
             make the same program",
            mutations.len(),
            proven.len()
        );
        assert!(unnoticed.is_empty(), "{policy}: no scenario notices\n{unnoticed}");
        assert!(noticed > 0, "{policy}: nothing was noticed");
        if policy == "qinghai-labour-brand" {
            let all = mutations.len();
            let alike = proven.len();
            for told in [
                format!(
                    "改动 {all} 处：察觉 {noticed}，由检查察觉 {warned}，已证明裁定相同 {alike}，不改变裁定 {same}"
                ),
                format!(
                    "{all} changes: {noticed} noticed, {warned} noticed by the check, {alike} proven to decide alike, {same} that \
                     change no decision"
                ),
            ] {
                assert!(include_str!("../../README.md").contains(&told), "the README should say: {told}");
            }
        }
        for mutation in proven {
            decides_as_before(&model, &text, mutation, records);
        }
    }
}

fn told(mutation: &Mutation) -> String {
    format!("{}: {}", mutation.within.zh, mutation.change.zh)
}

fn is_complete(model: &Model, scenario: &str) -> bool {
    let scenario = model.scenarios.iter().find(|one| one.name == scenario).unwrap();
    !scenario.expected.iter().any(|one| matches!(one.outcome, Expected::Undetermined(_)))
}

/// Random records: where both versions know what they need, they decide the same.
fn decides_as_before(model: &Model, text: &PolicyText, mutation: &Mutation, records: usize) {
    let (mut changed, mut mutation) = (model.clone(), mutation.clone());
    mutation.swap(&mut changed);
    let [old, new] = [model, &changed].map(|model| Verified::new(lower(model, text).unwrap()).unwrap());
    let (mut before, mut after) = (Machine::new(&old), Machine::new(&new));
    let mut compared = 0;
    for record in &old.records {
        let mut maker = Maker::new(&old, old.record_named(&record.name).unwrap(), 20_220_601);
        for _ in 0..records {
            let record = maker.make();
            let (a, b) = (decided(&mut before, &record), decided(&mut after, &record));
            for (a, b) in a.iter().zip(&b).filter(|(a, b)| is_known(a) && is_known(b)) {
                assert!(alike(&a.outcome, &b.outcome), "{}: {a:?} {b:?} of {record:?}", told(&mutation));
                compared += 1;
            }
        }
    }
    assert!(compared > 0, "{}: nothing could be compared", told(&mutation));
}

fn decided(machine: &mut Machine<'_>, record: &Record) -> Vec<Decision> {
    let day = chrono::NaiveDate::from_ymd_opt(2024, 12, 20);
    machine.decide(record, day, &mut MemoryLedger::default()).expect("a sampled record can be decided")
}

fn is_known(decision: &Decision) -> bool {
    !matches!(decision.outcome, Outcome::Undetermined { .. })
}
