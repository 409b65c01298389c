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
    analyse(&folder.text).model
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
