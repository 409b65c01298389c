//! A policy as long as one likes: the shipped one repeated under other names.
//!
//! Each copy has names of its own for all that it declares (`…之二`, `…之三`), and clauses and sentences numbered on from the copy
//! before; the head, the departments and the units stand once. So nothing is shared between copies but what one policy shares.

use qingce_compiler::{Analysis, Index, Layer, PolicyText, SourceFile, Symbol, analyse};
use qingce_grammar::lexer::{TokenKind, tokens};
use qingce_grammar::tree::{Decl, File};
use std::collections::{BTreeMap, HashSet};
use std::path::Path;

/// Clauses of the shipped policy.
const CLAUSES: usize = 16;

/// The shipped policy, read from its folder.
pub fn shipped() -> PolicyText {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../policies/qinghai-labour-brand");
    let read = |name: &str| SourceFile {
        path: name.to_owned(),
        text: std::fs::read_to_string(folder.join(name)).expect("a file of the shipped policy"),
    };
    let names = |below: &str| {
        let entries = std::fs::read_dir(folder.join(below)).expect("a folder of the shipped policy");
        let name = |entry: std::io::Result<std::fs::DirEntry>| {
            let name = entry.expect("an entry").file_name().into_string().expect("a name in UTF-8");
            if below.is_empty() { name } else { format!("{below}/{name}") }
        };
        let mut names: Vec<String> = entries.map(name).filter(|name| name.ends_with(".ce")).collect();
        names.sort();
        names
    };
    let files = [names(""), names("案例")].concat();
    let files = files.iter().map(|name| read(name)).collect();
    PolicyText {
        layers: vec![Layer { folder: "shipped".to_owned(), files, sources: vec![read("原文.tsv")] }],
    }
}

/// The shipped policy repeated until at least `lines` lines are full; of the last copy only as many scenario files as that takes.
pub fn long(lines: usize) -> PolicyText {
    let shipped = shipped();
    let analysis = analyse(&shipped);
    let mut long = shipped.clone();
    let mut number = 2;
    while line_count(&long) < lines {
        let copy = copy(&shipped, &analysis, number);
        let (layer, copied) = (&mut long.layers[0], &copy.layers[0]);
        layer.sources[0].text.push_str(&copied.sources[0].text);
        let (scenarios, rules): (Vec<_>, Vec<_>) =
            copied.files.iter().cloned().partition(|file| file.path.contains("案例/"));
        layer.files.extend(rules);
        for file in scenarios {
            if line_count(&long) < lines {
                long.layers[0].files.push(file);
            }
        }
        number += 1;
    }
    long
}

/// How many lines the `.ce` files have.
pub fn line_count(text: &PolicyText) -> usize {
    text.layers.iter().flat_map(|layer| &layer.files).map(|file| file.text.lines().count()).sum()
}

/// The number of a copy as a suffix of names: 之二, 之三 …
fn suffix(number: usize) -> String {
    const DIGITS: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digits = number.to_string();
    let words: String = digits.bytes().map(|digit| DIGITS[usize::from(digit - b'0')]).collect();
    format!("之{words}")
}

fn copy(shipped: &PolicyText, analysis: &Analysis, number: usize) -> PolicyText {
    let layer = &shipped.layers[0];
    let ids: HashSet<&str> = layer.sources[0].text.lines().filter_map(id_of).collect();
    let mut files = Vec::new();
    for (at, file) in layer.files.iter().enumerate() {
        let once = analysis.trees[at]
            .items
            .iter()
            .any(|item| matches!(item.decl, Some(Decl::Policy(_) | Decl::Departments(_) | Decl::Unit(_))));
        if !once {
            let mut edits = renamed(&analysis.index, at, &suffix(number));
            edits.extend(renumbered(&file.text, &analysis.trees[at], &ids, number));
            let path = format!("{number:02}-{}", file.path);
            files.push(SourceFile { path, text: edited(&file.text, &edits) });
        }
    }
    let lines = layer.sources[0]
        .text
        .lines()
        .filter_map(|line| Some(format!("{}\t{}\n", moved(id_of(line)?, number), line.split_once('\t')?.1)));
    let sources = vec![SourceFile { path: layer.sources[0].path.clone(), text: lines.collect() }];
    PolicyText { layers: vec![Layer { folder: layer.folder.clone(), files, sources }] }
}

fn id_of(line: &str) -> Option<&str> {
    line.split_once('\t').map(|(id, _)| id).filter(|id| !id.starts_with('#'))
}

/// The number of a sentence in a copy: 6.4 becomes 22.4, then 38.4. The sentences before the first clause are of clause 0, and
/// become those of a clause of their own.
fn moved(id: &str, number: usize) -> String {
    let (clause, sentence) = id.split_once('.').expect("clause and sentence");
    let clause: usize = clause.parse().expect("a number");
    let later = (number - 1) * (CLAUSES + 1);
    format!("{}.{sentence}", clause + later)
}

/// Every place where a name of the copy's own stands, with the suffix to put behind it.
fn renamed(index: &Index, file: usize, suffix: &str) -> BTreeMap<(usize, usize), String> {
    let own = index.entries.iter().filter(|entry| match entry.symbol {
        Symbol::List(_)
        | Symbol::Option(..)
        | Symbol::Record(_)
        | Symbol::Field(..)
        | Symbol::Standard(_)
        | Symbol::Scale(_)
        | Symbol::Definition(_)
        | Symbol::Rule(_)
        | Symbol::Let(..)
        | Symbol::Scenario(_)
        | Symbol::Guarantee(_) => entry.place.file.0 == file,
        Symbol::Unit(_) | Symbol::Department(_) | Symbol::Clause(_) => false,
    });
    own.map(|entry| ((entry.place.span.end, entry.place.span.end), suffix.to_owned())).collect()
}

/// The numbers of clauses and sentences, with those to put in their place.
fn renumbered(
    text: &str,
    tree: &File,
    ids: &HashSet<&str>,
    number: usize,
) -> BTreeMap<(usize, usize), String> {
    let clauses = tree.items.iter().filter_map(|item| match &item.decl {
        Some(Decl::Clause(clause)) => {
            let moved = clause.number as usize + (number - 1) * (CLAUSES + 1);
            Some(((item.keyword.start, clause.number_span.end), format!("第{moved}条")))
        }
        _ => None,
    });
    let all = tokens(text);
    let cited = all.iter().enumerate().filter(|(at, token)| {
        let id = token.kind == TokenKind::Number && ids.contains(token.text(text));
        id && !all.get(at + 1).is_some_and(|unit| unit.kind == TokenKind::Word)
    });
    let cited = cited.map(|(_, id)| ((id.span.start, id.span.end), moved(id.text(text), number)));
    clauses.chain(cited).collect()
}

fn edited(text: &str, edits: &BTreeMap<(usize, usize), String>) -> String {
    let (mut out, mut at) = (String::new(), 0);
    for ((start, end), new) in edits {
        out.push_str(&text[at..*start]);
        out.push_str(new);
        at = *end;
    }
    out.push_str(&text[at..]);
    out
}
