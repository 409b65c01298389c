//! A definition that no rule uses, itself or through other definitions; a local name that its rule doesn't use.

use super::context::LintContext;
use crate::index::Symbol;
use crate::model::{DefinitionId, LetId, RuleId};
use crate::report::{Details, warning};
use qingce_grammar::{Code, Diagnostic};

/// The definitions and local names without a use.
pub(super) fn check(cx: &LintContext) -> Vec<Diagnostic> {
    if !cx.all_read() {
        return Vec::new();
    }
    let uses = cx.uses();
    let definitions = cx.model.definitions.iter().enumerate();
    let unused = definitions.filter(|(id, _)| !uses.by_rules(Symbol::Definition(DefinitionId(*id))));
    let definitions = unused.map(|(_, definition)| {
        warning(
            Code::UnusedDefinition,
            definition.place,
            format!("定义「{}」没有任何规则用到", definition.name),
            format!("no rule uses the definition 「{}」", definition.name),
        )
        .help(
            "请看规则里是不是重复写了同样的条件，应当改用这个名称；不需要的就去掉",
            "see whether a rule repeats the condition instead of using the name; leave it out if it isn't needed",
        )
    });
    let locals = cx.model.rules.iter().enumerate().flat_map(|(rule, written)| {
        let of_rule = written.lets.iter().enumerate();
        of_rule.map(move |(id, local)| (Symbol::Let(RuleId(rule), LetId(id)), local))
    });
    let locals = locals.filter(|(symbol, _)| !uses.by_rules(*symbol)).map(|(_, local)| {
        warning(
            Code::UnusedDefinition,
            local.place,
            format!("「设」的名称「{}」在这条规则里没有用到", local.name),
            format!("the rule does not use its local name 「{}」", local.name),
        )
        .help("请在规则里用上这个名称，或者去掉它", "use the name in the rule, or leave it out")
    });
    definitions.chain(locals).collect()
}
