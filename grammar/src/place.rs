//! What may stand at a place of a text that is still being written: the grammar itself is asked, no list is kept.
//!
//! The declaration at hand is read up to the place and stopped there; what the grammar would have read on with is what may stand.
//! A declaration that is broken before the place is read without its broken parts: its header, and the part at hand.

use crate::coded::{CLASSES, Class, Coded};
use crate::declarations::{header, parse};
use crate::expected::{self, Thing};
use crate::lexer::{Token, TokenKind, tokens};
use crate::parse::{PolicyParser, Rule, pairs};
use crate::tree::ItemKind;
use crate::vocabulary::{self, Category, Entry};
use crate::{Code, FileId, Span};
use pest::Parser;
use pest::error::{ErrorVariant, InputLocation};
use std::collections::HashMap;
use std::sync::{LazyLock, Mutex};

/// A character that no rule reads: reading stops before it.
const STOP: char = '\u{E00F}';

/// A token of the declaration at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    /// The word of the vocabulary that it is; `None` for names, numbers, dates and quoted texts.
    pub entry: Option<&'static Entry>,
    /// What it looks like.
    pub kind: TokenKind,
    /// Where it stands.
    pub span: Span,
    /// Whether it is the first of its line.
    pub first: bool,
}

impl Said {
    /// Whether it is the vocabulary's word of this id.
    pub fn is(&self, id: &str) -> bool {
        self.entry.is_some_and(|entry| entry.id == id)
    }
}

/// A kind of thing, other than a word of the vocabulary, that may stand at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// A name that was declared elsewhere or is declared here.
    Name,
    /// A value or a condition.
    Value,
    /// A quoted text.
    Text,
    /// A date.
    Day,
    /// A number.
    Number,
    /// A unit.
    Unit,
    /// The type of a field.
    FieldType,
    /// The number of a sentence of the source.
    Sentence,
    /// Options.
    Option,
}

/// What may stand at a place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Expected {
    /// Things.
    pub slots: Vec<Slot>,
    /// Words of the vocabulary, in its order.
    pub words: Vec<&'static Entry>,
    /// Whether the declaration may end here, so that the next one may begin.
    pub ends: bool,
}

impl Expected {
    /// Whether this thing may stand there.
    pub fn has(&self, slot: Slot) -> bool {
        self.slots.contains(&slot)
    }
}

/// The declaration that a place stands in.
#[derive(Debug, Clone)]
pub struct Before<'t> {
    /// Which declaration.
    pub kind: ItemKind,
    /// Its tokens up to the place, blanks and comments left out.
    pub said: Vec<Said>,
    text: &'t str,
    code: Vec<char>,
}

/// Whether the part that a word begins may be written only once in a declaration of a kind, as an example written twice tells.
pub fn is_single(kind: ItemKind, entry: &'static Entry) -> bool {
    static SINGLE: LazyLock<Mutex<HashMap<(ItemKind, &str), bool>>> = LazyLock::new(Mutex::default);
    let mut known = SINGLE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    *known.entry((kind, entry.id)).or_insert_with(|| {
        let headers = vocabulary::entries().filter(|other| other.category == Category::Header);
        headers.chain([entry]).any(|other| repeated(kind, entry, &other.example.declarations()))
    })
}

/// Whether a part is complained about once the lines that it begins in declarations of a kind are written twice.
fn repeated(kind: ItemKind, entry: &Entry, example: &str) -> bool {
    let items = parse(example, FileId(0)).tree.items.into_iter().filter(|item| item.kind == kind);
    items.filter_map(|item| example.get(item.span.start..item.span.end)).any(|text| {
        let times = |line: &str| 1 + usize::from(line.trim_start().starts_with(entry.zh));
        let twice: Vec<&str> = text.lines().flat_map(|line| std::iter::repeat_n(line, times(line))).collect();
        let read = parse(&twice.join("\n"), FileId(0));
        read.diagnostics.iter().any(|found| found.code == Code::RepeatedPart)
    })
}

/// The declaration that stands before a byte of a text, read up to it; `None` before the first one. Only this declaration is looked at.
pub fn before(text: &str, offset: usize) -> Option<Before<'_>> {
    let (kind, start) = start_of(text, offset)?;
    let piece = text.get(start..offset)?;
    let (said, code) = coded(text, piece, start);
    Some(Before { kind, said, text, code })
}

/// The rest of the declaration, from a byte on up to the next declaration.
pub fn after(text: &str, offset: usize) -> Vec<Said> {
    let rest = text.get(offset..).unwrap_or_default();
    let mut end = rest.len();
    for (at, _) in rest.match_indices('\n') {
        if line_header(rest.get(at + 1..).unwrap_or_default()).is_some() {
            end = at;
            break;
        }
    }
    coded(text, rest.get(..end).unwrap_or_default(), offset).0
}

/// The comment or quoted text that a byte stands inside of, its first mark included.
pub fn inside(text: &str, offset: usize) -> Option<Token> {
    let line = text.get(..offset)?.rfind('\n').map_or(0, |at| at + 1);
    let end = text.get(offset..)?.find('\n').map_or(text.len(), |at| offset + at);
    let shifted = |token: &Token| Span::new(line + token.span.start, line + token.span.end);
    let found = tokens(text.get(line..end)?).into_iter().find(|token| {
        let span = shifted(token);
        let open = matches!(token.kind, TokenKind::Comment | TokenKind::Unclosed);
        span.start < offset && (offset < span.end || open && offset == span.end)
    })?;
    matches!(found.kind, TokenKind::Comment | TokenKind::Quoted | TokenKind::Unclosed)
        .then(|| Token { kind: found.kind, span: shifted(&found) })
}

fn coded(text: &str, piece: &str, start: usize) -> (Vec<Said>, Vec<char>) {
    let coded = Coded::new(piece, &tokens(piece));
    let code: Vec<char> = coded.code.chars().collect();
    let mut line_end = 0;
    let said = coded.tokens.iter().zip(&code).map(|(token, code)| {
        let between = piece.get(line_end..token.span.start).unwrap_or_default();
        let before =
            text.get(..start).is_none_or(|before| before.trim_end_matches([' ', '\t']).ends_with('\n'));
        let first = between.contains('\n') || line_end == 0 && before;
        line_end = token.span.end;
        let span = Span::new(start + token.span.start, start + token.span.end);
        Said { entry: ENTRIES.get(code).copied(), kind: token.kind, span, first }
    });
    (said.collect(), code)
}

static ENTRIES: LazyLock<HashMap<char, &'static Entry>> =
    LazyLock::new(|| vocabulary::entries().map(|entry| (entry.code(), entry)).collect());

/// The header of the declaration before a byte: of the nearest line above, or the line itself, that begins one.
fn start_of(text: &str, offset: usize) -> Option<(ItemKind, usize)> {
    let mut end = offset;
    loop {
        let start = text.get(..end)?.rfind('\n').map_or(0, |at| at + 1);
        if let Some((kind, at)) = line_header(text.get(start..offset)?) {
            return Some((kind, start + at));
        }
        end = start.checked_sub(1)?;
    }
}

/// The declaration that the first line of a text begins, and where in it.
fn line_header(text: &str) -> Option<(ItemKind, usize)> {
    let line = text.split('\n').next().unwrap_or_default();
    let found = tokens(line);
    let first = found.iter().position(|token| !token.is_trivia())?;
    let kind = header(line, found.get(first..)?)?;
    Some((kind, found.get(first)?.span.start))
}

impl Before<'_> {
    /// What may stand at the place.
    pub fn expected(&self) -> Expected {
        let rules = self.rules();
        let mut slots: Vec<Slot> = rules.iter().filter_map(|sought| slot(*sought)).collect();
        slots.sort_unstable();
        slots.dedup();
        let mut firsts = FIRSTS.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let builtin = rules.contains(&Rule::negated).then_some(Rule::builtin);
        let aggregate = rules.contains(&Rule::member).then_some(Rule::aggregate);
        let asked = rules.iter().copied().chain(builtin).chain(aggregate);
        let mut words: Vec<&'static Entry> = asked
            .flat_map(|sought| firsts.entry(sought).or_insert_with(|| first_words(sought)).clone())
            .collect();
        let types = vocabulary::entries().filter(|entry| entry.category == Category::Type);
        words.extend(types.filter(|_| slots.contains(&Slot::FieldType)));
        words.sort_unstable_by_key(|entry| entry.code());
        words.dedup();
        Expected { slots, words, ends: rules.contains(&Rule::EOI) }
    }

    /// The word that leads the part at hand: its place among [`Before::said`].
    pub fn leader(&self) -> Option<usize> {
        let parts = expected::parts(self.kind);
        self.said.iter().rposition(|said| said.entry.is_some_and(|entry| parts.contains(&entry.id)))
    }

    /// The words with which the parts of this declaration begin.
    pub fn parts(&self) -> impl Iterator<Item = &'static Entry> {
        expected::parts(self.kind).iter().filter_map(|id| vocabulary::entry(id))
    }

    /// The text of a token.
    pub fn text(&self, said: &Said) -> &str {
        self.text.get(said.span.start..said.span.end).unwrap_or_default()
    }

    /// The rules that would be read on with. Where the declaration is broken, its header and ever less of what follows is read.
    fn rules(&self) -> Vec<Rule> {
        if let Some(found) = stopped(self.kind, &self.code) {
            return found;
        }
        let begins = |at: &usize| self.leads(*at) || self.said.get(*at).is_some_and(|said| said.first);
        let cuts: Vec<usize> = (1..self.code.len()).filter(begins).collect();
        let own = cuts.first().and_then(|cut| self.code.get(..*cut)).unwrap_or(&self.code);
        let sound = sound_header(self.kind);
        let from = |header: &[char], cut: usize| {
            stopped(self.kind, &[header, self.code.get(cut..).unwrap_or_default()].concat())
        };
        let headers = [own, sound.as_slice()];
        let whole = headers.iter().find_map(|header| cuts.iter().rev().find_map(|cut| from(header, *cut)));
        let part = || headers.iter().find_map(|header| self.in_part(header));
        whole.or_else(part).unwrap_or_default()
    }

    /// The same for a part that is itself broken: its leading word, and ever less of what follows.
    fn in_part(&self, header: &[char]) -> Option<Vec<Rule>> {
        /// So many words of a broken part are tried as a beginning.
        const TRIED: usize = 40;
        let leader = self.leader()?;
        let word = self.code.get(leader).copied()?;
        let last = self.code.len();
        let from = (leader + 1).max(last.saturating_sub(TRIED));
        (from..=last).find_map(|at| {
            let rest = self.code.get(at..)?;
            stopped(self.kind, &[header, &[word], rest].concat())
        })
    }

    fn leads(&self, at: usize) -> bool {
        let parts = expected::parts(self.kind);
        self.said.get(at).and_then(|said| said.entry).is_some_and(|entry| parts.contains(&entry.id))
    }
}

/// What would be read after some coded tokens; `None` if they can't be read so far.
fn stopped(kind: ItemKind, code: &[char]) -> Option<Vec<Rule>> {
    let text: String = code.iter().chain([&STOP]).collect();
    let error = pairs(kind, &text).err()?;
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    let ErrorVariant::ParsingError { positives, .. } = error.variant else { return None };
    (Coded::index(at) == code.len()).then_some(positives)
}

/// The coded header of the vocabulary's own example of a declaration.
fn sound_header(kind: ItemKind) -> Vec<char> {
    let headers = vocabulary::entries().filter(|entry| entry.category == Category::Header);
    let examples = headers.filter_map(|entry| before(entry.example.text, entry.example.text.len()));
    let found = examples.into_iter().find(|example| example.kind == kind);
    let Some(example) = found else { return Vec::new() };
    let end = (1..example.code.len())
        .find(|at| example.leads(*at) || example.said.get(*at).is_some_and(|s| s.first));
    example.code.get(..end.unwrap_or(example.code.len())).unwrap_or_default().to_vec()
}

fn slot(sought: Rule) -> Option<Slot> {
    if matches!(sought, Rule::citation | Rule::citations) {
        return Some(Slot::Sentence);
    }
    Some(match expected::thing(sought)? {
        Thing::Name | Thing::Path => Slot::Name,
        Thing::Value => Slot::Value,
        Thing::Text => Slot::Text,
        Thing::Day => Slot::Day,
        Thing::Number => Slot::Number,
        Thing::Unit => Slot::Unit,
        Thing::FieldType => Slot::FieldType,
        Thing::Sentence => Slot::Sentence,
        Thing::Option => Slot::Option,
        Thing::Effect
        | Thing::Case
        | Thing::Field
        | Thing::Dated
        | Thing::Decimals
        | Thing::Operator
        | Thing::Mark(_)
        | Thing::Keyword(_)
        | Thing::Part => return None,
    })
}

/// The words that a rule may begin with, asked of the grammar once for each rule.
static FIRSTS: LazyLock<Mutex<HashMap<Rule, Vec<&'static Entry>>>> = LazyLock::new(Mutex::default);

/// The words of the vocabulary that a rule may begin with. One that a name may be spelled like counts only where no name may stand.
fn first_words(sought: Rule) -> Vec<&'static Entry> {
    let reads = |code: char| {
        let text = String::from_iter([code, STOP]);
        match PolicyParser::parse(sought, &text) {
            Ok(mut pairs) => pairs.next().is_some_and(|pair| !pair.as_str().is_empty()),
            Err(error) => !matches!(error.location, InputLocation::Pos(0) | InputLocation::Span((0, _))),
        }
    };
    let word = CLASSES.iter().find_map(|(class, code, _)| (*class == Class::Word).then_some(*code));
    let named = word.is_some_and(reads);
    let own = expected::entry_of(sought);
    let possible =
        vocabulary::entries().filter(|entry| entry.category != Category::Unit || entry.id == "percent");
    possible
        .filter(|entry| {
            own == Some(*entry) || own.is_none() && (entry.reserved || !named) && reads(entry.code())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What may stand at the mark, as words.
    fn at(marked: &str) -> String {
        let offset = marked.find('‸').unwrap();
        let text = marked.replace('‸', "");
        let expected = before(&text, offset).unwrap().expected();
        let words: Vec<_> = expected.words.iter().map(|entry| entry.zh).collect();
        format!("{:?} {}", expected.slots, words.join(" "))
    }

    #[test]
    fn the_grammar_says_what_may_stand() {
        let rule = "规则 甲\n  对象 工人\n";
        assert_eq!(at("规则 甲\n  对象 ‸"), "[Name] ");
        assert_eq!(at(&format!("{rule}  依据 ‸")), "[Sentence] ");
        let value = at(&format!("{rule}  给予 ‸"));
        assert!(
            value.starts_with("[Value]") && value.contains("取小") && value.contains("不高于"),
            "{value}"
        );
        let part = at(&format!("{rule}  ‸"));
        assert!(
            part.contains("给予") && part.contains("应当") && part.contains("当") && !part.contains('且'),
            "{part}"
        );
        let joined = at(&format!("{rule}  当 甲 ‸"));
        assert!(joined.contains('且') && joined.contains("属于") && joined.contains("给予"), "{joined}");
        let member = at(&format!("{rule}  给予 甲 的 ‸"));
        assert!(member.contains("合计") && member.contains("个数") && !member.contains('且'), "{member}");
        let ty = at("档案 甲\n  乙：‸");
        assert!(ty.starts_with("[FieldType]") && ty.contains("文字") && ty.contains("若干"), "{ty}");
        assert!(at("档案 甲\n  乙：文字 ‸").contains("主键 敏感"), "{}", at("档案 甲\n  乙：文字 ‸"));
        assert_eq!(at("标准 甲：‸"), "[Unit] ");
        assert!(at("标准 甲：元\n  自 ‸").starts_with("[Day]"));
        assert!(
            at("标准 甲：元\n  自 2024年1月1日 5‸").starts_with("[Unit]"),
            "{}",
            at("标准 甲：元\n  自 2024年1月1日 5‸")
        );
    }

    #[test]
    fn parts_that_may_be_written_once_are_known_by_their_examples() {
        let single = |kind, id: &str| is_single(kind, vocabulary::entry(id).unwrap());
        for id in ["subject", "when", "once", "grant"] {
            assert!(single(ItemKind::Rule, id), "{id}");
        }
        for id in ["let", "per", "case"] {
            assert!(!single(ItemKind::Rule, id), "{id}");
        }
        for id in ["effective", "number", "source"] {
            assert!(single(ItemKind::Policy, id), "{id}");
        }
        assert!(single(ItemKind::Scenario, "reference_date"), "it is another word in a record's field");
        for id in ["its", "expect", "applies"] {
            assert!(!single(ItemKind::Scenario, id), "{id}");
        }
        assert!(!single(ItemKind::Standard, "from") && !single(ItemKind::Rule, "reading"));
    }

    #[test]
    fn a_broken_part_doesnt_hide_what_may_stand_in_another() {
        let value = at("规则 甲\n  对象 工人 工人\n  当 且 且\n  给予 ‸");
        assert!(value.starts_with("[Value]"), "{value}");
        let value = at("规则\n  给予 ‸");
        assert!(value.starts_with("[Value]"), "{value}");
        let value = at("规则 甲\n  当 甲 乙 丙 且 丁 属于 ‸");
        assert!(value.contains("Option"), "{value}");
    }
}
