//! Renaming: a name's words at every place where it is declared or used, in every policy that knows it.
//!
//! That a rename is right is not argued from rules about scopes: the policies are analysed with the new name, and everything
//! must mean what it meant. Official texts and quoted words are never changed.

mod same;
mod word;

use super::{Cursor, View};
use qingce_compiler::{PolicyText, Symbol, analyse};
use qingce_files::message;
use qingce_grammar::lexer::{TokenKind, tokens};
use qingce_grammar::{FileId, Language, Message, Place, Span, fold, vocabulary};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A name that can be renamed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Its words at the cursor.
    pub span: Span,
    /// The name, with full-width letters and digits as half-width ones.
    pub name: String,
    /// Where it is declared by these words.
    pub declared: Place,
    /// Whether records are written with it: it is a field, an option or a record.
    pub in_records: bool,
}

/// A policy, with the path of each of its `.ce` files by [`FileId`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Its texts.
    pub text: PolicyText,
    /// Their paths.
    pub paths: Vec<PathBuf>,
}

impl Known {
    /// The text of the file with a path.
    pub fn text_of(&self, path: &Path) -> Option<&str> {
        let at = file_of(self, path)?;
        self.text.layers.iter().flat_map(|layer| &layer.files).nth(at).map(|file| file.text.as_str())
    }
}

/// The ranges that hold the name, by the paths of their files.
pub type Places = BTreeMap<PathBuf, BTreeSet<Span>>;

/// The name at the cursor.
///
/// # Errors
/// There is no name, or one that the drafter didn't choose.
pub fn target(view: &View<'_>, at: Cursor) -> Result<Target, Message> {
    let Some(entry) = view.name(at) else {
        if view.item(at).is_some_and(|item| item.decl.is_none()) {
            return Err(message!(
                "这里还没有写完整，不知道是什么名称：请先把它改好，再改名",
                "this can't be read yet, and what the name stands for isn't known: mend it first, then rename"
            ));
        }
        return Err(message!(
            "这里没有可以改的名称；关键词、数、引文和原文都不能改名",
            "there is no name here; keywords, numbers, quoted words and official texts can't be renamed"
        ));
    };
    if let Symbol::Clause(_) = entry.symbol {
        return Err(message!("条的编号跟着原文，不能改名", "a clause has the number of the source text"));
    }
    let words = view.words(entry.place);
    let written = fold(words);
    let bare = vocabulary::split_magnitude(&written).map(|(_, rest)| rest.to_owned());
    for name in [Some(written.clone()), bare].into_iter().flatten() {
        if let Some(declared) = declared_as(view, entry.symbol, &name) {
            let span = tail(view, entry.place, &name).unwrap_or(entry.place.span);
            let in_records =
                matches!(entry.symbol, Symbol::Field(..) | Symbol::Option(..) | Symbol::Record(_));
            return Ok(Target { span, name, declared, in_records });
        }
    }
    let (zh, en) = entry.symbol.kind();
    Err(message!(
        "「{written}」是内置的{zh}，不能改名",
        "「{written}」 is a built-in {en} and can't be renamed"
    ))
}

/// Where a symbol is declared by these words.
fn declared_as(view: &View<'_>, symbol: Symbol, name: &str) -> Option<Place> {
    let entries = view.analysis.index.entries.iter();
    let mut own = entries.filter(|entry| entry.definition && entry.symbol == symbol);
    own.find(|entry| fold(view.words(entry.place)) == name).map(|entry| entry.place)
}

/// The end of a place's words that is the name; before it a magnitude may stand.
fn tail(view: &View<'_>, place: Place, name: &str) -> Option<Span> {
    let words = view.words(place);
    let starts = words.char_indices().map(|(at, _)| at);
    let start = starts.into_iter().find(|at| words.get(*at..).is_some_and(|tail| fold(tail) == name))?;
    Some(Span::new(place.span.start + start, place.span.end))
}

/// Every place that must change when the name declared at `declared` in the file `path` is given another one.
///
/// `policies` are all that may know the name. Each counts as it is, and so does every policy that it builds on.
///
/// # Errors
/// The new name is no name, or something would mean something else with it.
pub fn renamed(policies: &[Known], path: &Path, declared: Span, new: &str) -> Result<Places, Message> {
    let new = word::checked(new)?;
    let known: Vec<Known> = with_bases(policies);
    let concerned = known.iter().filter_map(|policy| Some((policy, FileId(file_of(policy, path)?))));
    let analysed: Vec<_> = concerned.map(|(policy, file)| (policy, file, analyse(&policy.text))).collect();
    let mut places = Places::new();
    for (policy, file, analysis) in &analysed {
        let view =
            View { text: &policy.text, analysis, language: Language::Chinese, today: chrono::NaiveDate::MIN };
        for place in occurrences(&view, Place { file: *file, span: declared })? {
            if let Some(path) = policy.paths.get(place.file.0) {
                places.entry(path.clone()).or_default().insert(place.span);
            }
        }
    }
    for (policy, _, analysis) in &analysed {
        same::checked(policy, analysis, &places, new)?;
    }
    Ok(places)
}

fn file_of(policy: &Known, path: &Path) -> Option<usize> {
    policy.paths.iter().position(|own| own == path)
}

/// The policies and those that they build on, each once.
fn with_bases(policies: &[Known]) -> Vec<Known> {
    let mut all: Vec<Known> = Vec::new();
    for policy in policies {
        let mut files = 0;
        for (at, layer) in policy.text.layers.iter().enumerate() {
            files += layer.files.len();
            let paths = policy.paths.get(..files).unwrap_or_default();
            if all.iter().all(|known| known.paths != paths) {
                let layers = policy.text.layers.iter().take(at + 1).cloned().collect();
                all.push(Known { text: PolicyText { layers }, paths: paths.to_vec() });
            }
        }
    }
    all
}

/// Where the name declared at a place stands in a policy.
fn occurrences(view: &View<'_>, declared: Place) -> Result<Vec<Place>, Message> {
    let index = &view.analysis.index;
    let entry = index.entries.iter().find(|entry| entry.place == declared);
    let Some(symbol) = entry.map(|entry| entry.symbol) else { return Ok(Vec::new()) };
    let name = fold(view.words(declared));
    let own = index.entries.iter().filter(|entry| entry.symbol == symbol);
    let places: Vec<Place> = own
        .filter_map(|entry| {
            let span = tail(view, entry.place, &name)?;
            let before =
                view.words(Place { span: Span::new(entry.place.span.start, span.start), ..entry.place });
            let whole = before.is_empty()
                || vocabulary::split_magnitude(before).is_some_and(|(_, rest)| rest.is_empty());
            whole.then_some(Place { span, ..entry.place })
        })
        .collect();
    unread(view, &name, &places)?;
    Ok(places)
}

/// Refuses if a declaration that can't be read holds the name: whether it is meant there is not known.
fn unread(view: &View<'_>, name: &str, places: &[Place]) -> Result<(), Message> {
    for (at, tree) in view.analysis.trees.iter().enumerate() {
        let file = FileId(at);
        for item in tree.items.iter().filter(|item| item.decl.is_none()) {
            let text = view.words(Place { file, span: item.span });
            let place = |span: Span| Place {
                file,
                span: Span::new(item.span.start + span.start, item.span.start + span.end),
            };
            let mut words = tokens(text).into_iter().filter(|token| token.kind == TokenKind::Word);
            if words.any(|word| fold(word.text(text)) == name && !places.contains(&place(word.span))) {
                let of = item.name.as_ref().map_or(name, |name| name.text.as_str());
                return Err(message!(
                    "「{of}」还没有写完整，其中也有「{name}」：请先把它改好，再改名",
                    "「{of}」 can't be read yet and holds 「{name}」 too: mend it first, then rename"
                ));
            }
        }
    }
    Ok(())
}
