//! Lists of records: choosing members, and what is said of all of them.

use super::{Checker, made};
use crate::model::{Expr, ExprKind, NumberType, RecordId, Type};
use crate::report::{Details, error};
use qingce_grammar::tree::Aggregate;
use qingce_grammar::{Code, Place, tree};

impl Checker<'_, '_> {
    /// `名单 其中 条件`.
    pub(super) fn filter(&mut self, list: &tree::Expr, condition: &tree::Expr, place: Place) -> Option<Expr> {
        let (list, record) = self.list_of(list)?;
        let condition = self.of_each(record, |checker| checker.condition(condition))?;
        Some(made(ExprKind::Where(Box::new(list), Box::new(condition)), Type::List(record), place))
    }

    /// `名单 的 合计（工资）` and its like.
    pub(super) fn aggregate(
        &mut self,
        list: &tree::Expr,
        how: Aggregate,
        argument: Option<&tree::Expr>,
        place: Place,
    ) -> Option<Expr> {
        let (list, record) = self.list_of(list)?;
        let argument = match argument {
            Some(argument) => Some(self.of_each(record, |checker| checker.argument(how, argument))?),
            None => None,
        };
        let ty = match (how, &argument) {
            (Aggregate::Count, _) => Type::Number(NumberType::plain()),
            (Aggregate::Any | Aggregate::All, _) => Type::Truth,
            (_, Some(argument)) => argument.ty.clone(),
            (_, None) => return None,
        };
        let kind = ExprKind::Aggregate(Box::new(list), how, argument.map(Box::new));
        Some(made(kind, ty, place))
    }

    /// What is asked of each member.
    fn argument(&mut self, how: Aggregate, argument: &tree::Expr) -> Option<Expr> {
        match how {
            Aggregate::Any | Aggregate::All => self.condition(argument),
            Aggregate::Sum | Aggregate::Count => self.number_of(argument).map(|(typed, _)| typed),
            Aggregate::Largest | Aggregate::Smallest => {
                let typed = self.expression(argument, None)?;
                if matches!(typed.ty, Type::Number(_) | Type::Date) {
                    return Some(typed);
                }
                self.wrong_type(&typed, ("数或日期", "a number or a date"));
                None
            }
        }
    }

    /// `名单 不为空`.
    pub(super) fn empty(&mut self, list: &tree::Expr, negated: bool, place: Place) -> Option<Expr> {
        let (list, _) = self.list_of(list)?;
        Some(made(ExprKind::Empty { list: Box::new(list), negated }, Type::Truth, place))
    }

    /// Types a list of records; reports anything else.
    fn list_of(&mut self, e: &tree::Expr) -> Option<(Expr, RecordId)> {
        let typed = self.expression(e, None)?;
        if let Type::List(record) = typed.ty {
            return Some((typed, record));
        }
        let (zh, en) = self.cx.type_words(&typed.ty);
        let fault = error(
            Code::WrongType,
            typed.place,
            format!("这里要的是若干档案，写的却是{zh}"),
            format!("this should be a list of records, and it is {en}"),
        );
        let fault = match &typed.ty {
            Type::Options(_) => fault.help(
                "要问选了哪些选项，请写「… 含 选项」或者「… 属于 {选项、选项}」",
                "which options are chosen is asked with `… contains OPTION` or `… in {OPTION, OPTION}`",
            ),
            _ => fault,
        };
        self.cx.report(fault);
        None
    }

    /// Does something where the member of a list is at hand.
    fn of_each<T>(&mut self, record: RecordId, work: impl FnOnce(&mut Self) -> T) -> T {
        self.frames.push(record);
        let result = work(self);
        self.frames.pop();
        result
    }
}
