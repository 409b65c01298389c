//! The shipped policies as texts.

use qingce_compiler::{Layer, PolicyText, SourceFile};
use std::path::{Path, PathBuf};

/// The policy in these folders of `policies/`, its base first.
pub fn shipped(folders: &[&str]) -> PolicyText {
    PolicyText { layers: folders.iter().map(|folder| layer(folder)).collect() }
}

fn layer(folder: &str) -> Layer {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../policies").join(folder);
    let mut paths = Vec::new();
    collect(&path, &mut paths);
    paths.sort();
    let read = |file: &PathBuf| SourceFile {
        path: file.strip_prefix(&path).unwrap().to_string_lossy().replace('\\', "/"),
        text: std::fs::read_to_string(file).unwrap(),
    };
    let of = |ending: &str| {
        paths.iter().filter(|p| p.extension().is_some_and(|e| e == ending)).map(read).collect()
    };
    Layer { folder: folder.to_owned(), files: of("ce"), sources: of("tsv") }
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { collect(&path, paths) } else { paths.push(path) }
    }
}
