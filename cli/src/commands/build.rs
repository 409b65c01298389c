//! `qingce build`: a policy as one file that runs without its folder.

use crate::args::Build;
use crate::fault::Outcome;
use crate::folder::Folder;
use crate::policy::{compiled, verified};
use crate::screen::Screen;
use crate::{say, whole};
use std::io::Write;
use std::path::PathBuf;

/// Compiles the policy, and writes or lists its program.
pub fn run(given: &Build, screen: &Screen) -> Outcome<()> {
    let folder = Folder::read(&given.policy)?;
    let program = verified(compiled(&folder, screen)?.program)?;
    if given.listing {
        let listing = program.listing();
        return match &given.out {
            Some(path) => whole::write(path, listing.as_bytes()),
            None => Ok(std::io::stdout().write_all(listing.as_bytes())?),
        };
    }
    let path = given.out.clone().unwrap_or_else(|| file_name(&folder));
    let bytes = program.to_bytes();
    whole::write(&path, &bytes)?;
    let (rules, size, path) = (program.rules.len(), bytes.len(), path.display());
    eprintln!(
        "{}",
        say!(
            screen.language,
            "已写入 {path}：{rules} 条规则，{size} 字节",
            "wrote {path}: {rules} rules, {size} bytes"
        )
    );
    Ok(())
}

/// The folder's name with `.qcb`, in the working folder.
fn file_name(folder: &Folder) -> PathBuf {
    let real = folder.path().canonicalize().unwrap_or_else(|_| folder.path().to_owned());
    let mut name = real.file_name().unwrap_or_else(|| "policy".as_ref()).to_owned();
    name.push(".qcb");
    PathBuf::from(name)
}
