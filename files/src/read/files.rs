//! From the files and folders that were named to sources: which table each file or sheet is, and which tables belong together.

use super::children::{Child, Node};
use super::columns::Columns;
use super::csv::CsvTable;
use super::json::is_json;
use super::names::{self, TableName};
use super::source::Source;
use super::table::Table;
use super::xlsx::{Workbook, is_workbook};
use crate::fault::{Fault, Outcome};
use crate::message;
use crate::message::Message;
use qingce_runtime::Program;
use qingce_runtime::program::{RecordId, SlotId};
use std::path::{Path, PathBuf};

/// The sheet that explains the fields, in Chinese and English; it is not read.
pub const NOTES: [&str; 2] = ["填表说明", "Notes"];
/// The sheet that lists the options; it is not read.
pub const OPTIONS: [&str; 2] = ["选项", "Options"];

/// The sources of some files and folders: in the order of the record types in the policy, those of one type in the order in
/// which they were named. `given` is the type named by `--record`. Remarks for people are added to `remarks`.
///
/// # Errors
/// Files that can't be read, that are of no known form, whose record type isn't known; child tables without their parent.
pub fn open(
    program: &Program,
    paths: &[PathBuf],
    given: Option<RecordId>,
    remarks: &mut Vec<Message>,
) -> Outcome<Vec<Source>> {
    let mut opener =
        Opener { program, names: names::all(program), given, found: Vec::new(), sources: Vec::new() };
    for path in listed(paths)? {
        opener.file(&path, remarks)?;
    }
    let mut sources = opener.finish(remarks)?;
    // Files of records that name their own types come last.
    sources.sort_by_key(|source| source.record().map_or(usize::MAX, RecordId::index));
    Ok(sources)
}

/// The files, with the files of folders in the order of their names.
fn listed(paths: &[PathBuf]) -> Outcome<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths {
        let fault = |error: std::io::Error| Fault::reading(path, &error);
        if !std::fs::metadata(path).map_err(fault)?.is_dir() {
            files.push(path.clone());
            continue;
        }
        let mut inside = Vec::new();
        for entry in std::fs::read_dir(path).map_err(fault)? {
            let file = entry.map_err(fault)?.path();
            let hidden = file
                .file_name()
                .and_then(|name| name.to_str())
                .is_none_or(|name| name.starts_with(['.', '~']));
            if !hidden && file.is_file() && form(&file).is_some() {
                inside.push(file);
            }
        }
        if inside.is_empty() {
            let path = path.display();
            let (zh, en) = (FORMS.join("、"), FORMS.join(", "));
            return Err(Fault::new(message!(
                "文件夹「{path}」里没有档案文件（{zh}）",
                "the folder 「{path}」 holds no records ({en})"
            )));
        }
        inside.sort();
        files.extend(inside);
    }
    Ok(files)
}

enum Form {
    Json,
    Csv,
    Workbook,
    #[cfg(feature = "parquet")]
    Arrow,
}

/// The forms that can be read, for messages.
#[cfg(feature = "parquet")]
const FORMS: [&str; 6] = [".json", ".jsonl", ".csv", ".xlsx", ".parquet", ".arrow"];
/// The forms that can be read, for messages.
#[cfg(not(feature = "parquet"))]
const FORMS: [&str; 4] = [".json", ".jsonl", ".csv", ".xlsx"];

fn form(path: &Path) -> Option<Form> {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    if is_json(path) {
        Some(Form::Json)
    } else if is_workbook(path) {
        Some(Form::Workbook)
    } else if ["csv", "tsv", "txt"].iter().any(|known| extension.eq_ignore_ascii_case(known)) {
        Some(Form::Csv)
    } else {
        columnar(path)
    }
}

#[cfg(feature = "parquet")]
fn columnar(path: &Path) -> Option<Form> {
    super::arrow::is_arrow(path).then_some(Form::Arrow)
}

#[cfg(not(feature = "parquet"))]
fn columnar(_: &Path) -> Option<Form> {
    None
}

/// Extensions of forms that have to be built in.
#[cfg(not(feature = "parquet"))]
const COLUMNAR: [&str; 6] = ["parquet", "pq", "arrow", "arrows", "ipc", "feather"];

/// A table whose place is known; `group` tells which tables belong together.
struct Found {
    table: Box<dyn Table>,
    name: TableName,
    group: String,
}

struct Opener<'p> {
    program: &'p Program,
    names: Vec<TableName>,
    given: Option<RecordId>,
    found: Vec<Found>,
    sources: Vec<Source>,
}

impl Opener<'_> {
    fn file(&mut self, path: &Path, remarks: &mut Vec<Message>) -> Outcome<()> {
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        match form(path) {
            Some(Form::Json) => {
                let record = names::resolve(&self.names, stem, self.given).map(|table| table.root);
                self.sources.push(Source::Json { path: path.to_owned(), record });
                Ok(())
            }
            Some(Form::Csv) => {
                let name = names::resolve(&self.names, stem, self.given).cloned();
                let name = name.ok_or_else(|| self.unknown(path))?;
                let lists = name.path.len();
                let prefix: Vec<&str> = stem.split('.').collect();
                let prefix = prefix[..prefix.len().saturating_sub(lists).max(1)].join(".");
                let group = path.with_file_name(prefix).display().to_string();
                let table = Box::new(CsvTable::open(path)?);
                self.found.push(Found { table, name, group });
                Ok(())
            }
            Some(Form::Workbook) => self.workbook(path, stem, remarks),
            #[cfg(feature = "parquet")]
            Some(Form::Arrow) => {
                let name = names::resolve(&self.names, stem, self.given).filter(|name| name.path.is_empty());
                let record = name.ok_or_else(|| self.unknown(path))?.record;
                let file = super::arrow::ArrowFile::open(self.program, path, record, remarks)?;
                self.sources.push(Source::Arrow(file));
                Ok(())
            }
            None => {
                #[cfg(not(feature = "parquet"))]
                if COLUMNAR
                    .iter()
                    .any(|known| path.extension().is_some_and(|own| own.eq_ignore_ascii_case(known)))
                {
                    let path = path.display();
                    return Err(Fault::new(message!(
                        "这个 qingce 编译时没有带上 Parquet 和 Arrow，读不了「{path}」；编译时加 --features parquet 就可以",
                        "this qingce was built without Parquet and Arrow and can't read 「{path}」; build it with --features parquet"
                    )));
                }
                let (path, zh, en) = (path.display(), FORMS.join("、"), FORMS.join(", "));
                Err(Fault::new(message!(
                    "「{path}」的扩展名不认识：档案可以是 {zh}",
                    "the form of 「{path}」 is not known: records come as {en}"
                )))
            }
        }
    }

    fn workbook(&mut self, path: &Path, stem: &str, remarks: &mut Vec<Message>) -> Outcome<()> {
        let mut workbook = Workbook::open(path)?;
        let group = path.display().to_string();
        let mut others = Vec::new();
        let before = self.found.len();
        for sheet in workbook.names() {
            if NOTES.contains(&sheet.as_str()) || OPTIONS.contains(&sheet.as_str()) {
                continue;
            }
            let Some(table) = workbook.sheet(&sheet)? else { continue };
            match names::resolve(&self.names, &sheet, None).cloned() {
                Some(name) => self.found.push(Found { table: Box::new(table), name, group: group.clone() }),
                None => others.push((sheet, table)),
            }
        }
        // A workbook of one sheet may be named itself after the record type, as a CSV file is.
        if self.found.len() == before && others.len() == 1 {
            let name =
                names::resolve(&self.names, stem, self.given).filter(|name| name.path.is_empty()).cloned();
            let name = name.ok_or_else(|| self.unknown(path))?;
            self.found.extend(others.pop().map(|(_, table)| Found { table: Box::new(table), name, group }));
            return Ok(());
        }
        if self.found.len() == before {
            return Err(self.unknown(path));
        }
        for (sheet, _) in others {
            let path = path.display();
            remarks.push(message!(
                "「{path}」的工作表「{sheet}」不是任何一种档案，没有读",
                "the sheet 「{sheet}」 of 「{path}」 is no record type and was not read"
            ));
        }
        Ok(())
    }

    fn unknown(&self, path: &Path) -> Fault {
        let known: Vec<&str> = self.program.records.iter().map(|record| record.name.as_str()).collect();
        let (path, zh, en) = (path.display(), known.join("、"), known.join(", "));
        Fault::new(message!(
            "看不出「{path}」是哪一种档案：用档案类型给文件或工作表命名（{zh}），或者用 --record 写明",
            "it isn't clear which record type 「{path}」 holds: name the file or sheet after it ({en}), or say --record"
        ))
    }

    fn finish(mut self, remarks: &mut Vec<Message>) -> Outcome<Vec<Source>> {
        let mut sources = std::mem::take(&mut self.sources);
        let mut roots = Vec::new();
        let mut lists = Vec::new();
        for found in std::mem::take(&mut self.found) {
            if found.name.path.is_empty() { roots.push(found) } else { lists.push(found) }
        }
        for root in roots {
            sources.push(Source::Table(self.node(root, &[], &mut lists, remarks)?));
        }
        match lists.first() {
            None => Ok(sources),
            Some(found) => {
                let what = message!(
                    "这是「{}」的列表，但没有给出上级表",
                    "this holds a list of 「{}」, but the table above it was not given",
                    found.name.name.split('.').next().unwrap_or_default()
                );
                Err(Fault::new(found.table.place().say(&what)))
            }
        }
    }

    /// A table with its child tables, which are taken out of `lists`. `above`: the titles of the keys of the tables above.
    fn node(
        &self,
        found: Found,
        above: &[String],
        lists: &mut Vec<Found>,
        remarks: &mut Vec<Message>,
    ) -> Outcome<Node> {
        let Found { table, name, group } = found;
        let columns = Columns::of(self.program, name.record, above, table.as_ref())?;
        for title in &columns.unknown {
            let what = message!(
                "「{title}」列不是字段，没有读",
                "the column 「{title}」 is no field and was not read"
            );
            remarks.push(table.place().say(&what));
        }
        let mut own = Vec::new();
        let mut at = 0;
        while at < lists.len() {
            let list = &lists[at].name;
            let is_child = lists[at].group == group
                && list.root == name.root
                && list.path.len() == name.path.len() + 1
                && list.path.starts_with(&name.path);
            if is_child { own.push(lists.remove(at)) } else { at += 1 }
        }
        let mut node = Node { table, record: name.record, columns, children: Vec::new() };
        if own.is_empty() {
            return Ok(node);
        }
        let mut keys = above.to_vec();
        keys.push(self.key_title(&node)?);
        for list in own {
            let Some(slot) = list.name.path.last().copied() else { continue };
            self.only_one(&node, slot, &list)?;
            let child = self.node(list, &keys, lists, remarks)?;
            let child = Child::new(&mut node, slot, child)?;
            node.children.push(child);
        }
        Ok(node)
    }

    /// The title of the column with a table's own key.
    fn key_title(&self, node: &Node) -> Outcome<String> {
        let column = node.columns.key.and_then(|column| node.table.titles().get(column));
        column.cloned().ok_or_else(|| {
            let what = message!(
                "有列表的档案要有主键列，列表的每一行靠它找到自己的档案",
                "records with lists need the column of their key, by which each member finds its record"
            );
            Fault::new(node.table.place().say(&what))
        })
    }

    fn only_one(&self, node: &Node, slot: SlotId, list: &Found) -> Outcome<()> {
        if node.children.iter().all(|child| child.slot != slot) {
            return Ok(());
        }
        let what = message!("同一个列表有两张表", "there are two tables of the same list");
        Err(Fault::new(list.table.place().say(&what)))
    }
}
