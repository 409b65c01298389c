//! What decides: rules in the words of prose, definitions, local names, scenarios, guarantees.

use super::{citation, joined, phrases, title, used};
use crate::queries::View;
use crate::queries::ran::Ran;
use crate::queries::types::type_words;
use qingce_compiler::Symbol;
use qingce_compiler::model::{DefinitionId, GuaranteeId, LetId, RuleId, ScenarioId};
use qingce_files::say;
use qingce_prose::render::text::{Marks, paragraph};

/// A rule: its paragraph of prose, the sentences that it rests on, and how its scenarios come out.
pub fn rule(view: &View<'_>, id: RuleId, ran: Option<&Ran>) -> Option<String> {
    let model = &view.analysis.model;
    let rule = model.rules.get(id.0)?;
    if rule.body.results().is_empty() {
        let unread = say!(view.language, "这条规则还没有写完整", "This rule can't be read yet");
        return Some(joined([title(view, Symbol::Rule(id)), unread]));
    }
    let phrases = phrases(view);
    let prose = paragraph(&phrases.paragraph(id)?, &phrases, Marks::Markdown);
    let scenarios = ran.map(|ran| ran.of_rule(&rule.name).in_language(view.language).to_owned());
    Some(joined([prose, citation::sentences(model, &rule.cited), scenarios.unwrap_or_default()]))
}

/// A definition: what it means, of which type it is, and which rules it matters to.
pub fn definition(view: &View<'_>, id: DefinitionId) -> Option<String> {
    let model = &view.analysis.model;
    let definition = model.definitions.get(id.0)?;
    let phrases = phrases(view);
    let symbol = Symbol::Definition(id);
    let (title, ty) = (title(view, symbol), type_words(view, &definition.ty));
    let title = say!(view.language, "{title}：{ty}", "{title}: {ty}");
    let read = !definition.body.results().is_empty();
    let meaning = phrases
        .definition(id)
        .filter(|_| read)
        .map(|term| term.meaning.lines(phrases.language()).join("\n\n"));
    Some(joined([
        title,
        meaning.unwrap_or_default(),
        citation::sentences(model, &definition.cited),
        used(view, symbol),
    ]))
}

/// A name of a rule's own: its type and value.
pub fn local(view: &View<'_>, rule: RuleId, id: LetId) -> Option<String> {
    let rule_of = view.analysis.model.rules.get(rule.0)?;
    let local = rule_of.lets.get(id.0)?;
    let phrases = phrases(view);
    let (title, ty) = (title(view, Symbol::Let(rule, id)), type_words(view, &local.value.ty));
    let title = say!(view.language, "{title}：{ty}", "{title}: {ty}");
    Some(joined([title, phrases.value(rule_of.subject, &rule_of.lets, &local.value)]))
}

/// A scenario: its day, what it expects of which rules, and how it comes out.
pub fn scenario(view: &View<'_>, id: ScenarioId, ran: Option<&Ran>) -> Option<String> {
    let scenario = view.analysis.model.scenarios.get(id.0)?;
    let day = scenario.reference_date.map(|day| phrases(view).day(day));
    let day = day.map(|day| say!(view.language, "基准日 {day}", "Reference date {day}")).unwrap_or_default();
    let mut rules: Vec<RuleId> = scenario.expected.iter().map(|expected| expected.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    let names = view.rule_names(&rules);
    let count = rules.len();
    let rules = say!(view.language, "检验{count}条规则：{names}", "Checks rules ({count}): {names}");
    let outcome = ran.and_then(|ran| ran.of_scenario(&scenario.name));
    let outcome = outcome.map(|outcome| outcome.in_language(view.language).to_owned()).unwrap_or_default();
    Some(joined([title(view, Symbol::Scenario(id)), day, rules, outcome]))
}

/// A guarantee: whom it is about, and what it rests on.
pub fn guarantee(view: &View<'_>, id: GuaranteeId) -> Option<String> {
    let model = &view.analysis.model;
    let guarantee = model.guarantees.get(id.0)?;
    let subject = view.called(Symbol::Record(guarantee.subject));
    let subject =
        say!(view.language, "对每一份{subject}档案都必须成立", "Must hold of every record of {subject}");
    Some(joined([title(view, Symbol::Guarantee(id)), subject, citation::sentences(model, &guarantee.cited)]))
}
