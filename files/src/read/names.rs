//! What tables are called: a record type's table by its name, the table of a list's members by the record type's name and the
//! list's, with a dot between.

use qingce_runtime::Program;
use qingce_runtime::program::{RecordId, SlotId, SlotType};

/// The longest name that a workbook gives a sheet, in UTF-16 units (of the characters in names: characters).
pub const SHEET_NAME: usize = 31;

/// A table that records of a program can be read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableName {
    /// `劳务经纪人`, or `劳务经纪人.带领人员`.
    pub name: String,
    /// The record type at the root.
    pub root: RecordId,
    /// The lists from there; empty for the root's own table.
    pub path: Vec<SlotId>,
    /// The record type of the table's rows.
    pub record: RecordId,
}

/// All tables of a program, each root before its child tables.
pub fn all(program: &Program) -> Vec<TableName> {
    let mut tables = Vec::new();
    for (n, record) in (0..=u16::MAX).zip(&program.records) {
        let root = RecordId(n);
        add(
            program,
            TableName { name: record.name.clone(), root, path: Vec::new(), record: root },
            &mut tables,
        );
    }
    tables
}

/// The tables of one record type: its own and those of its lists.
pub fn of(program: &Program, root: RecordId) -> Vec<TableName> {
    all(program).into_iter().filter(|table| table.root == root).collect()
}

fn add(program: &Program, table: TableName, tables: &mut Vec<TableName>) {
    let record = table.record;
    let (name, path, root) = (table.name.clone(), table.path.clone(), table.root);
    tables.push(table);
    let Some(ty) = program.record(record) else { return };
    for (n, slot) in (0..=u16::MAX).zip(&ty.slots) {
        // Records nest acyclically, so this ends; the bound is against a program made by hand.
        if let SlotType::List(member) = slot.ty
            && path.len() < 16
        {
            let path = path.iter().copied().chain([SlotId(n)]).collect();
            let name = format!("{name}.{}", slot.path.join("."));
            add(program, TableName { name, root, path, record: member }, tables);
        }
    }
}

/// The table that a file's or sheet's name means. With `given` (`--record`) the name may begin with any word in place of the
/// record type's.
pub fn resolve<'t>(tables: &'t [TableName], name: &str, given: Option<RecordId>) -> Option<&'t TableName> {
    let exact =
        |name: &str| tables.iter().find(|table| table.name == name || sheet_name(&table.name) == name);
    exact(name).or_else(|| {
        let own = tables.iter().find(|table| Some(table.root) == given && table.path.is_empty())?;
        let lists =
            name.match_indices('.').find_map(|(dot, _)| exact(&format!("{}{}", own.name, &name[dot..])));
        lists.or(Some(own))
    })
}

/// A table's name cut to what a workbook allows.
pub fn sheet_name(name: &str) -> String {
    let kept: String = name.chars().map(|c| if "[]:*?/\\".contains(c) { '_' } else { c }).collect();
    kept.chars().take(SHEET_NAME).collect()
}
