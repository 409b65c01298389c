//! Whether a policy means the same under a new name.

use super::{Known, Places};
use qingce_compiler::{Analysis, Entry, analyse};
use qingce_files::message;
use qingce_grammar::{Code, Diagnostic, FileId, Message, Place, Span, fold};

/// Analyses the policy with the new name.
///
/// # Errors
/// A name stands for something else then, or there are faults that weren't there.
pub fn checked(policy: &Known, before: &Analysis, places: &Places, new: &str) -> Result<(), Message> {
    let edits = Edits::of(policy, places, new);
    let mut text = policy.text.clone();
    for (at, file) in text.layers.iter_mut().flat_map(|layer| layer.files.iter_mut()).enumerate() {
        for span in edits.of_file(FileId(at)).iter().rev() {
            file.text.replace_range(span.start..span.end, new);
        }
    }
    let after = analyse(&text);
    let known: Vec<(Code, Place)> =
        before.diagnostics.iter().map(|d| (d.code, edits.moved(place(d)))).collect();
    if let Some(fault) = after.diagnostics.iter().find(|d| !known.contains(&(d.code, place(d)))) {
        let (zh, en) = (&fault.message.zh, &fault.message.en);
        if let Some((kind_zh, kind_en)) = taken(policy, before, new) {
            return Err(message!(
                "不能改成「{new}」：已经有{kind_zh}叫这个名称，改后会有错误（{zh}）",
                "can't be called 「{new}」: a {kind_en} has this name, and there would be faults ({en})"
            ));
        }
        return Err(message!("不能改成「{new}」：{zh}", "can't be called 「{new}」: {en}"));
    }
    let moved = |entry: &Entry| Entry { place: edits.moved(entry.place), ..*entry };
    let mut pairs = before.index.entries.iter().map(moved).zip(&after.index.entries);
    let differing = pairs.find(|(expected, got)| expected != *got).map(|(expected, _)| expected.place);
    let longer = before.index.entries.len() != after.index.entries.len();
    if differing.is_some() || longer || before.diagnostics.len() != after.diagnostics.len() {
        let line = differing.and_then(|place| line(&text, place)).unwrap_or_default();
        return Err(message!(
            "不能改成「{new}」：改后「{line}」的意思会变",
            "can't be called 「{new}」: 「{line}」 would mean something else"
        ));
    }
    Ok(())
}

/// What kind of thing has a name already.
fn taken(policy: &Known, analysis: &Analysis, name: &str) -> Option<(&'static str, &'static str)> {
    let texts: Vec<_> = policy.text.layers.iter().flat_map(|layer| &layer.files).collect();
    let words = |place: Place| texts.get(place.file.0)?.text.get(place.span.start..place.span.end).map(fold);
    let mut declared = analysis.index.entries.iter().filter(|entry| entry.definition);
    declared.find(|entry| words(entry.place) == Some(fold(name))).map(|entry| entry.symbol.kind())
}

/// The words of the line that holds a place.
fn line(text: &qingce_compiler::PolicyText, place: Place) -> Option<&str> {
    let file = text.layers.iter().flat_map(|layer| &layer.files).nth(place.file.0)?;
    let start = file.text.get(..place.span.start)?.rfind('\n').map_or(0, |end| end + 1);
    file.text.get(start..)?.lines().next().map(str::trim)
}

fn place(diagnostic: &Diagnostic) -> Place {
    diagnostic.labels.first().map(|label| label.place).unwrap_or_default()
}

/// The ranges that get the new name, by file, in order.
struct Edits {
    files: Vec<Vec<Span>>,
    length: usize,
}

impl Edits {
    fn of(policy: &Known, places: &Places, new: &str) -> Self {
        let of_path =
            |path| places.get(path).map(|spans| spans.iter().copied().collect()).unwrap_or_default();
        Self { files: policy.paths.iter().map(of_path).collect(), length: new.len() }
    }

    fn of_file(&self, file: FileId) -> &[Span] {
        self.files.get(file.0).map(Vec::as_slice).unwrap_or_default()
    }

    /// Where a place of the old text is in the new one.
    fn moved(&self, place: Place) -> Place {
        let spans = self.of_file(place.file);
        let offset = |at: usize| {
            let before = spans.iter().filter(|span| span.end <= at);
            let (gone, come) =
                before.fold((0, 0), |(gone, come), span| (gone + span.end - span.start, come + self.length));
            at + come - gone
        };
        Place { span: Span::new(offset(place.span.start), offset(place.span.end)), ..place }
    }
}
