//! A bit a row, packed in words.

/// See the module. Bits past the last row are 0.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Bits {
    words: Vec<u64>,
    len: usize,
}

const WORD: usize = 64;
/// Times eight bytes of 0 or 1 each, this leaves their bits in the highest byte, the first byte's lowest.
const GATHER: u64 = 0x0102_0408_1020_4080;

fn whole(set: bool) -> u64 {
    if set { u64::MAX } else { 0 }
}

impl Bits {
    pub fn push(&mut self, set: bool) {
        if self.len.is_multiple_of(WORD) {
            self.words.push(0);
        }
        if let Some(word) = self.words.last_mut() {
            *word |= u64::from(set) << (self.len % WORD);
        }
        self.len += 1;
    }

    /// `len` rows, all alike.
    pub fn fill(&mut self, len: usize, set: bool) {
        self.words.clear();
        self.words.resize(len.div_ceil(WORD), whole(set));
        self.len = len;
        self.trim();
    }

    fn trim(&mut self) {
        let used = self.len % WORD;
        if used > 0
            && let Some(last) = self.words.last_mut()
        {
            *last &= (1 << used) - 1;
        }
    }

    pub fn get(&self, row: usize) -> bool {
        self.words.get(row / WORD).is_some_and(|word| word >> (row % WORD) & 1 == 1)
    }

    pub fn set(&mut self, row: usize) {
        if let Some(word) = self.words.get_mut(row / WORD) {
            *word |= 1 << (row % WORD);
        }
    }

    pub fn any(&self) -> bool {
        self.words.iter().any(|word| *word != 0)
    }

    /// The rows whose bit is set.
    pub fn rows(&self) -> impl Iterator<Item = usize> {
        self.words.iter().enumerate().flat_map(|(place, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let row = usize::try_from(left.trailing_zeros()).ok().filter(|_| left != 0)?;
                left &= left - 1;
                Some(place * WORD + row)
            })
        })
    }

    /// The bits of the rows from `from` to before `to`, of at most a word.
    fn window(&self, from: usize, to: usize) -> u64 {
        let (place, shift) = (from / WORD, from % WORD);
        let low = self.words.get(place).copied().unwrap_or(0) >> shift;
        let high = match shift {
            0 => 0,
            _ => self.words.get(place + 1).copied().unwrap_or(0) << (WORD - shift),
        };
        let len = to.saturating_sub(from);
        let mask = if len >= WORD { u64::MAX } else { (1 << len) - 1 };
        (low | high) & mask
    }

    pub fn len(&self) -> usize {
        self.len
    }

    /// Writes `f` of every row whose bit is set.
    pub fn blend<T: Copy>(&self, out: &mut [T], f: impl Fn(usize) -> T) {
        for (place, (word, chunk)) in self.words.iter().zip(out.chunks_mut(WORD)).enumerate() {
            let first = place * WORD;
            if *word == u64::MAX {
                for (at, value) in chunk.iter_mut().enumerate() {
                    *value = f(first + at);
                }
                continue;
            }
            let mut left = *word;
            while left != 0 {
                let at = usize::try_from(left.trailing_zeros()).unwrap_or(0);
                left &= left - 1;
                if let Some(value) = chunk.get_mut(at) {
                    *value = f(first + at);
                }
            }
        }
    }

    /// How many rows from `from` to before `to` have their bit set.
    pub fn count(&self, from: usize, to: usize) -> usize {
        let counts = (from..to).step_by(WORD).map(|at| self.window(at, to).count_ones());
        counts.map(|count| usize::try_from(count).unwrap_or(0)).sum()
    }

    /// Becomes `len` rows of another one from `from` on.
    pub fn part(&mut self, of: &Self, from: usize, len: usize) {
        self.words.clear();
        self.words.extend((from..from + len).step_by(WORD).map(|at| of.window(at, from + len)));
        self.len = len;
    }

    /// Becomes the bit of each row of `of`, as often as its list has members.
    pub fn repeat(&mut self, of: &Self, offsets: &[usize]) {
        if of.count(0, of.len) == of.len {
            return self.fill(offsets.last().copied().unwrap_or(0), of.len > 0);
        }
        self.words.clear();
        self.len = 0;
        for (row, ends) in offsets.windows(2).enumerate() {
            if let [from, to] = ends {
                let set = of.get(row);
                (*from..*to).for_each(|_| self.push(set));
            }
        }
    }

    /// Becomes `f` of two others, word by word.
    pub fn both(&mut self, a: &Self, b: &Self, f: impl Fn(u64, u64) -> u64) {
        self.words.clear();
        self.words.extend(a.words.iter().zip(&b.words).map(|(a, b)| f(*a, *b)));
        self.len = a.len;
        self.trim();
    }

    /// Becomes a copy.
    pub fn copy(&mut self, of: &Self) {
        self.words.clone_from(&of.words);
        self.len = of.len;
    }

    /// Becomes `f` of itself and another one, word by word.
    pub fn join(&mut self, other: &Self, f: impl Fn(u64, u64) -> u64) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word = f(*word, *other);
        }
        self.trim();
    }

    /// Becomes these.
    pub fn collect(&mut self, rows: impl Iterator<Item = bool>) {
        self.words.clear();
        self.len = 0;
        rows.for_each(|set| self.push(set));
    }

    /// Becomes what `f` says of every item.
    pub fn test<T: Copy>(&mut self, items: &[T], f: impl Fn(T) -> bool) {
        let (whole, rest) = items.as_chunks::<WORD>();
        self.words.clear();
        self.words.extend(whole.iter().map(|chunk| packed(&chunk.map(|item| u8::from(f(item))))));
        self.len = whole.len() * WORD;
        rest.iter().for_each(|item| self.push(f(*item)));
    }
}

/// The bits of bytes that are 0 or 1.
fn packed(bytes: &[u8; WORD]) -> u64 {
    let (eights, _) = bytes.as_chunks::<8>();
    eights
        .iter()
        .rev()
        .fold(0, |word, eight| word << 8 | (u64::from_le_bytes(*eight).wrapping_mul(GATHER) >> 56))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bits(of: &[bool]) -> Bits {
        let mut bits = Bits::default();
        of.iter().for_each(|set| bits.push(*set));
        bits
    }

    proptest! {
        #[test]
        fn bits_are_what_was_put_in(of in proptest::collection::vec(any::<bool>(), 1..300), cut in 0usize..300) {
            let one = bits(&of);
            let mut tested = Bits::default();
            tested.test(&of, |set| set);
            prop_assert_eq!(&tested, &one);
            let rows: Vec<usize> = of.iter().enumerate().filter(|(_, set)| **set).map(|(row, _)| row).collect();
            prop_assert_eq!(one.rows().collect::<Vec<_>>(), rows);
            let cut = cut % of.len();
            let mut part = Bits::default();
            part.part(&one, cut, of.len() - cut);
            prop_assert_eq!(&part, &bits(&of[cut..]));
            prop_assert_eq!(one.count(cut, of.len()), of[cut..].iter().filter(|set| **set).count());
        }
    }
}
