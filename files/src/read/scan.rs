//! JSON lines as machines write them, read straight into columns: objects whose keys are the fields' own names, texts without
//! escapes, values written plainly. A line with anything else is left to the reader of all JSON, which alone tells what is wrong.

use qingce_runtime::Program;
use qingce_runtime::columns::Plainly;
use qingce_runtime::program::{RecordId, SlotId, SlotType};

/// Reads the lines of one file.
#[derive(Debug)]
pub struct Scanner {
    /// By record type.
    types: Vec<Keys>,
    ty: RecordId,
}

/// The keys of an object.
#[derive(Debug, Default)]
struct Keys {
    keys: Vec<(Box<[u8]>, Target)>,
    /// The place after the key that was met last: keys mostly come in the order of the line before.
    next: usize,
}

#[derive(Debug)]
enum Target {
    Slot(SlotId),
    List(SlotId, RecordId),
    /// A nested record.
    Nested(Keys),
}

impl Keys {
    fn add(&mut self, path: &[String], target: Target) {
        let Some((name, rest)) = path.split_first() else { return };
        if rest.is_empty() {
            return self.keys.push((name.as_bytes().into(), target));
        }
        let known = self.keys.iter().position(|(key, _)| key.as_ref() == name.as_bytes());
        let place = known.unwrap_or_else(|| {
            self.keys.push((name.as_bytes().into(), Target::Nested(Self::default())));
            self.keys.len() - 1
        });
        if let Some((_, Target::Nested(keys))) = self.keys.get_mut(place) {
            keys.add(rest, target);
        }
    }

    /// The place of the key that the text, which follows a quotation mark, begins with.
    fn place(&self, text: &[u8]) -> Option<usize> {
        let begins = |(key, _): &(Box<[u8]>, Target)| {
            text.strip_prefix(key.as_ref()).is_some_and(|rest| rest.first() == Some(&b'"'))
        };
        match self.keys.get(self.next) {
            Some(key) if begins(key) => Some(self.next),
            _ => self.keys.iter().position(begins),
        }
    }
}

impl Scanner {
    /// For records of a type.
    pub fn new(program: &Program, ty: RecordId) -> Self {
        let keys = |record: &qingce_runtime::program::RecordType| {
            let mut keys = Keys::default();
            for (id, slot) in (0..=u16::MAX).map(SlotId).zip(&record.slots) {
                let target = match slot.ty {
                    SlotType::List(member) => Target::List(id, member),
                    _ => Target::Slot(id),
                };
                keys.add(&slot.path, target);
            }
            keys
        };
        Self { types: program.records.iter().map(keys).collect(), ty }
    }

    /// Fills a record from a line; `None` if it has to be read with more care.
    pub fn line(&mut self, line: &[u8], record: &mut Plainly<'_>) -> Option<()> {
        let mut text = Text { rest: line };
        text.object(&mut self.types, self.ty, record)?;
        text.rest.trim_ascii().is_empty().then_some(())
    }
}

/// What is left of a line.
struct Text<'t> {
    rest: &'t [u8],
}

impl<'t> Text<'t> {
    fn blanks(&mut self) {
        while let [b' ' | b'\t' | b'\n' | b'\r', rest @ ..] = self.rest {
            self.rest = rest;
        }
    }

    /// Takes this byte, with blanks before it.
    fn takes(&mut self, byte: u8) -> bool {
        self.blanks();
        match self.rest.split_first() {
            Some((first, rest)) if *first == byte => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    fn skip(&mut self, count: usize) -> Option<&'t [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    /// A text that has begun, to its end.
    fn quoted(&mut self) -> Option<&'t [u8]> {
        let end = ends(self.rest)?;
        let taken = self.skip(end)?;
        self.takes(b'"').then_some(taken)
    }

    /// A number or word.
    fn bare(&mut self) -> Option<&'t [u8]> {
        let ends = |byte: &u8| matches!(byte, b',' | b'}' | b']' | b' ' | b'\t' | b'\r' | b'\n');
        let taken = self.skip(self.rest.iter().position(ends)?)?;
        let digits = taken.strip_prefix(b"-").unwrap_or(taken);
        // A number has no zeros in front; a word is looked at by whoever takes it.
        (!matches!(digits, [b'0', b'0'..=b'9', ..])).then_some(taken)
    }

    fn object(&mut self, types: &mut [Keys], ty: RecordId, record: &mut Plainly<'_>) -> Option<()> {
        let mut keys = std::mem::take(types.get_mut(ty.index())?);
        let read = self.fields(&mut keys, types, record);
        *types.get_mut(ty.index())? = keys;
        read
    }

    fn fields(&mut self, keys: &mut Keys, types: &mut [Keys], record: &mut Plainly<'_>) -> Option<()> {
        if !self.takes(b'{') {
            return None;
        }
        keys.next = 0;
        if self.takes(b'}') {
            return Some(());
        }
        loop {
            if !self.takes(b'"') {
                return None;
            }
            let place = keys.place(self.rest)?;
            keys.next = place + 1;
            let (key, target) = keys.keys.get_mut(place)?;
            self.skip(key.len() + 1)?;
            if !self.takes(b':') {
                return None;
            }
            self.blanks();
            self.value(target, types, record)?;
            if !self.takes(b',') {
                return self.takes(b'}').then_some(());
            }
        }
    }

    fn value(&mut self, target: &mut Target, types: &mut [Keys], record: &mut Plainly<'_>) -> Option<()> {
        match (target, self.rest.first()?) {
            (Target::Slot(slot), b'"') => {
                self.skip(1)?;
                record.put(*slot, self.quoted()?.trim_ascii())
            }
            (Target::Slot(slot), b'-' | b'0'..=b'9' | b't' | b'f' | b'n') => {
                record.put_bare(*slot, self.bare()?)
            }
            (Target::Nested(keys), b'{') => self.fields(keys, types, record),
            (Target::List(slot, member), b'[') => {
                self.skip(1)?;
                let mut first = true;
                record.list(*slot, |one| {
                    if self.takes(b']') {
                        return Some(false);
                    }
                    if !std::mem::replace(&mut first, false) && !self.takes(b',') {
                        return None;
                    }
                    self.object(types, *member, one).map(|()| true)
                })
            }
            _ => None,
        }
    }
}

/// Where a text ends; `None` if it has escapes or bytes that don't belong in one.
fn ends(text: &[u8]) -> Option<usize> {
    const ONES: u64 = u64::MAX / 255;
    let zero = |word: u64| word.wrapping_sub(ONES) & !word & (ONES << 7);
    let mut at = 0;
    for eight in text.chunks_exact(8) {
        let word = eight.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte));
        let quote = zero(word ^ (ONES * u64::from(b'"')));
        let escape = zero(word ^ (ONES * u64::from(b'\\')));
        let control = word.wrapping_sub(ONES * 0x20) & !word & (ONES << 7);
        if quote | escape | control != 0 {
            break;
        }
        at += 8;
    }
    let rest = text.get(at..)?;
    let end = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | ..0x20))?;
    (rest.get(end) == Some(&b'"')).then_some(at + end)
}

#[cfg(test)]
mod tests {
    use super::ends;

    #[test]
    fn texts_end_at_the_first_quotation_mark() {
        assert_eq!(ends("甲乙丙丁戊己\", 1".as_bytes()), Some(18));
        assert_eq!(ends(b"\""), Some(0));
        assert_eq!(ends(b"0123456789abcdef"), None);
        assert_eq!(ends(b"01234567\\\"\""), None);
        assert_eq!(ends(b"0123\t567\""), None);
    }
}
