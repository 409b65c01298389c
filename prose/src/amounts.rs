//! Amounts over time: the histories of standards and scales, as data and in words.

use crate::paragraph::{Basis, basis};
use crate::passage::Passage;
use crate::phrases::Phrases;
use chrono::NaiveDate;
use qingce_compiler::model::{Dated, Exact, NumberType, Scale, ScaleId, StandardId};

/// Days from one to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Span {
    pub from: NaiveDate,
    pub to: Option<NaiveDate>,
}

/// A standard's or scale's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amounts {
    /// Its name.
    pub name: String,
    /// The document that sets it, where the policy leaves it to one.
    pub delegated: Option<String>,
    /// Its values in the order of their days.
    pub values: Vec<Value>,
    /// What it rests on besides.
    pub basis: Vec<Basis>,
}

/// One value of a history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// When it is in force.
    pub span: Span,
    /// Whether that holds on the day asked for; `None` where no day was asked for.
    pub current: Option<bool>,
    /// The amount, or one an option (with the option's name), or brackets.
    pub amounts: Vec<(Option<String>, String)>,
    /// The numbers behind them, exact: (option's place, number). Empty for scales.
    pub exact: Vec<Exact>,
    /// Brackets of a scale.
    pub brackets: Option<Brackets>,
    /// Who set it.
    pub basis: Vec<Basis>,
}

/// How a scale's brackets work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Brackets {
    /// Each part of the number at the rate of its bracket.
    Marginal,
    /// The whole number gives its bracket's amount.
    Flat,
}

impl Phrases<'_> {
    /// The history of a standard.
    pub fn standard(&self, id: StandardId) -> Option<Amounts> {
        let standard = self.model.standards.get(id.0)?;
        let options =
            standard.by.and_then(|list| self.model.lists.get(list.0)).map(|list| list.options.as_slice());
        let values = standard.values.iter().map(|dated| {
            let amounts = dated.value.iter().enumerate().map(|(at, exact)| {
                let option =
                    options.and_then(|options| options.get(at)).map(|option| self.name(&option.name));
                (option, self.amount(*exact, &standard.ty))
            });
            self.dated(dated, amounts.collect(), dated.value.clone(), None)
        });
        Some(Amounts {
            name: self.name(&standard.name),
            delegated: standard.delegated.clone(),
            values: values.collect(),
            basis: standard.cited.iter().map(basis).collect(),
        })
    }

    /// The history of a scale.
    pub fn scale(&self, id: ScaleId) -> Option<Amounts> {
        let scale = self.model.scales.get(id.0)?;
        let how = if scale.marginal { Brackets::Marginal } else { Brackets::Flat };
        let values = scale.values.iter().map(|dated| {
            let bounds = dated.value.iter().map(|(bound, _)| self.amount(*bound, &scale.from));
            let bounds: Vec<String> = bounds.collect();
            let amounts = dated.value.iter().enumerate().map(|(at, (_, value))| {
                let from = bounds.get(at).cloned().unwrap_or_default();
                let range = match bounds.get(at + 1) {
                    Some(to) => {
                        self.say(format!("{from}以上不满{to}"), format!("from {from} to less than {to}"))
                    }
                    None => self.say(format!("{from}以上"), format!("from {from} up")),
                };
                (Some(range), self.amount(*value, &self.bracket_type(scale, how)))
            });
            let amounts = amounts.collect();
            self.dated(dated, amounts, Vec::new(), Some(how))
        });
        Some(Amounts {
            name: self.name(&scale.name),
            delegated: None,
            values: values.collect(),
            basis: Vec::new(),
        })
    }

    /// What a bracket's value counts: on a marginal scale, so much for each unit.
    fn bracket_type(&self, scale: &Scale, how: Brackets) -> NumberType {
        let mut ty = scale.to.clone();
        if how == Brackets::Marginal {
            for (unit, power) in &scale.from.dimension {
                *ty.dimension.entry(*unit).or_default() -= power;
            }
            ty.dimension.retain(|_, power| *power != 0);
            ty.rate = scale.from.dimension == scale.to.dimension;
        }
        ty
    }

    fn dated<V>(
        &self,
        dated: &Dated<V>,
        amounts: Vec<(Option<String>, String)>,
        exact: Vec<Exact>,
        brackets: Option<Brackets>,
    ) -> Value {
        let inside = |day: NaiveDate| dated.from <= day && dated.to.is_none_or(|to| day <= to);
        Value {
            span: Span { from: dated.from, to: dated.to },
            current: self.as_of.map(inside),
            amounts,
            exact,
            brackets,
            basis: dated.cited.iter().map(basis).collect(),
        }
    }

    /// The values of a history, each with its days and who set it.
    pub fn values(&self, amounts: &Amounts) -> Vec<String> {
        let delegated = amounts.delegated.iter().filter(|_| amounts.values.is_empty());
        let delegated =
            delegated.map(|document| self.say(format!("由“{document}”规定"), format!("set by “{document}”")));
        let values = amounts.values.iter().enumerate().map(|(at, value)| {
            // That a value ends where the next one begins goes without saying.
            let next = amounts.values.get(at + 1).map(|next| next.span.from);
            let implied = value.span.to.is_some() && value.span.to.and_then(|to| to.succ_opt()) == next;
            let to = value.span.to.filter(|_| !implied);
            self.dated_words(&Value { span: Span { to, ..value.span }, ..value.clone() })
        });
        delegated.chain(values).collect()
    }

    /// A history as sentences: one an amount, with its days and who set it.
    pub fn history(&self, amounts: &Amounts) -> Passage {
        let name = format!("“{}”", amounts.name);
        if let (Some(document), true) = (&amounts.delegated, amounts.values.is_empty()) {
            return Passage::plain(self.say(
                format!("{name}由“{document}”规定，本政策没有定数。"),
                format!("{name} is set by “{document}”; this policy gives no amount."),
            ));
        }
        let mut items: Vec<Passage> =
            amounts.values.iter().map(|value| Passage::plain(self.dated_words(value))).collect();
        match (items.len(), items.pop()) {
            (1, Some(only)) => only
                .after(&self.say(format!("{name}："), format!("{name}: ")))
                .then(&self.say("。".into(), ".".into())),
            (_, Some(last)) => {
                items.push(last);
                Passage::list(self.say(format!("{name}："), format!("{name}:")), items)
            }
            (_, None) => {
                Passage::plain(self.say(format!("{name}没有数值。"), format!("{name} has no value.")))
            }
        }
    }

    fn dated_words(&self, value: &Value) -> String {
        let days = self.period(value.span.from, value.span.to);
        let amounts: Vec<String> = value
            .amounts
            .iter()
            .map(|(what, amount)| match what {
                Some(what) => self.say(format!("{what}为{amount}"), format!("{what}: {amount}")),
                None => amount.clone(),
            })
            .collect();
        let amounts = amounts.join(self.language.pick("，", "; "));
        let how = match value.brackets {
            Some(Brackets::Marginal) => {
                self.say("，各档部分分别计算".into(), " (each part at its own bracket)".into())
            }
            Some(Brackets::Flat) => self.say("，按所在的一档取数".into(), " (the bracket's amount)".into()),
            None => String::new(),
        };
        let now = match value.current {
            Some(true) => self.say("（现行）".into(), " (now in force)".into()),
            _ => String::new(),
        };
        let basis: Vec<String> = value.basis.iter().map(|basis| self.basis(basis)).collect();
        let basis = match basis.is_empty() {
            true => String::new(),
            false => self.say(format!("（依据{}）", basis.join("、")), format!(" (by {})", basis.join(", "))),
        };
        self.say(format!("{days}，{amounts}{how}{now}{basis}"), format!("{days}: {amounts}{how}{now}{basis}"))
    }
}
