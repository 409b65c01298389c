//! A field that no rule or definition looks at, though applicants are asked to fill it in.
//!
//! Keys, reference dates and sensitive fields (names, identity numbers) say who applies and when; they count as used. A field that
//! holds another record counts as used where a field of that record is.

use super::context::LintContext;
use super::uses::Uses;
use crate::index::Symbol;
use crate::model::{Field, FieldId, Record, RecordId, Type};
use crate::report::{Details, warning};
use qingce_grammar::{Code, Diagnostic};

/// The fields without a use; of a record without any use, only the record.
pub(super) fn check(cx: &LintContext) -> Vec<Diagnostic> {
    if !cx.all_read() {
        return Vec::new();
    }
    let uses = cx.uses();
    let records = cx.model.records.iter().enumerate().map(|(id, record)| (RecordId(id), record));
    records.flat_map(|(id, record)| of_record(cx, uses, id, record)).collect()
}

fn of_record(cx: &LintContext, uses: &Uses, id: RecordId, record: &Record) -> Vec<Diagnostic> {
    let holds = |field: &Field| matches!(field.ty, Type::Record(held) | Type::List(held) if held == id);
    let in_another = cx.model.records.iter().flat_map(|record| &record.fields).any(holds);
    if !in_another && !uses.contains(Symbol::Record(id)) {
        return vec![unused_record(record)];
    }
    let fields = record.fields.iter().enumerate().map(|(field, shown)| (FieldId(field), shown));
    let idle = fields.filter(|(field, shown)| {
        let identifies = shown.key || shown.reference_date || shown.sensitive;
        !identifies && !uses.contains(Symbol::Field(id, *field))
    });
    idle.map(|(_, field)| unused_field(record, field)).collect()
}

fn unused_field(record: &Record, field: &Field) -> Diagnostic {
    warning(
        Code::UnusedField,
        field.place,
        format!("字段「{}」没有任何规则或者定义用到", field.name),
        format!("no rule or definition uses the field 「{}」", field.name),
    )
    .help(
        format!("请看是不是漏写了条件；用不到的数据不必让「{}」填报，请去掉", record.name),
        format!("see whether a condition is missing; data that nothing needs is not asked of 「{}」, leave it out", record.name),
    )
}

fn unused_record(record: &Record) -> Diagnostic {
    warning(
        Code::UnusedField,
        record.place,
        format!("档案「{}」没有任何规则用到", record.name),
        format!("no rule uses the record 「{}」", record.name),
    )
    .help(
        "请看是不是漏写了以它为对象的规则；不需要的就去掉",
        "see whether a rule about it is missing; leave it out if it isn't needed",
    )
}
