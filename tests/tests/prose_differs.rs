//! Policies that decide differently read differently: the shipped policy is altered one word at a time, and wherever the program
//! comes out different, so does the prose, in both languages.
//!
//! An ordinary run tries one alteration in twelve; `QINGCE_CASES=all` tries every one.

use qingce::folder::Folder;
use qingce_compiler::model::Model;
use qingce_compiler::{PolicyText, compile};
use qingce_prose::Phrases;
use qingce_prose::document::Part;
use qingce_prose::render::text::{Marks, text};
use qingce_runtime::Language;
use std::path::Path;

/// Words and what they are changed into.
const WORDS: &[(&str, &str)] = &[
    (" 满 ", " 超过 "),
    (" 不足 ", " 不超过 "),
    (" 不超过 ", " 不足 "),
    (" 超过 ", " 满 "),
    (" ≥ ", " > "),
    (" ≤ ", " < "),
    (" = ", " ≠ "),
    (" ≠ ", " = "),
    (" 属于 ", " 不属于 "),
    (" 且 ", " 或 "),
    (" 且\n", " 或\n"),
    (" 或 ", " 且 "),
    (" 不为空", " 为空"),
    (" 非 ", " "),
    ("给予 不高于 ", "给予 "),
    ("按规定给予 ", "支持 "),
    ("  支持 ", "  鼓励 "),
    ("  鼓励 ", "  引导 "),
    ("  引导 ", "  可以 "),
    ("  优先 ", "  支持 "),
    ("  叠加于 ", "  除外 "),
    ("  并享未明 ", "  不得重复享受 "),
    (" × ", " + "),
    ("取小（", "取大（"),
    ("合计（", "最大（"),
    ("计入", "不计入"),
    ("不计入", "计入"),
    ("  一次性 按", "  # 一次性 按"),
    ("、", "、、"),
];

fn shipped() -> PolicyText {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../policies/qinghai-labour-brand");
    let mut text = Folder::read(&path).expect("the policy can be read").text;
    text.layers[0].files.retain(|file| !file.path.starts_with("案例"));
    text
}

/// Every text with one word or number of one file changed.
fn alterations(policy: &PolicyText) -> Vec<(String, PolicyText)> {
    let mut all = Vec::new();
    for (file, source) in policy.layers[0].files.iter().enumerate() {
        let mut add = |at: usize, old: &str, new: &str| {
            let mut altered = policy.clone();
            altered.layers[0].files[file].text.replace_range(at..at + old.len(), new);
            let line = source.text[..at].lines().count();
            all.push((format!("{}:{line} {old}→{new}", source.path), altered));
        };
        for (old, new) in WORDS.iter().filter(|(old, _)| *old != "、") {
            source.text.match_indices(old).for_each(|(at, _)| add(at, old, new));
        }
        // One option of a set fewer.
        for (at, _) in source.text.match_indices('{') {
            let end = source.text[at..].find('、').map(|end| at + end + '、'.len_utf8());
            if let Some(end) = end.filter(|end| !source.text[at..*end].contains('}')) {
                add(at + 1, &source.text[at + 1..end], "");
            }
        }
        // Each number by one more.
        let digits = |c: char| c.is_ascii_digit();
        let mut at = 0;
        while let Some(start) = source.text[at..].find(digits).map(|found| at + found) {
            let end =
                source.text[start..].find(|c: char| !digits(c)).map_or(source.text.len(), |end| start + end);
            let number = &source.text[start..end];
            let more = (number.parse::<u64>().expect("digits") + 1).to_string();
            add(start, number, &more);
            at = end;
        }
    }
    all
}

/// What the policy computes: the code of its rules, without the words that are told with it.
fn decides(text: &PolicyText) -> Option<(Vec<u8>, Model)> {
    let compiled = compile(text).ok()?;
    let mut program = compiled.program;
    for rule in &mut program.rules {
        rule.cited.clear();
        rule.places.clear();
        rule.readings.clear();
        rule.reasoning.clear();
    }
    program.files.clear();
    program.lists.iter_mut().flat_map(|list| &mut list.options).for_each(|(_, gloss)| *gloss = None);
    for record in &mut program.records {
        record.gloss = None;
        record.slots.iter_mut().for_each(|slot| slot.gloss = None);
    }
    Some((program.to_bytes(), compiled.model))
}

fn prose(model: &Model, language: Language) -> String {
    let phrases = Phrases::new(model, language, None);
    text(&phrases.document(&Part::default()), &phrases, Marks::Plain)
}

#[test]
fn what_decides_differently_reads_differently() {
    let policy = shipped();
    let (program, model) = decides(&policy).expect("the shipped policy compiles");
    let languages = [Language::Chinese, Language::English];
    let before = languages.map(|language| prose(&model, language));
    let every = if std::env::var("QINGCE_CASES").is_ok_and(|cases| cases == "all") { 1 } else { 12 };
    let (mut tried, mut different) = (0, 0);
    for (what, altered) in alterations(&policy).into_iter().step_by(every) {
        tried += 1;
        let Some((other, model)) = decides(&altered) else { continue };
        if other == program {
            continue;
        }
        different += 1;
        for (language, before) in languages.into_iter().zip(&before) {
            assert!(
                prose(&model, language) != *before,
                "{what} changes what is decided, but not a word of the prose in {language:?}"
            );
        }
    }
    println!("{tried} alterations, {different} of them decide differently");
    assert!(different * 5 > tried, "of {tried} alterations only {different} decide differently");
}
