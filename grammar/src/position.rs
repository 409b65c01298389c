//! Byte offsets, lines, characters and UTF-16 units: the only place where one is turned into another.
//!
//! Lines and columns count from 0. A column of [`Lines::position`] counts characters (Unicode scalar values, so `𠮷` is one
//! and a full-width mark is one); that of [`Lines::utf16`] counts UTF-16 units, as editors do. A byte order mark at the start
//! of the file is a character of its line for editors, which hold it in their text, and none for people, who never see it.

/// In which units a protocol counts columns. A byte order mark is a character of its line in each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Bytes.
    Utf8,
    /// UTF-16 units.
    Utf16,
    /// Unicode scalar values.
    Character,
}

impl Unit {
    /// How many units a character has.
    fn of(self, c: char) -> usize {
        match self {
            Self::Utf8 => c.len_utf8(),
            Self::Utf16 => c.len_utf16(),
            Self::Character => 1,
        }
    }
}

/// A line and a column in it, both from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column, in characters or another [`Unit`].
    pub column: usize,
}

/// Where the lines of a text begin.
#[derive(Debug, Clone)]
pub struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// Finds the lines of a text. Line ends are LF and CRLF.
    pub fn new(text: &'t str) -> Self {
        let after = text.match_indices('\n').map(|(at, _)| at + 1);
        Self { text, starts: std::iter::once(0).chain(after).collect() }
    }

    /// How many lines there are; the one after a last line end counts.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// A line without its end; empty if there is none.
    pub fn line(&self, line: usize) -> &'t str {
        let (start, end) = self.range(line);
        self.text.get(start..end).unwrap_or_default()
    }

    /// First and last byte of a line, its end left out. Past the last line both are the end of the text.
    fn range(&self, line: usize) -> (usize, usize) {
        let Some(start) = self.starts.get(line) else { return (self.text.len(), self.text.len()) };
        let end = self.starts.get(line + 1).map_or(self.text.len(), |next| next - 1);
        let body = self.text.get(*start..end).unwrap_or_default();
        (*start, start + body.strip_suffix('\r').unwrap_or(body).len())
    }

    /// The line that holds an offset, and the text of it that stands before the offset.
    fn before(&self, offset: usize) -> (usize, &'t str) {
        let offset = self.floor(offset);
        let line = self.starts.partition_point(|start| *start <= offset).saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or_default();
        (line, self.text.get(start..offset).unwrap_or_default())
    }

    /// The last character boundary at or before an offset.
    fn floor(&self, offset: usize) -> usize {
        (0..=offset.min(self.text.len())).rev().find(|at| self.text.is_char_boundary(*at)).unwrap_or_default()
    }

    /// The place of a byte as people count, byte order mark left out. An offset inside a character counts as its start,
    /// one past the end as the end.
    pub fn position(&self, offset: usize) -> Position {
        let (line, before) = self.before(offset);
        let shown = if line == 0 { before.strip_prefix('\u{FEFF}').unwrap_or(before) } else { before };
        Position { line, column: shown.chars().count() }
    }

    /// The place of a byte as a protocol counts.
    pub fn position_in(&self, offset: usize, unit: Unit) -> Position {
        let (line, before) = self.before(offset);
        Position { line, column: before.chars().map(|c| unit.of(c)).sum() }
    }

    /// The byte at a place counted in characters. A column past the line's end is the line's end.
    pub fn offset(&self, position: Position) -> usize {
        let bom = usize::from(position.line == 0 && self.text.starts_with('\u{FEFF}'));
        self.walk(position.line, position.column + bom, |_| 1)
    }

    /// The byte at a place as a protocol counts. A column in the middle of a character is the character's start.
    pub fn offset_in(&self, position: Position, unit: Unit) -> usize {
        self.walk(position.line, position.column, |c| unit.of(c))
    }

    fn walk(&self, line: usize, column: usize, width: impl Fn(char) -> usize) -> usize {
        let (start, end) = self.range(line);
        let body = self.text.get(start..end).unwrap_or_default();
        let mut seen = 0;
        for (at, c) in body.char_indices() {
            seen += width(c);
            if seen > column {
                return start + at;
            }
        }
        end
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = "规则 𠮷\r\n  当 ｘ（１）\n";

    fn at(line: usize, column: usize) -> Position {
        Position { line, column }
    }

    #[test]
    fn columns_count_characters_and_utf16_units() {
        let lines = Lines::new(TEXT);
        let after = TEXT.find('𠮷').unwrap() + '𠮷'.len_utf8();
        assert_eq!(lines.position(after), at(0, 4));
        assert_eq!(lines.position_in(after, Unit::Utf16), at(0, 5));
        let one = TEXT.find('１').unwrap();
        assert_eq!(lines.position(one), at(1, 6));
        assert_eq!(lines.offset(at(1, 6)), one);
        assert_eq!(lines.offset_in(at(0, 4), Unit::Utf16), TEXT.find('𠮷').unwrap(), "inside the character");
    }

    #[test]
    fn line_ends_are_no_part_of_a_line() {
        let lines = Lines::new(TEXT);
        assert_eq!((lines.count(), lines.line(0), lines.line(2), lines.line(9)), (3, "规则 𠮷", "", ""));
        assert_eq!(lines.offset(at(0, 99)), "规则 𠮷".len());
        assert_eq!(lines.offset(at(9, 0)), TEXT.len());
        assert_eq!(lines.position(TEXT.len() + 5), at(2, 0));
    }

    #[test]
    fn people_do_not_count_the_byte_order_mark() {
        let lines = Lines::new("\u{FEFF}规则");
        assert_eq!(lines.position(6), at(0, 1));
        assert_eq!(lines.position_in(6, Unit::Utf16), at(0, 2));
        assert_eq!(lines.offset(at(0, 1)), 6);
        assert_eq!(lines.offset_in(at(0, 2), Unit::Utf16), 6);
    }

    proptest! {
        #[test]
        fn every_boundary_reads_back(text in "[a规𠮷\u{FEFF}\r\n１ ]{0,30}") {
            let lines = Lines::new(&text);
            for (offset, c) in text.char_indices() {
                if c != '\n' && !(c == '\r' && text[offset..].starts_with("\r\n")) && !(offset == 0 && c == '\u{FEFF}') {
                    prop_assert_eq!(lines.offset(lines.position(offset)), offset);
                    for unit in [Unit::Utf8, Unit::Utf16, Unit::Character] {
                        prop_assert_eq!(lines.offset_in(lines.position_in(offset, unit), unit), offset);
                    }
                }
            }
        }
    }
}
