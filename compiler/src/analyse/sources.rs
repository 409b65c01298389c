//! The official texts: `id<TAB>sentence` lines; lines that begin with `#` and empty ones are ignored.

use super::context::{Analyser, PlacedItem};
use crate::model::SourceText;
use crate::report::{Details, error};
use qingce_grammar::{Code, tree};

impl<'t> Analyser<'t> {
    /// Reads the source text of every layer.
    pub fn read_sources(&mut self, items: &[PlacedItem<'t>]) {
        for (layer, files) in self.text.layers.iter().enumerate() {
            let named =
                items.iter().filter(|item| item.home.layer == layer).find_map(|item| match &item.decl.decl {
                    Some(tree::Decl::Policy(policy)) => Some((item.home, policy.source.as_ref()?)),
                    _ => None,
                });
            let file = named.and_then(|(_, name)| files.sources.iter().position(|f| f.path == name.text));
            if let (Some((home, name)), None) = (named, file) {
                let fault = error(
                    Code::NoSource,
                    home.place(name.span),
                    format!("找不到原文文件「{}」", name.text),
                    format!("the source file 「{}」 is not found", name.text),
                );
                self.report(fault.help(
                    "请把它放在政策的文件夹里，每行一句：编号、制表符、句子",
                    "put it in the policy's folder, one sentence a line: its number, a tab, the sentence",
                ));
                if let Some(info) = self.layers.get_mut(layer) {
                    info.source_asked_for = true;
                }
            }
            let read = file.and_then(|file| self.sources.get(layer)?.get(file));
            self.model.sources.push(read.map(|read| read.found.clone()).unwrap_or_default());
        }
    }

    /// The sentence that an id means in a layer: its own source's, or else that of what it builds on.
    pub fn sentence(&self, layer: usize, id: &str) -> Option<(usize, &str)> {
        (0..=layer).rev().find_map(|layer| Some((layer, self.model.sources.get(layer)?.sentence(id)?)))
    }
}

/// The sentences of a source file.
pub(crate) fn sentences(text: &str) -> SourceText {
    let lines = text.trim_start_matches('\u{feff}').lines();
    let kept = lines.filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    let split = kept.filter_map(|line| line.split_once('\t'));
    SourceText::new(split.map(|(id, text)| (id.trim().to_owned(), text.trim().to_owned())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_and_blank_lines_are_no_sentences() {
        let source = sentences("\u{feff}# clause 1\n1.0\t一、标题。\n\n1.1\t给予补贴。\r\n");
        assert_eq!(source.sentences.len(), 2);
        assert_eq!(source.sentence("1.1"), Some("给予补贴。"));
        assert_eq!(source.sentence("1.2"), None);
    }
}
