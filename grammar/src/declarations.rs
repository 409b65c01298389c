//! A file to its declarations: split at the header keywords that are the first token of a line.
//!
//! This split is the one place of error recovery. It can't fail, so a broken declaration costs only itself.

use crate::coded::Coded;
use crate::confusable::confusable;
use crate::diagnostic::{Diagnostic, FileId, Language, Place, Span};
use crate::failure;
use crate::lexer::{Token, TokenKind, tokens};
use crate::lexical;
use crate::parse::{Source, declaration};
use crate::tree::{Decl, File, Item, ItemKind, Name};
use crate::vocabulary::{self, Category};
use crate::{mixed, width};
use std::cell::OnceCell;
use std::collections::HashSet;

/// A parsed file: what could be read, and what is wrong with the rest.
#[derive(Debug, Clone, PartialEq)]
pub struct Parse {
    /// The tree. Broken declarations are in it with their header only.
    pub tree: File,
    /// The faults, in the order of their places.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads one policy file. Never fails.
///
/// ```
/// let parse = qingce_grammar::parse("单位 人：人数\n", qingce_grammar::FileId(0));
/// assert!(parse.diagnostics.is_empty());
/// assert_eq!(parse.tree.items.len(), 1);
/// ```
pub fn parse(text: &str, file: FileId) -> Parse {
    let tokens = tokens(text);
    let split = split(text, &tokens);
    let mut diagnostics = Vec::new();
    if let Some(stray) = split.stray {
        diagnostics.push(failure::stray(Place { file, span: stray }, text));
    }
    let language = split.language;
    let declared = OnceCell::new();
    let declares = |name: &str| declared.get_or_init(|| declared_names(text, &tokens)).contains(name);
    let mut reader = Reader { text, file, language, declares: &declares, diagnostics, items: Vec::new() };
    for piece in &split.pieces {
        reader.take(piece);
    }
    let Reader { mut diagnostics, items, .. } = reader;
    diagnostics.sort_by_key(|d| d.labels.first().map(|label| label.place.span));
    Parse { tree: File { language, items }, diagnostics }
}

/// The reading of one file's pieces.
struct Reader<'t> {
    text: &'t str,
    file: FileId,
    language: Language,
    declares: &'t dyn Fn(&str) -> bool,
    diagnostics: Vec<Diagnostic>,
    items: Vec<Item>,
}

impl Reader<'_> {
    /// Reads a piece into an item; into two, if it is broken by the misspelt header of another declaration.
    fn take(&mut self, piece: &Piece<'_>) {
        let faults = self.diagnostics.len();
        let decl = self.read(piece);
        if decl.is_none()
            && let Some((front, back)) = misspelt_header(self.text, piece)
        {
            let found = self.diagnostics.split_off(faults);
            let decl = self.read(&front);
            if decl.is_some() {
                self.push(&front, decl);
                self.take(&back);
                return;
            }
            self.diagnostics.truncate(faults);
            self.diagnostics.extend(found);
        }
        self.push(piece, decl);
    }

    fn push(&mut self, piece: &Piece<'_>, decl: Option<Decl>) {
        if decl.is_some() {
            mixed::check(self.text, self.file, piece, self.language, &mut self.diagnostics);
        }
        let Piece { kind, keyword, span, .. } = *piece;
        self.items.push(Item { kind, keyword, name: piece.name.clone(), span, decl });
    }

    /// Parses one piece unless its very tokens are at fault.
    fn read(&mut self, piece: &Piece<'_>) -> Option<Decl> {
        if lexical::check(self.text, self.file, piece, &mut self.diagnostics) {
            return None;
        }
        let coded = Coded::new(self.text, piece.tokens);
        let source = Source {
            kind: piece.kind,
            text: self.text,
            file: self.file,
            coded: &coded,
            declares: self.declares,
        };
        declaration(&source, &mut self.diagnostics)
    }
}

/// A piece parted in two at a line that begins, without indentation, with what nearly is a header.
fn misspelt_header<'t>(text: &str, piece: &Piece<'t>) -> Option<(Piece<'t>, Piece<'t>)> {
    let tokens = piece.tokens;
    let (at, kind) = tokens.windows(3).enumerate().find_map(|(at, window)| {
        let [before, word, _] = window else { return None };
        let candidate = before.kind == TokenKind::LineEnd && word.kind == TokenKind::Word;
        let named = tokens.get(at + 2..)?.iter().find(|token| token.kind != TokenKind::Blank)?;
        let written = word.text(text);
        if !candidate || named.kind != TokenKind::Word || vocabulary::keyword(&[written]).is_some() {
            return None;
        }
        let headers = vocabulary::entries().filter(|entry| entry.category == Category::Header);
        let meant = headers.into_iter().find(|entry| {
            entry
                .spellings()
                .any(|header| failure::nearly(written, header) || confusable(written, [header]).is_some())
        })?;
        Some((at + 1, kind(meant.id)?))
    })?;
    let (front, back) = tokens.split_at_checked(at)?;
    Some((self::piece(text, piece.kind, front)?, self::piece(text, kind, back)?))
}

/// One declaration's tokens, before it is parsed.
#[derive(Debug)]
pub(crate) struct Piece<'t> {
    pub kind: ItemKind,
    pub keyword: Span,
    pub name: Option<Name>,
    /// From the header keyword up to the last token that is no trivia.
    pub span: Span,
    /// Up to the next header, trailing trivia included.
    pub tokens: &'t [Token],
}

/// A file in pieces.
#[derive(Debug)]
pub(crate) struct Split<'t> {
    /// The language of the first header; Chinese if there is none.
    pub language: Language,
    /// Text before the first header, trivia apart.
    pub stray: Option<Span>,
    /// The tokens before the first header.
    pub before: &'t [Token],
    /// The declarations.
    pub pieces: Vec<Piece<'t>>,
}

/// Splits a file at its headers.
pub(crate) fn split<'t>(text: &str, tokens: &'t [Token]) -> Split<'t> {
    let mut starts: Vec<(usize, ItemKind)> = Vec::new();
    let mut at_line_start = true;
    for (index, token) in tokens.iter().enumerate() {
        match token.kind {
            TokenKind::LineEnd => at_line_start = true,
            TokenKind::Blank | TokenKind::Comment => {}
            _ => {
                if at_line_start && let Some(kind) = header(text, tokens.get(index..).unwrap_or_default()) {
                    starts.push((index, kind));
                }
                at_line_start = false;
            }
        }
    }
    let ends = starts.iter().skip(1).map(|(index, _)| *index).chain([tokens.len()]);
    let pieces: Vec<Piece<'t>> = starts
        .iter()
        .zip(ends)
        .filter_map(|((start, kind), end)| piece(text, *kind, tokens.get(*start..end)?))
        .collect();
    let before = starts.first().map_or(tokens.len(), |(index, _)| *index);
    let before = tokens.get(..before).unwrap_or_default();
    let keyword = pieces.first().and_then(|piece| text.get(piece.keyword.start..piece.keyword.end));
    let language = match keyword {
        Some(word) if word.is_ascii() => Language::English,
        _ => Language::Chinese,
    };
    Split { language, stray: significant(before), before, pieces }
}

/// The declaration that a line's first tokens begin.
pub(crate) fn header(text: &str, tokens: &[Token]) -> Option<ItemKind> {
    let first = tokens.first()?;
    if first.kind == TokenKind::ClauseNumber {
        return Some(ItemKind::Clause);
    }
    if first.kind != TokenKind::Word {
        return None;
    }
    let (entry, _) = vocabulary::keyword(&[first.text(text)])?;
    if entry.category != Category::Header {
        return None;
    }
    let kind = kind(entry.id)?;
    let next = tokens.iter().skip(1).find(|token| token.kind != TokenKind::Blank);
    let numbered = next.is_some_and(|token| token.kind == TokenKind::Number);
    (kind != ItemKind::Clause || numbered).then_some(kind)
}

fn kind(id: &str) -> Option<ItemKind> {
    Some(match id {
        "policy" => ItemKind::Policy,
        "departments" => ItemKind::Departments,
        "unit" => ItemKind::Unit,
        "options" => ItemKind::Options,
        "record" => ItemKind::Record,
        "clause" => ItemKind::Clause,
        "standard" => ItemKind::Standard,
        "scale" => ItemKind::Scale,
        "define" => ItemKind::Define,
        "rule" => ItemKind::Rule,
        "aim" => ItemKind::Aim,
        "scenario" => ItemKind::Scenario,
        "guarantee" => ItemKind::Guarantee,
        "adjust" => ItemKind::Adjust,
        "discontinue" => ItemKind::Discontinue,
        _ => return None,
    })
}

fn piece<'t>(text: &str, kind: ItemKind, tokens: &'t [Token]) -> Option<Piece<'t>> {
    let keyword = tokens.first()?;
    let named = match (kind, keyword.kind) {
        (ItemKind::Departments | ItemKind::Aim, _) => None,
        (_, TokenKind::ClauseNumber) => Some(keyword),
        _ => tokens.iter().skip(1).find(|token| !token.is_trivia()),
    };
    let readable = |token: &&Token| match token.kind {
        TokenKind::Word => !vocabulary::is_reserved(token.text(text)),
        TokenKind::Number | TokenKind::ClauseNumber => kind == ItemKind::Clause,
        _ => false,
    };
    let name =
        named.filter(readable).map(|token| Name { text: width::fold(token.text(text)), span: token.span });
    Some(Piece { kind, keyword: keyword.span, name, span: significant(tokens)?, tokens })
}

/// The range from the first to the last token that is no trivia.
fn significant(tokens: &[Token]) -> Option<Span> {
    let first = tokens.iter().find(|token| !token.is_trivia())?;
    let last = tokens.iter().rfind(|token| !token.is_trivia())?;
    Some(first.span.to(last.span))
}

/// Names that a file seems to declare: words after a header or 设, and words before a colon. For messages only.
fn declared_names<'t>(text: &'t str, tokens: &[Token]) -> HashSet<&'t str> {
    let significant: Vec<&Token> = tokens.iter().filter(|token| !token.is_trivia()).collect();
    let introduces = |token: &Token| {
        vocabulary::keyword(&[token.text(text)])
            .is_some_and(|(entry, _)| entry.category == Category::Header || entry.id == "let")
    };
    significant
        .windows(2)
        .filter_map(|pair| match pair {
            [before, name] if name.kind == TokenKind::Word && introduces(before) => Some(name.text(text)),
            [name, after] if name.kind == TokenKind::Word && matches!(after.text(text), ":" | "：") => {
                Some(name.text(text))
            }
            _ => None,
        })
        .collect()
}
