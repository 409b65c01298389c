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
    /// So many rows, all set.
    fn ones(len: usize) -> Self {
        let mut ones = Self { bytes: vec![u8::MAX; len.div_ceil(8)], len, set: len };
        if let Some(last) = ones.bytes.last_mut().filter(|_| !len.is_multiple_of(8)) {
            *last = (1 << (len % 8)) - 1;
        }
        ones
    }

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

/// Which rows have a value. Bits stand only from the first row on that has none, so that a column without such rows costs nothing.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    len: usize,
    bits: Option<BitBuffer>,
}

impl Known {
    #[inline]
    pub fn push(&mut self, known: bool) {
        if self.bits.is_some() || !known {
            self.bits.get_or_insert_with(|| BitBuffer::ones(self.len)).push(known);
        }
        self.len += 1;
    }

    pub fn len(&self) -> usize {
        self.len
    }

    /// Keeps the first `len` rows.
    pub fn truncate(&mut self, len: usize) {
        self.len = self.len.min(len);
        if let Some(bits) = &mut self.bits {
            bits.truncate(len);
        }
    }

    /// The bits, unless all rows have a value.
    pub fn bitmap(&self) -> Option<Bitmap<'_>> {
        self.bits.as_ref().filter(|bits| !bits.full()).map(BitBuffer::bitmap)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn bits_are_what_was_put_in(of in proptest::collection::vec(any::<bool>(), 1..300), skip in 0usize..300) {
            let (mut buffer, mut known) = (BitBuffer::default(), Known::default());
            for set in &of {
                buffer.push(*set);
                known.push(*set);
            }
            let all = of.iter().all(|set| *set);
            prop_assert_eq!(known.bitmap().is_none(), all);
            let kept = skip % of.len();
            let mut fewer = known.clone();
            fewer.truncate(kept);
            fewer.push(false);
            for (bitmap, last) in [(known.bitmap(), true), (fewer.bitmap(), false)] {
                let rows = if last { of.len() } else { kept };
                prop_assert!(bitmap.is_none_or(|bits| of.iter().take(rows).enumerate().all(|(row, set)| bits.get(row) == *set)));
            }
            prop_assert!(fewer.bitmap().is_some_and(|bits| !bits.get(kept)));
            prop_assert_eq!(buffer.full(), all);
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
