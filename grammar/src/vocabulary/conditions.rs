//! The words of expressions: operators with their levels, functions, literals.

use super::Category::{Function, Literal, Operator};
use super::Entry;
use super::example::Frame::{Condition, Value};
use super::example::within;

pub(super) const ENTRIES: &[Entry] = &[
    Entry::word(
        "where",
        ("其中", "where"),
        Operator,
        ("列表里满足条件的。", "Those of a list that meet a condition."),
        within(Value, "队员 其中 户籍 属于 {农民、牧民} 且 脱贫"),
    )
    .binds(1),
    Entry::word(
        "or",
        ("或", "or"),
        Operator,
        (
            "有一个成立就成立。与「且」混用要加括号。",
            "Holds if one of the two holds. Brackets are needed beside `and`.",
        ),
        within(Condition, "脱贫 或 跨省"),
    )
    .binds(2),
    Entry::word(
        "and",
        ("且", "and"),
        Operator,
        ("都成立才成立。与「或」混用要加括号。", "Holds if both hold. Brackets are needed beside `or`."),
        within(Condition, "脱贫 且 （跨省 或 户籍 = 农民）"),
    )
    .binds(3),
    Entry::word(
        "not",
        ("非", "not"),
        Operator,
        ("不成立。", "Holds if the other does not."),
        within(Condition, "非 脱贫"),
    )
    .binds(4),
    Entry::word(
        "receives",
        ("享受", "receives"),
        Operator,
        (
            "保证里：按某条规则得到了给付或者认定。",
            "In a guarantee: that a rule applies and its result is had.",
        ),
        within(Condition, "非 享受 交通补助"),
    )
    .binds(9),
    Entry::word(
        "is",
        ("等于", "is"),
        Operator,
        ("与之相同。", "Is the same."),
        within(Condition, "户籍 等于 农民"),
    )
    .binds(5),
    Entry::word(
        "is_not",
        ("不等于", "is not"),
        Operator,
        ("与之不同。", "Is not the same."),
        within(Condition, "户籍 不等于 农民"),
    )
    .binds(5),
    Entry::word(
        "more_than",
        ("超过", "more than"),
        Operator,
        (
            "大于，不含本数（《民法典》第一千二百五十九条）。",
            "More, the number itself not included (Civil Code art. 1259).",
        ),
        within(Condition, "新招 超过 20人"),
    )
    .binds(5),
    Entry::word(
        "no_more_than",
        ("不超过", "no more than"),
        Operator,
        ("小于或者等于，含本数。", "Less or equal."),
        within(Condition, "新招 不超过 20人"),
    )
    .binds(5),
    Entry::word(
        "less_than",
        ("不足", "less than"),
        Operator,
        ("小于，不含本数，与「不满」相同。", "Less, the number itself not included."),
        within(Condition, "自 上工日 至 下工日 满 2个月 不足 6个月"),
    )
    .binds(5),
    Entry::word(
        "short_of",
        ("不满", "short of"),
        Operator,
        (
            "小于，不含本数（《民法典》第一千二百五十九条）。",
            "Less, the number itself not included (Civil Code art. 1259).",
        ),
        within(Condition, "出生日期 不满 60周岁"),
    )
    .binds(5),
    Entry::word(
        "reaches",
        ("满", "reaches"),
        Operator,
        (
            "大于或者等于，含本数；用于期间和年龄时，到这一天为止已满。",
            "Greater or equal; of spans and ages, full by that day.",
        ),
        within(Condition, "出生日期 满 18周岁"),
    )
    .binds(5),
    Entry::word(
        "at_least",
        ("不低于", "at least"),
        Operator,
        ("大于或者等于，含本数。", "Greater or equal."),
        within(Condition, "新招 不低于 20人"),
    )
    .binds(5),
    Entry::word(
        "at_most",
        ("不高于", "at most"),
        Operator,
        ("小于或者等于，含本数；在「给予」之后是上限。", "Less or equal; after `grant`, a ceiling."),
        within(Condition, "月工资 不高于 5000元"),
    )
    .binds(5),
    Entry::word(
        "in",
        ("属于", "in"),
        Operator,
        ("是其中之一；若干选项的，至少有其中之一。", "Is one of these; of a set, has at least one of them."),
        within(Condition, "户籍 属于 农民、牧民"),
    )
    .binds(5),
    Entry::word(
        "not_in",
        ("不属于", "not in"),
        Operator,
        ("不是其中任何一个。", "Is none of these."),
        within(Condition, "户籍 不属于 {农民、牧民}"),
    )
    .binds(5),
    Entry::word(
        "contains",
        ("含", "contains"),
        Operator,
        ("若干选项里有这一项。", "The set has this option."),
        within(Condition, "证书 含 特种作业"),
    )
    .binds(5),
    Entry::word(
        "is_empty",
        ("为空", "is empty"),
        Operator,
        ("一个也没有。", "Has none."),
        within(Condition, "队员 为空"),
    )
    .binds(5),
    Entry::word(
        "is_not_empty",
        ("不为空", "is not empty"),
        Operator,
        ("至少有一个。", "Has at least one."),
        within(Condition, "队员 不为空"),
    )
    .binds(5),
    Entry::word(
        "rounded_to",
        ("四舍五入至", "rounded to"),
        Operator,
        (
            "取整到最近的一个；正好一半的，向绝对值大的一边进。",
            "Rounded to the nearest; a half goes away from zero.",
        ),
        within(Value, "贷款 × 2% 四舍五入至 分"),
    )
    .binds(6),
    Entry::word(
        "rounded_down_to",
        ("舍尾至", "rounded down to"),
        Operator,
        ("多余的舍去。", "Rounded towards zero."),
        within(Value, "贷款 × 2% 舍尾至 元"),
    )
    .binds(6),
    Entry::word(
        "rounded_up_to",
        ("进位至", "rounded up to"),
        Operator,
        ("有多余的就进一。", "Rounded away from zero."),
        within(Value, "贷款 × 2% 进位至 2位小数"),
    )
    .binds(6),
    Entry::word(
        "of",
        ("的", "'s"),
        Operator,
        ("档案的字段，或者列表的人数、合计等。", "A field of a record, or a count, sum … of a list."),
        within(Condition, "企业 的 注册地 = 「本省」"),
    )
    .also(&["’s"])
    .binds(10),
    Entry::word(
        "count",
        ("个数", "count"),
        Function,
        ("列表里有几个。", "How many a list has."),
        within(Condition, "队员 的 个数 超过 3"),
    ),
    Entry::word(
        "sum",
        ("合计", "sum"),
        Function,
        ("列表里每一份的算式之和。", "The sum of an expression over a list."),
        within(Value, "队员 的 合计（月工资）"),
    )
    .takes(&[("每一份的数", "number of each")])
    .free(),
    Entry::word(
        "largest",
        ("最大", "largest"),
        Function,
        ("列表里最大的。", "The largest over a list."),
        within(Value, "队员 的 最大（月工资）"),
    )
    .takes(&[("每一份的数或者日期", "number or date of each")])
    .free(),
    Entry::word(
        "smallest",
        ("最小", "smallest"),
        Function,
        ("列表里最小的。", "The smallest over a list."),
        within(Value, "队员 的 最小（月工资）"),
    )
    .takes(&[("每一份的数或者日期", "number or date of each")])
    .free(),
    Entry::word(
        "any",
        ("任一", "any"),
        Function,
        ("列表里有一份满足就成立。", "Holds if one of the list meets the condition."),
        within(Condition, "队员 的 任一（脱贫）"),
    )
    .takes(&[("每一份的条件", "condition on each")])
    .free(),
    Entry::word(
        "all",
        ("全部", "all"),
        Function,
        ("列表里每一份都满足才成立。", "Holds if all of the list meet the condition."),
        within(Condition, "队员 的 全部（脱贫）"),
    )
    .takes(&[("每一份的条件", "condition on each")])
    .free(),
    Entry::word(
        "yes",
        ("是", "yes"),
        Literal,
        ("是否字段的「是」。", "The value yes."),
        within(Condition, "跨省 = 是"),
    ),
    Entry::word(
        "no",
        ("否", "no"),
        Literal,
        ("是否字段的「否」。", "The value no."),
        within(Condition, "跨省 = 否"),
    ),
    Entry::word(
        "min",
        ("取小", "min"),
        Function,
        ("几个数里最小的。", "The smallest of several."),
        within(Value, "取小（贷款 × 2%，50000元）"),
    )
    .takes(&[("数", "number"), ("另一个数", "another number"), ("…", "…")])
    .free(),
    Entry::word(
        "max",
        ("取大", "max"),
        Function,
        ("几个数里最大的。", "The largest of several."),
        within(Value, "取大（贷款，50000元）"),
    )
    .takes(&[("数", "number"), ("另一个数", "another number"), ("…", "…")])
    .free(),
    Entry::word(
        "whole_months",
        ("整月数", "whole-months"),
        Function,
        ("一段期间里已满的整月数。", "The whole months of a span that are full."),
        within(Value, "100元/月 × 整月数（自 上岗 至 离岗）"),
    )
    .takes(&[("自 首日 至 末日", "from first day to last day")])
    .free(),
    Entry::word(
        "whole_years",
        ("整年数", "whole-years"),
        Function,
        ("一段期间里已满的整年数。", "The whole years of a span that are full."),
        within(Value, "100元/年 × 整年数（自 上岗 至 离岗）"),
    )
    .takes(&[("自 首日 至 末日", "from first day to last day")])
    .free(),
    Entry::word(
        "days_between",
        ("天数", "days-between"),
        Function,
        (
            "一段期间的天数，首日是否计入由政策的文头定。",
            "The days of a span; the policy's head says whether the first one counts.",
        ),
        within(Value, "10元/天 × 天数（自 上岗 至 离岗）"),
    )
    .takes(&[("自 首日 至 末日", "from first day to last day")])
    .free(),
];
