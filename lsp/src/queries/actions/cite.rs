//! Sentences of the source that a declaration without a citation may rest on: those that share numbers or words with it.

use super::super::{Cursor, View};
use super::writing::Writing;
use super::{Changed, Kind, Offer};
use qingce_grammar::tree::{Decl, Item, ItemKind};
use qingce_grammar::{Code, Diagnostic, Message, Place, Span};

/// So many sentences are offered.
const MANY: usize = 3;
/// So many characters in a row must be the same for words to count as shared.
const SHARED: usize = 3;
/// What stands between the parts of a sentence that can be quoted by themselves.
const STOPS: [char; 10] = ['，', '。', '；', '：', '、', '（', '）', ',', ';', '.'];

/// A part of a sentence that shares something with a declaration.
struct Candidate<'a> {
    id: &'a str,
    phrase: &'a str,
    score: usize,
}

/// The likeliest sentences for the rule or definition around a place, or for the value of a standard on its line, if it cites nothing.
pub fn of_place<'a>(view: View<'a>, at: Place) -> Vec<Offer<'a>> {
    let cursor = Cursor { file: at.file, offset: at.span.start };
    let (Some(item), Some(writing)) = (view.item(cursor), Writing::new(view, at.file)) else {
        return Vec::new();
    };
    let Some((words, insert)) = bare(view, item, at) else { return Vec::new() };
    let fault = view.analysis.diagnostics.iter().find(|fault| is_about(fault, item, at));
    let own_line = matches!(item.kind, ItemKind::Rule | ItemKind::Define);
    let offers = candidates(view, item, at, &words).into_iter().map(|candidate| {
        let cited = writing.sentence(candidate.id, candidate.phrase);
        let title = Message::new(format!("依据 {cited}"), format!("Cite {cited}"));
        let offer = Offer::new(Kind::Mend, title, move || {
            let line = format!("{} {cited}", writing.word("per"));
            Some(Changed::from(vec![match own_line {
                true => writing.line_after(insert, &line),
                false => writing.edit(Span::new(insert, insert), &format!(" {line}")),
            }]))
        });
        match fault {
            Some(fault) => offer.mending(fault),
            None => offer,
        }
    });
    offers.collect()
}

/// The words of what cites nothing, and where its citation belongs.
fn bare(view: View<'_>, item: &Item, at: Place) -> Option<(String, usize)> {
    let words = |span: Span| view.words(Place { file: at.file, span });
    match item.decl.as_ref()? {
        Decl::Rule(rule) if rule.cited.is_empty() => Some((words(item.span).to_owned(), item.span.end)),
        Decl::Define(define) if define.cited.is_empty() => Some((words(item.span).to_owned(), item.span.end)),
        Decl::Standard(standard) if standard.by.is_none() => {
            let here = |span: Span| span.start <= at.span.start && at.span.start <= span.end;
            let dated = standard.values.iter().find(|dated| dated.cited.is_empty() && here(dated.span))?;
            let text = words(dated.span).trim_end();
            Some((format!("{} {text}", standard.name.text), dated.span.start + text.len()))
        }
        _ => None,
    }
}

fn is_about(fault: &Diagnostic, item: &Item, at: Place) -> bool {
    fault.code == Code::NoCitation
        && fault.labels.first().is_some_and(|label| {
            let span = label.place.span;
            label.place.file == at.file && item.span.start <= span.start && span.end <= item.span.end
        })
}

/// The likeliest parts of sentences, the best first; of each sentence one. In a clause, sentences of that clause only.
fn candidates<'a>(view: View<'a>, item: &Item, at: Place, words: &str) -> Vec<Candidate<'a>> {
    let model = &view.analysis.model;
    let sentences = model.sources.last().into_iter().flat_map(|source| &source.sentences);
    let clause = clause(view, item, at).map(|number| format!("{number}."));
    let within = |id: &str| clause.as_ref().is_none_or(|clause| id.starts_with(clause.as_str()));
    let mut found: Vec<Candidate<'a>> = Vec::new();
    for (id, sentence) in sentences.filter(|(id, _)| within(id) && !id.ends_with(".0")) {
        let parts = sentence.split(STOPS).map(str::trim).filter(|part| !part.is_empty());
        let scored = parts.map(|phrase| Candidate { id, phrase, score: score(phrase, words) });
        let best = scored.max_by_key(|candidate| candidate.score);
        found.extend(
            best.filter(|candidate| candidate.score > 0 && !candidate.phrase.contains(['「', '」', '"'])),
        );
    }
    found.sort_by_key(|candidate| std::cmp::Reverse(candidate.score));
    found.truncate(MANY);
    found
}

/// The number of the clause that a declaration stands in.
fn clause(view: View<'_>, item: &Item, at: Place) -> Option<u32> {
    let items = &view.tree(at.file)?.items;
    let before = items.iter().take_while(|other| other.span.start < item.span.start);
    before.filter(|other| other.kind == ItemKind::Clause).last().and_then(|clause| match &clause.decl {
        Some(Decl::Clause(clause)) => Some(clause.number),
        _ => None,
    })
}

/// What a part of a sentence shares with a declaration: numbers count most, then the longest words.
fn score(phrase: &str, words: &str) -> usize {
    let numbers = phrase.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty());
    let all: Vec<&str> = words.split(|c: char| !c.is_ascii_digit()).collect();
    let shared = numbers.filter(|number| all.contains(number)).count();
    let letters: Vec<char> = phrase.chars().collect();
    let longest = (SHARED..=letters.len())
        .rev()
        .find(|length| letters.windows(*length).any(|run| words.contains(&run.iter().collect::<String>())));
    shared * 8 + longest.unwrap_or(0)
}
