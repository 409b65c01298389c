//! Sentences of the official text: their numbers, and inside quotation marks their words.

use super::offers::{Item, Kind, Offers};
use super::topic::Topic;
use super::typed::Run;
use super::{Completion, Cursor, Site, View};
use qingce_grammar::lexer::{Token, TokenKind};
use qingce_grammar::place::{self, Said};
use qingce_grammar::{FileId, Span, fold};

/// The longest beginning of a sentence that stands beside its number.
const SHOWN: usize = 24;

/// Offers the numbers of sentences, those of the clause at hand first. They are found by their words too.
pub(crate) fn sentences(site: &Site<'_>, offers: &mut Offers) {
    let clause = clause_at(site);
    for (layer, id, sentence) in of_layer(site.view, site.cursor.file) {
        let own = clause.is_some_and(|clause| id.split('.').next() == Some(clause.to_string().as_str()));
        let mut shown: String = sentence.chars().take(SHOWN).collect();
        if shown.len() < sentence.len() {
            shown.push('…');
        }
        let rank = if own { 0 } else { 3 };
        let topic = Topic::Sentence { layer, id: id.to_owned() };
        let item = Item::name(Kind::Sentence, id, shown, topic);
        offers.offer_as(rank, [id, sentence], item);
    }
}

/// The sentences that a file may cite: its layer's, or the nearest below that has any.
fn of_layer<'a>(view: &View<'a>, file: FileId) -> Vec<(usize, &'a str, &'a str)> {
    let mut files = 0;
    let layer = view.text.layers.iter().position(|layer| {
        files += layer.files.len();
        file.0 < files
    });
    let sources = view.analysis.model.sources.iter().enumerate().take(layer.unwrap_or(0) + 1);
    let own = sources.rev().find(|(_, source)| !source.sentences.is_empty());
    let all = own.into_iter().flat_map(|(layer, source)| source.sentences.iter().map(move |s| (layer, s)));
    all.map(|(layer, (id, text))| (layer, id.as_str(), text.as_str())).collect()
}

/// The number of the clause that the place belongs to.
fn clause_at(site: &Site<'_>) -> Option<u32> {
    let model = &site.view.analysis.model;
    let before = |place: qingce_grammar::Place| {
        place.file == site.cursor.file && place.span.start <= site.cursor.offset
    };
    let clauses = model.clauses.iter().filter(|clause| before(clause.place));
    clauses.max_by_key(|clause| clause.place.span.start).map(|clause| clause.number)
}

/// Inside quotation marks: after 依据 the words of the sentence cited, else nothing.
pub(crate) fn phrases(view: &View<'_>, cursor: Cursor, quoted: Token) -> Option<Completion> {
    let text = view.file(cursor.file);
    let open = text.get(quoted.span.start..)?.chars().next()?;
    let start = quoted.span.start + open.len_utf8();
    let run = Run { span: Span::new(start, cursor.offset), glued: false };
    let typed = text.get(start..cursor.offset)?.to_owned();
    let before = place::before(text, quoted.span.start)?;
    let cites = |said: &Said| said.is("per") || said.is("taken_from") || said.is("in_charge");
    let part = before.said.iter().rposition(cites)?;
    let id = before.said.iter().skip(part).rev().find(|said| said.kind == TokenKind::Number)?;
    let id = fold(before.text(id));
    let (layer, _, sentence) = of_layer(view, cursor.file).into_iter().find(|(_, own, _)| *own == id)?;
    let mut offers = Offers::new(&typed, false);
    let line_rest = text.get(cursor.offset..)?.split('\n').next().unwrap_or_default();
    let close = match (quoted.kind, line_rest.trim().is_empty(), open) {
        (TokenKind::Unclosed, true, '「') => "」",
        (TokenKind::Unclosed, true, '“') => "”",
        (TokenKind::Unclosed, true, _) => "\"",
        _ => "",
    };
    for phrase in words_of(sentence, &typed) {
        let item = Item {
            label: phrase.to_owned(),
            insert: format!("{phrase}{close}"),
            snippet: false,
            kind: Kind::Phrase,
            detail: id.clone(),
            topic: Some(Topic::Sentence { layer, id: id.clone() }),
        };
        offers.offer(0, item);
    }
    Some(Completion { span: run.span, typed, items: offers.sorted() })
}

/// The pieces of a sentence between its marks, each alone and with what follows up to the sentence's end; where the words typed
/// stand inside a piece, from there on.
fn words_of<'s>(sentence: &'s str, typed: &str) -> Vec<&'s str> {
    let is_mark = |c: char| "，。；：、？！,;:?!".contains(c);
    let whole = sentence.trim_end_matches(is_mark).trim_end_matches('.');
    let starts = std::iter::once(0)
        .chain(whole.char_indices().filter(|(_, c)| is_mark(*c)).map(|(at, c)| at + c.len_utf8()));
    let inner = (!typed.is_empty()).then(|| whole.find(typed)).flatten();
    let mut found = Vec::new();
    for start in inner.into_iter().chain(starts) {
        let rest = whole.get(start..).unwrap_or_default();
        let piece = rest.split(is_mark).next().unwrap_or_default();
        for words in [piece, rest] {
            let words = words.trim();
            if words.chars().count() > 1 && !found.contains(&words) {
                found.push(words);
            }
        }
    }
    found
}
