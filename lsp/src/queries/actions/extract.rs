//! Taking a number out into a standard, and an expression out into a definition.

use super::super::{Cursor, View};
use super::writing::Writing;
use super::{Changed, Kind, Offer};
use chrono::NaiveDate;
use qingce_compiler::Symbol;
use qingce_compiler::model::{Expr, ExprKind, NumberType, RecordId, Type};
use qingce_grammar::tree::{Citation, Decl, Item};
use qingce_grammar::{Message, Place, Span, vocabulary};

/// A rule or definition around a place.
struct Around<'a> {
    item: &'a Item,
    name: &'a str,
    subject: RecordId,
    from: Option<NaiveDate>,
    cited: &'a [Citation],
    /// What it computes with.
    expressions: Vec<&'a Expr>,
}

/// What can be taken out at a place.
pub fn of_place<'a>(view: View<'a>, at: Place) -> Vec<Offer<'a>> {
    let cursor = Cursor { file: at.file, offset: at.span.start };
    let Some((around, writing)) = around(view, cursor).zip(Writing::new(view, at.file)) else {
        return Vec::new();
    };
    let selected = trimmed(view, at);
    let mut offers = Vec::new();
    let mut found = (None, None);
    for expr in &around.expressions {
        search(expr, 0, &mut |expr, depth| {
            let span = expr.place.span;
            let number = matches!(expr.kind, ExprKind::Number(_))
                && span.start <= at.span.start
                && at.span.end <= span.end;
            if number && expr.place.file == at.file {
                found.0 = Some(expr);
            }
            if depth == 0 && expr.place.file == at.file && span == selected && span.end > span.start {
                found.1 = Some(expr);
            }
        });
    }
    if let Some(expr) = found.0 {
        offers.extend(standard(writing, &around, expr));
    }
    if let Some(expr) = found.1.filter(|expr| stands_alone(expr)) {
        offers.extend(definition(view, writing, &around, expr));
    }
    offers
}

fn around<'a>(view: View<'a>, at: Cursor) -> Option<Around<'a>> {
    let item = view.item(at)?;
    let model = &view.analysis.model;
    let policy = model.policy.as_ref().map(|policy| policy.from);
    match (view.declared(at.file, item)?, item.decl.as_ref()?) {
        (Symbol::Rule(id), Decl::Rule(written)) => {
            let rule = model.rules.get(id.0)?;
            let expressions = rule.lets.iter().map(|one| &one.value).chain(&rule.condition);
            Some(Around {
                item,
                name: &rule.name,
                subject: rule.subject,
                from: Some(rule.from),
                cited: &written.cited,
                expressions: expressions.chain(rule.body.expressions()).collect(),
            })
        }
        (Symbol::Definition(id), Decl::Define(written)) => {
            let one = model.definitions.get(id.0)?;
            Some(Around {
                item,
                name: &one.name,
                subject: one.subject,
                from: policy,
                cited: &written.cited,
                expressions: one.body.expressions(),
            })
        }
        _ => None,
    }
}

/// The selection without blanks at its ends.
fn trimmed(view: View<'_>, at: Place) -> Span {
    let words = view.words(at);
    let start = at.span.start + (words.len() - words.trim_start().len());
    Span::new(start, start + words.trim().len())
}

/// Every part of an expression, with how many lists it stands inside.
fn search<'a>(expr: &'a Expr, depth: usize, look: &mut dyn FnMut(&'a Expr, usize)) {
    look(expr, depth);
    for (child, deeper) in expr.children() {
        search(child, depth + usize::from(deeper), look);
    }
}

/// Whether an expression means the same outside of its rule: no local name is in it.
fn stands_alone(expr: &Expr) -> bool {
    let usual = matches!(expr.ty, Type::Truth | Type::Number(_) | Type::Date | Type::List(_));
    let literal = matches!(expr.kind, ExprKind::Number(_) | ExprKind::Definition(_) | ExprKind::Standard(_));
    let mut local = false;
    search(expr, 0, &mut |part, _| local |= matches!(part.kind, ExprKind::Let(_)));
    usual && !literal && !local
}

/// A number becomes a standard with one value, from the day on which its rule holds.
fn standard<'a>(writing: Writing<'a>, around: &Around<'a>, expr: &'a Expr) -> Option<Offer<'a>> {
    let Type::Number(ty) = &expr.ty else { return None };
    let number = writing.words(expr.place.span).trim();
    let unit = unit(writing, number, ty)?;
    let (item, from, name) = (around.item, around.from?, around.name);
    let span = expr.place.span;
    let by = writing.cited(around.cited, number.trim_start_matches('-'));
    let title = Message::new(format!("把「{number}」改写成标准"), format!("Make 「{number}」 a standard"));
    Some(Offer::new(Kind::Extract, title, move || {
        let name = writing.free(&format!("{name}{}", writing.pick("标准", "-standard")));
        let colon = writing.pick("：", ": ");
        let by = by.map(|by| format!(" {} {by}", writing.word("per"))).unwrap_or_default();
        let (keyword, begin) = (writing.word("standard"), writing.word("from"));
        let day = writing.day(from);
        let declaration = format!("{keyword} {name}{colon}{unit}\n  {begin} {day} {number}{by}\n");
        Some(Changed::from(vec![writing.before(item, &declaration), writing.edit(span, &name)]))
    }))
}

/// The unit of a number as a standard names it.
fn unit(writing: Writing<'_>, number: &str, ty: &NumberType) -> Option<String> {
    let digits = |c: char| c.is_numeric() || matches!(c, '.' | '．' | ',' | '，' | '-' | ' ');
    let unit = number.trim_start_matches(digits).trim();
    if ty.dimension.is_empty() {
        return Some(
            writing.word(if ty.rate || unit.contains(['%', '％']) { "rate" } else { "plain" }).to_owned(),
        );
    }
    let unit = vocabulary::split_magnitude(unit).map_or(unit, |(_, rest)| rest);
    // `2.2 million yuan`: the magnitude is a word of its own.
    let unit = unit.rsplit(' ').next().unwrap_or(unit);
    (!unit.is_empty()).then(|| unit.to_owned())
}

/// A part of a rule becomes a definition.
fn definition<'a>(
    view: View<'a>,
    writing: Writing<'a>,
    around: &Around<'a>,
    expr: &'a Expr,
) -> Option<Offer<'a>> {
    let subject = view.analysis.model.records.get(around.subject.0)?.name.as_str();
    let by = match around.cited {
        [] => None,
        [first, .., last] => Some(span_of(first).to(span_of(last))),
        [only] => Some(span_of(only)),
    };
    let (item, name, span) = (around.item, around.name, expr.place.span);
    let suffix = match expr.ty {
        Type::Truth => writing.pick("条件", "-condition"),
        _ => writing.pick("所计", "-base"),
    };
    let title = Message::new("把选中的部分改写成定义", "Make the selection a definition");
    Some(Offer::new(Kind::Extract, title, move || {
        let name = writing.free(&format!("{name}{suffix}"));
        let (define, of, value) = (writing.word("define"), writing.word("subject"), writing.word("value"));
        let by =
            by.map(|by| format!("  {} {}\n", writing.word("per"), writing.words(by))).unwrap_or_default();
        let words = writing.words(span).replace('\r', "");
        let declaration = format!("{define} {name}\n  {of} {subject}\n  {value} {words}\n{by}");
        Some(Changed::from(vec![writing.before(item, &declaration), writing.edit(span, &name)]))
    }))
}

fn span_of(citation: &Citation) -> Span {
    match citation {
        Citation::Sentence { id, phrases } => phrases.last().map_or(id.span, |last| id.span.to(last.span)),
        Citation::Document(name) => name.span,
    }
}
