//! The mends that diagnostics carry.

use super::super::View;
use super::super::difference::difference;
use super::{Changed, Kind, Offer};
use qingce_grammar::{Diagnostic, FileId, Message, Place};

/// The mend of each fault whose main words touch a place.
pub fn of_place<'a>(view: View<'a>, at: Place) -> Vec<Offer<'a>> {
    let found = view.analysis.diagnostics.iter().filter(|fault| touches(fault, at));
    let offers = found.filter_map(|fault| {
        let fix = fault.fix.as_ref()?;
        let change = || Some(Changed::from(fix.edits.clone()));
        Some(Offer::new(Kind::Mend, fix.title.clone(), change).mending(fault))
    });
    offers.collect()
}

/// All mends of a file at once, if it has any.
pub fn of_file<'a>(view: View<'a>, file: FileId) -> Option<Offer<'a>> {
    let here = |fault: &Diagnostic| fault.labels.first().is_some_and(|label| label.place.file == file);
    view.analysis.diagnostics.iter().find(|fault| fault.fix.is_some() && here(fault))?;
    let title = Message::new("改正本文件里所有有唯一改法的错误", "Make all obvious mends in this file");
    Some(Offer::new(Kind::MendAll, title, move || {
        let mended = qingce_change::mend(view.text, view.analysis, file.0..file.0 + 1);
        let files = mended.text.layers.iter().flat_map(|layer| &layer.files);
        let now = files.skip(file.0).take(1).next()?;
        Some(Changed::from(Vec::from_iter(difference(file, view.file(file), &now.text))))
    }))
}

/// Whether the main words of a fault touch a place.
pub fn touches(fault: &Diagnostic, at: Place) -> bool {
    fault.labels.first().is_some_and(|label| {
        let (words, at_span) = (label.place.span, at.span);
        label.place.file == at.file && words.start <= at_span.end && at_span.start <= words.end
    })
}
