//! Small changes of standards and scales.

use super::expression::{beside, digits};
use super::{Edit, Kind, Mutation, Part, periods};
use crate::model::{Exact, Scale, ScaleId, Standard, StandardId};
use qingce_grammar::{Message, Place};

fn to(kind: Kind, place: Place, old: Exact, new: Exact) -> Edit {
    let text = format!("{} → {}", digits(old), digits(new));
    Edit { kind, place, change: Message::new(text.clone(), text) }
}

/// Each value a little up and down, and each day on which one begins or ends.
pub(super) fn of_standard(id: StandardId, standard: &Standard, layer: usize) -> Vec<Mutation> {
    let mut found = Vec::new();
    let name = &standard.name;
    let within = Message::new(format!("标准「{name}」"), format!("the standard 「{name}」"));
    for (nth, dated) in standard.values.iter().enumerate().filter(|(_, dated)| dated.layer == layer) {
        for (place, old) in dated.value.iter().enumerate() {
            for new in beside(*old) {
                let mut changed = standard.clone();
                let value = changed.values.get_mut(nth).and_then(|dated| dated.value.get_mut(place));
                value.into_iter().for_each(|value| *value = new);
                let edit = to(Kind::Standard, dated.place, *old, new);
                found.push(edit.of(within.clone(), vec![Part::Standard(id, changed)]));
            }
        }
    }
    for (edit, values) in periods::of_values(&standard.values, layer) {
        let changed = Standard { values, ..standard.clone() };
        found.push(edit.of(within.clone(), vec![Part::Standard(id, changed)]));
    }
    found
}

/// Each bound and value a little up and down, and each day on which a table begins or ends.
pub(super) fn of_scale(id: ScaleId, scale: &Scale, layer: usize) -> Vec<Mutation> {
    let mut found = Vec::new();
    let name = &scale.name;
    let within = Message::new(format!("分档「{name}」"), format!("the scale 「{name}」"));
    for (nth, dated) in scale.values.iter().enumerate().filter(|(_, dated)| dated.layer == layer) {
        for (place, (bound, value)) in dated.value.iter().enumerate() {
            let bounds = beside(*bound).map(|new| (*bound, new, (new, *value)));
            let values = beside(*value).map(|new| (*value, new, (*bound, new)));
            for (old, new, bracket) in bounds.into_iter().chain(values) {
                let mut changed = scale.clone();
                let own = changed.values.get_mut(nth).and_then(|dated| dated.value.get_mut(place));
                own.into_iter().for_each(|own| *own = bracket);
                let edit = to(Kind::Scale, dated.place, old, new);
                found.push(edit.of(within.clone(), vec![Part::Scale(id, changed)]));
            }
        }
    }
    for (edit, values) in periods::of_values(&scale.values, layer) {
        let changed = Scale { values, ..scale.clone() };
        found.push(edit.of(within.clone(), vec![Part::Scale(id, changed)]));
    }
    found
}
