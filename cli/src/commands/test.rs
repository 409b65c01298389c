//! `qingce test`: runs a policy's scenarios.

use crate::args::Test;
use crate::fault::{FAILED, Fault, Outcome};
use crate::folder::Folder;
use crate::lang::pick;
use crate::policy::verified;
use crate::screen::{Screen, Style, pad, width};
use crate::source::line;
use crate::{message, policy, say};
use qingce_compiler::model::{Model, Origin};
use qingce_compiler::scenario::{Check, ScenarioResult, Unreached, run_scenarios, unreached, weak_amounts};
use qingce_grammar::Place;
use std::io::Write;

mod mutate;
mod suggest;

/// Runs the scenarios; what no scenario reaches is told at the end.
pub fn run(given: &Test, screen: &Screen) -> Outcome<()> {
    let folder = Folder::read(&given.policy)?;
    let compiled = policy::compiled(&folder, screen)?;
    if given.mutate {
        return mutate::run(&folder, compiled, given.rule.as_deref(), screen);
    }
    if let Some(standard) = &given.suggest {
        return suggest::run(&folder, &compiled.model, standard);
    }
    let model = compiled.model;
    let program = verified(compiled.program)?;
    let results = run_scenarios(&model, &program);
    let missed = unreached(&model, &program, &results);
    let wanted = |result: &&ScenarioResult| {
        given.filter.as_ref().is_none_or(|text| result.name.contains(text.as_str()))
    };
    let results: Vec<&ScenarioResult> = results.iter().filter(wanted).collect();
    let mut out = std::io::stdout().lock();
    for result in results.iter().filter(|result| !result.passed()) {
        write!(out, "{}", failure(result, &folder, screen))?;
    }
    if given.filter.is_none() && !missed.is_empty() {
        write!(out, "{}", left_out(&missed, &folder, screen))?;
    }
    write!(out, "{}", weak(&model, &results, given.filter.is_none(), &folder, screen))?;
    writeln!(out, "{}", summary(&results, screen))?;
    drop(out);
    if results.is_empty() {
        return Err(Fault::new(message!("没有可以运行的案例", "there are no scenarios to run")));
    }
    if results.iter().all(|result| result.passed()) { Ok(()) } else { Err(Fault::silent(FAILED)) }
}

fn at(place: Place, folder: &Folder) -> String {
    let text = folder.texts().nth(place.file.0).map_or("", |file| file.text.as_str());
    let path = folder.paths.get(place.file.0).map(|path| path.display().to_string()).unwrap_or_default();
    format!("{path}:{}", line(text, place.span.start) + 1)
}

fn failure(result: &ScenarioResult, folder: &Folder, screen: &Screen) -> String {
    let language = screen.language;
    let word = screen.paint(Style::Bad, pick(language, "没有通过", "failed"));
    let name = screen.paint(Style::Bold, &result.name);
    let mut text =
        say!(language, "{word}：案例 {name}  {}", "{word}: scenario {name}  {}", at(result.place, folder));
    text.push('\n');
    if let Some(problem) = &result.problem {
        text.push_str(&format!("  {}\n", problem.in_language(language)));
    }
    let failed: Vec<&Check> = result.checks.iter().filter(|check| !check.passed).collect();
    let expected = pick(language, "应得", "expected");
    let got = pick(language, "实得", "got");
    let side = failed.iter().map(|check| width(check.expected.in_language(language)));
    let side = side.max().unwrap_or(0).min(40);
    for check in failed {
        text.push_str(&format!(
            "  {}  {}\n",
            screen.paint(Style::Accent, &check.rule),
            at(check.place, folder)
        ));
        text.push_str(&format!(
            "    {expected} {}   {got} {}\n",
            screen.paint(Style::Good, &pad(check.expected.in_language(language), side)),
            screen.paint(Style::Bad, check.got.in_language(language)),
        ));
    }
    text.push('\n');
    text
}

fn left_out(missed: &[Unreached], folder: &Folder, screen: &Screen) -> String {
    let head = pick(screen.language, "没有案例涉及：", "no scenario reaches:");
    let mut text = format!("{}\n", screen.paint(Style::Doubtful, head));
    let widest =
        missed.iter().map(|left| width(left.what.in_language(screen.language))).max().unwrap_or(0).min(60);
    for left in missed {
        let what = pad(left.what.in_language(screen.language), widest);
        text.push_str(&format!("  {what}  {}\n", screen.paint(Style::Dim, &at(left.place, folder))));
    }
    text.push('\n');
    text
}

/// Expectations that nobody but the program stands for, and amounts that are covered by such alone.
fn weak(model: &Model, results: &[&ScenarioResult], whole: bool, folder: &Folder, screen: &Screen) -> String {
    let mut text = String::new();
    let checks = || results.iter().flat_map(|result| &result.checks);
    let unconfirmed: Vec<&Check> = checks().filter(|check| check.origin == Origin::Unconfirmed).collect();
    if !unconfirmed.is_empty() {
        let head = pick(screen.language, "待确认的期望：", "expectations that nobody has confirmed:");
        text.push_str(&format!("{}\n", screen.paint(Style::Doubtful, head)));
        for check in unconfirmed {
            let expected = check.expected.in_language(screen.language);
            let place = screen.paint(Style::Dim, &at(check.place, folder));
            text.push_str(&format!("  {}  {expected}  {place}\n", check.rule));
        }
    }
    let copied = checks().filter(|check| check.origin == Origin::Program).count();
    if copied > 0 {
        let told = say!(
            screen.language,
            "{copied} 项期望照抄程序（出自 程序），说明不了程序对不对",
            "{copied} expectations are copied from the program and can't show that it is right"
        );
        text.push_str(&format!("{}\n", screen.paint(Style::Doubtful, &told)));
    }
    let alone = if whole { weak_amounts(model) } else { Vec::new() };
    if !alone.is_empty() {
        let head = pick(
            screen.language,
            "只有照抄程序或者待确认的期望涉及：",
            "covered only by expectations that are copied from the program or unconfirmed:",
        );
        text.push_str(&format!("{}\n", screen.paint(Style::Doubtful, head)));
        for one in alone {
            let place = screen.paint(Style::Dim, &at(one.place, folder));
            text.push_str(&format!("  {}  {place}\n", one.what.in_language(screen.language)));
        }
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

fn summary(results: &[&ScenarioResult], screen: &Screen) -> String {
    let passed = results.iter().filter(|result| result.passed()).count();
    let failed = results.len() - passed;
    let checks: usize = results.iter().map(|result| result.checks.len()).sum();
    let text = say!(
        screen.language,
        "{passed} 个案例通过，{failed} 个没有通过；共核对 {checks} 项",
        "{passed} scenarios passed, {failed} failed; {checks} expectations checked"
    );
    screen.paint(if failed == 0 { Style::Good } else { Style::Bad }, &text)
}
