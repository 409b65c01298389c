//! A text as an editor holds it: UTF-16 units, in lines that end with LF or CRLF. It shares nothing with the server.

use serde_json::{Value, json};
use std::fmt;

const CR: u16 = 0x0D;
const LF: u16 = 0x0A;

/// A text.
pub struct Text(Vec<u16>);

impl Text {
    /// The text of a string.
    pub fn new(text: &str) -> Self {
        Self(text.encode_utf16().collect())
    }

    /// How many units it has.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Puts a string in the place of some units.
    pub fn replace(&mut self, start: usize, end: usize, new: &str) {
        self.0.splice(start..end, new.encode_utf16());
    }

    /// Some units as a string.
    pub fn part(&self, start: usize, end: usize) -> String {
        String::from_utf16(&self.0[start..end]).expect("no pair is cut")
    }

    /// The nearest unit at or before another between which and its neighbour a client may put its cursor: not inside a surrogate
    /// pair, not inside CRLF.
    pub fn gap(&self, at: usize) -> usize {
        let inside = |at: usize| {
            let (Some(before), Some(after)) = (at.checked_sub(1).and_then(|b| self.0.get(b)), self.0.get(at))
            else {
                return false;
            };
            (0xD800..0xDC00).contains(before) && (0xDC00..0xE000).contains(after)
                || (*before, *after) == (CR, LF)
        };
        let at = at.min(self.len());
        if inside(at) { at - 1 } else { at }
    }

    /// The position of a unit.
    pub fn position(&self, at: usize) -> Value {
        let before = &self.0[..at];
        let line = before.iter().filter(|unit| **unit == LF).count();
        let start = before.iter().rposition(|unit| *unit == LF).map_or(0, |end| end + 1);
        json!({ "line": line, "character": at - start })
    }

    /// How long each line is, its end left out.
    pub fn lengths(&self) -> Vec<usize> {
        let lines = self.0.split(|unit| *unit == LF);
        let length = |(at, line): (usize, &[u16])| (at, line.len(), line.last() == Some(&CR));
        let mut lengths: Vec<_> = lines.enumerate().map(length).collect();
        // What follows the last line end ends with the text alone.
        if let Some((_, _, cr)) = lengths.last_mut() {
            *cr = false;
        }
        lengths.into_iter().map(|(_, length, cr)| length - usize::from(cr)).collect()
    }

    /// Whether a place is one of the text and cuts no character.
    pub fn has(&self, line: usize, character: usize) -> bool {
        let Some(line) = self.0.split(|unit| *unit == LF).nth(line) else { return false };
        character <= line.len()
            && !(character > 0
                && (0xD800..0xDC00).contains(&line[character - 1])
                && line.get(character).is_some_and(|unit| (0xDC00..0xE000).contains(unit)))
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.part(0, self.len()))
    }
}
