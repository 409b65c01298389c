//! What is told of an item when it is looked at: not before, since lists are long. It is what a hover tells.

use crate::queries::View;
use crate::queries::hover::{explained, of_symbol};
use qingce_compiler::Symbol;
use qingce_compiler::model::{
    DefinitionId, DepartmentId, FieldId, ListId, RecordId, RuleId, ScaleId, StandardId, UnitId,
};
use qingce_grammar::vocabulary;
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
    match topic {
        Topic::Word { id } => vocabulary::entry(id).map(|entry| explained(entry, view.language)),
        Topic::Sentence { layer, id } => {
            let source = view.analysis.model.sources.get(*layer)?;
            source.sentences.iter().find(|(own, _)| own == id).map(|(_, sentence)| sentence.clone())
        }
        Topic::Unit { name } if vocabulary::unit(name).is_some() => {
            vocabulary::unit(name).map(|entry| explained(entry, view.language))
        }
        _ => of_symbol(view, symbol(view, topic)?, None),
    }
}

/// What the policy declares by the name of a topic.
fn symbol(view: &View<'_>, topic: &Topic) -> Option<Symbol> {
    let model = &view.analysis.model;
    /// Where the thing of a name stands among its like.
    macro_rules! place {
        ($all:expr, $name:expr) => {
            $all.iter().position(|one| one.name == *$name)
        };
    }
    Some(match topic {
        Topic::Word { .. } | Topic::Sentence { .. } => return None,
        Topic::Field { record, name } => {
            let record = place!(model.records, record)?;
            Symbol::Field(RecordId(record), FieldId(place!(model.records.get(record)?.fields, name)?))
        }
        Topic::Option { list, name } => {
            let list = place!(model.lists, list)?;
            Symbol::Option(ListId(list), place!(model.lists.get(list)?.options, name)?)
        }
        Topic::Standard { name } => Symbol::Standard(StandardId(place!(model.standards, name)?)),
        Topic::Scale { name } => Symbol::Scale(ScaleId(place!(model.scales, name)?)),
        Topic::Definition { name } => Symbol::Definition(DefinitionId(place!(model.definitions, name)?)),
        Topic::Rule { name } => Symbol::Rule(RuleId(place!(model.rules, name)?)),
        Topic::Record { name } => Symbol::Record(RecordId(place!(model.records, name)?)),
        Topic::List { name } => Symbol::List(ListId(place!(model.lists, name)?)),
        Topic::Unit { name } => Symbol::Unit(UnitId(place!(model.units, name)?)),
        Topic::Department { name } => Symbol::Department(DepartmentId(place!(model.departments, name)?)),
    })
}
