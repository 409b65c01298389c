//! The document as DOCX: a two-column table a clause, the source's sentences left, what is decided right.

use super::text::note_words;
use crate::document::{Document, Entry, Row, Section};
use crate::paragraph::{Note, Paragraph};
use crate::passage::Passage;
use crate::phrases::Phrases;
use docx_rs::{
    Docx, Paragraph as Para, Run, RunFonts, Style, StyleType, Table, TableCell, TableRow, WidthType,
};
use qingce_runtime::Language;

/// Twentieths of a point across the text of an A4 page, by column.
const COLUMNS: [usize; 2] = [3600, 5800];

/// The document as the bytes of a DOCX file.
///
/// # Errors
/// A message where the file can't be put together.
pub fn docx(document: &Document, phrases: &Phrases<'_>) -> Result<Vec<u8>, String> {
    let writer = Writer { document, phrases, language: document.language };
    let mut bytes = std::io::Cursor::new(Vec::new());
    writer.docx().build().pack(&mut bytes).map_err(|error| error.to_string())?;
    Ok(bytes.into_inner())
}

struct Writer<'d, 'm> {
    document: &'d Document,
    phrases: &'d Phrases<'m>,
    language: Language,
}

impl Writer<'_, '_> {
    fn docx(&self) -> Docx {
        let fonts =
            || RunFonts::new().east_asia("SimSun").ascii("Times New Roman").hi_ansi("Times New Roman");
        let heading = |id: &str, name: &str, size: usize| {
            Style::new(id, StyleType::Paragraph).name(name).bold().size(size).fonts(fonts())
        };
        let mut docx = Docx::new()
            .default_fonts(fonts())
            .default_size(21)
            .add_style(heading("Heading1", "heading 1", 36))
            .add_style(heading("Heading2", "heading 2", 28))
            .add_paragraph(styled("Heading1", &self.document.title));
        for (name, fact) in &self.document.facts {
            docx = docx.add_paragraph(plain(&format!("{name}{}{fact}", self.language.pick("：", ": "))));
        }
        for text in &self.document.texts {
            if !text.title.is_empty() {
                docx = docx.add_paragraph(styled("Heading2", &text.title));
            }
            for section in &text.sections {
                let title = format!("{} {}", section.title, section.heading);
                docx = docx.add_paragraph(styled("Heading2", title.trim())).add_table(self.section(section));
                for note in &section.notes {
                    docx = docx.add_paragraph(self.note(note));
                }
            }
        }
        docx
    }

    fn section(&self, section: &Section) -> Table {
        let head = [("原文", "Source"), ("办理", "What is decided")].map(|(zh, en)| {
            TableCell::new()
                .add_paragraph(Para::new().add_run(Run::new().add_text(self.language.pick(zh, en)).bold()))
        });
        let mut rows = vec![row(head)];
        rows.extend(section.rows.iter().map(|one| self.row(one)));
        Table::new(rows).set_grid(COLUMNS.to_vec())
    }

    fn row(&self, one: &Row) -> TableRow {
        let sentence = format!("{} {}", one.id, one.sentence);
        let sentence = match one.covered {
            true => Run::new().add_text(sentence.trim()),
            false => Run::new().add_text(sentence.trim()).color("B00020").bold(),
        };
        let source = TableCell::new().add_paragraph(Para::new().add_run(sentence));
        let mut decided = TableCell::new();
        let mut any = false;
        for paragraph in self.decided(one) {
            decided = decided.add_paragraph(paragraph);
            any = true;
        }
        if !any {
            decided = decided.add_paragraph(Para::new());
        }
        row([source, decided])
    }

    fn decided(&self, row: &Row) -> Vec<Para> {
        let mut out = Vec::new();
        if !row.covered {
            let words =
                self.language.pick("没有着落：政策里没有与这一句对应的规则。", "Not covered by any rule.");
            out.push(Para::new().add_run(Run::new().add_text(words).color("B00020").bold()));
        }
        for entry in &row.entries {
            match entry {
                Entry::Rule { paragraph, .. } => out.extend(self.rule(paragraph)),
                Entry::See(link) => {
                    out.push(plain(&format!("{}{}", self.language.pick("另见：", "See also: "), link.text)))
                }
                Entry::Amounts(amounts) => out.extend(self.passage(&self.phrases.history(amounts))),
                Entry::Term(term) => out.extend(self.passage(&term.meaning)),
                Entry::Aim(note) => {
                    let words = self.language.pick("宗旨：没有可决定的内容。", "An aim; nothing is decided.");
                    out.push(plain(&format!("{words}{}", note.clone().unwrap_or_default())));
                }
                Entry::Departments(names) => out.push(self.who(names)),
                Entry::Heading => {
                    out.push(plain(self.language.pick("本条标题。", "The heading of this clause.")))
                }
                Entry::Ended { rule, words } => {
                    out.push(plain(
                        &self
                            .language
                            .pick(format!("“{}”{words}。", rule.text), format!("“{}” {words}.", rule.text)),
                    ));
                }
            }
        }
        out
    }

    fn rule(&self, paragraph: &Paragraph) -> Vec<Para> {
        let mut out = vec![Para::new().add_run(Run::new().add_text(paragraph.name.as_str()).bold())];
        out.extend(paragraph.text.iter().flat_map(|text| self.passage(text)));
        out.extend(paragraph.terms.iter().flat_map(|term| self.passage(&term.meaning)));
        out.extend(paragraph.amounts.iter().flat_map(|amounts| self.passage(&self.phrases.history(amounts))));
        if !paragraph.departments.is_empty() {
            out.push(self.who(&paragraph.departments));
        }
        let basis: Vec<String> = paragraph.basis.iter().map(|basis| self.phrases.basis(basis)).collect();
        out.push(plain(&format!(
            "{}{}",
            self.language.pick("依据：", "By: "),
            basis.join(self.language.pick("、", ", "))
        )));
        out.extend(paragraph.notes.iter().map(|note| self.note(note)));
        out
    }

    fn passage(&self, passage: &Passage) -> Vec<Para> {
        let lines = passage.lines(self.language);
        let indented = lines.iter().map(|line| {
            let words = line.trim_start();
            let level = i32::try_from((line.len() - words.len()) / 2).unwrap_or(0);
            plain(words).indent(Some(level * 320), None, None, None)
        });
        indented.collect()
    }

    fn who(&self, names: &[String]) -> Para {
        let words = self.language.pick("责任部门：", "Departments in charge: ");
        plain(&format!("{words}{}", names.join(self.language.pick("、", ", "))))
    }

    fn note(&self, note: &Note) -> Para {
        Para::new().add_run(Run::new().add_text(note_words(note, self.language)).italic())
    }
}

fn plain(text: &str) -> Para {
    Para::new().add_run(Run::new().add_text(text))
}

fn styled(style: &str, text: &str) -> Para {
    plain(text).style(style)
}

fn row(cells: [TableCell; 2]) -> TableRow {
    let cells = cells.into_iter().zip(COLUMNS).map(|(cell, width)| cell.width(width, WidthType::Dxa));
    TableRow::new(cells.collect())
}
