//! `qingce fmt`: one layout for all policy files.

use crate::args::{Fmt, Lang};
use crate::fault::{FAILED, Fault, Outcome};
use crate::folder::Folder;
use crate::lang::Language;
use crate::screen::Screen;
use crate::{message, say, whole};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Lays out the files, or tells which ones aren't.
pub fn run(given: &Fmt, screen: &Screen) -> Outcome<()> {
    let to = given.to.map(|language| match language {
        Lang::Zh => Language::Chinese,
        Lang::En => Language::English,
    });
    let mut changed = 0;
    let mut total = 0;
    for path in &given.paths {
        for (path, text) in files(path)? {
            total += 1;
            let laid_out = qingce_grammar::format(&text, to);
            if laid_out == text {
                continue;
            }
            changed += 1;
            if given.check {
                let path = path.display();
                let line = say!(screen.language, "需要整理：{path}", "not laid out: {path}");
                writeln!(std::io::stdout(), "{line}")?;
            } else {
                whole::write(&path, laid_out.as_bytes())?;
            }
        }
    }
    if given.check {
        return if changed == 0 { Ok(()) } else { Err(Fault::silent(FAILED)) };
    }
    eprintln!(
        "{}",
        say!(
            screen.language,
            "{total} 个文件，整理了 {changed} 个",
            "{total} files, {changed} laid out anew"
        )
    );
    Ok(())
}

/// The policy's own files under a folder, or the one file.
fn files(path: &Path) -> Outcome<Vec<(PathBuf, String)>> {
    let folder = Folder::read(path)?;
    let own = folder.paths.iter().zip(folder.texts()).take(folder.programs).skip(folder.own);
    let own = own.map(|(path, file)| (path.clone(), file.text.clone()));
    if path.is_dir() {
        return Ok(own.collect());
    }
    let real = path.canonicalize().map_err(|error| Fault::reading(path, &error))?;
    let one: Vec<_> = own.filter(|(path, _)| path.canonicalize().is_ok_and(|path| path == real)).collect();
    if one.is_empty() {
        let path = path.display();
        return Err(Fault::new(message!("「{path}」不是政策文件", "「{path}」 is no policy file")));
    }
    Ok(one)
}
