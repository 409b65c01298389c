//! The file of earlier grants (`--granted`): beneficiary key, rule, date, amount.

use super::bad::{Bad, Place};
use super::csv::CsvTable;
use super::json::{each_value, is_json};
use super::table::{Table, is_blank};
use super::xlsx::{Workbook, is_workbook};
use crate::fault::{Fault, Outcome};
use crate::ledger::RunLedger;
use crate::message;
use crate::message::Message;
use crate::message::both;
use crate::reference_date::day_of;
use qingce_runtime::program::{CellType, SlotType, UnitKind};
use qingce_runtime::{Grant, Ledger, Program, Value, read_cell};
use rust_decimal::Decimal;
use std::path::Path;

/// The columns: their titles in either language, and what their cells are.
const KEY: [&str; 4] = ["主键", "领取人主键", "领取人", "key"];
const RULE: [&str; 3] = ["规则", "补贴", "rule"];
const DATE: [&str; 3] = ["日期", "领取日期", "date"];
const AMOUNT: [&str; 4] = ["金额", "金额（元）", "amount", "amount (yuan)"];

/// Reads the earlier grants into a ledger.
///
/// # Errors
/// A file that can't be read, and any line of it that can't be: deciding without knowing what was granted would grant twice.
pub fn read(path: &Path, program: &Program) -> Outcome<RunLedger> {
    let mut reader = Reader { program, ledger: RunLedger::default(), bad: Vec::new() };
    if is_json(path) {
        reader.json(path)?;
    } else if is_workbook(path) {
        let mut workbook = Workbook::open(path)?;
        for sheet in workbook.names() {
            if let Some(mut table) = workbook.sheet(&sheet)? {
                reader.table(&mut table)?;
            }
        }
    } else {
        reader.table(&mut CsvTable::open(path)?)?;
    }
    let Reader { ledger, bad, .. } = reader;
    if bad.is_empty() {
        return Ok(ledger);
    }
    let count = bad.len();
    let (mut zh, mut en) = (
        format!("台账有 {count} 处读不了，没有作出任何决定："),
        format!("{count} entries of the earlier grants can't be read; nothing was decided:"),
    );
    for Bad(message) in bad.iter().take(20) {
        zh.push_str(&format!("\n  {}", message.zh));
        en.push_str(&format!("\n  {}", message.en));
    }
    Err(Fault::new(Message::new(zh, en)))
}

struct Reader<'p> {
    program: &'p Program,
    ledger: RunLedger,
    bad: Vec<Bad>,
}

impl Reader<'_> {
    fn table(&mut self, table: &mut dyn Table) -> Outcome<()> {
        let place = table.place().clone();
        let column =
            |titles: &[&str]| table.titles().iter().position(|title| titles.contains(&title.as_str()));
        let wanted = [(&KEY[..], "主键", "key"), (&RULE[..], "规则", "rule"), (&DATE[..], "日期", "date")];
        let mut columns = Vec::new();
        for (titles, zh, en) in wanted {
            let Some(at) = column(titles) else {
                let what = message!(
                    "台账缺「{zh}」列（要有：主键、规则、日期、金额）",
                    "the column 「{en}」 is wanted (key, rule, date, amount)"
                );
                return Err(Fault::new(place.say(&what)));
            };
            columns.push(at);
        }
        let amount = column(&AMOUNT);
        loop {
            match table.advance() {
                Ok(true) => {}
                Ok(false) => return Ok(()),
                Err(what) => return Err(Fault::new(place.say(&what))),
            }
            let row = table.offset().row;
            let text = |at: usize, ty: &SlotType| table.cell(at, ty).map(std::borrow::Cow::into_owned);
            let entry = (|| {
                let [key, rule, date] = [columns[0], columns[1], columns[2]];
                let amount = amount.map(|at| text(at, &money())).transpose()?.unwrap_or_default();
                self.grant(
                    &text(key, &SlotType::Text)?,
                    &text(rule, &SlotType::Text)?,
                    &text(date, &day())?,
                    &amount,
                )
            })();
            match entry {
                Ok(grant) => self.ledger.enter(grant),
                Err(what) => self.bad.push(place.row(row, &what)),
            }
        }
    }

    fn json(&mut self, path: &Path) -> Outcome<()> {
        let place = Place::file(path);
        each_value(path, &mut |number, value| {
            let entry = value.and_then(|value| {
                let field = |names: &[&str]| {
                    let found = names.iter().find_map(|name| value.get(*name));
                    match found {
                        None | Some(serde_json::Value::Null) => String::new(),
                        Some(serde_json::Value::String(text)) => text.clone(),
                        Some(other) => other.to_string(),
                    }
                };
                self.grant(&field(&KEY), &field(&RULE), &field(&DATE), &field(&AMOUNT))
            });
            match entry {
                Ok(grant) => self.ledger.enter(grant),
                Err(what) => self.bad.push(place.item(number, &what)),
            }
            Ok(())
        })
    }

    fn grant(&self, key: &str, rule: &str, date: &str, amount: &str) -> Result<Grant, Message> {
        if is_blank(key) {
            return Err(message!("没有写领取人的主键", "the beneficiary's key is blank"));
        }
        if self.program.rule_named(rule).is_none() {
            return Err(message!("政策里没有规则「{rule}」", "the policy has no rule 「{rule}」"));
        }
        let Value::Cell(date) = self.value(&day(), date)? else {
            return Err(message!("没有写日期", "the date is blank"));
        };
        let date = day_of(date).ok_or_else(|| message!("日期不对", "this is no date"))?;
        let amount = match self.value(&money(), amount)? {
            Value::Cell(amount) => Decimal::try_from_i128_with_scale(amount, 2).ok(),
            _ => None,
        };
        Ok(Grant { key: key.trim().to_owned(), rule: rule.to_owned(), date, amount })
    }

    fn value(&self, ty: &SlotType, text: &str) -> Result<Value, Message> {
        read_cell(self.program, ty, text).map_err(|error| both(|language| error.message(language)))
    }
}

fn day() -> SlotType {
    SlotType::Cell(CellType::Date)
}

fn money() -> SlotType {
    SlotType::Cell(CellType::Number { decimals: 2, unit: "元".to_owned(), kind: UnitKind::Money })
}
