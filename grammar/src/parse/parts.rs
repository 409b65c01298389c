//! Parts that a declaration may have once, or must have.

use super::{Reader, Rule};
use crate::{Code, Diagnostic, Fix, Label, Message, Severity, Span};
use pest::iterators::Pair;

/// A part that may be written once.
pub(crate) struct Once<T> {
    value: Option<T>,
    first: Span,
}

impl<T> Default for Once<T> {
    fn default() -> Self {
        Self { value: None, first: Span::default() }
    }
}

impl<T> Once<T> {
    /// Sets the part; a second one is an error that points at both.
    pub(crate) fn set(&mut self, reader: &mut Reader<'_>, pair: &Pair<'_, Rule>, value: Option<T>) {
        let span = reader.span(pair);
        if self.value.is_some() {
            reader.repeated(pair, self.first);
            return;
        }
        self.first = span;
        self.value = value;
    }

    /// The part, if it was written.
    pub(crate) fn get(self) -> Option<T> {
        self.value
    }
}

impl Reader<'_> {
    fn repeated(&mut self, pair: &Pair<'_, Rule>, first: Span) {
        let span = self.span(pair);
        let word = self.text(pair).split_whitespace().next().unwrap_or_default().to_owned();
        self.diagnostics.push(Diagnostic {
            code: Code::RepeatedPart,
            severity: Severity::Error,
            message: Message::new(format!("「{word}」写了两次"), format!("`{word}` is written twice")),
            labels: vec![
                Label {
                    place: self.place(span),
                    text: Message::new("第二次写在这里", "the second time here"),
                },
                Label {
                    place: self.place(first),
                    text: Message::new("第一次写在这里", "the first time here"),
                },
            ],
            help: Some(Message::new("只能写一次，请留下一处", "it may be written once; keep one of them")),
            fix: None,
        });
    }

    /// Says that `name` lacks a part. `word` is how the part begins, in both languages.
    ///
    /// A part that was written, but with a number or date that can't be read, is not missing.
    pub(crate) fn missing(&mut self, name: Span, zh: &str, en: &str) {
        let unreadable = self.diagnostics.iter().any(|found| {
            let below = found.labels.first().is_some_and(|label| label.place.span.start > name.start);
            below && matches!(found.code, Code::BadNumber | Code::BadDate)
        });
        if unreadable {
            return;
        }
        self.diagnostics.push(Diagnostic {
            code: Code::MissingPart,
            severity: Severity::Error,
            message: Message::new(format!("这里缺少「{zh}」"), format!("`{en}` is missing here")),
            labels: vec![Label {
                place: self.place(name),
                text: Message::new(format!("没有写「{zh}」"), format!("has no `{en}`")),
            }],
            help: Some(Message::new(
                format!("在下面加一行，以「{zh}」开头"),
                format!("add a line below that begins with `{en}`"),
            )),
            fix: None,
        });
    }

    /// Adds an error about some words.
    pub(crate) fn error(
        &mut self,
        code: Code,
        span: Span,
        message: Message,
        help: Message,
        fix: Option<Fix>,
    ) {
        self.diagnostics.push(Diagnostic {
            code,
            severity: Severity::Error,
            labels: vec![Label { place: self.place(span), text: message.clone() }],
            message,
            help: Some(help),
            fix,
        });
    }
}
