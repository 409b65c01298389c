//! The levels of the vocabulary's operators are those that the grammar reads by.

mod outline;

use qingce_grammar::tree::{Body, Decl, Expr, ExprKind};
use qingce_grammar::vocabulary::{Entry, entries};
use qingce_grammar::{FileId, parse};

/// Operators that stand between two values.
const INFIX: &[&str] =
    &["where", "or", "and", "more_than", "at_most", "eq", "plus", "minus", "times", "over"];

fn value(text: &str) -> Option<Expr> {
    let text = format!("定义 甲\n  对象 乙\n  取值 {text}\n");
    match parse(&text, FileId(0)).tree.items.into_iter().next()?.decl? {
        Decl::Define(define) => match define.body {
            Body::One(value) => Some(value),
            Body::Cases { .. } => None,
        },
        _ => None,
    }
}

/// Whether the outermost operator has its right side from `丙` on.
fn splits_last(expr: &Expr) -> bool {
    let right = match &expr.kind {
        ExprKind::Where(_, right)
        | ExprKind::Or(_, right)
        | ExprKind::And(_, right)
        | ExprKind::Arithmetic(_, _, right) => outline::expr(right),
        ExprKind::Compare(_, tests) => tests.iter().map(|(_, _, value)| outline::expr(value)).collect(),
        _ => return false,
    };
    right == "丙"
}

#[test]
fn looser_operators_are_outside() {
    let infix: Vec<&Entry> = entries().filter(|entry| INFIX.contains(&entry.id)).collect();
    assert_eq!(infix.len(), INFIX.len());
    for first in &infix {
        for second in &infix {
            let text = format!("甲 {} 乙 {} 丙", first.zh, second.zh);
            // 且 beside 或 wants brackets; tests of one subject stand side by side.
            let Some(read) = value(&text).filter(|_| first.level != second.level) else { continue };
            assert_eq!(splits_last(&read), second.level < first.level, "{text}: {}", outline::expr(&read));
        }
    }
}

#[test]
fn postfix_and_prefix_operators_bind_by_their_levels() {
    for (text, read) in [
        ("非 甲 且 乙", "(且 (非 甲) 乙)"),
        ("非 甲 = 乙", "(非 (比 甲 (Equal 乙)))"),
        ("甲 + 乙 四舍五入至 元 > 丙", "(比 (Nearest (+ 甲 乙) 元) (Greater 丙))"),
        ("- 甲 的 乙 × 丙", "(× (负 (的 甲 乙)) 丙)"),
        ("甲 或 乙 为空", "(或 甲 (为空 乙))"),
        ("甲 其中 乙 其中 丙", "(其中 (其中 甲 乙) 丙)"),
    ] {
        assert_eq!(value(text).map(|value| outline::expr(&value)).as_deref(), Some(read), "{text}");
    }
}
