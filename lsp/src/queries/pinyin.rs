//! Whether what was typed means a name: by its characters, by pinyin in full, by initials, or all of these mixed.
//!
//! Every reading of a character counts (重 is zhong and chong), and `v` and `u` both stand for ü. While an input method is
//! composing, the text holds what it was given, with `'` between syllables: these marks count for nothing.

use pinyin::ToPinyinMulti;
use qingce_grammar::fold;

/// How far a name is from what was typed: 0 for a name that begins with it character by character.
pub type Cost = u32;

/// A step over a word of the name that wasn't typed.
const SKIPPED: Cost = 16;
/// A character that was typed by its sound.
const BY_SOUND: Cost = 1;
/// A name of more words is looked at up to here.
const LONGEST: usize = 64;

/// What was typed, ready to be compared with many names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    characters: Vec<char>,
}

impl Typed {
    /// Takes what was typed; widths and case are made one, the marks of an input method dropped.
    pub fn new(text: &str) -> Self {
        let written = fold(text);
        let composed = written.chars().filter(|c| !matches!(c, '\'' | '’' | ' '));
        Self { characters: composed.flat_map(char::to_lowercase).collect() }
    }

    /// Whether nothing was typed: then every name is meant.
    pub fn is_empty(&self) -> bool {
        self.characters.is_empty()
    }

    /// How far the name is from what was typed; `None` if it can't be meant.
    ///
    /// A name's words are its Han characters and its runs of other letters. What was typed must begin at one of them, each
    /// character of it must be a word's own character or letter, or begin one of its readings, and words may be left out.
    ///
    /// ```
    /// use qingce_lsp::queries::pinyin::Typed;
    /// assert!(Typed::new("btbz").cost("补贴标准").is_some());
    /// assert!(Typed::new("butie标准").cost("补贴标准").is_some());
    /// assert!(Typed::new("btzz").cost("补贴标准").is_none());
    /// ```
    pub fn cost(&self, name: &str) -> Option<Cost> {
        if self.is_empty() {
            return Some(0);
        }
        let mut letters: Vec<char> = name.chars().take(LONGEST).flat_map(char::to_lowercase).collect();
        if letters.iter().any(|c| ('！'..='～').contains(c)) {
            letters = fold(&letters.iter().collect::<String>()).chars().collect();
        }
        let mut best = None;
        let mut left = EFFORT;
        Search { letters: &letters, best: &mut best, left: &mut left }.from(&self.characters, 0, 0, false);
        best
    }
}

/// So many steps are tried for one name; what is typed is short, so that only texts made to be hard need more.
const EFFORT: u32 = 4000;

/// The search for the nearest way to read what was typed as a name.
struct Search<'a> {
    letters: &'a [char],
    best: &'a mut Option<Cost>,
    left: &'a mut u32,
}

impl Search<'_> {
    /// Reads `typed` from the name's letter `at` on. `joined`: the letter before was typed, so this one may follow inside a word.
    fn from(&mut self, typed: &[char], at: usize, cost: Cost, joined: bool) {
        if *self.left == 0 || self.best.is_some_and(|best| best <= cost) {
            return;
        }
        *self.left -= 1;
        let Some(first) = typed.first() else {
            *self.best = Some(cost);
            return;
        };
        let rest = self.letters.get(at..).unwrap_or_default();
        for (skipped, letter) in rest.iter().enumerate() {
            let here = at + skipped;
            let begins = skipped == 0 && joined || self.begins_word(here);
            if !begins {
                continue;
            }
            let passed = Cost::try_from(skipped.min(99)).unwrap_or(99);
            let cost = cost + if skipped == 0 { 0 } else { SKIPPED + passed };
            if first == letter {
                self.from(typed.get(1..).unwrap_or_default(), here + 1, cost, true);
            }
            for length in sounds(*letter, typed) {
                self.from(typed.get(length..).unwrap_or_default(), here + 1, cost + BY_SOUND, true);
            }
        }
    }

    /// Whether a word of the name begins at a letter.
    fn begins_word(&self, at: usize) -> bool {
        let here = self.letters.get(at).copied().unwrap_or(' ');
        let before = at.checked_sub(1).and_then(|before| self.letters.get(before)).copied().unwrap_or(' ');
        !here.is_ascii_alphanumeric() || !before.is_ascii_alphanumeric()
    }
}

/// How many letters of `typed` may stand for the sound of a character: for each of its readings, as many as agree and fewer.
fn sounds(character: char, typed: &[char]) -> impl Iterator<Item = usize> {
    let readings = character.to_pinyin_multi().into_iter().flatten();
    let most = readings.map(|reading| agreeing(reading.plain(), typed)).max().unwrap_or(0);
    (1..=most).rev()
}

/// How many letters of a reading, from its first on, were typed.
fn agreeing(reading: &str, typed: &[char]) -> usize {
    reading.chars().zip(typed).take_while(|(sound, letter)| same(*sound, **letter)).count()
}

/// Whether a typed letter stands for a letter of a reading.
fn same(sound: char, typed: char) -> bool {
    match sound {
        'ü' | 'v' => matches!(typed, 'v' | 'u' | 'ü'),
        _ => sound == typed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(typed: &str, name: &str) -> bool {
        Typed::new(typed).cost(name).is_some()
    }

    #[test]
    fn a_name_is_found_by_characters_pinyin_and_initials_mixed_in_any_way() {
        for typed in [
            "",
            "补",
            "补贴标准",
            "butiebiaozhun",
            "btbz",
            "bt",
            "butbz",
            "buti",
            "补tbz",
            "补贴bz",
            "b贴b准",
            "BTBZ",
            "ｂｔｂｚ",
            "bu'tie'biao'zhun",
            "b't'b'z",
            "bu'tie'b",
            "bz",
            "标准",
            "tbz",
        ] {
            assert!(found(typed, "补贴标准"), "{typed}");
        }
        for typed in ["btzz", "补标贴", "butiebiaozhunn", "补助", "zb", "i"] {
            assert!(!found(typed, "补贴标准"), "{typed}");
        }
    }

    #[test]
    fn every_reading_of_a_character_counts() {
        for typed in ["chongfu", "cf", "zhongfu", "zf"] {
            assert!(found(typed, "重复"), "{typed}");
        }
        for typed in ["hangye", "xingye", "hy", "xy"] {
            assert!(found(typed, "行业"), "{typed}");
        }
        for typed in ["tiaozheng", "diaozheng", "tz"] {
            assert!(found(typed, "调整"), "{typed}");
        }
    }

    #[test]
    fn v_and_u_stand_for_ü() {
        for typed in ["nvxing", "nuxing", "nüxing", "nx"] {
            assert!(found(typed, "女性"), "{typed}");
        }
        for typed in ["lvxing", "luxing", "lx"] {
            assert!(found(typed, "履行"), "{typed}");
        }
        for typed in ["shenglve", "shenglue", "sl"] {
            assert!(found(typed, "省略"), "{typed}");
        }
    }

    #[test]
    fn latin_names_are_found_by_their_words() {
        for typed in ["boiler", "bon", "bb", "bbs", "boilersum", "Boiler-bonus"] {
            assert!(found(typed, "boiler-bonus-sum"), "{typed}");
        }
        for typed in ["oiler", "um", "bnus"] {
            assert!(!found(typed, "boiler-bonus-sum"), "{typed}");
        }
        assert!(found("tt", "T恤补贴"));
        assert!(found("t恤bt", "T恤补贴"));
        assert!(found("𠮷", "𠮷田补贴"));
    }

    #[test]
    fn the_nearer_name_costs_less() {
        let typed = Typed::new("bt");
        let costs: Vec<_> =
            ["补贴标准", "采摘补贴", "标准条款", "补助津贴"].map(|name| typed.cost(name)).into();
        assert!(costs[0] < costs[1], "{costs:?}");
        assert!(costs[0] < costs[3], "{costs:?}");
        let exact = Typed::new("补贴");
        assert_eq!(exact.cost("补贴标准"), Some(0));
        assert!(exact.cost("补贴标准") < Typed::new("butie").cost("补贴标准"));
    }

    #[test]
    fn a_text_made_to_be_hard_is_given_up() {
        let typed = Typed::new(&"a".repeat(200));
        assert_eq!(typed.cost(&"啊".repeat(60)), None);
    }
}
