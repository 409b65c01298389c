//! Citations as people see them.

use crate::model::Citation;
use qingce_runtime::program::Cited;

/// What a rule cites.
pub(super) fn cited(citations: &[Citation]) -> Vec<Cited> {
    let kept = |citation: &Citation| match citation {
        Citation::Sentence { id, phrases, .. } => Cited { sentence: id.clone(), phrases: phrases.clone() },
        Citation::Document { name, .. } => Cited { sentence: String::new(), phrases: vec![name.clone()] },
    };
    citations.iter().map(kept).collect()
}

/// By which authority a value is set: `6.4「…」` or the document's name.
pub(super) fn authority(citations: &[Citation], english: bool) -> String {
    let one = |citation: &Citation| match citation {
        Citation::Sentence { id, phrases, .. } => {
            let quoted: Vec<String> = phrases.iter().map(|phrase| quote(phrase, english)).collect();
            match (english, quoted.is_empty()) {
                (_, true) => id.clone(),
                (true, false) => format!("{id} {}", quoted.join(" ")),
                (false, false) => format!("{id}{}", quoted.concat()),
            }
        }
        Citation::Document { name, .. } => name.clone(),
    };
    citations.iter().map(one).collect::<Vec<_>>().join(if english { ", " } else { "、" })
}

fn quote(phrase: &str, english: bool) -> String {
    match english && !phrase.contains('"') {
        true => format!("\"{phrase}\""),
        false => format!("「{phrase}」"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use qingce_grammar::Place;

    #[test]
    fn authorities_are_written_as_citations_are() {
        let phrases = vec!["每人50元".to_owned(), "标准".to_owned()];
        let sentence =
            Citation::Sentence { layer: 0, id: "6.4".to_owned(), phrases, place: Place::default() };
        let document =
            Citation::Document { name: "青财社〔2023〕1号".to_owned(), place: Place::default() };
        let both = [sentence, document];
        assert_eq!(authority(&both, false), "6.4「每人50元」「标准」、青财社〔2023〕1号");
        assert_eq!(authority(&both, true), "6.4 \"每人50元\" \"标准\", 青财社〔2023〕1号");
    }
}
