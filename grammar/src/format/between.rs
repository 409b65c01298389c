//! What stands between two declarations: blank lines and comments.

use crate::declarations::Piece;
use crate::lexer::TokenKind;

/// The comments after a declaration, up to the next header.
#[derive(Debug)]
pub(super) struct Between {
    /// On the line of the declaration's last word.
    trailing: Option<String>,
    /// On lines of their own: the text, whether blank lines stand before it, whether it is indented.
    own: Vec<(String, bool, bool)>,
    /// Whether blank lines stand before the next header.
    blank: bool,
}

/// A comment with a half-width mark and without blanks at its end.
pub(super) fn comment(text: &str) -> String {
    let text = text.trim_end();
    text.strip_prefix('＃').map_or_else(|| text.to_owned(), |rest| format!("#{rest}"))
}

impl Between {
    /// Reads what follows a declaration's last word.
    pub(super) fn of(text: &str, piece: &Piece<'_>) -> Self {
        let mut between = Self { trailing: None, own: Vec::new(), blank: false };
        let (mut ends, mut indented) = (0_usize, false);
        for token in piece.tokens.iter().filter(|token| token.span.start >= piece.span.end) {
            match token.kind {
                TokenKind::LineEnd => {
                    ends += 1;
                    indented = false;
                }
                TokenKind::Blank => indented = true,
                TokenKind::Comment if ends == 0 && between.own.is_empty() => {
                    between.trailing = Some(comment(token.text(text)));
                }
                TokenKind::Comment => {
                    between.own.push((comment(token.text(text)), ends > 1, indented));
                    ends = 0;
                }
                _ => {}
            }
        }
        between.blank = ends > 1;
        between
    }

    /// Writes it between two declarations. `compact`: they may stand on lines next to each other if they did.
    pub(super) fn write(&self, out: &mut String, compact: bool) {
        let compact = compact && !self.blank && self.own.iter().all(|(_, blank, _)| !blank);
        let apart = self.comments(out, !compact);
        // Comments right above a header belong to it; otherwise one blank line stands before the header.
        if !compact && (self.blank || !apart) {
            out.push('\n');
        }
    }

    /// Writes it at the end of the file.
    pub(super) fn finish(&self, out: &mut String) {
        self.comments(out, true);
    }

    /// Writes the comments, each on its line, and ends the line; whether one of them stands apart from the declaration before.
    fn comments(&self, out: &mut String, blanks: bool) -> bool {
        if let Some(trailing) = &self.trailing {
            out.push(' ');
            out.push_str(trailing);
        }
        out.push('\n');
        let mut apart = false;
        for (text, blank, indented) in &self.own {
            let belongs = *indented && !blank && !apart;
            if blanks && !belongs && (*blank || !apart) {
                out.push('\n');
            }
            apart |= !belongs;
            out.push_str(if belongs { "  " } else { "" });
            out.push_str(text);
            out.push('\n');
        }
        apart
    }
}
