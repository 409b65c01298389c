//! What is told above declarations: how a rule's scenarios come out, what a standard is today, what an edit changes.

use super::ran::{Ran, faults};
use super::shift::{Shift, told};
use super::{View, in_force};
use qingce_compiler::Symbol;
use qingce_compiler::model::StandardId;
use qingce_files::say;
use qingce_grammar::tree::ItemKind;
use qingce_grammar::{FileId, Language, Message, Span};
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
        (About::Rule(name), Some(ran)) => ran.of_rule(name),
        (About::Scenario(name), Some(ran)) => ran.of_scenario(name)?,
    })
}

/// The value in force today, and how many rules use it.
fn standard(view: &View<'_>, name: &str) -> Option<Message> {
    let id = view.analysis.model.standards.iter().position(|one| one.name == name).map(StandardId)?;
    let users = view.rules_using(Symbol::Standard(id)).len();
    let value = |language| match in_force::amount(view, id, language) {
        Some(amount) => say!(language, "现行 {amount}", "in force: {amount}"),
        None => in_force::absent(view, id, language),
    };
    let (zh, en) = (value(Language::Chinese), value(Language::English));
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
