//! The document as one HTML page: the source's sentences left, what is decided right.

use super::chart::{self, Kind, Point};
use super::page::page;
use super::text::note_words;
use crate::amounts::{Amounts, Value};
use crate::document::{AmountRow, Document, DutyRow, Entry, Link, Row, Section};
use crate::number;
use crate::paragraph::{Note, Paragraph};
use crate::passage::Passage;
use crate::phrases::Phrases;
use maud::{Markup, PreEscaped, html};
use qingce_runtime::Language;

/// The document as a page of its own.
pub fn html(document: &Document, phrases: &Phrases<'_>) -> String {
    let writer = Writer { document, phrases, language: document.language };
    page(document.language, &document.title, true, &writer.body())
}

/// A passage with its lists.
pub fn passage(passage: &Passage, language: Language) -> Markup {
    at_level(passage, 0, language)
}

fn at_level(passage: &Passage, level: usize, language: Language) -> Markup {
    let last = passage.items.len();
    html! {
        p { (passage.lead) }
        @if !passage.items.is_empty() {
            ul.items {
                @for (at, item) in passage.items.iter().enumerate() {
                    li {
                        @let number = Passage::number(level, at + 1, language);
                        @let end = if at + 1 == last { language.pick("。", ".") } else { language.pick("；", ";") };
                        @let item = item.clone().after(&number);
                        @if item.items.is_empty() { (at_level(&item.then(end), level + 1, language)) }
                        @else { (at_level(&item, level + 1, language)) }
                    }
                }
            }
        }
        @if !passage.tail.is_empty() { p { (passage.tail) } }
    }
}

/// The notes of reading of a clause, numbered from 1, each with the anchor of what it belongs to.
struct Footnotes<'d> {
    clause: &'d str,
    all: Vec<(&'d str, &'d Note)>,
}

impl<'d> Footnotes<'d> {
    fn of(section: &'d Section) -> Self {
        let rules = section.rows.iter().flat_map(|row| &row.entries).filter_map(|entry| match entry {
            Entry::Rule { anchor, paragraph } => {
                Some(paragraph.notes.iter().map(move |note| (anchor.as_str(), note)))
            }
            _ => None,
        });
        let own = section.notes.iter().map(|note| (section.anchor.as_str(), note));
        Self { clause: &section.anchor, all: rules.flatten().chain(own).collect() }
    }

    fn id(&self, at: usize) -> String {
        format!("{}-note-{}", self.clause, at + 1)
    }
}

struct Writer<'d, 'm> {
    document: &'d Document,
    phrases: &'d Phrases<'m>,
    language: Language,
}

impl Writer<'_, '_> {
    fn say<'t>(&self, zh: &'t str, en: &'t str) -> &'t str {
        self.language.pick(zh, en)
    }

    fn joined(&self, names: &[String]) -> String {
        names.join(self.language.pick("、", ", "))
    }

    fn body(&self) -> Markup {
        html! {
            dl.facts {
                @for (name, fact) in &self.document.facts { dt { (name) } dd { (fact) } }
            }
            (self.contents())
            main {
                @for text in &self.document.texts {
                    @if !text.title.is_empty() { h2 { (text.title) } }
                    @for section in &text.sections { (self.section(section)) }
                }
                (self.amounts())
                (self.duties())
                (self.departments())
            }
        }
    }

    fn contents(&self) -> Markup {
        let sections = || self.document.texts.iter().flat_map(|text| &text.sections);
        html! {
            nav aria-label=(self.say("目录", "Contents")) {
                ul {
                    @for section in sections() {
                        li { a href={ "#" (section.anchor) } { (section.title) " " (section.heading) } }
                    }
                    @if !self.document.amounts.is_empty() { li { a href="#amounts" { (self.say("数额一览", "All amounts")) } } }
                    @if !self.document.duties.is_empty() { li { a href="#duties" { (self.say("职责一览", "All duties")) } } }
                    @if !self.document.departments.is_empty() { li { a href="#departments" { (self.say("按部门查", "By department")) } } }
                    @for (at, (name, _)) in self.document.departments.iter().enumerate() {
                        li { a href={ "#department-" (at) } { (name) } }
                    }
                    @for link in &self.document.uncovered {
                        li { a href={ "#" (link.anchor) } { (self.say("没有着落：", "Not covered: ")) (link.text) } }
                    }
                }
            }
        }
    }

    fn section(&self, section: &Section) -> Markup {
        let notes = Footnotes::of(section);
        html! {
            section id=(section.anchor) {
                h2 { (section.title) " " (section.heading) (self.marks(&section.anchor, &notes)) }
                @if !section.departments.is_empty() {
                    p.who { (self.say("责任部门：", "Departments in charge: ")) (self.joined(&section.departments)) }
                }
                @for row in &section.rows { (self.row(row, &notes)) }
                (self.footnotes(&notes))
            }
        }
    }

    /// The notes of reading of a clause, those of its rules first.
    fn footnotes(&self, notes: &Footnotes<'_>) -> Markup {
        html! {
            @if !notes.all.is_empty() {
                ol.notes {
                    @for (at, (anchor, note)) in notes.all.iter().enumerate() {
                        li.note id=(notes.id(at)) {
                            (note_words(note, self.language))
                            " " a href={ "#" (anchor) } aria-label=(self.say("回到规定", "back to the rule")) { "↩" }
                        }
                    }
                }
            }
        }
    }

    /// The numbers of a rule's notes, each leading to the note below the clause.
    fn marks(&self, anchor: &str, notes: &Footnotes<'_>) -> Markup {
        let own = notes.all.iter().enumerate().filter(|(_, (of, _))| *of == anchor);
        html! { @for (at, _) in own { sup { a href={ "#" (notes.id(at)) } { "[" (at + 1) "]" } } } }
    }

    fn row(&self, row: &Row, notes: &Footnotes<'_>) -> Markup {
        let aim = row.entries.iter().any(|entry| matches!(entry, Entry::Aim(_)));
        let kind = if !row.covered {
            "row uncovered"
        } else if aim {
            "row aim"
        } else {
            "row"
        };
        html! {
            div class=(kind) id=(row.anchor) {
                div.source lang=[row.sentence.contains(is_han).then_some("zh-CN")] {
                    @if !row.id.is_empty() { a.id href={ "#" (row.anchor) } { (row.id) } (row.sentence) }
                }
                div.decision {
                    @if !row.covered { p { (self.say("没有着落：政策里没有与这一句对应的规则。", "Not covered: no rule of the policy rests on this sentence.")) } }
                    @for entry in &row.entries { (self.entry(entry, notes)) }
                }
            }
        }
    }

    fn entry(&self, entry: &Entry, notes: &Footnotes<'_>) -> Markup {
        match entry {
            Entry::Rule { anchor, paragraph } => self.rule(anchor, paragraph, notes),
            Entry::See(link) => html! { p.basis { (self.say("另见：", "See also: ")) (self.link(link)) } },
            Entry::Amounts(amounts) => {
                html! { (passage(&self.phrases.history(amounts), self.language)) (self.chart(amounts)) }
            }
            Entry::Term(term) => passage(&term.meaning, self.language),
            Entry::Aim(note) => html! {
                p { span.tag { (self.say("宗旨", "aim")) } " " (self.say("只讲目标，没有可决定的内容。", "An aim; nothing is decided.")) }
                @if let Some(note) = note { p.note { (note) } }
            },
            Entry::Departments(names) => {
                html! { p { (self.say("责任部门：", "Departments in charge: ")) (self.joined(names)) } }
            }
            Entry::Heading => html! { p.note { (self.say("本条标题。", "The heading of this clause.")) } },
            Entry::Ended { rule, words } => html! { p { (self.link(rule)) (words) (self.say("。", ".")) } },
        }
    }

    fn link(&self, link: &Link) -> Markup {
        html! { a href={ "#" (link.anchor) } { (link.text) } }
    }

    fn rule(&self, anchor: &str, paragraph: &Paragraph, notes: &Footnotes<'_>) -> Markup {
        let basis: Vec<String> = paragraph.basis.iter().map(|basis| self.phrases.basis(basis)).collect();
        html! {
            article.rule id=(anchor) {
                h3 { (paragraph.name) (self.marks(anchor, notes)) }
                @for text in &paragraph.text { (passage(text, self.language)) }
                @for term in &paragraph.terms { (passage(&term.meaning, self.language)) }
                @for amounts in &paragraph.amounts {
                    (passage(&self.phrases.history(amounts), self.language))
                    (self.chart(amounts))
                }
                @if !paragraph.grid.is_empty() { (self.grid(&paragraph.grid)) }
                @if !paragraph.departments.is_empty() {
                    p.who { (self.say("责任部门：", "Departments in charge: ")) (self.joined(&paragraph.departments)) }
                }
                p.basis { (self.say("依据：", "By: ")) (self.joined(&basis)) }
            }
        }
    }

    /// A decision table as a grid.
    fn grid(&self, cases: &[(String, String)]) -> Markup {
        html! {
            div.wide { table {
                thead { tr { th scope="col" { (self.say("情形", "case")) } th scope="col" { (self.say("办理", "what results")) } } }
                tbody { @for (case, result) in cases { tr { td { (case) } td { (result) } } } }
            } }
        }
    }

    /// An amount over time, where it changes.
    fn chart(&self, amounts: &Amounts) -> Markup {
        let single = amounts.values.iter().all(|value| value.exact.len() == 1 && value.brackets.is_none());
        if amounts.values.len() < 2 || !single {
            return html! {};
        }
        let points = amounts.values.iter().filter_map(|value| self.point(value)).collect::<Vec<_>>();
        html! { @if let Some(svg) = chart::svg(&amounts.name, Kind::Steps, &points) { (PreEscaped(svg)) } }
    }

    fn point(&self, value: &Value) -> Option<Point> {
        let (exact, (_, shown)) = (value.exact.first()?, value.amounts.first()?);
        let height = number::plain(*exact, 0).parse().ok()?;
        Some(Point { label: value.span.from.to_string(), height, shown: shown.clone() })
    }

    fn amounts(&self) -> Markup {
        if self.document.amounts.is_empty() {
            return html! {};
        }
        html! {
            section #amounts {
                h2 { (self.say("数额一览", "All amounts")) }
                div.wide { table {
                    thead { tr {
                        @for head in [("名称", "name"), ("数额", "amount"), ("施行", "in force"), ("依据", "by")] {
                            th scope="col" { (self.say(head.0, head.1)) }
                        }
                    } }
                    tbody { @for row in &self.document.amounts { (self.amount(row)) } }
                } }
            }
        }
    }

    fn amount(&self, row: &AmountRow) -> Markup {
        let name = |first: bool| html! { @if first { span id=(row.anchor) { (row.amounts.name) } @if !row.clause.is_empty() { " " span.tag { (row.clause) } } } };
        if row.amounts.values.is_empty() {
            let delegated = row.amounts.delegated.clone().unwrap_or_default();
            return html! { tr { td { (name(true)) } td colspan="3" { (self.say("由有关规定确定：", "set by: ")) (delegated) } } };
        }
        html! {
            @for (at, value) in row.amounts.values.iter().enumerate() {
                tr.now[value.current == Some(true)] {
                    td { (name(at == 0)) }
                    td { @for (what, amount) in &value.amounts { p { @if let Some(what) = what { (what) (self.say("：", ": ")) } (amount) } } }
                    td { (self.phrases.period(value.span.from, value.span.to)) @if value.current == Some(true) { (self.say("（现行）", " (now)")) } }
                    td { (self.joined(&value.basis.iter().map(|basis| self.phrases.basis(basis)).collect::<Vec<_>>())) }
                }
            }
        }
    }

    fn duties(&self) -> Markup {
        if self.document.duties.is_empty() {
            return html! {};
        }
        html! {
            section #duties {
                h2 { (self.say("职责一览", "All duties")) }
                div.wide { table {
                    thead { tr {
                        @for head in [("职责", "duty"), ("完成标志", "done where"), ("责任部门", "owed by"), ("原文", "sentence")] {
                            th scope="col" { (self.say(head.0, head.1)) }
                        }
                    } }
                    tbody { @for row in &self.document.duties { (self.duty(row)) } }
                } }
            }
        }
    }

    fn duty(&self, row: &DutyRow) -> Markup {
        html! { tr {
            td { a href={ "#" (row.rule.anchor) } { (row.duty) } }
            td { @if let Some(shown) = &row.shown { (passage(shown, self.language)) } }
            td { (self.joined(&row.departments)) }
            td { (self.joined(&row.sentences)) }
        } }
    }

    fn departments(&self) -> Markup {
        if self.document.departments.is_empty() {
            return html! {};
        }
        html! {
            section #departments {
                h2 { (self.say("按部门查", "By department")) }
                @for (at, (name, links)) in self.document.departments.iter().enumerate() {
                    h3 id={ "department-" (at) } { (name) }
                    p { @for (at, link) in links.iter().enumerate() { @if at > 0 { (self.say("、", ", ")) } (self.link(link)) } }
                }
            }
        }
    }
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}
