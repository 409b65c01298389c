//! A declaration's words as they are to be written, with what decides the blanks and line breaks between them.

use super::Style;
use super::{quantity, spelling};
use crate::coded::Coded;
use crate::expected::entry_of;
use crate::lexer::TokenKind;
use crate::parse::Rule;
use crate::tree::ItemKind;
use crate::{Language, Span};
use pest::iterators::{Pair, Pairs};
use std::collections::HashMap;

/// How an atom stands beside its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// A name, keyword, number, text or sign: blanks on both sides.
    Word,
    /// No blank before it: `'s`, closing brackets, a text that belongs to the word before.
    Attached,
    /// No blank after it: a sign, an opening bracket.
    Attaching,
    /// No blank on either side: the opening bracket of a call.
    Both,
    /// A comma or colon: no blank before, and one after it if it is half-width.
    Comma,
}

/// A piece of text that is not broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Atom {
    pub text: String,
    pub class: Class,
    /// Where it stood.
    pub span: Span,
    /// Whether it begins a part of the declaration.
    pub begins_part: bool,
}

/// What the grammar says of the words that begin at some byte.
#[derive(Default)]
struct Roles<'i> {
    leaves: HashMap<usize, Leaf<'i>>,
    parts: Vec<usize>,
    /// Where a set's braces have to be put around a bare enumeration, and where they end.
    opens: Vec<usize>,
    closes: Vec<usize>,
}

struct Leaf<'i> {
    pair: Pair<'i, Rule>,
    parent: Rule,
    /// Whether it follows another piece of the same citation or option.
    follows: bool,
}

/// Makes the atoms of one declaration.
pub(super) struct Atoms<'t> {
    /// The file's text.
    pub text: &'t str,
    pub coded: &'t Coded,
    pub style: Style,
}

impl<'t> Atoms<'t> {
    /// The atoms, in order.
    pub(super) fn of(&self, kind: ItemKind, pairs: Pairs<'_, Rule>) -> Vec<Atom> {
        let mut roles = Roles::default();
        for root in pairs {
            for part in root.clone().into_inner().filter(|part| begins_line(kind, part.as_rule())) {
                roles.parts.push(self.coded.span(&part).start);
            }
            self.collect(root, &mut roles);
        }
        let mut atoms: Vec<Atom> = Vec::new();
        let (mut done, mut braced) = (0, false);
        for token in self.coded.tokens.iter() {
            if token.span.start < done {
                continue;
            }
            let mut atom = match roles.leaves.get(&token.span.start) {
                Some(leaf) => self.atom(leaf),
                None => plain(token.text(self.text), token.span, token.kind),
            };
            let Span { start, end } = atom.span;
            done = end;
            atom.begins_part = roles.parts.contains(&start);
            if roles.opens.contains(&start) {
                atoms.push(brace("{", Class::Attaching, start));
                braced = true;
            }
            if braced && atom.text == "、" {
                atom.text = ",".to_owned();
            }
            atoms.push(atom);
            if roles.closes.contains(&end) {
                atoms.push(brace("}", Class::Attached, end));
                braced = false;
            }
        }
        atoms
    }

    fn collect<'i>(&self, pair: Pair<'i, Rule>, roles: &mut Roles<'i>) {
        let parent = pair.as_rule();
        if self.style.rewrite && self.style.language == Language::English {
            self.brace(&pair, roles);
        }
        let mut follows = false;
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::EOI => {}
                other if is_leaf(other) => {
                    roles.leaves.insert(self.coded.span(&inner).start, Leaf { pair: inner, parent, follows });
                    follows = true;
                }
                _ => self.collect(inner, roles),
            }
        }
    }

    /// Notes a bare enumeration of several, which English writes in braces.
    fn brace(&self, pair: &Pair<'_, Rule>, roles: &mut Roles<'_>) {
        let wanted = match pair.as_rule() {
            Rule::enumeration => Rule::listed_item,
            Rule::field_value => Rule::given_value,
            _ => return,
        };
        let items: Vec<_> = pair.clone().into_inner().filter(|item| item.as_rule() == wanted).collect();
        if let [first, .., last] = items.as_slice() {
            roles.opens.push(self.coded.span(first).start);
            roles.closes.push(self.coded.span(last).end);
        }
    }

    fn atom(&self, leaf: &Leaf<'_>) -> Atom {
        let style = self.style;
        let text = |pair: &Pair<'_, Rule>| self.coded.text(self.text, pair);
        let written = text(&leaf.pair);
        let (text, class) = match leaf.pair.as_rule() {
            Rule::quantity => (quantity::quantity(&leaf.pair, text, style), Class::Word),
            Rule::decimals => (quantity::decimals(&leaf.pair, text, style), Class::Word),
            Rule::date => (spelling::date(written, style), Class::Word),
            Rule::unit_expr | Rule::unit_word => (quantity::unit(written, false, style), Class::Word),
            Rule::clause_head => (spelling::clause(written, style), Class::Word),
            Rule::quoted => (spelling::quoted(written, style), leaf.quote_class(style)),
            Rule::name | Rule::sentence_id => (crate::fold(written), Class::Word),
            other => match entry_of(other) {
                Some(entry) => {
                    let text = spelling::keyword(entry, written, style);
                    let class = if text.starts_with('\'') { Class::Attached } else { Class::Word };
                    (text, class)
                }
                None => (spelling::mark(other, style).to_owned(), leaf.mark_class(style)),
            },
        };
        Atom { text, class, span: self.coded.span(&leaf.pair), begins_part: false }
    }
}

/// A brace that the drafter didn't write.
fn brace(text: &str, class: Class, at: usize) -> Atom {
    Atom { text: text.to_owned(), class, span: Span::new(at, at), begins_part: false }
}

/// Marks that the grammar has no rule for: braces, and 、 in a bare enumeration.
fn plain(text: &str, span: Span, kind: TokenKind) -> Atom {
    let (text, class) = match text {
        "{" | "｛" => ("{".to_owned(), Class::Attaching),
        "}" | "｝" => ("}".to_owned(), Class::Attached),
        "、" => (text.to_owned(), Class::Comma),
        _ if kind == TokenKind::Word => (crate::fold(text), Class::Word),
        _ => (text.to_owned(), Class::Word),
    };
    Atom { text, class, span, begins_part: false }
}

/// Whether a part stands on a line of its own.
fn begins_line(kind: ItemKind, part: Rule) -> bool {
    match part {
        Rule::cited => kind != ItemKind::Discontinue,
        Rule::policy_number
        | Rule::policy_effective
        | Rule::policy_source
        | Rule::policy_first_day
        | Rule::policy_age
        | Rule::policy_base
        | Rule::field
        | Rule::responsible
        | Rule::reading
        | Rule::reason
        | Rule::delegated_to
        | Rule::dated_one
        | Rule::dated_table
        | Rule::dated_brackets
        | Rule::aim_note
        | Rule::subject_part
        | Rule::value_part
        | Rule::by_part
        | Rule::define_case
        | Rule::define_else
        | Rule::let_part
        | Rule::when_part
        | Rule::rule_case
        | Rule::rule_else
        | Rule::relation
        | Rule::joint_ceiling
        | Rule::once_part
        | Rule::always_part
        | Rule::rising_part
        | Rule::once_of_part
        | Rule::replaces_part
        | Rule::effective_part
        | Rule::effect
        | Rule::like_part
        | Rule::date_part
        | Rule::given_part
        | Rule::its_part
        | Rule::without_part
        | Rule::granted_part
        | Rule::expected => true,
        _ => false,
    }
}

/// Rules whose text is one atom.
fn is_leaf(pair: Rule) -> bool {
    match pair {
        Rule::quantity
        | Rule::decimals
        | Rule::date
        | Rule::unit_expr
        | Rule::unit_word
        | Rule::clause_head
        | Rule::name
        | Rule::quoted
        | Rule::sentence_id
        | Rule::listed
        | Rule::comma
        | Rule::colon
        | Rule::open
        | Rule::close
        | Rule::equals
        | Rule::le
        | Rule::ge
        | Rule::ne
        | Rule::lt
        | Rule::gt
        | Rule::eq
        | Rule::plus
        | Rule::minus
        | Rule::times
        | Rule::over => true,
        _ => entry_of(pair).is_some(),
    }
}

impl Leaf<'_> {
    /// Chinese texts stand right after the sentence or option that they belong to.
    fn quote_class(&self, style: Style) -> Class {
        let belongs = matches!(self.parent, Rule::citation | Rule::option) && self.follows;
        match style.language {
            Language::Chinese if belongs => Class::Attached,
            _ => Class::Word,
        }
    }

    fn mark_class(&self, style: Style) -> Class {
        match self.pair.as_rule() {
            Rule::listed | Rule::comma | Rule::colon => Class::Comma,
            Rule::close => Class::Attached,
            Rule::open => match self.parent {
                Rule::group => Class::Attaching,
                Rule::department if style.language == Language::English => Class::Attaching,
                _ => Class::Both,
            },
            Rule::minus if matches!(self.parent, Rule::signed_factor | Rule::signed) => Class::Attaching,
            _ => Class::Word,
        }
    }
}
