//! Formatting as edits: of a whole file, of some of its lines, and of what was just typed.

use super::{Cursor, View};
use qingce_grammar::lexer::{Token, TokenKind, tokens};
use qingce_grammar::{Edit, FileId, Language, Place, Span, format, vocabulary};
use similar::{DiffTag, TextDiff};

/// Characters after which [`typed`] may have something to do.
pub const TRIGGERS: [&str; 13] = [":", "：", "(", "（", ")", "）", "，", "、", "＋", "＝", "＜", "＞", "\n"];

/// The edits that lay a file out, line by line; lines that stay are in none of them.
pub fn whole(view: &View<'_>, file: FileId) -> Vec<Edit> {
    let old = view.file(file);
    let new = format(old, None);
    let (old_lines, new_lines): (Vec<&str>, Vec<&str>) =
        (old.split_inclusive('\n').collect(), new.split_inclusive('\n').collect());
    let mut starts = vec![0];
    for line in &old_lines {
        starts.push(starts.last().copied().unwrap_or_default() + line.len());
    }
    let start = |line: usize| starts.get(line).copied().unwrap_or(old.len());
    let diff = TextDiff::from_slices(&old_lines, &new_lines);
    let changed = diff.ops().iter().filter(|op| op.tag() != DiffTag::Equal);
    changed
        .map(|op| {
            let (old, new) = (op.old_range(), op.new_range());
            let span = Span::new(start(old.start), start(old.end));
            let text = new_lines.get(new).unwrap_or_default().concat();
            Edit { place: Place { file, span }, text }
        })
        .flat_map(|edit| lines(view, edit))
        .collect()
}

/// An edit of as many lines as it gives, as one edit a line.
fn lines(view: &View<'_>, edit: Edit) -> Vec<Edit> {
    let old = view.words(edit.place);
    let count = |text: &str| text.split_inclusive('\n').count();
    if count(old) != count(&edit.text) {
        return vec![edit];
    }
    let mut start = edit.place.span.start;
    let pairs = old.split_inclusive('\n').zip(edit.text.split_inclusive('\n'));
    let each = pairs.filter_map(|(old, new)| {
        let span = Span::new(start, start + old.len());
        start = span.end;
        (old != new).then(|| Edit { place: Place { span, ..edit.place }, text: new.to_owned() })
    });
    each.collect()
}

/// The edits of [`whole`] that lie inside a range.
pub fn range(view: &View<'_>, file: FileId, range: Span) -> Vec<Edit> {
    let inside = |edit: &Edit| range.start <= edit.place.span.start && edit.place.span.end <= range.end;
    whole(view, file).into_iter().filter(inside).collect()
}

/// What is settled after a character was typed right before the cursor: a mark gets the width of the file's language; after a
/// line end, the line before it is laid out. Quoted words and comments stay as they are.
pub fn typed(view: &View<'_>, at: Cursor, character: &str) -> Vec<Edit> {
    if character.ends_with('\n') {
        let text = view.file(at.file);
        let end = text.get(..at.offset).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
        let start =
            text.get(..end.saturating_sub(1)).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
        return range(view, at.file, Span::new(start, end));
    }
    let language = view.tree(at.file).map_or(Language::Chinese, |tree| tree.language);
    let edit = mark_before(view.file(at.file), at.offset, language);
    edit.map(|(span, text)| Edit { place: Place { file: at.file, span }, text: text.to_owned() })
        .into_iter()
        .collect()
}

/// The mark that ends at an offset, if the language writes it another way, with that way.
fn mark_before(text: &str, offset: usize, language: Language) -> Option<(Span, &'static str)> {
    let all = tokens(text);
    let at = all.iter().position(|token| token.span.end == offset && token.kind == TokenKind::Mark)?;
    let token = all.get(at)?;
    let entry = vocabulary::mark(token.text(text))?;
    let before = at.checked_sub(1).and_then(|before| all.get(before));
    let counts = matches!(entry.id, "comma" | "listed");
    // A half-width comma may be either Chinese mark, and between digits it only groups them.
    let unclear = counts && (language == Language::Chinese || before.is_some_and(is_number));
    let spelling = entry.spelling(language);
    (!unclear && spelling != token.text(text)).then_some((token.span, spelling))
}

fn is_number(token: &Token) -> bool {
    token.kind == TokenKind::Number
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(text: &str, language: Language) -> Option<&'static str> {
        mark_before(text, text.len(), language).map(|(_, mark)| mark)
    }

    #[test]
    fn marks_get_the_width_of_the_language_where_that_is_safe() {
        let zh = Language::Chinese;
        assert_eq!(settled("标准 补贴:", zh), Some("："));
        assert_eq!(settled("  当 (", zh), Some("（"));
        assert_eq!(settled("  当 甲 ＝", zh), Some("="));
        assert_eq!(settled("标准 补贴：", zh), None);
        assert_eq!(settled("  给予 1,", zh), None, "digits may follow");
        assert_eq!(settled("选项 甲：乙,", zh), None, "which of two marks is meant isn't known");
        assert_eq!(settled("# 注:", zh), None, "a comment");
        assert_eq!(settled("  依据 1.1「甲:", zh), None, "quoted words");
        assert_eq!(settled("options a：", Language::English), Some(":"));
        assert_eq!(settled("options a: b、", Language::English), Some(","));
    }
}
