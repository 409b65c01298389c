//! What readers of CSV files and of sheets have in common.

use super::bad::Place;
use crate::message::Message;
use qingce_runtime::program::SlotType;
use std::borrow::Cow;

/// Where a row begins, for coming back to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Offset {
    /// Byte in a file, or place among a sheet's rows.
    pub at: u64,
    /// The row's number as people count them: from 1, titles included.
    pub row: u64,
}

/// A table that stands on one of its rows.
pub trait Table: Send {
    /// The titles of its columns, without blanks around them.
    fn titles(&self) -> &[String];

    /// Where the table lies.
    fn place(&self) -> &Place;

    /// Goes to the next row that isn't blank; `false` after the last one.
    ///
    /// # Errors
    /// Rows that can't be read any further.
    fn advance(&mut self) -> Result<bool, Message>;

    /// Where the row it stands on begins.
    fn offset(&self) -> Offset;

    /// Goes to the row that begins there.
    ///
    /// # Errors
    /// As [`Table::advance`].
    fn go_to(&mut self, offset: Offset) -> Result<(), Message>;

    /// Goes back before the first row.
    ///
    /// # Errors
    /// As [`Table::advance`].
    fn rewind(&mut self) -> Result<(), Message>;

    /// How many cells the row has.
    fn width(&self) -> usize;

    /// The bytes of a cell without blanks around them, nothing if it is past the end; `None` if the table keeps no bytes.
    fn bytes(&self, column: usize) -> Option<&[u8]> {
        let _ = column;
        None
    }

    /// The text of a cell, in a spelling that the runtime reads for a slot of this type; empty if blank or past the end.
    ///
    /// # Errors
    /// A cell that holds no text for such a slot: a workbook's own error, a number too long for a text.
    fn cell(&self, column: usize, ty: &SlotType) -> Result<Cow<'_, str>, Message>;
}

/// Whether a cell is blank; no-break and full-width blanks count as blanks.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c == '\u{feff}')
}
