//! Expressions, from the loosest operator to the literals.

use super::{Reader, Rule, find, first, inside};
use crate::tree::{Aggregate, Arithmetic, Builtin, Expr, ExprKind, RoundTo, Rounding};
use crate::{Code, Edit, Fix, Message, Span};
use pest::iterators::Pair;

fn make(kind: ExprKind, span: Span) -> Expr {
    Expr { kind, span }
}

impl Reader<'_> {
    /// The expression inside a pair.
    pub(crate) fn expr_in(&mut self, pair: &Pair<'_, Rule>) -> Option<Expr> {
        self.expr(find(pair, Rule::expr)?)
    }

    pub(crate) fn expr(&mut self, pair: Pair<'_, Rule>) -> Option<Expr> {
        let mut parts = inside(pair).filter(|p| p.as_rule() == Rule::either);
        let mut list = self.either(parts.next()?)?;
        for condition in parts {
            let condition = self.either(condition)?;
            let span = list.span.to(condition.span);
            list = make(ExprKind::Where(Box::new(list), Box::new(condition)), span);
        }
        Some(list)
    }

    fn either(&mut self, pair: Pair<'_, Rule>) -> Option<Expr> {
        let parts: Vec<_> = inside(pair).filter(|p| p.as_rule() == Rule::both).collect();
        let many = parts.len() > 1;
        let mut result: Option<Expr> = None;
        for part in parts {
            let is_and = find(&part, Rule::kw_and).is_some();
            let span = self.span(&part);
            if many && is_and {
                self.mixed(span);
            }
            let next = self.both(part)?;
            result = Some(match result {
                None => next,
                Some(before) => {
                    let span = before.span.to(next.span);
                    make(ExprKind::Or(Box::new(before), Box::new(next)), span)
                }
            });
        }
        result
    }

    /// 且 beside 或: the reader can't tell which binds tighter, so brackets are asked for.
    fn mixed(&mut self, span: Span) {
        let (open, close) = if self.is_english() { ("(", ")") } else { ("（", "）") };
        let start = self.place(Span::new(span.start, span.start));
        let end = self.place(Span::new(span.end, span.end));
        let fix = Fix {
            title: Message::new("给「且」连起来的部分加上括号", "put brackets around the part with `and`"),
            edits: vec![
                Edit { place: start, text: open.to_owned() },
                Edit { place: end, text: close.to_owned() },
            ],
        };
        self.error(
            Code::MixedAndOr,
            span,
            Message::new("「且」和「或」写在一起，没有括号", "`and` and `or` side by side without brackets"),
            Message::new(
                "加上括号，写明先合哪几项；例如「（甲 且 乙）或 丙」",
                "add brackets to say what belongs together: `(a and b) or c`",
            ),
            Some(fix),
        );
    }

    fn both(&mut self, pair: Pair<'_, Rule>) -> Option<Expr> {
        let mut parts = inside(pair).filter(|p| p.as_rule() == Rule::negated);
        let mut result = self.negated(parts.next()?)?;
        for part in parts {
            let next = self.negated(part)?;
            let span = result.span.to(next.span);
            result = make(ExprKind::And(Box::new(result), Box::new(next)), span);
        }
        Some(result)
    }

    fn negated(&mut self, pair: Pair<'_, Rule>) -> Option<Expr> {
        let whole = self.span(&pair);
        let negations = inside(pair.clone()).filter(|p| p.as_rule() == Rule::negation).count();
        let mut result = self.test(find(&pair, Rule::test)?)?;
        for _ in 0..negations {
            result = make(ExprKind::Not(Box::new(result)), whole);
        }
        Some(result)
    }

    fn test(&mut self, pair: Pair<'_, Rule>) -> Option<Expr> {
        let span = self.span(&pair);
        let mut parts = inside(pair);
        let subject = self.rounded(parts.next()?)?;
        let mut tests = Vec::new();
        for part in parts {
            match part.as_rule() {
                Rule::emptiness => {
                    let negated = find(&part, Rule::kw_is_not_empty).is_some();
                    return Some(make(ExprKind::Empty { list: Box::new(subject), negated }, span));
                }
                Rule::membership => {
                    let negated = find(&part, Rule::kw_not_in).is_some();
                    let set = Box::new(self.set(part.into_inner().nth(1)?)?);
                    return Some(make(ExprKind::In { value: Box::new(subject), set, negated }, span));
                }
                Rule::holding => {
                    let value = Box::new(self.path_expr(find(&part, Rule::path)?)?);
                    return Some(make(ExprKind::Contains { set: Box::new(subject), value }, span));
                }
                _ => tests.push(self.comparison(part)?),
            }
        }
        if tests.is_empty() {
            return Some(subject);
        }
        self.forbid_chained_signs(&subject, &tests, span);
        let tests = tests.into_iter().map(|test| (test.how, test.at, test.value)).collect();
        Some(make(ExprKind::Compare(Box::new(subject), tests), span))
    }

    /// `{a、b}` or `a、b`.
    fn set(&mut self, pair: Pair<'_, Rule>) -> Option<Expr> {
        let span = self.span(&pair);
        let bare = pair.as_rule() == Rule::enumeration;
        let mut items = Vec::new();
        for item in inside(pair) {
            let inner = first(item)?;
            items.push(match inner.as_rule() {
                Rule::quoted => make(ExprKind::Text(self.quoted(&inner)), self.span(&inner)),
                _ => self.path_expr(inner)?,
            });
        }
        match <[Expr; 1]>::try_from(items) {
            Ok([one]) if bare => Some(one),
            Ok(one) => Some(make(ExprKind::Set(one.into()), span)),
            Err(items) => Some(make(ExprKind::Set(items), span)),
        }
    }

    /// `a 的 b` as an expression.
    fn path_expr(&mut self, pair: Pair<'_, Rule>) -> Option<Expr> {
        let mut names = self.path(pair).names.into_iter();
        let name = names.next()?;
        let mut result = make(ExprKind::Name(name.clone()), name.span);
        for name in names {
            let span = result.span.to(name.span);
            result = make(ExprKind::Member(Box::new(result), name), span);
        }
        Some(result)
    }

    pub(super) fn rounded(&mut self, pair: Pair<'_, Rule>) -> Option<Expr> {
        let mut parts = inside(pair);
        let mut value = self.additive(parts.next()?)?;
        for part in parts {
            let end = self.span(&part);
            let mut words = inside(part);
            let rounding = match words.next()?.as_rule() {
                Rule::kw_rounded_down_to => Rounding::Down,
                Rule::kw_rounded_up_to => Rounding::Up,
                _ => Rounding::Nearest,
            };
            let target = words.next()?;
            let to = match target.as_rule() {
                Rule::kw_whole => RoundTo::Decimals(0),
                Rule::decimals => RoundTo::Decimals(self.decimals(&target)?),
                _ => RoundTo::Unit(self.name(&target)),
            };
            let span = value.span.to(end);
            value = make(ExprKind::Round { value: Box::new(value), rounding, to }, span);
        }
        Some(value)
    }

    fn additive(&mut self, pair: Pair<'_, Rule>) -> Option<Expr> {
        self.chain(pair, Self::term)
    }

    fn term(&mut self, pair: Pair<'_, Rule>) -> Option<Expr> {
        self.chain(pair, Self::signed_factor)
    }

    /// `a op b op c`, from the left.
    fn chain(
        &mut self,
        pair: Pair<'_, Rule>,
        operand: fn(&mut Self, Pair<'_, Rule>) -> Option<Expr>,
    ) -> Option<Expr> {
        let mut parts = inside(pair);
        let mut result = operand(self, parts.next()?)?;
        while let Some(sign) = parts.next() {
            let how = match sign.as_rule() {
                Rule::plus => Arithmetic::Add,
                Rule::minus => Arithmetic::Subtract,
                Rule::times => Arithmetic::Multiply,
                _ => Arithmetic::Divide,
            };
            let next = operand(self, parts.next()?)?;
            let span = result.span.to(next.span);
            result = make(ExprKind::Arithmetic(how, Box::new(result), Box::new(next)), span);
        }
        Some(result)
    }

    fn signed_factor(&mut self, pair: Pair<'_, Rule>) -> Option<Expr> {
        let span = self.span(&pair);
        let signs = inside(pair.clone()).filter(|p| p.as_rule() == Rule::minus).count();
        let mut result = self.postfix(find(&pair, Rule::postfix)?)?;
        for _ in 0..signs {
            result = make(ExprKind::Negate(Box::new(result)), span);
        }
        Some(result)
    }

    fn postfix(&mut self, pair: Pair<'_, Rule>) -> Option<Expr> {
        let mut parts = inside(pair);
        let mut result = self.primary(first(parts.next()?)?)?;
        for part in parts.filter(|p| p.as_rule() == Rule::member) {
            let span = result.span.to(self.span(&part));
            let inner = first(part)?;
            let kind = match inner.as_rule() {
                Rule::kw_count => ExprKind::Aggregate(Box::new(result), Aggregate::Count, None),
                Rule::name => ExprKind::Member(Box::new(result), self.name(&inner)),
                _ => {
                    let how = match first(inner.clone())?.as_rule() {
                        Rule::kw_sum => Aggregate::Sum,
                        Rule::kw_largest => Aggregate::Largest,
                        Rule::kw_smallest => Aggregate::Smallest,
                        Rule::kw_any => Aggregate::Any,
                        _ => Aggregate::All,
                    };
                    let argument = Box::new(self.expr_in(&inner)?);
                    ExprKind::Aggregate(Box::new(result), how, Some(argument))
                }
            };
            result = make(kind, span);
        }
        Some(result)
    }

    fn primary(&mut self, pair: Pair<'_, Rule>) -> Option<Expr> {
        let span = self.span(&pair);
        let kind = match pair.as_rule() {
            Rule::name => ExprKind::Name(self.name(&pair)),
            Rule::quantity => ExprKind::Number(self.quantity(pair)?),
            Rule::kw_reference_date => ExprKind::ReferenceDate,
            Rule::kw_subject => ExprKind::Subject,
            Rule::range => {
                let mut ends = inside(pair).filter(|p| p.as_rule() == Rule::additive);
                let from = self.additive(ends.next()?)?;
                ExprKind::Range(Box::new(from), Box::new(self.additive(ends.next()?)?))
            }
            Rule::receiving => ExprKind::Receives(self.name_in(&pair)?),
            Rule::builtin => {
                let builtin = match first(pair.clone())?.as_rule() {
                    Rule::kw_min => Builtin::Min,
                    Rule::kw_max => Builtin::Max,
                    Rule::kw_whole_months => Builtin::WholeMonths,
                    Rule::kw_whole_years => Builtin::WholeYears,
                    _ => Builtin::DaysBetween,
                };
                ExprKind::Builtin(builtin, self.arguments(pair)?)
            }
            Rule::call => ExprKind::Call(self.name_in(&pair)?, self.arguments(pair)?),
            Rule::group => return self.expr_in(&pair).map(|expr| make(expr.kind, span)),
            Rule::set => return self.set(pair),
            _ => return self.simple(pair),
        };
        Some(make(kind, span))
    }

    fn arguments(&mut self, pair: Pair<'_, Rule>) -> Option<Vec<Expr>> {
        inside(pair).filter(|p| p.as_rule() == Rule::expr).map(|p| self.expr(p)).collect()
    }

    /// Dates, texts, yes, no and sets.
    pub(crate) fn simple(&mut self, pair: Pair<'_, Rule>) -> Option<Expr> {
        let span = self.span(&pair);
        let kind = match pair.as_rule() {
            Rule::date => ExprKind::Date(self.date(&pair)?),
            Rule::quoted => ExprKind::Text(self.quoted(&pair)),
            Rule::empty_set => ExprKind::Set(Vec::new()),
            Rule::kw_yes => ExprKind::YesNo(true),
            Rule::kw_no => ExprKind::YesNo(false),
            _ => return self.set(pair),
        };
        Some(make(kind, span))
    }
}
