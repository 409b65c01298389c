//! One random policy and its records: the program, plainly and traced, against the slow evaluator.

use super::data::{Filling, day, record};
use super::policy::RandomPolicy;
use super::rng::Rng;
use super::vocabulary::{DAYS, TEXTS};
use chrono::NaiveDate;
use qingce_compiler::model::{Data, Model, RecordId};
use qingce_compiler::reference::{self, Judgement, Refused};
use qingce_compiler::scenario::record_of;
use qingce_compiler::{analyse, lower};
use qingce_grammar::{Code, Severity};
use qingce_runtime::verify::Verified;
use qingce_runtime::{Ask, Decision, Failure, Grant, Ledger, Machine, MemoryLedger, Outcome, Program};
use rust_decimal::Decimal;

/// Records a policy.
const RECORDS: usize = 4;

/// How often what happened.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Policies compared.
    pub policies: usize,
    /// Policies that the compiler refused: wholly outside of what it can carry.
    pub refused: usize,
    /// Records compared.
    pub records: usize,
    /// Records given up because a number outgrew the slow evaluator (28 digits) or the machine (38).
    pub too_big: usize,
    /// Decisions compared, by outcome: applies, not, undetermined, not in force, granted before, failed.
    pub outcomes: [usize; 6],
}

/// A difference, as text for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference(pub String);

/// Faults that a random policy may have and still be run: it means what it says all the same.
fn harmless(code: Code) -> bool {
    matches!(
        code,
        Code::AlwaysTrue
            | Code::AlwaysFalse
            | Code::CasesOverlap
            | Code::CasesIncomplete
            | Code::NumberNotInCitation
            | Code::GapInDates
            | Code::UncoveredSentence
            | Code::NoCitation
            | Code::CombinationNotStated
            | Code::CombinationContradicts
    )
}

/// Makes a program of a policy; `Ok(None)` if a number in it cannot be carried unrounded.
pub fn compiled(policy: &RandomPolicy) -> Result<Option<(Model, Verified)>, Difference> {
    let source = policy.source();
    let analysis = analyse(&source);
    let wrong =
        analysis.diagnostics.iter().find(|one| one.severity == Severity::Error && !harmless(one.code));
    if let Some(wrong) = wrong {
        let place = wrong.labels[0].place;
        let at = policy.text().get(place.span.start..place.span.end).unwrap_or_default().to_owned();
        return Err(Difference(format!("refused: {} {}: {at}", wrong.code, wrong.message.zh)));
    }
    let program = match lower(&analysis.model, &source) {
        Ok(program) => program,
        Err(faults) if faults.iter().all(|fault| matches!(fault.code, Code::NotRounded | Code::TooLarge)) => {
            return Ok(None);
        }
        Err(faults) => return Err(Difference(format!("not lowered: {faults:?}"))),
    };
    let bytes = program.to_bytes();
    let loaded = Program::from_bytes(&bytes).map_err(|error| Difference(format!("not loaded: {error}")))?;
    if *loaded != program {
        return Err(Difference("the program changed in its file".to_owned()));
    }
    Ok(Some((std::sync::Arc::unwrap_or_clone(analysis.model), loaded)))
}

/// Compares one policy on a few records.
pub fn compare(seed: u64, policy: &RandomPolicy, tally: &mut Tally) -> Result<(), Difference> {
    let Some((model, program)) = compiled(policy)? else {
        tally.refused += 1;
        return Ok(());
    };
    tally.policies += 1;
    let subject = RecordId(model.records.iter().position(|record| record.name == "申请人").unwrap());
    let mut rng = Rng::new(!seed);
    let mut machine = Machine::new(&program);
    for _ in 0..RECORDS {
        let filling = Filling { missing: *rng.one(&[0, 3, 10, 30, 60]), members: rng.between(0, 4) };
        let data = record(&mut rng, &model, subject, filling);
        let as_of = rng.percent(60).then(|| day(&mut rng, &DAYS[3..]));
        let granted = grants(&mut rng, &model);
        one(&model, &program, &mut machine, (&data, subject), as_of, &granted, tally)?;
    }
    Ok(())
}

/// Some earlier grants.
fn grants(rng: &mut Rng, model: &Model) -> MemoryLedger {
    let mut ledger = MemoryLedger::new();
    for rule in &model.rules {
        for key in TEXTS {
            if rng.percent(15) {
                let (key, rule) = ((*key).to_owned(), rule.name.clone());
                ledger.enter(Grant {
                    key,
                    rule,
                    date: NaiveDate::from_ymd_opt(2022, 3, 1).unwrap(),
                    amount: rng.percent(50).then(|| Decimal::from(rng.between(0, 800))),
                });
            }
        }
    }
    ledger
}

fn one(
    model: &Model,
    program: &Verified,
    machine: &mut Machine<'_>,
    (data, subject): (&Data, RecordId),
    as_of: Option<NaiveDate>,
    granted: &MemoryLedger,
    tally: &mut Tally,
) -> Result<(), Difference> {
    let mut slow_ledger = granted.clone();
    let judgements = match reference::decide(model, subject, data, as_of, &mut slow_ledger) {
        Ok(judgements) => judgements,
        Err(Refused::TooBig) => {
            tally.too_big += 1;
            return Ok(());
        }
        Err(Refused::NoReferenceDate) => return Err(Difference("no reference date".to_owned())),
    };
    let record = record_of(model, subject, data);
    let told = machine.explain(&record, as_of, granted, Ask::default());
    let told = told.map_err(|error| Difference(format!("not explained: {error}")))?;
    let mut ledger = granted.clone();
    let decided = machine.decide(&record, as_of, &mut ledger);
    let decided = decided.map_err(|error| Difference(format!("not decided: {error}")))?;
    let about = |what: String| Difference(format!("{what}\nas of {as_of:?}\nrecord {record:?}"));
    if told.iter().map(|told| &told.decision).ne(&decided) {
        return Err(about(format!("traced: {told:#?}\nplain: {decided:#?}")));
    }
    if decided.len() != judgements.len() || decided.len() != program.rules.len() {
        return Err(about(format!("{} decisions, {} judgements", decided.len(), judgements.len())));
    }
    // Quotients of quotients may outgrow even 38 digits on the way; that is an error told and never a wrong number.
    if decided.iter().any(|one| matches!(one.outcome, Outcome::Failed { reason: Failure::Overflow { .. } })) {
        tally.too_big += 1;
        return Ok(());
    }
    for decision in &decided {
        agree(&judgements, decision).map_err(&about)?;
        tally.outcomes[place(decision)] += 1;
    }
    let entries = |ledger: &MemoryLedger| ledger.grants().into_iter().cloned().collect::<Vec<_>>();
    if entries(&ledger) != entries(&slow_ledger) {
        return Err(about(format!("ledger: {:#?}\nslow: {:#?}", entries(&ledger), entries(&slow_ledger))));
    }
    tally.records += 1;
    Ok(())
}

fn agree(judgements: &[Judgement], decision: &Decision) -> Result<(), String> {
    match judgements.iter().find(|judgement| judgement.name == decision.rule) {
        Some(judgement) if judgement.agrees(decision) => Ok(()),
        judgement => Err(format!("decided: {decision:#?}\nslow: {judgement:#?}")),
    }
}

fn place(decision: &Decision) -> usize {
    match decision.outcome {
        Outcome::Applies { .. } => 0,
        Outcome::DoesNotApply => 1,
        Outcome::Undetermined { .. } => 2,
        Outcome::NotInForce { .. } => 3,
        Outcome::AlreadyGranted { .. } => 4,
        Outcome::Failed { .. } => 5,
    }
}

/// The policy without the declarations and lines that the difference does without.
pub fn cut_down(seed: u64, policy: &RandomPolicy) -> RandomPolicy {
    let differs = |policy: &RandomPolicy| {
        let found = compare(seed, policy, &mut Tally::default());
        matches!(found, Err(Difference(what)) if !what.starts_with("refused"))
    };
    let mut small = policy.clone();
    loop {
        let smaller = small.smaller().into_iter().find(differs);
        match smaller {
            Some(smaller) => small = smaller,
            None => return small,
        }
    }
}
