//! The words that begin a declaration. They are read as such only at the start of a line.

use super::Category::Header;
use super::Entry;
use super::example::{Frame::Whole, within};

pub(super) const ENTRIES: &[Entry] = &[
    Entry::word(
        "policy",
        ("政策", "policy"),
        Header,
        (
            "政策的文头：名称、文号、施行日期、原文和计算期间的约定。",
            "The head of a policy: its name, number, time in force, source text and conventions of counting time.",
        ),
        within(
            Whole,
            "政策 外出务工补助办法\n  文号 「某县府发〔2024〕1号」\n  施行 2024年1月1日 至 2026年12月31日\n",
        ),
    ),
    Entry::word(
        "departments",
        ("部门", "departments"),
        Header,
        ("列出责任部门的正式名称。", "Lists the official names of the authorities in charge."),
        within(Whole, "部门 县财政局、县人力资源社会保障局（又作 县人社局）\n"),
    ),
    Entry::word(
        "unit",
        ("单位", "unit"),
        Header,
        (
            "声明一个可数的单位，以及数列表时用的词。",
            "Declares a unit of count, and the word that counts a list in it.",
        ),
        within(Whole, "单位 人：人数\n"),
    ),
    Entry::word(
        "options",
        ("选项", "options"),
        Header,
        ("声明一组封闭的、有名称的值。", "Declares a closed set of named values."),
        within(Whole, "选项 户籍类别：农民「户口登记为农业户口的」、牧民\n"),
    ),
    Entry::word(
        "record",
        ("档案", "record"),
        Header,
        ("声明一类对象的数据，每行一个字段。", "Declares the data of one kind of subject, a field a line."),
        within(Whole, "档案 务工人员\n  编号：文字 主键\n  出生日期：日期\n"),
    ),
    Entry::word(
        "standard",
        ("标准", "standard"),
        Header,
        (
            "有名称的金额、比例、年龄或期间，写明从哪一天起是多少、依据什么。",
            "A named amount, rate, age or period, with its dated values and the authority for each.",
        ),
        within(Whole, "标准 补贴额：元\n  自 2024年1月1日 500元 依据 1.1「补贴500元」\n"),
    ),
    Entry::word(
        "scale",
        ("分档", "scale"),
        Header,
        ("按数量分档的标准。", "A standard that goes up in brackets."),
        within(
            Whole,
            "分档 招工奖励：人 至 元 累进\n  自 2024年1月1日 依据 1.1「每人100元」：0人 起 100元/人、50人 起 120元/人\n",
        ),
    ),
    Entry::word(
        "define",
        ("定义", "define"),
        Header,
        (
            "给一份档案的某个算式起名，规则里用名称引用。",
            "Names a computed value of a record, for use in rules.",
        ),
        within(Whole, "定义 重点对象\n  对象 务工人员\n  取值 脱贫 且 户籍 = 农民\n"),
    ),
    Entry::word(
        "rule",
        ("规则", "rule"),
        Header,
        (
            "对一类档案，在条件成立时产生一个结果。",
            "For one kind of record, one effect when a condition holds.",
        ),
        within(
            Whole,
            "规则 交通补助\n  对象 务工人员\n  当 跨省\n  给予 500元\n  依据 1.1「交通补助500元」\n",
        ),
    ),
    Entry::word(
        "aim",
        ("宗旨", "aim"),
        Header,
        (
            "原文里只讲目的、没有可决定内容的句子。",
            "Sentences of the source that state aims and decide nothing.",
        ),
        within(Whole, "宗旨 2.1「为促进就业」\n  说明 「没有可决定的内容」\n"),
    ),
    Entry::word(
        "scenario",
        ("案例", "scenario"),
        Header,
        (
            "一份假设的档案，以及每条规则应有的决定。",
            "An assumed record and what each rule must decide on it.",
        ),
        within(
            Whole,
            "案例 满三个月\n  基准日 2024年7月1日\n  已知 务工人员：编号 「甲」，跨省 是\n  应得 交通补助 500元\n",
        ),
    ),
    Entry::word(
        "guarantee",
        ("保证", "guarantee"),
        Header,
        (
            "对任何一份档案都必须成立的事；「qingce prove」证明它，或者给出不成立的档案。",
            "What must hold of every record; `qingce prove` proves it or shows a record of which it doesn't hold.",
        ),
        within(
            Whole,
            "保证 交通补助不超过五百元\n  对象 务工人员\n  恒有 交通补助 不超过 500元\n  依据 1.1「不超过500元」\n",
        ),
    ),
    Entry::word(
        "adjust",
        ("调整", "adjust"),
        Header,
        (
            "在补充或修订里，为另一份政策的标准写新的数值。",
            "In a supplement or amendment, gives another policy's standard new values.",
        ),
        within(Whole, "调整 补贴额\n  自 2025年1月1日 600元 依据 「某财发〔2024〕9号」\n"),
    ),
    Entry::word(
        "discontinue",
        ("停止", "discontinue"),
        Header,
        (
            "在修订里，从某一天起停止另一份政策的规则。",
            "In an amendment, ends a rule of another policy from a day on.",
        ),
        within(Whole, "停止 交通补助 自 2025年1月1日 依据 「某府发〔2024〕20号」\n"),
    ),
    Entry::word(
        "clause",
        ("第…条", "clause"),
        Header,
        (
            "原文的一条，之后的声明都属于它。条号写汉字或数字。",
            "A clause of the source; what follows belongs to it.",
        ),
        within(Whole, "第六条 「提升就业服务水平」\n  责任部门 县财政局 依据 6.7\n"),
    )
    .free(),
];
