//! A sentence as letters to scan: full-width forms folded to half-width, capitals to small letters, each with its place.

/// The letters of one sentence.
pub(super) struct Letters {
    letters: Vec<(usize, char)>,
    bytes: usize,
}

impl Letters {
    /// Folds a sentence. A full-width comma separates clauses unless full-width digits stand on both sides of it.
    pub(super) fn new(sentence: &str) -> Self {
        let written: Vec<(usize, char)> = sentence.char_indices().collect();
        let wide_digit = |c: Option<&(usize, char)>| c.is_some_and(|(_, c)| ('０'..='９').contains(c));
        let letters = written
            .iter()
            .enumerate()
            .map(|(i, (at, c))| {
                let between = i > 0 && wide_digit(written.get(i - 1)) && wide_digit(written.get(i + 1));
                (*at, if *c == '，' && !between { *c } else { folded(*c) })
            })
            .collect();
        Self { letters, bytes: sentence.len() }
    }

    /// The letter at a position.
    pub(super) fn get(&self, at: usize) -> Option<char> {
        self.letters.get(at).map(|(_, c)| *c)
    }

    /// The letter before a position.
    pub(super) fn before(&self, at: usize) -> Option<char> {
        self.get(at.checked_sub(1)?)
    }

    /// How many letters there are.
    pub(super) fn len(&self) -> usize {
        self.letters.len()
    }

    /// The byte at which a position begins in the sentence as it was given.
    pub(super) fn byte(&self, at: usize) -> usize {
        self.letters.get(at).map_or(self.bytes, |(byte, _)| *byte)
    }

    /// The position after `word`, if it stands at `at`. A word of ASCII letters has to end there.
    pub(super) fn after(&self, at: usize, word: &str) -> Option<usize> {
        let mut end = at;
        for c in word.chars() {
            if self.get(end)? != c {
                return None;
            }
            end += 1;
        }
        let ascii = word.chars().next_back().is_some_and(|c| c.is_ascii_alphabetic());
        let goes_on = ascii && self.get(end).is_some_and(|c| c.is_ascii_alphanumeric());
        (!goes_on).then_some(end)
    }

    /// Whether `word` ends right before `at`, blanks between them left out.
    pub(super) fn preceded_by(&self, at: usize, word: &str) -> bool {
        let mut start = at;
        while self.before(start) == Some(' ') {
            start -= 1;
        }
        let Some(start) = start.checked_sub(word.chars().count()) else { return false };
        let begins = !word.is_ascii() || !self.before(start).is_some_and(|c| c.is_ascii_alphanumeric());
        let same = word.chars().enumerate().all(|(i, c)| self.get(start + i) == Some(c));
        same && begins
    }

    /// The first position at or after `at` that holds no blank.
    pub(super) fn past_blanks(&self, mut at: usize) -> usize {
        while self.get(at) == Some(' ') {
            at += 1;
        }
        at
    }

    /// The word of ASCII letters at `at`, with the position after it.
    pub(super) fn word(&self, at: usize) -> Option<(String, usize)> {
        let letters = self.letters.get(at..)?;
        let word: String = letters.iter().map(|(_, c)| *c).take_while(char::is_ascii_alphabetic).collect();
        let end = at + word.len();
        (!word.is_empty()).then_some((word, end))
    }
}

fn folded(c: char) -> char {
    match c {
        '\u{3000}' | '\u{a0}' | '\t' => ' ',
        '〜' | '∼' => '~',
        // Full-width ASCII lies at a fixed distance from ASCII.
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c).to_lowercase().next().unwrap_or(c)
        }
        c => c.to_ascii_lowercase(),
    }
}
