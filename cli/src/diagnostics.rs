//! Diagnostics in the terminal: drawn by miette around the lines that they speak of.

use crate::folder::Folder;
use crate::lang::{Language, Message, pick};
use crate::screen::{Screen, Style, WIDTH};
use crate::source::NamedText;
use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, ThemeCharacters, ThemeStyles};
use qingce_grammar::{Diagnostic, FileId, Label, Severity};
use std::fmt;

/// Draws `diagnostic`, for standard output, with a blank line after it.
pub fn draw(diagnostic: &Diagnostic, folder: &Folder, screen: &Screen) -> String {
    let mut drawn = String::new();
    let handler = GraphicalReportHandler::new_themed(theme(screen)).with_width(WIDTH).without_cause_chain();
    for part in parts(diagnostic, folder, screen.language) {
        // Writing into a String cannot fail.
        let _ = handler.render_report(&mut drawn, &part);
    }
    for (word, message) in advice(diagnostic, screen.language) {
        drawn.push_str(&hint(word, message, screen));
    }
    drawn.push('\n');
    drawn
}

/// What to write instead, and the mend that `--fix` makes.
fn advice(diagnostic: &Diagnostic, language: Language) -> Vec<(&'static str, &str)> {
    let help = diagnostic.help.as_ref().map(|help| (pick(language, "建议", "help"), help));
    let fix =
        diagnostic.fix.as_ref().map(|fix| (pick(language, "可自动改正（--fix）", "--fix can"), &fix.title));
    help.into_iter().chain(fix).map(|(word, message)| (word, message.in_language(language))).collect()
}

fn hint(word: &str, text: &str, screen: &Screen) -> String {
    let mark = pick(screen.language, "：", ": ");
    let indent = 2 + crate::screen::width(word) + crate::screen::width(mark);
    let lines = crate::screen::wrap(text, WIDTH.saturating_sub(indent));
    let head = screen.paint(Style::Accent, &format!("{word}{mark}"));
    let rest = format!("\n{}", " ".repeat(indent));
    format!("  {head}{}\n", lines.join(&rest))
}

fn theme(screen: &Screen) -> GraphicalTheme {
    let styles = if screen.colour { ThemeStyles::ansi() } else { ThemeStyles::none() };
    GraphicalTheme { characters: ThemeCharacters::unicode(), styles }
}

/// The diagnostic as one report for each file that it points into, the main one first.
fn parts<'a>(diagnostic: &'a Diagnostic, folder: &'a Folder, language: Language) -> Vec<Part<'a>> {
    let mut files: Vec<FileId> = Vec::new();
    for label in &diagnostic.labels {
        if !files.contains(&label.place.file) {
            files.push(label.place.file);
        }
    }
    files.into_iter().enumerate().map(|(n, file)| part(diagnostic, folder, language, file, n == 0)).collect()
}

fn part<'a>(
    diagnostic: &'a Diagnostic,
    folder: &'a Folder,
    language: Language,
    file: FileId,
    main: bool,
) -> Part<'a> {
    let text = folder.texts().nth(file.0).map_or("", |file| file.text.as_str());
    let name = folder.paths.get(file.0).map(|path| path.display().to_string()).unwrap_or_default();
    let labels = diagnostic.labels.iter().enumerate().filter(|(_, label)| label.place.file == file);
    Part {
        diagnostic,
        language,
        main,
        source: NamedText { name, text },
        labels: labels.map(|(n, label)| span(label, text, language, n == 0)).collect(),
    }
}

fn span(label: &Label, text: &str, language: Language, first: bool) -> LabeledSpan {
    let start = label.place.span.start.min(text.len());
    let length = label.place.span.end.min(text.len()).saturating_sub(start);
    let said = label.text.in_language(language);
    let said = (!said.is_empty()).then(|| said.to_owned());
    if first {
        LabeledSpan::new_primary_with_span(said, (start, length))
    } else {
        LabeledSpan::new_with_span(said, (start, length))
    }
}

/// What a diagnostic says about one file.
#[derive(Debug)]
struct Part<'a> {
    diagnostic: &'a Diagnostic,
    language: Language,
    /// Whether it is the file of the first label: there the message stands.
    main: bool,
    source: NamedText<'a>,
    labels: Vec<LabeledSpan>,
}

impl Part<'_> {
    fn message(&self) -> Message {
        if self.main { self.diagnostic.message.clone() } else { Message::new("同时见", "see also") }
    }
}

impl fmt::Display for Part<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message().in_language(self.language))
    }
}

impl std::error::Error for Part<'_> {}

impl miette::Diagnostic for Part<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let severity = match self.diagnostic.severity {
            Severity::Error => pick(self.language, "错误", "error"),
            Severity::Warning => pick(self.language, "提醒", "warning"),
        };
        self.main.then(|| Box::new(format!("{severity} {}", self.diagnostic.code)) as Box<dyn fmt::Display>)
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match (self.main, self.diagnostic.severity) {
            (false, _) => miette::Severity::Advice,
            (true, Severity::Error) => miette::Severity::Error,
            (true, Severity::Warning) => miette::Severity::Warning,
        })
    }

    fn source_code(&self) -> Option<&dyn miette::SourceCode> {
        Some(&self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}
