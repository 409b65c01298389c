//! Text to a lossless stream of tokens. Cannot fail: what is no token of the language becomes [`TokenKind::Stray`].

use crate::Span;
use logos::Logos;

/// Kinds of token. Words are not yet told apart into keywords and names: that is the vocabulary table's business.
#[derive(Logos, Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Blanks within a line.
    #[regex(r"[ \t\u{3000}\u{FEFF}]+")]
    Blank,
    /// LF, CRLF or CR.
    #[regex(r"\r\n|\n|\r")]
    LineEnd,
    /// `#` up to the line's end.
    #[regex(r"[#＃][^\r\n]*", allow_greedy = true)]
    Comment,
    /// `「…」`, `“…”`, `"…"` on one line.
    #[regex(r#"「[^」\r\n]*」|“[^”\r\n]*”|"[^"\r\n]*""#)]
    Quoted,
    /// A quotation mark without its partner on the line.
    #[regex(r#"[「“"」”]"#)]
    LoneQuote,
    /// Digits with point and groups of three.
    #[regex(r"[0-9０-９]+([.．][0-9０-９]+)?|[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")]
    Number,
    /// A name, keyword or unit; `-` joins ASCII letters.
    #[regex(r"[\p{XID_Start}_]([\p{XID_Continue}·]|-[A-Za-z])*")]
    Word,
    /// `'s`, the English 的.
    #[regex(r"['’]s")]
    Possessive,
    /// A mark of punctuation or an operator sign.
    #[regex(r"<=|>=|!=|＜＝|＞＝|[,，、:：;；()（）{}｛｝+＋\-－−*＊×/／÷=＝≠<＜≤>＞≥%％]")]
    Mark,
    /// A character that means nothing in the language.
    Stray,
}

/// One token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Its kind.
    pub kind: TokenKind,
    /// Its bytes.
    pub span: Span,
}

impl TokenKind {
    /// Whether the token has no meaning of its own: blanks, line ends, comments.
    pub fn is_trivia(self) -> bool {
        matches!(self, Self::Blank | Self::LineEnd | Self::Comment)
    }
}

/// All tokens of a text in order; their texts together are the text.
pub fn tokens(text: &str) -> Vec<Token> {
    TokenKind::lexer(text)
        .spanned()
        .map(|(kind, range)| Token {
            kind: kind.unwrap_or(TokenKind::Stray),
            span: Span::new(range.start, range.end),
        })
        .collect()
}
