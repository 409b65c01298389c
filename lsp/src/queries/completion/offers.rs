//! The items offered, with how near each is to what was typed.

use super::topic::Topic;
use crate::queries::pinyin::{Cost, Typed};
use qingce_grammar::fold;

/// More items than these help nobody; the next letter asks again.
const MOST: usize = 200;

/// What an item is; an editor draws a sign for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Kind {
    Word,
    Function,
    Declaration,
    Field,
    Local,
    Standard,
    Definition,
    Rule,
    Record,
    List,
    Option,
    Unit,
    Department,
    Scenario,
    Sentence,
    Phrase,
    Day,
}

/// One thing that may be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What the list shows.
    pub label: String,
    /// What is written.
    pub insert: String,
    /// Whether `insert` holds places to fill in (`${1:…}`).
    pub snippet: bool,
    /// What it is.
    pub kind: Kind,
    /// A few words beside the label: a value, a unit, a list.
    pub detail: String,
    /// What its documentation is about.
    pub topic: Option<Topic>,
}

impl Item {
    /// A name that is written as it stands.
    pub fn name(kind: Kind, name: &str, detail: impl Into<String>, topic: Topic) -> Self {
        Self {
            label: name.to_owned(),
            insert: name.to_owned(),
            snippet: false,
            kind,
            detail: detail.into(),
            topic: Some(topic),
        }
    }
}

/// The items offered so far.
pub(crate) struct Offers {
    typed: Typed,
    /// The figure that was typed first.
    figure: Option<char>,
    glued: bool,
    items: Vec<(Cost, Item)>,
}

impl Offers {
    /// None yet. `glued`: a blank goes before what is written.
    pub fn new(typed: &str, glued: bool) -> Self {
        let figure = fold(typed).chars().next().filter(char::is_ascii_digit);
        Self { typed: Typed::new(typed), figure, glued, items: Vec::new() }
    }

    /// How far a spelling is from what was typed. With a figure a number begins, or a name that begins with it.
    pub fn cost(&self, spelling: &str) -> Option<Cost> {
        let begins = |figure: char| fold(spelling).starts_with(figure);
        self.figure.is_none_or(begins).then(|| self.typed.cost(spelling))?
    }

    /// Offers an item if what was typed means it. `rank`: how well it fits the place, 0 being best.
    pub fn offer(&mut self, rank: u8, item: Item) {
        if let Some(cost) = self.cost(&item.label) {
            self.push(rank, cost, item);
        }
    }

    /// Offers an item that is known by several spellings.
    pub fn offer_as<'s>(&mut self, rank: u8, spellings: impl IntoIterator<Item = &'s str>, item: Item) {
        if let Some(cost) = spellings.into_iter().filter_map(|spelling| self.cost(spelling)).min() {
            self.push(rank, cost, item);
        }
    }

    fn push(&mut self, rank: u8, cost: Cost, mut item: Item) {
        if self.glued {
            item.insert.insert(0, ' ');
        }
        self.items.push((cost + 4 * Cost::from(rank), item));
    }

    /// The items, the best first; of two that write the same the better one.
    pub fn sorted(mut self) -> Vec<Item> {
        self.items.sort_by_key(|(cost, _)| *cost);
        let mut seen = std::collections::HashSet::new();
        self.items.retain(|(_, item)| seen.insert((item.insert.clone(), item.label.clone())));
        self.items.truncate(MOST);
        self.items.into_iter().map(|(_, item)| item).collect()
    }
}
