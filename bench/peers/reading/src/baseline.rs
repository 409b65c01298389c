//! Merely reading, with the crates that everybody uses: the times that deciding is measured by.

use arrow_array::Array;
use arrow_array::cast::AsArray;
use arrow_array::types::Decimal128Type;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use qingce_bench::records;
use qingce_runtime::calendar;
use serde::Deserialize;
use std::fs::File;
use std::hint::black_box;
use std::io::{BufRead, BufReader};
use std::path::Path;

macro_rules! options {
    ($name:ident: $($option:ident),*) => {
        #[derive(Debug, Clone, Copy, Deserialize)]
        enum $name { $($option),* }
    };
}

options!(Province: 青海, 甘肃, 河南, 四川);
options!(Destination: 海西, 西宁, 海东, 省外);
options!(Category: 就业困难人员, 离校未就业毕业生, 退役军人, 脱贫劳动力, 监测对象, 进城务工人员, 城镇失业人员, 其他人员);
options!(Organisation: 小微企业, 个体工商户, 合作社, 中型企业, 大型企业);
options!(Level: 未认定, 省级, 国家级);
options!(Loan: 个人, 合伙, 小微);

/// A case with typed fields; texts are borrowed.
#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "reading is what is measured")]
struct Case<'t> {
    户籍: Province,
    务工地: Destination,
    务工月数: f64,
    类别: Category,
    组织: Organisation,
    登记注册: bool,
    领取执照: bool,
    开业日期: &'t str,
    级别: Level,
    贷款: Loan,
    合伙人数: u8,
    申请额度: f64,
}

/// A row with typed fields by hand, which is quicker than having them derived.
fn typed(row: &csv::ByteRecord) -> Option<records::Case> {
    Some(records::Case {
        household: option(&["青海", "甘肃", "河南", "四川"], row.get(0)?)?,
        destination: option(&["海西", "西宁", "海东", "省外"], row.get(1)?)?,
        months: i16::try_from(number(row.get(2)?, 1)?).ok()?,
        category: option(&CATEGORIES, row.get(3)?)?,
        organisation: option(&["小微企业", "个体工商户", "合作社", "中型企业", "大型企业"], row.get(4)?)?,
        registered: row.get(5)? == b"true",
        licensed: row.get(6)? == b"true",
        since: date(row.get(7)?)?,
        level: option(&["未认定", "省级", "国家级"], row.get(8)?)?,
        loan: option(&["个人", "合伙", "小微"], row.get(9)?)?,
        partners: u8::try_from(number(row.get(10)?, 0)?).ok()?,
        requested: number(row.get(11)?, 2)?,
    })
}

const CATEGORIES: [&str; 8] = [
    "就业困难人员",
    "离校未就业毕业生",
    "退役军人",
    "脱贫劳动力",
    "监测对象",
    "进城务工人员",
    "城镇失业人员",
    "其他人员",
];

fn option(names: &[&str], text: &[u8]) -> Option<u8> {
    u8::try_from(names.iter().position(|name| name.as_bytes() == text)?).ok()
}

fn number(text: &[u8], decimals: u32) -> Option<i64> {
    let (mut number, mut left, mut point) = (0i64, decimals, false);
    for byte in text {
        match byte {
            b'0'..=b'9' => {
                number = number * 10 + i64::from(byte - b'0');
                left -= u32::from(point);
            }
            b'.' => point = true,
            _ => return None,
        }
    }
    Some(number * 10i64.pow(left))
}

fn date(text: &[u8]) -> Option<i32> {
    let part =
        |from: usize, to: usize| number(text.get(from..to)?, 0).and_then(|part| i32::try_from(part).ok());
    calendar::day(part(0, 4)?, part(5, 7)?, part(8, 10)?)
}

/// Reads a file from its beginning to its end.
pub fn read(file: &Path) {
    let open = || File::open(file).expect("the file");
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("parquet") => {
            let builder = ParquetRecordBatchReaderBuilder::try_new(open()).expect("a Parquet file");
            for batch in builder.with_batch_size(8192).build().expect("its columns") {
                black_box(batch.expect("a batch"));
            }
        }
        Some("csv") => {
            let mut reader = csv::ReaderBuilder::new().buffer_capacity(1 << 16).from_reader(open());
            let mut row = csv::ByteRecord::new();
            while reader.read_byte_record(&mut row).expect("a row") {
                black_box(typed(&row).expect("a case"));
            }
        }
        _ => {
            let mut reader = BufReader::with_capacity(1 << 16, open());
            let mut line = Vec::new();
            while reader.read_until(b'\n', &mut line).expect("a line") > 0 {
                black_box(serde_json::from_slice::<Case<'_>>(&line).expect("a case"));
                line.clear();
            }
        }
    }
}

/// The sums of the amounts in a Parquet file of decisions, a rule each.
pub fn sums(file: &Path) -> [i128; 4] {
    let builder = ParquetRecordBatchReaderBuilder::try_new(File::open(file).expect("decisions"));
    let mut sums = [0; 4];
    for batch in builder.expect("a Parquet file").build().expect("its columns") {
        let batch = batch.expect("a batch");
        for (sum, rule) in sums.iter_mut().zip(["务工补贴", "创业补贴", "认定奖励", "贷款额度"])
        {
            let rule = batch.column_by_name(rule).expect("the rule's column").as_struct();
            let amounts = rule.column_by_name("amount").expect("amounts").as_primitive::<Decimal128Type>();
            *sum += (0..amounts.len())
                .filter(|row| amounts.is_valid(*row))
                .map(|row| amounts.value(row))
                .sum::<i128>();
        }
    }
    sums
}
