//! A sentence that may hold a numbered list, whose items may hold lists in turn.

use qingce_runtime::Language;

/// `lead`, numbered items, `tail`. Without items the sentence is `lead` and `tail`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Passage {
    /// What stands before the list.
    pub lead: String,
    /// The list.
    pub items: Vec<Passage>,
    /// What stands after it.
    pub tail: String,
}

impl Passage {
    /// A sentence without a list.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { lead: text.into(), ..Self::default() }
    }

    /// A sentence that leads to a list.
    pub fn list(lead: impl Into<String>, items: Vec<Passage>) -> Self {
        Self { lead: lead.into(), items, tail: String::new() }
    }

    /// The same with more words at its end.
    pub fn then(mut self, words: &str) -> Self {
        let end = if self.items.is_empty() { &mut self.lead } else { &mut self.tail };
        end.push_str(words);
        self
    }

    /// The same with words before it.
    pub fn after(mut self, words: &str) -> Self {
        self.lead.insert_str(0, words);
        self
    }

    /// In lines: items below their lead, two blanks further in at each level, numbered as official texts number them.
    pub fn lines(&self, language: Language) -> Vec<String> {
        let mut lines = Vec::new();
        self.tell(0, String::new(), language, &mut lines);
        lines
    }

    /// In one line.
    pub fn line(&self, language: Language) -> String {
        let lines = self.lines(language);
        let lines = lines.iter().map(|line| line.trim_start());
        lines.collect::<Vec<_>>().join(language.pick("", " "))
    }

    fn tell(&self, level: usize, number: String, language: Language, lines: &mut Vec<String>) {
        let indent = "  ".repeat(level);
        lines.push(format!("{indent}{number}{}", self.lead));
        let last = self.items.len();
        for (at, item) in self.items.iter().enumerate() {
            let mut item = item.clone();
            let end = match (at + 1 == last, language) {
                (false, Language::Chinese) => "；",
                (false, Language::English) => ";",
                (true, Language::Chinese) => "。",
                (true, Language::English) => ".",
            };
            if item.items.is_empty() {
                item = item.then(end);
            }
            item.tell(level + 1, Self::number(level, at + 1, language), language, lines);
        }
        if !self.tail.is_empty() {
            lines.push(format!("{indent}{}", self.tail));
        }
    }

    /// The number of an item: （一） 1. （1） in Chinese, (a) (i) (1) in English, by level.
    pub fn number(level: usize, number: usize, language: Language) -> String {
        match (language, level) {
            (Language::Chinese, 0) => format!("（{}）", chinese(number)),
            (Language::Chinese, 1) => format!("{number}. "),
            (Language::Chinese, _) => format!("（{number}）"),
            (Language::English, 0) => format!("({}) ", letter(number)),
            (Language::English, 1) => format!("({}) ", roman(number)),
            (Language::English, _) => format!("({number}) "),
        }
    }
}

/// 一 to 九十九; beyond, digits.
fn chinese(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |n: usize| DIGITS.get(n).copied().unwrap_or_default();
    match (number / 10, number % 10) {
        (0, ones) => digit(ones).to_owned(),
        (1, ones) => format!("十{}", digit(ones)),
        (tens @ 2..=9, ones) => format!("{}十{}", digit(tens), digit(ones)),
        _ => number.to_string(),
    }
}

fn letter(number: usize) -> String {
    match u8::try_from(number) {
        Ok(n @ 1..=26) => char::from(b'a' + n - 1).to_string(),
        _ => number.to_string(),
    }
}

fn roman(number: usize) -> String {
    const PARTS: [(usize, &str); 5] = [(10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];
    let (mut left, mut text) = (number, String::new());
    for (value, sign) in PARTS {
        while left >= value {
            left -= value;
            text.push_str(sign);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_numbered_by_level() {
        let inner = Passage::list("具备下列情形之一：", vec![Passage::plain("甲"), Passage::plain("乙")]);
        let outer = Passage::list("同时符合：", vec![Passage::plain("丙"), inner]).then("给予补贴。");
        assert_eq!(
            outer.lines(Language::Chinese),
            [
                "同时符合：",
                "  （一）丙；",
                "  （二）具备下列情形之一：",
                "    1. 甲；",
                "    2. 乙。",
                "给予补贴。"
            ]
        );
        assert_eq!(
            (chinese(10), chinese(21), roman(14), letter(3)),
            ("十".into(), "二十一".into(), "xiv".into(), "c".into())
        );
    }
}
