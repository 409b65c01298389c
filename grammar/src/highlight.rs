//! Colours for an editor: what each piece of a text is, from its tokens and the vocabulary.

use crate::Span;
use crate::lexer::{Token, TokenKind, tokens};
use crate::vocabulary::{self, Category};

/// What a piece of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Highlight {
    /// A keyword of some kind.
    Keyword(Category),
    /// A name of the drafter's.
    Name,
    /// Digits.
    Number,
    /// A unit after a number.
    Unit,
    /// A date.
    Date,
    /// Quoted text.
    Text,
    /// A comment.
    Comment,
    /// Punctuation and signs.
    Mark,
}

/// The most words of one keyword (`rounded down to`, `is not empty`), with room.
const LONGEST_KEYWORD: usize = 4;

/// Every piece of the text that has a colour, in order.
pub fn highlight(text: &str) -> Vec<(Span, Highlight)> {
    let tokens: Vec<Token> =
        tokens(text).into_iter().filter(|token| token.kind != TokenKind::Blank).collect();
    let mut found: Vec<(Span, Highlight)> = Vec::new();
    let mut index = 0;
    while let Some(token) = tokens.get(index) {
        let before = index.checked_sub(1).and_then(|at| tokens.get(at));
        let colour = match token.kind {
            TokenKind::Comment => Some(Highlight::Comment),
            TokenKind::Quoted | TokenKind::Unclosed => Some(Highlight::Text),
            TokenKind::Date => Some(Highlight::Date),
            TokenKind::Number => Some(Highlight::Number),
            TokenKind::ClauseNumber => Some(Highlight::Keyword(Category::Header)),
            TokenKind::Possessive => Some(Highlight::Keyword(Category::Operator)),
            TokenKind::Mark => Some(mark(text, before, token)),
            TokenKind::Blank | TokenKind::LineEnd | TokenKind::Unknown => None,
            TokenKind::Word => {
                let (colour, length) = word(text, &tokens, index);
                let last = tokens.get(index + length - 1).unwrap_or(token);
                found.push((token.span.to(last.span), colour));
                index += length;
                continue;
            }
        };
        found.extend(colour.map(|colour| (token.span, colour)));
        index += 1;
    }
    found
}

fn mark(text: &str, before: Option<&Token>, token: &Token) -> Highlight {
    let percent = matches!(token.text(text), "%" | "％");
    let after_number = before.is_some_and(|before| before.kind == TokenKind::Number);
    if percent && after_number { Highlight::Unit } else { Highlight::Mark }
}

/// The colour of a word, and how many words it spans.
fn word(text: &str, tokens: &[Token], index: usize) -> (Highlight, usize) {
    let rest = tokens.get(index..).unwrap_or_default();
    let words = rest.iter().take(LONGEST_KEYWORD).take_while(|token| token.kind == TokenKind::Word);
    let line: Vec<&str> = words.map(|token| token.text(text)).collect();
    let before = index.checked_sub(1).and_then(|at| tokens.get(at));
    let follows_number = before.is_some_and(|before| {
        before.kind == TokenKind::Number
            || matches!(before.text(text), "/" | "／" | "thousand" | "million" | "billion")
    });
    let written = line.first().copied().unwrap_or_default();
    if follows_number && vocabulary::unit(written).is_some() {
        return (Highlight::Unit, 1);
    }
    match vocabulary::keyword(&line) {
        Some((entry, length)) if entry.reserved || soft(entry, text, before, rest) => {
            (Highlight::Keyword(entry.category), length)
        }
        _ if before.is_some_and(|before| before.kind == TokenKind::Number) => (Highlight::Unit, 1),
        _ => (Highlight::Name, 1),
    }
}

/// Whether a word that could be a name is a keyword by where it stands.
fn soft(entry: &vocabulary::Entry, text: &str, before: Option<&Token>, rest: &[Token]) -> bool {
    let next = rest.get(1).map(|token| token.text(text)).unwrap_or_default();
    let first_on_line = before.is_none_or(|before| before.kind == TokenKind::LineEnd);
    match entry.category {
        Category::Function => matches!(next, "(" | "（"),
        Category::Type => before.is_some_and(|before| matches!(before.text(text), ":" | "：")),
        Category::Magnitude => before.is_some_and(|before| before.kind == TokenKind::Number),
        Category::Part | Category::Header => first_on_line && !matches!(next, ":" | "：" | "=" | "＝"),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The coloured pieces, each with the first letters of its colour.
    fn drawn(text: &str) -> String {
        let piece = |(span, colour): &(Span, Highlight)| {
            let name = match colour {
                Highlight::Keyword(category) => format!("{category:?}"),
                other => format!("{other:?}"),
            };
            format!("{}:{name}", &text[span.start..span.end])
        };
        highlight(text).iter().map(piece).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_have_the_colour_of_their_category_and_place() {
        assert_eq!(
            drawn("规则 甲 # 注\n  给予 50元/人 × 队员 的 合计（天数） 「名」"),
            "规则:Header 甲:Name # 注:Comment 给予:Effect 50:Number 元:Unit /:Mark 人:Name ×:Mark 队员:Name \
             的:Operator 合计:Function （:Mark 天数:Name ）:Mark 「名」:Text"
        );
        assert_eq!(
            drawn("  when wage at most 2 thousand yuan"),
            "when:Part wage:Name at most:Operator 2:Number thousand:Magnitude yuan:Unit"
        );
    }
}
