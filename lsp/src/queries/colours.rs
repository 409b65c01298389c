//! What each piece of a text is, for an editor that colours by meaning: the highlighter's pieces, names by what they stand for.

use super::View;
use qingce_compiler::Symbol;
use qingce_grammar::highlight::{Highlight, highlight};
use qingce_grammar::vocabulary::Category;
use qingce_grammar::{FileId, Span};

/// What a piece is. Its place in [`Colour::ALL`] is its number in the legend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Colour {
    Keyword,
    Operator,
    Function,
    Type,
    Number,
    Unit,
    Text,
    Comment,
    Record,
    Field,
    List,
    Option,
    Department,
    Amount,
    Definition,
    Rule,
    Local,
    Scenario,
    Guarantee,
}

impl Colour {
    /// Every colour, in the order of the legend.
    pub const ALL: [Self; 19] = [
        Self::Keyword,
        Self::Operator,
        Self::Function,
        Self::Type,
        Self::Number,
        Self::Unit,
        Self::Text,
        Self::Comment,
        Self::Record,
        Self::Field,
        Self::List,
        Self::Option,
        Self::Department,
        Self::Amount,
        Self::Definition,
        Self::Rule,
        Self::Local,
        Self::Scenario,
        Self::Guarantee,
    ];

    /// Its number in the legend.
    pub fn number(self) -> u32 {
        Self::ALL.iter().zip(0..).find(|(colour, _)| **colour == self).map_or(0, |(_, number)| number)
    }

    /// The protocol's name for it: one that every theme has a colour for.
    pub fn name(self) -> &'static str {
        match self {
            Self::Keyword => "keyword",
            Self::Operator => "operator",
            Self::Function => "function",
            Self::Type => "type",
            Self::Number => "number",
            Self::Unit => "typeParameter",
            Self::Text => "string",
            Self::Comment => "comment",
            Self::Record => "struct",
            Self::Field => "property",
            Self::List => "enum",
            Self::Option => "enumMember",
            Self::Department => "namespace",
            Self::Amount => "variable",
            Self::Definition => "method",
            Self::Rule => "class",
            Self::Local => "parameter",
            Self::Scenario => "event",
            Self::Guarantee => "interface",
        }
    }
}

/// A coloured piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// Its words.
    pub span: Span,
    /// What it is.
    pub colour: Colour,
    /// Whether a name is declared here.
    pub declared: bool,
}

/// The coloured pieces of a file, in order. Names that aren't known and marks have no colour.
pub fn colours(view: &View<'_>, file: FileId) -> Vec<Piece> {
    let mut names = view.entries(file).iter().peekable();
    let mut pieces = Vec::new();
    for (span, highlight) in highlight(view.file(file)) {
        while names.next_if(|name| name.place.span.end <= span.start).is_some() {}
        let name = names.peek().filter(|name| name.place.span.start < span.end);
        let colour = match (highlight, name) {
            (Highlight::Name | Highlight::Unit | Highlight::Keyword(Category::Unit), Some(name)) => {
                of_symbol(name.symbol)
            }
            _ => of_highlight(highlight),
        };
        let declared = name.is_some_and(|name| name.definition);
        pieces.extend(colour.map(|colour| Piece { span, colour, declared }));
    }
    pieces
}

fn of_symbol(symbol: Symbol) -> Option<Colour> {
    Some(match symbol {
        Symbol::Unit(_) => Colour::Unit,
        Symbol::List(_) => Colour::List,
        Symbol::Option(..) => Colour::Option,
        Symbol::Record(_) => Colour::Record,
        Symbol::Field(..) => Colour::Field,
        Symbol::Department(_) => Colour::Department,
        Symbol::Clause(_) => Colour::Keyword,
        Symbol::Standard(_) | Symbol::Scale(_) => Colour::Amount,
        Symbol::Definition(_) => Colour::Definition,
        Symbol::Rule(_) => Colour::Rule,
        Symbol::Let(..) => Colour::Local,
        Symbol::Scenario(_) => Colour::Scenario,
        Symbol::Guarantee(_) => Colour::Guarantee,
    })
}

fn of_highlight(highlight: Highlight) -> Option<Colour> {
    Some(match highlight {
        Highlight::Keyword(category) => match category {
            Category::Header | Category::Part | Category::Choice | Category::Effect => Colour::Keyword,
            Category::Expectation | Category::Literal => Colour::Keyword,
            Category::Operator => Colour::Operator,
            Category::Function => Colour::Function,
            Category::Type => Colour::Type,
            Category::Unit | Category::Magnitude => Colour::Unit,
            Category::Mark => return None,
        },
        Highlight::Name | Highlight::Mark => return None,
        Highlight::Number | Highlight::Date => Colour::Number,
        Highlight::Unit => Colour::Unit,
        Highlight::Text => Colour::Text,
        Highlight::Comment => Colour::Comment,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_legend_holds_every_colour_once() {
        for (colour, number) in Colour::ALL.into_iter().zip(0..) {
            assert_eq!(colour.number(), number);
        }
    }
}
