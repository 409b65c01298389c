//! Names that nothing declares: what was meant.

use super::context::{Analyser, Home};
use super::nearest::{nearest, surely_meant};
use crate::report::{Details, error};
use qingce_grammar::{Code, Diagnostic, Edit, Place, Span, confusable, respace, tree};

impl Analyser<'_> {
    /// Says that a name of some kind is not declared: a character that only looks right, words run together, a slip, or
    /// something new. `candidates` are the names that could stand here.
    pub fn unknown(
        &mut self,
        home: Home,
        name: &tree::Name,
        kind: (&str, &str),
        mut candidates: Vec<String>,
    ) {
        if self.base_missing() {
            return;
        }
        candidates.sort_unstable();
        let fault = self
            .confused(home, name, &candidates)
            .or_else(|| self.run_together(home, name, &candidates))
            .unwrap_or_else(|| self.misspelt(home, name, kind, &candidates));
        self.report(fault);
    }

    fn misspelt(
        &self,
        home: Home,
        name: &tree::Name,
        kind: (&str, &str),
        candidates: &[String],
    ) -> Diagnostic {
        let place = home.place(name.span);
        let zh = match kind.0.starts_with('「') {
            true => format!("{}里没有「{}」", kind.0, name.text),
            false => format!("没有名为「{}」的{}", name.text, kind.0),
        };
        let en = match kind.1.split_once(" of ") {
            Some((what, of)) => format!("there is no {what} 「{}」 of {of}", name.text),
            None => format!("there is no {} 「{}」", kind.1, name.text),
        };
        let fault = error(Code::UnknownName, place, zh, en);
        let near = nearest(&name.text, candidates);
        let fault = match near.as_slice() {
            [] => fault.help(
                "请核对写法；新的名称要先声明",
                "check the spelling; a new name has to be declared first",
            ),
            [only] => fault.help(format!("是不是「{only}」？"), format!("do you mean 「{only}」?")),
            several => fault.help(
                format!("写法相近的有「{}」", several.join("」「")),
                format!("near to it are 「{}」", several.join("」, 「")),
            ),
        };
        match surely_meant(&name.text, &near) {
            Some(meant) => fault.replace(place, meant),
            None => fault,
        }
    }
}

impl Analyser<'_> {
    /// A declared name that differs only in a character that looks the same.
    fn confused(&self, home: Home, name: &tree::Name, candidates: &[String]) -> Option<Diagnostic> {
        let meant = confusable(&name.text, candidates.iter().map(String::as_str))?;
        let place = home.place(name.span);
        let fault = error(
            Code::ConfusableCharacter,
            place,
            format!("「{}」与已有的「{meant}」形近而不同", name.text),
            format!("「{}」 looks like 「{meant}」 and is another word", name.text),
        );
        let pairs = name.text.chars().zip(meant.chars()).find(|(written, wanted)| written != wanted);
        let fault = match pairs {
            Some((written, wanted)) => fault.help(
                format!("写的是「{written}」，声明的是「{wanted}」"),
                format!("it is written with 「{written}」, and declared with 「{wanted}」"),
            ),
            None => fault,
        };
        Some(fault.replace(place, meant))
    }

    /// Words that were written without blanks between them.
    fn run_together(&self, home: Home, name: &tree::Name, candidates: &[String]) -> Option<Diagnostic> {
        let known = |word: &str| self.is_declared(word) || candidates.iter().any(|c| c == word);
        let words = respace(&name.text, &known)?;
        Some(self.respaced(home.place(name.span), &words))
    }

    /// Says where the blanks belong in the words at `place`.
    pub fn respaced(&self, place: Place, words: &[String]) -> Diagnostic {
        let written = self.words(place);
        let spaced = words.join(" ");
        let fault = error(
            Code::RunTogether,
            place,
            format!("「{written}」连在一起了"),
            format!("「{written}」 runs words together"),
        );
        fault
            .help(
                format!("名称、关键词和数之间要空开：「{spaced}」"),
                format!("names, keywords and numbers are set apart by blanks: 「{spaced}」"),
            )
            .fix("加上空格", "put the blanks in", blanks(place, written, words))
    }

    /// Whether a word is a name of any kind.
    pub fn is_declared(&self, word: &str) -> bool {
        let names = &self.names;
        names.type_named(word).is_some()
            || names.value_named(word).is_some()
            || names.options.contains_key(word)
            || names.counting.contains_key(word)
            || names.rules.contains_key(word)
            || names.departments.contains_key(word)
            || names.scenarios.contains_key(word)
            || self.model.records.iter().any(|r| r.fields.iter().any(|f| f.name == word))
    }
}

/// A blank between every two of `words`, which are `written` in one piece (in whatever width).
fn blanks(place: Place, written: &str, words: &[String]) -> Vec<Edit> {
    let mut ends: Vec<usize> = written.char_indices().map(|(at, _)| at).collect();
    ends.push(written.len());
    let mut length = 0;
    let mut edits = Vec::new();
    for word in words.iter().take(words.len().saturating_sub(1)) {
        length += word.chars().count();
        let Some(at) = ends.get(length).map(|end| place.span.start + end) else {
            continue;
        };
        edits.push(Edit { place: Place { span: Span::new(at, at), ..place }, text: " ".to_owned() });
    }
    edits
}
