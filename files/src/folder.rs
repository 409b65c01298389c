//! Reads a policy folder, everything that it builds on, and the official texts that it cites.
//!
//! A policy's files are all `.ce` files under its folder, in the order of their paths; a folder under it with a policy head
//! of its own is another policy. Files and folders whose name begins with a dot are left out.

use crate::fault::{Fault, Outcome};
use crate::message;
use qingce_compiler::{Layer, PolicyText, SourceFile, head};
use std::path::{Component, Path, PathBuf};

/// Texts that go before those on the disk, by path: what is open in an editor.
pub type Unsaved<'a> = &'a dyn Fn(&Path) -> Option<String>;

/// A policy as it lies on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    /// Its texts, for the compiler.
    pub text: PolicyText,
    /// The path of every file, by [`qingce_grammar::FileId`]: the `.ce` files of all layers, then the official texts.
    pub paths: Vec<PathBuf>,
    /// Where this policy's own files begin among `paths`; before them lie the files of what it builds on.
    pub own: usize,
    /// How many of `paths` are `.ce` files.
    pub programs: usize,
}

impl Folder {
    /// Reads the policy in the folder `path`; of a `.ce` file, the policy that it belongs to.
    ///
    /// # Errors
    /// A folder or file that is missing, unreadable or not UTF-8; a folder without `.ce` files; policies built in a circle.
    pub fn read(path: &Path) -> Outcome<Self> {
        Self::read_with(path, &|_| None)
    }

    /// The same, with texts that are not saved yet.
    ///
    /// # Errors
    /// As [`Folder::read`].
    pub fn read_with(path: &Path, unsaved: Unsaved<'_>) -> Outcome<Self> {
        let folder = home_of(path)?;
        let mut layers = Vec::new();
        read_layers(&folder, unsaved, &mut Vec::new(), &mut layers)?;
        let programs: usize = layers.iter().map(|layer| layer.files.len()).sum();
        let own = programs - layers.last().map_or(0, |layer| layer.files.len());
        let files =
            layers.iter().flat_map(|l| l.files.iter().map(|file| Path::new(&l.folder).join(&file.path)));
        let sources =
            layers.iter().flat_map(|l| l.sources.iter().map(|file| Path::new(&l.folder).join(&file.path)));
        let paths = files.chain(sources).collect();
        Ok(Self { text: PolicyText { layers }, paths, own, programs })
    }

    /// A text that lies in no policy folder, as a policy by itself.
    pub fn alone(path: &Path, text: String) -> Self {
        let folder = path.parent().map(|parent| parent.display().to_string()).unwrap_or_default();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        let layer = Layer { folder, files: vec![SourceFile { path: name, text }], sources: Vec::new() };
        Self { text: PolicyText { layers: vec![layer] }, paths: vec![path.to_owned()], own: 0, programs: 1 }
    }

    /// The text of every file, by [`qingce_grammar::FileId`].
    pub fn texts(&self) -> impl Iterator<Item = &SourceFile> {
        let layers = &self.text.layers;
        layers.iter().flat_map(|l| l.files.iter()).chain(layers.iter().flat_map(|l| l.sources.iter()))
    }

    /// The text of a `.ce` file, for mending it.
    pub fn text_mut(&mut self, file: usize) -> Option<&mut String> {
        self.text
            .layers
            .iter_mut()
            .flat_map(|layer| layer.files.iter_mut())
            .nth(file)
            .map(|file| &mut file.text)
    }

    /// The folder itself, as shown to people.
    pub fn path(&self) -> &Path {
        Path::new(self.text.layers.last().map_or("", |layer| layer.folder.as_str()))
    }
}

/// The folder of sample records in a policy's folder.
pub fn samples(policy: &Path) -> Option<PathBuf> {
    ["样例", "samples"].iter().map(|name| policy.join(name)).find(|path| path.is_dir())
}

/// The policy folder that `path` names: itself, or for a file the nearest folder above it that has a policy head.
pub fn home_of(path: &Path) -> Outcome<PathBuf> {
    let metadata = std::fs::metadata(path).map_err(|error| Fault::reading(path, &error))?;
    if metadata.is_dir() {
        return Ok(tidy(path));
    }
    if path.extension().is_none_or(|extension| extension != "ce") {
        let path = path.display();
        return Err(Fault::new(message!(
            "「{path}」既不是政策文件夹，也不是 .ce 文件",
            "「{path}」 is neither a policy folder nor a .ce file"
        )));
    }
    let parent = match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    let above = parent.ancestors().take(4).find(|folder| has_head(folder)).unwrap_or(parent);
    Ok(tidy(above))
}

/// Reads the folder's base first, then the folder itself. `above` holds the folders that led here.
fn read_layers(
    folder: &Path,
    unsaved: Unsaved<'_>,
    above: &mut Vec<PathBuf>,
    layers: &mut Vec<Layer>,
) -> Outcome<()> {
    let real = folder.canonicalize().map_err(|error| Fault::reading(folder, &error))?;
    if above.contains(&real) {
        let folder = folder.display();
        return Err(Fault::new(message!(
            "政策「{folder}」绕了一圈又以自己为基础，请检查「补充」「修订」后面的文件夹",
            "the policy 「{folder}」 builds on itself in a circle; see the folders after `supplements` and `amends`"
        )));
    }
    above.push(real);
    let files = read_files(folder, unsaved)?;
    let wanted = head(&files);
    if let Some((_, base)) = &wanted.base {
        let base = tidy(&folder.join(base));
        // A base that is not there is the analysis's to report, at the words that name it; so is a missing official text.
        if base.is_dir() {
            read_layers(&base, unsaved, above, layers)?;
        }
    }
    let mut sources = Vec::new();
    if let Some(name) = wanted.source {
        let path = folder.join(&name);
        if path.is_file() {
            sources.push(SourceFile { text: read_text(&path, unsaved)?, path: name });
        }
    }
    layers.push(Layer { folder: folder.display().to_string(), files, sources });
    Ok(())
}

/// The `.ce` files of one policy folder, in the order of their paths.
fn read_files(folder: &Path, unsaved: Unsaved<'_>) -> Outcome<Vec<SourceFile>> {
    let mut names = Vec::new();
    collect(folder, "", &mut names)?;
    names.sort();
    if names.is_empty() {
        let folder = folder.display();
        return Err(Fault::new(message!(
            "文件夹「{folder}」里没有政策文件（扩展名 .ce）",
            "the folder 「{folder}」 holds no policy file (named .ce)"
        )));
    }
    let text = |path: &str| read_text(&folder.join(path), unsaved);
    names.into_iter().map(|path| Ok(SourceFile { text: text(&path)?, path })).collect()
}

fn collect(folder: &Path, prefix: &str, names: &mut Vec<String>) -> Outcome<()> {
    let fault = |error: std::io::Error| Fault::reading(folder, &error);
    for entry in std::fs::read_dir(folder).map_err(fault)? {
        let entry = entry.map_err(fault)?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        if name.starts_with('.') {
            continue;
        }
        let path = entry.path();
        if path.is_dir() {
            let linked = entry.file_type().is_ok_and(|ty| ty.is_symlink());
            if !linked && !has_head(&path) {
                collect(&path, &format!("{prefix}{name}/"), names)?;
            }
        } else if path.extension().is_some_and(|extension| extension == "ce") {
            names.push(format!("{prefix}{name}"));
        }
    }
    Ok(())
}

/// Whether a `.ce` file right in `folder` declares a policy.
pub fn has_head(folder: &Path) -> bool {
    let Ok(entries) = std::fs::read_dir(folder) else { return false };
    entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "ce"))
        .filter_map(|path| std::fs::read_to_string(path).ok())
        .any(|text| declares_policy(&text))
}

/// Whether a text declares a policy: header keywords are the first word of a line, and nothing else can stand there.
pub fn declares_policy(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').lines().any(|line| {
        let word = line.trim_start_matches([' ', '\t', '\u{3000}']);
        ["政策", "policy"].iter().any(|keyword| {
            word.strip_prefix(keyword).is_some_and(|rest| rest.starts_with([' ', '\t', '\u{3000}']))
        })
    })
}

/// Reads a UTF-8 file, or its unsaved text.
fn read_text(path: &Path, unsaved: Unsaved<'_>) -> Outcome<String> {
    if let Some(text) = unsaved(path) {
        return Ok(text);
    }
    let bytes = std::fs::read(path).map_err(|error| Fault::reading(path, &error))?;
    String::from_utf8(bytes).map_err(|error| {
        let line =
            error.as_bytes()[..error.utf8_error().valid_up_to()].iter().filter(|b| **b == b'\n').count() + 1;
        let path = path.display();
        Fault::new(message!(
            "「{path}」第 {line} 行起不是 UTF-8 编码，请在编辑器里另存为 UTF-8",
            "「{path}」 is not UTF-8 from line {line} on; save it as UTF-8 in your editor"
        ))
    })
}

/// The path without `x/..` and `.` in its middle, so that it reads well; what it names stays the same but for linked folders.
fn tidy(path: &Path) -> PathBuf {
    let mut tidy = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(tidy.components().next_back(), Some(Component::Normal(_))) => {
                tidy.pop();
            }
            part => tidy.push(part),
        }
    }
    if tidy.as_os_str().is_empty() { PathBuf::from(".") } else { tidy }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_the_first_word_of_a_line() {
        assert!(declares_policy("# 政策 x\n政策 甲\n"));
        assert!(declares_policy("\u{feff}policy A\n"));
        assert!(!declares_policy("规则 甲\n  依据 「政策 甲」\n"));
        assert!(!declares_policy("政策性贷款 甲\n"));
    }

    #[test]
    fn paths_are_shown_short() {
        assert_eq!(tidy(Path::new("policies/a/../b")), Path::new("policies/b"));
        assert_eq!(tidy(Path::new("../b")), Path::new("../b"));
        assert_eq!(tidy(Path::new("./")), Path::new("."));
    }

    #[test]
    fn folders_with_a_head_of_their_own_are_other_policies() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        write("政策.ce", "政策 甲\n");
        write("条款/第一条.ce", "规则 乙\n");
        write("地方/政策.ce", "政策 丙\n");
        write(".cache/x.ce", "规则 丁\n");
        let names: Vec<_> =
            read_files(folder.path(), &|_| None).unwrap().into_iter().map(|file| file.path).collect();
        assert_eq!(names, ["政策.ce", "条款/第一条.ce"].map(String::from));
    }

    #[test]
    fn a_folder_without_policy_files_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let fault = Folder::read(folder.path()).unwrap_err();
        assert!(fault.message.unwrap().zh.contains("没有政策文件"));
    }
}
