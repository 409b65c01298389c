//! Ever larger ranges around a cursor: word, expression, part, declaration, clause, file.

use super::outline::outline;
use super::{Cursor, View};
use qingce_grammar::Span;
use qingce_grammar::highlight::{Highlight, highlight};
use qingce_grammar::lexer::tokens;
use qingce_grammar::tree::{Body, Decl, Effect, EffectKind, Expr, ExprKind, Guard, Item, Property};
use qingce_grammar::vocabulary::Category;

/// The ranges around a cursor, the smallest first; each holds the one before.
pub fn around(view: &View<'_>, at: Cursor) -> Vec<Span> {
    let text = view.file(at.file);
    let mut all: Vec<Span> = vec![Span::new(0, text.len())];
    all.extend(outline(view, at.file).into_iter().map(|top| top.whole));
    if let Some(item) = view.item(at) {
        all.push(item.span);
        all.extend(parts(text, item));
        let mut expressions: Vec<&Expr> = item.decl.iter().flat_map(expressions).collect();
        while let Some(expression) = expressions.pop() {
            all.push(expression.span);
            expressions.extend(operands(expression));
        }
    }
    all.extend(tokens(text).into_iter().filter(|token| !token.is_trivia()).map(|token| token.span));
    let mut holding: Vec<Span> =
        all.into_iter().filter(|span| span.start <= at.offset && at.offset <= span.end).collect();
    holding.sort_by_key(|span| (span.end - span.start, std::cmp::Reverse(span.start)));
    holding.dedup();
    let mut nested: Vec<Span> = Vec::new();
    for span in holding {
        if nested.last().is_none_or(|inner| span.start <= inner.start && inner.end <= span.end) {
            nested.push(span);
        }
    }
    nested
}

/// The parts of a declaration: from a word that begins one at the start of a line up to the next.
fn parts(text: &str, item: &Item) -> Vec<Span> {
    let words = text.get(item.span.start..item.span.end).unwrap_or_default();
    let begins = |span: &Span, colour: Highlight| {
        let before =
            words.get(..span.start).and_then(|before| before.rsplit('\n').next()).unwrap_or_default();
        let part = Category::Part;
        let kinds = [part, Category::Effect, Category::Expectation, Category::Operator];
        before.trim().is_empty() && kinds.iter().any(|kind| colour == Highlight::Keyword(*kind))
    };
    let starts: Vec<usize> = highlight(words)
        .into_iter()
        .filter(|(span, colour)| begins(span, *colour))
        .map(|(span, _)| span.start)
        .collect();
    let ends = starts.iter().skip(1).copied().chain([words.len()]);
    let part = |(start, end): (&usize, usize)| {
        let length = words.get(*start..end).unwrap_or_default().trim_end().len();
        Span::new(item.span.start + start, item.span.start + start + length)
    };
    starts.iter().zip(ends).map(part).collect()
}

/// The outermost expressions of a declaration.
fn expressions(decl: &Decl) -> Vec<&Expr> {
    match decl {
        Decl::Define(define) => bodies(&define.body, Some),
        Decl::Rule(rule) => {
            let lets = rule.lets.iter().map(|(_, value)| value);
            lets.chain(&rule.condition).chain(bodies(&rule.body, computed)).chain(&rule.once).collect()
        }
        Decl::Guarantee(guarantee) => {
            let stated = match &guarantee.property {
                Property::Always(condition) => vec![condition],
                Property::Rising { grows, amount } => vec![grows, amount],
                Property::Once { key, .. } => vec![key],
            };
            guarantee.condition.iter().chain(stated).collect()
        }
        Decl::Scenario(scenario) => {
            scenario.given.iter().flat_map(|given| &given.fields).flat_map(|(_, values, _)| values).collect()
        }
        Decl::Policy(_) | Decl::Departments(_) | Decl::Unit(_) | Decl::Options(_) | Decl::Record(_) => {
            Vec::new()
        }
        Decl::Clause(_) | Decl::Standard(_) | Decl::Scale(_) | Decl::Aim(_) | Decl::Adjust(_) => Vec::new(),
        Decl::Discontinue(_) => Vec::new(),
    }
}

fn bodies<'t, T>(body: &'t Body<T>, value: impl Fn(&'t T) -> Option<&'t Expr>) -> Vec<&'t Expr> {
    match body {
        Body::One(result) => value(result).into_iter().collect(),
        Body::Cases { by, cases, otherwise } => {
            let of_cases = cases.iter().flat_map(|case| {
                let guard = match &case.guard {
                    Guard::Condition(condition) => Some(condition),
                    Guard::Options(_) => None,
                };
                guard.into_iter().chain(value(&case.result))
            });
            by.iter()
                .chain(of_cases)
                .chain(otherwise.iter().filter_map(|(result, _)| value(result)))
                .collect()
        }
    }
}

fn computed(effect: &Effect) -> Option<&Expr> {
    match &effect.kind {
        EffectKind::Grant(value, _) | EffectKind::Ceiling(value, _) | EffectKind::Target(value, _) => {
            Some(value)
        }
        EffectKind::Duty(_, shown) => shown.as_ref(),
        EffectKind::Delegated(_) | EffectKind::Classify(_) | EffectKind::Said(..) => None,
    }
}

/// The expressions right inside one.
fn operands(expression: &Expr) -> Vec<&Expr> {
    match &expression.kind {
        ExprKind::Number(_) | ExprKind::Date(_) | ExprKind::Text(_) | ExprKind::YesNo(_) => Vec::new(),
        ExprKind::Name(_) | ExprKind::ReferenceDate | ExprKind::Subject | ExprKind::Receives(_) => Vec::new(),
        ExprKind::Set(all) | ExprKind::Builtin(_, all) | ExprKind::Call(_, all) => all.iter().collect(),
        ExprKind::Member(a, _) | ExprKind::Not(a) | ExprKind::Negate(a) => vec![a],
        ExprKind::Empty { list: a, .. } | ExprKind::Round { value: a, .. } => vec![a],
        ExprKind::Aggregate(a, _, of) => std::iter::once(&**a).chain(of.as_deref()).collect(),
        ExprKind::Where(a, b) | ExprKind::And(a, b) | ExprKind::Or(a, b) => vec![a, b],
        ExprKind::In { value: a, set: b, .. } | ExprKind::Contains { set: a, value: b } => vec![a, b],
        ExprKind::Arithmetic(_, a, b) | ExprKind::Range(a, b) => vec![a, b],
        ExprKind::Compare(a, tests) => std::iter::once(&**a).chain(tests.iter().map(|(_, _, b)| b)).collect(),
    }
}
