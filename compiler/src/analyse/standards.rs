//! 标准: a unit, and a history of values, each with its authority.

use super::context::{Analyser, Home, Placed};
use super::dated::Line;
use super::units::Measure;
use crate::index::Symbol;
use crate::model::{Dated, Exact, ListId, NumberType, Reading, StandardId};
use crate::report::{Details, error};
use chrono::NaiveDate;
use qingce_grammar::{Code, Edit, tree};

/// What is needed of a standard to read its values: its unit and the list that it is given by.
#[derive(Debug, Clone)]
pub(crate) struct StandardShape {
    pub name: String,
    pub unit: String,
    pub measure: Measure,
    pub by: Option<ListId>,
}

/// The values of a standard from all layers.
#[derive(Debug, Clone)]
pub(crate) struct StandardLines {
    pub shape: StandardShape,
    pub lines: Vec<Line<Vec<Exact>>>,
    /// The day from which a value is needed.
    pub start: Option<NaiveDate>,
    /// Values were written that had errors.
    pub faulty: bool,
}

impl Analyser<'_> {
    /// A standard's head and its own values; `None` if its unit or list is not known.
    pub fn standard(&mut self, id: StandardId, placed: Placed<'_, tree::Standard>) -> Option<StandardLines> {
        let Placed { home, decl } = placed;
        let measure = self.measure(home, &decl.unit);
        let by = decl.by.as_ref().map(|name| self.list_of(home, name));
        let cited = decl.delegated.as_ref().map(|(_, cited)| self.citations(home, cited));
        let (unit, start) = (self.words(home.place(decl.unit.span)).to_owned(), self.layer_start(home));
        let readings = readings(&decl.readings);
        let standard = self.model.standards.get_mut(id.0)?;
        standard.unit = unit.clone();
        standard.delegated = decl.delegated.as_ref().map(|(document, _)| document.text.clone());
        standard.cited = cited.unwrap_or_default();
        standard.readings = readings;
        let (Some(measure), by) = (measure, by.map_or(Some(None), |list| list.map(Some))) else {
            self.broken.insert(Symbol::Standard(id));
            return None;
        };
        let Some(by) = by else {
            self.broken.insert(Symbol::Standard(id));
            return None;
        };
        self.check_delegation(home, decl);
        let shape = StandardShape { name: decl.name.text.clone(), unit, measure, by };
        let start = start.filter(|_| decl.delegated.is_none());
        let mut all = StandardLines { shape, lines: Vec::new(), start, faulty: false };
        self.standard_values(home, &decl.values, &mut all);
        Some(all)
    }

    /// Reads dated values of a standard into `all`.
    pub fn standard_values(
        &mut self,
        home: Home,
        values: &[tree::Dated<tree::StandardValue>],
        all: &mut StandardLines,
    ) {
        for written in values {
            let value = self.standard_value(home, &all.shape, written);
            let line = self.line(home, written, ());
            match (value, line) {
                (Some(value), Some(line)) => all.lines.push(line.with(value)),
                _ => all.faulty = true,
            }
        }
    }

    /// Puts the values of all layers into the model.
    pub fn settle_standard(&mut self, id: StandardId, all: StandardLines) {
        let values = self.history(Symbol::Standard(id), &all.shape.name, all.lines, all.start, !all.faulty);
        let mut ty = NumberType {
            dimension: all.shape.measure.dimension.clone(),
            decimals: None,
            rate: all.shape.measure.rate,
        };
        let used = values.iter().flat_map(|dated| &dated.value).map(|number| number.decimals).max();
        let decimals = used.unwrap_or_else(|| self.usual_decimals(&ty));
        ty.decimals = Some(decimals);
        if let Some(standard) = self.model.standards.get_mut(id.0) {
            standard.ty = ty;
            standard.by = all.shape.by;
            standard.values = values.into_iter().map(|dated| dated.aligned(decimals)).collect();
        }
    }

    /// An option list by name.
    fn list_of(&mut self, home: Home, name: &tree::Name) -> Option<ListId> {
        let Some(list) = self.names.lists.get(&name.text).copied() else {
            let candidates = self.names.lists.keys().cloned().collect();
            self.unknown(home, name, ("选项表", "option list"), candidates);
            return None;
        };
        self.used(home.place(name.span), Symbol::List(list));
        Some(list)
    }

    fn layer_start(&self, home: Home) -> Option<NaiveDate> {
        self.layers.get(home.layer).and_then(|layer| layer.from)
    }

    /// A standard has values or is delegated, not both.
    fn check_delegation(&mut self, home: Home, decl: &tree::Standard) {
        let name = &decl.name.text;
        match (&decl.delegated, decl.values.first()) {
            (Some((document, cited)), None) => {
                self.must_cite(home.place(document.span), cited, "这个授权", "this delegation");
            }
            (None, None) => {
                let fault = error(
                    Code::StandardWithoutValue,
                    home.place(decl.name.span),
                    format!("标准「{name}」没有数值"),
                    format!("the standard 「{name}」 has no value"),
                );
                self.report(fault.help(
                    "请写「自 日期 数值 依据 …」；由别的文件来定的，写「授权 「文件名称」 依据 …」",
                    "write `from DATE VALUE per …`, or `delegated-to \"document\" per …` if another document sets it",
                ));
            }
            (Some((document, _)), Some(value)) => {
                let fault = error(
                    Code::DelegatedWithValue,
                    home.place(value.span),
                    format!("标准「{name}」写明由别的文件来定，又写了数值"),
                    format!(
                        "the standard 「{name}」 is left to another document and has a value all the same"
                    ),
                );
                let fault = fault.label(home.place(document.span), "授权给这份文件", "left to this document");
                self.report(fault.help(
                    "请删去其中一行；数值由补充规定用「调整」来写",
                    "delete one of the two; a supplement gives the value with `adjust`",
                ));
            }
            (None, Some(_)) => {}
        }
    }

    fn standard_value(
        &mut self,
        home: Home,
        shape: &StandardShape,
        written: &tree::Dated<tree::StandardValue>,
    ) -> Option<Vec<Exact>> {
        match (&written.value, shape.by) {
            (tree::StandardValue::One(number), None) => {
                Some(vec![self.in_unit(home, number, &shape.measure, &shape.unit, &shape.name)?])
            }
            (tree::StandardValue::PerOption(values), Some(list)) => {
                self.value_per_option(home, shape, list, values, written)
            }
            (tree::StandardValue::One(number), Some(list)) => {
                let list = self.list_name(list);
                let fault = error(
                    Code::WrongType,
                    home.place(number.span),
                    format!("「{}」按「{list}」分别规定，这里却只有一个数值", shape.name),
                    format!("「{}」 has a value for each 「{list}」, and here is only one", shape.name),
                );
                self.report(fault.help(
                    "请逐个选项写明：「…：一类 100元/人、二类 80元/人」",
                    "give one for each option: `…: A 100 yuan, B 80 yuan`",
                ));
                None
            }
            (tree::StandardValue::PerOption(_), None) => {
                let fault = error(
                    Code::WrongType,
                    home.place(written.span),
                    format!("「{}」只有一个数值，不按选项分别规定", shape.name),
                    format!("「{}」 has one value, not one for each option", shape.name),
                );
                self.report(fault.help(
                    "要按选项分别规定，请在标准后面写「按 选项表」",
                    "for a value each, write `by LIST` after the standard's unit",
                ));
                None
            }
        }
    }

    /// Every option exactly once, in the list's order.
    fn value_per_option(
        &mut self,
        home: Home,
        shape: &StandardShape,
        list: ListId,
        values: &[(tree::Name, tree::Number)],
        written: &tree::Dated<tree::StandardValue>,
    ) -> Option<Vec<Exact>> {
        let options = self.model.lists.get(list.0).map(|l| l.options.clone()).unwrap_or_default();
        let mut found: Vec<Option<Exact>> = vec![None; options.len()];
        let mut whole = true;
        for (name, number) in values {
            let at = self.option_of(home, list, name);
            let value = self.in_unit(home, number, &shape.measure, &shape.unit, &shape.name);
            let (Some(at), Some(value)) = (at, value) else {
                whole = false;
                continue;
            };
            match found.get_mut(at) {
                Some(slot @ None) => *slot = Some(value),
                _ => {
                    whole = false;
                    let zh = format!("选项「{}」的数值写了两次", name.text);
                    let en = format!("the option 「{}」 has two values", name.text);
                    self.report(error(Code::RepeatedPart, home.place(name.span), zh, en));
                }
            }
        }
        if !whole {
            return None;
        }
        let lacking: Vec<&str> =
            options.iter().zip(&found).filter(|(_, v)| v.is_none()).map(|(o, _)| o.name.as_str()).collect();
        if !lacking.is_empty() {
            let fault = error(
                Code::MissingPart,
                home.place(written.span),
                format!("「{}」缺少「{}」的数值", shape.name, lacking.join("」「")),
                format!("「{}」 lacks a value for 「{}」", shape.name, lacking.join("」, 「")),
            );
            self.report(fault.help("每个选项都要有数值", "every option needs a value"));
            return None;
        }
        found.into_iter().collect()
    }

    /// A literal that must be in a given unit; `name` is what it is the value of.
    pub fn in_unit(
        &mut self,
        home: Home,
        number: &tree::Number,
        wanted: &Measure,
        unit: &str,
        name: &str,
    ) -> Option<Exact> {
        let (value, ty) = self.quantity(home, number)?;
        if ty.dimension == wanted.dimension {
            return Some(value);
        }
        let place = home.place(number.span);
        let (zh, en) = self.number_words(&ty);
        let unit =
            if unit.is_empty() { ("不带单位".to_owned(), "no unit".to_owned()) } else { quoted(unit) };
        let fault = error(
            Code::WrongUnit,
            place,
            format!("「{name}」以{}计，这里写的是{zh}", unit.0),
            format!("「{name}」 is in {}, and this is {en}", unit.1),
        );
        let wanted = unit.0.trim_matches(['「', '」']).to_owned();
        let fault = fault
            .help(format!("请核对单位，应为{}", unit.0), format!("check the unit: it should be {}", unit.1));
        self.report(match &number.unit {
            None if !wanted.is_empty() && !number.percent => {
                let end = qingce_grammar::Place {
                    span: qingce_grammar::Span::new(number.span.end, number.span.end),
                    ..place
                };
                let zh = format!("补上单位「{wanted}」");
                let en = format!("add the unit 「{wanted}」");
                fault.fix(zh, en, vec![Edit { place: end, text: self.unit_after_digits(home, &wanted) }])
            }
            _ => fault,
        });
        None
    }

    /// A unit as it is written after digits: English words are set off by a blank.
    pub fn unit_after_digits(&self, home: Home, unit: &str) -> String {
        if self.is_english(home.file) { format!(" {unit}") } else { unit.to_owned() }
    }
}

fn quoted(unit: &str) -> (String, String) {
    (format!("「{unit}」"), format!("「{unit}」"))
}

/// Notes of reading.
pub(crate) fn readings(readings: &[tree::Reading]) -> Vec<Reading> {
    let reading = |r: &tree::Reading| Reading {
        chosen: r.chosen.text.clone(),
        rejected: r.rejected.as_ref().map(|q| q.text.clone()),
    };
    readings.iter().map(reading).collect()
}

impl Line<()> {
    /// The line with its value.
    pub fn with<V>(self, value: V) -> Line<V> {
        let Dated { from, to, cited, place, layer, .. } = self.dated;
        Line { dated: Dated { from, to, value, cited, place, layer }, reasoned: self.reasoned }
    }
}

impl Dated<Vec<Exact>> {
    /// All numbers with the same decimals.
    fn aligned(mut self, decimals: u32) -> Self {
        for number in &mut self.value {
            *number = number.with_decimals(decimals).unwrap_or(*number);
        }
        self
    }
}
