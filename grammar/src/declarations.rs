//! The split of a file into declarations: the one place of error recovery, which cannot fail.
//!
//! A declaration begins with a header keyword that is the first token of its line and ends before the next such keyword.

use crate::lexer::{Token, TokenKind};
use crate::tree::ItemKind;
use crate::{Language, Span, numerals, width};

/// One declaration's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Which header it begins with.
    pub kind: ItemKind,
    /// The header keyword.
    pub keyword: Span,
    /// From the header to the last token that isn't trivia.
    pub span: Span,
    /// The word after the header (of a Chinese clause the header itself), if one stands there.
    pub name: Option<Span>,
}

/// What a file consists of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Pieces {
    /// What stands before the first header, if it isn't only trivia.
    pub stray: Option<Span>,
    /// The declarations.
    pub pieces: Vec<Piece>,
    /// The language of the first header keyword.
    pub language: Option<Language>,
}

/// Splits a file's tokens.
pub(crate) fn split(text: &str, tokens: &[Token]) -> Pieces {
    let mut pieces = Pieces::default();
    let mut first_on_line = true;
    for token in tokens {
        if token.kind == TokenKind::LineEnd {
            first_on_line = true;
        }
        if token.kind.is_trivia() {
            continue;
        }
        let header = if first_on_line { header(text, token) } else { None };
        first_on_line = false;
        match (header, pieces.pieces.last_mut()) {
            (Some((kind, language)), _) => {
                let name = (kind == ItemKind::Clause && language == Language::Chinese).then_some(token.span);
                pieces.language.get_or_insert(language);
                pieces.pieces.push(Piece { kind, keyword: token.span, span: token.span, name });
            }
            (None, Some(piece)) => {
                let nameable = matches!(token.kind, TokenKind::Word | TokenKind::Number);
                if piece.span == piece.keyword && piece.name.is_none() && nameable {
                    piece.name = Some(token.span);
                }
                piece.span = piece.span.to(token.span);
            }
            (None, None) => {
                pieces.stray = Some(pieces.stray.map_or(token.span, |span| span.to(token.span)));
            }
        }
    }
    pieces
}

fn header(text: &str, token: &Token) -> Option<(ItemKind, Language)> {
    if token.kind != TokenKind::Word {
        return None;
    }
    let word = width::fold(text.get(token.span.start..token.span.end)?);
    if word.starts_with('第') && word.ends_with('条') && numerals::clause_number(&word).is_some() {
        return Some((ItemKind::Clause, Language::Chinese));
    }
    known_header(&word)
}

fn known_header(word: &str) -> Option<(ItemKind, Language)> {
    use ItemKind::*;
    let table = [("政策","policy",Policy),("部门","departments",Departments),("单位","unit",Unit),("选项","options",Options),("档案","record",Record),("","clause",Clause),("标准","standard",Standard),("分档","scale",Scale),("定义","define",Define),("规则","rule",Rule),("宗旨","aim",Aim),("案例","scenario",Scenario),("调整","adjust",Adjust),("停止","discontinue",Discontinue)];
    table.iter().find_map(|(zh, en, kind)| if *zh == word { Some((*kind, Language::Chinese)) } else if *en == word { Some((*kind, Language::English)) } else { None })
}
