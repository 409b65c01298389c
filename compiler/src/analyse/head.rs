//! 政策: the head of each layer.

use super::context::{Analyser, Home, LayerInfo, PlacedItem};
use crate::model::Policy;
use crate::report::{Details, error};
use chrono::NaiveDate;
use qingce_grammar::tree::Building;
use qingce_grammar::{Code, FileId, Place, Span, tree};

impl<'t> Analyser<'t> {
    /// Reads the heads of all layers; conventions come from the base.
    pub fn heads(&mut self, items: &[PlacedItem<'t>]) {
        for layer in 0..self.text.layers.len() {
            let mut head: Option<(Home, &tree::Policy)> = None;
            let mut broken = false;
            for item in items.iter().filter(|item| item.home.layer == layer) {
                match &item.decl.decl {
                    Some(tree::Decl::Policy(policy)) => match head {
                        Some((first, earlier)) => {
                            self.second_head(item.home, policy, first.place(earlier.name.span));
                        }
                        None => head = Some((item.home, policy)),
                    },
                    None if item.decl.kind == tree::ItemKind::Policy => broken = true,
                    _ => {}
                }
            }
            let info = match head {
                Some((home, policy)) => self.head(home, policy),
                None => {
                    self.no_head(layer, broken);
                    LayerInfo { head_unknown: true, ..LayerInfo::default() }
                }
            };
            self.layers.push(info);
        }
    }

    fn head(&mut self, home: Home, policy: &tree::Policy) -> LayerInfo {
        let place = home.place(policy.name.span);
        let period = policy.effective;
        if period.is_none() {
            self.missing_from_head(
                place,
                ("施行日期", "in-force period"),
                ("施行 2024年1月1日 至 2026年12月31日", "effective 2024-01-01 to 2026-12-31"),
            );
        }
        if policy.number.is_none() {
            self.missing_from_head(place, ("文号", "number"), ("文号 「…」", "number \"…\""));
        }
        if let Some(period) = period {
            self.ordered(home, &period);
        }
        self.check_base(home, policy);
        self.check_conventions(home, policy);
        self.merge_head(home, policy);
        LayerInfo {
            name: Some(place),
            from: period.map(|p| p.from.value),
            to: period.and_then(|p| p.to).map(|to| to.value),
            building: policy.base.as_ref().map(|(building, _)| *building),
            base_missing: home.layer == 0 && policy.base.is_some(),
            head_unknown: false,
            source_asked_for: false,
        }
    }

    /// The model's head: the outermost layer's, over the base's conventions and a period that holds both.
    fn merge_head(&mut self, home: Home, policy: &tree::Policy) {
        let from = policy.effective.map(|p| p.from.value);
        let to = policy.effective.and_then(|p| p.to).map(|to| to.value);
        let earlier = self.model.policy.take();
        let mut head = Policy {
            name: policy.name.text.clone(),
            number: policy.number.as_ref().map(|n| n.text.clone()).unwrap_or_default(),
            english: self.is_english(home.file),
            from: from.unwrap_or_default(),
            to,
            first_day_counts: policy.first_day.map(|(counts, _)| counts),
            age_next_day: policy.age_next_day.map(|(next, _)| next),
            building: policy.base.as_ref().map(|(building, _)| *building),
            place: home.place(policy.name.span),
        };
        if let Some(base) = earlier {
            head.from = from.map_or(base.from, |from| from.min(base.from));
            head.to = base.to.and_then(|end| to.map(|to| to.max(end)));
            head.first_day_counts = base.first_day_counts;
            head.age_next_day = base.age_next_day;
        }
        self.model.policy = Some(head);
    }

    /// A policy that builds on another one takes over its conventions.
    fn check_conventions(&mut self, home: Home, policy: &tree::Policy) {
        let Some((building, _)) = &policy.base else {
            return;
        };
        let (zh, en) = match building {
            Building::Supplement => ("补充规定", "a supplement"),
            Building::Amendment => ("修订", "an amendment"),
        };
        for (_, span) in policy.first_day.iter().chain(&policy.age_next_day) {
            let fault = error(
                Code::ForbiddenInSupplement,
                home.place(*span),
                format!("{zh}沿用原政策计算期间和周岁的办法，不能另写"),
                format!("{en} counts days and ages as its base does and cannot say so again"),
            );
            self.report(fault.help("请删去这一行", "delete this line"));
        }
    }

    fn check_base(&mut self, home: Home, policy: &tree::Policy) {
        if let Some((_, folder)) = &policy.base
            && home.layer == 0
        {
            let fault = error(
                Code::UnknownBase,
                home.place(folder.span),
                format!("找不到所依据的政策「{}」", folder.text),
                format!("the policy 「{}」 to build on is not found", folder.text),
            );
            self.report(fault.help(
                "请写那份政策的文件夹，按本文件夹的位置来找，例如「../原政策」",
                "name that policy's folder, as seen from this folder: \"../base\"",
            ));
        }
    }

    fn second_head(&mut self, home: Home, policy: &tree::Policy, first: Place) {
        let fault = error(
            Code::DuplicateName,
            home.place(policy.name.span),
            "一个文件夹里只能有一个「政策」",
            "a folder has only one policy head",
        );
        self.report(fault.label(first, "已经有一个", "there is one already"));
    }

    fn no_head(&mut self, layer: usize, broken: bool) {
        let first = self.text.layers.iter().take(layer).map(|l| l.files.len()).sum();
        let has_files = self.text.layers.get(layer).is_some_and(|l| !l.files.is_empty());
        if broken || !has_files {
            return;
        }
        let place = Place { file: FileId(first), span: Span::new(0, 0) };
        let fault =
            error(Code::MissingPart, place, "这个文件夹里没有「政策」文头", "this folder has no policy head");
        self.report(fault.help(
            "请写「政策 名称」，下面写「文号」「施行」「原文」",
            "write `policy NAME` with its number, effective and source lines",
        ));
    }

    fn missing_from_head(&mut self, place: Place, part: (&str, &str), example: (&str, &str)) {
        let zh = format!("政策文头缺少{}", part.0);
        let en = format!("the policy's head lacks its {}", part.1);
        let fault = error(Code::MissingPart, place, zh, en);
        self.report(fault.help(format!("请加上「{}」", example.0), format!("add `{}`", example.1)));
    }

    /// Reports a period that ends before it begins.
    pub fn ordered(&mut self, home: Home, period: &tree::Period) -> bool {
        let Some(to) = period.to.filter(|to| to.value < period.from.value) else {
            return true;
        };
        let fault = error(
            Code::BadDate,
            home.place(to.span),
            "结束的日期早于开始的日期",
            "this period ends before it begins",
        );
        self.report(fault.label(home.place(period.from.span), "从这一天开始", "it begins on this day"));
        false
    }

    /// The period of a layer's policy.
    pub fn layer_period(&self, layer: usize) -> (NaiveDate, Option<NaiveDate>) {
        let info = self.layers.get(layer);
        (info.and_then(|i| i.from).unwrap_or_default(), info.and_then(|i| i.to))
    }

    /// Reports a day that lies outside the period of the layer that names it; whether it lies inside.
    pub fn in_period(&mut self, home: Home, date: tree::Date) -> bool {
        let Some(info) = self.layers.get(home.layer) else {
            return true;
        };
        let early = info.from.is_some_and(|from| date.value < from);
        let late = info.from.is_some() && info.to.is_some_and(|to| date.value > to);
        if !early && !late {
            return true;
        }
        let (edge, name) = (if early { info.from } else { info.to }, info.name);
        let edge = edge.unwrap_or_default();
        let (zh, en) = match early {
            true => (
                format!("这一天早于政策的施行日{}", day_zh(edge)),
                format!("this day is before {}, when the policy comes into force", day_en(edge)),
            ),
            false => (
                format!("这一天晚于政策的终止日{}", day_zh(edge)),
                format!("this day is after {}, when the policy ends", day_en(edge)),
            ),
        };
        let mut fault = error(Code::DateOutsidePeriod, home.place(date.span), zh, en);
        if let Some(name) = name {
            fault = fault.label(name, "这份政策的施行期", "the period of this policy");
        }
        self.report(fault.help(
            "请核对年份；日期必须在政策的施行期之内",
            "check the year; the day must lie within the policy's in-force period",
        ));
        false
    }
}

/// A day as Chinese writes it.
pub(crate) fn day_zh(day: NaiveDate) -> String {
    use chrono::Datelike;
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// A day as English policies write it.
pub(crate) fn day_en(day: NaiveDate) -> String {
    day.to_string()
}
