//! The words that begin the parts of 定义 and 规则.

use super::Category::Part;
use super::Entry;
use super::example::Frame::{Effect, Rule, Whole};
use super::example::within;

const CASES: &str = "规则 贷款额度\n  对象 企业\n  按 借款主体\n  情形 个人：给予 不高于 20万元\n  其余：给予 不高于 400万元\n";

const GUARANTEES: &str = "保证 不重复领\n  对象 企业\n  恒有 非 （享受 省级奖励 且 享受 国家级奖励）\n\n保证 人多不减\n  对象 企业\n  随 队员 增加 招工补贴 不减少\n";

const JOINT: &str = "连同 社保补贴、培训补贴 合计不高于 5000元";

pub(super) const ENTRIES: &[Entry] = &[
    Entry::word(
        "subject",
        ("对象", "subject"),
        Part,
        (
            "规则或定义针对哪一类档案；在算式里指这份档案。",
            "Which kind of record this is about; in an expression, that record.",
        ),
        within(Whole, "定义 重点对象\n  对象 务工人员\n  取值 脱贫\n"),
    ),
    Entry::word(
        "value",
        ("取值", "value"),
        Part,
        ("定义的算式。", "The expression of a definition."),
        within(Whole, "定义 年工资\n  对象 务工人员\n  取值 月工资 × 12\n"),
    )
    .free(),
    Entry::word(
        "case",
        ("情形", "case"),
        Part,
        ("一种情形和它的结果。", "One case and its result."),
        within(Whole, CASES),
    ),
    Entry::word(
        "otherwise",
        ("其余", "otherwise"),
        Part,
        ("各情形之外的结果。", "The result when no case holds."),
        within(Whole, CASES),
    ),
    Entry::word(
        "let",
        ("设", "let"),
        Part,
        ("只在这条规则里用的名称。", "A name for use in this rule only."),
        within(Rule, "设 合格队员 = 队员 其中 户籍 = 农民"),
    ),
    Entry::word(
        "when",
        ("当", "when"),
        Part,
        ("规则的条件；不写就总是成立。", "The rule's condition; without it the rule always applies."),
        within(Rule, "当 月工资 不足 3000元"),
    ),
    Entry::word(
        "stacks_on",
        ("叠加于", "stacks on"),
        Part,
        ("在另一条规则的结果之上再给。", "Comes on top of another rule."),
        within(Rule, "叠加于 基础补贴"),
    ),
    Entry::word(
        "except",
        ("除外", "except"),
        Part,
        ("另一条规则适用的，这条就不适用。", "Does not apply where the other rule applies."),
        within(Rule, "除外 已有补贴"),
    ),
    Entry::word(
        "excludes",
        ("不得重复享受", "excludes"),
        Part,
        ("两条都适用的，只能选一条。", "Where both apply, one has to be chosen."),
        within(Rule, "不得重复享受 另一补贴、第三项补贴"),
    ),
    Entry::word(
        "combines_with",
        ("可同时享受", "combines with"),
        Part,
        ("两条都适用的，两项都给，数额相加。", "Where both apply, both are given."),
        within(Rule, "可同时享受 社保补贴、培训补贴"),
    ),
    Entry::word(
        "only_the_higher",
        ("就高不重复", "only the higher with"),
        Part,
        ("两条都适用的，只给数额高的一项。", "Where both apply, only the greater amount is given."),
        within(Rule, "就高不重复 国家级奖励"),
    ),
    Entry::word(
        "together_with",
        ("连同", "together with"),
        Part,
        (
            "连同另一项，合计有上限；本规则给到上限为止。",
            "Together with another rule a joint ceiling holds; this rule gives up to it.",
        ),
        within(Rule, JOINT),
    ),
    Entry::word(
        "in_all_at_most",
        ("合计不高于", "in all at most"),
        Part,
        ("接在「连同」后面：合计的上限，含本数。", "Follows `together with`: the joint ceiling."),
        within(Rule, JOINT),
    ),
    Entry::word(
        "combination_unstated",
        ("并享未明", "combination-unstated"),
        Part,
        ("能不能同时享受，原文没有说。", "Whether both may be had is not said."),
        within(Rule, "并享未明 国家级奖励"),
    ),
    Entry::word(
        "once",
        ("一次性", "once"),
        Part,
        ("同一标识只给一次。", "Once only for each key."),
        within(Rule, "一次性 按 队员 的 编号"),
    ),
    Entry::word(
        "replaces",
        ("取代", "replaces"),
        Part,
        ("在修订里，取代原来的哪一条规则。", "In an amendment, the rule that this one takes the place of."),
        within(Rule, "取代 旧规则"),
    ),
    Entry::word(
        "always",
        ("恒有", "always"),
        Part,
        (
            "保证里恒成立的条件；规则的名称在这里是它给付的数额。",
            "The condition that a guarantee states; the name of a rule is the amount it grants.",
        ),
        within(Whole, GUARANTEES),
    ),
    Entry::word(
        "as",
        ("随", "as"),
        Part,
        ("保证里，随着哪个数或者名单增加。", "In a guarantee, the number or list that grows."),
        within(Whole, GUARANTEES),
    ),
    Entry::word(
        "grows",
        ("增加", "grows"),
        Part,
        ("接在「随」后面。", "Follows `as`."),
        within(Whole, GUARANTEES),
    ),
    Entry::word(
        "never_falls",
        ("不减少", "never falls"),
        Part,
        ("接在「随 … 增加」后面：这个数不会变小。", "Follows `as … grows`: this number never gets less."),
        within(Whole, GUARANTEES),
    ),
    Entry::word(
        "note",
        ("说明", "note"),
        Part,
        ("宗旨的说明。", "A note to an aim."),
        within(Whole, "宗旨 2.1「为促进就业」\n  说明 「没有可决定的内容」\n"),
    )
    .free(),
    Entry::word(
        "shown_by",
        ("完成标志", "shown-by"),
        Part,
        ("凭什么算完成。", "What shows that a duty is done."),
        within(Effect, "应当 「按时备案」 完成标志 完成备案"),
    ),
];
