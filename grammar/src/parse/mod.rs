//! One declaration's tokens to its node of the tree, by pest.
//!
//! The pest grammar only says how parts are spelt. Which parts a declaration must have and which may stand in it once is
//! checked here, where it can be said in plain words.

mod comparison;
mod expression;
mod guarantee;
mod head;
mod literal;
mod parts;
mod rule;
mod scenario;
mod shared;
mod standard;

use crate::coded::Coded;
use crate::tree::{Decl, ItemKind};
use crate::{Diagnostic, FileId, Place, Span, failure};
use pest::Parser;
use pest::iterators::{Pair, Pairs};

/// The parser that pest derives from the grammar's two files.
#[derive(pest_derive::Parser)]
#[grammar = "words.pest"]
#[grammar = "grammar.pest"]
pub(crate) struct PolicyParser;

/// What the building of a tree carries along: where the declaration stands, and the faults found.
pub(crate) struct Reader<'d> {
    file: FileId,
    text: &'d str,
    coded: &'d Coded,
    kind: ItemKind,
    diagnostics: &'d mut Vec<Diagnostic>,
}

/// One declaration and where it stands.
pub(crate) struct Source<'t> {
    pub kind: ItemKind,
    /// The file's text.
    pub text: &'t str,
    pub file: FileId,
    /// The declaration's tokens.
    pub coded: &'t Coded,
    /// Whether the file declares a name; for messages only.
    pub declares: &'t dyn Fn(&str) -> bool,
}

/// Parses one declaration. `None` if it is broken; then at least one error has been added to `diagnostics`.
pub(crate) fn declaration(source: &Source<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<Decl> {
    let Source { kind, text, file, coded, .. } = *source;
    let mut pairs = match pairs(kind, &coded.code) {
        Ok(pairs) => pairs,
        Err(error) => {
            diagnostics.push(failure::explain(source, &error));
            return None;
        }
    };
    let before = diagnostics.len();
    let mut reader = Reader { file, text, coded, kind, diagnostics };
    let decl = pairs.next().and_then(|pair| reader.decl(pair));
    if decl.is_none() && diagnostics.len() == before {
        diagnostics.push(failure::unclear(source));
    }
    let errors = diagnostics.iter().skip(before).any(|d| d.severity == crate::Severity::Error);
    if errors { None } else { decl }
}

/// The pairs of one declaration, from its coded text.
pub(crate) fn pairs(kind: ItemKind, code: &str) -> Result<Pairs<'_, Rule>, Box<pest::error::Error<Rule>>> {
    PolicyParser::parse(start_rule(kind), code).map_err(Box::new)
}

fn start_rule(kind: ItemKind) -> Rule {
    match kind {
        ItemKind::Policy => Rule::policy,
        ItemKind::Departments => Rule::departments,
        ItemKind::Unit => Rule::unit,
        ItemKind::Options => Rule::options,
        ItemKind::Record => Rule::record,
        ItemKind::Clause => Rule::clause,
        ItemKind::Standard => Rule::standard,
        ItemKind::Scale => Rule::scale,
        ItemKind::Define => Rule::define,
        ItemKind::Rule => Rule::rule,
        ItemKind::Aim => Rule::aim,
        ItemKind::Scenario => Rule::scenario,
        ItemKind::Guarantee => Rule::guarantee,
        ItemKind::Adjust => Rule::adjust,
        ItemKind::Discontinue => Rule::discontinue,
    }
}

impl Reader<'_> {
    fn decl(&mut self, pair: Pair<'_, Rule>) -> Option<Decl> {
        Some(match self.kind {
            ItemKind::Policy => Decl::Policy(self.policy(pair)?),
            ItemKind::Departments => Decl::Departments(self.departments(pair)),
            ItemKind::Unit => Decl::Unit(self.unit(pair)?),
            ItemKind::Options => Decl::Options(self.options(pair)?),
            ItemKind::Record => Decl::Record(self.record(pair)?),
            ItemKind::Clause => Decl::Clause(self.clause(pair)?),
            ItemKind::Standard => Decl::Standard(self.standard(pair)?),
            ItemKind::Scale => Decl::Scale(self.scale(pair)?),
            ItemKind::Define => Decl::Define(Box::new(self.define(pair)?)),
            ItemKind::Rule => Decl::Rule(Box::new(self.rule(pair)?)),
            ItemKind::Aim => Decl::Aim(self.aim(pair)?),
            ItemKind::Scenario => Decl::Scenario(Box::new(self.scenario(pair)?)),
            ItemKind::Guarantee => Decl::Guarantee(Box::new(self.guarantee(pair)?)),
            ItemKind::Adjust => Decl::Adjust(self.adjust(pair)?),
            ItemKind::Discontinue => Decl::Discontinue(self.discontinue(pair)?),
        })
    }

    /// Where a pair stands in the file.
    fn span(&self, pair: &Pair<'_, Rule>) -> Span {
        self.coded.span(pair)
    }

    /// The text of a pair in the file.
    fn text(&self, pair: &Pair<'_, Rule>) -> &str {
        self.coded.text(self.text, pair)
    }

    /// Whether the declaration's header is spelled in English.
    fn is_english(&self) -> bool {
        self.coded.tokens.first().is_some_and(|header| header.text(self.text).is_ascii())
    }

    fn place(&self, span: Span) -> Place {
        Place { file: self.file, span }
    }
}

/// The pairs inside, without marks and the end of input.
fn inside<'i>(pair: Pair<'i, Rule>) -> impl Iterator<Item = Pair<'i, Rule>> {
    let pairs: Pairs<'i, Rule> = pair.into_inner();
    pairs.filter(|pair| !is_mark(pair.as_rule()))
}

/// Rules that are there only so that a message can say that they were expected.
fn is_mark(pair: Rule) -> bool {
    matches!(
        pair,
        Rule::colon | Rule::comma | Rule::listed | Rule::open | Rule::close | Rule::equals | Rule::EOI
    )
}

/// The first pair inside.
fn first(pair: Pair<'_, Rule>) -> Option<Pair<'_, Rule>> {
    pair.into_inner().next()
}

/// The first pair of one rule inside.
fn find<'i>(pair: &Pair<'i, Rule>, wanted: Rule) -> Option<Pair<'i, Rule>> {
    pair.clone().into_inner().find(|inner| inner.as_rule() == wanted)
}
