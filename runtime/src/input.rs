//! Reading values from text.
//!
//! One textual cell, as people write them in tables and forms, becomes a value of a slot:
//! - dates `2023-07-01`, `2023/7/1`, `2023.7.1`, `2023年7月1日`, `20230701`, also with a time of midnight behind;
//! - numbers with or without thousands separators, in the slot's unit or a larger one: `1,000`, `1.5万元`, `20万`, `10%`, `2年`;
//! - 是, 否, true, false, yes, no, Y, N, 1, 0;
//! - options by their names; sets of them with `、`, `，`, `；`, `,`, `;` or `|` between; 无, none or `{}` is the set of none;
//! - full-width digits and punctuation count as half-width ones;
//! - a blank is missing, which is not the same as no, zero or none.
//!
//! A number with more decimals than its slot has is refused, not rounded.

mod date;
mod fault;
mod number;
mod plainly;

pub use fault::{InputError, InputFault, Shape};
#[cfg(feature = "json")]
pub(crate) use number::exact;
pub(crate) use number::{Exact, scaled};
pub(crate) use plainly::{at_once, date as plain_date, number as plain_number, truth as plain_truth};

use crate::language::Language;
use crate::nearest::nearest;
use crate::program::{CellType, OptionList, OptionListId, Program, Slot, SlotType};
use crate::record::Value;
use std::borrow::Cow;

/// Why a text isn't a value of a slot.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message(Language::English))]
pub struct ValueError {
    /// What was expected.
    pub expected: Expected,
    /// What was found, masked if the slot is sensitive.
    pub found: String,
}

/// What a slot expects.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Expected {
    /// A text.
    Text,
    /// 是 or 否.
    Truth,
    /// A day of the calendar in the years 1 to 9999.
    Date,
    /// One of these options, or a set of them.
    Option {
        /// The list.
        list: String,
        /// Its options.
        options: Vec<String>,
        /// The option that was likely meant.
        nearest: Option<String>,
        /// Whether it is a set.
        many: bool,
    },
    /// A number with at most so many decimals in this unit.
    Number {
        /// Decimal places, at most.
        decimals: u8,
        /// The unit.
        unit: String,
    },
    /// Members of a list, which can't be written in one cell.
    List,
}

impl Expected {
    /// What is expected, in words: `日期，例如 2023-07-01`.
    pub fn words(&self, language: Language) -> String {
        match self {
            Self::Text => language.pick("文字", "a text").to_owned(),
            Self::Truth => language.pick("是或否", "yes or no").to_owned(),
            Self::Date => language.pick("日期，例如 2023-07-01", "a date such as 2023-07-01").to_owned(),
            Self::List => language.pick("一组成员", "a list of members").to_owned(),
            Self::Option { list, options, nearest, many } => {
                // A long list is no help.
                let options = match nearest {
                    Some(nearest) => {
                        language.pick(format!("，是否指「{nearest}」"), format!(", perhaps 「{nearest}」"))
                    }
                    None if options.len() <= 12 => {
                        format!("{}{}", language.pick("：", ": "), options.join(language.pick("、", ", ")))
                    }
                    None => String::new(),
                };
                let (zh, en) = if *many {
                    ("「{}」中的若干项", "members of 「{}」")
                } else {
                    ("「{}」中的一项", "one of 「{}」")
                };
                format!("{}{options}", language.pick(zh, en).replace("{}", list))
            }
            Self::Number { decimals, unit } => {
                let (zh, en) = match decimals {
                    0 => ("整数".to_owned(), "a whole number".to_owned()),
                    1 => ("最多1位小数的数".to_owned(), "a number with at most 1 decimal".to_owned()),
                    n => (format!("最多{n}位小数的数"), format!("a number with at most {n} decimals")),
                };
                match unit.as_str() {
                    "" => language.pick(zh, en),
                    "%" => language.pick("比例，例如 10%".to_owned(), "a rate such as 10%".to_owned()),
                    unit => language.pick(format!("{zh}（{unit}）"), format!("{en} ({unit})")),
                }
            }
        }
    }
}

impl ValueError {
    /// The error in one sentence.
    pub fn message(&self, language: Language) -> String {
        let (found, expected) = (&self.found, self.expected.words(language));
        language.pick(
            format!("「{found}」无法读取，此处应为{expected}"),
            format!("「{found}」 can't be read, expected {expected}"),
        )
    }
}

/// Reads one textual cell as a value of this type. A blank is [`Value::Missing`].
///
/// # Errors
/// If the text isn't such a value. The error carries the text as it is; use [`read_slot`] for a slot that may be sensitive.
pub fn read_cell(program: &Program, ty: &SlotType, text: &str) -> Result<Value, ValueError> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(Value::Missing);
    }
    let read = match ty {
        SlotType::Text => return Ok(Value::Text(text.into())),
        SlotType::List(_) => None,
        SlotType::Cell(CellType::Truth) => truth(&plain(text)),
        SlotType::Cell(CellType::Date) => date::read(&plain(text)).map(i128::from),
        SlotType::Cell(CellType::Option(list)) => option(program, *list, text),
        SlotType::Cell(CellType::Options(list)) => options(program, *list, text),
        SlotType::Cell(CellType::Number { decimals, unit, kind }) => {
            number::read(&plain(text), *decimals, unit, *kind)
        }
    };
    read.map(Value::Cell)
        .ok_or_else(|| ValueError { expected: expected(program, ty, text), found: text.to_owned() })
}

/// Reads one textual cell as a value of this slot, as [`read_cell`] does.
///
/// # Errors
/// If the text isn't such a value. What was found is masked if the slot is sensitive.
pub fn read_slot(program: &Program, slot: &Slot, text: &str) -> Result<Value, ValueError> {
    read_cell(program, &slot.ty, text).map_err(|error| hide(slot, error))
}

/// The error with what was found masked if the slot is sensitive. What was likely meant could give it away, so it goes too.
pub(crate) fn hide(slot: &Slot, mut error: ValueError) -> ValueError {
    if slot.sensitive {
        error.found = crate::mask::mask(&error.found);
        if let Expected::Option { nearest, .. } = &mut error.expected {
            *nearest = None;
        }
    }
    error
}

/// What a slot of this type expects, where this text was found.
pub(crate) fn expected(program: &Program, ty: &SlotType, found: &str) -> Expected {
    let of_list = |id: OptionListId, many| {
        let list = program.lists.get(id.index());
        let names = || list.into_iter().flat_map(|list| list.options.iter().map(|(name, _)| name.as_str()));
        // Of a set the first part that isn't an option is the one to mend.
        let wrong =
            if many { parts(found).find(|part| !names().any(|name| name == *part)) } else { Some(found) };
        Expected::Option {
            list: list.map(|list| list.name.clone()).unwrap_or_default(),
            options: names().map(str::to_owned).collect(),
            nearest: wrong.and_then(|wrong| nearest(wrong, names())).map(str::to_owned),
            many,
        }
    };
    match ty {
        SlotType::Text => Expected::Text,
        SlotType::List(_) => Expected::List,
        SlotType::Cell(CellType::Truth) => Expected::Truth,
        SlotType::Cell(CellType::Date) => Expected::Date,
        SlotType::Cell(CellType::Option(list)) => of_list(*list, false),
        SlotType::Cell(CellType::Options(list)) => of_list(*list, true),
        SlotType::Cell(CellType::Number { decimals, unit, .. }) => {
            Expected::Number { decimals: *decimals, unit: unit.clone() }
        }
    }
}

/// Full-width letters, digits and punctuation as half-width ones, other blanks as blanks.
fn plain(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ') {
        return Cow::Borrowed(text);
    }
    text.chars()
        .map(|c| match c {
            '\u{FF01}'..='\u{FF5E}' => u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c),
            '\u{2212}' => '-',
            c if c.is_whitespace() => ' ',
            c => c,
        })
        .collect()
}

fn truth(text: &str) -> Option<i128> {
    let yes = ["是", "true", "yes", "y", "1"];
    let no = ["否", "false", "no", "n", "0"];
    let is_one = |words: &[&str]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    match (is_one(&yes), is_one(&no)) {
        (true, _) => Some(1),
        (false, true) => Some(0),
        (false, false) => None,
    }
}

/// The place of an option in its list.
fn place(list: &OptionList, text: &str) -> Option<u32> {
    let named = |wanted: &str| list.options.iter().position(|(name, _)| name == wanted);
    let found = named(text).or_else(|| list.options.iter().position(|(name, _)| plain(name) == plain(text)));
    found.and_then(|place| u32::try_from(place).ok())
}

/// An option by its name.
pub(crate) fn option(program: &Program, list: OptionListId, text: &str) -> Option<i128> {
    place(program.lists.get(list.index())?, text).map(i128::from)
}

/// A set of options by their names.
fn options(program: &Program, list: OptionListId, text: &str) -> Option<i128> {
    // An option's own name may hold a separator.
    if let Some(one) = option_bit(program, list, text) {
        return Some(one);
    }
    if ["无", "none", "{}", "[]"].iter().any(|none| plain(text).eq_ignore_ascii_case(none)) {
        return Some(0);
    }
    let mut bits = parts(text).map(|part| option_bit(program, list, part)).peekable();
    bits.peek()?;
    bits.try_fold(0, |set, bit| Some(set | bit?))
}

/// The set of one option.
pub(crate) fn option_bit(program: &Program, list: OptionListId, text: &str) -> Option<i128> {
    1i128.checked_shl(place(program.lists.get(list.index())?, text)?)
}

/// The parts of a set.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let text = text.trim_matches(['{', '}', '｛', '｝', '[', ']']);
    text.split(['、', '，', '；', ',', ';', '|', '｜']).map(str::trim).filter(|part| !part.is_empty())
}
