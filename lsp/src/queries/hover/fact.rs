//! What the vocabulary of a policy declares: units, options, records, fields, departments, clauses.

use super::{joined, title};
use crate::queries::View;
use crate::queries::types::type_words;
use qingce_compiler::Symbol;
use qingce_compiler::model::{ClauseId, DepartmentId, FieldId, ListId, RecordId, UnitId, UnitKind};
use qingce_files::message::pick;
use qingce_files::say;

/// A unit; of a built-in one the vocabulary tells.
pub fn unit(view: &View<'_>, id: UnitId) -> Option<String> {
    let unit = view.analysis.model.units.get(id.0)?;
    if unit.kind != UnitKind::Declared {
        return None;
    }
    let plural = unit.plural.as_ref().map(|word| say!(view.language, "又作 {word}", "also {word}"));
    let counting = unit.counting.as_ref();
    let counting = counting
        .map(|word| say!(view.language, "名单的「{word}」以此计", "a list is counted in it by `{word}`"));
    let decimals = say!(view.language, "{}位小数", "{} decimals", unit.decimals);
    let decimals = (unit.decimals > 0).then_some(decimals);
    let facts: Vec<String> = [plural, counting, decimals].into_iter().flatten().collect();
    Some(joined([title(view, Symbol::Unit(id)), facts.join(pick(view.language, "；", "; "))]))
}

/// An option list with its options.
pub fn list(view: &View<'_>, id: ListId) -> Option<String> {
    let list = view.analysis.model.lists.get(id.0)?;
    let options: Vec<String> = list
        .options
        .iter()
        .map(|option| match &option.gloss {
            Some(gloss) => say!(view.language, "- {}：{gloss}", "- {}: {gloss}", option.name),
            None => format!("- {}", option.name),
        })
        .collect();
    Some(joined([title(view, Symbol::List(id)), options.join("\n")]))
}

/// One option: its gloss, and which rules ask for it.
pub fn option(view: &View<'_>, list: ListId, at: usize) -> Option<String> {
    let symbol = Symbol::Option(list, at);
    let option = view.analysis.model.lists.get(list.0)?.options.get(at)?;
    let of = view.called(Symbol::List(list));
    let title = say!(view.language, "{}（{of}）", "{} (of {of})", title(view, symbol));
    Some(joined([title, option.gloss.clone().unwrap_or_default(), read(view, symbol)]))
}

/// A record: its gloss, its fields, and the rules about it.
pub fn record(view: &View<'_>, id: RecordId) -> Option<String> {
    let model = &view.analysis.model;
    let record = model.records.get(id.0)?;
    let fields: Vec<&str> = record.fields.iter().map(|field| field.name.as_str()).collect();
    let fields = fields.join(pick(view.language, "、", ", "));
    let count = record.fields.len();
    let fields = say!(view.language, "字段（{count}）：{fields}", "Fields ({count}): {fields}");
    let rules: Vec<_> = (0..model.rules.len())
        .map(qingce_compiler::model::RuleId)
        .filter(|rule| model.rules.get(rule.0).is_some_and(|rule| rule.subject == id))
        .collect();
    let names = view.rule_names(&rules);
    let count = rules.len();
    let rules = match rules.is_empty() {
        true => String::new(),
        false => {
            say!(view.language, "以它为对象的规则（{count}）：{names}", "Rules about it ({count}): {names}")
        }
    };
    Some(joined([title(view, Symbol::Record(id)), record.gloss.clone().unwrap_or_default(), fields, rules]))
}

/// A field: its type, its gloss, and which rules read it.
pub fn field(view: &View<'_>, record: RecordId, field: FieldId) -> Option<String> {
    let symbol = Symbol::Field(record, field);
    let found = view.analysis.model.records.get(record.0)?.fields.get(field.0)?;
    let of = view.called(Symbol::Record(record));
    let marks = [
        (found.key, pick(view.language, "主键", "key")),
        (found.sensitive, pick(view.language, "敏感", "sensitive")),
        (found.reference_date, pick(view.language, "基准日", "reference date")),
    ];
    let mut ty = vec![type_words(view, &found.ty)];
    ty.extend(marks.into_iter().filter(|(set, _)| *set).map(|(_, word)| word.to_owned()));
    let ty = ty.join(pick(view.language, "，", ", "));
    let title = say!(view.language, "{}（{of}）：{ty}", "{} (of {of}): {ty}", title(view, symbol));
    Some(joined([title, found.gloss.clone().unwrap_or_default(), read(view, symbol)]))
}

/// A department: its other spellings, and the clauses that it answers for.
pub fn department(view: &View<'_>, id: DepartmentId) -> Option<String> {
    let model = &view.analysis.model;
    let department = model.departments.get(id.0)?;
    let joint = pick(view.language, "、", ", ");
    let aliases = department.aliases.join(joint);
    let aliases = match aliases.is_empty() {
        true => aliases,
        false => say!(view.language, "又作 {aliases}", "also {aliases}"),
    };
    let clauses = model.clauses.iter().filter(|clause| clause.departments.contains(&id));
    let clauses: Vec<&str> = clauses.map(|clause| clause.title.as_str()).collect();
    let clauses = match clauses.is_empty() {
        true => String::new(),
        false => say!(view.language, "负责：{}", "Answers for: {}", clauses.join(joint)),
    };
    Some(joined([title(view, Symbol::Department(id)), aliases, clauses]))
}

/// A clause: its heading, its departments, and its rules.
pub fn clause(view: &View<'_>, id: ClauseId) -> Option<String> {
    let model = &view.analysis.model;
    let clause = model.clauses.get(id.0)?;
    let joint = pick(view.language, "、", ", ");
    let departments: Vec<&str> =
        clause.departments.iter().map(|id| view.called(Symbol::Department(*id))).collect();
    let departments = match departments.is_empty() {
        true => String::new(),
        false => say!(view.language, "责任部门：{}", "Departments in charge: {}", departments.join(joint)),
    };
    let rules = model.rules.iter().filter(|rule| rule.clause == Some(id));
    let rules: Vec<&str> = rules.map(|rule| rule.name.as_str()).collect();
    let count = rules.len();
    let rules = match rules.is_empty() {
        true => String::new(),
        false => say!(view.language, "规则（{count}）：{}", "Rules ({count}): {}", rules.join(joint)),
    };
    let title = format!("**{} {}**", clause.title, clause.heading);
    Some(joined([title, departments, rules]))
}

/// Which rules read a field or ask for an option.
fn read(view: &View<'_>, symbol: Symbol) -> String {
    let rules = view.rules_using(symbol);
    let names = view.rule_names(&rules);
    match rules.len() {
        0 => say!(view.language, "没有规则读它", "No rule reads it"),
        count => say!(view.language, "{count}条规则读它：{names}", "Rules that read it ({count}): {names}"),
    }
}
