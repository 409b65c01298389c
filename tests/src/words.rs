//! The word list of the language reference, made from the vocabulary table.

use qingce_grammar::Language;
use qingce_grammar::vocabulary::{Category, Entry, entries};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The list in Markdown: a heading and a table for each kind of word.
pub fn list(english: bool) -> String {
    let language = if english { Language::English } else { Language::Chinese };
    let mut groups: BTreeMap<Category, Vec<&Entry>> = BTreeMap::new();
    for entry in entries() {
        groups.entry(entry.category).or_default().push(entry);
    }
    let mut text = String::new();
    for (category, entries) in groups {
        let _ = write!(text, "\n### {}\n\n", title(category, english));
        text += if english {
            "| Chinese | English | also | for |\n"
        } else {
            "| 中文 | 英文 | 另收 | 用处 |\n"
        };
        text += "|---|---|---|---|\n";
        for entry in entries {
            let also: Vec<String> = entry.also.iter().map(|spelling| code(spelling)).collect();
            let (zh, en, also) = (code(entry.zh), code(entry.en), also.join(" "));
            let _ = writeln!(
                text,
                "| {zh} | {en} | {also} | {}{} |",
                entry.doc(language),
                remark(entry, english)
            );
        }
    }
    text.push('\n');
    text
}

/// What else is to be known of a word: its level, or that it may be a name too.
fn remark(entry: &Entry, english: bool) -> String {
    let word = entry.spelling(Language::Chinese).chars().all(char::is_alphanumeric);
    let keyword = matches!(
        entry.category,
        Category::Part | Category::Choice | Category::Effect | Category::Expectation
    );
    let nameable = keyword && word && !entry.reserved;
    match (entry.level, nameable, english) {
        (0, true, false) => "（也可作名称）".into(),
        (0, true, true) => " (may be a name too)".into(),
        (0, false, _) => String::new(),
        (level, _, false) => format!("（第{level}层）"),
        (level, _, true) => format!(" (level {level})"),
    }
}

fn code(spelling: &str) -> String {
    match spelling {
        "" => String::new(),
        "`" => "`` ` ``".into(),
        _ => format!("`{}`", spelling.replace('|', "\\|")),
    }
}

fn title(category: Category, english: bool) -> &'static str {
    let (zh, en) = match category {
        Category::Header => ("开头的词：每个声明以它开头", "Headers: each begins a declaration"),
        Category::Part => ("各部分", "Parts of declarations"),
        Category::Choice => ("可选的写法", "Choices"),
        Category::Effect => ("效果", "Effects"),
        Category::Expectation => ("案例的期望", "What a scenario gives and expects"),
        Category::Operator => ("运算和比较", "Operators"),
        Category::Function => ("函数和汇总", "Functions and aggregates"),
        Category::Type => ("字段类型", "Types of field"),
        Category::Unit => ("单位", "Units"),
        Category::Magnitude => ("数量级", "Magnitudes"),
        Category::Literal => ("固定的值", "Fixed values"),
        Category::Mark => ("标点", "Punctuation"),
    };
    if english { en } else { zh }
}
