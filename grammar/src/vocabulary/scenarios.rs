//! The words of 案例: what is given and what is expected.

use super::Category::Expectation;
use super::Entry;
use super::example::{Frame::Scenario, within};

pub(super) const ENTRIES: &[Entry] = &[
    Entry::word(
        "like",
        ("沿用", "like"),
        Expectation,
        ("从另一个案例的已知开始。", "Starts from what another scenario gives."),
        within(Scenario, "沿用 满三个月"),
    ),
    Entry::word(
        "given",
        ("已知", "given"),
        Expectation,
        ("一份档案的字段。", "The fields of a record."),
        within(Scenario, "已知 务工人员：编号 「甲」，出生日期 1990年5月6日，跨省 是"),
    ),
    Entry::word(
        "its",
        ("其", "its"),
        Expectation,
        ("列表里的一份档案，或者嵌套的档案。", "One record of a list, or a nested record."),
        within(Scenario, "其 队员 的 企业：注册地 「外省」"),
    ),
    Entry::word(
        "without",
        ("缺", "without"),
        Expectation,
        ("没有填的字段。", "Fields that are missing."),
        within(Scenario, "缺 队员 的 下工日、地区"),
    ),
    Entry::word(
        "granted",
        ("已领", "granted"),
        Expectation,
        ("以前领过的：规则、日期、标识、数额。", "An earlier grant: rule, date, key, amount."),
        within(Scenario, "已领 交通补助 2024年2月1日 「甲」 500元"),
    ),
    Entry::word(
        "expect",
        ("应得", "expect"),
        Expectation,
        ("应得的数额。", "The amount that must result."),
        within(Scenario, "应得 交通补助 不高于 500元"),
    ),
    Entry::word(
        "as_regulated",
        ("按规定", "as regulated"),
        Expectation,
        ("数额由别的文件定。", "The amount is set elsewhere."),
        within(Scenario, "应得 保险补贴 按规定"),
    ),
    Entry::word(
        "expect_class",
        ("应认定", "expect-class"),
        Expectation,
        ("应认定为哪一选项。", "The option that must result."),
        within(Scenario, "应认定 重点认定 重点企业"),
    ),
    Entry::word(
        "applies",
        ("适用", "applies"),
        Expectation,
        ("规则适用。", "The rule applies."),
        within(Scenario, "适用 用工服务"),
    ),
    Entry::word(
        "not_applicable",
        ("不适用", "not-applicable"),
        Expectation,
        ("规则不适用。", "The rule does not apply."),
        within(Scenario, "不适用 交通补助、保险补贴"),
    ),
    Entry::word(
        "not_in_force",
        ("未施行", "not-in-force"),
        Expectation,
        ("那一天规则没有施行。", "The rule is not in force on that day."),
        within(Scenario, "未施行 交通补助"),
    ),
    Entry::word(
        "already_granted",
        ("已享受", "already-granted"),
        Expectation,
        ("一次性的，已经给过了。", "Once only, and granted before."),
        within(Scenario, "已享受 交通补助"),
    ),
    Entry::word(
        "undetermined",
        ("待定", "undetermined"),
        Expectation,
        ("缺这些字段，还不能决定。", "Cannot be decided without these fields."),
        within(Scenario, "待定 交通补助 缺 下工日、队员 的 上工日"),
    ),
    Entry::word(
        "done",
        ("已完成", "done"),
        Expectation,
        ("职责已完成，或者目标已达到。", "A duty is done or a target met."),
        within(Scenario, "已完成 备案"),
    ),
    Entry::word(
        "not_done",
        ("未完成", "not-done"),
        Expectation,
        ("职责没有完成，或者目标没有达到。", "A duty is not done or a target not met."),
        within(Scenario, "未完成 备案"),
    ),
    Entry::word(
        "one_of",
        ("择一", "one-of"),
        Expectation,
        ("都适用，但只能选一个。", "All apply, and one has to be chosen."),
        within(Scenario, "择一 省级奖励、国家级奖励"),
    ),
    Entry::word(
        "taken_from",
        ("出自", "taken-from"),
        Expectation,
        (
            "这项期望从哪里来：原文的例子、部门的测算，或者照抄程序的结果。",
            "Where this expectation comes from: the source's own example, a department's figure, or what the program gave.",
        ),
        within(Scenario, "应得 交通补助 500元 出自 「县财政局测算表」"),
    ),
    Entry::word(
        "program",
        ("程序", "program"),
        Expectation,
        (
            "照抄程序的结果：说明不了程序对不对。",
            "Copied from what the program gave: it can't show that the program is right.",
        ),
        within(Scenario, "应得 交通补助 500元 出自 程序"),
    )
    .free(),
    Entry::word(
        "unconfirmed",
        ("待确认", "unconfirmed"),
        Expectation,
        ("程序建议的期望，还没有人确认。", "Suggested by the program and confirmed by nobody yet."),
        within(Scenario, "应得 交通补助 500元 待确认"),
    ),
    Entry::word(
        "fails",
        ("出错", "fails"),
        Expectation,
        ("这份档案上算不出来。", "Cannot be computed on this record."),
        within(Scenario, "出错 在岗补贴"),
    ),
];
