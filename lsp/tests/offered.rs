//! The shipped policy with a word taken out: what stood there is offered again, and whatever is offered can be read.
//!
//! `QINGCE_OFFERED=n` takes out every n-th word; 1 takes out each in turn.

use qingce_compiler::{Entry, PolicyText, Session, Symbol};
use qingce_files::folder::Folder;
use qingce_grammar::place::{Slot, before};
use qingce_grammar::{FileId, Language, parse};
use qingce_lsp::queries::completion::{Completion, Kind, complete};
use qingce_lsp::queries::{Cursor, View};
use std::path::Path;

/// Every so many-th name is taken out, unless the environment says otherwise.
const STRIDE: usize = 83;

fn stride() -> usize {
    std::env::var("QINGCE_OFFERED").ok().and_then(|n| n.parse().ok()).unwrap_or(STRIDE)
}

fn shipped() -> Folder {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../policies/qinghai-labour-brand");
    Folder::read_with(&root, &|_| None).unwrap()
}

/// The files of a policy that has one layer.
fn file(text: &mut PolicyText, id: FileId) -> &mut String {
    &mut text.layers[0].files[id.0].text
}

fn offered(session: &mut Session, text: &PolicyText, at: Cursor) -> Option<Completion> {
    let analysis = session.analyse(text);
    let today = chrono::NaiveDate::from_ymd_opt(2026, 3, 1).unwrap();
    complete(&View { text, analysis: &analysis, language: Language::Chinese, today }, at)
}

#[test]
fn a_name_that_was_taken_out_is_offered_in_its_place() {
    let mut folder = shipped();
    let text = &mut folder.text;
    let mut session = Session::default();
    let entries = session.analyse(text).index.entries;
    let uses: Vec<Entry> = entries.into_iter().filter(|entry| !entry.definition).collect();
    let mut missed = Vec::new();
    for entry in uses.iter().step_by(stride()) {
        if matches!(entry.symbol, Symbol::Clause(_)) {
            continue;
        }
        let span = entry.place.span;
        let whole = file(text, entry.place.file).clone();
        // A unit of several parts is offered whole, not one part beside the others.
        if whole[..span.start].ends_with('/') || whole[span.end..].starts_with('/') {
            continue;
        }
        let name = whole[span.start..span.end].to_owned();
        file(text, entry.place.file).replace_range(span.start..span.end, "");
        let found = offered(&mut session, text, Cursor { file: entry.place.file, offset: span.start });
        let items = found.map(|found| found.items).unwrap_or_default();
        if !items.iter().any(|item| item.label == name || item.insert == name) {
            let line = whole[..span.start].lines().count();
            let path = text.layers[0].files[entry.place.file.0].path.clone();
            missed.push(format!("{path}:{line} {name} {:?}", entry.symbol));
        }
        *file(text, entry.place.file) = whole;
    }
    assert!(missed.is_empty(), "{} names aren't offered:\n{}", missed.len(), missed.join("\n"));
}

#[test]
fn whatever_is_offered_is_read_where_it_is_written() {
    let mut folder = shipped();
    let text = &mut folder.text;
    let mut session = Session::default();
    let entries = session.analyse(text).index.entries;
    let mut unread = Vec::new();
    for (round, entry) in entries.iter().filter(|entry| !entry.definition).step_by(stride()).enumerate() {
        let span = entry.place.span;
        let whole = file(text, entry.place.file).clone();
        file(text, entry.place.file).replace_range(span.start..span.end, "");
        let at = Cursor { file: entry.place.file, offset: span.start };
        let found = offered(&mut session, text, at);
        let without = file(text, entry.place.file).clone();
        *file(text, entry.place.file) = whole;
        let Some(found) = found else { continue };
        assert_eq!(found.span.end, at.offset);
        let names = found.items.iter().filter(|item| !item.snippet && !matches!(item.kind, Kind::Word));
        let names: Vec<_> = names.collect();
        let Some(item) = names.get(round % names.len().max(1)) else { continue };
        let mut written = without;
        written.replace_range(found.span.start..found.span.end, &item.insert);
        let end = found.span.start + item.insert.len();
        let faults = parse(&written, entry.place.file).diagnostics;
        if let Some(fault) = faults.iter().find(|fault| fault.labels[0].place.span.end < end) {
            unread.push(format!("{} → {}", item.insert, fault.message.zh));
        }
    }
    assert!(unread.is_empty(), "{}", unread.join("\n"));
}

#[test]
fn any_place_may_be_asked_about() {
    let folder = shipped();
    let mut session = Session::default();
    let analysis = session.analyse(&folder.text);
    let today = chrono::NaiveDate::from_ymd_opt(2026, 3, 1).unwrap();
    let view = View { text: &folder.text, analysis: &analysis, language: Language::Chinese, today };
    for (id, source) in folder.text.layers[0].files.iter().enumerate() {
        for (offset, _) in source.text.char_indices().step_by(stride()) {
            let at = Cursor { file: FileId(id), offset };
            if let Some(found) = complete(&view, at) {
                assert_eq!(found.span.end, offset);
                assert_eq!(source.text[found.span.start..offset], found.typed);
            }
        }
    }
}

#[test]
fn wherever_a_name_is_asked_for_names_are_offered() {
    const BEGUN: [&str; 4] = [
        "规则 试\n  对象 劳动者\n",
        "定义 试\n  对象 劳动者\n",
        "保证 试\n  对象 劳动者\n",
        "案例 试\n  已知 用工单位：统一社会信用代码 「甲」\n",
    ];
    let mut folder = shipped();
    let text = &mut folder.text;
    let mut session = Session::default();
    let last = FileId(text.layers[0].files.len() - 1);
    let whole = file(text, last).clone() + "\n";
    let (mut asked, mut bare) = (Vec::new(), Vec::new());
    for begun in BEGUN {
        let parts: Vec<_> = before(begun, begun.len()).unwrap().parts().collect();
        for part in parts {
            *file(text, last) = format!("{whole}{begun}  {} ", part.zh);
            let written = file(text, last).clone();
            let expected = before(&written, written.len()).unwrap().expected();
            // 设 gives a name that isn't there yet.
            if !expected.has(Slot::Name) || part.id == "let" {
                continue;
            }
            asked.push(part.zh);
            let found = offered(&mut session, text, Cursor { file: last, offset: written.len() });
            let items = found.map(|found| found.items).unwrap_or_default();
            if items.iter().all(|item| matches!(item.kind, Kind::Word | Kind::Declaration)) {
                bare.push(format!("{begun}  {}", part.zh));
            }
        }
    }
    assert!(bare.is_empty(), "no name is offered after\n{}", bare.join("\n"));
    for word in ["可同时享受", "就高不重复", "连同", "不得重复享受", "叠加于", "除外", "并享未明", "取代"]
    {
        assert!(asked.contains(&word), "{word}: {asked:?}");
    }
}
