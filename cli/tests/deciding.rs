//! Ledgers, outputs, rules by name, explanations.

mod command;

use command::{Desk, repository, run_in};

fn records(desk: &Desk) {
    let rows = "编号,姓名,申请日期,有合同,月工资,涨幅\nA1,甲某某,2024-05-01,是,9000,\nA2,乙某某,2024-05-02,是,20000,20%\nA1,甲某某,2024-06-01,是,9000,5%\n";
    desk.write("申请人.csv", rows);
}

#[test]
fn the_table_fits_a_screen_of_a_hundred_columns() {
    let desk = Desk::new();
    records(&desk);
    let ran = desk.run(&["decide", "policy", "申请人.csv"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    for line in ran.out.lines() {
        assert!(unicode_width::UnicodeWidthStr::width(line) <= 100, "{line}");
    }
    assert!(ran.out.contains("给予不高于 1000元"), "{}", ran.out);
    assert!(ran.out.contains("基准日 2024年5月1日"), "{}", ran.out);
    assert!(ran.out.contains("已享受") && ran.out.contains("2024年5月1日已领取"), "{}", ran.out);
    assert!(!ran.out.contains('\u{1b}'), "no colours but on a terminal");
    assert!(!ran.out.contains("不适用"), "{}", ran.out);
    assert!(desk.run(&["decide", "policy", "申请人.csv", "--all"]).good().contains("不适用"));
    assert!(ran.err.contains("待定") && ran.err.contains("缺少"), "{}", ran.err);
}

#[test]
fn earlier_grants_come_from_a_ledger_in_any_form() {
    let desk = Desk::new();
    records(&desk);
    desk.write("台账.csv", "主键,规则,日期,金额\nA1,交通补助,2023年3月1日,\"1,000元\"\n");
    desk.write("台账.json", r#"[{"key": "A1", "rule": "交通补助", "date": "2023-03-01", "amount": 1000}]"#);
    desk.write(
        "台账.jsonl",
        "{\"主键\": \"A1\", \"规则\": \"交通补助\", \"日期\": \"2023/3/1\", \"金额\": \"1000\"}\n",
    );
    let mut outputs = Vec::new();
    for ledger in ["台账.csv", "台账.json", "台账.jsonl"] {
        outputs.push(
            desk.run(&["decide", "policy", "申请人.csv", "--granted", ledger, "--rule", "交通补助"]).good(),
        );
    }
    assert!(outputs[0].contains("2023年3月1日已领取 1000元"), "{}", outputs[0]);
    assert!(outputs.iter().all(|output| *output == outputs[0]));
    desk.write("坏.csv", "主键,规则,日期\nA1,没有的规则,2023-03-01\n");
    let ran = desk.run(&["decide", "policy", "申请人.csv", "--granted", "坏.csv"]);
    assert_eq!((ran.status, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("没有规则「没有的规则」"), "{}", ran.err);
}

#[test]
fn output_is_written_whole_or_not_at_all() {
    let desk = Desk::new();
    records(&desk);
    desk.write("结果.json", "old");
    let ran = desk.run(&["decide", "policy", "没有.csv", "--out", "结果.json"]);
    assert_eq!((ran.status, desk.read("结果.json").as_str()), (1, "old"));
    desk.run(&["decide", "policy", "申请人.csv", "--out", "结果.json"]).good();
    let to_screen = desk.run(&["decide", "policy", "申请人.csv", "--format", "json"]).good();
    assert_eq!(desk.read("结果.json"), to_screen);
    let parsed: serde_json::Value = serde_json::from_str(&to_screen).unwrap();
    assert_eq!(parsed.as_array().map(Vec::len), Some(3));
    let ran = desk.run(&["decide", "policy", "申请人.csv", "--out", "没有的文件夹/结果.json"]);
    assert_eq!(ran.status, 1);
    assert!(ran.err.contains("写不了"), "{}", ran.err);
    let left: Vec<_> =
        std::fs::read_dir(desk.path(".")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 3, "{left:?}");
}

#[test]
fn rows_go_to_csv_and_to_workbooks() {
    let desk = Desk::new();
    records(&desk);
    desk.run(&["decide", "policy", "申请人.csv", "--out", "结果.csv"]).good();
    let text = desk.read("结果.csv");
    let mut rows = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let csv_rows: Vec<Vec<String>> =
        rows.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    assert_eq!(csv_rows.len(), 9);
    assert!(csv_rows.iter().any(|row| row[4] == "稳岗奖励" && row[7] == "4000"), "{text}");
    desk.run(&["decide", "policy", "申请人.csv", "--out", "结果.xlsx"]).good();
    let first = std::fs::read(desk.path("结果.xlsx")).unwrap();
    use calamine::Reader;
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(desk.path("结果.xlsx")).unwrap();
    let range = book.worksheet_range("决定").unwrap();
    assert_eq!(range.height(), 10);
    for (sheet_row, csv_row) in range.rows().skip(1).zip(&csv_rows) {
        let cells: Vec<String> = sheet_row.iter().map(ToString::to_string).collect();
        assert_eq!(&cells, csv_row);
    }
    desk.run(&["decide", "policy", "申请人.csv", "--out", "结果.xlsx"]).good();
    assert_eq!(std::fs::read(desk.path("结果.xlsx")).unwrap(), first, "the same decisions, the same bytes");
}

#[test]
fn a_built_program_decides_like_its_folder() {
    let desk = Desk::new();
    records(&desk);
    desk.run(&["build", "policy", "-o", "务工.qcb"]).good();
    let expected = desk.run(&["decide", "policy", "申请人.csv", "--format", "json"]).good();
    assert_eq!(desk.run(&["decide", "务工.qcb", "申请人.csv", "--format", "json"]).good(), expected);
    let listing = desk.run(&["build", "policy", "--listing"]).good();
    assert!(listing.contains("务工补贴") && listing.contains("政策.ce"), "{listing}");
    let mut bytes = std::fs::read(desk.path("务工.qcb")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    desk.write("坏.qcb", bytes);
    let ran = desk.run(&["decide", "坏.qcb", "申请人.csv"]);
    assert_eq!((ran.status, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("坏.qcb"), "{}", ran.err);
}

#[test]
fn an_explanation_tells_the_values_and_masks_names() {
    let desk = Desk::new();
    records(&desk);
    let text = desk.run(&["explain", "policy", "申请人.csv", "--key", "A2", "--rule", "稳岗奖励"]).good();
    assert!(text.contains("稳岗奖励") && text.contains("4000") && text.contains("涨幅"), "{text}");
    assert!(!text.contains("交通补助") && !text.contains("乙某某"), "{text}");
    let ran = desk.run(&["explain", "policy", "申请人.csv", "--key", "A7"]);
    assert_eq!(ran.status, 1);
    let text = desk.run(&["explain", "policy", "申请人.csv", "--key", "A1", "--rule", "交通补助"]).good();
    assert!(text.contains("已享受"), "the second one knows of the first\n{text}");
}

#[test]
fn names_that_are_not_there_are_usage_faults() {
    let desk = Desk::new();
    records(&desk);
    let ran = desk.run(&["decide", "policy", "申请人.csv", "--rule", "交通补贴"]);
    assert_eq!(ran.status, 64);
    assert!(ran.err.contains("交通补助"), "{}", ran.err);
    assert_eq!(desk.run(&["decide", "policy", "申请人.csv", "--as-of", "2024-02-30"]).status, 64);
    assert_eq!(desk.run(&["decide", "policy"]).status, 64, "no records and no samples");
    let ran = desk.run(&["--lang", "en", "decide", "policy", "申请人.csv"]);
    assert!(ran.out.contains("grant of at most 1,000 yuan"), "{}", ran.out);
}

#[test]
fn without_arguments_every_policy_decides_its_samples_and_explains_one_grant() {
    let shown = run_in(&repository(), &[]).good();
    let at = |text: &str| shown.find(text).unwrap_or_else(|| panic!("{text} is not shown"));
    let chinese = at("$ qingce decide policies/qinghai-labour-brand");
    let why = at("$ qingce explain policies/qinghai-labour-brand --key JJR-2023-001 --rule 组织采摘枸杞补贴");
    let english = at("$ qingce decide policies/municipal-heat-grant");
    assert!(chinese < why && why < english, "the policy in the language of the messages comes first");
    assert!(shown[why..english].contains("✓ 合格采摘人员 不为空"));
}
