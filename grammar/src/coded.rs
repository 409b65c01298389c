//! A declaration's tokens in the form that pest reads: one character a token.
//!
//! There is one lexer. Pest's grammar is written over its tokens, not over letters: each token becomes one character of
//! Unicode's private use area, keywords and marks each their own, names all the same one. So blanks, comments, widths
//! and what may stand inside a word are settled in one place, and a place in the coded text is the number of a token.
//! `words.pest`, made from the vocabulary, says which character means what.

use crate::Span;
use crate::lexer::{Token, TokenKind};
use crate::parse::Rule;
use crate::vocabulary::{self, Category, Entry};
use pest::iterators::Pair;

/// The characters of tokens that aren't words of the vocabulary, with the names of their rules.
pub(crate) const CLASSES: &[(Class, char, &str)] = &[
    (Class::Word, '\u{E000}', "word"),
    (Class::Number, '\u{E001}', "plain_number"),
    (Class::Decimal, '\u{E002}', "point_number"),
    (Class::Counted, '\u{E003}', "counted"),
    (Class::Date, '\u{E004}', "date"),
    (Class::Quoted, '\u{E005}', "quoted"),
    (Class::ClauseNumber, '\u{E006}', "clause_number"),
];
/// What no rule reads.
const UNREADABLE: char = '\u{E00F}';
/// The bytes of every such character.
const WIDTH: usize = 3;

/// What a token is to the grammar if it is no word of the vocabulary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// A name.
    Word,
    /// A number that can't be the number of a sentence.
    Number,
    /// `6.4`: a number, or the number of a sentence.
    Decimal,
    /// A word right after a number: its unit.
    Counted,
    /// A date.
    Date,
    /// A quoted text.
    Quoted,
    /// `第六条`.
    ClauseNumber,
}

impl Class {
    fn code(self) -> char {
        CLASSES.iter().find_map(|(class, code, _)| (*class == self).then_some(*code)).unwrap_or(UNREADABLE)
    }
}

/// Tokens without trivia, several words of one keyword joined, and the text that pest reads.
#[derive(Debug, Default)]
pub(crate) struct Coded {
    pub code: String,
    pub tokens: Vec<Token>,
}

impl Coded {
    /// Codes the tokens of one declaration.
    pub(crate) fn new(text: &str, tokens: &[Token]) -> Self {
        let mut coded = Self::default();
        let mut place = Place { counted: false, first: true };
        let mut index = 0;
        while let Some(token) = tokens.get(index) {
            index += 1;
            if token.is_trivia() {
                place.counted &= token.kind != TokenKind::LineEnd;
                continue;
            }
            let rest = tokens.get(index..).unwrap_or_default();
            let (code, span, more) = place.code(text, token, rest);
            index += more;
            coded.code.push(code);
            coded.tokens.push(Token { kind: token.kind, span });
        }
        coded
    }

    /// Where a pair stands in the file.
    pub(crate) fn span(&self, pair: &Pair<'_, Rule>) -> Span {
        let span = pair.as_span();
        let first = self.tokens.get(span.start() / WIDTH).or(self.tokens.last());
        let last = (span.end() / WIDTH).checked_sub(1).and_then(|last| self.tokens.get(last));
        match (first, last) {
            (Some(first), Some(last)) if span.end() > span.start() => first.span.to(last.span),
            (Some(first), _) => Span::new(first.span.start, first.span.start),
            _ => Span::default(),
        }
    }

    /// The text of a pair.
    pub(crate) fn text<'t>(&self, text: &'t str, pair: &Pair<'_, Rule>) -> &'t str {
        let span = self.span(pair);
        text.get(span.start..span.end).unwrap_or_default()
    }

    /// Which token a place in the coded text is.
    pub(crate) fn index(place: usize) -> usize {
        place / WIDTH
    }
}

/// What the tokens before say about the next one.
struct Place {
    /// Whether it follows a number on the same line.
    counted: bool,
    /// Whether it is the declaration's first.
    first: bool,
}

impl Place {
    /// The character of a token, where the token stands, and how many of the tokens after it belong to it.
    fn code(&mut self, text: &str, token: &Token, rest: &[Token]) -> (char, Span, usize) {
        let (counted, first) = (self.counted, self.first);
        self.counted = token.kind == TokenKind::Number;
        self.first = false;
        let written = token.text(text);
        let code = match token.kind {
            TokenKind::Number if is_decimal(written) => Class::Decimal.code(),
            TokenKind::Number => Class::Number.code(),
            TokenKind::Date => Class::Date.code(),
            TokenKind::Quoted | TokenKind::Unclosed => Class::Quoted.code(),
            TokenKind::ClauseNumber => Class::ClauseNumber.code(),
            TokenKind::Possessive => code_of("of"),
            TokenKind::Mark => vocabulary::mark(written).map_or(UNREADABLE, Entry::code),
            TokenKind::Word => {
                let (code, span, more) = word(text, token, rest, counted, first);
                self.counted = counted && is_magnitude(written);
                return (code, span, more);
            }
            TokenKind::Unknown | TokenKind::Blank | TokenKind::LineEnd | TokenKind::Comment => UNREADABLE,
        };
        (code, token.span, 0)
    }
}

fn code_of(id: &str) -> char {
    vocabulary::entry(id).map_or(UNREADABLE, Entry::code)
}

fn is_magnitude(word: &str) -> bool {
    vocabulary::keyword(&[word]).is_some_and(|(entry, _)| entry.category == Category::Magnitude)
}

fn is_decimal(number: &str) -> bool {
    let mut points = 0;
    number.chars().all(|c| {
        let point = matches!(c, '.' | '．');
        points += usize::from(point);
        point || c.is_numeric()
    }) && points == 1
}

/// A word: a keyword, the unit of the number before it, or a name.
fn word(text: &str, token: &Token, rest: &[Token], counted: bool, first: bool) -> (char, Span, usize) {
    let written = token.text(text);
    let name = if counted { Class::Counted } else { Class::Word };
    if counted && vocabulary::unit(written).is_some() {
        return (name.code(), token.span, 0);
    }
    let Some((entry, span, more)) = keyword(text, token, rest) else {
        return (name.code(), token.span, 0);
    };
    let follows_number = entry.category == Category::Magnitude || matches!(entry.id, "decimals" | "percent");
    let means_keyword = match entry.id {
        "clause" => first,
        _ => entry.reserved || !counted || follows_number,
    };
    if means_keyword { (entry.code(), span, more) } else { (name.code(), token.span, 0) }
}

/// The keyword that begins at a token, where it stands, and how many further tokens it takes.
fn keyword(text: &str, token: &Token, rest: &[Token]) -> Option<(&'static Entry, Span, usize)> {
    let candidates = vocabulary::keywords_from(token.text(text));
    candidates.iter().find_map(|(words, entry)| {
        let (mut span, mut more) = (token.span, 0);
        for wanted in words.iter().skip(1) {
            let ahead = rest.get(more..)?;
            let gap =
                ahead.iter().take_while(|t| matches!(t.kind, TokenKind::Blank | TokenKind::LineEnd)).count();
            let next = ahead.get(gap).filter(|next| next.text(text) == *wanted)?;
            span = span.to(next.span);
            more += gap + 1;
        }
        Some((*entry, span, more))
    })
}
