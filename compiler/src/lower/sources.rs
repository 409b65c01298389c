//! The texts that places point into: lines for people, and parts of the policy as written.

use crate::input::PolicyText;
use qingce_grammar::Place;
use qingce_runtime::program;

/// One `.ce` file.
#[derive(Debug)]
struct Source<'t> {
    title: String,
    text: &'t str,
    /// Where each line begins.
    lines: Vec<usize>,
}

/// All `.ce` files of a policy in the order of their file ids.
#[derive(Debug)]
pub(super) struct Sources<'t> {
    files: Vec<Source<'t>>,
}

impl<'t> Sources<'t> {
    /// The files of all layers; those of the layers below the last one are shown with their folder.
    pub fn new(text: &'t PolicyText) -> Self {
        let last = text.layers.len().saturating_sub(1);
        let mut files = Vec::new();
        for (depth, layer) in text.layers.iter().enumerate() {
            for file in &layer.files {
                let title = match depth == last || layer.folder.is_empty() {
                    true => file.path.clone(),
                    false => format!("{}/{}", layer.folder.trim_end_matches('/'), file.path),
                };
                let breaks = file.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
                let lines = std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect();
                files.push(Source { title, text: &file.text, lines });
            }
        }
        Self { files }
    }

    /// Names shown to people.
    pub fn titles(&self) -> Vec<String> {
        self.files.iter().map(|file| file.title.clone()).collect()
    }

    /// A place as the program keeps it.
    pub fn place(&self, place: Place) -> program::Place {
        let line = self
            .files
            .get(place.file.0)
            .map_or(1, |file| file.lines.partition_point(|begin| *begin <= place.span.start).max(1));
        let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        program::Place {
            file: u16::try_from(place.file.0).unwrap_or(u16::MAX),
            start: small(place.span.start),
            end: small(place.span.end),
            line: small(line),
        }
    }

    /// The part of the policy at a place as written, comments left out and blanks folded.
    pub fn written(&self, place: Place) -> String {
        let file = self.files.get(place.file.0);
        let text = file.and_then(|file| file.text.get(place.span.start..place.span.end)).unwrap_or_default();
        let mut folded = String::with_capacity(text.len());
        for line in text.lines() {
            for word in without_comment(line).split_whitespace() {
                if !folded.is_empty() {
                    folded.push(' ');
                }
                folded.push_str(word);
            }
        }
        folded
    }
}

/// A line up to its comment. Marks inside a quoted text begin none.
fn without_comment(line: &str) -> &str {
    let mut closing = None;
    for (at, sign) in line.char_indices() {
        match (closing, sign) {
            (Some(mark), _) if sign == mark => closing = None,
            (Some(_), _) => {}
            (None, '「') => closing = Some('」'),
            (None, '“') => closing = Some('”'),
            (None, '"') => closing = Some('"'),
            (None, '#' | '＃') => return line.get(..at).unwrap_or(line),
            (None, _) => {}
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{Layer, SourceFile};
    use qingce_grammar::{FileId, Span};

    fn layer(folder: &str, text: &str) -> Layer {
        let files = vec![SourceFile { path: "政策.ce".to_owned(), text: text.to_owned() }];
        Layer { folder: folder.to_owned(), files, sources: Vec::new() }
    }

    #[test]
    fn parts_are_shown_without_comments_and_in_one_line() {
        let text = "当 甲 # 「不」算\n   且 名称 ＝ 「#1」  且\r\n 乙 ＃ 完\n";
        let policy = PolicyText { layers: vec![layer("甲", ""), layer("乙", text)] };
        let sources = Sources::new(&policy);
        let place = Place { file: FileId(1), span: Span::new(0, text.len()) };
        assert_eq!(sources.written(place), "当 甲 且 名称 ＝ 「#1」 且 乙");
        assert_eq!(sources.titles(), ["甲/政策.ce", "政策.ce"]);
    }

    #[test]
    fn lines_are_counted_from_one() {
        let policy = PolicyText { layers: vec![layer("", "一\n二\n三")] };
        let sources = Sources::new(&policy);
        let line = |at| sources.place(Place { file: FileId(0), span: Span::new(at, at) }).line;
        assert_eq!([line(0), line(3), line(4), line(7), line(8)], [1, 1, 2, 2, 3]);
    }
}
