//! The words that begin a rule's effect: they keep the modality of the official text.

use super::Category::Effect;
use super::Entry;
use super::example::{Frame, within};

pub(super) const ENTRIES: &[Entry] = &[
    Entry::word(
        "grant",
        ("给予", "grant"),
        Effect,
        (
            "给予恰好这么多；写「给予 不高于」的，是上限。",
            "Grants exactly this much; with `at most`, up to this much.",
        ),
        within(Frame::Effect, "给予 50元/人 × 队员 的 人数 「带队补贴」"),
    ),
    Entry::word(
        "grant_as_regulated",
        ("按规定给予", "grant-as-regulated"),
        Effect,
        ("数额或条件由别的文件定。", "The amount or the conditions are set by another document."),
        within(Frame::Effect, "按规定给予 「税费减免」"),
    ),
    Entry::word(
        "classify_as",
        ("认定为", "classify-as"),
        Effect,
        ("认定为某一选项。", "Classifies the subject as an option."),
        within(Frame::Effect, "认定为 重点企业"),
    ),
    Entry::word(
        "must",
        ("应当", "must"),
        Effect,
        ("职责。", "A duty."),
        within(Frame::Effect, "应当 「按时备案」"),
    ),
    Entry::word(
        "support",
        ("支持", "support"),
        Effect,
        ("支持做某事，没有应得的东西。", "Supports something; nothing is owed."),
        within(Frame::Effect, "支持 「技术改造」"),
    ),
    Entry::word(
        "encourage",
        ("鼓励", "encourage"),
        Effect,
        ("鼓励做某事，没有应得的东西。", "Encourages something; nothing is owed."),
        within(Frame::Effect, "鼓励 「扩大招工」"),
    ),
    Entry::word(
        "guide",
        ("引导", "guide"),
        Effect,
        ("引导做某事，没有应得的东西。", "Guides towards something; nothing is owed."),
        within(Frame::Effect, "引导 「入园」"),
    ),
    Entry::word(
        "prioritise",
        ("优先", "prioritise"),
        Effect,
        ("优先、倾斜、重点。", "Gives priority."),
        within(Frame::Effect, "优先 「安排用地」"),
    ),
    Entry::word(
        "may",
        ("可以", "may"),
        Effect,
        ("可以做某事。", "Something may be done."),
        within(Frame::Effect, "可以 「延期缴费」"),
    ),
    Entry::word(
        "secure",
        ("保障", "secure"),
        Effect,
        ("保障、应保尽保。", "Guarantees something."),
        within(Frame::Effect, "保障 「用地指标」"),
    ),
    Entry::word(
        "target",
        ("目标", "target"),
        Effect,
        ("要达到的目标。", "A target to be met."),
        within(Frame::Effect, "目标 新招 不低于 30人 「年度新招用工」"),
    ),
];
