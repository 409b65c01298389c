//! Sample records that hold a name. A rename changes policies alone; whoever renames is told where else the name stands.

use super::workspace::Workspace;
use qingce_files::folder::samples;
use qingce_files::read::encoding;
use qingce_files::read::json::is_json;
use qingce_files::read::xlsx::is_workbook;
use qingce_files::say;
use std::io::Read;
use std::path::{Path, PathBuf};
use tower_lsp::ls_types::MessageType;

impl Workspace {
    /// Tells the client in which sample records of some policies a name stands that was given another one.
    pub fn warn_of_samples(&self, policies: &[PathBuf], name: &str, new: &str) {
        let found: Vec<PathBuf> = policies.iter().flat_map(|folder| holding(folder, name)).collect();
        if found.is_empty() {
            return;
        }
        let files: Vec<String> = found.iter().map(|path| path.display().to_string()).collect();
        let files = files.join("\n");
        let told = say!(
            self.language(),
            "样例里也有「{name}」，没有跟着改成「{new}」，请一并改好：\n{files}",
            "sample records hold 「{name}」 too and weren't changed to 「{new}」; please change them:\n{files}"
        );
        let client = self.client.clone();
        self.runtime.spawn(async move { client.show_message(MessageType::WARNING, told).await });
    }
}

/// The sample records of a policy in which a name stands as a column, key or value, or in the name of their file. What a workbook
/// holds isn't looked at: each is among them.
fn holding(policy: &Path, name: &str) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> =
        samples(policy).map(|folder| files(&folder)).unwrap_or_default().into_iter().collect();
    found.retain(|path| is_workbook(path) || in_file_name(path, name) || in_text(path, name));
    found.sort();
    found
}

/// The files in and under a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.flatten().map(|entry| entry.path());
    paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// `用工单位.新增人员.csv` holds two names.
fn in_file_name(path: &Path, name: &str) -> bool {
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    records(path) && stem.split('.').any(|part| part == name)
}

fn in_text(path: &Path, name: &str) -> bool {
    let mut text = String::new();
    let read = encoding::open(path).is_ok_and(|mut opened| opened.file.read_to_string(&mut text).is_ok());
    let ends = [',', '，', ';', '\t', '"', '\n', '\r', '、'];
    records(path) && read && text.split(ends).any(|piece| piece.trim() == name)
}

/// Whether a file's name says that it holds records.
fn records(path: &Path) -> bool {
    let kind = path.extension().and_then(|kind| kind.to_str()).unwrap_or_default();
    is_json(path) || ["csv", "tsv", "txt"].iter().any(|known| kind.eq_ignore_ascii_case(known))
}
