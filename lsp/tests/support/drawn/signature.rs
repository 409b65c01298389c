//! `textDocument/signatureHelp`, drawn: the whole, marks under the name that the cursor stands in, and what it gives.

use super::Asked;
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// Asks and draws.
pub fn drawn(asked: Asked<'_>) -> String {
    let params = asked.at_cursor();
    let told = asked.client.request("textDocument/signatureHelp", params);
    if told.is_null() {
        return "nothing".to_owned();
    }
    let one = &told["signatures"][0];
    let label = one["label"].as_str().unwrap();
    let active = usize::try_from(told["activeParameter"].as_u64().unwrap()).unwrap();
    let mut drawn = format!("{label}\n");
    let mut from = 0;
    for (at, parameter) in one["parameters"].as_array().unwrap().iter().enumerate() {
        let name = parameter["label"].as_str().unwrap();
        from += label[from..].find(name).expect("the name stands in the whole");
        if at == active {
            let _ = writeln!(drawn, "{}{}", " ".repeat(label[..from].width()), "^".repeat(name.width()));
        }
        from += name.len();
    }
    drawn + one["documentation"].as_str().unwrap()
}
