//! Child tables: the members of lists, found by the key of the record that they belong to. Records with one key (someone who
//! applies twice) share their members.

use super::bad::Bad;
use super::columns::{Columns, value};
use super::finder::{Finder, key_of};
use super::table::{Table, is_blank};
use crate::fault::{Fault, Outcome};
use crate::message;
use qingce_runtime::columns::Plainly;
use qingce_runtime::program::{RecordId, SlotId, SlotType};
use qingce_runtime::{Program, Record, Value};

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
    finder: Finder,
}

impl Child {
    /// Joins a child table to the table above, which is left before its first row.
    ///
    /// # Errors
    /// A table that can't be read to its end.
    pub fn new(parent: &mut Node, slot: SlotId, mut node: Node) -> Outcome<Self> {
        let keys: Vec<usize> = parent.columns.above.iter().copied().chain(parent.columns.key).collect();
        let finder = Finder::of(parent.table.as_mut(), &keys, node.table.as_mut(), &node.columns.above)
            .map_err(|what| Fault::new(node.table.place().say(&what)))?;
        if matches!(finder, Finder::Index(_)) {
            // Its rows will be read in another order than the table's, so that none below can be taken in theirs.
            for child in &mut node.children {
                child.use_index()?;
            }
        }
        Ok(Self { slot, node, finder })
    }

    fn use_index(&mut self) -> Outcome<()> {
        if matches!(self.finder, Finder::Order { .. }) {
            self.finder = Finder::index(self.node.table.as_mut(), &self.node.columns.above)
                .map_err(|what| Fault::new(self.node.table.place().say(&what)))?;
        }
        self.node.children.iter_mut().try_for_each(Self::use_index)
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

    /// Fills a record with the row that the table stands on, if all of it is written plainly and no lists belong to it.
    pub fn fill(&self, record: &mut Plainly<'_>) -> Option<()> {
        if !self.children.is_empty() || self.table.width() > self.table.titles().len() {
            return None;
        }
        self.columns.slots.iter().try_for_each(|(column, slot)| record.put(*slot, self.table.bytes(*column)?))
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
            Some(Ok(key)) if key.trim_end_matches(super::finder::MARK).is_empty() => None,
            Some(Ok(key)) => Some(key),
            // Unreadable: already reported as a cell.
            Some(Err(_)) => return,
            None => None,
        };
        let Some(own) = own else {
            let what = message!(
                "主键是空的，找不到属于它的列表",
                "the key is blank, so that the members of its lists can't be found"
            );
            bad.push(self.table.place().row(row, &what));
            return;
        };
        let key = format!("{above}{own}");
        for child in &mut self.children {
            match child.members(program, &key) {
                Ok(members) => values[child.slot.index()] = Value::List(members),
                Err(found) => bad.extend(found),
            }
        }
    }

    /// Rows of child tables that no record took, once all records are read.
    pub fn left_over(&mut self) -> Vec<Bad> {
        let mut bad = Vec::new();
        for child in &mut self.children {
            let rows = match &child.finder {
                Finder::Order { .. } => Vec::new(),
                Finder::Index(index) => index.left_over(),
            };
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

impl Child {
    /// The members of the record with this key, in the order of the table.
    fn members(&mut self, program: &Program, key: &str) -> Result<Vec<Record>, Vec<Bad>> {
        match &mut self.finder {
            Finder::Order { .. } => self.next_members(program, key),
            Finder::Index(_) => self.found_members(program, key),
        }
    }

    /// The next rows of the table, as long as they have this key.
    fn next_members(&mut self, program: &Program, key: &str) -> Result<Vec<Record>, Vec<Bad>> {
        let mut members = Vec::new();
        let mut bad = Vec::new();
        let Finder::Order { waiting, ended } = &mut self.finder else { return Ok(members) };
        while !*ended {
            if !*waiting {
                let row = self.node.table.offset().row;
                match self.node.table.advance() {
                    Ok(more) => (*waiting, *ended) = (more, !more),
                    Err(what) => {
                        *ended = true;
                        bad.push(self.node.table.place().row(row, &what));
                    }
                }
                continue;
            }
            if key_of(self.node.table.as_ref(), &self.node.columns.above).as_deref() != Ok(key) {
                break;
            }
            *waiting = false;
            match self.node.read(program, key) {
                Ok(member) => members.push(member),
                Err(found) => bad.extend(found),
            }
        }
        if bad.is_empty() { Ok(members) } else { Err(bad) }
    }

    /// The rows with this key, wherever they stand.
    fn found_members(&mut self, program: &Program, key: &str) -> Result<Vec<Record>, Vec<Bad>> {
        let mut members = Vec::new();
        let mut bad = Vec::new();
        let Finder::Index(index) = &mut self.finder else { return Ok(members) };
        for (at, offset) in index.places(key) {
            if let Err(what) = self.node.table.go_to(offset) {
                bad.push(self.node.table.place().row(offset.row, &what));
                continue;
            }
            if key_of(self.node.table.as_ref(), &self.node.columns.above).as_deref() != Ok(key) {
                continue;
            }
            index.take(at);
            match self.node.read(program, key) {
                Ok(member) => members.push(member),
                Err(found) => bad.extend(found),
            }
        }
        if bad.is_empty() { Ok(members) } else { Err(bad) }
    }
}
