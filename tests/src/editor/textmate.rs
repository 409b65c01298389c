//! The TextMate grammar: colours by kind of word, known from the text alone. The server's semantic tokens refine them.

use super::pattern::{NAME, NUMBER, any_of, any_with_id, clause_number, reserved, whole};
use qingce_grammar::vocabulary::Category::{
    Choice, Effect, Expectation, Function, Header, Literal, Magnitude, Mark, Operator, Part, Type, Unit,
};
use serde_json::{Value, json};

const DATE: &str = r"[0-9０-９]{4}\s*年\s*[0-9０-９]{1,2}\s*月\s*[0-9０-９]{1,2}\s*日|[0-9０-９]{4}[-－][0-9０-９]{1,2}[-－][0-9０-９]{1,2}";

/// The grammar.
pub fn grammar() -> Value {
    json!({
        "name": "Qingce",
        "scopeName": "source.qingce",
        "patterns": patterns(),
    })
}

fn patterns() -> Vec<Value> {
    let mut patterns = texts();
    patterns.extend(numbers());
    patterns.extend(words());
    patterns.push(coloured("keyword.operator", &any_of(&[Mark])));
    patterns
}

/// Comments and quoted texts: neither runs over the end of its line.
fn texts() -> Vec<Value> {
    let comment = any_with_id(&["comment"]);
    let quoted = |(open, close): (&str, &str)| {
        coloured("string.quoted.other", &format!("{open}[^{close}]*(?:{close}|$)"))
    };
    let mut patterns = vec![coloured("comment.line.number-sign", &format!("{comment}.*$"))];
    patterns.extend(super::configuration::quotes().into_iter().map(quoted));
    patterns
}

/// Dates, numbers with their units, and the numbers of clauses. After a number any word that is not reserved is a unit, since a
/// policy declares its own.
fn numbers() -> Vec<Value> {
    let (times, percent) = (any_of(&[Magnitude]), any_with_id(&["percent"]));
    let unit = format!("(?!{}){NAME}", whole(&reserved()));
    let measured = json!({
        "match": format!(r"({NUMBER})\s*({percent}|(?:{times}\s+)?{unit})?"),
        "captures": {
            "1": { "name": "constant.numeric.qingce" },
            "2": { "name": "keyword.other.unit.qingce" },
        },
    });
    vec![
        coloured("constant.numeric.date", DATE),
        coloured("keyword.declaration.clause", &whole(&clause_number())),
        measured,
    ]
}

/// Keywords. Those that a name may be spelled like are known by where they stand: headers at the beginning of a line, parts
/// after the blanks that begin one, types after a colon, units below a stroke, functions before a bracket.
fn words() -> Vec<Value> {
    let (colon, open, slash) = (any_with_id(&["colon"]), any_with_id(&["open"]), any_with_id(&["slash"]));
    let line = |categories: &[_], name| {
        coloured(name, &format!(r"^\s*{}(?!\s*{colon})", whole(&any_of(categories))))
    };
    let anywhere = |categories: &[_], name| coloured(name, &whole(&any_of(categories)));
    vec![
        line(&[Header], "keyword.declaration"),
        line(&[Effect], "keyword.control.effect"),
        line(&[Expectation], "keyword.control.expectation"),
        line(&[Part], "keyword.other.part"),
        coloured("support.type", &format!("(?<={colon}|{colon} ){}", whole(&any_of(&[Type])))),
        coloured("keyword.other.unit", &format!("(?<={slash}){}", whole(&any_of(&[Unit])))),
        coloured("support.function", &format!(r"{}(?=\s*{open})", whole(&any_of(&[Function])))),
        anywhere(&[Effect], "keyword.control.effect"),
        coloured("keyword.operator.word", &any_with_id(&["of"])),
        anywhere(&[Operator], "keyword.operator.word"),
        anywhere(&[Part, Choice, Expectation], "keyword.other"),
        anywhere(&[Literal], "constant.language"),
    ]
}

fn coloured(name: &str, pattern: &str) -> Value {
    json!({ "name": format!("{name}.qingce"), "match": pattern })
}
