//! How a record's fields lie in the program: nested records are flattened into the outer one, in the order of their fields.

use crate::model::{Field, FieldId, Model, RecordId, Type};

/// One scalar field or list of a record, reached through any number of nested records.
#[derive(Debug, Clone)]
pub(crate) struct Flat<'m> {
    /// The way to it from the outside in; never empty.
    pub path: Vec<FieldId>,
    /// The fields on that way; as long as `path`.
    pub fields: Vec<&'m Field>,
}

impl<'m> Flat<'m> {
    /// The field at the end of the way.
    pub fn last(&self) -> Option<&'m Field> {
        self.fields.last().copied()
    }

    /// The names on the way.
    pub fn names(&self) -> Vec<String> {
        self.fields.iter().map(|field| field.name.clone()).collect()
    }
}

/// The slots of a record type. Their places are the program's slot ids.
pub(crate) fn flatten(model: &Model, record: RecordId) -> Vec<Flat<'_>> {
    let mut flats = Vec::new();
    collect(model, record, &Flat { path: Vec::new(), fields: Vec::new() }, &mut flats);
    flats
}

fn collect<'m>(model: &'m Model, record: RecordId, outer: &Flat<'m>, flats: &mut Vec<Flat<'m>>) {
    // Records nest acyclically; the bound only guards against a model that breaks this.
    if outer.path.len() > model.records.len() {
        return;
    }
    let fields = model.records.get(record.0).map(|record| record.fields.as_slice()).unwrap_or_default();
    for (place, field) in fields.iter().enumerate() {
        let mut flat = outer.clone();
        flat.path.push(FieldId(place));
        flat.fields.push(field);
        match field.ty {
            Type::Record(inner) => collect(model, inner, &flat, flats),
            _ => flats.push(flat),
        }
    }
}
