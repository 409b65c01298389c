//! A table of cases: what a search finds in it, and what is to be said about that.

use super::context::LintContext;
use crate::model::Expr;
use crate::regions::{Answer, Formula, Space};
use crate::report::{Details, error, warning};
use chrono::{Datelike, NaiveDate};
use qingce_grammar::{Code, Diagnostic, Message, Place};
use std::collections::BTreeSet;

/// The cases of one rule or definition.
pub(super) struct Table<'a> {
    pub guards: Vec<&'a Expr>,
    pub name: &'a str,
    /// Its name.
    pub place: Place,
    /// Where its 其余 stands, if it has one.
    pub otherwise: Option<Place>,
}

/// A combination in words; not a certain one where fields hang together in ways that the search doesn't see through.
struct Example {
    words: Message,
    certain: bool,
}

/// What a search can say of a question.
enum Found {
    Nothing,
    Example(Example),
    TooMany,
}

/// The table as it stands during one part of its period.
pub(super) struct Verdict {
    /// Nothing reaches the cases at all; then nothing else is said.
    unreached: bool,
    /// Pairs of cases that hold together.
    overlaps: Vec<(usize, usize, Found)>,
    /// Cases that never come to hold, though they could by themselves.
    never: Vec<bool>,
    /// What no case covers.
    rest: Found,
}

impl Table<'_> {
    /// Looks at the cases where `ground` holds.
    pub fn judge(
        &self,
        cx: &LintContext,
        space: &mut Space,
        ground: &Formula,
        since: Option<NaiveDate>,
    ) -> Verdict {
        let guards: Vec<Formula> = self.guards.iter().map(|guard| space.formula(guard)).collect();
        let space = &*space;
        let never = |formula: &Formula| space.is_never(formula);
        let with_ground = |guards: Vec<Formula>| Formula::And([vec![ground.clone()], guards].concat());
        // A guard that is always true or false by itself is reported as such and blamed for nothing else.
        let plain: Vec<bool> = guards.iter().map(|g| !never(g) && !never(&g.clone().not())).collect();
        let numbered = || guards.iter().enumerate().filter(|(i, _)| plain.get(*i) == Some(&true));
        // What the rule asks anyway need not be repeated in an example.
        let about: BTreeSet<usize> = guards.iter().flat_map(Formula::variables).collect();
        let mut overlaps = Vec::new();
        for (i, first) in numbered() {
            for (j, second) in numbered().filter(|(j, _)| *j > i) {
                let both = with_ground(vec![first.clone(), second.clone()]);
                match look(cx, space, &both, &about, since) {
                    Found::Nothing => {}
                    found => overlaps.push((i, j, found)),
                }
            }
        }
        let held = |(i, guard): (usize, &Formula)| {
            plain.get(i) == Some(&true) && never(&with_ground(vec![guard.clone()]))
        };
        Verdict {
            unreached: never(ground),
            overlaps,
            never: guards.iter().enumerate().map(held).collect(),
            rest: look(
                cx,
                space,
                &with_ground(guards.iter().map(|g| g.clone().not()).collect()),
                &about,
                since,
            ),
        }
    }

    /// What is to be said about all parts of the period: each pair of cases once.
    pub fn report(&self, cx: &LintContext, verdicts: &[Verdict]) -> Vec<Diagnostic> {
        let reached: Vec<&Verdict> = verdicts.iter().filter(|verdict| !verdict.unreached).collect();
        if reached.is_empty() {
            return Vec::new();
        }
        let mut out = Vec::new();
        let mut told: Vec<(usize, usize)> = Vec::new();
        for (i, j, found) in reached.iter().flat_map(|verdict| &verdict.overlaps) {
            if !told.contains(&(*i, *j)) {
                told.push((*i, *j));
                out.extend(self.overlap(cx, *i, *j, found));
            }
        }
        let never = |i: usize| reached.iter().all(|verdict| verdict.never.get(i) == Some(&true));
        let unused = self.guards.iter().enumerate().filter(|(i, _)| never(*i));
        out.extend(unused.map(|(_, guard)| never_held(cx, guard)));
        match self.otherwise {
            Some(place) if reached.iter().all(|verdict| matches!(verdict.rest, Found::Nothing)) => {
                out.push(idle_otherwise(place));
            }
            Some(_) => {}
            None => out.extend(reached.iter().find_map(|verdict| self.incomplete(&verdict.rest))),
        }
        out
    }

    fn overlap(&self, cx: &LintContext, i: usize, j: usize, found: &Found) -> Option<Diagnostic> {
        let (first, second) = (self.guards.get(i)?, self.guards.get(j)?);
        let names = (cx.short_words(first.place), cx.short_words(second.place));
        let fault = match found {
            Found::Nothing => return None,
            Found::TooMany => warning(
                Code::CasesOverlap,
                second.place,
                format!("组合太多，不能证明「{}」与「{}」互相排斥", names.0, names.1),
                format!(
                    "too many combinations to prove that 「{}」 and 「{}」 exclude one another",
                    names.0, names.1
                ),
            ),
            Found::Example(Example { words, certain: true }) => error(
                Code::CasesOverlap,
                second.place,
                format!("两个情形会同时成立：{}", words.zh),
                format!("two cases hold together: {}", words.en),
            ),
            Found::Example(Example { words, certain: false }) => warning(
                Code::CasesOverlap,
                second.place,
                format!("不能证明两个情形互相排斥；可能同时成立的是：{}", words.zh),
                format!(
                    "it cannot be proven that two cases exclude one another; they may both hold where {}",
                    words.en
                ),
            ),
        };
        let fault = fault.note("这个情形", "this case").label(first.place, "和这个情形", "and this one");
        Some(fault.help(
            "请改界限，使同一份档案只落进一个情形",
            "change the bounds so that one record falls into one case only",
        ))
    }

    fn incomplete(&self, rest: &Found) -> Option<Diagnostic> {
        let fault = match rest {
            Found::Nothing => return None,
            Found::TooMany => warning(
                Code::CasesIncomplete,
                self.place,
                format!("组合太多，不能证明「{}」的各个情形没有遗漏", self.name),
                format!(
                    "too many combinations to prove that the cases of 「{}」 leave nothing out",
                    self.name
                ),
            ),
            Found::Example(Example { words, certain: true }) => error(
                Code::CasesIncomplete,
                self.place,
                format!("「{}」的情形有遗漏：{}", self.name, words.zh),
                format!("the cases of 「{}」 leave something out: {}", self.name, words.en),
            ),
            Found::Example(Example { words, certain: false }) => warning(
                Code::CasesIncomplete,
                self.place,
                format!("不能证明「{}」的各个情形没有遗漏；可能漏掉的是：{}", self.name, words.zh),
                format!(
                    "it cannot be proven that the cases of 「{}」 leave nothing out; perhaps {}",
                    self.name, words.en
                ),
            ),
        };
        Some(fault.help(
            "请补上这种情形，或者用「其余：…」写明其他情形怎么办",
            "add a case for it, or say with `otherwise: …` what holds in all other cases",
        ))
    }
}

/// Looks for a combination and puts it in words.
fn look(
    cx: &LintContext,
    space: &Space,
    formula: &Formula,
    about: &BTreeSet<usize>,
    since: Option<NaiveDate>,
) -> Found {
    let finding = match space.search(formula) {
        Answer::Never => return Found::Nothing,
        Answer::TooMany => return Found::TooMany,
        Answer::Found(finding) => finding,
    };
    let certain = finding.certain;
    let Message { zh, en } = space.words(&finding.about(about), &|place| cx.short_words(place));
    let words = match since {
        Some(day) => Message::new(
            format!("{}年{}月{}日起，{zh}", day.year(), day.month(), day.day()),
            format!("from {day} on, {en}"),
        ),
        None => Message::new(zh, en),
    };
    Found::Example(Example { words, certain })
}

fn never_held(cx: &LintContext, guard: &Expr) -> Diagnostic {
    let words = cx.short_words(guard.place);
    warning(
        Code::AlwaysFalse,
        guard.place,
        format!("情形「{words}」永远不会出现：与规则的条件合在一起不可能成立"),
        format!("the case 「{words}」 never comes up: it cannot hold together with the rule's condition"),
    )
    .help("请改界限，或者去掉这个情形", "change the bounds, or leave the case out")
}

fn idle_otherwise(place: Place) -> Diagnostic {
    warning(
        Code::AlwaysFalse,
        place,
        "「其余」永远用不到：前面的情形已经包括了全部可能",
        "the `otherwise` never comes up: the cases before it cover everything",
    )
    .help("请去掉「其余」，或者改前面的界限", "leave it out, or change the bounds before it")
}
