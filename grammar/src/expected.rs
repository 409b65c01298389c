//! What may stand at a place, in a drafter's words instead of the grammar's rules.

use crate::Message;
use crate::parse::Rule;
use crate::tree::ItemKind;
use crate::vocabulary::{self, Entry};
use std::collections::HashMap;
use std::sync::LazyLock;

/// A kind of thing that may stand somewhere. In the order in which a message names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Thing {
    Name,
    Value,
    Text,
    Day,
    Number,
    Unit,
    FieldType,
    Sentence,
    Effect,
    Case,
    Option,
    Field,
    Dated,
    Decimals,
    Path,
    Operator,
    Mark(&'static str),
    Keyword(&'static str),
    Part,
}

/// What the rules that pest expected amount to: a phrase for 「这里应写…」.
pub(crate) fn describe(kind: ItemKind, rules: &[Rule]) -> Message {
    let mut things: Vec<Thing> = rules.iter().filter_map(|sought| thing(*sought)).collect();
    things.sort_unstable();
    things.dedup();
    let keywords = things.iter().filter(|thing| matches!(thing, Thing::Keyword(_))).count();
    if keywords > 3 {
        things.retain(|thing| !matches!(thing, Thing::Keyword(_)));
        things.push(Thing::Part);
        things.dedup();
    }
    if things.contains(&Thing::Value) {
        things.retain(|t| !matches!(t, Thing::Name | Thing::Text | Thing::Day | Thing::Number | Thing::Path));
    }
    if things.contains(&Thing::Operator) {
        things.retain(|thing| *thing != Thing::Mark("（"));
    }
    if things.is_empty() {
        things.push(Thing::Part);
    }
    let (zh, en): (Vec<String>, Vec<String>) = things.into_iter().map(|thing| phrase(kind, thing)).unzip();
    Message::new(joined(&zh, "，", "，或者"), joined(&en, ", ", " or "))
}

fn joined(items: &[String], comma: &str, last: &str) -> String {
    match items.split_last() {
        Some((end, [])) => end.clone(),
        Some((end, rest)) => format!("{}{last}{end}", rest.join(comma)),
        None => String::new(),
    }
}

/// Whether a name may stand there.
pub(crate) fn wants_name(rules: &[Rule]) -> bool {
    let name = |sought: &Rule| {
        matches!(
            thing(*sought),
            Some(Thing::Name | Thing::Value | Thing::Path | Thing::Option | Thing::Field)
        )
    };
    rules.iter().any(name)
}

/// The keywords that may stand there.
pub(crate) fn keywords(kind: ItemKind, rules: &[Rule]) -> impl Iterator<Item = &'static Entry> {
    let parts = parts(kind).iter().chain(INNER).filter_map(|id| vocabulary::entry(id));
    let named: Vec<&'static Entry> = rules.iter().filter_map(|sought| entry_of(*sought)).collect();
    let operators = rules.iter().any(|sought| thing(*sought) == Some(Thing::Operator));
    let operators = vocabulary::entries().filter(move |entry| operators && entry.level > 0);
    named.into_iter().chain(parts).chain(operators)
}

static ENTRIES: LazyLock<HashMap<Rule, &'static Entry>> = LazyLock::new(|| {
    let of = |sought: &Rule| {
        let name = format!("{sought:?}");
        Some((*sought, vocabulary::entry(name.strip_prefix("kw_")?)?))
    };
    Rule::all_rules().iter().filter_map(of).collect()
});

/// The entry of a keyword's rule.
pub(crate) fn entry_of(sought: Rule) -> Option<&'static Entry> {
    ENTRIES.get(&sought).copied()
}

pub(crate) fn thing(sought: Rule) -> Option<Thing> {
    Some(match sought {
        Rule::name | Rule::names | Rule::plural | Rule::counting | Rule::department => Thing::Name,
        Rule::expr
        | Rule::either
        | Rule::both
        | Rule::negated
        | Rule::test
        | Rule::rounded
        | Rule::additive
        | Rule::term
        | Rule::signed_factor
        | Rule::postfix
        | Rule::primary
        | Rule::guard
        | Rule::range
        | Rule::receiving
        | Rule::group
        | Rule::builtin
        | Rule::call
        | Rule::given_value
        | Rule::negation => Thing::Value,
        Rule::set | Rule::empty_set | Rule::enumeration | Rule::listed_item => Thing::Option,
        Rule::quoted => Thing::Text,
        Rule::date | Rule::period => Thing::Day,
        Rule::quantity | Rule::number | Rule::signed | Rule::clause_digits => Thing::Number,
        Rule::unit_expr
        | Rule::unit_word
        | Rule::counted
        | Rule::plain_type
        | Rule::magnitude
        | Rule::measured => Thing::Unit,
        Rule::field_type => Thing::FieldType,
        Rule::citation | Rule::citations | Rule::sentence_id => Thing::Sentence,
        Rule::effect | Rule::grant | Rule::ceiling => Thing::Effect,
        Rule::rule_case | Rule::define_case => Thing::Case,
        Rule::option | Rule::option_value | Rule::bracket => Thing::Option,
        Rule::field | Rule::field_value => Thing::Field,
        Rule::dated_one | Rule::dated_table | Rule::dated_brackets => Thing::Dated,
        Rule::decimals => Thing::Decimals,
        Rule::path | Rule::paths | Rule::member | Rule::aggregate => Thing::Path,
        Rule::comparison
        | Rule::comparing
        | Rule::membership
        | Rule::emptiness
        | Rule::holding
        | Rule::rounding
        | Rule::plus
        | Rule::minus
        | Rule::times
        | Rule::over
        | Rule::eq
        | Rule::kw_and
        | Rule::kw_or
        | Rule::kw_where
        | Rule::kw_of
        | Rule::kw_not => Thing::Operator,
        Rule::colon => Thing::Mark("："),
        Rule::listed => Thing::Mark("、"),
        Rule::comma => Thing::Mark("，"),
        Rule::open => Thing::Mark("（"),
        Rule::close => Thing::Mark("）"),
        Rule::equals => Thing::Mark("＝"),
        Rule::EOI => return None,
        _ => match entry_of(sought) {
            Some(entry) if matches!(entry.level, 1..=9) => Thing::Operator,
            Some(entry) => Thing::Keyword(entry.id),
            None => Thing::Part,
        },
    })
}

fn phrase(kind: ItemKind, thing: Thing) -> (String, String) {
    let (zh, en) = match thing {
        Thing::Name => ("一个名称", "a name"),
        Thing::Value => ("一个值或者条件", "a value or condition"),
        Thing::Text => ("「」括起的文字", "a quoted text"),
        Thing::Day => ("一个日期（如 2022年6月1日）", "a date such as `2022-06-01`"),
        Thing::Number => ("一个数（如 50元）", "a number such as `50 yuan`"),
        Thing::Unit => ("一个单位（如 元/人）", "a unit such as `yuan/person`"),
        Thing::FieldType => (
            "字段的类型（文字、日期、是否、单位、选项表或者档案）",
            "a field's type (text, date, yes-no, a unit, a list or a record)",
        ),
        Thing::Sentence => {
            ("句子的编号和引文（如 6.4「…」）", "a sentence and its words such as `6.4 \"…\"`")
        }
        Thing::Effect => ("规则的效果（如 给予）", "the rule's effect, such as `grant`"),
        Thing::Case => ("一个「情形」", "a `case`"),
        Thing::Option => ("选项", "options"),
        Thing::Field => ("一个字段（如 姓名：文字）", "a field, such as `label: text`"),
        Thing::Dated => ("从哪一天起的数值，以「自」开头", "a dated value that begins with `from`"),
        Thing::Decimals => ("小数位数（如 2位小数）", "decimals, such as `2 decimals`"),
        Thing::Path => ("一个字段", "a field"),
        Thing::Operator => ("一个运算词（如 且、或、不足）", "an operator such as `and`, `or`, `less than`"),
        Thing::Mark(mark) => return (format!("「{mark}」"), format!("`{}`", crate::fold(mark))),
        Thing::Keyword(id) => {
            let entry = vocabulary::entry(id);
            let (zh, en) = entry.map_or((id, id), |entry| (entry.zh, entry.en));
            let zh = if zh.is_empty() { en } else { zh };
            return (format!("「{zh}」"), format!("`{en}`"));
        }
        Thing::Part => return next_part(kind),
    };
    (zh.to_owned(), en.to_owned())
}

/// Words inside parts.
const INNER: &[&str] = &["to", "per", "because", "rather_than", "shown_by", "also", "decimals"];

/// The words with which the parts of a declaration begin.
pub(crate) fn parts(kind: ItemKind) -> &'static [&'static str] {
    match kind {
        ItemKind::Policy => {
            &["number", "effective", "source", "first_day", "age_reached", "supplements", "amends"]
        }
        ItemKind::Departments | ItemKind::Unit | ItemKind::Options | ItemKind::Record => &[],
        ItemKind::Clause => &["in_charge", "reading"],
        ItemKind::Standard => &["from", "delegated_to", "reading"],
        ItemKind::Scale | ItemKind::Adjust => &["from"],
        ItemKind::Define => &["subject", "value", "case", "otherwise", "by", "per", "reading", "because"],
        ItemKind::Rule => &[
            "subject",
            "let",
            "when",
            "grant",
            "grant_as_regulated",
            "classify_as",
            "must",
            "support",
            "encourage",
            "guide",
            "prioritise",
            "may",
            "secure",
            "target",
            "by",
            "case",
            "otherwise",
            "stacks_on",
            "except",
            "excludes",
            "combines_with",
            "only_the_higher",
            "together_with",
            "combination_unstated",
            "once",
            "replaces",
            "effective",
            "per",
            "in_charge",
            "reading",
            "because",
        ],
        ItemKind::Aim => &["note"],
        ItemKind::Scenario => &[
            "like",
            "reference_date",
            "given",
            "its",
            "without",
            "granted",
            "expect",
            "expect_class",
            "applies",
            "not_applicable",
            "not_in_force",
            "already_granted",
            "undetermined",
            "done",
            "not_done",
            "one_of",
            "combination_unstated",
            "fails",
        ],
        ItemKind::Guarantee => &["subject", "when", "always", "as", "once", "per", "reading", "because"],
        ItemKind::Discontinue => &["from", "per"],
    }
}

fn next_part(kind: ItemKind) -> (String, String) {
    const SHOWN: usize = 8;
    let entries: Vec<&Entry> = parts(kind).iter().filter_map(|id| vocabulary::entry(id)).collect();
    if entries.is_empty() {
        return ("下一个声明".to_owned(), "the next declaration".to_owned());
    }
    let zh: Vec<&str> = entries.iter().take(SHOWN).map(|entry| entry.zh).collect();
    let en: Vec<&str> = entries.iter().take(SHOWN).map(|entry| entry.en).collect();
    (format!("下一部分（{}等）", zh.join("、")), format!("the next part ({} …)", en.join(", ")))
}

/// How a declaration of this kind is written.
pub(crate) fn form(kind: ItemKind) -> Message {
    let (zh, en) = match kind {
        ItemKind::Policy => (
            "政策 名称，下面是 文号、施行、原文 等各行",
            "policy NAME, then lines like number, effective, source",
        ),
        ItemKind::Departments => ("部门 甲局、乙局（又作 乙厅）", "departments A, B (also C)"),
        ItemKind::Unit => ("单位 人：人数", "unit person: headcount"),
        ItemKind::Options => ("选项 表名：甲、乙「释义」", "options LIST: a, b \"gloss\""),
        ItemKind::Record => (
            "档案 名称，下面每行一个字段，如「姓名：文字」",
            "record NAME, then a field a line, such as `label: text`",
        ),
        ItemKind::Clause => ("第六条 「标题」", "clause 6 \"heading\""),
        ItemKind::Standard => (
            "标准 名称：元/人，下面每行一个数值，如「自 2022年6月1日 50元/人 依据 6.4「…」」",
            "standard NAME: yuan/person, then a value a line, such as `from 2022-06-01 50 yuan/person per 6.4 \"…\"`",
        ),
        ItemKind::Scale => (
            "分档 名称：人 至 元 累进，下面如「自 2022年6月1日 依据 …：0人 起 100元/人」",
            "scale NAME: person to yuan marginal, then `from 2022-06-01 per …: 0 persons up 100 yuan/person`",
        ),
        ItemKind::Define => {
            ("定义 名称，下面是 对象、取值（或者 情形）", "define NAME, then subject and value (or cases)")
        }
        ItemKind::Rule => (
            "规则 名称，下面是 对象、当、给予、依据 等各行",
            "rule NAME, then lines like subject, when, grant, per",
        ),
        ItemKind::Aim => ("宗旨 2.1「…」", "aim 2.1 \"…\""),
        ItemKind::Scenario => (
            "案例 名称，下面是 基准日、已知、应得 等各行",
            "scenario NAME, then lines like reference-date, given, expect",
        ),
        ItemKind::Guarantee => (
            "保证 名称，下面是 对象、恒有（或者 随 … 增加 … 不减少、一次性 规则 按 …）、依据 等各行",
            "guarantee NAME, then lines like subject, always (or as … grows … never falls, once RULE by …), per",
        ),
        ItemKind::Adjust => (
            "调整 标准名，下面如「自 2024年1月1日 60元/人 依据 「…」」",
            "adjust STANDARD, then `from 2024-01-01 60 yuan/person per \"…\"`",
        ),
        ItemKind::Discontinue => {
            ("停止 规则名 自 2025年1月1日 依据 「…」", "discontinue RULE from 2025-01-01 per \"…\"")
        }
    };
    Message::new(format!("写法：{zh}"), format!("written as: {en}"))
}
