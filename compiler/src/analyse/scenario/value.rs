//! The value of one field in a scenario.

use super::super::context::{Analyser, Home};
use super::super::units::{MONEY, MONTHS, YEARS};
use crate::model::{Datum, Exact, FieldId, ListId, NumberType, RecordId, Type};
use crate::report::{Details, error};
use qingce_grammar::{Code, Place, Span, tree};

impl Analyser<'_> {
    /// What is written for a field, as data.
    pub fn datum(
        &mut self,
        home: Home,
        record: RecordId,
        field: FieldId,
        values: &[tree::Expr],
        span: Span,
    ) -> Option<Datum> {
        let ty = self.field_type_of(record, field)?;
        let place = home.place(span);
        match (&ty, values) {
            (Type::Options(list), _) => self.options_given(home, *list, values),
            (Type::List(_), [only]) if is_empty_set(only) => Some(Datum::List(Vec::new())),
            (Type::Record(_) | Type::List(_), _) => {
                self.given_with_its(record, field, place);
                None
            }
            (Type::Number(number), [only]) => {
                self.number_given(home, record, field, number, only).map(Datum::Number)
            }
            (Type::Option(list), [tree::Expr { kind: tree::ExprKind::Name(name), .. }]) => {
                self.option_of(home, *list, name).map(Datum::Option)
            }
            (Type::Text, [tree::Expr { kind: tree::ExprKind::Text(text), .. }]) => {
                Some(Datum::Text(text.text.clone()))
            }
            (Type::Date, [tree::Expr { kind: tree::ExprKind::Date(date), .. }]) => {
                Some(Datum::Date(date.value))
            }
            (Type::Truth, [tree::Expr { kind: tree::ExprKind::YesNo(yes), .. }]) => Some(Datum::Truth(*yes)),
            (Type::Truth | Type::Text | Type::Date | Type::Option(_) | Type::Range | Type::Number(_), _) => {
                let at = values.first().map_or(place, |first| home.place(first.span));
                self.wrong_value(record, field, &ty, at);
                None
            }
        }
    }

    /// A set of options: names, or `{}` with names or nothing in it.
    fn options_given(&mut self, home: Home, list: ListId, values: &[tree::Expr]) -> Option<Datum> {
        let mut found = Vec::new();
        for value in values {
            match &value.kind {
                tree::ExprKind::Name(name) => found.push(self.option_of(home, list, name)?),
                tree::ExprKind::Set(members) => match self.options_given(home, list, members)? {
                    Datum::Options(inner) => found.extend(inner),
                    _ => return None,
                },
                _ => {
                    let name = self.list_name(list);
                    let fault = error(
                        Code::WrongType,
                        home.place(value.span),
                        format!("这里要的是「{name}」的选项"),
                        format!("this should be options of 「{name}」"),
                    );
                    self.report(fault.help("例如「甲、乙」或者「{甲、乙}」", "for example `{A, B}`"));
                    return None;
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        Some(Datum::Options(found))
    }

    fn number_given(
        &mut self,
        home: Home,
        record: RecordId,
        field: FieldId,
        wanted: &NumberType,
        value: &tree::Expr,
    ) -> Option<Exact> {
        let place = home.place(value.span);
        let (number, negative) = match &value.kind {
            tree::ExprKind::Number(number) => (number, false),
            tree::ExprKind::Negate(inner) => match &inner.kind {
                tree::ExprKind::Number(number) => (number, true),
                _ => return self.no_number(record, field, wanted, place),
            },
            _ => return self.no_number(record, field, wanted, place),
        };
        let (mut exact, ty) = self.quantity(home, number)?;
        let years = wanted.is(YEARS) && ty.is(MONTHS) && exact.decimals == 0 && exact.digits % 12 == 0;
        if years {
            exact.digits /= 12;
        } else if ty.dimension != wanted.dimension {
            self.wrong_unit_given(home, record, field, wanted, number, &ty);
            return None;
        }
        if negative {
            exact = exact.negated();
        }
        let decimals = wanted.decimals.unwrap_or(exact.decimals);
        let fitting = exact.with_decimals(decimals);
        if fitting.is_none() {
            let name = self.field_name(record, field);
            let fault = error(
                Code::BadScenario,
                place,
                format!("字段「{name}」最多{decimals}位小数"),
                format!("the field 「{name}」 has at most {decimals} decimals"),
            );
            self.report(fault.help(
                "请改写这个数，或者在档案里给字段写明小数位数",
                "write fewer decimals, or declare more where the field is declared",
            ));
        }
        fitting
    }

    fn no_number(
        &mut self,
        record: RecordId,
        field: FieldId,
        wanted: &NumberType,
        place: Place,
    ) -> Option<Exact> {
        self.wrong_value(record, field, &Type::Number(wanted.clone()), place);
        None
    }

    fn wrong_unit_given(
        &mut self,
        home: Home,
        record: RecordId,
        field: FieldId,
        wanted: &NumberType,
        number: &tree::Number,
        ty: &NumberType,
    ) {
        let (found, name) = (self.number_words(ty), self.field_name(record, field));
        let unit = self.unit_text(&wanted.dimension);
        let should = self.number_words(wanted);
        let place = home.place(number.span);
        let fault = error(
            Code::WrongUnit,
            place,
            format!("字段「{name}」是{}，这里写的是{}", should.0, found.0),
            format!("the field 「{name}」 is {}, and this is {}", should.1, found.1),
        );
        let plain = number.unit.is_none() && !number.percent && !wanted.dimension.is_empty();
        if !plain {
            self.report(fault);
            return;
        }
        let unit = if self.is_english(home.file) { unit.1 } else { unit.0 };
        let text = self.unit_after_digits(home, &unit);
        let end = Place { span: Span::new(number.span.end, number.span.end), ..place };
        self.report(fault.help(format!("请写明单位「{unit}」"), format!("write the unit 「{unit}」")).fix(
            format!("补上单位「{unit}」"),
            format!("add the unit 「{unit}」"),
            vec![qingce_grammar::Edit { place: end, text }],
        ));
    }

    fn wrong_value(&mut self, record: RecordId, field: FieldId, ty: &Type, place: Place) {
        let (zh, en) = self.type_words(ty);
        let name = self.field_name(record, field);
        let fault = error(
            Code::WrongType,
            place,
            format!("字段「{name}」要的是{zh}"),
            format!("the field 「{name}」 should be {en}"),
        );
        let (zh, en) = match ty {
            Type::Text => ("文字要加引号：「…」", "a text stands in quotation marks"),
            Type::Date => (
                "日期写作「2024年6月1日」，不加引号",
                "a date is written 2024-06-01, without quotation marks",
            ),
            Type::Truth => ("请写「是」或者「否」", "write `yes` or `no`"),
            Type::Option(_) => {
                ("请写一个选项的名称，不加引号", "write the name of one option, without quotation marks")
            }
            _ => ("请写一个带单位的数", "write a number with its unit"),
        };
        self.report(fault.help(zh, en));
    }

    fn given_with_its(&mut self, record: RecordId, field: FieldId, place: Place) {
        let name = self.field_name(record, field);
        let fault = error(
            Code::WrongType,
            place,
            format!("「{name}」里面是档案，不能这样给出"),
            format!("「{name}」 holds records and is not given like this"),
        );
        self.report(fault.help(
            format!("请另起一行写「其 {name}：字段 值，…」"),
            format!("write `its {name}: field value, …` on a line of its own"),
        ));
    }

    fn field_name(&self, record: RecordId, field: FieldId) -> String {
        let record = self.model.records.get(record.0);
        record.and_then(|r| r.fields.get(field.0)).map(|f| f.name.clone()).unwrap_or_default()
    }

    /// An amount of money.
    pub fn amount(&mut self, home: Home, number: &tree::Number) -> Option<Exact> {
        let (exact, ty) = self.quantity(home, number)?;
        if ty.is(MONEY) && exact.decimals <= 2 {
            return Some(exact);
        }
        let (zh, en) = self.number_words(&ty);
        let place = home.place(number.span);
        let fault = match ty.is(MONEY) {
            true => error(
                Code::BadScenario,
                place,
                "钱数最多两位小数",
                "an amount of money has at most two decimals",
            ),
            false => error(
                Code::WrongUnit,
                place,
                format!("这里要的是以「元」计的钱数，写的是{zh}"),
                format!("this should be an amount in 「yuan」, and it is {en}"),
            ),
        };
        self.report(fault);
        None
    }
}

fn is_empty_set(e: &tree::Expr) -> bool {
    matches!(&e.kind, tree::ExprKind::Set(members) if members.is_empty())
}
