//! Punctuation, half-width and full-width.

use super::Category::Mark;
use super::Entry;
use super::example::Frame::{Condition, Field, Standard, Value, Whole};
use super::example::within;

const fn mark(
    id: &'static str,
    spelling: (&'static str, &'static str),
    doc: (&'static str, &'static str),
    example: super::Example,
) -> Entry {
    Entry::word(id, spelling, Mark, doc, example).free()
}

pub(super) const ENTRIES: &[Entry] = &[
    // Of the two marks that English spells alike, the lexer takes the first.
    mark(
        "comma",
        ("，", ","),
        ("分隔字段和算式。", "Separates fields and expressions."),
        within(Value, "取小（甲，乙）"),
    ),
    mark(
        "listed",
        ("、", ","),
        ("分隔并列的几项。", "Separates what is listed."),
        within(Condition, "户籍 属于 农民、牧民"),
    ),
    mark(
        "colon",
        ("：", ":"),
        ("名称之后，说明它是什么。", "Follows a name and says what it is."),
        within(Field, "姓名：文字"),
    ),
    mark("open", ("（", "("), ("左括号。", "Opening bracket."), within(Condition, "（甲 或 乙） 且 丙")),
    mark("close", ("）", ")"), ("右括号。", "Closing bracket."), within(Condition, "（甲 或 乙） 且 丙")),
    mark(
        "open_set",
        ("{", "{"),
        ("集合的开头。", "Begins a set."),
        within(Condition, "户籍 属于 {农民、牧民}"),
    )
    .also(&["｛"]),
    mark(
        "close_set",
        ("}", "}"),
        ("集合的结尾。", "Ends a set."),
        within(Condition, "户籍 属于 {农民、牧民}"),
    )
    .also(&["｝"]),
    mark("plus", ("+", "+"), ("加。", "Plus."), within(Value, "甲 + 乙")).also(&["＋"]).binds(7),
    mark(
        "minus",
        ("-", "-"),
        ("减；在一个数之前是负号。", "Minus; before a value, its negative."),
        within(Value, "甲 - 乙"),
    )
    .also(&["－", "−"])
    .binds(7),
    mark("times", ("×", "×"), ("乘。", "Times."), within(Value, "甲 × 乙")).also(&["*", "＊"]).binds(8),
    mark("over", ("÷", "÷"), ("除以。", "Divided by."), within(Value, "甲 ÷ 乙")).binds(8),
    mark(
        "slash",
        ("/", "/"),
        ("在单位里是「每」；两边有空格时是除以。", "In a unit, per; with blanks around it, divided by."),
        within(Standard, "自 2024年1月1日 50元/人 依据 1.1「每人50元」"),
    )
    .also(&["／"])
    .binds(8),
    mark(
        "eq",
        ("=", "="),
        ("等于；在「设」里是取值。", "Equals; after `let`, stands for."),
        within(Condition, "户籍 = 农民"),
    )
    .also(&["＝"])
    .binds(5),
    mark("ne", ("≠", "≠"), ("不等于。", "Not equal."), within(Condition, "户籍 ≠ 农民"))
        .also(&["!="])
        .binds(5),
    mark("le", ("≤", "≤"), ("小于或者等于。", "Less or equal."), within(Condition, "月工资 ≤ 5000元"))
        .also(&["<=", "＜＝"])
        .binds(5),
    mark("ge", ("≥", "≥"), ("大于或者等于。", "Greater or equal."), within(Condition, "月工资 ≥ 5000元"))
        .also(&[">=", "＞＝"])
        .binds(5),
    mark("lt", ("<", "<"), ("小于。", "Less."), within(Condition, "月工资 < 5000元")).also(&["＜"]).binds(5),
    mark("gt", (">", ">"), ("大于。", "Greater."), within(Condition, "月工资 > 5000元"))
        .also(&["＞"])
        .binds(5),
    mark(
        "quote",
        ("「", "\""),
        ("引文的开头，在同一行收尾。", "Begins quoted text, which ends on the same line."),
        within(Whole, "选项 等级：一级「最高」、二级\n"),
    )
    .also(&["“"]),
    mark(
        "quote_end",
        ("」", "\""),
        ("引文的结尾。", "Ends quoted text."),
        within(Whole, "选项 等级：一级「最高」、二级\n"),
    )
    .also(&["”"]),
    mark(
        "comment",
        ("#", "#"),
        ("注释，到行末为止。", "A comment, up to the end of the line."),
        within(Whole, "# 说明\n单位 户\n"),
    )
    .also(&["＃"]),
];
