//! Lists, records, standards and scales that the tests share.

use chrono::NaiveDate;
use qingce_runtime::calendar::from_date;
use qingce_runtime::program::{
    CellType, Conventions, DatedTable, DatedValue, Day, Effective, OptionList, OptionListId, Program,
    RecordId, RecordType, Scale, Slot, SlotId, SlotType, Standard, UnitKind,
};
use qingce_runtime::{RecordBuilder, Verified};

pub const STATUS: OptionListId = OptionListId(0);
pub const REGION: OptionListId = OptionListId(1);

pub fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn day(text: &str) -> Day {
    from_date(date(text))
}

pub fn period(from: &str, to: Option<&str>) -> Effective {
    Effective { from: day(from), to: to.map(day) }
}

pub fn money() -> CellType {
    CellType::Number { decimals: 2, unit: "元".to_owned(), kind: UnitKind::Money }
}

pub fn number(decimals: u8) -> CellType {
    CellType::Number { decimals, unit: String::new(), kind: UnitKind::Other }
}

fn unit(decimals: u8, unit: &str, kind: UnitKind) -> CellType {
    CellType::Number { decimals, unit: unit.to_owned(), kind }
}

fn list(name: &str, options: &[&str]) -> OptionList {
    OptionList {
        name: name.to_owned(),
        options: options.iter().map(|option| ((*option).to_owned(), None)).collect(),
    }
}

fn slot(path: &str, ty: SlotType) -> Slot {
    Slot { path: path.split('.').map(str::to_owned).collect(), ty, sensitive: false, gloss: None }
}

fn cell(path: &str, ty: CellType) -> Slot {
    slot(path, SlotType::Cell(ty))
}

fn sensitive(slot: Slot) -> Slot {
    Slot { sensitive: true, ..slot }
}

fn record(name: &str, key: Option<u16>, reference: Option<u16>, slots: Vec<Slot>) -> RecordType {
    RecordType {
        name: name.to_owned(),
        gloss: None,
        slots,
        key: key.map(SlotId),
        reference_date: reference.map(SlotId),
    }
}

fn value(from: &str, to: Option<&str>, cells: &[i128], authority: &str) -> DatedValue {
    DatedValue { effective: period(from, to), cells: cells.to_vec(), authority: authority.to_owned() }
}

fn standard(name: &str, ty: CellType, by: Option<OptionListId>, values: Vec<DatedValue>) -> Standard {
    Standard { name: name.to_owned(), ty, by, values, delegated: None }
}

fn standards() -> Vec<Standard> {
    let per_head = || unit(2, "元/人", UnitKind::Other);
    let changes = vec![
        value("2022-06-01", Some("2023-12-31"), &[5_000], "6.4"),
        value("2024-01-01", None, &[6_000], "青财社〔2023〕1号"),
    ];
    let regions = vec![value("2022-06-01", None, &[10_000, 8_000], "3.4")];
    let ended = vec![value("2022-06-01", Some("2022-12-31"), &[100], "7.1")];
    vec![
        standard("补贴", per_head(), None, changes),
        Standard {
            delegated: Some("补贴办法".to_owned()),
            ..standard("授权补贴", money(), None, Vec::new())
        },
        standard("已止", money(), None, ended),
        standard("地区补贴", per_head(), Some(REGION), regions),
    ]
}

fn scales() -> Vec<Scale> {
    let brackets = vec![(0, 10_000), (50, 12_000)];
    let table = DatedTable { effective: period("2022-06-01", None), brackets, authority: "8.1".to_owned() };
    let scale = |name: &str, marginal| Scale {
        name: name.to_owned(),
        from: unit(0, "人", UnitKind::Count),
        to: money(),
        marginal,
        rate_decimals: 2,
        tables: vec![table.clone()],
    };
    vec![scale("累进奖励", true), scale("定额奖励", false)]
}

fn records() -> Vec<RecordType> {
    let certificate =
        vec![slot("证号", SlotType::Text), cell("有效", CellType::Truth), cell("分值", number(1))];
    let worker = vec![
        sensitive(slot("身份证号", SlotType::Text)),
        cell("身份", CellType::Option(STATUS)),
        cell("开始", CellType::Date),
        cell("结束", CellType::Date),
        cell("工资", money()),
        slot("证书", SlotType::List(RecordId(0))),
    ];
    let agent = vec![
        slot("编号", SlotType::Text),
        cell("签合同", CellType::Truth),
        cell("成立", CellType::Date),
        cell("借款", money()),
        cell("亩数", unit(1, "亩", UnitKind::Count)),
        cell("类别", CellType::Options(STATUS)),
        cell("地区", CellType::Option(REGION)),
        slot("企业.名称", SlotType::Text),
        cell("企业.人数", unit(0, "人", UnitKind::Count)),
        slot("人员", SlotType::List(RecordId(1))),
        cell("备案", CellType::Truth),
        sensitive(cell("生日", CellType::Date)),
        sensitive(slot("负责人", SlotType::Text)),
    ];
    let application = vec![cell("日期", CellType::Date), cell("通过", CellType::Truth)];
    vec![
        record("证书", None, None, certificate),
        record("工人", Some(0), None, worker),
        record("经纪人", Some(0), None, agent),
        record("申请", None, Some(0), application),
    ]
}

/// A policy without rules, in force from 1 June 2022 to 31 May 2027.
pub fn tables() -> Program {
    Program {
        name: "试行办法".to_owned(),
        number: "试〔2022〕1号".to_owned(),
        english: false,
        effective: period("2022-06-01", Some("2027-05-31")),
        conventions: Conventions { first_day_counts: false, age_next_day: false },
        lists: vec![list("身份", &["农民", "牧民", "职工"]), list("地区", &["一类", "二类"])],
        records: records(),
        standards: standards(),
        scales: scales(),
        rules: Vec::new(),
        constants: Vec::new(),
        texts: Vec::new(),
        files: vec!["试行.ce".to_owned()],
    }
}

/// An agent with nothing known.
pub fn agent(program: &Verified) -> RecordBuilder<'_> {
    RecordBuilder::new(program, "经纪人").unwrap()
}

/// A worker with nothing known.
pub fn worker(program: &Verified) -> RecordBuilder<'_> {
    RecordBuilder::new(program, "工人").unwrap()
}

/// A certificate with nothing known.
pub fn certificate(program: &Verified) -> RecordBuilder<'_> {
    RecordBuilder::new(program, "证书").unwrap()
}
