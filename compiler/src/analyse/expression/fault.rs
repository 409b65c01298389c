//! Faults that several kinds of expression share.

use super::Checker;
use crate::model::{Expr, NumberType, Type};
use crate::report::{Details, error};
use qingce_grammar::{Code, Diagnostic, Edit, Place, Span, tree};

/// What two numbers were to be put through together: 相比, 相加 ….
pub(super) type Deed = (&'static str, &'static str);

impl Checker<'_, '_> {
    /// Says that something else was expected than this.
    pub(super) fn wrong_type(&mut self, found: &Expr, wanted: (&str, &str)) {
        let (zh, en) = self.cx.type_words(&found.ty);
        let fault = error(
            Code::WrongType,
            found.place,
            format!("这里要的是{}，写的却是{zh}", wanted.0),
            format!("this should be {}, and it is {en}", wanted.1),
        );
        self.cx.report(fault);
    }

    /// Says that this can't be answered yes or no.
    pub(super) fn not_a_condition(&mut self, found: &Expr) {
        let (zh, en) = self.cx.type_words(&found.ty);
        let fault = error(
            Code::WrongType,
            found.place,
            format!("这里要的是能回答是或否的条件，写的却是{zh}"),
            format!("a condition is answered yes or no, and this is {en}"),
        );
        let (zh, en) = match &found.ty {
            Type::Number(_) => (
                "请写明与什么相比，例如「… 满 5天」「… 超过 1000元」",
                "say what it is compared with: `… reaches 5 days`",
            ),
            Type::Date | Type::Text => {
                ("请写明与什么相比，例如「… = …」", "say what it is compared with: `… is …`")
            }
            Type::Option(_) => (
                "请写「… = 选项」或者「… 属于 {选项、选项}」",
                "write `… is OPTION` or `… in {OPTION, OPTION}`",
            ),
            Type::Options(_) => (
                "请写「… 含 选项」或者「… 属于 {选项、选项}」",
                "write `… contains OPTION` or `… in {OPTION, OPTION}`",
            ),
            Type::List(_) => (
                "请写「… 不为空」或者「… 的 人数 满 …」",
                "write `… is not empty`, or compare how many there are",
            ),
            Type::Truth | Type::Range | Type::Record(_) => ("请写一个条件", "write a condition"),
        };
        self.cx.report(fault.help(zh, en));
    }

    /// Says that two numbers of different units can't go together, naming both units.
    pub(super) fn wrong_unit(
        &mut self,
        deed: Deed,
        left: (&Expr, &tree::Expr),
        right: (&Expr, &tree::Expr),
        place: Place,
    ) {
        let (Type::Number(l), Type::Number(r)) = (&left.0.ty, &right.0.ty) else {
            return;
        };
        let (l_words, r_words) = (self.cx.number_words(l), self.cx.number_words(r));
        let fault = error(
            Code::WrongUnit,
            place,
            format!("{}与{}不能{}", l_words.0, r_words.0, deed.0),
            format!("{} and {} cannot be {}", l_words.1, r_words.1, deed.1),
        )
        .label(left.0.place, l_words.0, l_words.1)
        .label(right.0.place, r_words.0, r_words.1);
        let fault = match (bare_number(left.1), bare_number(right.1)) {
            (Some(span), None) => self.add_unit(fault, span, r),
            (None, Some(span)) => self.add_unit(fault, span, l),
            _ => fault.help("两边请用同一种单位", "use one unit on both sides"),
        };
        self.cx.report(fault);
    }

    /// Offers to write a unit after a number that has none.
    pub fn add_unit(&self, fault: Diagnostic, span: Span, wanted: &NumberType) -> Diagnostic {
        let (zh, en) = self.cx.unit_text(&wanted.dimension);
        let unit = if self.cx.is_english(self.home.file) { en } else { zh };
        if unit.is_empty() || unit.starts_with('1') {
            return fault;
        }
        let place = self.place(Span::new(span.end, span.end));
        let text = self.cx.unit_after_digits(self.home, &unit);
        fault
            .help(
                format!("请在数后面写单位「{unit}」"),
                format!("write the unit 「{unit}」 after the number"),
            )
            .fix(
                format!("补上单位「{unit}」"),
                format!("add the unit 「{unit}」"),
                vec![Edit { place, text }],
            )
    }

    /// Says that months and days can't go together.
    pub(super) fn month_against_day(&mut self, deed: Deed, left: &Expr, right: &Expr, place: Place) {
        let words = |e: &Expr| match &e.ty {
            Type::Number(number) => self.cx.number_words(number),
            other => self.cx.type_words(other),
        };
        let (l, r) = (words(left), words(right));
        let fault = error(
            Code::MonthAgainstDay,
            place,
            format!("月与天不能{}：一个月有28至31天", deed.0),
            format!("months and days cannot be {}: a month has 28 to 31 days", deed.1),
        );
        let fault = fault.label(left.place, l.0, l.1).label(right.place, r.0, r.1);
        self.cx.report(fault.help(
            "两边请用同一种单位；起止日期都有的，写「自 甲 至 乙 满 1个月」，由日历来算",
            "use one unit on both sides; where both dates are known, `from A to B reaches 1 month` lets the calendar decide",
        ));
    }
}

/// The span of a literal that has neither unit nor percent sign.
fn bare_number(e: &tree::Expr) -> Option<Span> {
    match &e.kind {
        tree::ExprKind::Number(number) if number.unit.is_none() && !number.percent => Some(number.span),
        tree::ExprKind::Negate(inner) => bare_number(inner),
        _ => None,
    }
}
