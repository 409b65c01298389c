//! Conditions: what has to hold, without negations outside of its parts, in one line or as a numbered list.
//!
//! 非 is moved inwards (非（甲 且 乙） is 非甲 或 非乙), which changes nothing in three-valued logic, so that prose never says
//! no twice.

use crate::leaf::Leaf;
use crate::passage::Passage;
use crate::phrases::Speaker;
use qingce_compiler::model::{Expr, ExprKind};

/// A condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Condition {
    Leaf(Leaf),
    All(Vec<Condition>),
    Any(Vec<Condition>),
}

/// Longer conditions become a list.
const LONGEST_LINE: usize = 44;

impl Condition {
    /// The condition that an expression states, or its contrary.
    pub fn of(speaker: &Speaker<'_>, e: &Expr, positive: bool) -> Self {
        match (&e.kind, positive) {
            (ExprKind::Not(inner), _) => Self::of(speaker, inner, !positive),
            (ExprKind::And(a, b), true) | (ExprKind::Or(a, b), false) => {
                let parts = [a, b].into_iter().flat_map(|part| match Self::of(speaker, part, positive) {
                    Self::All(parts) => parts,
                    other => vec![other],
                });
                Self::All(merged(parts.collect()))
            }
            (ExprKind::Or(a, b), true) | (ExprKind::And(a, b), false) => {
                let parts = [a, b].into_iter().flat_map(|part| match Self::of(speaker, part, positive) {
                    Self::Any(parts) => parts,
                    other => vec![other],
                });
                Self::Any(parts.collect())
            }
            _ => Self::Leaf(speaker.leaf(e, positive)),
        }
        .simple()
    }

    fn simple(self) -> Self {
        match self {
            Self::All(mut parts) | Self::Any(mut parts) if parts.len() == 1 => parts.remove(0),
            other => other,
        }
    }
}

/// Two tests of one thing are told together: 满2个月、不满6个月.
fn merged(parts: Vec<Condition>) -> Vec<Condition> {
    let mut out: Vec<Condition> = Vec::new();
    for part in parts {
        match (out.last_mut(), part) {
            (Some(Condition::Leaf(before)), Condition::Leaf(leaf)) if before.can_join(&leaf) => {
                before.join(leaf)
            }
            (_, part) => out.push(part),
        }
    }
    out
}

/// Whether the next part of a chain would read as one more of this one's list.
fn runs_on(part: &str) -> bool {
    part.contains(['、', '，', ','])
        || ["包括", "属于", "为", "includes", "is one of"].iter().any(|word| part.contains(word))
}

impl Speaker<'_> {
    /// A condition in one line; what is nested stands in brackets.
    pub fn inline(&self, condition: &Condition) -> String {
        match condition {
            Condition::Leaf(leaf) => leaf.words(self),
            Condition::All(parts) => self.chained(parts, "且", "and"),
            Condition::Any(parts) => self.chained(parts, "或者", "or"),
        }
    }

    /// `甲、乙且丙`; where a part has a list of its own, the word stands between all of them.
    fn chained(&self, parts: &[Condition], zh: &str, en: &str) -> String {
        let parts = parts.iter().map(|part| match part {
            Condition::Leaf(leaf) => leaf.words(self),
            nested => {
                let words = self.inline(nested);
                self.say(format!("（{words}）"), format!("({words})"))
            }
        });
        let mut parts: Vec<String> = parts.collect();
        let plain = !parts.iter().any(|part| runs_on(part) || part.contains(en));
        let (zh_all, en_all) = (format!("，{zh}"), format!(" {en} "));
        let last = match (plain, parts.pop()) {
            (true, Some(last)) if parts.len() > 1 => last,
            (_, Some(last)) => {
                parts.push(last);
                let zh_all = if plain { zh } else { &zh_all };
                return parts.join(self.phrases.language.pick(zh_all, &en_all));
            }
            (_, None) => return String::new(),
        };
        let before = self.joined(&parts);
        self.say(format!("{before}{zh}{last}"), format!("{before} {en} {last}"))
    }

    /// The condition in one line if it is short and has no parts within parts.
    pub fn short(&self, condition: &Condition) -> Option<String> {
        let flat = |parts: &[Condition]| {
            parts.len() <= 3 && parts.iter().all(|part| matches!(part, Condition::Leaf(_)))
        };
        let fits = match condition {
            Condition::Leaf(_) => true,
            Condition::All(parts) | Condition::Any(parts) => flat(parts),
        };
        let words = self.inline(condition);
        let longest = LONGEST_LINE * self.phrases.language.pick(1, 3);
        let single = matches!(condition, Condition::Leaf(_));
        (fits && (single || words.chars().count() <= longest)).then_some(words)
    }

    /// The parts of a condition as a list, with what they are to one another: `true` if all must hold.
    pub fn listed(&self, condition: &Condition) -> (bool, Vec<Passage>) {
        let (all, parts) = match condition {
            Condition::All(parts) => (true, parts.as_slice()),
            Condition::Any(parts) => (false, parts.as_slice()),
            Condition::Leaf(_) => (true, std::slice::from_ref(condition)),
        };
        (all, parts.iter().map(|part| self.item(part)).collect())
    }

    /// One item of a list: a line, or a list of its own.
    fn item(&self, condition: &Condition) -> Passage {
        if let Some(short) = self.short(condition) {
            return Passage::plain(short);
        }
        let (all, items) = self.listed(condition);
        let lead = match all {
            true => self.say("同时具备以下各项：", "all of the following:"),
            false => self.say("具备下列情形之一：", "at least one of the following:"),
        };
        Passage::list(lead, items)
    }
}
