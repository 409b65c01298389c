//! Child tables: the members of lists, found by the key of the record that they belong to.
//!
//! An index holds for each row a hash of its key and the row's offset, never the row: 24 bytes a row. Where the child table is
//! in the order of its records (as a sorted export is), finding the rows never moves the file back.

use super::bad::Bad;
use super::columns::{Columns, value};
use super::table::{Offset, Table, is_blank};
use crate::fault::{Fault, Outcome};
use crate::message;
use qingce_runtime::program::{RecordId, SlotId, SlotType};
use qingce_runtime::{Program, Record, Value};
use std::hash::{DefaultHasher, Hash, Hasher};

/// A table with the tables of its records' lists.
pub struct Node {
    /// The table.
    pub table: Box<dyn Table>,
    /// The record type of its rows.
    pub record: RecordId,
    /// Its columns.
    pub columns: Columns,
    /// The child tables.
    pub children: Vec<Child>,
}

/// The table of a list's members.
pub struct Child {
    /// The list.
    pub slot: SlotId,
    /// The members' table.
    pub node: Node,
    index: Index,
}

impl Child {
    /// Makes the index of a child table.
    ///
    /// # Errors
    /// A table that can't be read to its end.
    pub fn new(slot: SlotId, mut node: Node) -> Outcome<Self> {
        let index = Index::of(&mut node).map_err(|what| Fault::new(node.table.place().say(&what)))?;
        Ok(Self { slot, node, index })
    }
}

/// The keys that a row names, joined.
fn key_of(table: &dyn Table, columns: &[usize]) -> Result<String, crate::lang::Message> {
    let mut key = String::new();
    for column in columns {
        key.push_str(&table.cell(*column, &SlotType::Text)?);
        key.push('\u{1f}');
    }
    Ok(key)
}

fn hash(key: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

#[derive(Debug, Default)]
struct Index {
    /// Hash of the key, offset, and whether a record has taken the row; ascending.
    rows: Vec<(u64, Offset)>,
    taken: Vec<bool>,
}

impl Index {
    fn of(node: &mut Node) -> Result<Self, crate::lang::Message> {
        let mut rows = Vec::new();
        while node.table.advance()? {
            // A key that can't be read belongs to no record; the row is reported with those at the end.
            let key = key_of(node.table.as_ref(), &node.columns.above).unwrap_or_default();
            rows.push((hash(&key), node.table.offset()));
        }
        rows.sort_unstable();
        let taken = vec![false; rows.len()];
        Ok(Self { rows, taken })
    }

    /// The places of the rows with this hash.
    fn places(&self, hash: u64) -> std::ops::Range<usize> {
        let from = self.rows.partition_point(|(known, _)| *known < hash);
        let to = self.rows.partition_point(|(known, _)| *known <= hash);
        from..to
    }
}

impl Node {
    /// Reads the row that the table stands on. `above` holds the keys of the records that it belongs to, joined.
    ///
    /// # Errors
    /// Every cell of the row and of its members that can't be read.
    pub fn read(&mut self, program: &Program, above: &str) -> Result<Record, Vec<Bad>> {
        let Some(ty) = program.record(self.record) else { return Err(Vec::new()) };
        let mut values = vec![Value::Missing; ty.slots.len()];
        let mut bad = Vec::new();
        let row = self.table.offset().row;
        for (column, slot) in &self.columns.slots {
            match value(program, ty, *slot, self.table.as_ref(), *column) {
                Ok(value) => values[slot.index()] = value,
                Err(what) => {
                    bad.push(self.table.place().cell(row, *column, &self.table.titles()[*column], &what))
                }
            }
        }
        for column in self.table.titles().len()..self.table.width() {
            if self.table.cell(column, &SlotType::Text).is_ok_and(|text| !is_blank(&text)) {
                let what = message!("这一行比标题行多出了格", "this row has more cells than the title row");
                bad.push(self.table.place().row(row, &what));
                break;
            }
        }
        if !self.children.is_empty() {
            self.read_lists(program, above, row, &mut values, &mut bad);
        }
        if bad.is_empty() { Ok(Record { ty: self.record, values }) } else { Err(bad) }
    }

    fn read_lists(
        &mut self,
        program: &Program,
        above: &str,
        row: u64,
        values: &mut [Value],
        bad: &mut Vec<Bad>,
    ) {
        let own = self.columns.key.map(|column| key_of(self.table.as_ref(), &[column]));
        let own = match own {
            Some(Ok(key)) if key.trim_end_matches('\u{1f}').is_empty() => None,
            Some(Ok(key)) => Some(key),
            // Unreadable: already reported as a cell.
            Some(Err(_)) => return,
            None => None,
        };
        let Some(own) = own else {
            let what = message!(
                "主键是空的，找不到属于它的清单",
                "the key is blank, so that the members of its lists can't be found"
            );
            bad.push(self.table.place().row(row, &what));
            return;
        };
        let key = format!("{above}{own}");
        for child in &mut self.children {
            match child.members(program, &key) {
                Ok(Some(members)) => values[child.slot.index()] = Value::List(members),
                Ok(None) => {
                    let key = key.trim_end_matches('\u{1f}').rsplit('\u{1f}').next().unwrap_or_default();
                    let shown = shown_key(program, self.record, key);
                    let what = message!(
                        "主键「{shown}」重复，分不清清单属于哪一条",
                        "the key 「{shown}」 is there twice, so that it isn't clear which one the members belong to"
                    );
                    bad.push(self.table.place().row(row, &what));
                    return;
                }
                Err(found) => bad.extend(found),
            }
        }
    }

    /// Rows of child tables that no record took, once all records are read.
    pub fn left_over(&mut self) -> Vec<Bad> {
        let mut bad = Vec::new();
        for child in &mut self.children {
            let rows = child.index.rows.iter().zip(&child.index.taken).filter(|(_, taken)| !**taken);
            let mut rows: Vec<u64> = rows.map(|((_, offset), _)| offset.row).collect();
            rows.sort_unstable();
            let what = message!(
                "上级表里没有这一行写明的档案",
                "no record in the table above has the key of this row"
            );
            bad.extend(rows.into_iter().map(|row| child.node.table.place().row(row, &what)));
            bad.extend(child.node.left_over());
        }
        bad
    }
}

/// A key for messages: masked if the key's slot is sensitive.
fn shown_key(program: &Program, record: RecordId, key: &str) -> String {
    let slot = program.record(record).and_then(|ty| ty.slots.get(ty.key?.index()));
    if slot.is_some_and(|slot| slot.sensitive) { qingce_runtime::mask(key) } else { key.to_owned() }
}

impl Child {
    /// The members of the record with this key, in the order of the table; `None` if another record has taken them.
    fn members(&mut self, program: &Program, key: &str) -> Result<Option<Vec<Record>>, Vec<Bad>> {
        let mut members = Vec::new();
        let mut bad = Vec::new();
        for at in self.index.places(hash(key)) {
            let offset = self.index.rows[at].1;
            if let Err(what) = self.node.table.go_to(offset) {
                bad.push(self.node.table.place().row(offset.row, &what));
                continue;
            }
            // Two keys can share a hash.
            if key_of(self.node.table.as_ref(), &self.node.columns.above).as_deref() != Ok(key) {
                continue;
            }
            if std::mem::replace(&mut self.index.taken[at], true) {
                return Ok(None);
            }
            match self.node.read(program, key) {
                Ok(member) => members.push(member),
                Err(found) => bad.extend(found),
            }
        }
        if bad.is_empty() { Ok(Some(members)) } else { Err(bad) }
    }
}
