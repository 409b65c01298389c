//! The formatter: settles layout, widths and punctuation, and on request the language of the keywords, and changes no meaning.
//!
//! A header stands at the start of its line, each part of a declaration on a line of its own below it; line breaks inside a
//! part stay where the drafter put them. Comments stay beside what they stood beside. A declaration that can't be read is
//! left byte for byte. Formatting a formatted text changes nothing.

mod atoms;
mod between;
mod lines;
mod quantity;
mod spelling;

use crate::Language;
use crate::coded::Coded;
use crate::declarations::{Piece, split};
use crate::lexer::{Token, TokenKind, tokens};
use crate::parse::pairs;
use atoms::Atoms;
use between::Between;

/// The formatted text of a policy file. With `to`, keywords, built-in units, magnitudes, dates and punctuation are
/// rewritten in that language; names and quoted texts never are.
///
/// ```
/// use qingce_grammar::{Language, format};
/// assert_eq!(format("单位   人 :人数", None), "单位 人：人数\n");
/// assert_eq!(format("单位 人：人数\n", Some(Language::English)), "unit 人: 人数\n");
/// ```
pub fn format(text: &str, to: Option<Language>) -> String {
    let tokens = tokens(text);
    let split = split(text, &tokens);
    let style = Style { language: to.unwrap_or(split.language), rewrite: to.is_some() };
    let mut out = String::new();
    out.push_str(&before(text, split.before, split.stray.is_some()));
    let mut previous: Option<(&Piece<'_>, bool)> = None;
    for piece in &split.pieces {
        let formatted = declaration(text, piece, style);
        let single = !formatted.contains('\n');
        if let Some((earlier, was_single)) = previous {
            let compact = earlier.kind == piece.kind && was_single && single;
            Between::of(text, earlier).write(&mut out, compact);
        }
        out.push_str(&formatted);
        previous = Some((piece, single));
    }
    if let Some((last, _)) = previous {
        Between::of(text, last).finish(&mut out);
    }
    if text.contains("\r\n") { out.replace("\r\n", "\n").replace('\n', "\r\n") } else { out }
}

/// What the text is written in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    /// The language of punctuation, and with `rewrite` of keywords.
    pub language: Language,
    /// Whether keywords and units are put into that language.
    pub rewrite: bool,
}

/// The text before the first header: comments with at most one blank line between them, or, with stray words, as it is.
fn before(text: &str, tokens: &[Token], stray: bool) -> String {
    let end = tokens.last().map_or(0, |token| token.span.end);
    let written = text.get(..end).unwrap_or_default();
    if stray {
        return written.to_owned();
    }
    let mut out = String::from(if written.starts_with('\u{FEFF}') { "\u{FEFF}" } else { "" });
    let (mut any, mut ends) = (false, 0_usize);
    for token in tokens {
        match token.kind {
            TokenKind::LineEnd => ends += 1,
            TokenKind::Comment => {
                out.push_str(if any && ends > 1 { "\n" } else { "" });
                out.push_str(&between::comment(token.text(text)));
                out.push('\n');
                (any, ends) = (true, 0);
            }
            _ => {}
        }
    }
    out.push_str(if any && ends > 1 { "\n" } else { "" });
    out
}

/// One declaration without its last line end.
fn declaration(text: &str, piece: &Piece<'_>, style: Style) -> String {
    let source = text.get(piece.span.start..piece.span.end).unwrap_or_default();
    let mut faults = Vec::new();
    if crate::lexical::check(text, crate::FileId(0), piece, &mut faults) {
        return source.to_owned();
    }
    let coded = Coded::new(text, piece.tokens);
    match pairs(piece.kind, &coded.code) {
        Ok(pairs) => {
            let atoms = Atoms { text, coded: &coded, style };
            lines::lay_out(text, &atoms.of(piece.kind, pairs), style)
        }
        Err(_) => source.to_owned(),
    }
}
