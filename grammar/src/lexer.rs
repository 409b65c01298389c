//! Text to tokens, losslessly: the texts of all tokens, one after the other, are the file. Never fails.
//!
//! Tokens say what a piece of text looks like (a word, a number, a quoted text …); which words are keywords is known by
//! looking them up in the vocabulary, and which of those are meant as such by where they stand.

use crate::Span;
use logos::{Lexer, Logos};

/// What a token looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Logos)]
pub enum TokenKind {
    /// Blanks, tabs, ideographic blanks, byte order marks, lone carriage returns.
    #[regex(r"[ \t\u{3000}\u{A0}\u{FEFF}\r\x0B\x0C]+")]
    Blank,
    /// One line end.
    #[regex(r"\r?\n")]
    LineEnd,
    /// `# …`, line end excluded.
    #[regex(r"[#＃][^\r\n]*", allow_greedy = true)]
    Comment,
    /// Quoted text with both marks.
    #[regex("「[^」\r\n]*」")]
    #[regex("“[^”\r\n]*”")]
    #[regex("\"[^\"\r\n]*\"")]
    Quoted,
    /// Quoted text without its second mark, up to the end of the line.
    #[regex("「[^」\r\n]*")]
    #[regex("“[^”\r\n]*")]
    #[regex("\"[^\"\r\n]*")]
    Unclosed,
    /// `2022年6月1日` or `2022-06-01`, whether or not the calendar has the day.
    #[regex(r"[0-9０-９]{4}[ \t\u{3000}]*年[ \t\u{3000}]*[0-9０-９]{1,2}[ \t\u{3000}]*月[ \t\u{3000}]*[0-9０-９]{1,2}[ \t\u{3000}]*日", priority = 30)]
    #[regex(r"[0-9０-９]{4}[-－][0-9０-９]{1,2}[-－][0-9０-９]{1,2}", priority = 30)]
    Date,
    /// Digits with points and grouping commas, well placed or not.
    #[regex(r"[0-9０-９]+([,.．][0-9０-９]+)*[.．]?")]
    #[regex(r"[.．][0-9０-９]+")]
    Number,
    /// `第六条`, `第16条`.
    #[regex(r"第[0-9０-９零〇一二三四五六七八九十百]+条", priority = 40)]
    ClauseNumber,
    /// A name or a keyword.
    #[regex(r"[\p{XID_Start}_][\p{XID_Continue}·]*", hyphenated, priority = 10)]
    Word,
    /// `'s`, the English spelling of 的.
    #[token("'s")]
    #[token("’s")]
    Possessive,
    /// A mark of the vocabulary.
    #[regex(r"[、,，:：(（)）{｛}｝+＋\-－−×*＊÷/／=＝≠<＜>＞≤≥%％;；]|!=|<=|＜＝|>=|＞＝")]
    Mark,
    /// Anything else.
    Unknown,
}

/// A piece of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// What it looks like.
    pub kind: TokenKind,
    /// Where it stands.
    pub span: Span,
}

impl Token {
    /// The token's text in its file; empty if it belongs to another file.
    pub fn text<'t>(&self, file: &'t str) -> &'t str {
        file.get(self.span.start..self.span.end).unwrap_or_default()
    }

    /// Whether it is a blank, a line end or a comment.
    pub fn is_trivia(&self) -> bool {
        matches!(self.kind, TokenKind::Blank | TokenKind::LineEnd | TokenKind::Comment)
    }
}

/// Takes in `-x` where a hyphen stands between two ASCII letters.
fn hyphenated(lexer: &mut Lexer<'_, TokenKind>) {
    while let Some(length) = hyphen_and_rest(lexer.slice(), lexer.remainder()) {
        lexer.bump(length);
    }
}

fn hyphen_and_rest(word: &str, rest: &str) -> Option<usize> {
    let after = rest.strip_prefix('-')?;
    let joined = word.ends_with(|c: char| c.is_ascii_alphabetic())
        && after.starts_with(|c: char| c.is_ascii_alphabetic());
    let tail = after.find(|c: char| !continues(c)).unwrap_or(after.len());
    joined.then_some(1 + tail)
}

/// Whether a character can stand inside a word.
pub(crate) fn continues(c: char) -> bool {
    c == '_' || c == '·' || c.is_alphanumeric()
}

/// The tokens of a file.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    for (kind, range) in TokenKind::lexer(text).spanned() {
        let span = Span::new(range.start, range.end);
        tokens.push(Token { kind: kind.unwrap_or(TokenKind::Unknown), span });
    }
    tokens
}
