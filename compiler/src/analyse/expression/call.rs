//! What takes arguments: standards by option, scales, and the built-in functions.

use super::compare::Side;
use super::{Checker, made};
use crate::index::Symbol;
use crate::model::{Expr, ExprKind, ListId, NumberType, PeriodUnit, ScaleId, StandardId, Type};
use crate::report::{Details, error};
use qingce_grammar::tree::Builtin;
use qingce_grammar::{Code, Edit, Place, Span, tree};

use super::super::types::most;

impl Checker<'_, '_> {
    /// `地区补贴（地区等级）`, `规模奖励（人数）`.
    pub(super) fn call(&mut self, name: &tree::Name, arguments: &[tree::Expr], place: Place) -> Option<Expr> {
        let at = self.place(name.span);
        if let Some(id) = self.cx.names.standards.get(&name.text).copied() {
            self.cx.used(at, Symbol::Standard(id));
            return self.standard_by(id, name, arguments, place);
        }
        if let Some(id) = self.cx.names.scales.get(&name.text).copied() {
            self.cx.used(at, Symbol::Scale(id));
            return self.scaled(id, name, arguments, place);
        }
        let (standards, scales) = (self.cx.names.standards.keys(), self.cx.names.scales.keys());
        let candidates = standards.chain(scales).cloned().collect();
        self.cx.unknown(self.home, name, ("标准或分档", "standard or scale"), candidates);
        None
    }

    fn standard_by(
        &mut self,
        id: StandardId,
        name: &tree::Name,
        arguments: &[tree::Expr],
        place: Place,
    ) -> Option<Expr> {
        if self.cx.broken.contains(&Symbol::Standard(id)) {
            return None;
        }
        let (by, ty) = self.cx.model.standards.get(id.0).map(|s| (s.by, s.ty.clone()))?;
        let Some(list) = by else {
            let zh = format!("标准「{}」只有一个数值，后面不写括号", name.text);
            let en = format!("the standard 「{}」 has one value and takes no brackets", name.text);
            self.cx.report(error(Code::WrongType, place, zh, en));
            return None;
        };
        let argument = self.only_argument(arguments, place)?;
        let typed = self.expression(argument, Some(list))?;
        if typed.ty != Type::Option(list) {
            let of = self.cx.list_name(list);
            let (zh, en) = (format!("「{of}」的一个选项"), format!("an option of 「{of}」"));
            self.wrong_type(&typed, (&zh, &en));
            return None;
        }
        Some(made(ExprKind::StandardBy(id, Box::new(typed)), Type::Number(ty), place))
    }

    fn scaled(
        &mut self,
        id: ScaleId,
        name: &tree::Name,
        arguments: &[tree::Expr],
        place: Place,
    ) -> Option<Expr> {
        let argument = self.only_argument(arguments, place)?;
        let (typed, given) = self.number_of(argument)?;
        if self.cx.broken.contains(&Symbol::Scale(id)) {
            return None;
        }
        let scale = self.cx.model.scales.get(id.0)?;
        if given.dimension != scale.from.dimension {
            let (zh, en) = self.cx.number_words(&given);
            let fault = error(
                Code::WrongUnit,
                typed.place,
                format!("分档「{}」以「{}」计，这里是{zh}", name.text, scale.from_unit),
                format!("the scale 「{}」 goes by 「{}」, and this is {en}", name.text, scale.from_unit),
            );
            self.cx.report(fault);
            return None;
        }
        let counted = scale.from.decimals.unwrap_or(0);
        if given.decimals.is_none_or(|decimals| decimals > counted) {
            self.too_fine(name, typed.place, counted);
            return None;
        }
        let decimals = if scale.marginal { counted + scale.value_decimals } else { scale.value_decimals };
        let decimals = Some(decimals);
        let ty = NumberType { decimals, ..scale.to.clone() };
        Some(made(ExprKind::Scale(id, Box::new(typed)), Type::Number(ty), place))
    }

    /// A scale counts its input with so many decimals; anything finer must be rounded first.
    fn too_fine(&mut self, name: &tree::Name, place: Place, decimals: u32) {
        let (zh, en) = match decimals {
            0 => ("整数".to_owned(), "whole".to_owned()),
            _ => (format!("{decimals}位小数"), format!("{decimals} decimals")),
        };
        let fault = error(
            Code::NotRounded,
            place,
            format!("分档「{}」的数只到{zh}，这个数可能更细，没有写明怎样取整", name.text),
            format!(
                "the scale 「{}」 is counted to {en}, this number may be finer, and how it is rounded is not stated",
                name.text
            ),
        );
        self.cx.report(fault.help(
            format!("请写「（…） 舍尾至 {zh}」或者「四舍五入至 {zh}」"),
            format!("write `rounded down to {en}` or `rounded to {en}` after it"),
        ));
    }

    fn only_argument<'e>(&mut self, arguments: &'e [tree::Expr], place: Place) -> Option<&'e tree::Expr> {
        if let [only] = arguments {
            return Some(only);
        }
        let fault = error(
            Code::WrongType,
            place,
            "括号里要写一个值，不多不少",
            "exactly one value goes into the brackets",
        );
        self.cx.report(fault);
        None
    }

    /// A standard with a value for each option, named without one.
    pub(super) fn standard_without_option(&mut self, name: &tree::Name, list: ListId) {
        let of = self.cx.list_name(list);
        let fault = error(
            Code::WrongType,
            self.place(name.span),
            format!("标准「{}」按「{of}」分别规定，要写明是哪一个", name.text),
            format!("the standard 「{}」 has a value for each 「{of}」: say for which", name.text),
        );
        let fields = self.fields_of_list(list);
        let fault = match fields.as_slice() {
            [only] => {
                let text = match self.cx.is_english(self.home.file) {
                    true => format!("({only})"),
                    false => format!("（{only}）"),
                };
                let place = self.place(Span::new(name.span.end, name.span.end));
                fault
                    .help(
                        format!("请写「{}（{only}）」", name.text),
                        format!("write `{}({only})`", name.text),
                    )
                    .fix(format!("补上「{text}」"), format!("add `{text}`"), vec![Edit { place, text }])
            }
            _ => fault.help(
                format!("请写「{}（选项或字段）」", name.text),
                format!("write `{}(OPTION or FIELD)`", name.text),
            ),
        };
        self.cx.report(fault);
    }

    /// The fields at hand that hold one option of a list.
    fn fields_of_list(&self, list: ListId) -> Vec<String> {
        let records = self.frames.iter().filter_map(|record| self.cx.model.records.get(record.0));
        let fields = records.flat_map(|record| &record.fields);
        fields.filter(|field| field.ty == Type::Option(list)).map(|field| field.name.clone()).collect()
    }

    pub(super) fn scale_without_value(&mut self, name: &tree::Name) {
        let fault = error(
            Code::WrongType,
            self.place(name.span),
            format!("分档「{}」后面要写明按什么数来算", name.text),
            format!("the scale 「{}」 needs the number that it goes by", name.text),
        );
        self.cx.report(
            fault.help(format!("请写「{}（数）」", name.text), format!("write `{}(NUMBER)`", name.text)),
        );
    }

    pub(super) fn builtin(&mut self, what: Builtin, arguments: &[tree::Expr], place: Place) -> Option<Expr> {
        let unit = match what {
            Builtin::Min => return self.extreme(arguments, ExprKind::Min, place),
            Builtin::Max => return self.extreme(arguments, ExprKind::Max, place),
            Builtin::WholeMonths => PeriodUnit::Months,
            Builtin::WholeYears => PeriodUnit::Years,
            Builtin::DaysBetween => PeriodUnit::Days,
        };
        let span = self.only_argument(arguments, place)?;
        self.whole(unit, span, place)
    }

    /// 取小, 取大: numbers in one unit, or dates.
    fn extreme(
        &mut self,
        arguments: &[tree::Expr],
        how: fn(Vec<Expr>) -> ExprKind,
        place: Place,
    ) -> Option<Expr> {
        let typed: Vec<Option<Side>> =
            arguments.iter().map(|a| self.expression(a, None).map(|typed| (typed, a))).collect();
        let mut sides = typed.into_iter().collect::<Option<Vec<Side>>>()?.into_iter();
        let Some(mut first) = sides.next() else {
            self.wrong_count(place);
            return None;
        };
        let mut all: Vec<Expr> = Vec::new();
        for next in sides {
            let next = self.same_kind(&mut first, next, place)?;
            all.push(next);
        }
        if !matches!(first.0.ty, Type::Number(_) | Type::Date) {
            self.wrong_type(&first.0, ("数或日期", "a number or a date"));
            return None;
        }
        let ty = all.iter().fold(first.0.ty.clone(), |ty, next| wider(ty, &next.ty));
        all.insert(0, first.0);
        Some(made(how(all), ty, place))
    }

    fn same_kind<'e>(&mut self, first: &mut Side<'e>, next: Side<'e>, place: Place) -> Option<Expr> {
        match (&first.0.ty, &next.0.ty) {
            (Type::Number(_), Type::Number(_)) => {
                let (left, right) = self.aligned(("相比", "compared"), first.clone(), next, place)?;
                first.0 = left;
                Some(right)
            }
            (Type::Date, Type::Date) => Some(next.0),
            _ => {
                let (zh, en) = self.cx.type_words(&first.0.ty);
                self.wrong_type(&next.0, (&zh, &en));
                None
            }
        }
    }

    fn wrong_count(&mut self, place: Place) {
        let zh = "括号里至少要有一个值";
        let en = "at least one value goes into the brackets";
        self.cx.report(error(Code::WrongType, place, zh, en));
    }
}

/// The type that holds both numbers.
fn wider(left: Type, right: &Type) -> Type {
    match (left, right) {
        (Type::Number(l), Type::Number(r)) => {
            Type::Number(NumberType { decimals: most(l.decimals, r.decimals), rate: l.rate && r.rate, ..l })
        }
        (left, _) => left,
    }
}
