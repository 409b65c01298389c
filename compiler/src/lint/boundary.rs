//! A comparison keeps the boundary where the cited sentence puts it: 2个月以上 has the two months in it, 超过2个月 has not.

use super::boundary_words::{Boundary, Side, boundaries, side_of};
use super::citation::Cited;
use super::context::{LintContext, definition_expressions, rule_expressions};
use super::quantity::Quantity;
use crate::model::{Citation, Dated, DefinitionId, Exact, Expr, ExprKind, Rule, Scale, StandardId, Type};
use crate::report::{Details, warning};
use qingce_grammar::{Code, Diagnostic, Place, Span};

/// Comparisons of a rule whose operator contradicts the boundary word of the citation.
pub(super) fn of_rule(cx: &LintContext, rule: &Rule) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let cited: Vec<&Citation> = rule.cited.iter().collect();
    for expr in rule_expressions(rule) {
        walk(cx, expr, &cited, &mut found);
    }
    found
}

/// The same of definitions and scales.
pub(super) fn check(cx: &LintContext) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (id, definition) in cx.model.definitions.iter().enumerate() {
        let cited = cx.definition_citations(DefinitionId(id));
        for expr in definition_expressions(definition) {
            walk(cx, expr, &cited, &mut found);
        }
    }
    for scale in cx.model.scales.iter().filter(|scale| !scale.marginal) {
        found.extend(scale.values.iter().flat_map(|dated| brackets(cx, scale, dated)));
    }
    found
}

/// A bracket of a flat scale has its lower bound in it; on a marginal one either reading comes to the same.
fn brackets(cx: &LintContext, scale: &Scale, dated: &Dated<Vec<(Exact, Exact)>>) -> Vec<Diagnostic> {
    let written = cx.scale_line(dated.place);
    let cited = cx.cited(&dated.cited);
    let bounds = dated.value.iter().enumerate().filter_map(|(number, (bound, _))| {
        let quantity = cx.quantity(*bound, &scale.from).filter(|quantity| !quantity.is_trivial())?;
        let (cited, boundary) = contradicted(&quantity, Side::Upper, &cited)?;
        let span = written.and_then(|line| line.value.get(number)).map(|bracket| bracket.from.span);
        let place = span.map_or(dated.place, |span| Place { span, ..dated.place });
        Some(differs(cx, place, Side::Upper, cited.id, &boundary))
    });
    bounds.collect()
}

fn walk(cx: &LintContext, expr: &Expr, cited: &[&Citation], found: &mut Vec<Diagnostic>) {
    match &expr.kind {
        ExprKind::Compare(a, how, b) => {
            if let Some(side) = side_of(*how) {
                found.extend(compared(cx, b, side, cited));
                found.extend(compared(cx, a, side.other_way(), cited));
            }
        }
        ExprKind::CompareRange { how, period, .. } => {
            found.extend(side_of(*how).and_then(|side| compared(cx, period, side, cited)));
        }
        ExprKind::DefinitionOf { .. } => return, // Looked at where it is written.
        _ => {}
    }
    for (child, _) in expr.children() {
        walk(cx, child, cited, found);
    }
}

impl Side {
    /// `3个月 ≤ x` is `x ≥ 3个月`: the written sign leaves the value to the other side.
    fn other_way(self) -> Self {
        match self {
            Self::Upper => Self::Lower,
            Self::Lower => Self::Upper,
        }
    }
}

/// One side of a comparison that may be a literal or a standard; `side` is where the comparison leaves its value.
fn compared(cx: &LintContext, constant: &Expr, side: Side, cited: &[&Citation]) -> Option<Diagnostic> {
    let constant = without_conversion(constant);
    let (quantities, more) = match &constant.kind {
        ExprKind::Number(_) if matches!(constant.ty, Type::Number(_)) => {
            (vec![cx.literal(constant)?], Vec::new())
        }
        ExprKind::Standard(id) | ExprKind::StandardBy(id, _) => of_standard(cx, *id),
        _ => return None,
    };
    let cited = cx.cited(cited.iter().copied().chain(more));
    let (cited, boundary) = quantities.iter().find_map(|quantity| contradicted(quantity, side, &cited))?;
    Some(report(cx, constant.place, side, cited.id, &boundary))
}

/// Years are compared in months; what was written stands inside the conversion.
fn without_conversion(expr: &Expr) -> &Expr {
    match &expr.kind {
        ExprKind::Multiply(number, twelve) if number.place == twelve.place => number,
        _ => expr,
    }
}

fn of_standard<'a>(cx: &LintContext<'a>, id: StandardId) -> (Vec<Quantity>, Vec<&'a Citation>) {
    let Some(standard) = cx.model.standards.get(id.0) else { return (Vec::new(), Vec::new()) };
    let values = standard.values.iter().flat_map(|dated| &dated.value);
    let quantities = values.filter_map(|value| cx.quantity(*value, &standard.ty)).collect();
    (quantities, standard.values.iter().flat_map(|dated| &dated.cited).collect())
}

/// The first sentence that gives the number with boundary words, all of which contradict; a sentence that gives it without
/// one, or with one that agrees, settles the matter.
fn contradicted<'c, 'a>(
    quantity: &Quantity,
    side: Side,
    cited: &'c [Cited<'a>],
) -> Option<(&'c Cited<'a>, Boundary)> {
    let mut first = None;
    for sentence in cited {
        for numeral in sentence.numerals.iter().filter(|numeral| quantity.is_said_by(numeral)) {
            let words = boundaries(sentence.sentence, numeral);
            if words.is_empty() || words.iter().any(|boundary| boundary.side == side) {
                return None;
            }
            first = first.or(words.into_iter().next().map(|boundary| (sentence, boundary)));
        }
    }
    first
}

fn report(cx: &LintContext, constant: Place, side: Side, id: &str, boundary: &Boundary) -> Diagnostic {
    match operator_beside(cx, constant) {
        Some(operator) => {
            differs(cx, operator.place, side, id, boundary).replace(operator.place, operator.other)
        }
        None => differs(cx, constant, side, id, boundary),
    }
}

/// What is written at a place draws the line otherwise than the sentence.
fn differs(cx: &LintContext, place: Place, side: Side, id: &str, boundary: &Boundary) -> Diagnostic {
    let words = &boundary.words;
    let written = cx.words(place);
    let (zh, en) = match side {
        Side::Upper => ("把这个数本身划到上面一侧", "puts the number itself on the upper side"),
        Side::Lower => ("把这个数本身划到下面一侧", "puts the number itself on the lower side"),
    };
    warning(
        Code::BoundaryContradicts,
        place,
        format!("原文 {id} 写的是「{words}」，与这里的「{written}」界限不同"),
        format!("sentence {id} says 「{words}」, and 「{written}」 draws the line elsewhere"),
    )
    .note(zh, en)
    .help(
        "「以上」「以下」「以内」「届满」包括本数，「不满」「不足」「超过」「以外」不包括本数（《民法典》第一千二百五十九条）",
        "`at least`, `at most`, `up to` and `within` include the number itself, `less than` and `more than` do not (Civil Code art. 1259)",
    )
}

/// An operator as it is written, with the one that draws the line on the other side of the number.
struct Operator {
    place: Place,
    other: &'static str,
}

/// The operator right before a constant, or right after it in `5000元 ≥ 工资`.
fn operator_beside(cx: &LintContext, constant: Place) -> Option<Operator> {
    const PAIRS: [(&str, &str); 24] = [
        ("超过", "满"),
        ("不满", "不超过"),
        ("不足", "不超过"),
        ("满", "超过"),
        ("不低于", "超过"),
        ("不高于", "不足"),
        ("不超过", "不足"),
        ("more than", "at least"),
        ("no more than", "less than"),
        ("less than", "at most"),
        ("short of", "at most"),
        ("reaches", "more than"),
        ("at least", "more than"),
        ("at most", "less than"),
        ("≥", ">"),
        (">=", ">"),
        ("≤", "<"),
        ("<=", "<"),
        (">", "≥"),
        ("<", "≤"),
        ("＞", "≥"),
        ("＜", "≤"),
        ("＞＝", ">"),
        ("＜＝", "<"),
    ];
    let text = cx.file_text(constant.file);
    let before = text.get(..constant.span.start)?.trim_end();
    if let Some((word, other)) = longest(&PAIRS, |word| before.ends_with(word)) {
        let span = Span::new(before.len() - word.len(), before.len());
        return Some(Operator { place: Place { span, ..constant }, other });
    }
    let after = text.get(constant.span.end..)?;
    let start = constant.span.end + (after.len() - after.trim_start().len());
    let (word, other) = longest(&PAIRS, |word| after.trim_start().starts_with(word))?;
    Some(Operator { place: Place { span: Span::new(start, start + word.len()), ..constant }, other })
}

/// The longest word that fits: 不超过 rather than 超过.
fn longest(
    pairs: &[(&'static str, &'static str)],
    fits: impl Fn(&str) -> bool,
) -> Option<(&'static str, &'static str)> {
    pairs.iter().filter(|(word, _)| fits(word)).max_by_key(|(word, _)| word.len()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use qingce_grammar::tree::Comparison;

    #[test]
    fn a_turned_comparison_leaves_the_value_to_the_other_side() {
        assert_eq!(side_of(Comparison::Greater).map(Side::other_way), side_of(Comparison::Less));
        assert_eq!(
            side_of(Comparison::LessOrEqual).map(Side::other_way),
            side_of(Comparison::GreaterOrEqual)
        );
    }
}
