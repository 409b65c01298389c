//! The prose of every rule of the policies that travel with the project: a change in meaning shows as a change in prose.
//! `UPDATE=1` writes the pages anew.

use qingce::folder::Folder;
use qingce_compiler::model::{Model, RuleId};
use qingce_compiler::{analyse, model::Citation};
use qingce_prose::{Paragraph, Phrases};
use qingce_runtime::Language;
use std::fmt::Write;
use std::path::{Path, PathBuf};

const POLICIES: [&str; 4] =
    ["qinghai-labour-brand", "municipal-heat-grant", "haixi-supplement", "amendment-2025"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn model(policy: &str) -> Model {
    let folder = Folder::read(&root().join("policies").join(policy)).expect("the policy can be read");
    std::sync::Arc::unwrap_or_clone(analyse(&folder.text).model)
}

/// The rules of a policy's outermost layer in prose, with the sentences that they cite above each.
fn page(model: &Model, language: Language) -> String {
    let phrases = Phrases::new(model, language, None);
    let mut page = String::new();
    for (at, rule) in model.rules.iter().enumerate().filter(|(_, rule)| rule.layer == model.outermost()) {
        for citation in &rule.cited {
            if let Citation::Sentence { layer, id, .. } = citation {
                let sentence = model.sources[*layer].sentences.iter().find(|(own, _)| own == id);
                writeln!(page, "> {id} {}", sentence.map_or("", |(_, text)| text)).unwrap();
            }
        }
        let paragraph = phrases.paragraph(RuleId(at)).expect("a rule of the model");
        page.push_str(&told(&phrases, &paragraph, language));
        page.push('\n');
    }
    page
}

fn told(phrases: &Phrases<'_>, paragraph: &Paragraph, language: Language) -> String {
    let mut text = format!("{}\n", paragraph.name);
    let mut add = |line: String| writeln!(text, "  {line}").unwrap();
    paragraph.text.iter().flat_map(|passage| passage.lines(language)).for_each(&mut add);
    paragraph.terms.iter().flat_map(|term| term.meaning.lines(language)).for_each(&mut add);
    paragraph.amounts.iter().flat_map(|amounts| phrases.history(amounts).lines(language)).for_each(&mut add);
    add(format!("→ {}", paragraph.departments.join(language.pick("、", ", "))));
    for note in &paragraph.notes {
        add(format!("* {}", note.chosen));
        note.rejected.iter().for_each(|rejected| add(format!("  ≠ {rejected}")));
    }
    text
}

#[test]
fn the_prose_of_every_shipped_rule_is_as_it_was_read() {
    for policy in POLICIES {
        let model = model(policy);
        for (language, end) in [(Language::Chinese, "zh"), (Language::English, "en")] {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("prose/{policy}.{end}.txt"));
            let now = page(&model, language);
            if std::env::var_os("UPDATE").is_some() {
                std::fs::write(&path, &now).unwrap();
            }
            let kept = std::fs::read_to_string(&path).unwrap_or_default();
            assert!(kept == now, "{} has changed; see it with UPDATE=1 and git diff", path.display());
        }
    }
}

/// Signs and words of the language that prose has no place for, and noes that cancel each other.
const NO_PROSE: &[&str] = &[
    "{",
    "}",
    "≥",
    "≤",
    "≠",
    "_",
    " 且 ",
    " 或 ",
    " 属于 ",
    "取小",
    "取大",
    "不不",
    "不未",
    "没有没",
    "不是不",
    "非不",
    "不为空",
    "not not",
    "isn't not",
    "true",
    "false",
    "null",
];

#[test]
fn the_prose_has_no_signs_of_the_language_in_it() {
    for policy in POLICIES {
        let model = model(policy);
        for language in [Language::Chinese, Language::English] {
            let phrases = Phrases::new(&model, language, None);
            for at in 0..model.rules.len() {
                let paragraph = phrases.paragraph(RuleId(at)).expect("a rule of the model");
                let own = paragraph.text.iter().chain(paragraph.terms.iter().map(|term| &term.meaning));
                for line in own.flat_map(|passage| passage.lines(language)) {
                    let found = NO_PROSE.iter().find(|sign| line.contains(**sign));
                    assert!(found.is_none(), "{}: {line}: {found:?}", paragraph.name);
                }
            }
        }
    }
}

#[test]
fn amounts_say_which_one_is_in_force() {
    let model = model("amendment-2025");
    let day = chrono::NaiveDate::from_ymd_opt(2025, 7, 1);
    let phrases = Phrases::new(&model, Language::Chinese, day);
    let said: Vec<String> = (0..model.standards.len())
        .filter_map(|at| phrases.standard(qingce_compiler::model::StandardId(at)))
        .filter(|amounts| amounts.values.len() > 1)
        .map(|amounts| phrases.history(&amounts).line(Language::Chinese))
        .collect();
    assert!(!said.is_empty());
    for line in said {
        assert_eq!(line.matches("（现行）").count(), 1, "{line}");
    }
}
