//! Every sentence of a source text is carried out by something, or said to be an aim.

use super::context::LintContext;
use crate::coverage::coverage;
use crate::report::{Details, warning};
use qingce_grammar::{Code, Diagnostic, FileId, Place, Span, tree};
use std::collections::BTreeSet;

/// The sentences that nothing cites, shown in the source text itself. A declaration with a fault covers what it cites; while one
/// can't be read it is not known what that is.
pub(super) fn check(cx: &LintContext) -> Vec<Diagnostic> {
    if !cx.all_read() {
        return Vec::new();
    }
    let uncovered = coverage(cx.model).uncovered;
    if uncovered.is_empty() {
        return Vec::new();
    }
    let cited = cx.written_citations();
    let uncovered = uncovered.iter().filter(|(layer, id)| !cited.contains(&(*layer, id.as_str())));
    uncovered.filter_map(|(layer, id)| report(cx, *layer, id)).collect()
}

fn report(cx: &LintContext, layer: usize, id: &str) -> Option<Diagnostic> {
    let place = cx.sentence_place(layer, id)?;
    let fault = warning(
        Code::UncoveredSentence,
        place,
        format!("原文 {id} 没有任何规则、标准、责任部门或者宗旨与之对应"),
        format!("nothing cites sentence {id} of the source: no rule, standard, list of departments or aim"),
    );
    let heading = id.strip_suffix(".0");
    let (zh, en) = match heading {
        Some(number) => (
            format!("这是标题，请写「第{number}条 「…」」"),
            format!("this is a heading: write `clause {number} \"…\"`"),
        ),
        None => (
            format!("请写一条依据 {id} 的规则；没有可决定的内容，就写「宗旨 {id}「…」」"),
            format!("write a rule that cites {id}, or `aim {id} \"…\"` where there is nothing to decide"),
        ),
    };
    Some(fault.help(zh, en))
}

impl<'a> LintContext<'a> {
    /// Every sentence that is cited anywhere, be the declaration right or wrong.
    fn written_citations(&self) -> BTreeSet<(usize, &'a str)> {
        let layers = self.text.layers.iter().enumerate();
        let of_files = layers.flat_map(|(layer, texts)| texts.files.iter().map(move |_| layer));
        let mut out = BTreeSet::new();
        for (layer, tree) in of_files.zip(self.trees) {
            let cited = tree.items.iter().filter_map(|item| item.decl.as_ref()).flat_map(citations);
            for citation in cited {
                if let tree::Citation::Sentence { id, .. } = citation {
                    let has = |layer: &usize| {
                        self.model
                            .sources
                            .get(*layer)
                            .is_some_and(|source| source.sentence(&id.text).is_some())
                    };
                    out.extend((0..=layer).rev().find(has).map(|layer| (layer, id.text.as_str())));
                }
            }
        }
        out
    }

    /// Where a sentence stands in its layer's source file. The sources are numbered after all files of rules.
    fn sentence_place(&self, layer: usize, id: &str) -> Option<Place> {
        let rules: usize = self.text.layers.iter().map(|layer| layer.files.len()).sum();
        let before: usize = self.text.layers.iter().take(layer).map(|layer| layer.sources.len()).sum();
        let sources = &self.text.layers.get(layer)?.sources;
        sources.iter().enumerate().find_map(|(number, source)| {
            let span = line_of(&source.text, id)?;
            Some(Place { file: FileId(rules + before + number), span })
        })
    }
}

/// What a declaration cites.
fn citations(decl: &tree::Decl) -> Vec<&tree::Citation> {
    fn dated<V>(values: &[tree::Dated<V>]) -> impl Iterator<Item = &tree::Citation> {
        values.iter().flat_map(|value| &value.cited)
    }
    match decl {
        tree::Decl::Clause(clause) => clause.departments.iter().flat_map(|d| &d.cited).collect(),
        tree::Decl::Standard(standard) => {
            let delegated = standard.delegated.iter().flat_map(|(_, cited)| cited);
            dated(&standard.values).chain(delegated).collect()
        }
        tree::Decl::Scale(scale) => dated(&scale.values).collect(),
        tree::Decl::Define(define) => define.cited.iter().collect(),
        tree::Decl::Rule(rule) => {
            rule.cited.iter().chain(rule.departments.iter().flat_map(|d| &d.cited)).collect()
        }
        tree::Decl::Guarantee(guarantee) => guarantee.cited.iter().collect(),
        tree::Decl::Aim(aim) => aim.cited.iter().collect(),
        tree::Decl::Adjust(adjust) => match &adjust.values {
            tree::AdjustValues::Standard(values) => dated(values).collect(),
            tree::AdjustValues::Scale(values) => dated(values).collect(),
        },
        tree::Decl::Discontinue(discontinue) => discontinue.cited.iter().collect(),
        tree::Decl::Policy(_)
        | tree::Decl::Departments(_)
        | tree::Decl::Unit(_)
        | tree::Decl::Options(_)
        | tree::Decl::Record(_)
        | tree::Decl::Scenario(_) => Vec::new(),
    }
}

/// The sentence that an id stands before.
fn line_of(text: &str, id: &str) -> Option<Span> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let (own, sentence) = line.trim_end().split_once('\t').unwrap_or_default();
        if own.trim_start_matches('\u{feff}').trim() == id && !line.starts_with('#') {
            return Some(Span::new(start + own.len() + 1, start + own.len() + 1 + sentence.len()));
        }
        start += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_found_on_its_line() {
        let text = "\u{feff}# 1.1\t说明\r\n1.1\t给予补贴。\r\n1.10\t其他。\n";
        let words = |id| line_of(text, id).and_then(|span| text.get(span.start..span.end));
        assert_eq!(words("1.1"), Some("给予补贴。"));
        assert_eq!(words("1.10"), Some("其他。"));
        assert_eq!(words("1.2"), None);
    }
}
