//! Every rule says what it rests on.

use super::context::{LintContext, is_broken};
use crate::report::{Details, warning};
use qingce_grammar::{Code, Diagnostic};

/// Rules that cite nothing. A citation that was written but is wrong has its own fault.
pub(super) fn check(cx: &LintContext) -> Vec<Diagnostic> {
    let bare = cx.model.rules.iter().filter(|rule| {
        let written = cx.rule_tree(rule).is_some_and(|written| !written.cited.is_empty());
        rule.cited.is_empty() && !written && !is_broken(&rule.body)
    });
    bare.map(|rule| {
        warning(
            Code::NoCitation,
            rule.place,
            format!("规则「{}」没有写明依据", rule.name),
            format!("the rule 「{}」 cites nothing", rule.name),
        )
        .help(
            "请写明依据哪一句的哪几个字，例如「依据 1.1「…」」；依据别的文件就写文件名称",
            "cite a sentence with its words, `per 1.1 \"…\"`, or another document by its name",
        )
    })
    .collect()
}
