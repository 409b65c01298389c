//! Options that no rule tells apart: choosing one or the other makes no difference.
//!
//! An option is told apart where a rule or definition names it. The one option of a list that nothing names is told apart too: it
//! is what all the others are not. A list counts as named throughout where a standard or scale goes by it, where a rule
//! classifies by it, or where two fields of it are compared. Lists whose fields nothing looks at are reported there.
//!
//! A drafter may want options for the record though no rule needs them. A gloss on the option says so and silences the check; the
//! gloss is where a reader looks for what an option is good for.

use super::context::{LintContext, definition_expressions, rule_expressions};
use super::uses::Uses;
use crate::index::Symbol;
use crate::model::{
    Body, Comparison, Effect, Expr, ExprKind, ListId, Model, OptionItem, OptionList, RecordId, Type,
};
use crate::report::{Details, warning};
use qingce_grammar::{Code, Diagnostic};
use std::collections::BTreeSet;

/// One diagnostic a list with options that nothing tells apart.
pub(super) fn check(cx: &LintContext) -> Vec<Diagnostic> {
    if !cx.all_read() {
        return Vec::new();
    }
    let uses = cx.uses();
    let whole = named_throughout(cx.model);
    let lists = cx.model.lists.iter().enumerate().map(|(id, list)| (ListId(id), list));
    lists.filter(|(id, _)| !whole.contains(id)).filter_map(|(id, list)| of_list(cx, uses, id, list)).collect()
}

fn of_list(cx: &LintContext, uses: &Uses, id: ListId, list: &OptionList) -> Option<Diagnostic> {
    let named = |option: usize| uses.contains(Symbol::Option(id, option));
    let numbered = list.options.iter().enumerate();
    let unnamed: Vec<(usize, &OptionItem)> = numbered.filter(|(option, _)| !named(*option)).collect();
    if !is_held(cx.model, id) {
        let fault = warning(
            Code::UnusedOption,
            list.place,
            format!("选项表「{}」没有任何字段用到", list.name),
            format!("no field holds an option of 「{}」", list.name),
        );
        return Some(fault.help("请写进档案的字段，或者去掉", "use it in a record's field, or leave it out"));
    }
    let looked_at = unnamed.len() < list.options.len() || field_is_used(cx.model, uses, id);
    if unnamed.len() < 2 || !looked_at {
        return None;
    }
    let silent: Vec<&OptionItem> =
        unnamed.into_iter().map(|(_, option)| option).filter(|o| o.gloss.is_none()).collect();
    let (first, rest) = silent.split_first()?;
    let names: Vec<&str> = silent.iter().map(|option| option.name.as_str()).collect();
    let fault = warning(
        Code::UnusedOption,
        first.place,
        format!("「{}」里没有任何规则提到的选项：{}；选哪一个都没有分别", list.name, names.join("、")),
        format!(
            "no rule names these options of 「{}」: {}; choosing one or the other makes no difference",
            list.name,
            names.join(", ")
        ),
    );
    let fault =
        rest.iter().fold(fault, |fault, option| fault.label(option.place, "还有这个", "and this one"));
    Some(fault.help(
        "请看是不是漏写了规则；不需要的就去掉，或者并成一个「其他」；只为登记而列的，在选项后面用「…」写一句说明",
        "see whether a rule is missing; leave them out, or make them one `other`; if they are there for the record only, say so in a gloss \"…\" after the option",
    ))
}

/// Whether a field of any record holds an option of the list, or a rule classifies by it.
fn is_held(model: &Model, id: ListId) -> bool {
    let of_list = |ty: &Type| matches!(ty, Type::Option(list) | Type::Options(list) if *list == id);
    model.records.iter().flat_map(|record| &record.fields).any(|field| of_list(&field.ty))
}

fn field_is_used(model: &Model, uses: &Uses, id: ListId) -> bool {
    let records = model.records.iter().enumerate();
    records.flat_map(|(record, r)| r.fields.iter().enumerate().map(move |(field, f)| (record, field, f))).any(
        |(record, field, f)| {
            matches!(f.ty, Type::Option(list) | Type::Options(list) if list == id)
                && uses.contains(Symbol::Field(RecordId(record), crate::model::FieldId(field)))
        },
    )
}

/// The lists all of whose options matter, named or not.
fn named_throughout(model: &Model) -> BTreeSet<ListId> {
    let mut whole: BTreeSet<ListId> = model.standards.iter().filter_map(|standard| standard.by).collect();
    for rule in &model.rules {
        match &rule.body {
            Body::One(effect) => whole.extend(classified(effect)),
            Body::Cases { cases, otherwise } => {
                whole.extend(cases.iter().map(|case| &case.result).chain(otherwise).filter_map(classified));
            }
        }
        for expr in rule_expressions(rule) {
            compared(expr, &mut whole);
        }
    }
    for definition in &model.definitions {
        for expr in definition_expressions(definition) {
            compared(expr, &mut whole);
        }
    }
    whole
}

fn classified(effect: &Effect) -> Option<ListId> {
    match effect {
        Effect::Classify(list, _) => Some(*list),
        _ => None,
    }
}

/// Lists of which two values that are no constants are compared.
fn compared(expr: &Expr, whole: &mut BTreeSet<ListId>) {
    let (ExprKind::Compare(a, Comparison::Equal | Comparison::NotEqual, b)
    | ExprKind::InOptions { value: a, set: b, .. }) = &expr.kind
    else {
        return expr.children().into_iter().for_each(|(child, _)| compared(child, whole));
    };
    let constant = |e: &Expr| matches!(e.kind, ExprKind::Option(_) | ExprKind::Options(_));
    if !constant(a) && !constant(b) {
        for side in [a, b] {
            if let Type::Option(list) | Type::Options(list) = side.ty {
                whole.insert(list);
            }
        }
    }
    for (child, _) in expr.children() {
        compared(child, whole);
    }
}
