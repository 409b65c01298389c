//! How grants on one subject combine: said of every two that can apply together, and without contradiction.

use super::context::{LintContext, is_broken};
use crate::combination::{Combination, Said, bases, combinations, meet};
use crate::model::{Relation, RuleId};
use crate::report::{Details, error, warning};
use qingce_grammar::{Code, Diagnostic, Language};
use std::collections::BTreeMap;

/// Pairs of which nothing is said, each told at the rule declared later, and statements that contradict one another.
pub(super) fn check(cx: &LintContext) -> Vec<Diagnostic> {
    let said = Said::of(cx.model);
    let mut found = missing(cx);
    found.extend(said.pairs().filter_map(|(a, b, all)| said_twice(cx, a, b, all)));
    found.extend(higher_of_two(cx, &said));
    found.extend((0..cx.model.rules.len()).filter_map(|id| stands_on_rivals(cx, &said, RuleId(id))));
    found
}

fn name<'a>(cx: &LintContext<'a>, id: RuleId) -> &'a str {
    cx.model.rules.get(id.0).map_or("", |rule| rule.name.as_str())
}

fn missing(cx: &LintContext) -> Vec<Diagnostic> {
    if cx.model.rules.iter().any(|rule| is_broken(&rule.body)) {
        return Vec::new();
    }
    let all = combinations(cx.model).into_iter().filter(|pair| pair.how == Combination::Missing);
    let mut open: Vec<(RuleId, RuleId)> = all.map(|pair| (pair.first, pair.second)).collect();
    // What is said of a rule is said of those that stand on it too.
    let known = open.clone();
    let is_open = |a: RuleId, b: RuleId| known.contains(&(a.min(b), a.max(b)));
    open.retain(|(a, b)| {
        let mut below = bases(cx.model, *a).into_iter().map(|base| (base, *b));
        let mut beside = bases(cx.model, *b).into_iter().map(|base| (*a, base));
        !below.any(|(a, b)| is_open(a, b)) && !beside.any(|(a, b)| is_open(a, b))
    });
    let mut out = Vec::new();
    for (id, rule) in cx.model.rules.iter().enumerate() {
        let others: Vec<RuleId> =
            open.iter().filter(|(_, second)| second.0 == id).map(|(first, _)| *first).collect();
        let Some(first) = others.first() else { continue };
        let quoted = |mark: &str| {
            let names: Vec<String> = others.iter().map(|other| format!("「{}」", name(cx, *other))).collect();
            names.join(mark)
        };
        let fault = warning(
            Code::CombinationNotStated,
            rule.place,
            format!("「{}」与{}可能同时适用，没有写明怎样并享", rule.name, quoted("")),
            format!(
                "「{}」 and {} can apply together, and how they combine isn't stated",
                rule.name,
                quoted(", ")
            ),
        );
        let first = name(cx, *first);
        let place = others.first().and_then(|other| cx.model.rules.get(other.0)).map(|other| other.place);
        let fault = match place {
            Some(place) => fault.label(place, "这条规则", "this rule"),
            None => fault,
        };
        let english = cx.model.policy.as_ref().is_some_and(|policy| policy.english);
        let say = |relation| {
            let (zh, en) = words(relation);
            format!("{} {first}", if english { en } else { zh })
        };
        let (both, one, higher, joint, unstated) = (
            say(Relation::Combines),
            say(Relation::Excludes),
            say(Relation::OnlyHigher),
            say(Relation::Within),
            say(Relation::Unstated),
        );
        let joint = format!("{joint} {} …", if english { "in all at most" } else { "合计不高于" });
        out.push(fault.help(
            format!(
                "两项都给的写「{both}」，只给一项的写「{one}」，只给高的写「{higher}」，合计有上限的写「{joint}」；原文没有说的写「{unstated}」，并写明采用的读法"
            ),
            format!(
                "write `{both}` if both are given, `{one}` if one is chosen, `{higher}` if the greater is given, `{joint}` if there is a joint ceiling, or `{unstated}` with a reading if the text doesn't say"
            ),
        ));
    }
    out
}

/// Two statements about the same two rules. On top of another up to a joint ceiling is one.
fn said_twice(cx: &LintContext, a: RuleId, b: RuleId, all: &[Relation]) -> Option<Diagnostic> {
    let [one, other, ..] = all else { return None };
    if all == [Relation::StacksOn, Relation::Within] {
        return None;
    }
    contradiction(
        cx,
        (a, b),
        format!(
            "「{}」与「{}」的并享关系自相矛盾：既写了「{}」，又写了「{}」",
            name(cx, a),
            name(cx, b),
            words(*one).0,
            words(*other).0
        ),
        format!(
            "how 「{}」 and 「{}」 combine is contradictory: both `{}` and `{}` are stated",
            name(cx, a),
            name(cx, b),
            words(*one).1,
            words(*other).1
        ),
    )
}

/// Only the higher of 甲 and 乙 and of 乙 and 丙 is only the higher of 甲 and 丙, if they can meet.
fn higher_of_two(cx: &LintContext, said: &Said) -> Vec<Diagnostic> {
    let mut beside: BTreeMap<RuleId, Vec<RuleId>> = BTreeMap::new();
    for (a, b, _) in said.pairs().filter(|(.., all)| all.contains(&Relation::OnlyHigher)) {
        beside.entry(a).or_default().push(b);
        beside.entry(b).or_default().push(a);
    }
    let mut ends: BTreeMap<(RuleId, RuleId), RuleId> = BTreeMap::new();
    for (between, all) in &beside {
        for a in all {
            for c in all.iter().filter(|c| *c > a) {
                ends.entry((*a, *c)).or_insert(*between);
            }
        }
    }
    let open = ends.into_iter().filter(|((a, c), _)| {
        !said.between(*a, *c).contains(&Relation::OnlyHigher) && meet(cx.model, *a, *c)
    });
    open.filter_map(|((a, c), between)| not_of_the_two(cx, a, c, between)).collect()
}

fn not_of_the_two(cx: &LintContext, a: RuleId, c: RuleId, between: RuleId) -> Option<Diagnostic> {
    contradiction(
        cx,
        (a, c),
        format!(
            "「{}」与「{}」都和「{}」就高不重复，它们两个却没有写就高不重复",
            name(cx, a),
            name(cx, c),
            name(cx, between)
        ),
        format!(
            "of 「{}」 and 「{}」 each with 「{}」 only the higher is given, but not of the two",
            name(cx, a),
            name(cx, c),
            name(cx, between)
        ),
    )
}

/// A rule on top of one that can't be had together with another, which it says it can be had with.
fn stands_on_rivals(cx: &LintContext, said: &Said, id: RuleId) -> Option<Diagnostic> {
    let one = [Relation::Excludes, Relation::OnlyHigher, Relation::Except];
    let both = |other| {
        cx.model.says(id, Relation::StacksOn, other)
            || said.between(id, other).iter().any(|how| matches!(how, Relation::Combines | Relation::Within))
    };
    for base in bases(cx.model, id) {
        let others = (0..cx.model.rules.len()).map(RuleId).filter(|other| *other != id && *other != base);
        for other in others {
            if said.between(base, other).iter().any(|how| one.contains(how)) && both(other) {
                return contradiction(
                    cx,
                    (other, id),
                    format!(
                        "「{}」叠加于「{}」，「{}」又不能与「{}」一并享受，这里却写成可以一并享受",
                        name(cx, id),
                        name(cx, base),
                        name(cx, base),
                        name(cx, other)
                    ),
                    format!(
                        "「{}」 stacks on 「{}」, which can't be had together with 「{}」, but this says that both can",
                        name(cx, id),
                        name(cx, base),
                        name(cx, other)
                    ),
                );
            }
        }
    }
    None
}

fn contradiction(cx: &LintContext, (a, b): (RuleId, RuleId), zh: String, en: String) -> Option<Diagnostic> {
    let (first, second) = (cx.model.rules.get(a.0)?, cx.model.rules.get(b.0)?);
    let fault = error(Code::CombinationContradicts, second.place, zh, en);
    let fault = fault.note("这条规则", "this rule").label(first.place, "和这条规则", "and this one");
    Some(fault.help("请只留一种并享关系", "leave one way of combining"))
}

/// The words that state a relation.
fn words(relation: Relation) -> (&'static str, &'static str) {
    (relation.keyword(Language::Chinese), relation.keyword(Language::English))
}
