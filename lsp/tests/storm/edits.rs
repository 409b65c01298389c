//! Edits at random: letters and marks that a drafter types or pastes, in the middle of anything.

use super::Open;
use super::text::Text;
use fastrand::Rng;
use serde_json::{Value, json};

/// What is typed or pasted, beside pieces of the text itself.
const TYPED: [&str; 36] = [
    "",
    "",
    "",
    "𠮷",
    "㎡",
    "（",
    "）",
    "，",
    "：",
    "「",
    "」",
    "；",
    "(",
    ")",
    ":",
    "\"",
    "#",
    "'",
    "\u{FEFF}",
    "\u{3000}",
    "\t",
    "  ",
    "\n",
    "\r\n",
    "\n  ",
    "\r\n\r\n",
    "qi'zheng'd",
    "btbz",
    "1",
    "９９９９９９９９９９９９９９９９９９９９",
    "2026年2月30日",
    "标准 甲：元/人\n  自 2026年1月1日 5元/人 依据 「乙」\n",
    "规则 丙\n  对象 ",
    " 且 非 (",
    "👩\u{200D}🌾",
    "e\u{301}",
];

/// The text as it was opened, by a change of the whole text.
pub fn back(open: &mut Open) -> Value {
    open.text = Text::new(&open.shipped);
    json!([{ "text": open.shipped }])
}

/// One change or several, the one after the other; the text is changed with them.
pub fn random(rng: &mut Rng, text: &mut Text) -> Value {
    let number = if rng.u8(..8) == 0 { rng.usize(2..4) } else { 1 };
    Value::from_iter((0..number).map(|_| one(rng, text)))
}

fn one(rng: &mut Rng, text: &mut Text) -> Value {
    let start = text.gap(rng.usize(..=text.len()));
    let length = match rng.u8(..10) {
        0..5 => 0,
        5..9 => rng.usize(1..12),
        _ => rng.usize(1..200),
    };
    let end = text.gap(start + length).max(start);
    let new = match rng.u8(..4) {
        0 => {
            let from = text.gap(rng.usize(..=text.len()));
            let to = text.gap(from + rng.usize(..60)).max(from);
            text.part(from, to)
        }
        _ => (*rng.choice(TYPED.iter()).expect("something is typed")).to_owned(),
    };
    let range = json!({ "start": text.position(start), "end": text.position(end) });
    text.replace(start, end, &new);
    json!({ "range": range, "text": new })
}
