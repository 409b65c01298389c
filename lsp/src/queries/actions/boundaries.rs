//! Scenarios at the boundaries of a standard, put where the scenarios of its rules stand.

use super::super::ran::faults;
use super::super::{Cursor, View};
use super::amounts::standard_at;
use super::{Changed, Kind, Offer};
use qingce_compiler::Symbol;
use qingce_compiler::model::{RuleId, StandardId};
use qingce_compiler::suggest::{Suggestion, home, suggestions};
use qingce_grammar::{Edit, FileId, Message, Place, Span};
use std::collections::BTreeMap;

/// Scenarios for the standard that a place is about; in a rule, for all standards that it depends on.
pub fn of_place<'a>(view: View<'a>, at: Place) -> Option<Offer<'a>> {
    if faults(&view) > 0 {
        return None;
    }
    let model = &view.analysis.model;
    let cursor = Cursor { file: at.file, offset: at.span.start };
    if let Some(id) = standard_at(&view, at) {
        let name = &model.standards.get(id.0)?.name;
        let title = Message::new(
            format!("补上「{name}」界限上的案例（待确认）"),
            format!("Add scenarios at the boundaries of 「{name}」, to be confirmed"),
        );
        return Some(Offer::new(Kind::Rewrite, title, move || {
            written(view, new_ones(view, suggestions(model, view.text, id)))
        }));
    }
    let Some(Symbol::Rule(rule)) = view.holder(at) else { return None };
    let item = view.item(cursor)?.span;
    let mut inside = view.analysis.index.entries.iter().filter(|entry| {
        entry.place.file == at.file
            && item.start <= entry.place.span.start
            && entry.place.span.end <= item.end
    });
    if !inside
        .any(|entry| matches!(entry.symbol, Symbol::Standard(_) | Symbol::Definition(_)) && !entry.definition)
    {
        return None;
    }
    let name = &model.rules.get(rule.0)?.name;
    let title = Message::new(
        format!("补上规则「{name}」界限上的案例（待确认）"),
        format!("Add scenarios at the boundaries of the rule 「{name}」, to be confirmed"),
    );
    Some(Offer::new(Kind::Rewrite, title, move || {
        let standards = (0..model.standards.len()).map(StandardId);
        let used = standards.filter(|id| view.rules_using(Symbol::Standard(*id)).contains(&rule));
        let all = used.flat_map(|id| suggestions(model, view.text, id)).filter(|one| one.rule == *name);
        written(view, new_ones(view, all.collect()))
    }))
}

/// Those whose names no scenario has yet, each once.
fn new_ones(view: View<'_>, found: Vec<Suggestion>) -> Vec<Suggestion> {
    let mut known: Vec<String> = view.analysis.model.scenarios.iter().map(|one| one.name.clone()).collect();
    let mut new = Vec::new();
    for one in found {
        if !known.contains(&one.name) {
            known.push(one.name.clone());
            new.push(one);
        }
    }
    new
}

/// Puts scenarios at the ends of the files where they belong; those that belong to none go into a new file.
fn written(view: View<'_>, new: Vec<Suggestion>) -> Option<Changed> {
    let model = &view.analysis.model;
    let mut by_file: BTreeMap<FileId, Vec<String>> = BTreeMap::new();
    let mut loose: Vec<(RuleId, String)> = Vec::new();
    for one in new {
        let rule = RuleId(model.rules.iter().position(|rule| rule.name == one.rule)?);
        match home(model, rule) {
            Some(file) => by_file.entry(file).or_default().push(one.text),
            None => loose.push((rule, one.text)),
        }
    }
    let mut changed = Changed::default();
    if let Some((rule, _)) = loose.first() {
        let path = path(view, *rule)?;
        let texts = loose.into_iter().map(|(_, text)| text);
        let there = view.own().find(|file| view.files().nth(file.0).is_some_and(|known| known.path == path));
        match there {
            Some(file) => by_file.entry(file).or_default().extend(texts),
            None => changed.created = Some((path, texts.collect::<Vec<_>>().join("\n"))),
        }
    }
    changed.edits = by_file.into_iter().map(|(file, texts)| at_end(view, file, &texts)).collect();
    (changed != Changed::default()).then_some(changed)
}

/// Appends scenarios to a file, each after a blank line, with the file's own ends of lines.
fn at_end(view: View<'_>, file: FileId, texts: &[String]) -> Edit {
    let old = view.file(file);
    let gap = match (old.trim().is_empty(), old.ends_with('\n')) {
        (true, _) => "",
        (false, true) => "\n",
        (false, false) => "\n\n",
    };
    let mut text = format!("{gap}{}", texts.join("\n"));
    if old.contains("\r\n") {
        text = text.replace('\n', "\r\n");
    }
    Edit { place: Place { file, span: Span::new(old.len(), old.len()) }, text }
}

/// The path of a new file of scenarios: named as the rule's own file, beside the other files of scenarios.
fn path(view: View<'_>, rule: RuleId) -> Option<String> {
    let model = &view.analysis.model;
    let known = |file: FileId| view.files().nth(file.0).map(|file| file.path.as_str());
    let own = known(model.rules.get(rule.0)?.place.file)?;
    let name = own.rsplit('/').next()?;
    let scenarios = model.scenarios.iter().filter(|one| one.layer == model.outermost());
    let folder =
        scenarios.filter_map(|one| known(one.place.file)?.rsplit_once('/')).map(|(folder, _)| folder).next();
    let english = model.policy.as_ref().is_some_and(|policy| policy.english);
    Some(format!("{}/{name}", folder.unwrap_or(if english { "scenarios" } else { "案例" })))
}
