//! Where in a policy's text a standard's values stand, and how another one is written there.

use super::Refusal;
use chrono::{Datelike, NaiveDate};
use qingce_compiler::PolicyText;
use qingce_grammar::tree::{self, AdjustValues, Dated, Decl, StandardValue};
use qingce_grammar::{Edit, FileId, Place, Span, parse};

/// The number of a file among those of all layers, and its text.
fn files(text: &PolicyText) -> impl Iterator<Item = (FileId, usize, &str)> {
    let layers = text.layers.iter().enumerate();
    let all = layers.flat_map(|(layer, one)| one.files.iter().map(move |file| (layer, file.text.as_str())));
    all.enumerate().map(|(number, (layer, text))| (FileId(number), layer, text))
}

/// A file of the policy.
#[derive(Debug, Clone, Copy)]
struct Source<'t> {
    file: FileId,
    text: &'t str,
    /// Whether its keywords are English.
    english: bool,
}

/// Where a standard's values stand.
pub(super) struct Found<'t> {
    source: Source<'t>,
    /// The whole declaration.
    item: Span,
    /// Its dated lines, in the order of the text.
    pub lines: Vec<Dated<StandardValue>>,
    /// The unit as written.
    unit: String,
    by_option: bool,
    /// The standard's name, if these lines must first be put under an 调整 of their own.
    adjusts: Option<String>,
}

/// One value to be written.
pub(super) struct Line<'r> {
    pub from: NaiveDate,
    pub to: Option<NaiveDate>,
    pub value: &'r str,
    pub authority: &'r str,
}

/// The place for a standard's values: its declaration or 调整 in the outermost layer, else the end of that layer's
/// last file with rules in it.
pub(super) fn find<'t>(text: &'t PolicyText, name: &str) -> Result<Found<'t>, Vec<Refusal>> {
    let outermost = text.layers.len().saturating_sub(1);
    let mut declared: Option<(String, bool)> = None;
    let mut known = Vec::new();
    let mut last = None;
    for (file, layer, text) in files(text) {
        let tree = parse(text, file).tree;
        let keyword = tree.items.first().and_then(|item| text.get(item.keyword.start..item.keyword.end));
        let source = Source { file, text, english: keyword.is_some_and(str::is_ascii) };
        let rules = |item: &tree::Item| {
            matches!(item.decl, Some(Decl::Adjust(_) | Decl::Standard(_) | Decl::Rule(_)))
        };
        if layer == outermost && (last.is_none() || tree.items.iter().any(rules)) {
            last = Some(source);
        }
        for item in &tree.items {
            let lines = match &item.decl {
                Some(Decl::Standard(standard)) => {
                    known.push(standard.name.text.clone());
                    if standard.name.text != name {
                        continue;
                    }
                    declared = Some((written(text, standard.unit.span), standard.by.is_some()));
                    &standard.values
                }
                Some(Decl::Adjust(tree::Adjust { name: own, values: AdjustValues::Standard(lines) }))
                    if own.text == name =>
                {
                    lines
                }
                _ => continue,
            };
            if let (true, Some((unit, by_option))) = (layer == outermost, declared.clone()) {
                return Ok(Found {
                    source,
                    item: item.span,
                    lines: lines.clone(),
                    unit,
                    by_option,
                    adjusts: None,
                });
            }
        }
    }
    match (declared, last) {
        (Some((unit, by_option)), Some(source)) => {
            let item = Span::new(source.text.len(), source.text.len());
            let adjusts = Some(name.to_owned());
            Ok(Found { source, item, lines: Vec::new(), unit, by_option, adjusts })
        }
        _ => Err(vec![unknown(name, known)]),
    }
}

fn unknown(name: &str, mut known: Vec<String>) -> Refusal {
    known.sort_by_key(|known| strsim::damerau_levenshtein(known, name));
    known.dedup();
    known.truncate(3);
    Refusal::said(
        format!("没有标准「{name}」；相近的有：{}", known.join("、")),
        format!("there is no standard 「{name}」; the nearest are: {}", known.join(", ")),
    )
}

fn written(text: &str, span: Span) -> String {
    text.get(span.start..span.end).unwrap_or_default().trim().to_owned()
}

impl Found<'_> {
    /// Writes a value.
    pub fn value(&self, line: &Line<'_>, replace: bool) -> Result<Edit, Vec<Refusal>> {
        let same = self.lines.iter().find(|dated| dated.period.from.value == line.from);
        let words = self.words(line);
        match (same, replace) {
            (Some(dated), true) => Ok(self.edit(self.content(dated.span), words)),
            (Some(_), false) => {
                let (zh, en) = (zh_day(line.from), line.from);
                Err(vec![Refusal::said(
                    format!("自{zh}起已经有一个数值；要换掉它，请加 --replace"),
                    format!("there is a value from {en} on already; put another in its place with --replace"),
                )])
            }
            (None, _) => Ok(self.insert(line.from, &words)),
        }
    }

    /// Puts a line before the first one that begins later, else behind the last one.
    fn insert(&self, from: NaiveDate, words: &str) -> Edit {
        let end_of_line = if self.source.text.contains("\r\n") { "\r\n" } else { "\n" };
        let indent = self.lines.first().map_or("  ", |first| self.indent(first.span.start));
        if let Some(later) = self.lines.iter().find(|dated| dated.period.from.value > from) {
            let start = self.line_start(later.span.start);
            return self.edit(Span::new(start, start), format!("{indent}{words}{end_of_line}"));
        }
        if let Some(name) = &self.adjusts {
            let keyword = if self.source.english { "adjust" } else { "调整" };
            let gap = if self.source.text.ends_with('\n') || self.source.text.is_empty() {
                end_of_line.to_owned()
            } else {
                end_of_line.repeat(2)
            };
            let text = format!("{gap}{keyword} {name}{end_of_line}{indent}{words}{end_of_line}");
            return self.edit(self.item, text);
        }
        let behind =
            self.lines.last().map_or_else(|| self.first_line_end(), |last| self.content(last.span).end);
        let behind = self.line_end(behind);
        match self.source.text.get(behind..).is_some_and(|rest| rest.starts_with(end_of_line)) {
            true => {
                let at = behind + end_of_line.len();
                self.edit(Span::new(at, at), format!("{indent}{words}{end_of_line}"))
            }
            false => self.edit(Span::new(behind, behind), format!("{end_of_line}{indent}{words}")),
        }
    }

    /// The value in force on a day, in the words of the text.
    pub fn in_force(&self, day: NaiveDate) -> Option<String> {
        let begun = self.lines.iter().filter(|dated| dated.period.from.value <= day);
        let dated = begun.max_by_key(|dated| dated.period.from.value)?;
        if dated.period.to.is_some_and(|to| to.value < day) {
            return None;
        }
        let span = match &dated.value {
            StandardValue::One(number) => number.span,
            StandardValue::PerOption(numbers) => {
                let ((first, _), (_, last)) = (numbers.first()?, numbers.last()?);
                first.span.to(last.span)
            }
        };
        Some(written(self.source.text, span))
    }

    /// Writes the end of the value that is in force on a day.
    pub fn end(&self, day: NaiveDate) -> Result<Edit, Vec<Refusal>> {
        let open = self
            .lines
            .iter()
            .filter(|dated| dated.period.from.value <= day)
            .max_by_key(|dated| dated.period.from.value);
        let Some(dated) = open else {
            let (zh, en) = (zh_day(day), day);
            return Err(vec![Refusal::said(
                format!("{zh}没有可以结束的数值"),
                format!("there is no value in force on {en} that could end"),
            )]);
        };
        let words = self.day(day);
        Ok(match &dated.period.to {
            Some(to) => self.edit(self.content(to.span), words),
            None => {
                let at = self.content(dated.period.from.span).end;
                let keyword = if self.source.english { "to" } else { "至" };
                self.edit(Span::new(at, at), format!(" {keyword} {words}"))
            }
        })
    }

    fn words(&self, line: &Line<'_>) -> String {
        let (from, to, by) =
            if self.source.english { ("from", "to", "per") } else { ("自", "至", "依据") };
        let period = match line.to {
            Some(last) => format!("{from} {} {to} {}", self.day(line.from), self.day(last)),
            None => format!("{from} {}", self.day(line.from)),
        };
        let value = line.value.trim();
        let bare = value.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',');
        let authority = self.authority(line.authority);
        match (self.by_option, bare) {
            (true, _) => {
                format!("{period} {by} {authority}{} {value}", if self.source.english { ":" } else { "：" })
            }
            (false, true) if self.source.english => {
                format!("{period} {value} {} {by} {authority}", self.unit)
            }
            (false, true) if matches!(self.unit.as_str(), "比例" | "数") => {
                format!("{period} {value} {by} {authority}")
            }
            (false, true) => format!("{period} {value}{} {by} {authority}", self.unit),
            (false, false) => format!("{period} {value} {by} {authority}"),
        }
    }

    /// A sentence as written, a document in quotation marks.
    fn authority(&self, text: &str) -> String {
        let sentence = text.split_once('.').is_some_and(|(clause, rest)| {
            !clause.is_empty()
                && clause.chars().all(|c| c.is_ascii_digit())
                && rest.starts_with(|c: char| c.is_ascii_digit())
        });
        let quoted = text.starts_with(['「', '“', '"']);
        match (sentence || quoted, self.source.english) {
            (true, _) => text.to_owned(),
            (false, true) => format!("\"{text}\""),
            (false, false) => format!("「{text}」"),
        }
    }

    fn day(&self, day: NaiveDate) -> String {
        if self.source.english { day.to_string() } else { zh_day(day) }
    }

    fn edit(&self, span: Span, text: String) -> Edit {
        Edit { place: Place { file: self.source.file, span }, text }
    }

    /// A span without the blanks at its end.
    fn content(&self, span: Span) -> Span {
        let text = self.source.text.get(span.start..span.end).unwrap_or_default();
        Span::new(span.start, span.start + text.trim_end().len())
    }

    fn line_start(&self, at: usize) -> usize {
        self.source.text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |found| found + 1)
    }

    fn line_end(&self, at: usize) -> usize {
        let rest = self.source.text.get(at..).unwrap_or_default();
        let end = rest.find('\n').map_or(self.source.text.len(), |found| at + found);
        match self.source.text.get(..end).is_some_and(|before| before.ends_with('\r')) {
            true => end - 1,
            false => end,
        }
    }

    fn first_line_end(&self) -> usize {
        self.line_end(self.item.start)
    }

    fn indent(&self, at: usize) -> &str {
        let line = self.source.text.get(self.line_start(at)..at).unwrap_or_default();
        if line.trim().is_empty() && !line.is_empty() { line } else { "  " }
    }
}

/// That there is nothing on a day that could be changed.
pub(super) fn none_in_force(day: NaiveDate) -> Refusal {
    let (zh, en) = (zh_day(day), day);
    Refusal::said(format!("{zh}没有在用的数值"), format!("there is no value in force on {en}"))
}

fn zh_day(day: NaiveDate) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}
