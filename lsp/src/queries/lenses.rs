//! What is told above declarations: how a rule's scenarios come out, what a standard is today, what an edit changes.

use super::View;
use super::ran::{Ran, faults};
use super::shift::{Shift, told};
use qingce_compiler::Symbol;
use qingce_compiler::model::StandardId;
use qingce_compiler::scenario::ScenarioResult;
use qingce_files::message::spoken;
use qingce_grammar::tree::ItemKind;
use qingce_grammar::{FileId, Message, Span};
use qingce_prose::Phrases;
use serde::{Deserialize, Serialize};

/// What a lens is about, by the name of what is declared there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// The scenarios of a rule.
    Rule(String),
    /// A scenario.
    Scenario(String),
    /// A standard's value in force and its use.
    Standard(String),
    /// What changed since the last saved version.
    Edited(String),
}

/// Where lenses stand in a file, and what they are about. `shift` is what is known of unsaved changes.
pub fn lenses(view: &View<'_>, file: FileId, shift: Option<&Shift>) -> Vec<(Span, About)> {
    let mut all = Vec::new();
    for item in view.tree(file).into_iter().flat_map(|tree| &tree.items) {
        let Some(name) = &item.name else { continue };
        let text = || name.text.clone();
        match item.kind {
            ItemKind::Rule => all.push((name.span, About::Rule(text()))),
            ItemKind::Scenario => all.push((name.span, About::Scenario(text()))),
            ItemKind::Standard => all.push((name.span, About::Standard(text()))),
            _ => {}
        }
        let standard = matches!(item.kind, ItemKind::Standard | ItemKind::Adjust);
        if standard && shift.is_some_and(|shift| shift.standards.contains(&name.text)) {
            all.push((name.span, About::Edited(text())));
        }
    }
    all
}

/// A lens in words.
pub fn said(view: &View<'_>, about: &About, ran: Option<&Ran>, shift: Option<&Shift>) -> Option<Message> {
    Some(match (about, ran) {
        (About::Standard(name), _) => standard(view, name)?,
        (About::Edited(_), _) => told(view, shift?),
        (About::Rule(_) | About::Scenario(_), None) => {
            let faults = faults(view);
            Message::new(
                format!("{faults} 处错误改正以后才能运行案例"),
                format!("scenarios run once the faults are mended: {faults}"),
            )
        }
        (About::Rule(name), Some(ran)) => of_rule(ran, name),
        (About::Scenario(name), Some(ran)) => scenario(ran.results.iter().find(|one| one.name == *name)?),
    })
}

fn of_rule(ran: &Ran, rule: &str) -> Message {
    let of_rule = |result: &&ScenarioResult| {
        result.problem.is_none()
            && result.checks.iter().filter(|check| check.rule == rule).all(|check| check.passed)
    };
    let all = ran.about(rule).count();
    let failed = all - ran.about(rule).filter(of_rule).count();
    match (all, failed) {
        (0, _) => Message::new("没有案例", "no scenarios"),
        (all, 0) => Message::new(format!("✓ {all} 个案例全部通过"), format!("✓ all {all} scenarios pass")),
        (all, failed) => Message::new(
            format!("✗ {all} 个案例，{failed} 个没有通过"),
            format!("✗ {failed} of {all} scenarios fail"),
        ),
    }
}

fn scenario(result: &ScenarioResult) -> Message {
    if let Some(problem) = &result.problem {
        return Message::new(format!("✗ {}", problem.zh), format!("✗ {}", problem.en));
    }
    let failed: Vec<_> = result.checks.iter().filter(|check| !check.passed).collect();
    match failed.as_slice() {
        [] => Message::new("✓ 通过", "✓ passes"),
        [first, ..] => {
            let (rule, count) = (&first.rule, failed.len());
            Message::new(
                format!("✗ {count} 项没有通过：{rule} 应得{}，实得{}", first.expected.zh, first.got.zh),
                format!("✗ {count} failed: {rule} expected {}, got {}", first.expected.en, first.got.en),
            )
        }
    }
}

/// The value in force today, and how many rules use it.
fn standard(view: &View<'_>, name: &str) -> Option<Message> {
    let standards = &view.analysis.model.standards;
    let (id, standard) = standards.iter().enumerate().find(|(_, one)| one.name == name)?;
    let users = view.rules_using(Symbol::Standard(StandardId(id))).len();
    let value = |language: qingce_grammar::Language| {
        let phrases = Phrases::new(&view.analysis.model, spoken(language), Some(view.today));
        let amounts = phrases.standard(StandardId(id))?;
        let now = amounts.values.into_iter().find(|value| value.current == Some(true))?;
        let each = now.amounts.into_iter().map(|(option, amount)| match option {
            Some(option) => format!("{option} {amount}"),
            None => amount,
        });
        Some(each.collect::<Vec<_>>().join(spoken(language).pick("、", ", ")))
    };
    let (zh, en) = (value(qingce_grammar::Language::Chinese), value(qingce_grammar::Language::English));
    let (zh, en) = match (zh, en, &standard.delegated) {
        (Some(zh), Some(en), _) => (format!("现行 {zh}"), format!("in force: {en}")),
        (_, _, Some(document)) => (format!("由「{document}」规定"), format!("set by 「{document}」")),
        _ => ("今天没有数值".to_owned(), "no value today".to_owned()),
    };
    let plural = if users == 1 { "" } else { "s" };
    Some(Message::new(format!("{zh}，{users} 条规则使用"), format!("{en}, used by {users} rule{plural}")))
}

/// The scenarios that a lens runs; empty: none.
pub fn runs(about: &About, ran: Option<&Ran>) -> Vec<String> {
    match (about, ran) {
        (About::Rule(name), Some(ran)) => ran.about(name).map(|one| one.name.clone()).collect(),
        (About::Scenario(name), Some(_)) => vec![name.clone()],
        (About::Rule(_) | About::Scenario(_), None) | (About::Standard(_) | About::Edited(_), _) => {
            Vec::new()
        }
    }
}
