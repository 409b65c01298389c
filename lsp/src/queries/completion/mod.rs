//! What may be written at the cursor: words of the language, names, numbers of sentences, days, units, whole declarations.
//!
//! What kind of thing may stand where is the grammar's answer ([`qingce_grammar::place`]); which names those are is the model's. Nothing
//! is read again but the declaration at the cursor, so that a policy of any length is answered alike.

mod cited;
mod days;
mod fields;
mod named;
mod offers;
mod scope;
mod topic;
mod typed;
mod units;
mod values;
mod wanted;
mod whole;
mod words;

pub use offers::{Item, Kind};
pub use topic::{Topic, explain};
pub use whole::form;

use super::{Cursor, View};
use offers::Offers;
use qingce_grammar::lexer::TokenKind;
use qingce_grammar::place::{self, Before, Expected, Slot};
use qingce_grammar::tree::ItemKind;
use qingce_grammar::{Language, Span};
use scope::Scope;
use typed::Run;
use wanted::Wanted;

/// What may be written at the cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The words that an item takes the place of.
    pub span: Span,
    /// These words.
    pub typed: String,
    /// The items, the best first.
    pub items: Vec<Item>,
}

/// A place with everything that is known of it.
pub(crate) struct Site<'a> {
    pub view: &'a View<'a>,
    /// The cursor.
    pub cursor: Cursor,
    /// The word being typed.
    pub run: Run,
    /// The declaration at hand; `None` before the first one.
    pub before: Option<Before<'a>>,
    /// What may stand here.
    pub expected: Expected,
    /// The word that leads the part at hand.
    pub leader: Option<&'static str>,
    /// The names in view.
    pub scope: Option<Scope<'a>>,
    /// The type that is wanted.
    pub wanted: Wanted,
    /// The language of the file.
    pub written: Language,
}

impl<'a> Site<'a> {
    fn new(view: &'a View<'a>, cursor: Cursor, run: Run) -> Self {
        let text = view.file(cursor.file);
        let before = place::before(text, run.span.start);
        let scope = before.as_ref().map(|before| Scope::new(view, before));
        let wanted = match (&before, &scope) {
            (Some(before), Some(scope)) if before.kind == ItemKind::Scenario => {
                named::field_wanted(scope, before)
            }
            (Some(before), Some(scope)) => match Wanted::after(scope, before) {
                Wanted::Measure(dimension) if is_multiplied(text, cursor.offset) => {
                    Wanted::factor(scope.model, &dimension)
                }
                wanted => wanted,
            },
            _ => Wanted::Any,
        };
        let leader = before.as_ref().and_then(|before| {
            before.leader().and_then(|at| before.said.get(at)?.entry).map(|entry| entry.id)
        });
        let expected = before.as_ref().map(Before::expected).unwrap_or_default();
        let written = view.tree(cursor.file).map_or(Language::Chinese, |tree| tree.language);
        Self { view, cursor, run, before, expected, leader, scope, wanted, written }
    }

    /// Whether nothing but blanks stands before the word on its line.
    fn begins_line(&self) -> bool {
        let before = self.view.file(self.cursor.file).get(..self.run.span.start).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        line.trim_start_matches('\u{FEFF}').trim().is_empty()
    }

    /// Whether the word stands at the very start of its line.
    fn unindented(&self) -> bool {
        let before = self.view.file(self.cursor.file).get(..self.run.span.start).unwrap_or_default();
        before.is_empty() || before.ends_with(['\n', '\u{FEFF}'])
    }

    /// Whether a thing may stand here.
    fn takes(&self, slot: Slot) -> bool {
        self.expected.has(slot)
    }

    /// The text before the word, up to the token before it.
    fn last_is(&self, id: &str) -> bool {
        self.before.as_ref().and_then(|before| before.said.last()).is_some_and(|said| said.is(id))
    }
}

/// Whether a multiplication or division follows.
fn is_multiplied(text: &str, offset: usize) -> bool {
    place::after(text, offset).first().is_some_and(|next| next.is("times") || next.is("over"))
}

/// What may be written at the cursor; `None` where nothing of the language stands, as in a comment.
pub fn complete(view: &View<'_>, cursor: Cursor) -> Option<Completion> {
    let text = view.file(cursor.file);
    if let Some(inside) = place::inside(text, cursor.offset) {
        return match inside.kind {
            TokenKind::Comment => None,
            _ => cited::phrases(view, cursor, inside),
        };
    }
    let english = view.tree(cursor.file).is_some_and(|tree| tree.language == Language::English);
    let named = |name: &str| {
        view.analysis.index.entries.iter().any(|entry| entry.definition && view.words(entry.place) == name)
    };
    let mut found = None;
    for run in typed::runs(text, cursor.offset, english, &named) {
        let site = Site::new(view, cursor, run);
        let typed = text.get(run.span.start..run.span.end).unwrap_or_default().to_owned();
        let mut offers = Offers::new(&typed, run.glued);
        offer(&site, &mut offers);
        let items = offers.sorted();
        let empty = items.is_empty();
        if found.is_none() || !empty {
            found = Some(Completion { span: run.span, typed, items });
        }
        if !empty {
            break;
        }
    }
    found
}

/// Offers everything that may stand at a place.
fn offer(site: &Site<'_>, offers: &mut Offers) {
    if site.begins_line() && (site.unindented() || site.before.is_none()) {
        whole::declarations(site, offers);
    }
    if site.before.is_none() {
        return;
    }
    if site.takes(Slot::Unit) {
        units::units(site, offers);
    }
    words::words(site, offers);
    if site.takes(Slot::Sentence) {
        cited::sentences(site, offers);
    }
    if site.takes(Slot::Day) || matches!(site.wanted, Wanted::Date) && site.takes(Slot::Value) {
        days::days(site, offers);
    }
    if site.takes(Slot::FieldType) {
        fields::types(site, offers);
    }
    let scenario = site.before.as_ref().is_some_and(|before| before.kind == ItemKind::Scenario);
    if (site.takes(Slot::Value) || site.takes(Slot::Option)) && !scenario {
        values::values(site, offers);
    }
    if site.takes(Slot::Name) || site.takes(Slot::Value) {
        named::named(site, offers);
    }
}
