//! What must hold whatever the record is.

use super::{Citation, ClauseId, Expr, FieldId, Reading, RecordId, RuleId};
use qingce_grammar::Place;

/// 保证: what must hold of every record on every day.
///
/// It speaks of applications by somebody to whom nothing was granted before, of records that are complete, and of rules that can
/// be worked out: what is decided of a record with gaps is decided so however the gaps are filled.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Guarantee {
    pub name: String,
    pub subject: RecordId,
    /// Only records of which this holds are meant.
    pub condition: Option<Expr>,
    /// `None`: what was written had errors.
    pub property: Option<Property>,
    pub cited: Vec<Citation>,
    pub readings: Vec<Reading>,
    pub clause: Option<ClauseId>,
    pub layer: usize,
    pub place: Place,
}

/// What a guarantee states.
#[derive(Debug, Clone, PartialEq)]
pub enum Property {
    /// 恒有: a condition in which [`ExprKind::Outcome`] may stand.
    Always(Expr),
    /// 随 … 增加 … 不减少: where the number field is greater or the list has more members, all else being equal, the amount isn't
    /// less.
    Rising {
        /// A number field or list field of the subject.
        grows: Expr,
        /// A number, in which [`ExprKind::Outcome`] may stand.
        amount: Expr,
    },
    /// 一次性: nobody gets it twice.
    Once {
        /// The rule.
        rule: RuleId,
        /// What tells beneficiaries apart: the text field of the subject, or first its list and then the member's.
        key: Vec<FieldId>,
    },
}
