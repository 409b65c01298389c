//! The fixed words of random policies: records nested and in lists, options, units, standards with histories, scales.

/// Kinds of number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Unit {
    Money,
    Persons,
    Area,
    Plain,
    Rate,
    Months,
    Days,
    Age,
    PerPerson,
    PerArea,
}

/// The record types that expressions stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Kind {
    Applicant,
    Member,
    Certificate,
}

/// What everything hangs on but the rules: head, units, options, records.
pub const HEAD: &str = "\
政策 随机政策
  文号 「测试〔2024〕1号」
  施行 2022年1月1日 至 2026年12月31日
  原文 「原文.tsv」
";

/// The source text that rules cite.
pub const SOURCE: &str = "1.0\t总则\n1.1\t按规定办理\n";

/// Units, options and records.
pub const WORDS: &str = "\
单位 人：人数

单位 亩 1位小数

选项 类别：甲类、乙类、丙类、丁类

选项 等级：一等、二等、三等

档案 证书
  证号：文字
  等第：等级
  取得日：日期
  分数：数 1位小数

档案 机构
  机构名：文字
  注册地：文字
  成立日：日期
  规模：人
  评级：等级

档案 成员
  编号：文字 主键
  类属：类别
  诸类：若干 类别
  出生日：日期
  进场日：日期
  离场日：日期
  工资：元
  工期：个月
  在岗：是否
  雇主：机构
  诸证：若干 证书

档案 申请人
  申请号：文字 主键
  申请日：日期 基准日
  类型：类别
  擅长：若干 类别
  生日：日期
  开始日：日期
  结束日：日期
  金额：元
  人员数：人
  面积：亩
  占比：比例
  系数：数 2位小数
  月份：个月
  日程：天
  登记：是否
  企业：机构
  诸员：若干 成员
  培训：若干 证书
";

/// Standards with gaps, ends, options and a delegated one; scales with two tables.
pub const STANDARDS: &str = "\
标准 每人标准：元/人
  自 2022年1月1日 50元/人 依据 1.1 理由 「测试」
  自 2024年1月1日 62.5元/人 依据 1.1 理由 「测试」

标准 每亩标准：元/亩
  自 2022年1月1日 12.34元/亩 依据 1.1 理由 「测试」

标准 最高额：元
  自 2022年1月1日 1000元 依据 1.1 理由 「测试」

标准 临时额：元
  自 2023年1月1日 至 2023年12月31日 200元 依据 1.1 理由 「测试」
  自 2025年1月1日 至 2025年6月30日 300.5元 依据 1.1 理由 「测试」

标准 补比：比例
  自 2022年1月1日 12.5% 依据 1.1 理由 「测试」

标准 年龄线：周岁
  自 2022年1月1日 60周岁 依据 1.1 理由 「测试」
  自 2025年1月1日 61周岁 依据 1.1 理由 「测试」

标准 最短期：个月
  自 2022年1月1日 3个月 依据 1.1 理由 「测试」

标准 天限：天
  自 2022年1月1日 30天 依据 1.1 理由 「测试」

标准 分等额：元/人 按 等级
  自 2022年1月1日 依据 1.1 理由 「测试」：一等 100元/人、二等 80元/人、三等 0.5元/人

标准 未定额：元
  授权 「另行文件」 依据 1.1

标准 未定人额：元/人
  授权 「另行文件」 依据 1.1

分档 人头奖：人 至 元 累进
  自 2022年1月1日 依据 1.1 理由 「测试」：0人 起 100元/人、2人 起 120.5元/人、5人 起 0元/人

分档 比例奖：元 至 元 累进
  自 2022年1月1日 依据 1.1 理由 「测试」：0元 起 3%、100元 起 10%
  自 2024年1月1日 依据 1.1 理由 「测试」：0元 起 2.5%、1000元 起 20%

分档 定额奖：元 至 元 定额
  自 2022年1月1日 依据 1.1 理由 「测试」：0元 起 10元、50元 起 99.9元、1000元 起 5元
";

/// Texts that fields hold and conditions ask for.
pub const TEXTS: &[&str] = &["甲", "乙", "西宁", "海东"];

/// The options of 类别.
pub const CLASSES: &[&str] = &["甲类", "乙类", "丙类", "丁类"];

/// The options of 等级.
pub const GRADES: &[&str] = &["一等", "二等", "三等"];

/// Days that conditions name; records hold them and days near them.
pub const DAYS: &[(i32, u32, u32)] = &[
    (1960, 2, 29),
    (1963, 5, 31),
    (1965, 1, 1),
    (2022, 1, 31),
    (2022, 12, 31),
    (2023, 2, 28),
    (2023, 6, 15),
    (2024, 1, 31),
    (2024, 2, 29),
    (2025, 3, 1),
    (2025, 8, 31),
];

impl Kind {
    /// Fields that are numbers, with how to write them from inside the record.
    pub fn numbers(self, unit: Unit) -> &'static [&'static str] {
        match (self, unit) {
            (Self::Applicant, Unit::Money) => &["金额"],
            (Self::Applicant, Unit::Persons) => &["人员数", "企业 的 规模"],
            (Self::Applicant, Unit::Area) => &["面积"],
            (Self::Applicant, Unit::Plain) => &["系数"],
            (Self::Applicant, Unit::Rate) => &["占比"],
            (Self::Applicant, Unit::Months) => &["月份"],
            (Self::Applicant, Unit::Days) => &["日程"],
            (Self::Member, Unit::Money) => &["工资"],
            (Self::Member, Unit::Persons) => &["雇主 的 规模"],
            (Self::Member, Unit::Months) => &["工期"],
            (Self::Certificate, Unit::Plain) => &["分数"],
            _ => &[],
        }
    }

    /// Fields that are days.
    pub fn days(self) -> &'static [&'static str] {
        match self {
            Self::Applicant => &["生日", "开始日", "结束日", "企业 的 成立日"],
            Self::Member => &["出生日", "进场日", "离场日", "雇主 的 成立日"],
            Self::Certificate => &["取得日"],
        }
    }

    /// Fields that are conditions.
    pub fn truths(self) -> &'static [&'static str] {
        match self {
            Self::Applicant => &["登记"],
            Self::Member => &["在岗"],
            Self::Certificate => &[],
        }
    }

    /// Fields that are texts.
    pub fn texts(self) -> &'static [&'static str] {
        match self {
            Self::Applicant => &["申请号", "企业 的 注册地", "企业 的 机构名"],
            Self::Member => &["编号", "雇主 的 注册地"],
            Self::Certificate => &["证号"],
        }
    }

    /// Fields that are one of 类别, of 等级, sets of 类别.
    pub fn options(self) -> (&'static [&'static str], &'static [&'static str], &'static [&'static str]) {
        match self {
            Self::Applicant => (&["类型"], &["企业 的 评级"], &["擅长"]),
            Self::Member => (&["类属"], &["雇主 的 评级"], &["诸类"]),
            Self::Certificate => (&[], &["等第"], &[]),
        }
    }

    /// Fields that are lists.
    pub fn lists(self) -> &'static [(&'static str, Kind)] {
        match self {
            Self::Applicant => &[("诸员", Kind::Member), ("培训", Kind::Certificate)],
            Self::Member => &[("诸证", Kind::Certificate)],
            Self::Certificate => &[],
        }
    }
}

/// Standards of a unit that are one number.
pub fn standards(unit: Unit) -> &'static [&'static str] {
    match unit {
        Unit::Money => &["最高额", "最高额", "临时额", "未定额"],
        Unit::Rate => &["补比"],
        Unit::Months => &["最短期"],
        Unit::Days => &["天限"],
        Unit::Age => &["年龄线"],
        Unit::PerPerson => &["每人标准", "每人标准", "未定人额"],
        Unit::PerArea => &["每亩标准"],
        Unit::Persons | Unit::Area | Unit::Plain => &[],
    }
}

/// Literals of a unit.
pub fn literals(unit: Unit) -> &'static [&'static str] {
    match unit {
        Unit::Money => &["0元", "100元", "12.5元", "0.1万元", "33.33元", "1000元"],
        Unit::Persons => &["0人", "1人", "2人", "3人", "5人"],
        Unit::Area => &["1亩", "2.5亩", "10亩"],
        Unit::Plain => &["1", "2", "3", "7", "0.25", "1.5"],
        Unit::Rate => &["10%", "33.3%", "150%"],
        Unit::Months => &["0个月", "1个月", "2个月", "6个月", "1年"],
        Unit::Days => &["0天", "30天", "2周", "365天"],
        Unit::Age => &["16周岁", "60周岁", "65周岁"],
        Unit::PerPerson => &["50元/人", "0.3元/人"],
        Unit::PerArea => &["8元/亩"],
    }
}
