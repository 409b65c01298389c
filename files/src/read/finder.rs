//! Finding the rows of a child table by the key of the record that they belong to.
//!
//! Where the records' keys ascend and the child table is in their order, as sorted exports are, one row after the other is
//! taken and nothing is remembered. Otherwise an index holds for each row a hash of its key and the row's offset, never the
//! row itself: 24 bytes a row.

use super::table::{Offset, Table};
use crate::message::Message;
use qingce_runtime::program::SlotType;
use std::hash::{DefaultHasher, Hash, Hasher};

/// What ends each key in a joined one.
pub const MARK: char = '\u{1f}';

/// How the rows of a child table are found.
#[derive(Debug)]
pub enum Finder {
    /// In their order.
    Order {
        /// The table stands on a row that is yet to be taken.
        waiting: bool,
        /// The table has ended.
        ended: bool,
    },
    /// By an index.
    Index(Index),
}

/// Rows by their keys.
#[derive(Debug, Default)]
pub struct Index {
    /// Hash of the key, and offset; ascending.
    rows: Vec<(u64, Offset)>,
    /// Whether a record has taken the row.
    taken: Vec<bool>,
}

impl Finder {
    /// The way that suits a child table, which is left before its first row; so is the table above.
    ///
    /// `keys` are the columns of the table above that hold its rows' keys, from the outside in; `above` those of the child
    /// table.
    ///
    /// # Errors
    /// A child table that can't be read to its end.
    pub fn of(
        parent: &mut dyn Table,
        keys: &[usize],
        child: &mut dyn Table,
        above: &[usize],
    ) -> Result<Self, Message> {
        let ordered = in_order(parent, keys, child, above).unwrap_or(false);
        parent.rewind()?;
        child.rewind()?;
        if ordered { Ok(Self::Order { waiting: false, ended: false }) } else { Self::index(child, above) }
    }

    /// An index of a child table.
    ///
    /// # Errors
    /// A table that can't be read to its end.
    pub fn index(child: &mut dyn Table, above: &[usize]) -> Result<Self, Message> {
        child.rewind()?;
        let mut rows = Vec::new();
        while child.advance()? {
            // A key that can't be read belongs to no record; the row is reported with those at the end.
            let key = key_of(child, above).unwrap_or_default();
            rows.push((hash(&key), child.offset()));
        }
        rows.sort_unstable();
        let taken = vec![false; rows.len()];
        Ok(Self::Index(Index { rows, taken }))
    }
}

impl Index {
    /// The places and offsets of the rows that may have this key; two keys can share a hash.
    pub fn places(&self, key: &str) -> Vec<(usize, Offset)> {
        let hash = hash(key);
        let from = self.rows.partition_point(|(known, _)| *known < hash);
        let alike = self.rows.iter().enumerate().skip(from).take_while(|(_, (known, _))| *known == hash);
        alike.map(|(at, (_, offset))| (at, *offset)).collect()
    }

    /// Notes that a record has taken the row.
    pub fn take(&mut self, at: usize) {
        if let Some(taken) = self.taken.get_mut(at) {
            *taken = true;
        }
    }

    /// The numbers of the rows that no record took, ascending.
    pub fn left_over(&self) -> Vec<u64> {
        let rows = self.rows.iter().zip(&self.taken).filter(|(_, taken)| !**taken);
        let mut rows: Vec<u64> = rows.map(|((_, offset), _)| offset.row).collect();
        rows.sort_unstable();
        rows
    }
}

/// The keys that a row names, joined.
///
/// # Errors
/// A cell that can't be read.
pub fn key_of(table: &dyn Table, columns: &[usize]) -> Result<String, Message> {
    let mut key = String::new();
    for column in columns {
        key.push_str(&table.cell(*column, &SlotType::Text)?);
        key.push(MARK);
    }
    Ok(key)
}

/// Whether the keys above ascend strictly, none of them blank, and the child table's rows follow in the same order, none of
/// them left over.
fn in_order(
    parent: &mut dyn Table,
    keys: &[usize],
    child: &mut dyn Table,
    above: &[usize],
) -> Result<bool, Message> {
    let mut before = String::new();
    let mut more = child.advance()?;
    while parent.advance()? {
        let key = key_of(parent, keys)?;
        let blank = key.split_terminator(MARK).any(str::is_empty);
        if blank || key <= before {
            return Ok(false);
        }
        while more && key_of(child, above)? == key {
            more = child.advance()?;
        }
        before = key;
    }
    Ok(!more)
}

fn hash(key: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}
