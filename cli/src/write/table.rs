//! Decisions as people read them: a block for each record, a line for each rule that says something of it.

use super::sink::Sink;
use super::{Entry, RecordWriter};
use crate::fault::Outcome;
use crate::lang::pick;
use crate::screen::{Screen, Style, WIDTH, pad, width, wrap};
use crate::words;
use qingce_runtime::{Decision, Status};
use std::io::Write;

/// The widest that rules' names are drawn on one line.
const RULE: usize = 32;
/// The width of what is cited.
const CITED: usize = 14;

/// Blocks of text. Columns are as wide as the policy's words need, whatever the records are, so that blocks can be written
/// one by one and still stand under one another.
pub struct Table {
    sink: Sink,
    all: bool,
    screen: Screen,
}

impl Table {
    /// A writer to the sink; `all` also shows rules that don't apply or aren't in force.
    pub fn new(sink: Sink, all: bool, screen: Screen) -> Self {
        Self { sink, all, screen }
    }

    fn head(&self, entry: &Entry<'_>) -> String {
        let language = self.screen.language;
        let number = entry.number;
        let place = crate::say!(language, "第 {number} 份", "no. {number}");
        let key = match &entry.key {
            // A masked key doesn't say which record it is.
            Some(key) if entry.masked => crate::say!(language, "{key}（{place}）", "{key} ({place})"),
            Some(key) => key.clone(),
            None => place,
        };
        let title = format!("{} {key}", entry.record);
        let date = entry.date.map(|date| {
            let date = words::day(date, language);
            crate::say!(language, "基准日 {date}", "reference date {date}")
        });
        let date = date.unwrap_or_default();
        let gap = " ".repeat(WIDTH.saturating_sub(width(&title) + width(&date)).max(2));
        format!("{}{gap}{}", self.screen.paint(Style::Bold, &title), self.screen.paint(Style::Dim, &date))
            .trim_end()
            .to_owned()
    }

    fn line(&self, entry: &Entry<'_>, decision: &Decision, widths: &Widths) -> String {
        let language = self.screen.language;
        let status = Status::of(&decision.outcome);
        let rule = wrap(&decision.rule, widths.rule);
        let mut said = vec![words::outcome(decision, language)];
        said.extend(words::remarks(decision, language));
        let said: Vec<String> = said.iter().flat_map(|text| wrap(text, widths.said)).collect();
        let cited = entry.rule(decision).map(|rule| words::cited(rule, language)).unwrap_or_default();
        let cited = wrap(&cited, CITED);
        let mut text = String::new();
        for n in 0..rule.len().max(said.len()).max(cited.len()) {
            let cell = |lines: &[String], columns| pad(lines.get(n).map_or("", String::as_str), columns);
            let word = if n == 0 { words::status(status, language) } else { "" };
            let word = self.screen.paint(style(status), &pad(word, widths.status));
            let cited = self.screen.paint(Style::Dim, cited.get(n).map_or("", String::as_str));
            let line =
                format!("  {word}  {}  {}  {cited}", cell(&rule, widths.rule), cell(&said, widths.said));
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }
}

fn style(status: Status) -> Style {
    match status {
        Status::Applies => Style::Good,
        Status::Undetermined => Style::Doubtful,
        Status::AlreadyGranted => Style::Accent,
        Status::Failed => Style::Bad,
        Status::NotInForce | Status::DoesNotApply => Style::Dim,
    }
}

struct Widths {
    status: usize,
    rule: usize,
    said: usize,
}

impl Widths {
    fn of(entry: &Entry<'_>, screen: &Screen) -> Self {
        let status = Status::ALL
            .map(|status| width(words::status(status, screen.language)))
            .into_iter()
            .max()
            .unwrap_or(0);
        let names = entry.program.rules.iter().map(|rule| width(&rule.name));
        let rule = names.max().unwrap_or(0).clamp(8, RULE);
        Self { status, rule, said: WIDTH.saturating_sub(status + rule + CITED + 8) }
    }
}

impl RecordWriter for Table {
    fn write(&mut self, entry: &Entry<'_>) -> Outcome<()> {
        let quiet = |decision: &&Decision| {
            let status = Status::of(&decision.outcome);
            !self.all && matches!(status, Status::NotInForce | Status::DoesNotApply)
        };
        let widths = Widths::of(entry, &self.screen);
        let hidden = entry.decisions.iter().filter(quiet).count();
        let shown = entry.decisions.iter().filter(|decision| !quiet(decision));
        let mut block = self.head(entry) + "\n";
        for decision in shown {
            block.push_str(&self.line(entry, decision, &widths));
        }
        if hidden == entry.decisions.len() && hidden > 0 {
            let lapsed = entry.decisions.iter().all(|d| Status::of(&d.outcome) == Status::NotInForce);
            let none = match lapsed {
                true => {
                    pick(self.screen.language, "基准日不在施行期内", "not in force on the reference date")
                }
                false => pick(self.screen.language, "没有适用的规则", "no rule applies"),
            };
            block.push_str(&format!("  {}\n", self.screen.paint(Style::Dim, none)));
        }
        block.push('\n');
        Ok(self.sink.write_all(block.as_bytes())?)
    }

    fn finish(self: Box<Self>) -> Outcome<()> {
        self.sink.finish()
    }
}
