//! What consists of what: the one list of an expression's parts, and the expressions of a rule's or definition's body.

use super::{Body, Case, Definition, Effect, Expr, ExprKind, Rule};

/// The parts of a kind, by reference (`as_ref`, `iter`) or to change them (`as_mut`, `iter_mut`).
macro_rules! parts {
    ($kind:expr, $one:ident, $each:ident) => {
        match $kind {
            ExprKind::Truth(_)
            | ExprKind::Number(_)
            | ExprKind::Date(_)
            | ExprKind::Text(_)
            | ExprKind::Option(_)
            | ExprKind::Options(_)
            | ExprKind::ReferenceDate
            | ExprKind::Field { .. }
            | ExprKind::Let(_)
            | ExprKind::Definition(_)
            | ExprKind::Outcome(_)
            | ExprKind::Standard(_) => Vec::new(),
            ExprKind::DefinitionOf { body: a, .. }
            | ExprKind::StandardBy(_, a)
            | ExprKind::Scale(_, a)
            | ExprKind::Empty { list: a, .. }
            | ExprKind::Not(a)
            | ExprKind::Negate(a)
            | ExprKind::Round { value: a, .. } => vec![(a.$one(), false)],
            ExprKind::Where(list, condition) => vec![(list.$one(), false), (condition.$one(), true)],
            ExprKind::Aggregate(list, _, of) => {
                let of = of.$each().map(|of| (of.$one(), true));
                std::iter::once((list.$one(), false)).chain(of).collect()
            }
            ExprKind::And(a, b)
            | ExprKind::Or(a, b)
            | ExprKind::Compare(a, _, b)
            | ExprKind::Add(a, b)
            | ExprKind::Subtract(a, b)
            | ExprKind::Multiply(a, b)
            | ExprKind::Divide(a, b)
            | ExprKind::InOptions { value: a, set: b, .. }
            | ExprKind::Shift { date: a, period: b, .. }
            | ExprKind::Whole { from: a, to: b, .. } => vec![(a.$one(), false), (b.$one(), false)],
            ExprKind::CompareRange { from, to, period, .. } => {
                vec![(from.$one(), false), (to.$one(), false), (period.$one(), false)]
            }
            ExprKind::InTexts { value, texts, .. } => {
                std::iter::once((value.$one(), false)).chain(texts.$each().map(|t| (t, false))).collect()
            }
            ExprKind::Min(parts) | ExprKind::Max(parts) => parts.$each().map(|part| (part, false)).collect(),
        }
    };
}

impl Expr {
    /// The expressions right inside this one, in the order in which they are worked out; with each whether it stands inside a
    /// list, so that one more member is in view and it is worked out once a member.
    pub fn children(&self) -> Vec<(&Expr, bool)> {
        parts!(&self.kind, as_ref, iter)
    }

    /// The same, to change them.
    pub fn children_mut(&mut self) -> Vec<(&mut Expr, bool)> {
        parts!(&mut self.kind, as_mut, iter_mut)
    }
}

impl Effect {
    /// What this computes: an amount, a target's condition, what shows that a duty was done.
    pub fn value(&self) -> Option<&Expr> {
        match self {
            Self::Grant(value, _) | Self::Ceiling(value, _) | Self::Target(value, _) => Some(value),
            Self::Duty(_, shown) => shown.as_ref(),
            Self::Delegated(_) | Self::Classify(..) | Self::Said(..) => None,
        }
    }

    /// The same, to change it.
    pub fn value_mut(&mut self) -> Option<&mut Expr> {
        match self {
            Self::Grant(value, _) | Self::Ceiling(value, _) | Self::Target(value, _) => Some(value),
            Self::Duty(_, shown) => shown.as_mut(),
            Self::Delegated(_) | Self::Classify(..) | Self::Said(..) => None,
        }
    }
}

impl Rule {
    /// The outermost expressions: of local names, the condition, guards and effects.
    pub fn expressions_mut(&mut self) -> Vec<&mut Expr> {
        let lets = self.lets.iter_mut().map(|one| &mut one.value);
        let around = lets.chain(self.condition.as_mut()).chain(self.joint_ceiling.as_mut());
        around.chain(self.body.each_mut(Effect::value_mut)).collect()
    }

    /// The same, to look at them.
    pub fn expressions(&self) -> Vec<&Expr> {
        let lets = self.lets.iter().map(|one| &one.value);
        let around = lets.chain(&self.condition).chain(&self.joint_ceiling);
        around.chain(self.body.expressions()).collect()
    }
}

impl Definition {
    /// The guards and results.
    pub fn expressions_mut(&mut self) -> Vec<&mut Expr> {
        self.body.each_mut(Some)
    }
}

impl Body<Expr> {
    /// The guards and results.
    pub fn expressions(&self) -> Vec<&Expr> {
        self.each(Some)
    }
}

impl Body<Effect> {
    /// The guards and what the effects compute.
    pub fn expressions(&self) -> Vec<&Expr> {
        self.each(Effect::value)
    }
}

impl<T> Body<T> {
    fn each<'a>(&'a self, value: impl Fn(&'a T) -> Option<&'a Expr>) -> Vec<&'a Expr> {
        match self {
            Self::One(result) => value(result).into_iter().collect(),
            Self::Cases { cases, otherwise } => {
                let cases =
                    cases.iter().flat_map(|case| std::iter::once(&case.guard).chain(value(&case.result)));
                cases.chain(otherwise.iter().filter_map(&value)).collect()
            }
        }
    }

    /// The results, in the order of the cases.
    pub fn results(&self) -> Vec<&T> {
        match self {
            Self::One(result) => vec![result],
            Self::Cases { cases, otherwise } => {
                cases.iter().map(|case| &case.result).chain(otherwise).collect()
            }
        }
    }

    /// The results, to change them.
    pub fn results_mut(&mut self) -> Vec<&mut T> {
        match self {
            Self::One(result) => vec![result],
            Self::Cases { cases, otherwise } => {
                cases.iter_mut().map(|case| &mut case.result).chain(otherwise).collect()
            }
        }
    }

    fn each_mut<'a>(&'a mut self, value: impl Fn(&'a mut T) -> Option<&'a mut Expr>) -> Vec<&'a mut Expr> {
        match self {
            Self::One(result) => value(result).into_iter().collect(),
            Self::Cases { cases, otherwise } => {
                let each =
                    |case: &'a mut Case<T>| std::iter::once(&mut case.guard).chain(value(&mut case.result));
                let mut found: Vec<&mut Expr> = cases.iter_mut().flat_map(each).collect();
                found.extend(otherwise.iter_mut().filter_map(value));
                found
            }
        }
    }
}
