use super::{Measure, Reading, numerals};

/// `1000元 | 每人1000元` lines: what a sentence contains, before the sentence. One line a sentence; `#` begins a comment.
const SPELLINGS: &str = include_str!("spellings.txt");

#[test]
fn every_spelling_is_read() {
    let mut wrong = Vec::new();
    for line in SPELLINGS.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#')) {
        let (sentence, expected) = line.split_once('|').unwrap();
        let units = ["人次".to_owned(), "床位".to_owned(), "household".to_owned(), "households".to_owned()];
        let found = numerals(sentence.trim(), &units);
        let shown: Vec<String> =
            found.iter().map(|n| n.readings.iter().map(shown).collect::<Vec<_>>().join("/")).collect();
        let shown = shown.join("; ");
        if shown != expected.trim() {
            wrong.push(format!("{} | {shown}     (expected {})", sentence.trim(), expected.trim()));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// One reading in the table's spelling.
fn shown(reading: &Reading) -> String {
    match reading {
        Reading::Number(value, measure) => {
            let unit = match measure {
                Measure::Money => "yuan",
                Measure::Months => "months",
                Measure::Days => "days",
                Measure::Age => "old",
                Measure::Rate => "rate",
                Measure::Times => "times",
                Measure::Count(name) => name,
                Measure::Things => "things",
                Measure::Unsaid => "",
            };
            format!("{} {unit}", value.spelled()).trim().to_owned()
        }
        Reading::Date(date) => {
            let part = |n: Option<u32>| n.map_or("?".to_owned(), |n| n.to_string());
            let year = date.year.map_or("?".to_owned(), |y| y.to_string());
            format!("{year}-{}-{}", part(date.month), part(date.day))
        }
    }
}

#[test]
fn the_place_is_the_number_with_its_unit() {
    let sentence = "按每人１，０００元标准，在２个月以上不足6个月的。";
    let words: Vec<&str> = numerals(sentence, &[]).iter().map(|n| &sentence[n.start..n.end]).collect();
    assert_eq!(words, ["１，０００元", "２个月", "6个月"]);
}

#[test]
fn a_year_admits_its_first_and_last_day_and_a_month_too() {
    let day = |y, m, d| chrono::NaiveDate::from_ymd_opt(y, m, d).unwrap();
    let date = |sentence: &str| match numerals(sentence, &[])[0].readings[0] {
        Reading::Date(date) => date,
        Reading::Number(..) => panic!("{sentence}"),
    };
    assert!(date("2022年起").admits(day(2022, 1, 1)));
    assert!(date("2022年起").admits(day(2022, 12, 31)));
    assert!(!date("2022年起").admits(day(2022, 6, 1)));
    assert!(date("2022年2月").admits(day(2022, 2, 28)));
    assert!(!date("2022年2月").admits(day(2022, 2, 27)));
    assert!(date("每年6月30日").admits(day(2031, 6, 30)));
    assert!(!date("2022年6月1日").admits(day(2023, 6, 1)));
}

#[test]
fn no_sentence_makes_it_fail() {
    for sentence in [
        "",
        "半",
        "第",
        "〔",
        "¥",
        "百分之",
        "一二三四五六七八九十百千万亿",
        "9".repeat(60).as_str(),
        "一年半半半",
    ] {
        for (end, _) in sentence.char_indices().chain([(sentence.len(), ' ')]) {
            numerals(&sentence[..end], &[]);
        }
    }
}
