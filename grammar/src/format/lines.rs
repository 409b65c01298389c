//! Laying out one declaration: which atoms share a line, the blanks between them, and where its comments go.

use super::Style;
use super::atoms::{Atom, Class};
use super::between::comment;
use crate::Language;
use crate::lexer::{TokenKind, tokens};

/// The declaration's text, without a line end at its end.
pub(super) fn lay_out(source: &str, atoms: &[Atom], style: Style) -> String {
    let mut out = String::new();
    let mut previous: Option<&Atom> = None;
    for atom in atoms {
        if let Some(before) = previous {
            let gap = Gap::read(source.get(before.span.end..atom.span.start).unwrap_or_default());
            gap.write(&mut out, before, atom, style);
        }
        out.push_str(&atom.text);
        previous = Some(atom);
    }
    out
}

/// What the drafter wrote between two atoms.
struct Gap {
    /// A comment on the line of the first.
    trailing: Option<String>,
    /// Comments on lines of their own.
    own: Vec<String>,
    /// Line ends.
    ends: usize,
    /// Whether an empty line stands between them.
    blank: bool,
}

impl Gap {
    fn read(text: &str) -> Self {
        let mut gap = Self { trailing: None, own: Vec::new(), ends: 0, blank: false };
        let mut run = 0;
        for token in tokens(text) {
            match token.kind {
                TokenKind::LineEnd => {
                    gap.ends += 1;
                    run += 1;
                    gap.blank |= run > 1;
                }
                TokenKind::Comment => {
                    run = 0;
                    let written = comment(token.text(text));
                    if gap.ends == 0 { gap.trailing = Some(written) } else { gap.own.push(written) }
                }
                _ => {}
            }
        }
        gap
    }

    fn write(&self, out: &mut String, before: &Atom, after: &Atom, style: Style) {
        let commented = self.trailing.is_some() || !self.own.is_empty();
        let clings = matches!(after.class, Class::Attached | Class::Both | Class::Comma)
            || matches!(before.class, Class::Attaching | Class::Both);
        if !after.begins_part && !commented && (self.ends == 0 || clings) {
            if blank_between(before, after, style) {
                out.push(' ');
            }
            return;
        }
        let indent = if after.begins_part { "  " } else { "    " };
        if let Some(trailing) = &self.trailing {
            out.push(' ');
            out.push_str(trailing);
        }
        out.push('\n');
        if self.blank && after.begins_part {
            out.push('\n');
        }
        for own in &self.own {
            out.push_str(indent);
            out.push_str(own);
            out.push('\n');
        }
        out.push_str(indent);
    }
}

fn blank_between(before: &Atom, after: &Atom, style: Style) -> bool {
    if matches!(after.class, Class::Attached | Class::Both | Class::Comma) {
        return false;
    }
    match before.class {
        Class::Attaching | Class::Both => false,
        Class::Comma => style.language == Language::English && before.text.is_ascii(),
        Class::Word | Class::Attached => true,
    }
}
