//! The words inside 政策, 部门, 单位, 档案, 标准 and 分档, and those that many declarations share.

use super::Category::{Choice, Operator, Part, Type};
use super::Entry;
use super::example::Frame::{Field, Policy, Rule, Standard, Value, Whole};
use super::example::within;

const SCALE: &str = "分档 招工奖励：人 至 元 累进\n  自 2024年1月1日 依据 1.1「每人100元」：0人 起 100元/人、50人 起 120元/人\n";
const FLAT: &str =
    "分档 帮扶奖励：户 至 元 定额\n  自 2024年1月1日 依据 1.2「奖励2000元」：0户 起 0元、10户 起 2000元\n";

pub(super) const ENTRIES: &[Entry] = &[
    Entry::word(
        "number",
        ("文号", "number"),
        Part,
        ("政策的发文字号。", "The policy's document number."),
        within(Policy, "文号 「某县府发〔2024〕1号」"),
    )
    .free(),
    Entry::word(
        "effective",
        ("施行", "effective"),
        Part,
        (
            "施行的首日和末日，都包括在内；不写末日就是长期有效。",
            "First and last day in force, both included; open-ended without a last day.",
        ),
        within(Policy, "施行 2024年1月1日 至 2026年12月31日"),
    ),
    Entry::word(
        "source",
        ("原文", "source"),
        Part,
        ("逐句编号的原文数据文件。", "The data file with the numbered sentences of the source text."),
        within(Policy, "原文 「原文.tsv」"),
    )
    .free(),
    Entry::word(
        "first_day",
        ("期间首日", "first-day"),
        Part,
        ("计算期间时，开始的当日是否计入。", "Whether the first day counts in a period."),
        within(Policy, "期间首日 不计入"),
    )
    .free(),
    Entry::word(
        "included",
        ("计入", "included"),
        Choice,
        ("开始的当日计入期间。", "The first day counts."),
        within(Policy, "期间首日 计入"),
    )
    .free(),
    Entry::word(
        "excluded",
        ("不计入", "excluded"),
        Choice,
        (
            "开始的当日不计入期间（《民法典》第二百零一条）。",
            "The first day does not count (Civil Code art. 201).",
        ),
        within(Policy, "期间首日 不计入"),
    )
    .free(),
    Entry::word(
        "age_reached",
        ("周岁", "age-reached"),
        Part,
        ("年龄在哪一天满。", "On which day an age is reached."),
        within(Policy, "周岁 生日当日"),
    )
    .free(),
    Entry::word(
        "on_birthday",
        ("生日当日", "on-birthday"),
        Choice,
        ("生日当天满周岁。", "An age is reached on the birthday."),
        within(Policy, "周岁 生日当日"),
    )
    .free(),
    Entry::word(
        "day_after",
        ("生日次日", "day-after"),
        Choice,
        ("生日的第二天满周岁。", "An age is reached on the day after the birthday."),
        within(Policy, "周岁 生日次日"),
    )
    .free(),
    Entry::word(
        "supplements",
        ("补充", "supplements"),
        Part,
        ("这份政策补充哪一份政策（文件夹）。", "Which policy (a folder) this one supplements."),
        within(Policy, "补充 「../省级政策」"),
    ),
    Entry::word(
        "amends",
        ("修订", "amends"),
        Part,
        ("这份政策修订哪一份政策（文件夹）。", "Which policy (a folder) this one amends."),
        within(Policy, "修订 「../省级政策」"),
    ),
    Entry::word(
        "also",
        ("又作", "also"),
        Part,
        ("原文里印的另一种写法。", "Another spelling that the source prints."),
        within(Whole, "部门 县人力资源社会保障局（又作 县人社局）\n"),
    ),
    Entry::word(
        "decimals",
        ("位小数", "decimals"),
        Part,
        ("小数位数。", "The number of decimals."),
        within(Field, "林地：亩 1位小数"),
    )
    .free(),
    Entry::word(
        "whole",
        ("整数", "whole"),
        Part,
        ("取整到个位。", "Rounding to a whole number."),
        within(Value, "占比 × 100 舍尾至 整数"),
    )
    .free(),
    Entry::word(
        "text",
        ("文字", "text"),
        Type,
        ("文字，只能比较是否相同。", "Text, compared for sameness only."),
        within(Field, "姓名：文字"),
    )
    .free(),
    Entry::word(
        "date_type",
        ("日期", "date"),
        Type,
        ("公历的一天。", "A day of the calendar."),
        within(Field, "出生日期：日期"),
    )
    .free(),
    Entry::word(
        "yes_no",
        ("是否", "yes-no"),
        Type,
        ("是或者否。", "Yes or no."),
        within(Field, "有合同：是否"),
    )
    .free(),
    Entry::word(
        "many",
        ("若干", "many"),
        Choice,
        ("若干选项，或者若干份档案的列表。", "A set of options, or a list of records."),
        within(Field, "队员：若干 务工人员"),
    ),
    Entry::word(
        "key",
        ("主键", "key"),
        Choice,
        ("一份档案的标识。", "The text that tells records apart."),
        within(Field, "编号：文字 主键"),
    ),
    Entry::word(
        "sensitive",
        ("敏感", "sensitive"),
        Choice,
        ("在信息、解释和日志里遮盖。", "Masked in messages, explanations and logs."),
        within(Field, "身份证号：文字 敏感"),
    ),
    Entry::word(
        "reference_date",
        ("基准日", "reference-date"),
        Part,
        ("按哪一天的标准和年龄来决定。", "The day whose standards and ages decide."),
        within(Field, "申请日期：日期 基准日"),
    ),
    Entry::word(
        "in_charge",
        ("责任部门", "departments-in-charge"),
        Part,
        (
            "负责的部门，以及原文里列出它们的句子。",
            "The departments in charge and the sentence that names them.",
        ),
        within(Rule, "责任部门 县财政局 依据 1.2"),
    ),
    Entry::word(
        "per",
        ("依据", "per"),
        Part,
        (
            "依据原文的哪一句、哪些字，或者哪一份文件。",
            "The sentence of the source and its words, or the document, on which this rests.",
        ),
        within(Rule, "依据 1.1「按每人50元」「给予补贴」、1.2「一次性」"),
    ),
    Entry::word(
        "reading",
        ("解释", "reading"),
        Part,
        ("原文不清楚时采用的读法。", "The reading that was chosen for an unclear sentence."),
        within(Rule, "解释 「每人按自己的起止日期计算」"),
    ),
    Entry::word(
        "rather_than",
        ("不采", "rather than"),
        Part,
        ("没有采用的读法。", "The reading that was not chosen."),
        within(Rule, "解释 「按人计算」 不采 「按队计算」"),
    ),
    Entry::word(
        "because",
        ("理由", "because"),
        Part,
        ("为什么与依据的文字不同。", "Why this differs from the words cited."),
        within(Rule, "理由 「原文印作二十万元，此处以元计」"),
    ),
    Entry::word(
        "from",
        ("自", "from"),
        Part,
        (
            "数值开始的日子；在算式里，期间的首日。",
            "The day from which a value holds; in an expression, the first day of a span.",
        ),
        within(Standard, "自 2024年1月1日 500元 依据 1.1「500元」"),
    ),
    Entry::word(
        "to",
        ("至", "to"),
        Part,
        ("末日，包括在内。", "The last day, included."),
        within(Standard, "自 2024年1月1日 至 2024年12月31日 500元 依据 1.1「500元」"),
    ),
    Entry::word(
        "by",
        ("按", "by"),
        Part,
        ("按哪个字段或者选项来分。", "By which field or list of options."),
        within(
            Whole,
            "标准 带队补贴：元/人 按 地区等级\n  自 2024年1月1日 依据 1.1「每人」：一类 100元/人、二类 80元/人\n",
        ),
    ),
    Entry::word(
        "delegated_to",
        ("授权", "delegated-to"),
        Part,
        ("由哪一份文件来定，这里没有数值。", "Which document sets the value; there is none here."),
        within(Standard, "授权 「社会保险补贴有关规定」 依据 1.1「按规定」"),
    ),
    Entry::word(
        "marginal",
        ("累进", "marginal"),
        Choice,
        ("每一档只按本档的单价算，再相加。", "Each bracket pays its own rate; the parts are added."),
        within(Whole, SCALE),
    ),
    Entry::word(
        "flat",
        ("定额", "flat"),
        Choice,
        ("落在哪一档就是哪一档的数额。", "The value of the bracket that the number falls in."),
        within(Whole, FLAT),
    ),
    Entry::word(
        "up",
        ("起", "up"),
        Operator,
        ("一档的下界，包括这个数。", "The lower bound of a bracket, included."),
        within(Whole, FLAT),
    ),
];
