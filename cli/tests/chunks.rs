//! Records read straight into columns are those that are read one by one, and what is wrong is told in the same words.

mod command;

use command::{Desk, repository};
use qingce::policy::Policy;
use qingce::read::{Item, open};
use qingce::sample::make::Maker;
use qingce::screen::Screen;
use qingce_files::message::Language;
use qingce_runtime::program::RecordId;
use qingce_runtime::write_json;
use std::path::PathBuf;

fn policy(name: &str) -> (PathBuf, Policy) {
    let path = repository().join("policies").join(name);
    let loaded = Policy::load(&path, &Screen::plain(Language::Chinese)).unwrap();
    (path, loaded)
}

/// Reads a file both ways; gives how many records and how many faults it has.
fn both_ways(policy: &Policy, file: PathBuf, record: Option<RecordId>) -> (usize, usize) {
    let program = &policy.program;
    let mut one_by_one = Vec::new();
    for mut source in open(program, std::slice::from_ref(&file), record, &mut Vec::new()).unwrap() {
        source
            .each(program, &mut |item| {
                one_by_one.push(item);
                Ok(())
            })
            .unwrap();
    }
    let mut by_columns = Vec::new();
    for mut source in open(program, &[file], record, &mut Vec::new()).unwrap() {
        source
            .chunks(program, &mut |chunk| {
                let batch = chunk.batch();
                let mut bad = chunk.bad().iter().peekable();
                for row in 0..chunk.len() {
                    by_columns.push(match bad.next_if(|(wrong, _)| *wrong == row) {
                        Some((_, bad)) => Item::Bad(bad.clone()),
                        None => Item::Record(batch.record(row)),
                    });
                }
                by_columns.extend(bad.map(|(_, bad)| Item::Bad(bad.clone())));
                Ok(())
            })
            .unwrap();
    }
    assert_eq!(by_columns, one_by_one);
    let bad = one_by_one.iter().filter(|item| matches!(item, Item::Bad(_))).count();
    (one_by_one.len() - bad, bad)
}

#[test]
fn sampled_records_of_every_type() {
    let desk = Desk::new();
    for name in ["qinghai-labour-brand", "municipal-heat-grant"] {
        let (path, policy) = policy(name);
        for (place, record) in (0..).zip(&policy.program.records) {
            let mut maker = Maker::new(&policy.program, RecordId(place), 11);
            let lines: String =
                (0..300).map(|_| format!("{}\n", write_json(&policy.program, &maker.make()))).collect();
            desk.write(&format!("{name}/{}.jsonl", record.name), lines);
            let found = both_ways(&policy, desk.path(&format!("{name}/{}.jsonl", record.name)), None);
            assert_eq!(found, (300, 0), "{}", record.name);
            let (path, folder) = (path.display().to_string(), format!("{name}-csv/{}", record.name));
            std::fs::create_dir_all(desk.path(&format!("{name}-csv"))).unwrap();
            let arguments =
                ["sample", &path, "--record", &record.name, "-n", "300", "--format", "csv", "--out", &folder];
            if desk.run(&arguments).status == 0 {
                assert_eq!(
                    both_ways(&policy, desk.path(&folder), Some(RecordId(place))),
                    (300, 0),
                    "{folder}"
                );
            }
        }
    }
}

/// Fields of the test policy's applicants, each in many spellings, right and wrong.
const VALUES: [(&str, &[&str]); 6] = [
    (
        "编号",
        &[
            "\"A1\"",
            "\" A2\"",
            "\"\"",
            "null",
            "\"甲\\u4e59\"",
            "\"甲\\\"乙\"",
            "\"\\t丙\"",
            "17",
            "\"丁\u{3000}\"",
        ],
    ),
    (
        "申请日期",
        &["\"2024-05-01\"", "\"2024/5/1\"", "\"2024-02-30\"", "20240501", "null", "\" 2024-05-01 \"", "true"],
    ),
    ("有合同", &["true", "false", "\"是\"", "\"否\"", "1", "0", "2", "\"1\"", "null", "tru", "1.0"]),
    (
        "月工资",
        &[
            "12000",
            "9999.99",
            "1e3",
            "-3",
            "-0",
            "007",
            "1.",
            ".5",
            "1.005",
            "\"1.2万元\"",
            "\"12\"",
            "true",
            "[1]",
            "12345678901234567890",
        ],
    ),
    ("涨幅", &["0.1", "\"10%\"", "\"10.01%\"", "10", "null"]),
    (
        "企业",
        &[
            "{\"名称\": \"甲\", \"注册地\": \"青海\"}",
            "{ }",
            "null",
            "{\"注册地\":\"青 海\"}",
            "{\"名称\":\"甲\",\"名称\":\"乙\"}",
            "3",
        ],
    ),
];

#[test]
fn json_lines_in_any_spelling() {
    let desk = Desk::new();
    let policy = Policy::load(&desk.path("policy"), &Screen::plain(Language::Chinese)).unwrap();
    let mut lines = String::new();
    for (place, (name, values)) in VALUES.iter().enumerate() {
        for value in *values {
            let (before, (other, others)) =
                (VALUES[(place + 1) % VALUES.len()], VALUES[(place + 2) % VALUES.len()]);
            for line in [
                format!("{{\"{name}\":{value}}}"),
                format!(" {{ \"{}\" : {} , \"{name}\" : {value} }} ", before.0, before.1[0]),
                format!("{{\"{name}\":{value},\"{other}\":{}}}", others[0]),
                format!("{{\"{name}\":{value},\"{name}\":{value}}}"),
                format!("{{\"{name}\":{value},}}"),
                format!("{{\"{name}\":{value}}} 1"),
                format!("{{\"{name}\":{value},\"没有的\":1}}"),
                format!("{{\"{name}\":{value},\"档案\":\"申请人\"}}"),
                format!("{{\"{name}\":{value},\"各段工期\":[{{\"开始\":\"2024-01-01\"}},{{}}]}}"),
                format!("{{\"{name}\":{value},\"各段工期\":[{{\"开始\":\"一月\"}},{{\"工期编号\":\"1\"]}}"),
                format!("{{\"{name}\":{value},\"各段工期\":null}}"),
                format!("{{\"{name}\":{value},\"各段工期\":[]}}"),
                format!("{{\"{name}\":{value}"),
            ] {
                lines.push_str(&line);
                lines.push('\n');
            }
        }
    }
    desk.write("申请人.jsonl", lines);
    let (good, bad) = both_ways(&policy, desk.path("申请人.jsonl"), None);
    assert!(good > 100 && bad > 100, "{good} {bad}");
}

#[test]
fn csv_in_any_spelling() {
    let desk = Desk::new();
    let policy = Policy::load(&desk.path("policy"), &Screen::plain(Language::Chinese)).unwrap();
    let mut rows = "编号,申请日期,有合同,月工资（元）,涨幅,企业.注册地\n".to_owned();
    let cells = [
        "A1",
        " A2 ",
        "\u{3000}A3",
        "\u{feff}",
        "",
        "2024-05-01",
        "2024年5月1日",
        " 2024-05-01",
        "2024-13-01",
        "是",
        "true",
        "２",
        "12000",
        "9999.99",
        "\"9,999.99\"",
        "1.005",
        "1.2万元",
        "10%",
        "0.1",
        "青海",
        "外省",
        "青 海",
        "\"甲\n乙\"",
    ];
    for (place, cell) in cells.iter().enumerate() {
        for column in 0..7 {
            let mut row = vec![""; 6];
            row.resize(row.len().max(column + 1), "");
            row[column] = cell;
            row[(column + 1) % 6] = cells[(place + 7) % cells.len()];
            rows.push_str(&row.join(","));
            rows.push('\n');
        }
        rows.push_str(&format!("{cell}\n"));
    }
    desk.write("申请人.csv", rows);
    let (good, bad) = both_ways(&policy, desk.path("申请人.csv"), None);
    assert!(good > 30 && bad > 30, "{good} {bad}");
}
