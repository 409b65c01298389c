//! Diagnostics as text: the line, what is pointed at underlined below it, the help, and the lines that the mend changes.

use qingce_grammar::position::Lines;
use qingce_grammar::{Diagnostic, Fix, Severity};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// Every diagnostic of a text, one below the other.
pub fn draw(text: &str, diagnostics: &[Diagnostic]) -> String {
    let lines = Lines::new(text);
    let mut out = String::new();
    for diagnostic in diagnostics {
        let place = lines.position(diagnostic.labels[0].place.span.start);
        let grave = match diagnostic.severity {
            Severity::Error => "错误",
            Severity::Warning => "提醒",
        };
        let (line, column) = (place.line + 1, place.column + 1);
        let _ = writeln!(out, "{line}:{column} {grave} {} {}", diagnostic.code, diagnostic.message.zh);
        for label in &diagnostic.labels {
            underline(&mut out, text, &lines, label.place.span.start, label.place.span.end);
        }
        let _ = writeln!(out, "    en: {}", diagnostic.message.en);
        if let Some(help) = &diagnostic.help {
            let _ = writeln!(out, "    助: {}", help.zh);
        }
        if let Some(fix) = &diagnostic.fix {
            let _ = writeln!(out, "    改: {}", fix.title.zh);
            changed(&mut out, text, fix);
        }
    }
    out
}

fn underline(out: &mut String, text: &str, lines: &Lines<'_>, start: usize, end: usize) {
    let place = lines.position(start);
    let line = lines.line(place.line);
    let line_start = start - line_offset(text, start);
    let shown_end = end.min(line_start + line.len()).max(start);
    let _ = writeln!(out, "    {line}");
    let before = text[line_start..start].width();
    let under = text[start..shown_end].width().max(1);
    let _ = writeln!(out, "    {}{}", " ".repeat(before), "^".repeat(under));
}

fn line_offset(text: &str, offset: usize) -> usize {
    offset - text[..offset].rfind('\n').map_or(0, |at| at + 1)
}

fn changed(out: &mut String, text: &str, fix: &Fix) {
    let mended = apply(text, fix);
    for (before, after) in text.lines().zip(mended.lines()) {
        if before != after {
            let _ = writeln!(out, "  + {after}");
        }
    }
}

/// The text with a mend applied.
pub fn apply(text: &str, fix: &Fix) -> String {
    let mut edits = fix.edits.clone();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.place.span));
    let mut text = text.to_owned();
    for edit in edits {
        text.replace_range(edit.place.span.start..edit.place.span.end, &edit.text);
    }
    text
}
