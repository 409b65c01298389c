//! Rules and definitions.

use super::parts::Once;
use super::{Reader, Rule as Pest, find, first, inside};
use crate::tree::{Body, Case, Define, Effect, EffectKind, Expr, ExprKind, Guard, Modality, Relation, Rule};
use crate::{Code, Message, Span};
use pest::iterators::Pair;

/// The results of a declaration as they are read: one, or cases.
struct Results<T> {
    one: Once<T>,
    by: Once<Expr>,
    cases: Vec<Case<T>>,
    otherwise: Once<(T, Span)>,
}

impl<T> Default for Results<T> {
    fn default() -> Self {
        Self { one: Once::default(), by: Once::default(), cases: Vec::new(), otherwise: Once::default() }
    }
}

impl Reader<'_> {
    pub(crate) fn define(&mut self, pair: Pair<'_, Pest>) -> Option<Define> {
        let name = self.name_in(&pair)?;
        let (mut subject, mut reason) = (Once::default(), Once::default());
        let mut results = Results::default();
        let (mut cited, mut readings) = (Vec::new(), Vec::new());
        for part in inside(pair) {
            match part.as_rule() {
                Pest::subject_part => {
                    let record = self.name_in(&part);
                    subject.set(self, &part, record);
                }
                Pest::value_part => {
                    let value = self.expr_in(&part);
                    results.one.set(self, &part, value);
                }
                Pest::by_part => {
                    let by = self.expr_in(&part);
                    results.by.set(self, &part, by);
                }
                Pest::define_case => {
                    let result = self.expr_in(&part);
                    self.case(part, result, &mut results)?;
                }
                Pest::define_else => {
                    let span = self.span(&part);
                    let result = self.expr_in(&part).map(|result| (result, span));
                    results.otherwise.set(self, &part, result);
                }
                Pest::cited => cited.extend(self.citations(part)),
                Pest::reading => readings.push(self.reading(part)?),
                Pest::reason => {
                    let text = self.quoted_in(&part);
                    reason.set(self, &part, text);
                }
                _ => {}
            }
        }
        let Some(subject) = subject.get() else {
            self.missing(name.span, "对象", "subject");
            return None;
        };
        let body = self.body(results, name.span, ("取值", "value"))?;
        Some(Define { name, subject, body, cited, readings, reason: reason.get() })
    }

    pub(crate) fn rule(&mut self, pair: Pair<'_, Pest>) -> Option<Rule> {
        let name = self.name_in(&pair)?;
        let (mut subject, mut condition, mut once) = (Once::default(), Once::default(), Once::default());
        let (mut replaces, mut effective) = (Once::default(), Once::default());
        let (mut departments, mut reason) = (Once::default(), Once::default());
        let mut joint_ceiling = Once::default();
        let mut results = Results::default();
        let (mut lets, mut relations) = (Vec::new(), Vec::new());
        let (mut cited, mut readings) = (Vec::new(), Vec::new());
        for part in inside(pair) {
            match part.as_rule() {
                Pest::subject_part => {
                    let record = self.name_in(&part);
                    subject.set(self, &part, record);
                }
                Pest::let_part => lets.push((self.name_in(&part)?, self.expr_in(&part)?)),
                Pest::when_part => {
                    let expr = self.expr_in(&part);
                    condition.set(self, &part, expr);
                }
                Pest::effect => {
                    let effect = self.effect(part.clone());
                    results.one.set(self, &part, effect);
                }
                Pest::by_part => {
                    let by = self.expr_in(&part);
                    results.by.set(self, &part, by);
                }
                Pest::rule_case => {
                    let effect = find(&part, Pest::effect).and_then(|effect| self.effect(effect));
                    self.case(part, effect, &mut results)?;
                }
                Pest::rule_else => {
                    let span = self.span(&part);
                    let effect = find(&part, Pest::effect).and_then(|effect| self.effect(effect));
                    results.otherwise.set(self, &part, effect.map(|effect| (effect, span)));
                }
                Pest::relation => relations.extend(self.relation(part)?),
                Pest::joint_ceiling => {
                    let limit = self.expr_in(&part);
                    let names = self.names(find(&part, Pest::names)?);
                    relations.extend(names.into_iter().map(|name| (Relation::Within, name)));
                    joint_ceiling.set(self, &part, limit);
                }
                Pest::once_part => {
                    let key = self.expr_in(&part);
                    once.set(self, &part, key);
                }
                Pest::replaces_part => {
                    let old = self.name_in(&part);
                    replaces.set(self, &part, old);
                }
                Pest::effective_part => {
                    let period = find(&part, Pest::period).and_then(|period| self.period(period));
                    effective.set(self, &part, period);
                }
                Pest::cited => cited.extend(self.citations(part)),
                Pest::responsible => {
                    let responsible = self.responsible(part.clone());
                    departments.set(self, &part, Some(responsible));
                }
                Pest::reading => readings.push(self.reading(part)?),
                Pest::reason => {
                    let text = self.quoted_in(&part);
                    reason.set(self, &part, text);
                }
                _ => {}
            }
        }
        let Some(subject) = subject.get() else {
            self.missing(name.span, "对象", "subject");
            return None;
        };
        let body = self.body(results, name.span, ("给予", "grant"))?;
        Some(Rule {
            name,
            subject,
            lets,
            condition: condition.get(),
            body,
            relations,
            joint_ceiling: joint_ceiling.get(),
            once: once.get(),
            replaces: replaces.get(),
            effective: effective.get(),
            cited,
            departments: departments.get(),
            readings,
            reason: reason.get(),
        })
    }

    fn relation(&mut self, pair: Pair<'_, Pest>) -> Option<Vec<(Relation, crate::tree::Name)>> {
        let how = match first(pair.clone())?.as_rule() {
            Pest::kw_stacks_on => Relation::StacksOn,
            Pest::kw_except => Relation::Except,
            Pest::kw_excludes => Relation::Excludes,
            Pest::kw_combines_with => Relation::Combines,
            Pest::kw_only_the_higher => Relation::OnlyHigher,
            _ => Relation::Unstated,
        };
        let names = self.names(find(&pair, Pest::names)?);
        Some(names.into_iter().map(|name| (how, name)).collect())
    }

    fn case<T>(&mut self, pair: Pair<'_, Pest>, result: Option<T>, results: &mut Results<T>) -> Option<()> {
        let span = self.span(&pair);
        let inner = first(find(&pair, Pest::guard)?)?;
        let guard = match inner.as_rule() {
            Pest::names => Guard::Options(self.names(inner)),
            _ => Guard::Condition(self.expr(inner)?),
        };
        results.cases.push(Case { guard, result: result?, span });
        Some(())
    }

    /// One result or cases, but not both and not neither. Without 按, a guard that is one name is a condition.
    fn body<T>(&mut self, results: Results<T>, name: Span, word: (&str, &str)) -> Option<Body<T>> {
        let Results { one, by, mut cases, otherwise } = results;
        let (one, by, otherwise) = (one.get(), by.get(), otherwise.get());
        if cases.is_empty() {
            if let Some(one) = one {
                return Some(Body::One(one));
            }
            self.missing(name, word.0, word.1);
            return None;
        }
        if one.is_some() {
            self.error(
                Code::RepeatedPart,
                name,
                Message::new("既写了一个结果，又写了「情形」", "has one result and cases besides"),
                Message::new(
                    "把这个结果写进一个「情形」或「其余」",
                    "put that result into a `case` or `otherwise`",
                ),
                None,
            );
            return None;
        }
        if by.is_none() {
            for case in &mut cases {
                self.settle_guard(&mut case.guard)?;
            }
        }
        Some(Body::Cases { by, cases, otherwise })
    }

    fn settle_guard(&mut self, guard: &mut Guard) -> Option<()> {
        let Guard::Options(names) = guard else { return Some(()) };
        if let [name] = names.as_slice() {
            *guard = Guard::Condition(Expr { span: name.span, kind: ExprKind::Name(name.clone()) });
            return Some(());
        }
        let span = names.iter().map(|name| name.span).reduce(Span::to)?;
        self.missing(span, "按", "by");
        None
    }

    fn effect(&mut self, pair: Pair<'_, Pest>) -> Option<Effect> {
        let span = self.span(&pair);
        let inner = first(pair)?;
        let label = self.quoted_in(&inner);
        let kind = match inner.as_rule() {
            Pest::ceiling => EffectKind::Ceiling(self.expr_in(&inner)?, label),
            Pest::grant => EffectKind::Grant(self.expr_in(&inner)?, label),
            Pest::delegated => EffectKind::Delegated(label?),
            Pest::classify => EffectKind::Classify(self.name_in(&inner)?),
            Pest::duty => {
                let shown = match find(&inner, Pest::expr) {
                    Some(expr) => Some(self.expr(expr)?),
                    None => None,
                };
                EffectKind::Duty(label?, shown)
            }
            Pest::target => EffectKind::Target(self.expr_in(&inner)?, label),
            _ => EffectKind::Said(modality(first(inner)?.as_rule()), label?),
        };
        Some(Effect { kind, span })
    }
}

fn modality(keyword: Pest) -> Modality {
    match keyword {
        Pest::kw_support => Modality::Support,
        Pest::kw_encourage => Modality::Encourage,
        Pest::kw_guide => Modality::Guide,
        Pest::kw_prioritise => Modality::Priority,
        Pest::kw_may => Modality::May,
        _ => Modality::Secure,
    }
}
