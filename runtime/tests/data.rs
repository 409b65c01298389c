//! Records from text, JSON, structs and the builder.

mod support;

use proptest::prelude::*;
use qingce_runtime::program::{Slot, SlotType};
use qingce_runtime::{
    InputError, InputFault, Language, Record, RecordBuilder, Shape, Value, Verified, read_json, read_serde,
    read_slot, show_plain, show_value, write_json,
};
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::{Value as Json, json};
use support::random::Dice;
use support::{agent, date, tables, verified};

fn policy() -> Verified {
    verified(tables())
}

fn slot<'p>(program: &'p Verified, name: &str) -> &'p Slot {
    let agent = program.record_named("经纪人").unwrap();
    let record = program.record(agent).unwrap();
    program.slot(agent, record.slot_named(name).unwrap()).unwrap()
}

#[test]
fn cells_of_text() {
    let program = policy();
    let read = |name: &str, text: &str| read_slot(&program, slot(&program, name), text).ok();
    let cell = |cell: i128| Some(Value::Cell(cell));
    for text in ["是", "true", "YES", "y", "1", " １ "] {
        assert_eq!(read("签合同", text), cell(1), "{text}");
    }
    for text in ["否", "False", "no", "N", "0"] {
        assert_eq!(read("签合同", text), cell(0), "{text}");
    }
    for name in ["签合同", "成立", "借款", "类别", "地区", "人员", "编号"] {
        assert_eq!(read(name, "  "), Some(Value::Missing), "{name}");
    }
    assert_eq!(read("签合同", "有"), None);
    assert_eq!(read("成立", "２０２３年７月１日"), cell(i128::from(support::tables::day("2023-07-01"))));
    assert_eq!(read("借款", "２０万元"), cell(20_000_000));
    assert_eq!(read("亩数", "3.5亩"), cell(35));
    assert_eq!(read("亩数", "3.55"), None);
    assert_eq!(read("地区", "二类"), cell(1));
    assert_eq!(read("类别", "农民、职工"), cell(0b101));
    assert_eq!(read("类别", "农民，牧民；职工|农民"), cell(0b111));
    assert_eq!(read("类别", "无"), cell(0));
    assert_eq!(read("类别", "农民、工"), None);
    assert_eq!(read("类别", "、"), None);
    assert_eq!(read("编号", " J 1 "), Some(Value::Text("J 1".into())));
    assert_eq!(read("人员", "甲"), None);
}

#[test]
fn errors_say_what_was_expected() {
    let program = policy();
    let told = |name: &str, text: &str, language| {
        read_slot(&program, slot(&program, name), text).unwrap_err().message(language)
    };
    let zh = |name: &str, text: &str| told(name, text, Language::Chinese);
    assert_eq!(zh("成立", "去年"), "「去年」无法读取，此处应为日期，例如 2023-07-01");
    assert_eq!(zh("借款", "1.005"), "「1.005」无法读取，此处应为最多2位小数的数（元）");
    assert_eq!(zh("企业.人数", "两个"), "「两个」无法读取，此处应为整数（人）");
    assert_eq!(zh("地区", "三类"), "「三类」无法读取，此处应为「地区」中的一项，是否指「一类」");
    assert_eq!(
        zh("类别", "农民、个体户"),
        "「农民、个体户」无法读取，此处应为「身份」中的若干项：农民、牧民、职工"
    );
    assert_eq!(zh("签合同", "有"), "「有」无法读取，此处应为是或否");
    assert_eq!(zh("生日", "一九六三年"), "「一***年」无法读取，此处应为日期，例如 2023-07-01");
    assert_eq!(
        told("亩数", "x", Language::English),
        "「x」 can't be read, expected a number with at most 1 decimal (亩)"
    );
}

fn errors(program: &Verified, json: &Json) -> Vec<String> {
    let ty = program.record_named("经纪人").unwrap();
    let errors = read_json(program, ty, json).unwrap_err();
    errors.iter().map(|error| error.message(Language::Chinese)).collect()
}

#[test]
fn json_records() {
    let program = policy();
    let ty = program.record_named("经纪人").unwrap();
    let json = json!({
        "编号": "J1", "签合同": true, "成立": "2020-02-29", "借款": "1.5万元", "亩数": 3.5, "类别": ["农民", "职工"],
        "地区": null, "企业": {"名称": "甲", "人数": 30}, "备案": 0,
        "人员": [{"身份": "农民", "工资": 3000.10, "证书": []}, {}],
    });
    let record = read_json(&program, ty, &json).unwrap();
    let worker = |program| support::tables::worker(program);
    let first =
        worker(&program).set("身份", "农民").unwrap().set("工资", "3000.1").unwrap().known("证书").unwrap();
    let built = agent(&program)
        .set("编号", "J1")
        .unwrap()
        .set("签合同", true)
        .unwrap()
        .set("成立", date("2020-02-29"))
        .unwrap()
        .set("借款", Decimal::new(15_000, 0))
        .unwrap()
        .set("亩数", Decimal::new(350, 2))
        .unwrap()
        .set("类别", ["农民", "职工"])
        .unwrap()
        .set("企业 的 名称", "甲")
        .unwrap()
        .set("企业.人数", 30_i64)
        .unwrap()
        .set("备案", false)
        .unwrap()
        .push("人员", first)
        .unwrap()
        .push("人员", worker(&program))
        .unwrap()
        .build();
    assert_eq!(record, built);
    let flat = json!({"企业 的 名称": "甲"});
    assert_eq!(
        read_json(&program, ty, &flat).unwrap(),
        agent(&program).set("企业.名称", "甲").unwrap().build()
    );
}

#[test]
fn json_numbers_are_exact() {
    let program = policy();
    let ty = program.record_named("经纪人").unwrap();
    let lent = |text: &str| {
        let json: Json = serde_json::from_str(&format!("{{\"借款\": {text}}}")).unwrap();
        read_json(&program, ty, &json).map(|record| record.values[3].clone()).ok()
    };
    assert_eq!(lent("0.1"), Some(Value::Cell(10)));
    assert_eq!(lent("1e3"), Some(Value::Cell(100_000)));
    assert_eq!(lent("12345678901234567890123.45"), Some(Value::Cell(1_234_567_890_123_456_789_012_345)));
    assert_eq!(lent("0.005"), None);
}

#[test]
fn json_errors_have_paths() {
    let program = policy();
    let json = json!({
        "编号": 7, "签合约": true, "成立": "2023-02-30", "企业": {"名": "甲"}, "类别": ["农民", 3],
        "人员": [{}, {"身份": "农夫", "身份证号": 630101199001011234u64, "证书": {}}, 5],
    });
    assert_eq!(
        errors(&program, &json),
        [
            "编号：「7」无法读取，此处应为文字",
            "签合约：档案没有这个字段，是否指「签合同」",
            "成立：「2023-02-30」无法读取，此处应为日期，例如 2023-07-01",
            "企业.名：档案没有这个字段，是否指「名称」",
            "类别：「农民、3」无法读取，此处应为「身份」中的若干项：农民、牧民、职工",
            "人员[2].身份：「农夫」无法读取，此处应为「身份」中的一项，是否指「农民」",
            "人员[2].身份证号：「6****************4」无法读取，此处应为文字",
            "人员[2].证书：此处应为若干份档案",
            "人员[3]：此处应为一份档案（一组字段）",
        ]
    );
    assert_eq!(errors(&program, &json!([])), ["此处应为一份档案（一组字段）"]);
    assert_eq!(errors(&program, &json!({"企业": 3})), ["企业：此处应为一份档案（一组字段）"]);
    let twice = json!({"企业": {"名称": "甲"}, "企业 的 名称": "乙"});
    assert_eq!(errors(&program, &twice), ["企业 的 名称：同一字段给了两次"]);
}

#[derive(Serialize)]
struct Agent {
    编号: String,
    签合同: Option<bool>,
    成立: chrono::NaiveDate,
    借款: Decimal,
}

#[test]
fn structs_are_records() {
    let program = policy();
    let ty = program.record_named("经纪人").unwrap();
    let agent_struct =
        Agent {
            编号: "J1".to_owned(), 签合同: None, 成立: date("2020-01-01"), 借款: Decimal::new(1_050, 2)
        };
    let record = read_serde(&program, ty, &agent_struct).unwrap();
    let built = agent(&program).set("编号", "J1").unwrap().set("成立", date("2020-01-01")).unwrap();
    assert_eq!(record, built.set("借款", "10.5").unwrap().build());
    let unserialisable = std::collections::HashMap::from([(vec![1], 2)]);
    let errors = read_serde(&program, ty, &unserialisable).unwrap_err();
    assert!(matches!(errors[0].fault, InputFault::Unserialised(_)));
}

#[test]
fn the_builder_refuses_what_does_not_fit() {
    let program = policy();
    let told = |error: InputError| error.message(Language::Chinese);
    assert_eq!(
        told(RecordBuilder::new(&program, "经济人").unwrap_err()),
        "经济人：政策没有这种档案，是否指「经纪人」"
    );
    let refuse =
        |field: &str, value: qingce_runtime::Input| told(agent(&program).set(field, value).unwrap_err());
    assert_eq!(refuse("借贷", 1.into()), "借贷：档案没有这个字段，是否指「借款」");
    assert_eq!(refuse("借款", true.into()), "借款：「true」无法读取，此处应为最多2位小数的数（元）");
    assert_eq!(
        refuse("借款", Decimal::new(1, 3).into()),
        "借款：「0.001」无法读取，此处应为最多2位小数的数（元）"
    );
    assert_eq!(refuse("成立", 5.into()), "成立：「5」无法读取，此处应为日期，例如 2023-07-01");
    assert_eq!(
        refuse("类别", ["工人"].into()),
        "类别：「工人」无法读取，此处应为「身份」中的若干项：农民、牧民、职工"
    );
    let worker = support::tables::worker(&program);
    assert_eq!(
        told(agent(&program).push("借款", worker.clone()).unwrap_err()),
        "借款：「」无法读取，此处应为最多2位小数的数（元）"
    );
    let certificate = support::tables::certificate(&program);
    assert_eq!(
        told(agent(&program).push("人员", certificate).unwrap_err()),
        "人员：成员不是这个字段的档案类型"
    );
    let fault = InputFault::Shape { expected: Shape::SingleValue };
    assert_eq!(fault.message(Language::English), "expected a single value");
}

#[test]
fn values_are_shown() {
    let program = policy();
    let record = agent(&program)
        .set("负责人", "张三丰")
        .unwrap()
        .set("借款", 1000)
        .unwrap()
        .known("人员")
        .unwrap()
        .build();
    let show = |name: &str, language, reveal| {
        let ty = program.record(record.ty).unwrap();
        let id = ty.slot_named(name).unwrap();
        show_value(&program, &ty.slots[id.index()], &record.values[id.index()], language, reveal)
    };
    assert_eq!(show("负责人", Language::Chinese, false), "张*丰");
    assert_eq!(show("负责人", Language::Chinese, true), "张三丰");
    assert_eq!(show("借款", Language::Chinese, false), "1000.00元");
    assert_eq!(show("借款", Language::English, false), "1,000.00 yuan");
    assert_eq!(show("人员", Language::English, false), "0 members");
    assert_eq!(show("备案", Language::Chinese, false), "缺");
    assert_eq!(qingce_runtime::mask("甲乙"), "**");
}

fn random_agent(program: &Verified, seed: u64) -> Record {
    support::random::record(program, program.record_named("经纪人").unwrap(), &mut Dice(seed))
}

proptest! {
    #[test]
    fn written_records_are_read_back(seed in any::<u64>()) {
        let program = policy();
        let record = random_agent(&program, seed);
        let json = write_json(&program, &record);
        let read = read_json(&program, record.ty, &json);
        prop_assert_eq!(read.as_ref(), Ok(&record), "{}", json);
        let text: Json = serde_json::from_str(&json.to_string()).unwrap();
        prop_assert_eq!(read_json(&program, record.ty, &text), Ok(record));
    }

    #[test]
    fn plain_cells_are_read_back(seed in any::<u64>()) {
        let program = policy();
        let record = random_agent(&program, seed);
        for (slot, value) in program.record(record.ty).unwrap().slots.iter().zip(&record.values) {
            if let (SlotType::Cell(ty), Value::Cell(cell)) = (&slot.ty, value) {
                let text = show_plain(&program, ty, *cell);
                let read = read_slot(&program, slot, &text);
                prop_assert_eq!(read.as_ref(), Ok(value), "{}", text);
            }
        }
    }

    #[test]
    fn any_text_is_answered(text in ".{0,12}", ty in 0usize..13) {
        let program = policy();
        let slot = &program.records[2].slots[ty];
        if let Err(error) = read_slot(&program, slot, &text) {
            prop_assert!(!error.message(Language::Chinese).is_empty());
        }
    }
}
