//! The terminal: its language, whether it shows colours, and texts laid out by the columns that they take there.
//! Chinese characters take two columns; everything here counts columns, never bytes or characters.

use crate::lang::Language;
use std::io::IsTerminal;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns that tables and paragraphs are laid out for.
pub const WIDTH: usize = 100;

/// How to speak to whoever reads the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Screen {
    /// The language of messages.
    pub language: Language,
    /// Whether standard output takes colours.
    pub colour: bool,
    /// Whether standard error takes colours.
    pub error_colour: bool,
}

/// Ways of standing out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Style {
    Bold,
    Dim,
    Good,
    Doubtful,
    Bad,
    Accent,
}

impl Screen {
    /// The screen of this process: colours only on a terminal, and none where `NO_COLOR` is set (<https://no-color.org>).
    pub fn of_process(language: Language) -> Self {
        let allowed = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
            && std::env::var_os("TERM").is_none_or(|term| term != "dumb");
        Self {
            language,
            colour: allowed && std::io::stdout().is_terminal(),
            error_colour: allowed && std::io::stderr().is_terminal(),
        }
    }

    /// A screen without colours, as a file is.
    pub fn plain(language: Language) -> Self {
        Self { language, colour: false, error_colour: false }
    }

    /// `text` in a style, for standard output.
    pub fn paint(&self, style: Style, text: &str) -> String {
        painted(self.colour, style, text)
    }

    /// `text` in a style, for standard error.
    pub fn paint_error(&self, style: Style, text: &str) -> String {
        painted(self.error_colour, style, text)
    }
}

fn painted(colour: bool, style: Style, text: &str) -> String {
    if !colour || text.is_empty() {
        return text.to_owned();
    }
    let code = match style {
        Style::Bold => "1",
        Style::Dim => "2",
        Style::Good => "32",
        Style::Doubtful => "33",
        Style::Bad => "31",
        Style::Accent => "36",
    };
    format!("\u{1b}[{code}m{text}\u{1b}[0m")
}

/// The columns that `text` takes.
pub fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// `text` with blanks after it up to `columns`; longer texts stay as they are.
pub fn pad(text: &str, columns: usize) -> String {
    let blanks = columns.saturating_sub(width(text));
    format!("{text}{}", " ".repeat(blanks))
}

/// Punctuation that may not begin a line of Chinese.
const NEVER_FIRST: &str = "，。、；：？！）」』】》％%,.;:?!)]}”’";

/// `text` broken into lines of at most `columns` (at least 4): at blanks, and between any two Chinese characters, but never
/// before closing punctuation. Words longer than a line are cut.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(4);
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        let fits = width(&line) + width(piece.trim_end()) <= columns;
        if !fits && !line.is_empty() {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
        }
        let piece = if line.is_empty() { piece.trim_start() } else { piece };
        for c in piece.chars() {
            if width(&line) + c.width().unwrap_or(0) > columns && c != ' ' {
                lines.push(std::mem::take(&mut line).trim_end().to_owned());
            }
            line.push(c);
        }
    }
    lines.push(line.trim_end().to_owned());
    lines
}

/// Unbreakable pieces, each with the blanks after it.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        let breakable = before.is_some_and(|b| {
            (b == ' ' && c != ' ')
                || ((wide(b) || wide(c))
                    && c != ' '
                    && !NEVER_FIRST.contains(c)
                    && !"（「『【《(".contains(b))
        });
        if breakable {
            pieces.push(&text[start..at]);
            start = at;
        }
        before = Some(c);
    }
    pieces.push(&text[start..]);
    pieces
}

fn wide(c: char) -> bool {
    c.width() == Some(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_takes_two_columns() {
        assert_eq!(width("补贴a"), 5);
        assert_eq!(pad("补贴", 6), "补贴  ");
    }

    #[test]
    fn lines_break_between_characters_but_not_before_a_stop() {
        assert_eq!(wrap("给予补贴，按规定。", 10), ["给予补贴，", "按规定。"]);
        assert_eq!(wrap("给予补贴，按", 8), ["给予补", "贴，按"]);
    }

    #[test]
    fn words_stay_whole_and_long_ones_are_cut() {
        assert_eq!(wrap("one two three", 8), ["one two", "three"]);
        assert_eq!(wrap("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(wrap("", 10), [""]);
    }

    #[test]
    fn no_colour_without_a_terminal() {
        assert_eq!(Screen::plain(Language::Chinese).paint(Style::Good, "好"), "好");
    }
}
