//! One set of records in every form that is read: the decisions are the same, byte for byte.

mod command;

use command::Desk;
use encoding_rs::GB18030;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

const JSON: &str = r#"[
  {"编号": "A1", "姓名": "才让卓玛", "申请日期": "2024-05-01", "类别": ["农民", "退役军人"], "有合同": true, "月工资": 9999.99,
   "涨幅": "10.01%", "企业": {"名称": "青海一号公司", "注册地": "青海"},
   "各段工期": [{"工期编号": "1", "开始": "2023-12-31", "结束": "2024-02-29"}, {"工期编号": "2", "开始": "2023-06-01"}]},
  {"编号": "A2", "姓名": "马某", "申请日期": "2024-06-30", "类别": ["牧民"], "有合同": false, "月工资": 12000, "涨幅": 0.5,
   "企业": {"注册地": "外省"}, "各段工期": []},
  {"编号": "A3", "姓名": "李某", "申请日期": "2022-12-31", "有合同": true, "涨幅": 0.1, "各段工期": []}
]"#;

const PARENTS: &str = "编号,姓名,申请日期,类别,有合同,月工资（元）,涨幅,企业 的 名称,企业 的 注册地\n\
    A1,才让卓玛,2024年5月1日,农民、退役军人,是,\"9,999.99\",10.01%,青海一号公司,青海\n\
    A2,马某,2024/6/30,牧民,否,1.2万元,50%,,外省\n\
    \n\
    A3,李某,2022-12-31,,是,,10%,,\n";

const CHILDREN: &str = "编号,工期编号,开始,结束\nA1,1,2023/12/31,2024-02-29\nA1,2,2023年6月1日,\n";

fn decided(desk: &Desk, records: &[&str]) -> String {
    let mut arguments = vec!["decide", "policy"];
    arguments.extend(records);
    arguments.extend(["--format", "json"]);
    desk.run(&arguments).good()
}

fn workbook(desk: &Desk) {
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let day = |y, m, d| ExcelDateTime::from_ymd(y, m, d).unwrap();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("申请人").unwrap();
    let titles = PARENTS.lines().next().unwrap();
    for (column, title) in (0..).zip(titles.split(',')) {
        sheet.write(1, column, title).unwrap();
    }
    let texts = [
        (2, ["A1", "才让卓玛", "", "农民、退役军人", "是", "", "", "青海一号公司", "青海"]),
        (3, ["A2", "马某", "", "牧民", "", "1.2万元", "", "", "外省"]),
        (5, ["A3", "李某", "2022年12月31日", "", "是", "", "10%", "", ""]),
    ];
    for (row, cells) in texts {
        for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write(row, column, cell).unwrap();
        }
    }
    sheet.write_with_format(2, 2, day(2024, 5, 1), &date).unwrap();
    sheet.write(3, 2, 45473).unwrap(); // 2024-06-30 that nobody formatted as a date
    sheet.write(2, 5, 9999.99).unwrap();
    sheet.write(2, 6, 0.1001).unwrap();
    sheet.write(3, 6, 0.5).unwrap();
    sheet.write(3, 4, false).unwrap();
    let sheet = book.add_worksheet();
    sheet.set_name("申请人.各段工期").unwrap();
    for (column, title) in (0..).zip(["编号", "工期编号", "开始", "结束"]) {
        sheet.write(0, column, title).unwrap();
    }
    sheet.write(1, 0, "A1").unwrap();
    sheet.write(1, 1, 1).unwrap();
    sheet.write_with_format(1, 2, day(2023, 12, 31), &date).unwrap();
    sheet.write_with_format(1, 3, day(2024, 2, 29), &date).unwrap();
    sheet.write(2, 0, "A1").unwrap();
    sheet.write(2, 1, 2).unwrap();
    sheet.write(2, 2, "2023-06-01").unwrap();
    book.add_worksheet().set_name("填表说明").unwrap().write(0, 0, "不读").unwrap();
    book.save(desk.path("申请人.xlsx")).unwrap();
}

#[test]
fn every_form_gives_the_same_decisions() {
    let desk = Desk::new();
    desk.write("json/申请人.json", JSON);
    let expected = decided(&desk, &["json/申请人.json"]);
    assert!(expected.contains(r#""amount":"1001.00""#), "{expected}");
    assert!(expected.contains("各段工期[2].结束"), "{expected}");

    let values: Vec<serde_json::Value> = serde_json::from_str(JSON).unwrap();
    let lines: String = values.iter().map(|value| format!("{value}\n")).collect();
    desk.write("jsonl/申请人.jsonl", &lines);
    desk.write("utf8/申请人.csv", PARENTS);
    desk.write("utf8/申请人.各段工期.csv", CHILDREN);
    desk.write("mark/申请人.csv", format!("\u{feff}{PARENTS}"));
    desk.write("mark/申请人.各段工期.csv", format!("\u{feff}{CHILDREN}"));
    desk.write("gb/申请人.csv", GB18030.encode(PARENTS).0);
    desk.write("gb/申请人.各段工期.csv", GB18030.encode(CHILDREN).0);
    desk.write("gbjson/申请人.json", GB18030.encode(JSON).0);
    workbook(&desk);
    for records in ["jsonl", "utf8", "mark", "gb", "gbjson", "申请人.xlsx"] {
        assert_eq!(decided(&desk, &[records]), expected, "{records}");
    }
}

#[test]
fn children_in_any_order_find_their_record() {
    let desk = Desk::new();
    let parents = "编号,申请日期,类别,企业.注册地\nA,2024-05-01,农民,青海\nB,2024-05-01,农民,青海\nC,2024-05-01,农民,青海\n";
    let rows = ["A,1,2024-01-01,2024-03-01", "A,2,2023-01-01,2023-03-01", "B,1,2024-01-01,2024-04-01"];
    let write = |folder: &str, rows: &[&str]| {
        desk.write(&format!("{folder}/申请人.csv"), parents);
        let text: String = rows.iter().map(|row| format!("{row}\n")).collect();
        desk.write(&format!("{folder}/申请人.各段工期.csv"), format!("编号,工期编号,开始,结束\n{text}"));
    };
    write("sorted", &rows);
    write("mixed", &[rows[2], rows[0], rows[1]]);
    write("apart", &[rows[0], rows[2], rows[1]]);
    let expected = decided(&desk, &["sorted"]);
    assert!(
        expected.contains(r#""amount":"100.00""#) && expected.contains(r#""amount":"50.00""#),
        "{expected}"
    );
    assert_eq!(decided(&desk, &["mixed"]), expected);
    assert_eq!(decided(&desk, &["apart"]), expected);
}

#[test]
fn who_applies_twice_has_the_same_members_each_time() {
    let desk = Desk::new();
    desk.write(
        "twice/申请人.csv",
        "编号,申请日期,类别,企业.注册地\nA,2024-05-01,农民,青海\nA,2024-06-01,农民,青海\n",
    );
    desk.write("twice/申请人.各段工期.csv", "编号,开始,结束\nA,2024-01-01,2024-03-01\n");
    let decided = decided(&desk, &["twice"]);
    assert_eq!(decided.matches(r#""amount":"50.00""#).count(), 2, "{decided}");
}

#[test]
fn a_record_may_name_its_own_type() {
    let desk = Desk::new();
    desk.write("记录.json", r#"[{"档案": "申请人", "编号": "A1", "申请日期": "2024-05-01"}]"#);
    assert!(decided(&desk, &["记录.json"]).contains(r#""key":"A1""#));
    desk.write("数据.csv", "编号,申请日期\nA1,2024-05-01\n");
    assert!(decided(&desk, &["数据.csv", "--record", "申请人"]).contains(r#""key":"A1""#));
    let ran = desk.run(&["decide", "policy", "数据.csv"]);
    assert_eq!(ran.status, 1);
    assert!(ran.err.contains("看不出") && ran.err.contains("申请人"), "{}", ran.err);
}
