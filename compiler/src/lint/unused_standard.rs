//! A standard or scale that no rule or definition uses: perhaps a rule has its number written out.

use super::context::LintContext;
use crate::index::Symbol;
use crate::model::{ScaleId, StandardId};
use crate::report::{Details, warning};
use qingce_grammar::{Code, Diagnostic, Place};

/// The standards and scales without a use.
pub(super) fn check(cx: &LintContext) -> Vec<Diagnostic> {
    if !cx.all_read() {
        return Vec::new();
    }
    let uses = cx.uses();
    let standards = cx
        .model
        .standards
        .iter()
        .enumerate()
        .filter(|(id, _)| !uses.contains(Symbol::Standard(StandardId(*id))));
    let scales =
        cx.model.scales.iter().enumerate().filter(|(id, _)| !uses.contains(Symbol::Scale(ScaleId(*id))));
    let standards =
        standards.map(|(_, standard)| report(&standard.name, standard.place, ("标准", "standard")));
    standards.chain(scales.map(|(_, scale)| report(&scale.name, scale.place, ("分档", "scale")))).collect()
}

fn report(name: &str, place: Place, (zh, en): (&str, &str)) -> Diagnostic {
    warning(
        Code::UnusedStandard,
        place,
        format!("{zh}「{name}」没有任何规则或者定义用到"),
        format!("no rule or definition uses the {en} 「{name}」"),
    )
    .help(
        "请看规则里是不是直接写了数，应当改用它的名称；不需要的就去掉",
        "see whether a rule has the number written out instead of the name; leave it out if it isn't needed",
    )
}
