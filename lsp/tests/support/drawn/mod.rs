//! Answers as text: each request is asked and its answer drawn under the words that it is about.

use super::client::Client;
use qingce_grammar::position::{Lines, Position, Unit};
use serde_json::{Value, json};
use std::path::Path;
use unicode_width::UnicodeWidthStr;

mod action;
mod command;
mod completion;
mod diagnostics;
mod hover;
mod inlay;
mod lenses;
mod places;
mod rename;
mod signature;
mod structure;

/// What is asked, and where.
pub struct Asked<'a> {
    /// The client, with the text open as version 1.
    pub client: &'a mut Client,
    /// The workspace folder.
    pub root: &'a Path,
    /// The text's address.
    pub uri: &'a str,
    /// The text.
    pub text: &'a str,
    /// Byte offsets of the cursors.
    pub cursors: &'a [usize],
    /// What stands behind the request's name.
    pub arguments: &'a str,
}

/// Asks a request and draws its answer.
pub fn answer(request: &str, asked: Asked<'_>) -> String {
    match request {
        "action" => action::made(asked),
        "actions" => action::offered(asked),
        "command" => command::drawn(asked),
        "completion" => completion::drawn(asked),
        "diagnostics" => diagnostics::drawn(asked),
        "lenses" => lenses::drawn(asked),
        "inlay" => inlay::drawn(asked),
        "signature" => signature::drawn(asked),
        "hover" => hover::drawn(asked),
        "calls" => places::calls(asked),
        "definition" => places::definition(asked),
        "folding" => structure::folding(asked),
        "format" => structure::format(asked),
        "highlight" => places::highlight(asked),
        "linked" => places::linked(asked),
        "links" => places::links(asked),
        "outline" => structure::outline(asked),
        "references" => places::references(asked),
        "selection" => structure::selection(asked),
        "symbols" => structure::symbols(asked),
        "tokens" => structure::tokens(asked),
        "prepare-rename" => rename::prepared(asked),
        "rename" => rename::drawn(asked),
        other => panic!("no request is called {other}"),
    }
}

impl Asked<'_> {
    /// The position of the first cursor, or of the one whose number is the argument.
    pub fn position(&self) -> Value {
        let number: usize = self.arguments.parse().unwrap_or(1);
        self.position_of(*self.cursors.get(number - 1).expect("the case has this cursor"))
    }

    /// The position of a byte.
    pub fn position_of(&self, offset: usize) -> Value {
        let at = Lines::new(self.text).position_in(offset, Unit::Utf16);
        json!({ "line": at.line, "character": at.column })
    }

    /// The parameters of a request at the first cursor.
    pub fn at_cursor(&self) -> Value {
        json!({ "textDocument": { "uri": self.uri }, "position": self.position() })
    }
}

/// A range of a text: its line, and marks under its words (up to the line's end, if it goes on).
pub fn underlined(text: &str, range: &Value, said: &str) -> String {
    let lines = Lines::new(text);
    let (start, end) = (place(&range["start"]), place(&range["end"]));
    let line = lines.line(start.line);
    let (from, to) = (column(line, start.column), column(line, end.column));
    let words = if start.line == end.line { &line[from..to] } else { &line[from..] };
    let (blank, width) = (line[..from].width(), words.width().max(1));
    let number = start.line + 1;
    let margin = number.to_string().len() + 2;
    let more = if start.line == end.line { "" } else { "…" };
    let mut drawn = format!("{number}: {line}\n{}{}{more}", " ".repeat(margin + blank), "^".repeat(width));
    let indent = " ".repeat(margin + blank);
    for (at, line) in said.lines().enumerate() {
        if at == 0 {
            drawn.push(' ');
            drawn.push_str(line);
        } else {
            drawn.push_str(&format!("\n{indent}{line}"));
        }
    }
    drawn.push('\n');
    drawn
}

/// A protocol position.
pub fn place(value: &Value) -> Position {
    let number = |name: &str| usize::try_from(value[name].as_u64().unwrap()).unwrap();
    Position { line: number("line"), column: number("character") }
}

/// The byte of a UTF-16 column of a line.
fn column(line: &str, column: usize) -> usize {
    Lines::new(line).offset_in(Position { line: 0, column }, Unit::Utf16)
}
