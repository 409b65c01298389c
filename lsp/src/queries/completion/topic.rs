//! What is told of an item when it is looked at: not before, since lists are long.

use super::values::meaning;
use crate::queries::{View, in_force};
use qingce_compiler::model::{DefinitionId, StandardId};
use qingce_files::message::{pick, spoken};
use qingce_grammar::vocabulary;
use qingce_prose::Phrases;
use serde::{Deserialize, Serialize};

/// What an item's documentation is about. By names, since the policy may have changed when it is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Topic {
    Word { id: String },
    Field { record: String, name: String },
    Standard { name: String },
    Scale { name: String },
    Definition { name: String },
    Rule { name: String },
    Record { name: String },
    List { name: String },
    Option { list: String, name: String },
    Unit { name: String },
    Department { name: String },
    Sentence { layer: usize, id: String },
}

/// The documentation of a topic, in Markdown; `None` if there is nothing to tell.
pub fn explain(view: &View<'_>, topic: &Topic) -> Option<String> {
    let model = &view.analysis.model;
    let language = spoken(view.language);
    let phrases = Phrases::new(model, language, Some(view.today));
    match topic {
        Topic::Word { id } => word(view, id),
        Topic::Field { record, name } => {
            let record = model.records.iter().find(|own| own.name == *record)?;
            let field = record.fields.iter().find(|field| field.name == *name)?;
            field.gloss.clone()
        }
        Topic::Standard { name } => {
            let id = model.standards.iter().position(|standard| standard.name == *name).map(StandardId)?;
            Some(format!(
                "**{}**\n\n{}",
                in_force::standard(view, id),
                listed(&phrases.values(&phrases.standard(id)?))
            ))
        }
        Topic::Scale { name } => {
            let id = model.scales.iter().position(|scale| scale.name == *name)?;
            Some(listed(&phrases.values(&phrases.scale(qingce_compiler::model::ScaleId(id))?)))
        }
        Topic::Definition { name } => {
            let id =
                model.definitions.iter().position(|definition| definition.name == *name).map(DefinitionId)?;
            meaning(&phrases, id, view.language)
        }
        Topic::Rule { name } => {
            let rule = model.rules.iter().find(|rule| rule.name == *name)?;
            Some(listed(&phrases.results(rule)))
        }
        Topic::Record { name } => {
            let record = model.records.iter().find(|own| own.name == *name)?;
            let fields: Vec<&str> = record.fields.iter().map(|field| field.name.as_str()).collect();
            let gloss = record.gloss.iter().map(String::as_str);
            Some(
                gloss
                    .chain([fields.join(pick(view.language, "、", ", ")).as_str()])
                    .collect::<Vec<_>>()
                    .join("\n\n"),
            )
        }
        Topic::List { name } => {
            let list = model.lists.iter().find(|list| list.name == *name)?;
            Some(listed(&list.options.iter().map(|option| option.name.clone()).collect::<Vec<_>>()))
        }
        Topic::Option { list, name } => {
            let list = model.lists.iter().find(|own| own.name == *list)?;
            list.options.iter().find(|option| option.name == *name)?.gloss.clone()
        }
        Topic::Unit { name } => vocabulary::unit(name).map(|entry| entry.doc(view.language).to_owned()),
        Topic::Department { name } => {
            let department = model.departments.iter().find(|own| own.name == *name)?;
            (!department.aliases.is_empty()).then(|| listed(&department.aliases))
        }
        Topic::Sentence { layer, id } => {
            let source = model.sources.get(*layer)?;
            source.sentences.iter().find(|(own, _)| own == id).map(|(_, sentence)| sentence.clone())
        }
    }
}

fn word(view: &View<'_>, id: &str) -> Option<String> {
    let entry = vocabulary::entry(id)?;
    let example = match view.language {
        qingce_grammar::Language::Chinese => entry.example.declarations(),
        qingce_grammar::Language::English => {
            qingce_grammar::format(&entry.example.declarations(), Some(qingce_grammar::Language::English))
        }
    };
    Some(format!("{}\n\n```qingce\n{}\n```", entry.doc(view.language), example.trim_end()))
}

fn listed(lines: &[String]) -> String {
    lines.iter().map(|line| format!("- {line}\n")).collect()
}
