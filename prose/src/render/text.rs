//! Plain text and Markdown: clause by clause, a paragraph a rule.

use super::super::document::{Document, Entry, Row, Section, Text};
use crate::paragraph::{Note, Paragraph};
use crate::phrases::Phrases;
use qingce_runtime::Language;

/// How headings, lists and quotations are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marks {
    /// By blank lines and indentation.
    Plain,
    /// By the marks of Markdown.
    Markdown,
}

/// The document as text.
pub fn text(document: &Document, phrases: &Phrases<'_>, marks: Marks) -> String {
    let mut writer = Writer { phrases, language: document.language, marks, out: String::new() };
    writer.document(document);
    writer.out
}

/// One rule as text, under its name.
pub fn paragraph(paragraph: &Paragraph, phrases: &Phrases<'_>, marks: Marks) -> String {
    let mut writer = Writer { phrases, language: phrases.language(), marks, out: String::new() };
    writer.rule(paragraph);
    writer.out
}

struct Writer<'d, 'm> {
    phrases: &'d Phrases<'m>,
    language: Language,
    marks: Marks,
    out: String,
}

impl Writer<'_, '_> {
    fn document(&mut self, document: &Document) {
        self.heading(1, &document.title);
        for (name, fact) in &document.facts {
            let line = self.say(format!("{name}：{fact}"), format!("{name}: {fact}"));
            self.item(0, &line);
        }
        for text in &document.texts {
            self.layer(text);
        }
        if !document.uncovered.is_empty() {
            let heading = self.say("没有着落的句子".into(), "Sentences that nothing covers".into());
            self.heading(2, &heading);
            let ids: Vec<&str> = document.uncovered.iter().map(|link| link.text.as_str()).collect();
            let ids = ids.join(self.language.pick("、", ", "));
            self.line(&ids);
        }
    }

    fn layer(&mut self, text: &Text) {
        if !text.title.is_empty() {
            self.heading(2, &text.title);
        }
        for section in &text.sections {
            self.section(section);
        }
    }

    fn section(&mut self, section: &Section) {
        let heading = format!("{} {}", section.title, section.heading);
        self.heading(2, heading.trim());
        for row in &section.rows {
            self.row(row);
        }
        self.notes(&section.notes);
    }

    fn row(&mut self, row: &Row) {
        if !row.covered {
            let line = self.say(
                format!("【没有着落】{} {}", row.id, row.sentence),
                format!("[not covered] {} {}", row.id, row.sentence),
            );
            self.line(&line);
        }
        for entry in &row.entries {
            match entry {
                Entry::Rule { paragraph, .. } => self.rule(paragraph),
                Entry::Amounts(amounts) => {
                    let lines = self.phrases.history(amounts).lines(self.language);
                    self.lines(&lines);
                }
                Entry::Term(term) => {
                    let lines = term.meaning.lines(self.language);
                    self.lines(&lines);
                }
                Entry::Aim(note) => {
                    let note = note.clone().unwrap_or_default();
                    let line = self.say(
                        format!("{}：宗旨，没有可决定的内容。{note}", row.id),
                        format!("{}: an aim; nothing is decided. {note}", row.id),
                    );
                    self.line(line.trim_end());
                }
                Entry::Departments(names) => {
                    let names = names.join(self.language.pick("、", ", "));
                    let line =
                        self.say(format!("责任部门：{names}。"), format!("Departments in charge: {names}."));
                    self.line(&line);
                }
                Entry::Ended { rule, words } => {
                    let line =
                        self.say(format!("“{}”{words}。", rule.text), format!("“{}” {words}.", rule.text));
                    self.line(&line);
                }
                Entry::See(_) | Entry::Heading => {}
            }
        }
    }

    fn rule(&mut self, paragraph: &Paragraph) {
        self.heading(3, &paragraph.name);
        let language = self.language;
        for passage in &paragraph.text {
            self.lines(&passage.lines(language));
        }
        for term in &paragraph.terms {
            self.lines(&term.meaning.lines(language));
        }
        for amounts in &paragraph.amounts {
            self.lines(&self.phrases.history(amounts).lines(language));
        }
        let departments = paragraph.departments.join(language.pick("、", ", "));
        if !departments.is_empty() {
            let line = self
                .say(format!("责任部门：{departments}。"), format!("Departments in charge: {departments}."));
            self.line(&line);
        }
        let basis: Vec<String> = paragraph.basis.iter().map(|basis| self.phrases.basis(basis)).collect();
        let basis = basis.join(language.pick("、", ", "));
        let line = self.say(format!("依据：{basis}。"), format!("By: {basis}."));
        self.line(&line);
        self.notes(&paragraph.notes);
    }

    fn notes(&mut self, notes: &[Note]) {
        for note in notes {
            let line = note_words(note, self.language);
            self.item(0, &line);
        }
    }

    fn say(&self, zh: String, en: String) -> String {
        self.language.pick(zh, en)
    }

    fn heading(&mut self, level: usize, text: &str) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        match self.marks {
            Marks::Markdown => self.out.push_str(&format!("{} {text}\n\n", "#".repeat(level))),
            Marks::Plain => self.out.push_str(&format!("{text}\n{}", if level == 3 { "" } else { "\n" })),
        }
    }

    fn line(&mut self, text: &str) {
        match self.marks {
            Marks::Markdown => self.out.push_str(&format!("{text}\n\n")),
            Marks::Plain => self.out.push_str(&format!("  {text}\n")),
        }
    }

    fn item(&mut self, level: usize, text: &str) {
        match self.marks {
            Marks::Markdown => self.out.push_str(&format!("{}- {text}\n", "  ".repeat(level))),
            Marks::Plain => self.out.push_str(&format!("{}  {text}\n", "  ".repeat(level))),
        }
    }

    /// Lines of a passage: those further in are items of the one above.
    fn lines(&mut self, lines: &[String]) {
        for line in lines {
            let words = line.trim_start();
            match ((line.len() - words.len()) / 2, self.marks) {
                (0, _) => self.line(words),
                (level, Marks::Markdown) => self.item(level - 1, words),
                (level, Marks::Plain) => self.item(level, words),
            }
        }
        if lines.len() > 1 && self.marks == Marks::Markdown {
            self.out.push('\n');
        }
    }
}

/// A note of reading in words.
pub(crate) fn note_words(note: &Note, language: Language) -> String {
    let chosen = &note.chosen;
    match &note.rejected {
        None => language.pick(format!("解释：{chosen}。"), format!("Reading: {chosen}.")),
        Some(rejected) => language.pick(
            format!("解释：{chosen}；没有采用的读法：{rejected}。"),
            format!("Reading: {chosen}; not: {rejected}."),
        ),
    }
}
