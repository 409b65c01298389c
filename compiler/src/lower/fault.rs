//! Why a model cannot become a program: it outgrows the program's format, or folds a quotient that isn't rounded.

use qingce_grammar::{Code, Diagnostic, Label, Message, Place, Severity};

/// What stands in the way, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub place: Place,
    pub kind: FaultKind,
}

/// The kinds of obstacle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FaultKind {
    /// More than the format can number: registers, fields, constants, lists, …
    TooMany,
    /// A list of more than 127 options.
    TooManyOptions,
    /// A number of more than 38 digits.
    TooManyDigits,
    /// A number of more than 38 decimals (of more than 28 in data).
    TooManyDecimals,
    /// More loops inside one another than the machine can run.
    TooDeep,
    /// 合计, 最大, 最小 of a quotient with a denominator of its own for each member.
    QuotientPerMember,
    /// A scale or period read at a number with more decimals than it counts.
    NotWhole,
    /// A part of the model that has no meaning here; the analysis reports its cause.
    Misplaced,
}

impl FaultKind {
    /// The fault at a place.
    pub fn at(self, place: Place) -> Fault {
        Fault { place, kind: self }
    }

    fn code(self) -> Code {
        match self {
            Self::QuotientPerMember | Self::NotWhole => Code::NotRounded,
            _ => Code::TooLarge,
        }
    }

    fn message(self) -> Message {
        let (zh, en) = match self {
            Self::TooMany => ("这里的内容太多，一个程序放不下", "this holds more than one program can"),
            Self::TooManyOptions => ("一张选项表最多 127 项", "a list of options has at most 127 of them"),
            Self::TooManyDigits => ("这里的数超过 38 位", "a number here has more than 38 digits"),
            Self::TooManyDecimals => ("这里的数小数位太多", "a number here has too many decimals"),
            Self::TooDeep => ("这里一层套一层的表太多", "too many lists inside one another here"),
            Self::QuotientPerMember => (
                "每个成员的商先取整，才能合计、取最大或取最小",
                "a quotient of each member must be rounded before it is summed or compared",
            ),
            Self::NotWhole => ("这里的数要先取整", "the number here must be rounded first"),
            Self::Misplaced => ("这一部分不能变成程序", "this part can't become a program"),
        };
        Message::new(zh, en)
    }

    fn help(self) -> Option<Message> {
        match self {
            Self::TooMany | Self::TooDeep => {
                Some(Message::new("把它分成几条规则或几个定义", "split it into several rules or definitions"))
            }
            Self::TooManyOptions => {
                Some(Message::new("把它分成两张选项表", "split it into two lists of options"))
            }
            Self::TooManyDigits | Self::TooManyDecimals => {
                Some(Message::new("在中间用「四舍五入至」取整", "round on the way with 「rounded to」"))
            }
            Self::QuotientPerMember | Self::NotWhole => Some(Message::new(
                "写明「四舍五入至」「舍尾至」或「进位至」",
                "write 「rounded to」, 「rounded down to」 or 「rounded up to」",
            )),
            Self::Misplaced => None,
        }
    }
}

impl Fault {
    /// The fault as people see it.
    pub fn diagnostic(&self) -> Diagnostic {
        Diagnostic {
            code: self.kind.code(),
            severity: Severity::Error,
            message: self.kind.message(),
            labels: vec![Label { place: self.place, text: Message::new("在这里", "here") }],
            help: self.kind.help(),
            fix: None,
        }
    }
}
