//! Between byte offsets and the protocol's positions, between paths and addresses.

use qingce_grammar::Span;
use qingce_grammar::position::{self, Lines, Unit};
use std::path::{Path, PathBuf};
use tower_lsp::ls_types::{ClientCapabilities, Position, PositionEncodingKind, Range, Uri};

/// In which units the client counts columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encoding(pub Unit);

impl Encoding {
    /// Bytes where the client offers them, which costs nothing to convert; else UTF-16, which every client knows.
    pub fn chosen(capabilities: &ClientCapabilities) -> Self {
        let offered = capabilities.general.as_ref().and_then(|general| general.position_encodings.as_ref());
        let utf8 = offered.is_some_and(|kinds| kinds.contains(&PositionEncodingKind::UTF8));
        Self(if utf8 { Unit::Utf8 } else { Unit::Utf16 })
    }

    /// Its name in the protocol.
    pub fn kind(self) -> PositionEncodingKind {
        match self.0 {
            Unit::Utf8 => PositionEncodingKind::UTF8,
            Unit::Utf16 => PositionEncodingKind::UTF16,
            Unit::Character => PositionEncodingKind::UTF32,
        }
    }
}

/// The byte at a position; one past the line's end is the line's end.
pub fn offset(lines: &Lines<'_>, at: Position, encoding: Encoding) -> usize {
    let at = position::Position { line: at.line as usize, column: at.character as usize };
    lines.offset_in(at, encoding.0)
}

/// The position of a byte.
pub fn position(lines: &Lines<'_>, offset: usize, encoding: Encoding) -> Position {
    let at = lines.position_in(offset, encoding.0);
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Position { line: count(at.line), character: count(at.column) }
}

/// The range of a span.
pub fn range(lines: &Lines<'_>, span: Span, encoding: Encoding) -> Range {
    Range { start: position(lines, span.start, encoding), end: position(lines, span.end, encoding) }
}

/// The path of an address. One that is no file (a text never saved) stands under its own text, so that it is told apart.
pub fn path(uri: &Uri) -> PathBuf {
    match uri.to_file_path() {
        Some(path) => path.into_owned(),
        None => PathBuf::from(uri.as_str()),
    }
}

/// The address of a path.
pub fn uri(path: &Path) -> Option<Uri> {
    Uri::from_file_path(path).or_else(|| path.to_str()?.parse().ok())
}
