//! Cases exclude one another and leave nothing out, and each of them can happen.

use super::context::{LintContext, is_broken};
use super::scope::{Scope, ground, related};
use super::table::{Table, Verdict};
use crate::model::{Body, Definition, Expr, Rule};
use crate::regions::{Formula, Segment, Space};
use chrono::NaiveDate;
use qingce_grammar::{Diagnostic, Place, Span, tree};

/// What is wrong with the cases of a rule; nothing is said of one whose body is broken, which has none.
pub(super) fn of_rule(cx: &LintContext, rule: &Rule) -> Vec<Diagnostic> {
    if is_broken(&rule.body) {
        return Vec::new();
    }
    let written = cx.rule_tree(rule).and_then(|rule| otherwise_span(&rule.body));
    let Some(table) = table(&rule.body, &rule.name, rule.place, written) else { return Vec::new() };
    let mut conditions: Vec<&Expr> = table.guards.iter().copied().chain(&rule.condition).collect();
    conditions.extend(related(cx, rule).into_iter().map(|(_, condition, _)| condition));
    let scope = Scope::of_rule(rule);
    let segments = scope.segments(cx, &conditions);
    let judged = segments.iter().enumerate().map(|(number, segment)| {
        let mut space = Space::new(cx.model, scope.lets, segment, 0);
        let ground = ground(cx, &mut space, rule);
        table.judge(cx, &mut space, &ground, since(number, segment))
    });
    let verdicts: Vec<Verdict> = judged.collect();
    table.report(cx, &verdicts)
}

/// The same of a definition.
pub(super) fn of_definition(cx: &LintContext, definition: &Definition) -> Vec<Diagnostic> {
    if is_broken(&definition.body) {
        return Vec::new();
    }
    let written = cx.definition_tree(definition).and_then(|d| otherwise_span(&d.body));
    let table = table(&definition.body, &definition.name, definition.place, written);
    let Some((table, scope)) = table.zip(Scope::of_policy(cx)) else { return Vec::new() };
    let segments = scope.segments(cx, &table.guards);
    let judged = segments.iter().enumerate().map(|(number, segment)| {
        let mut space = Space::new(cx.model, scope.lets, segment, 0);
        table.judge(cx, &mut space, &Formula::Fixed(true), since(number, segment))
    });
    let verdicts: Vec<Verdict> = judged.collect();
    table.report(cx, &verdicts)
}

/// From when on a later part of the period is meant; the first part needs no words.
fn since(number: usize, segment: &Segment) -> Option<NaiveDate> {
    (number > 0).then_some(segment.from)
}

/// The cases of a body; `written` is where its 其余 stands.
fn table<'a, T>(body: &'a Body<T>, name: &'a str, place: Place, written: Option<Span>) -> Option<Table<'a>> {
    let Body::Cases { cases, otherwise } = body else { return None };
    let at = |span: Option<Span>| span.map_or(place, |span| Place { span, ..place });
    Some(Table {
        guards: cases.iter().map(|case| &case.guard).collect(),
        name,
        place,
        otherwise: otherwise.as_ref().map(|_| at(written)),
    })
}

fn otherwise_span<T>(body: &tree::Body<T>) -> Option<Span> {
    match body {
        tree::Body::Cases { otherwise: Some((_, span)), .. } => Some(*span),
        tree::Body::Cases { otherwise: None, .. } | tree::Body::One(_) => None,
    }
}
