//! What can be wrong with a program.

/// What must hold of a program and doesn't.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
#[allow(missing_docs)]
pub enum Fault {
    /// An id that points nowhere.
    UnknownId,
    /// A table, a rule's code, its registers or reasons outgrow what the format allows.
    TooLarge,
    /// Two things of one name.
    DuplicateName,
    /// A field without a name.
    NoName,
    /// More decimals than a number may have.
    Decimals,
    /// A value outside of its type.
    OutsideType,
    /// A day outside the years 1 to 9999, or a period that ends before it begins.
    Period,
    /// Dated values that aren't in order or overlap.
    Order,
    /// A standard with too few or too many values, a scale without brackets.
    Count,
    /// Record types that hold lists of each other.
    Cycle,
    /// A key or reference date of another type than it must have.
    KeyType,
    /// A register, slot or constant of another type than the instruction needs.
    Type,
    /// A register or selection that is read where it may not have been written.
    Unwritten,
    /// A register or selection that is written twice.
    Rewritten,
    /// A frame that isn't open.
    Frame,
    /// Loops or skips that don't nest, don't end, or nest too deeply.
    Nesting,
    /// An instruction that may only stand elsewhere (outside of loops, outside of skips, in a loop).
    Misplaced,
    /// A skip whose result differs from the code that it leaves out.
    Skip,
    /// A fold that isn't begun, gathered and ended in the same way.
    Fold,
    /// A step of rounding that isn't above zero.
    Step,
    /// A rule that looks at itself, at a later one, or at one of another subject.
    Relation,
    /// An effect without the value that it needs, or with one that it doesn't.
    Effect,
    /// A one-off rule without a text to remember its grants by.
    Once,
    /// Code without an end, or with another number of places than instructions.
    End,
}

impl Fault {
    /// The fault in words: Chinese, English.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::UnknownId => ("引用了不存在的内容", "it refers to something that isn't there"),
            Self::TooLarge => ("内容超出程序格式的限度", "it outgrows what the format allows"),
            Self::DuplicateName => ("名称重复", "two things have one name"),
            Self::NoName => ("有字段没有名称", "a field has no name"),
            Self::Decimals => ("小数位数过多", "a number has too many decimals"),
            Self::OutsideType => ("有值超出其类型的范围", "a value lies outside of its type"),
            Self::Period => (
                "日期超出公元1年至9999年，或者期间倒置",
                "a day lies outside the years 1 to 9999, or a period is reversed",
            ),
            Self::Order => ("按日期排列的值次序颠倒或者重叠", "dated values overlap or are out of order"),
            Self::Count => ("值的个数不对", "it has the wrong number of values"),
            Self::Cycle => ("档案互相包含", "records hold lists of each other"),
            Self::KeyType => ("主键或者基准日的类型不对", "the key or reference date has the wrong type"),
            Self::Type => ("类型不符", "types don't agree"),
            Self::Unwritten => ("读取了尚未算出的值", "it reads a value that may not have been worked out"),
            Self::Rewritten => ("同一个值算了两次", "it writes a value twice"),
            Self::Frame => ("所指的档案在此处不可用", "the record that it looks at isn't open here"),
            Self::Nesting => ("循环或者跳转没有正确嵌套", "loops or skips don't nest"),
            Self::Misplaced => ("这条指令不能放在此处", "this instruction can't stand here"),
            Self::Skip => ("跳转会改变结果", "a skip would change the result"),
            Self::Fold => ("汇总的起止不一致", "a total isn't begun and ended in the same way"),
            Self::Step => ("取整的单位必须大于零", "the step of rounding must be above zero"),
            Self::Relation => (
                "引用了自身、后面的规则或者其他对象的规则",
                "it looks at itself, at a later rule or at one of another subject",
            ),
            Self::Effect => ("给予的内容与所算的值不符", "an effect doesn't go with its value"),
            Self::Once => {
                ("一次性规则没有可供登记的文字主键", "a one-off rule has no text to remember grants by")
            }
            Self::End => ("代码没有正确结束", "the code doesn't end properly"),
        }
    }
}
