//! Slips of the pen in the shipped policies: each number of a standard, a rule or a definition that rests on a sentence is altered
//! in turn, and each boundary moved to the other side; nothing of that may pass unnoticed.

#![allow(clippy::disallowed_methods, reason = "the policies are files")]

mod shipped;

use qingce_compiler::{PolicyText, analyse};
use qingce_grammar::tree::{
    Body, Citation, Comparison, Decl, EffectKind, Expr, ExprKind, Guard, StandardValue,
};
use qingce_grammar::{Code, Span};
use shipped::shipped;

const POLICIES: [&str; 2] = ["qinghai-labour-brand", "municipal-heat-grant"];

#[test]
fn an_altered_number_is_noticed() {
    for policy in POLICIES {
        let text = shipped(&[policy]);
        let mut altered = 0;
        for (file, span) in slips(&text, numbers_of) {
            let words = &text.layers[0].files[file].text[span.start..span.end];
            // A digit more makes it another number of the same unit.
            let changed = with(&text, file, Span::new(span.start, span.start), "7");
            assert!(reports(&changed, Code::NumberNotInCitation), "7{words} in {policy} passes");
            altered += 1;
        }
        assert!(altered >= 8, "{policy} has {altered} numbers to alter");
    }
}

#[test]
fn a_boundary_moved_to_the_other_side_is_noticed() {
    let text = shipped(&["qinghai-labour-brand"]);
    let mut moved = 0;
    for (file, span) in slips(&text, boundaries_of) {
        let written = &text.layers[0].files[file].text[span.start..span.end];
        let other = match written {
            "满" | "不低于" => "超过",
            "不足" => "不超过",
            "超过" => "不低于",
            _ => continue,
        };
        let changed = with(&text, file, span, other);
        assert!(reports(&changed, Code::BoundaryContradicts), "{other} for {written} passes");
        moved += 1;
    }
    assert!(moved >= 4, "{moved} boundaries to move");
}

fn with(text: &PolicyText, file: usize, span: Span, words: &str) -> PolicyText {
    let mut changed = text.clone();
    changed.layers[0].files[file].text.replace_range(span.start..span.end, words);
    changed
}

fn reports(text: &PolicyText, code: Code) -> bool {
    analyse(text).diagnostics.iter().any(|d| d.code == code)
}

/// The places that `of` finds in the declarations, with their files.
fn slips(text: &PolicyText, of: fn(&Decl) -> Vec<Span>) -> Vec<(usize, Span)> {
    let trees = analyse(text).trees;
    let found = trees.iter().enumerate().flat_map(|(file, tree)| {
        let decls = tree.items.iter().filter_map(|item| item.decl.as_ref());
        decls.flat_map(of).map(move |span| (file, span)).collect::<Vec<_>>()
    });
    found.collect()
}

fn rests_on_sentence(cited: &[Citation]) -> bool {
    cited.iter().any(|citation| matches!(citation, Citation::Sentence { .. }))
}

/// The numbers of a declaration that have to be in what it cites; 0 and a plain 1 need not.
fn numbers_of(decl: &Decl) -> Vec<Span> {
    if let Decl::Standard(standard) = decl {
        let checked = standard.values.iter().filter(|v| v.reason.is_none() && rests_on_sentence(&v.cited));
        let numbers = checked.flat_map(|value| match &value.value {
            StandardValue::One(number) => vec![number],
            StandardValue::PerOption(values) => values.iter().map(|(_, number)| number).collect(),
        });
        return numbers.map(|number| number.span).collect();
    }
    let mut out = Vec::new();
    for comparison in comparisons_of(decl) {
        if let ExprKind::Number(number) = &comparison.2.kind {
            out.extend((number.digits > 1).then_some(number.span));
        }
    }
    out
}

/// The operators of a declaration that compare with a number.
fn boundaries_of(decl: &Decl) -> Vec<Span> {
    let numbered = comparisons_of(decl).into_iter().filter(|c| matches!(c.2.kind, ExprKind::Number(_)));
    numbered.map(|comparison| comparison.1).collect()
}

type Test<'t> = &'t (Comparison, Span, Expr);

fn comparisons_of(decl: &Decl) -> Vec<Test<'_>> {
    let mut out = Vec::new();
    match decl {
        Decl::Rule(rule) if rule.reason.is_none() && rests_on_sentence(&rule.cited) => {
            rule.lets.iter().for_each(|(_, value)| comparisons(value, &mut out));
            rule.condition.iter().for_each(|condition| comparisons(condition, &mut out));
            match &rule.body {
                Body::One(effect) => {
                    if let EffectKind::Target(condition, _) = &effect.kind {
                        comparisons(condition, &mut out);
                    }
                }
                Body::Cases { cases, .. } => {
                    cases.iter().for_each(|case| of_guard(&case.guard, &mut out));
                }
            }
        }
        Decl::Define(define) if define.reason.is_none() && rests_on_sentence(&define.cited) => {
            match &define.body {
                Body::One(value) => comparisons(value, &mut out),
                Body::Cases { cases, .. } => cases.iter().for_each(|case| of_guard(&case.guard, &mut out)),
            }
        }
        _ => {}
    }
    out
}

fn of_guard<'t>(guard: &'t Guard, out: &mut Vec<Test<'t>>) {
    if let Guard::Condition(condition) = guard {
        comparisons(condition, out);
    }
}

fn comparisons<'t>(expr: &'t Expr, out: &mut Vec<Test<'t>>) {
    match &expr.kind {
        ExprKind::Not(inner) => comparisons(inner, out),
        ExprKind::And(a, b) | ExprKind::Or(a, b) | ExprKind::Where(a, b) => {
            comparisons(a, out);
            comparisons(b, out);
        }
        ExprKind::Compare(_, tests) => out.extend(tests),
        _ => {}
    }
}
