//! The parts of a Markdown page that tests run: fences, tables and marks in comments, each with its line.
//!
//! Only what our own pages use is understood: fences of three backquotes, tables with a rule of dashes, comments on one line.

/// One part of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// `## Title`, with its number of `#`.
    Heading(usize, String),
    /// A fenced text.
    Fence(Fence),
    /// A table.
    Table(Table),
    /// `<!-- … -->` on a line of its own: what stands inside.
    Mark(Mark),
}

/// A fenced text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fence {
    /// The words after the backquotes.
    pub info: Vec<String>,
    /// The text inside, with a line end after each line.
    pub text: String,
    /// The line of the opening backquotes, from 1.
    pub line: usize,
    /// Byte range of the text inside the page.
    pub range: std::ops::Range<usize>,
}

impl Fence {
    /// Whether its info words are these.
    pub fn is(&self, info: &[&str]) -> bool {
        self.info.iter().map(String::as_str).eq(info.iter().copied())
    }
}

/// A table: its head and rows, cells without blanks around them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Column titles.
    pub head: Vec<String>,
    /// Rows with their lines.
    pub rows: Vec<(usize, Vec<String>)>,
}

/// A comment on a line of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// What stands inside, without blanks around it.
    pub text: String,
    /// Its line, from 1.
    pub line: usize,
    /// Byte range of the whole line, its end included.
    pub range: std::ops::Range<usize>,
}

/// The parts of a page in order.
///
/// # Panics
/// If a fence is not closed.
pub fn blocks(page: &str) -> Vec<Block> {
    let mut found = Vec::new();
    let mut open: Option<Fence> = None;
    let mut start = 0;
    let mut in_table = false;
    for (index, whole) in page.split_inclusive('\n').enumerate() {
        let (begin, line) = (start, whole.trim_end());
        start += whole.len();
        if let Some(mut fence) = open.take() {
            if line == "```" {
                fence.range.end = begin;
                fence.text = page[fence.range.clone()].to_owned();
                found.push(Block::Fence(fence));
            } else {
                open = Some(fence);
            }
        } else if let Some(info) = line.strip_prefix("```") {
            let info = info.split_whitespace().map(str::to_owned).collect();
            open = Some(Fence { info, text: String::new(), line: index + 1, range: start..start });
        } else if line.starts_with('|') {
            table_line(line, index + 1, in_table, &mut found);
        } else {
            found.extend(other_line(line, index + 1, begin..start));
        }
        in_table = line.starts_with('|');
    }
    assert!(open.is_none(), "a fence is not closed");
    found
}

/// A line of a table: its head, the rule under it, or a row.
fn table_line(line: &str, number: usize, inside: bool, found: &mut Vec<Block>) {
    match found.last_mut() {
        Some(Block::Table(_))
            if inside && line.chars().all(|c| "|-: ".contains(c)) && line.contains("---") => {}
        Some(Block::Table(table)) if inside => table.rows.push((number, cells(line))),
        _ => found.push(Block::Table(Table { head: cells(line), rows: Vec::new() })),
    }
}

/// A heading or a mark.
fn other_line(line: &str, number: usize, range: std::ops::Range<usize>) -> Option<Block> {
    if line.starts_with('#') {
        let title = line.trim_start_matches('#');
        return Some(Block::Heading(line.len() - title.len(), title.trim().to_owned()));
    }
    let text = line.strip_prefix("<!--")?.strip_suffix("-->")?.trim().to_owned();
    Some(Block::Mark(Mark { text, line: number, range }))
}

fn cells(line: &str) -> Vec<String> {
    let inner = line.strip_prefix('|').unwrap_or(line);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    inner.split('|').map(|cell| cell.trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_fences_tables_marks_and_headings() {
        let page = "# 题\n\n<!-- decide 人 -->\n\n| 甲 | 乙 |\n|---|---|\n| 1 | |\n| | 2 |\n\n```ce part\n规则\n# 注\n```\n";
        let blocks = blocks(page);
        let Block::Table(table) = &blocks[2] else { panic!("{blocks:?}") };
        assert_eq!(table.head, ["甲", "乙"]);
        assert_eq!(table.rows, [(7, vec!["1".into(), String::new()]), (8, vec![String::new(), "2".into()])]);
        let Block::Fence(fence) = &blocks[3] else { panic!("{blocks:?}") };
        assert!(fence.is(&["ce", "part"]));
        assert_eq!((fence.text.as_str(), fence.line), ("规则\n# 注\n", 10));
        assert_eq!(&page[fence.range.clone()], fence.text);
        assert!(matches!(&blocks[0], Block::Heading(1, title) if title == "题"));
        assert!(matches!(&blocks[1], Block::Mark(mark) if mark.text == "decide 人" && mark.line == 3));
        assert_eq!(blocks.len(), 4);
    }
}
