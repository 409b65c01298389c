//! 分档: bounds that begin at zero and ascend, each with the value of its bracket.

use super::context::{Analyser, Home, Placed};
use super::dated::Line;
use super::units::{Measure, combined};
use crate::index::Symbol;
use crate::model::{Exact, NumberType, ScaleId};
use crate::report::{Details, error};
use chrono::NaiveDate;
use qingce_grammar::{Code, Place, tree};
use std::cmp::Ordering;

/// Lower bounds and values.
pub(crate) type Brackets = Vec<(Exact, Exact)>;

/// What is needed of a scale to read its brackets.
#[derive(Debug, Clone)]
pub(crate) struct ScaleShape {
    pub name: String,
    pub from: Measure,
    pub to: Measure,
    pub from_unit: String,
    pub to_unit: String,
    pub marginal: bool,
}

/// The brackets of a scale from all layers.
#[derive(Debug, Clone)]
pub(crate) struct ScaleLines {
    pub shape: ScaleShape,
    pub lines: Vec<Line<Brackets>>,
    pub start: Option<NaiveDate>,
    pub faulty: bool,
}

impl ScaleShape {
    /// What the bracket values measure: amounts of the result, or of a marginal scale the result per unit of input.
    fn value_measure(&self) -> Measure {
        if !self.marginal {
            return self.to.clone();
        }
        let dimension = combined(&self.to.dimension, &self.from.dimension, -1);
        Measure { dimension, rate: false, times: 1, decimals: 0 }
    }

    fn value_unit(&self) -> String {
        if !self.marginal || self.from_unit.is_empty() {
            return self.to_unit.clone();
        }
        format!("{}/{}", self.to_unit, self.from_unit)
    }
}

impl Analyser<'_> {
    /// A scale's head and its own brackets; `None` if a unit is not known.
    pub fn scale(&mut self, id: ScaleId, placed: Placed<'_, tree::Scale>) -> Option<ScaleLines> {
        let Placed { home, decl } = placed;
        let from = self.measure(home, &decl.from);
        let to = self.measure(home, &decl.to);
        let (Some(from), Some(to)) = (from, to) else {
            self.broken.insert(Symbol::Scale(id));
            return None;
        };
        if decl.values.is_empty() {
            let fault = error(
                Code::StandardWithoutValue,
                home.place(decl.name.span),
                format!("分档「{}」没有数值", decl.name.text),
                format!("the scale 「{}」 has no values", decl.name.text),
            );
            self.report(
                fault.help("请写「自 日期 依据 …：0人 起 …」", "write `from DATE per …: 0 persons up …`"),
            );
        }
        let shape = ScaleShape {
            name: decl.name.text.clone(),
            from,
            to,
            from_unit: self.words(home.place(decl.from.span)).to_owned(),
            to_unit: self.words(home.place(decl.to.span)).to_owned(),
            marginal: decl.marginal,
        };
        let start = self.layers.get(home.layer).and_then(|layer| layer.from);
        let mut all = ScaleLines { shape, lines: Vec::new(), start, faulty: decl.values.is_empty() };
        self.scale_values(home, &decl.values, &mut all);
        Some(all)
    }

    /// Reads dated brackets of a scale into `all`.
    pub fn scale_values(
        &mut self,
        home: Home,
        values: &[tree::Dated<Vec<tree::Bracket>>],
        all: &mut ScaleLines,
    ) {
        for written in values {
            let brackets = self.brackets(home, &all.shape, written);
            let line = self.line(home, written, ());
            match (brackets, line) {
                (Some(brackets), Some(line)) => all.lines.push(line.with(brackets)),
                _ => all.faulty = true,
            }
        }
    }

    /// Puts the brackets of all layers into the model.
    pub fn settle_scale(&mut self, id: ScaleId, all: ScaleLines) {
        let mut values = self.history(Symbol::Scale(id), &all.shape.name, all.lines, all.start, !all.faulty);
        let most = |pick: fn(&(Exact, Exact)) -> Exact| {
            values.iter().flat_map(|dated| &dated.value).map(|pair| pick(pair).decimals).max().unwrap_or(0)
        };
        let number = |measure: &Measure, decimals| NumberType {
            dimension: measure.dimension.clone(),
            decimals: Some(decimals),
            rate: measure.rate,
        };
        let usual = self.usual_decimals(&number(&all.shape.from, 0));
        let from_decimals = most(|(bound, _)| *bound).max(usual);
        let value_decimals = most(|(_, value)| *value);
        for (bound, value) in values.iter_mut().flat_map(|dated| &mut dated.value) {
            *bound = bound.with_decimals(from_decimals).unwrap_or(*bound);
            *value = value.with_decimals(value_decimals).unwrap_or(*value);
        }
        if let Some(scale) = self.model.scales.get_mut(id.0) {
            scale.from = number(&all.shape.from, from_decimals);
            scale.to = number(&all.shape.to, value_decimals);
            scale.from_unit = all.shape.from_unit;
            scale.to_unit = all.shape.to_unit;
            scale.marginal = all.shape.marginal;
            scale.value_decimals = value_decimals;
            scale.values = values;
        }
    }

    fn brackets(
        &mut self,
        home: Home,
        shape: &ScaleShape,
        written: &tree::Dated<Vec<tree::Bracket>>,
    ) -> Option<Brackets> {
        let mut found = Brackets::new();
        let mut whole = true;
        for bracket in &written.value {
            let bound = self.in_unit(home, &bracket.from, &shape.from, &shape.from_unit, &shape.name);
            let value = self.bracket_value(home, shape, &bracket.value);
            let (Some(bound), Some(value)) = (bound, value) else {
                whole = false;
                continue;
            };
            whole &= self.bound_in_order(home.place(bracket.from.span), shape, found.last(), bound);
            found.push((bound, value));
        }
        (whole && !found.is_empty()).then_some(found)
    }

    /// The first bound is zero, every other one above the one before it.
    fn bound_in_order(
        &mut self,
        place: Place,
        shape: &ScaleShape,
        before: Option<&(Exact, Exact)>,
        bound: Exact,
    ) -> bool {
        let name = &shape.name;
        let fault = match before {
            None if bound.digits != 0 => error(
                Code::BadScale,
                place,
                format!("「{name}」的第一档没有从0起"),
                format!("the first bracket of 「{name}」 does not begin at 0"),
            )
            .help(
                format!("请先写「0{} 起 …」；没有补贴的一档写0", shape.from_unit),
                format!("begin with `0 {} up …`; where nothing is paid the value is 0", shape.from_unit),
            ),
            Some((earlier, _)) if bound.compare(*earlier) != Some(Ordering::Greater) => error(
                Code::BadScale,
                place,
                format!("「{name}」这一档的起点不高于前一档"),
                format!("this bracket of 「{name}」 does not begin above the one before it"),
            )
            .help("请按起点从低到高排列", "put the brackets in ascending order"),
            _ => return true,
        };
        self.report(fault);
        false
    }

    /// A bracket's value: of a marginal scale a rate per unit, of a flat one an amount.
    fn bracket_value(&mut self, home: Home, shape: &ScaleShape, number: &tree::Number) -> Option<Exact> {
        let (value, ty) = self.quantity(home, number)?;
        let wanted = shape.value_measure();
        if ty.dimension == wanted.dimension {
            return Some(value);
        }
        let unit = shape.value_unit();
        let (zh, en) = self.number_words(&ty);
        let (zh_kind, en_kind) = match shape.marginal {
            true => ("累进的分档每档写单价", "a bracket of a marginal scale holds a rate"),
            false => ("定额的分档每档写总额", "a bracket of a flat scale holds an amount"),
        };
        let fault = error(
            Code::BadScale,
            home.place(number.span),
            format!("{zh_kind}，应以「{unit}」计，这里是{zh}"),
            format!("{en_kind}, in 「{unit}」, and this is {en}"),
        );
        self.report(fault.help(
            format!("请写「{unit}」，或者改用另一种分档（累进、定额）"),
            format!("write it in 「{unit}」, or make the scale marginal or flat as is meant"),
        ));
        None
    }
}
