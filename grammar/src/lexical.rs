//! Faults of single tokens: quotation marks without a partner, numbers that are written in no known way; and
//! declarations too deep to be parsed.

use crate::declarations::Piece;
use crate::failure::fault;
use crate::lexer::{Token, TokenKind};
use crate::tree::ItemKind;
use crate::vocabulary;
use crate::{Code, Diagnostic, Edit, FileId, Fix, Message, Place, Span, width};

/// Brackets inside brackets, at most. Parsing needs stack for each level.
const MOST_BRACKETS: usize = 24;
/// Operators in one declaration, at most. A tree may be as deep as it has operators.
const MOST_OPERATORS: usize = 400;

/// Reports the faults of a piece's tokens; whether there are any.
pub(crate) fn check(text: &str, file: FileId, piece: &Piece<'_>, diagnostics: &mut Vec<Diagnostic>) -> bool {
    let before = diagnostics.len();
    let mut previous: Option<&Token> = None;
    for token in piece.tokens {
        let joined = previous.is_some_and(|before| before.kind == TokenKind::Word);
        previous = Some(token);
        let place = Place { file, span: token.span };
        match token.kind {
            TokenKind::Unclosed => diagnostics.push(unclosed(place, token.text(text))),
            // `不足1.5万元` is words run together, which is said when the declaration is read.
            TokenKind::Number if joined && token.text(text).starts_with(['.', '．']) => {}
            TokenKind::Number => diagnostics.extend(number(place, token.text(text))),
            _ => {}
        }
    }
    diagnostics.extend(too_deep(text, file, piece));
    diagnostics.len() > before
}

fn unclosed(place: Place, text: &str) -> Diagnostic {
    let close = match text.chars().next() {
        Some('「') => '」',
        Some('“') => '”',
        _ => '"',
    };
    let written = text.trim_end();
    let end = place.span.start + written.len();
    let at = Place { file: place.file, span: Span::new(end, end) };
    let mut diagnostic = fault(
        Code::UnclosedQuote,
        Place { file: place.file, span: Span::new(place.span.start, end) },
        Message::new("这处引文没有收尾", "this quoted text does not end"),
        Message::new(
            format!("在引文结束的地方写上「{close}」；引文不能跨行"),
            format!("write `{close}` where the text ends; it cannot run over a line end"),
        ),
    );
    diagnostic.fix = Some(Fix {
        title: Message::new("在行末收尾", "close it at the end of the line"),
        edits: vec![Edit { place: at, text: close.to_string() }],
    });
    diagnostic
}

/// What is wrong with a number: groups that are not of three digits, a point without digits on both sides.
fn number(place: Place, text: &str) -> Option<Diagnostic> {
    let folded = width::fold(text);
    let (whole, fraction) = folded.split_once('.').unwrap_or((&folded, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let grouped = whole.contains(',');
    let well_grouped = digits(first)
        && (!grouped || first.len() <= 3)
        && groups.all(|group| group.len() == 3 && digits(group));
    if well_grouped && digits(fraction) {
        return None;
    }
    let help = if grouped {
        Message::new(
            "千分位每三位一组，例如「1,000,000」；分隔两个数时，逗号后面空一格",
            "group thousands by three digits, `1,000,000`; between two numbers put a blank after the comma",
        )
    } else {
        Message::new("小数点前后都要有数字，例如「0.5」", "a decimal point has digits on both sides: `0.5`")
    };
    let message = Message::new(format!("数「{text}」的写法不对"), format!("`{text}` is not a number"));
    Some(fault(Code::BadNumber, place, message, help))
}

/// Refuses what would need too deep a stack: brackets (and 自 … 至, which may hold another one) inside one another, and
/// long chains of operators.
fn too_deep(text: &str, file: FileId, piece: &Piece<'_>) -> Option<Diagnostic> {
    let (mut depth, mut spans, mut operators) = (0_usize, 0_usize, 0_usize);
    // Elsewhere 自 begins a dated value, and 至 may be left out.
    let expressions = matches!(piece.kind, ItemKind::Rule | ItemKind::Define);
    for token in piece.tokens {
        match (token.kind, token.text(text)) {
            (TokenKind::Mark, "(" | "（") => depth += 1,
            (TokenKind::Mark, ")" | "）") => depth = depth.saturating_sub(1),
            (TokenKind::Word, "自" | "from") if expressions => spans += 1,
            (TokenKind::Word, "至" | "to") => spans = spans.saturating_sub(1),
            (TokenKind::Mark, "+" | "＋" | "-" | "－" | "−" | "*" | "＊" | "×" | "÷" | "/" | "／")
            | (TokenKind::Possessive, _) => operators += 1,
            (TokenKind::Word, word) if joins(word) => operators += 1,
            _ => {}
        }
        let place = Place { file, span: token.span };
        if depth > MOST_BRACKETS || spans > MOST_BRACKETS {
            return Some(fault(
                Code::TooLarge,
                place,
                Message::new(
                    format!("括号或者期间套了{MOST_BRACKETS}层以上"),
                    format!("more than {MOST_BRACKETS} brackets or spans inside one another"),
                ),
                Message::new(
                    "把里层写成「设」或者「定义」",
                    "give the inner part a name by `let` or `define`",
                ),
            ));
        }
        if operators > MOST_OPERATORS {
            return Some(fault(
                Code::TooLarge,
                place,
                Message::new(
                    format!("一个声明里的运算超过了{MOST_OPERATORS}个"),
                    format!("more than {MOST_OPERATORS} operations in one declaration"),
                ),
                Message::new("拆成几个定义或者几条规则", "split it into several definitions or rules"),
            ));
        }
    }
    None
}

/// Whether a word is an operator that makes a tree deeper.
fn joins(word: &str) -> bool {
    vocabulary::keyword(&[word]).is_some_and(|(entry, _)| matches!(entry.level, 1..=4 | 6 | 10))
}
