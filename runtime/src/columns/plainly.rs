//! Columns filled with values that are written plainly, straight from their bytes: what almost every value of a large file is.
//! Everything else is for the readers of all spellings, which make a record of it.

use super::records::Columns;
use crate::input::{plain_date, plain_number, plain_truth};
use crate::program::{CellType, Program, RecordId, SlotId, SlotType};

/// How the slots of every record type are written plainly; worked out once a program.
#[derive(Debug, Clone)]
pub struct Spellings {
    types: Vec<Vec<Spelling>>,
}

#[derive(Debug, Clone)]
enum Spelling {
    Text,
    Truth,
    Date,
    /// The names of options in their order.
    Option(Vec<Name>),
    Number {
        decimals: usize,
    },
    List,
    /// Only with more care.
    Other,
}

/// A name that is known by its ends and length alone if it is short, as almost all are, so that comparing it is comparing numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Name {
    ends: Ends,
    bytes: Box<[u8]>,
}

/// The first and the last eight bytes of a text, fewer where it has fewer, and how many it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Ends {
    first: u64,
    last: u64,
    len: usize,
}

impl Ends {
    #[inline]
    fn of(bytes: &[u8]) -> Self {
        let all = || bytes.iter().fold(0, |all, byte| all << 8 | u64::from(*byte));
        match (bytes.first_chunk(), bytes.last_chunk()) {
            (Some(first), Some(last)) => {
                Self { first: u64::from_le_bytes(*first), last: u64::from_le_bytes(*last), len: bytes.len() }
            }
            _ => Self { first: all(), last: 0, len: bytes.len() },
        }
    }

    /// Whether no other text has these.
    fn tell(self) -> bool {
        self.len <= 16
    }
}

impl Name {
    fn new(name: &str) -> Self {
        Self { ends: Ends::of(name.as_bytes()), bytes: name.as_bytes().into() }
    }

    #[inline]
    fn is(&self, (written, ends): (&[u8], Ends)) -> bool {
        self.ends == ends && (ends.tell() || self.bytes.as_ref() == written)
    }
}

impl Spellings {
    /// The spellings of a program's slots.
    pub fn new(program: &Program) -> Self {
        let spelling = |ty: &SlotType| match ty {
            SlotType::Text => Spelling::Text,
            SlotType::Cell(CellType::Truth) => Spelling::Truth,
            SlotType::Cell(CellType::Date) => Spelling::Date,
            SlotType::Cell(CellType::Option(list)) => {
                let options = program.lists.get(list.index()).map(|list| list.options.as_slice());
                let names = options.unwrap_or_default().iter().map(|(name, _)| Name::new(name));
                Spelling::Option(names.collect())
            }
            SlotType::Cell(CellType::Options(_)) => Spelling::Other,
            SlotType::Cell(CellType::Number { decimals, .. }) => {
                Spelling::Number { decimals: usize::from(*decimals) }
            }
            SlotType::List(_) => Spelling::List,
        };
        let of_type =
            program.records.iter().map(|record| record.slots.iter().map(|slot| spelling(&slot.ty)).collect());
        Self { types: of_type.collect() }
    }

    fn spelling(&self, ty: RecordId, slot: SlotId) -> Option<&Spelling> {
        self.types.get(ty.index())?.get(slot.index())
    }
}

/// The record at the end of some columns, being filled. It counts once [`Plainly::end`] is called; until then it can be given up
/// by [`Plainly::undo`].
#[derive(Debug)]
pub struct Plainly<'f> {
    spellings: &'f Spellings,
    columns: &'f mut Columns,
}

impl<'f> Plainly<'f> {
    /// Begins a record.
    pub fn begin(spellings: &'f Spellings, columns: &'f mut Columns) -> Self {
        Self { spellings, columns }
    }

    /// Fills a slot with what is written without blanks around it. Nothing at all leaves it missing. `None` if it isn't written
    /// plainly, the slot is filled already, or it is a list; then the record is to be undone.
    #[inline]
    pub fn put(&mut self, slot: SlotId, written: &[u8]) -> Option<()> {
        if written.is_empty() {
            return self.columns.put_missing(slot.index());
        }
        let ty = self.columns.ty();
        let cell = match self.spellings.spelling(ty, slot)? {
            Spelling::Truth => plain_truth(written)?,
            Spelling::Date => plain_date(written)?,
            Spelling::Number { decimals } => plain_number(written, *decimals)?,
            Spelling::Option(names) => {
                let ends = Ends::of(written);
                let place = names.iter().position(|name| name.is((written, ends)))?;
                i64::try_from(place).ok()?
            }
            Spelling::Text => {
                let text = std::str::from_utf8(written).ok()?;
                let bare = text.trim().len() == text.len() && !text.starts_with('\u{feff}');
                return bare.then(|| self.columns.put_text(slot.index(), text))?;
            }
            Spelling::List | Spelling::Other => return None,
        };
        self.columns.put_cell(slot.index(), cell)
    }

    /// The same for what is written as a number or truth value, not as a text.
    #[inline]
    pub fn put_bare(&mut self, slot: SlotId, written: &[u8]) -> Option<()> {
        match (self.spellings.spelling(self.columns.ty(), slot)?, written) {
            (_, b"null") => self.columns.put_missing(slot.index()),
            (Spelling::Truth, b"true" | b"false" | b"0" | b"1") => self.put(slot, written),
            (Spelling::Number { .. }, b"true" | b"false") => None,
            (Spelling::Number { .. }, _) => self.put(slot, written),
            _ => None,
        }
    }

    /// Fills a list: `fill` fills one member and tells whether there was one. `None` as with [`Plainly::put`], or if `fill` gives
    /// up.
    pub fn list(
        &mut self,
        slot: SlotId,
        mut fill: impl FnMut(&mut Plainly<'_>) -> Option<bool>,
    ) -> Option<()> {
        let Spelling::List = self.spellings.spelling(self.columns.ty(), slot)? else { return None };
        let members = self.columns.members(slot.index())?;
        loop {
            let mut member = Plainly { spellings: self.spellings, columns: &mut *members };
            if !fill(&mut member)? {
                break;
            }
            member.end()?;
        }
        self.columns.put_list(slot.index())
    }

    /// Ends the record: slots that weren't filled are missing. `None` if there is no room for it.
    pub fn end(self) -> Option<()> {
        self.columns.end()
    }

    /// Gives the record up.
    pub fn undo(self) {
        self.columns.undo();
    }
}
