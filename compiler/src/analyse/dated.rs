//! Histories of dated values: in order, each with its end, without overlaps, without gaps that nobody explained.

use super::context::{Analyser, Home, PlacedItem};
use super::head::{day_en, day_zh};
use crate::index::Symbol;
use crate::model::Dated;
use crate::report::{Details, error, warning};
use chrono::NaiveDate;
use qingce_grammar::{Code, Place, tree};

/// One dated line before the ends are filled in.
#[derive(Debug, Clone)]
pub(crate) struct Line<V> {
    pub dated: Dated<V>,
    /// A written reason stands beside it, which silences the check for gaps.
    pub reasoned: bool,
}

/// A history that begins after its policy: a gap if a rule needs it before.
#[derive(Debug, Clone)]
pub(crate) struct LateStart {
    symbol: Symbol,
    name: String,
    place: Place,
    start: NaiveDate,
    first: NaiveDate,
}

impl Analyser<'_> {
    /// One dated line with its value; `None` if its dates are wrong.
    pub fn line<T, V>(&mut self, home: Home, written: &tree::Dated<T>, value: V) -> Option<Line<V>> {
        let ordered = self.ordered(home, &written.period);
        let mut inside = self.in_period(home, written.period.from);
        if let Some(to) = written.period.to {
            inside &= self.in_period(home, to);
        }
        self.must_cite(home.place(written.period.from.span), &written.cited, "这个数值", "this value");
        let cited = self.citations(home, &written.cited);
        let dated = Dated {
            from: written.period.from.value,
            to: written.period.to.map(|to| to.value),
            value,
            cited,
            place: home.place(written.span),
            layer: home.layer,
        };
        (ordered && inside).then_some(Line { dated, reasoned: written.reason.is_some() })
    }

    /// Puts a history in order and fills in the ends. `start` is the day from which rules may need a value; whether one
    /// does is seen when the rules are known. Where lines are left out for their faults (not `whole`), nothing is said
    /// about gaps.
    pub fn history<V>(
        &mut self,
        symbol: Symbol,
        name: &str,
        mut lines: Vec<Line<V>>,
        start: Option<NaiveDate>,
        whole: bool,
    ) -> Vec<Dated<V>> {
        lines.sort_by_key(|line| (line.dated.from, line.dated.layer));
        self.overlaps(name, &lines);
        if !whole {
            return fill_ends(lines);
        }
        if let (Some(start), Some(first)) = (start, lines.first().filter(|first| !first.reasoned))
            && start < first.dated.from
        {
            let (name, place, first) = (name.to_owned(), first.dated.place, first.dated.from);
            self.late_starts.push(LateStart { symbol, name, place, start, first });
        }
        self.gaps(name, &lines);
        self.gap_at_end(name, &lines);
        fill_ends(lines)
    }

    /// Two values of one layer on one day.
    fn overlaps<V>(&mut self, name: &str, lines: &[Line<V>]) {
        let mut last_of_layer: Vec<(usize, &Line<V>)> = Vec::new();
        for line in lines {
            let layer = line.dated.layer;
            let earlier =
                last_of_layer.iter().position(|(l, _)| *l == layer).map(|at| last_of_layer.swap_remove(at));
            if let Some((_, earlier)) = earlier {
                let same_day = earlier.dated.from == line.dated.from;
                if same_day || earlier.dated.to.is_some_and(|to| to >= line.dated.from) {
                    self.overlap(name, earlier, line);
                }
            }
            last_of_layer.push((layer, line));
        }
    }

    fn overlap<V>(&mut self, name: &str, earlier: &Line<V>, later: &Line<V>) {
        let from = later.dated.from;
        let fault = error(
            Code::OverlappingDates,
            later.dated.place,
            format!("「{name}」在{}有两个数值", day_zh(from)),
            format!("「{name}」 has two values on {}", day_en(from)),
        );
        let fault = fault.label(earlier.dated.place, "另一个数值在这里", "the other value is here");
        self.report(fault.help(
            "请改正日期；不写「至」的数值自动到下一个数值开始的前一天为止",
            "mend the dates; a value without an end runs until the day before the next one begins",
        ));
    }

    /// Reports standards and scales without a value on days on which what uses them already is in force.
    pub fn gaps_at_start(&mut self, items: &[PlacedItem<'_>]) {
        for late in std::mem::take(&mut self.late_starts) {
            let uses: Vec<Place> = self.index.uses(late.symbol).collect();
            let needed = uses.into_iter().filter_map(|place| self.needed_from(items, place)).min();
            let needed = needed.map_or(late.start, |day| day.max(late.start));
            if let Some(before) = late.first.pred_opt().filter(|before| needed <= *before) {
                self.gap(&late.name, late.place, needed, Some(before));
            }
        }
    }

    /// The day from which the declaration around a place needs what it names there; `None` if it is a scenario or an
    /// adjustment, which need nothing.
    fn needed_from(&self, items: &[PlacedItem<'_>], place: Place) -> Option<NaiveDate> {
        let around = items.iter().find(|item| {
            let span = item.decl.span;
            item.home.file == place.file && span.start <= place.span.start && place.span.end <= span.end
        })?;
        match &around.decl.decl {
            Some(tree::Decl::Rule(rule)) => {
                let id = self.names.rules.get(&rule.name.text)?;
                self.model.rules.get(id.0).map(|rule| rule.from)
            }
            Some(tree::Decl::Define(_)) => self.layers.get(around.home.layer)?.from,
            _ => None,
        }
    }

    fn gaps<V>(&mut self, name: &str, lines: &[Line<V>]) {
        for (earlier, later) in lines.iter().zip(lines.iter().skip(1)) {
            let next = earlier.dated.to.and_then(|to| to.succ_opt());
            let (Some(next), Some(before)) = (next, later.dated.from.pred_opt()) else {
                continue;
            };
            if next <= before && !earlier.reasoned && !later.reasoned {
                self.gap(name, later.dated.place, next, Some(before));
            }
        }
    }

    /// A later layer's last value ends while an earlier layer's would have run on: it does not come back by itself.
    fn gap_at_end<V>(&mut self, name: &str, lines: &[Line<V>]) {
        let Some(last) = lines.last() else {
            return;
        };
        let Some(end) = last.dated.to.filter(|_| !last.reasoned) else {
            return;
        };
        let runs_on =
            |line: &Line<V>| line.dated.layer < last.dated.layer && line.dated.to.is_none_or(|to| to > end);
        if let Some(next) = end.succ_opt()
            && lines.iter().any(runs_on)
        {
            self.gap(name, last.dated.place, next, None);
        }
    }

    fn gap(&mut self, name: &str, place: Place, from: NaiveDate, to: Option<NaiveDate>) {
        let zh_to = to.map(|to| format!("至{}", day_zh(to))).unwrap_or_else(|| "起".to_owned());
        let en_to = to.map(|to| format!(" to {}", day_en(to))).unwrap_or_default();
        let fault = warning(
            Code::GapInDates,
            place,
            format!("「{name}」自{}{zh_to}没有数值", day_zh(from)),
            format!("「{name}」 has no value from {}{en_to}", day_en(from)),
        );
        self.report(fault.help(
            "这几天用到它的规则一律未施行；请补上数值，或者用「理由」写明为什么没有",
            "on these days no rule that uses it is in force; add a value, or say why with `because`",
        ));
    }
}

/// Each value ends on the day before the next one begins, or as written if that is sooner. Where two layers set a value
/// for the same first day, the later layer's holds.
fn fill_ends<V>(lines: Vec<Line<V>>) -> Vec<Dated<V>> {
    let mut filled: Vec<Dated<V>> = Vec::new();
    for line in lines {
        if filled.last().is_some_and(|last| last.from == line.dated.from) {
            filled.pop();
        }
        if let Some(last) = filled.last_mut() {
            let before = line.dated.from.pred_opt();
            last.to = match (last.to, before) {
                (Some(to), Some(before)) => Some(to.min(before)),
                (to, before) => to.or(before),
            };
        }
        filled.push(line.dated);
    }
    filled
}
