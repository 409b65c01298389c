//! 依据: the sentence exists and holds the quoted phrases.

use super::context::{Analyser, Home};
use super::phrases::{Match, nearest_phrase, seek};
use crate::model::Citation;
use crate::report::{Details, error, warning};
use memchr::memmem;
use qingce_grammar::{Code, Place, tree};

impl Analyser<'_> {
    /// Checks what is cited; the citations that hold as far as their sentence exists.
    pub fn citations(&mut self, home: Home, cited: &[tree::Citation]) -> Vec<Citation> {
        let mut found = Vec::new();
        for citation in cited {
            match citation {
                tree::Citation::Document(name) => {
                    let place = home.place(name.span);
                    if name.text.trim().is_empty() {
                        self.nothing_named(place);
                        continue;
                    }
                    found.push(Citation::Document { name: name.text.clone(), place });
                }
                tree::Citation::Sentence { id, phrases } => {
                    found.extend(self.sentence_cited(home, id, phrases));
                }
            }
        }
        found
    }

    /// A value or a change that has to rest on a sentence or a document (rules are looked at by the lints).
    pub fn must_cite(&mut self, place: Place, cited: &[tree::Citation], zh: &str, en: &str) {
        if !cited.is_empty() {
            return;
        }
        let fault = warning(Code::NoCitation, place, format!("{zh}没有依据"), format!("{en} cites nothing"));
        self.report(fault.help(
            "请写明依据哪一句的哪几个字，例如「依据 1.1「…」」；依据别的文件就写文件名称",
            "cite a sentence with its words, `per 1.1 \"…\"`, or another document by its name",
        ));
    }

    /// The place of an authority that is still to be written.
    fn nothing_named(&mut self, place: Place) {
        let fault = error(
            Code::NoCitation,
            place,
            "依据还没有写：引号里是空的",
            "the authority is still to be written: nothing stands between the quotation marks",
        );
        self.report(fault.help(
            "请写明规定它的文件名称或文号，或者改为依据原文的句子，例如「依据 1.1「…」」",
            "write the name or number of the document that sets it, or cite a sentence, `per 1.1 \"…\"`",
        ));
    }

    fn sentence_cited(&mut self, home: Home, id: &tree::Name, phrases: &[tree::Quoted]) -> Option<Citation> {
        let place = home.place(id.span);
        if self.source_missing(home, place) {
            return None;
        }
        let Some((layer, sentence)) = self.sentence(home.layer, &id.text) else {
            self.unknown_sentence(home, id, phrases);
            return None;
        };
        let has = |phrase: &tree::Quoted| memmem::find(sentence.as_bytes(), phrase.text.as_bytes()).is_some();
        if !phrases.iter().all(has) {
            let sentence = sentence.to_owned();
            for phrase in phrases {
                self.phrase_in(home, layer, id, &sentence, phrase);
            }
        }
        let whole = phrases.last().map_or(place, |last| home.place(id.span.to(last.span)));
        let phrases = phrases.iter().map(|p| p.text.clone()).collect();
        Some(Citation::Sentence { layer, id: id.text.clone(), phrases, place: whole })
    }

    /// Whether neither this layer nor what it builds on has a source text; asks for it once a layer.
    fn source_missing(&mut self, home: Home, place: Place) -> bool {
        let some = self.model.sources.iter().take(home.layer + 1).any(|s| !s.sentences.is_empty());
        if some {
            return false;
        }
        let base_missing = self.base_missing();
        let Some(info) = self.layers.get_mut(home.layer) else {
            return true;
        };
        if info.source_asked_for || info.head_unknown || base_missing {
            return true;
        }
        info.source_asked_for = true;
        let name = info.name;
        let mut fault = error(
            Code::NoSource,
            place,
            "这里引用了原文的句子，而政策没有原文可核对",
            "this cites a sentence, and the policy has no source text to check it against",
        );
        if let Some(name) = name {
            fault = fault.label(name, "请在文头写明原文文件", "name the source file in this head");
        }
        self.report(fault.help(
            "请在政策文头加上「原文 「原文.tsv」」，文件里每行一句：编号、制表符、句子",
            "add `source \"source.tsv\"` to the policy's head: a file with one sentence a line (number, tab, sentence)",
        ));
        true
    }

    fn unknown_sentence(&mut self, home: Home, id: &tree::Name, phrases: &[tree::Quoted]) {
        let place = home.place(id.span);
        let zh = format!("原文里没有编号为「{}」的句子", id.text);
        let en = format!("the source has no sentence 「{}」", id.text);
        let fault = error(Code::UnknownSentence, place, zh, en);
        let holding: Vec<String> = self.sentences_with(home.layer, phrases);
        let fault = match holding.as_slice() {
            [only] => fault
                .help(format!("这几个字在「{only}」里"), format!("these words stand in 「{only}」"))
                .replace(place, only.clone()),
            [] => self.existing_ids(home.layer, &id.text, fault),
            several => fault.help(
                format!("这几个字在「{}」里", several.join("」「")),
                format!("these words stand in 「{}」", several.join("」, 「")),
            ),
        };
        self.report(fault);
    }

    /// Says which sentences the clause has.
    fn existing_ids(
        &self,
        layer: usize,
        id: &str,
        fault: qingce_grammar::Diagnostic,
    ) -> qingce_grammar::Diagnostic {
        let clause = id.split('.').next().unwrap_or("");
        let of_clause = |own: &&str| own.split('.').next() == Some(clause);
        let ids: Vec<&str> = self.sentence_ids(layer).into_iter().filter(of_clause).collect();
        match (ids.first(), ids.last()) {
            (Some(first), Some(last)) => fault.help(
                format!("第{clause}条的句子从「{first}」到「{last}」"),
                format!("clause {clause} has the sentences 「{first}」 to 「{last}」"),
            ),
            _ => fault.help(
                format!("原文里没有第{clause}条的句子"),
                format!("the source has no sentence of clause {clause}"),
            ),
        }
    }

    fn sentence_ids(&self, layer: usize) -> Vec<&str> {
        let sources = self.model.sources.iter().take(layer + 1).rev();
        let source = sources.into_iter().find(|source| !source.sentences.is_empty());
        source.map(|s| s.sentences.iter().map(|(id, _)| id.as_str()).collect()).unwrap_or_default()
    }

    /// The sentences that hold all the phrases word for word.
    fn sentences_with(&self, layer: usize, phrases: &[tree::Quoted]) -> Vec<String> {
        if phrases.is_empty() {
            return Vec::new();
        }
        let sources = self.model.sources.iter().take(layer + 1).rev();
        let all = sources.flat_map(|source| &source.sentences);
        let holds = |sentence: &str| phrases.iter().all(|p| sentence.contains(&p.text));
        all.filter(|(_, sentence)| holds(sentence)).map(|(id, _)| id.clone()).collect()
    }

    /// Checks one phrase against its sentence.
    fn phrase_in(
        &mut self,
        home: Home,
        layer: usize,
        id: &tree::Name,
        sentence: &str,
        phrase: &tree::Quoted,
    ) {
        let place = home.place(phrase.span);
        let wrong = |zh: &str, en: &str| {
            let zh = format!("「{}」{zh}原文 {} 里", phrase.text, id.text);
            let en = format!("「{}」 {en} sentence {} of the source", phrase.text, id.text);
            error(Code::PhraseNotInSentence, place, zh, en)
        };
        let fault = match seek(sentence, &phrase.text) {
            Match::Exact => return,
            Match::Widths(printed) => wrong("没有一字不差地出现在", "does not stand word for word in")
                .help(
                    format!("只差全角半角、标点的形状或者空格；原文是「{printed}」"),
                    format!(
                        "only the width or shape of signs or blanks differ; the source has 「{printed}」"
                    ),
                )
                .fix("照原文改", "write it as the source does", vec![self.requote(home, phrase, &printed)]),
            Match::None => {
                let fault = wrong("不在", "is not in");
                let elsewhere = self.sentences_with(home.layer, std::slice::from_ref(phrase));
                match elsewhere.first() {
                    Some(other) => {
                        let fault = fault.help(
                            format!("这几个字在原文 {other} 里"),
                            format!("these words stand in sentence {other}"),
                        );
                        let alone = elsewhere.len() == 1 && layer == home.layer;
                        if alone { fault.replace(home.place(id.span), other.clone()) } else { fault }
                    }
                    None => match nearest_phrase(sentence, &phrase.text) {
                        Some(near) => fault.help(
                            format!("最接近的是「{near}」"),
                            format!("the nearest words are 「{near}」"),
                        ),
                        None => fault.help(
                            "请核对编号，引文要一字不差",
                            "check the number; a phrase is quoted word for word",
                        ),
                    },
                }
            }
        };
        self.report(fault);
    }

    /// The quoted phrase with other words between its marks.
    fn requote(&self, home: Home, phrase: &tree::Quoted, text: &str) -> qingce_grammar::Edit {
        let place = home.place(phrase.span);
        let written = self.words(place);
        let (open, close) = (written.chars().next().unwrap_or('「'), written.chars().last().unwrap_or('」'));
        qingce_grammar::Edit { place, text: format!("{open}{text}{close}") }
    }
}
