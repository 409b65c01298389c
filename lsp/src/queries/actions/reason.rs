//! A reason for a number that the cited sentence doesn't have, to be filled in.

use super::super::{Cursor, View};
use super::mends::touches;
use super::writing::{Writing, span_of};
use super::{Changed, Kind, Offer};
use qingce_grammar::tree::{AdjustValues, Citation, Dated, Decl, Quoted};
use qingce_grammar::{Code, Edit, Message, Place, Span};

/// A place for a reason, for each fault at a place that a number isn't in what is cited.
pub fn of_place<'a>(view: View<'a>, at: Place) -> Vec<Offer<'a>> {
    let found = view.analysis.diagnostics.iter();
    let found = found.filter(|fault| fault.code == Code::NumberNotInCitation && touches(fault, at));
    let offers = found.filter_map(|fault| {
        let words = fault.labels.first()?.place;
        let edit = edit(view, words)?;
        let title = Message::new(
            "写明这个数的来历（理由待填）",
            "Say where this number comes from (reason to be filled in)",
        );
        Some(Offer::new(Kind::Mend, title, move || Some(Changed::from(vec![edit]))).mending(fault))
    });
    offers.take(1).collect()
}

/// Behind what the number rests on; `None` where a reason is written already.
fn edit(view: View<'_>, number: Place) -> Option<Edit> {
    let writing = Writing::new(view, number.file)?;
    let reason = format!("{} {}", writing.word("because"), writing.pick("「」", "\"\""));
    let item = view.item(Cursor { file: number.file, offset: number.span.start })?;
    let own_line = |cited: &[Citation], reasoned: &Option<Quoted>| {
        let last = cited.last().filter(|_| reasoned.is_none())?;
        Some(writing.line_after(span_of(last).end, &reason))
    };
    let on_line = |line: Option<Span>| {
        let span = line?;
        let end = span.start + writing.words(span).trim_end().len();
        Some(writing.edit(Span::new(end, end), &format!(" {reason}")))
    };
    match item.decl.as_ref()? {
        Decl::Rule(rule) => own_line(&rule.cited, &rule.reason),
        Decl::Define(define) => own_line(&define.cited, &define.reason),
        Decl::Guarantee(guarantee) => own_line(&guarantee.cited, &guarantee.reason),
        Decl::Standard(standard) => on_line(line(&standard.values, number.span)),
        Decl::Scale(scale) => on_line(line(&scale.values, number.span)),
        Decl::Adjust(adjust) => on_line(match &adjust.values {
            AdjustValues::Standard(values) => line(values, number.span),
            AdjustValues::Scale(values) => line(values, number.span),
        }),
        _ => None,
    }
}

/// The dated line that holds a number and has no reason yet.
fn line<V>(lines: &[Dated<V>], number: Span) -> Option<Span> {
    let holds = |line: &&Dated<V>| line.span.start <= number.start && number.end <= line.span.end;
    lines.iter().find(holds).filter(|line| line.reason.is_none()).map(|line| line.span)
}
