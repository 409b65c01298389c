//! Comparisons, and what to write instead of several signs in a row.

use super::{Reader, Rule, first, inside};
use crate::tree::{Comparison, Expr, ExprKind};
use crate::vocabulary;
use crate::{Code, Edit, Fix, Language, Message, Span};
use pest::iterators::Pair;

/// One test against the subject of a comparison.
pub(super) struct Test {
    pub how: Comparison,
    /// The operator's place.
    pub at: Span,
    /// Whether the operator is a sign.
    pub sign: bool,
    pub value: Expr,
}

impl Reader<'_> {
    pub(super) fn comparison(&mut self, pair: Pair<'_, Rule>) -> Option<Test> {
        let mut parts = inside(pair);
        let word = parts.next()?;
        let at = self.span(&word);
        let (how, sign) = match first(word)?.as_rule() {
            Rule::le => (Comparison::LessOrEqual, true),
            Rule::ge => (Comparison::GreaterOrEqual, true),
            Rule::ne => (Comparison::NotEqual, true),
            Rule::lt => (Comparison::Less, true),
            Rule::gt => (Comparison::Greater, true),
            Rule::eq => (Comparison::Equal, true),
            Rule::kw_is => (Comparison::Equal, false),
            Rule::kw_is_not => (Comparison::NotEqual, false),
            Rule::kw_more_than => (Comparison::Greater, false),
            Rule::kw_less_than | Rule::kw_short_of => (Comparison::Less, false),
            Rule::kw_reaches | Rule::kw_at_least => (Comparison::GreaterOrEqual, false),
            _ => (Comparison::LessOrEqual, false),
        };
        Some(Test { how, at, sign, value: self.rounded(parts.next()?)? })
    }

    /// Several tests on one subject are written in words.
    pub(super) fn forbid_chained_signs(&mut self, subject: &Expr, tests: &[Test], span: Span) {
        if tests.len() < 2 || tests.iter().all(|test| !test.sign) {
            return;
        }
        let message = Message::new("比较符号不能连写", "comparison signs can't be chained");
        let help = Message::new(
            "让词语接在同一个主语之后，例如「培训天数 满 5天 不足 10天」，或者用「且」分成两个条件",
            "let words follow one subject, `length reaches 5 days less than 10 days`, or make two conditions with `and`",
        );
        let fix = self.in_words(subject, tests, span);
        self.error(Code::ChainedSymbols, span, message, help, fix);
    }

    /// `5天 ≤ x < 10天` as `x 满 5天 不足 10天`.
    fn in_words(&self, low: &Expr, tests: &[Test], span: Span) -> Option<Fix> {
        let [first, second] = tests else { return None };
        let text = |span: Span| self.text.get(span.start..span.end);
        let above = match first.how {
            Comparison::Less => Comparison::Greater,
            Comparison::LessOrEqual => Comparison::GreaterOrEqual,
            _ => return None,
        };
        if !matches!(second.how, Comparison::Less | Comparison::LessOrEqual) {
            return None;
        }
        let words = format!(
            "{} {} {} {} {}",
            text(first.value.span)?,
            self.word(above, low),
            text(low.span)?,
            self.word(second.how, &second.value),
            text(second.value.span)?
        );
        Some(Fix {
            title: Message::new(format!("改为「{words}」"), format!("change to `{words}`")),
            edits: vec![Edit { place: self.place(span), text: words }],
        })
    }

    /// The word for a comparison with a bound. Of time one says 满, of other things 不低于.
    fn word(&self, how: Comparison, bound: &Expr) -> &'static str {
        let of_time = match &bound.kind {
            ExprKind::Number(number) => number.unit.as_ref().is_some_and(|unit| is_time(&unit.over.text)),
            _ => false,
        };
        let id = match how {
            Comparison::Greater => "more_than",
            Comparison::GreaterOrEqual if of_time => "reaches",
            Comparison::GreaterOrEqual => "at_least",
            Comparison::Less => "less_than",
            _ => "no_more_than",
        };
        let language = if self.is_english() { Language::English } else { Language::Chinese };
        vocabulary::entry(id).map_or("", |entry| entry.spelling(language))
    }
}

fn is_time(unit: &str) -> bool {
    vocabulary::unit(unit)
        .is_some_and(|entry| matches!(entry.id, "months" | "years" | "days" | "weeks" | "years_old"))
}
