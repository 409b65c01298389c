//! A source text as miette wants it, but with columns counted in characters.

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

/// A text with the name that it is shown under.
#[derive(Debug, Clone)]
pub struct NamedText<'a> {
    /// The path as shown.
    pub name: String,
    /// The whole text.
    pub text: &'a str,
}

impl SourceCode for NamedText<'_> {
    /// As for a `str`, but the column of a span without context lines counts characters where miette counts bytes.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let read = self.text.read_span(span, before, after)?;
        let column = if before == 0 { column(self.text, span.offset()) } else { read.column() };
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            read.data(),
            *read.span(),
            read.line(),
            column,
            read.line_count(),
        )))
    }
}

/// Characters between the start of the line and the byte `offset`, from 0.
pub fn column(text: &str, offset: usize) -> usize {
    let before = before(text, offset);
    before.rsplit('\n').next().unwrap_or(before).chars().count()
}

/// The line that the byte `offset` stands on, from 0.
pub fn line(text: &str, offset: usize) -> usize {
    before(text, offset).matches('\n').count()
}

/// The text before the byte `offset`, cut back to a whole character.
fn before(text: &str, offset: usize) -> &str {
    let mut end = offset.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let text = "规则 甲\n  当 工资 > 3元\n";
        let at = text.find("工资").unwrap();
        assert_eq!((line(text, at), column(text, at)), (1, 4));
        let named = NamedText { name: "甲.ce".into(), text };
        let read = named.read_span(&SourceSpan::from((at, "工资".len())), 0, 0).unwrap();
        assert_eq!((read.line(), read.column(), read.name()), (1, 4, Some("甲.ce")));
    }

    #[test]
    fn a_place_past_the_end_is_the_end() {
        assert_eq!((line("甲\n", 99), column("甲", 99)), (1, 1));
    }
}
