//! Which column of a table fills which slot.

use super::table::Table;
use crate::fault::{Fault, Outcome};
use crate::message;
use crate::message::Message;
use qingce_runtime::program::{RecordId, RecordType, SlotId, SlotType};
use qingce_runtime::{Program, Value, read_slot};

/// The columns of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// Columns of slots.
    pub slots: Vec<(usize, SlotId)>,
    /// Columns of the keys of the records that the row belongs to, from the outside in.
    pub above: Vec<usize>,
    /// The column of the record's own key.
    pub key: Option<usize>,
    /// Titles that name no slot: these columns are left out.
    pub unknown: Vec<String>,
}

impl Columns {
    /// Matches a table's titles with the slots of its record type. `above` has the titles of the keys of the records that the
    /// rows belong to: each takes the first column of that title, one after the other, before the record's own fields.
    ///
    /// # Errors
    /// A title that is there twice, or is a slip of a field that has no column; a list in a cell; a key that has no column.
    pub fn of(program: &Program, record: RecordId, above: &[String], table: &dyn Table) -> Outcome<Self> {
        let fault = |what: Message| Fault::new(table.place().say(&what));
        let Some(ty) = program.record(record) else { return Err(Fault::silent(crate::fault::FAILED)) };
        let titles = table.titles();
        let mut columns = Self { slots: Vec::new(), above: Vec::new(), key: None, unknown: Vec::new() };
        for key in above {
            let after = columns.above.last().map_or(0, |last| last + 1);
            let Some(at) = titles.iter().skip(after).position(|title| title == key) else {
                return Err(fault(message!(
                    "缺「{key}」列：每一行要写明它属于哪一条档案",
                    "the column 「{key}」 is wanted: it says which record each row belongs to"
                )));
            };
            columns.above.push(after + at);
        }
        for (at, title) in titles.iter().enumerate() {
            if title.is_empty() || columns.above.contains(&at) {
                continue;
            }
            match slot_named(ty, title) {
                Some(slot) => columns.add(ty, at, slot, title).map_err(fault)?,
                None => columns.unknown.push(title.clone()),
            }
        }
        let filled: Vec<SlotId> = columns.slots.iter().map(|(_, slot)| *slot).collect();
        look_for_slips(ty, &columns.unknown, &filled).map_err(fault)?;
        Ok(columns)
    }

    fn add(&mut self, ty: &RecordType, at: usize, slot: SlotId, title: &str) -> Result<(), Message> {
        if self.slots.iter().any(|(_, known)| *known == slot) {
            return Err(message!("「{title}」列有两列", "there are two columns 「{title}」"));
        }
        if ty.slots.get(slot.index()).is_some_and(|slot| matches!(slot.ty, SlotType::List(_))) {
            let record = &ty.name;
            return Err(message!(
                "「{title}」是一个列表，要放在另一张表「{record}.{title}」里",
                "「{title}」 is a list and belongs in a table of its own, 「{record}.{title}」"
            ));
        }
        if ty.key == Some(slot) {
            self.key = Some(at);
        }
        self.slots.push((at, slot));
        Ok(())
    }
}

/// A column that is a slip of a field without a column would make that field missing in every row; better to stop.
///
/// # Errors
/// The first such column among `unknown`, of a type whose slots `filled` have columns.
pub fn look_for_slips(ty: &RecordType, unknown: &[String], filled: &[SlotId]) -> Result<(), Message> {
    for title in unknown {
        let free = (0..=u16::MAX).map(SlotId).zip(&ty.slots).filter(|(id, _)| !filled.contains(id));
        let near = free.filter_map(|(_, slot)| nearness(title, &slot.path.join("")).map(|n| (n, slot)));
        if let Some((_, slot)) = near.min_by_key(|(n, _)| *n) {
            let field = slot.title(false);
            let english = slot.title(true);
            return Err(message!(
                "没有「{title}」这个字段；是不是「{field}」？",
                "there is no field 「{title}」; is it 「{english}」?"
            ));
        }
    }
    Ok(())
}

/// The slot that a title names; a unit in brackets after the name is left out (工资（元）).
fn slot_named(ty: &RecordType, title: &str) -> Option<SlotId> {
    ty.slot_named(title).or_else(|| {
        let bracket = title.rfind(['（', '('])?;
        let closed = title.ends_with(['）', ')']);
        if closed { ty.slot_named(title[..bracket].trim_end()) } else { None }
    })
}

/// How many letters lie between two names, if so few that one is likely a slip of the other.
fn nearness(a: &str, b: &str) -> Option<usize> {
    let distance = strsim::damerau_levenshtein(a, b);
    let length = a.chars().count().max(b.chars().count());
    (distance * 3 <= length).then_some(distance)
}

/// The value of a slot in the row that the table stands on.
///
/// # Errors
/// A cell that can't be read, in one sentence.
pub fn value(
    program: &Program,
    ty: &RecordType,
    slot: SlotId,
    table: &dyn Table,
    column: usize,
) -> Result<Value, Message> {
    let Some(slot) = ty.slots.get(slot.index()) else { return Ok(Value::Missing) };
    let text = table.cell(column, &slot.ty)?;
    if super::table::is_blank(&text) {
        return Ok(Value::Missing);
    }
    read_slot(program, slot, &text).map_err(|error| crate::message::both(|language| error.message(language)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_near_and_other_words_are_not() {
        assert!(nearness("采摘开時", "采摘开始").is_some());
        assert!(nearness("备注", "姓名").is_none());
        assert!(nearness("序号", "编号").is_none());
    }
}
