//! A bit a row as columns have it: packed, the first row in the lowest bit of the first byte.

/// Rows of a word.
pub(super) const WORD: usize = 64;

/// A bit a row, beginning `offset` bits into `bytes`. Rows past the end are 0.
#[derive(Debug, Clone, Copy, Default)]
pub struct Bitmap<'a> {
    bytes: &'a [u8],
    offset: usize,
}

impl<'a> Bitmap<'a> {
    /// The bits of `bytes` from the one at `offset` on, counted from the lowest bit of the first byte.
    pub fn new(bytes: &'a [u8], offset: usize) -> Self {
        Self { bytes, offset }
    }

    /// How many rows it has room for.
    pub(super) fn room(self) -> usize {
        self.bytes.len().saturating_mul(8).saturating_sub(self.offset)
    }

    /// The bit of a row.
    pub fn get(self, row: usize) -> bool {
        let at = self.offset.saturating_add(row);
        self.bytes.get(at / 8).is_some_and(|byte| byte >> (at % 8) & 1 == 1)
    }

    /// The bits of the 64 rows from `row` on.
    fn word(self, row: usize) -> u64 {
        let at = self.offset.saturating_add(row);
        let rest = self.bytes.get(at / 8..).unwrap_or_default();
        let low = match rest.first_chunk() {
            Some(eight) => u64::from_le_bytes(*eight),
            None => rest.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte)),
        };
        match at % 8 {
            0 => low,
            shift => low >> shift | rest.get(8).map_or(0, |byte| u64::from(*byte) << (WORD - shift)),
        }
    }

    /// Writes the bits of `len` rows from `from` on. What follows the last one in its word means nothing.
    pub(super) fn copy(self, from: usize, len: usize, out: &mut Vec<u64>) {
        out.clear();
        out.extend((from..from + len).step_by(WORD).map(|row| self.word(row)));
    }

    /// The same rows from `from` on.
    pub(super) fn skip(self, from: usize) -> Self {
        Self { offset: self.offset.saturating_add(from), ..self }
    }
}

/// Bits that are being put together.
#[derive(Debug, Clone, Default)]
pub(super) struct BitBuffer {
    bytes: Vec<u8>,
    len: usize,
    set: usize,
}

impl BitBuffer {
    pub fn push(&mut self, set: bool) {
        if self.len.is_multiple_of(8) {
            self.bytes.push(0);
        }
        if let Some(byte) = self.bytes.last_mut() {
            *byte |= u8::from(set) << (self.len % 8);
        }
        self.len += 1;
        self.set += usize::from(set);
    }

    pub fn len(&self) -> usize {
        self.len
    }

    /// Keeps the first `len` rows.
    pub fn truncate(&mut self, len: usize) {
        while self.len > len {
            self.len -= 1;
            let at = self.len % 8;
            if let Some(byte) = self.bytes.last_mut() {
                self.set -= usize::from(*byte >> at & 1);
                *byte &= !(1 << at);
            }
            if at == 0 {
                self.bytes.pop();
            }
        }
    }

    /// Whether every row is set.
    pub fn full(&self) -> bool {
        self.set == self.len
    }

    pub fn bitmap(&self) -> Bitmap<'_> {
        Bitmap::new(&self.bytes, 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn bits_are_what_was_put_in(of in proptest::collection::vec(any::<bool>(), 1..300), skip in 0usize..300) {
            let mut buffer = BitBuffer::default();
            of.iter().for_each(|set| buffer.push(*set));
            prop_assert_eq!(buffer.full(), of.iter().all(|set| *set));
            let skip = skip % of.len();
            let bitmap = buffer.bitmap().skip(skip);
            let rest = &of[skip..];
            let mut words = Vec::new();
            bitmap.copy(0, rest.len(), &mut words);
            for (row, set) in rest.iter().enumerate() {
                prop_assert_eq!(bitmap.get(row), *set);
                prop_assert_eq!(words[row / WORD] >> (row % WORD) & 1 == 1, *set);
            }
        }
    }
}
