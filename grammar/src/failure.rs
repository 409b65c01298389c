//! What to say where a declaration can't be read.

use crate::parse::Rule;
use crate::tree::ItemKind;
use crate::{Code, Diagnostic, FileId, Label, Message, Place, Severity, Span, lexer};
use pest::error::{Error, ErrorVariant, InputLocation};

/// Turns the failure of a declaration's parse into a diagnostic that points at the word where reading stopped.
pub(crate) fn explain(
    _kind: ItemKind,
    error: &Error<Rule>,
    text: &str,
    offset: usize,
    file: FileId,
) -> Diagnostic {
    let at = match error.location {
        InputLocation::Pos(at) => at,
        InputLocation::Span((at, _)) => at,
    };
    let span = lexer::tokens(text)
        .into_iter()
        .find(|token| token.span.end > at && !token.kind.is_trivia())
        .map_or(Span::new(text.len(), text.len()), |token| token.span);
    let word = text.get(span.start..span.end).unwrap_or_default();
    let expected = match &error.variant {
        ErrorVariant::ParsingError { positives, .. } => format!("{positives:?}"),
        ErrorVariant::CustomError { message } => message.clone(),
    };
    let message = Message::new(format!("读不懂「{word}」 {expected}"), format!("can't read `{word}` {expected}"));
    Diagnostic {
        code: Code::Syntax,
        severity: Severity::Error,
        labels: vec![Label {
            place: Place { file, span: Span::new(offset + span.start, offset + span.end) },
            text: message.clone(),
        }],
        message,
        help: None,
        fix: None,
    }
}

/// Text before the first header.
pub(crate) fn stray(place: Place) -> Diagnostic {
    let message = Message::new("这里的文字不属于任何一项", "this text belongs to no declaration");
    Diagnostic {
        code: Code::StrayText,
        severity: Severity::Error,
        labels: vec![Label { place, text: message.clone() }],
        message,
        help: Some(Message::new(
            "每一项都以「政策」「标准」「规则」等词开头；说明文字前面加「#」",
            "every declaration begins with a word like `policy`, `standard` or `rule`; put `#` before a remark",
        )),
        fix: None,
    }
}
