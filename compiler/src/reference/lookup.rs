//! Fields of records, and how they are named where they are missing.

use crate::model::{Data, Datum, FieldId, Model, RecordId, Type};
use qingce_runtime::FieldRef;
use qingce_runtime::decision::Step;

/// A record that names are looked up in.
#[derive(Debug, Clone)]
pub struct Frame<'d> {
    pub record: RecordId,
    pub data: &'d Data,
    /// The way to it from the subject.
    pub steps: Vec<Step>,
}

/// A field's data, or how it is named if it is missing.
pub fn field<'d>(model: &Model, frame: &Frame<'d>, path: &[FieldId]) -> Result<&'d Datum, FieldRef> {
    let mut data = Some(frame.data);
    let mut datum = None;
    for step in path {
        datum = data.and_then(|data| data.values.get(step));
        data = match datum {
            Some(Datum::Record(inner)) => Some(inner),
            _ => None,
        };
    }
    datum.ok_or_else(|| FieldRef { steps: with(frame, named(model, frame.record, path), None) })
}

/// The way to a member of a list.
pub fn member(model: &Model, frame: &Frame<'_>, list: &[FieldId], place: usize) -> Vec<Step> {
    with(frame, named(model, frame.record, list), Some(place + 1))
}

fn with(frame: &Frame<'_>, field: String, member: Option<usize>) -> Vec<Step> {
    let mut steps = frame.steps.clone();
    steps.push(Step { field, member });
    steps
}

fn named(model: &Model, record: RecordId, path: &[FieldId]) -> String {
    let english = model.policy.as_ref().is_some_and(|policy| policy.english);
    let mut record = model.records.get(record.0);
    let mut names = Vec::new();
    for step in path {
        let Some(field) = record.and_then(|record| record.fields.get(step.0)) else { break };
        names.push(field.name.as_str());
        record = match field.ty {
            Type::Record(inner) => model.records.get(inner.0),
            _ => None,
        };
    }
    names.join(if english { "'s " } else { " 的 " })
}
