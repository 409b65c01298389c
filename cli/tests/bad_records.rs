//! What can't be read is told with its place; the rest is decided all the same.

mod command;

use command::Desk;

#[test]
fn a_bad_cell_names_its_place_and_the_other_rows_are_decided() {
    let desk = Desk::new();
    desk.write("申请人.csv", "编号,姓名,申请日期,月工资,类别\nA1,甲某,2024-05-01,8000,农民\nA2,乙某,5月1日,八千,工人\nA3,丙某,2024-05-02,9000,\n");
    let ran = desk.run(&["decide", "policy", "申请人.csv", "--format", "jsonl"]);
    assert_eq!(ran.status, 2, "{}", ran.err);
    assert_eq!(ran.out.lines().count(), 2);
    for place in [
        "「申请人.csv」第 3 行「申请日期」列",
        "「申请人.csv」第 3 行「月工资」列",
        "「申请人.csv」第 3 行「类别」列",
    ] {
        assert!(ran.err.contains(place), "{place}\n{}", ran.err);
    }
    assert!(ran.err.contains("农民"), "the options that were expected\n{}", ran.err);
    assert!(ran.err.contains("读不了 1 份"), "{}", ran.err);
    assert!(ran.err.contains("2 份档案"), "{}", ran.err);
}

#[test]
fn sheets_and_letters_are_named() {
    let desk = Desk::new();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("申请人").unwrap();
    for (row, cells) in (0..).zip([["编号", "申请日期", "有合同"], ["A1", "2024-05-01", "也许"]]) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write(row, column, cell).unwrap();
        }
    }
    sheet.write(2, 0, 630102199001011234_f64).unwrap();
    book.save(desk.path("表.xlsx")).unwrap();
    let ran = desk.run(&["decide", "policy", "表.xlsx"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("「表.xlsx」的工作表「申请人」第 2 行「有合同」列（C2）"), "{}", ran.err);
    assert!(ran.err.contains("（A3）") && ran.err.contains("15 位"), "{}", ran.err);
}

#[test]
fn json_faults_name_record_and_field() {
    let desk = Desk::new();
    let lines = "{\"编号\": \"A1\", \"申请日期\": \"2024-05-01\"}\n{\"编号\": \"A2\", \"工资\": 1}\n{\"编号\":\n{\"编号\": \"A4\", \"申请日期\": \"2024-05-01\"}\n";
    desk.write("申请人.jsonl", lines);
    let ran = desk.run(&["decide", "policy", "申请人.jsonl", "--format", "jsonl"]);
    assert_eq!((ran.status, ran.out.lines().count()), (2, 2), "{}", ran.err);
    assert!(ran.err.contains("第 2 行") && ran.err.contains("工资"), "{}", ran.err);
    assert!(ran.err.contains("第 3 行"), "{}", ran.err);
}

#[test]
fn sensitive_values_are_masked_in_messages() {
    let desk = Desk::new();
    desk.write(
        "申请人.json",
        r#"[{"编号": "A1", "姓名": {"姓": "才让卓玛"}, "企业": {"名称": ["秘密公司"]}}]"#,
    );
    let ran = desk.run(&["decide", "policy", "申请人.json"]);
    assert_eq!(ran.status, 2);
    assert!(!ran.err.contains("才让卓玛") && !ran.err.contains("秘密公司"), "{}", ran.err);
}

#[test]
fn members_without_their_record_are_told() {
    let desk = Desk::new();
    desk.write("申请人.csv", "编号,申请日期\nA1,2024-05-01\n,2024-05-03\n");
    desk.write("申请人.各段工期.csv", "编号,开始,结束\nA1,2024-01-01,2024-03-01\nA9,2024-01-01,2024-03-01\n");
    let ran = desk.run(&["decide", "policy", "申请人.csv", "申请人.各段工期.csv"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("「申请人.各段工期.csv」第 3 行：上级表里没有"), "{}", ran.err);
    assert!(ran.err.contains("「申请人.csv」第 3 行：主键是空的"), "{}", ran.err);
}

#[test]
fn a_slip_in_a_title_stops_the_run() {
    let desk = Desk::new();
    desk.write("申请人.csv", "编号,申请日期,月工姿\nA1,2024-05-01,1\n");
    let ran = desk.run(&["decide", "policy", "申请人.csv"]);
    assert_eq!(ran.status, 1);
    assert!(ran.err.contains("是不是「月工资」"), "{}", ran.err);
    desk.write("申请人.csv", "编号,申请日期,备注\nA1,2024-05-01,1\n");
    let ran = desk.run(&["decide", "policy", "申请人.csv"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.err.contains("「备注」列不是字段"), "{}", ran.err);
}
