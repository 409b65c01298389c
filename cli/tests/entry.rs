//! Forms for entering records, and sampled records.

mod command;

use calamine::Reader;
use command::Desk;

#[test]
fn samples_are_read_back_and_the_same_for_the_same_seed() {
    let desk = Desk::new();
    let sample = |form: &str, out: &str| {
        desk.run(&[
            "sample",
            "policy",
            "--record",
            "申请人",
            "-n",
            "60",
            "--seed",
            "7",
            "--format",
            form,
            "--out",
            out,
        ])
        .good();
    };
    sample("jsonl", "申请人.jsonl");
    sample("json", "申请人.json");
    sample("csv", "表");
    sample("xlsx", "申请人.xlsx");
    let lines = desk.read("申请人.jsonl");
    assert_eq!(lines.lines().count(), 60);
    assert_eq!(
        desk.run(&["sample", "policy", "--record", "申请人", "-n", "60", "--seed", "7"]).good(),
        lines
    );
    assert_ne!(
        desk.run(&["sample", "policy", "--record", "申请人", "-n", "60", "--seed", "8"]).good(),
        lines
    );
    let decided = |path: &str| {
        let ran = desk.run(&["decide", "policy", path, "--format", "jsonl"]);
        assert_eq!(ran.status, 0, "{path}: {}", ran.err);
        ran.out
    };
    let expected = decided("申请人.jsonl");
    for path in ["申请人.json", "表", "申请人.xlsx"] {
        assert_eq!(decided(path), expected, "{path}");
    }
    for status in ["applies", "does_not_apply", "undetermined", "not_in_force"] {
        assert!(expected.contains(&format!("\"status\":\"{status}\"")), "{status} should come up among 60");
    }
}

#[test]
fn a_workbook_form_has_drop_downs_and_reads_back() {
    let desk = Desk::new();
    desk.run(&["schema", "policy", "--format", "xlsx", "--out", "表.xlsx"]).good();
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(desk.path("表.xlsx")).unwrap();
    assert_eq!(book.sheet_names(), ["申请人", "申请人.各段工期", "填表说明", "选项"]);
    let titles: Vec<String> = book
        .worksheet_range("申请人.各段工期")
        .unwrap()
        .rows()
        .next()
        .unwrap()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(titles, ["编号", "工期编号", "开始", "结束"]);
    let ran = desk.run(&["decide", "policy", "表.xlsx"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let file = std::fs::File::open(desk.path("表.xlsx")).unwrap();
    assert!(file.metadata().unwrap().len() > 1000);
}

#[test]
fn csv_forms_go_to_a_folder_when_there_are_lists() {
    let desk = Desk::new();
    desk.run(&["schema", "policy", "--format", "csv", "--out", "表"]).good();
    let parent = desk.read("表/申请人.csv");
    assert_eq!(parent, "\u{feff}编号,姓名,申请日期,类别,有合同,月工资,涨幅,企业 的 名称,企业 的 注册地\n");
    assert_eq!(desk.read("表/申请人.各段工期.csv"), "\u{feff}编号,工期编号,开始,结束\n");
    assert_eq!(desk.run(&["schema", "policy", "--format", "csv"]).status, 64);
    desk.run(&["decide", "policy", "表"]).good();
}

#[test]
fn the_json_schema_names_fields_and_options() {
    let desk = Desk::new();
    let text = desk.run(&["schema", "policy", "--record", "申请人"]).good();
    let schema: serde_json::Value = serde_json::from_str(&text).unwrap();
    let applicant = &schema["$defs"]["申请人"]["properties"];
    assert_eq!(applicant["企业"]["properties"]["注册地"]["enum"], serde_json::json!(["青海", "外省"]));
    assert_eq!(applicant["各段工期"]["items"]["$ref"], "#/$defs/工期");
    assert_eq!(applicant["申请日期"]["format"], "date");
    assert!(schema["$defs"]["工期"].is_object() && schema["$defs"]["企业信息"].is_null());
}
