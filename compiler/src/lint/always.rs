//! Conditions that hold whatever the facts are, or never: they decide nothing, and mostly a bound or an 且 is wrong.

use super::context::{LintContext, definition_expressions, rule_expressions};
use super::scope::{Scope, ground, related};
use crate::model::{Aggregate, Definition, Expr, ExprKind, Rule, Type};
use crate::regions::{Formula, Segment, Space};
use crate::report::{Details, warning};
use qingce_grammar::{Code, Diagnostic};

/// Conditions, parts of conditions and conditions on members of lists that are always true or always false.
pub(super) fn of_rule(cx: &LintContext, rule: &Rule) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let scope = Scope::of_rule(rule);
    for expr in rule_expressions(rule) {
        visit(cx, &scope, expr, 0, expr.ty == Type::Truth, &mut found);
    }
    if found.is_empty() {
        found.extend(contradicts_relations(cx, &scope, rule));
    }
    found
}

/// The same in a definition.
pub(super) fn of_definition(cx: &LintContext, definition: &Definition) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if let Some(scope) = Scope::of_policy(cx) {
        for expr in definition_expressions(definition) {
            // The result of a case may well be a plain 是 or 否.
            let asked = expr.ty == Type::Truth && !matches!(expr.kind, ExprKind::Truth(_));
            visit(cx, &scope, expr, 0, asked, &mut found);
        }
    }
    found
}

/// Looks at an expression with `depth` members in view. `asked`: it is a condition of its own, or a part of one.
fn visit(
    cx: &LintContext,
    scope: &Scope,
    expr: &Expr,
    depth: usize,
    asked: bool,
    found: &mut Vec<Diagnostic>,
) {
    let constant = if asked { constant(cx, scope, expr, depth) } else { None };
    if let Some(value) = constant {
        let before = found.len();
        for part in parts(expr) {
            visit(cx, scope, part, depth, true, found);
        }
        // The part that is to blame says it all; a name is to blame where it is defined.
        let named =
            matches!(expr.kind, ExprKind::Let(_) | ExprKind::Definition(_) | ExprKind::DefinitionOf { .. });
        if found.len() == before && !named {
            found.push(report(cx, expr, value));
        }
        return;
    }
    if matches!(expr.kind, ExprKind::DefinitionOf { .. }) {
        return; // Its parts are looked at where they are written.
    }
    let joined = asked && matches!(expr.kind, ExprKind::And(..) | ExprKind::Or(..) | ExprKind::Not(_));
    for (child, deeper) in expr.children() {
        let of_members = deeper && asks_members(expr);
        visit(cx, scope, child, depth + usize::from(deeper), joined || of_members, found);
    }
}

/// Whether what stands inside a list expression is a condition on its members.
fn asks_members(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Where(..) | ExprKind::Aggregate(_, Aggregate::Any | Aggregate::All, _))
}

fn parts(expr: &Expr) -> Vec<&Expr> {
    match &expr.kind {
        ExprKind::And(a, b) | ExprKind::Or(a, b) => vec![a, b],
        ExprKind::Not(a) => vec![a],
        _ => Vec::new(),
    }
}

/// The value that a condition has whatever the facts are and whichever values its standards have.
fn constant(cx: &LintContext, scope: &Scope, expr: &Expr, depth: usize) -> Option<bool> {
    let segments = scope.segments(cx, &[expr]);
    let values = segments.iter().map(|segment| value_in(cx, scope, segment, expr, depth));
    let mut values = values.collect::<Option<Vec<bool>>>()?;
    values.dedup();
    match values.as_slice() {
        [value] => Some(*value),
        _ => None,
    }
}

fn value_in(cx: &LintContext, scope: &Scope, segment: &Segment, expr: &Expr, depth: usize) -> Option<bool> {
    let mut space = Space::new(cx.model, scope.lets, segment, depth);
    let formula = space.formula(expr);
    space.constant(&formula)
}

fn report(cx: &LintContext, expr: &Expr, value: bool) -> Diagnostic {
    let words = cx.short_words(expr.place);
    if value {
        warning(
            Code::AlwaysTrue,
            expr.place,
            format!("「{words}」永远成立，等于没有写"),
            format!("「{words}」 always holds, so it decides nothing"),
        )
        .help(
            "请核对界限，看是不是「且」误写成了「或」；不需要的就去掉",
            "check the bounds, and whether an `and` has become an `or`; leave it out if it isn't needed",
        )
    } else {
        warning(
            Code::AlwaysFalse,
            expr.place,
            format!("「{words}」永远不成立"),
            format!("「{words}」 never holds"),
        )
        .help(
            "请核对界限，看是不是「或」误写成了「且」",
            "check the bounds, and whether an `or` has become an `and`",
        )
    }
}

/// A condition that can hold, but not together with what the rule's relations ask.
fn contradicts_relations(cx: &LintContext, scope: &Scope, rule: &Rule) -> Option<Diagnostic> {
    let related = related(cx, rule);
    let (other, _, _) = related.first()?;
    let condition = rule.condition.as_ref()?;
    let conditions: Vec<&Expr> = related.iter().map(|(_, other, _)| *other).chain([condition]).collect();
    let segments = scope.segments(cx, &conditions);
    let never = segments.iter().all(|segment| {
        let mut space = Space::new(cx.model, scope.lets, segment, 0);
        let ground: Formula = ground(cx, &mut space, rule);
        space.is_never(&ground)
    });
    (never && !segments.is_empty()).then(|| {
        warning(
            Code::AlwaysFalse,
            condition.place,
            format!("「{}」永远不会适用：它的条件与「{}」的条件合不到一起", rule.name, other.name),
            format!("「{}」 never applies: its condition contradicts that of 「{}」", rule.name, other.name),
        )
        .label(other.place, "所叠加或者除外的规则", "the rule that it stacks on or excepts")
        .help("请核对两条规则的条件和关系", "check the conditions of both rules and their relation")
    })
}
