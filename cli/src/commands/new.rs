//! `qingce new`: a policy folder that passes `check` and `test` as it is.

use crate::args::New;
use crate::fault::{Fault, Outcome};
use crate::lang::Language;
use crate::screen::Screen;
use crate::{message, say, whole};
use std::io::Write;
use std::path::Path;

macro_rules! template {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../../templates/", $path)))),*]
    };
}

/// The Chinese files, by their paths under a folder named after the language.
const CHINESE: &[(&str, &str)] =
    template!["zh/政策.ce", "zh/第1条.ce", "zh/案例.ce", "zh/原文.tsv", "zh/样例/学员.csv"];
/// The English files.
const ENGLISH: &[(&str, &str)] =
    template!["en/policy.ce", "en/clause-1.ce", "en/scenarios.ce", "en/source.tsv", "en/samples/trainee.csv"];

/// Makes the folder, named after the policy, in the working folder.
pub fn run(given: &New, screen: &Screen) -> Outcome<()> {
    let name = given.name.as_str();
    if !is_name(name) {
        return Err(Fault::usage(message!(
            "「{name}」不能作名称：名称以文字开头，中间没有空格和标点",
            "「{name}」 cannot be a name: a name begins with a letter and has no blanks or punctuation (`-` between letters is allowed)"
        )));
    }
    let folder = Path::new(name);
    if folder.exists() {
        return Err(Fault::new(message!(
            "已经有「{name}」，没有改动",
            "「{name}」 is there already; nothing was changed"
        )));
    }
    let files = match screen.language {
        Language::Chinese => CHINESE,
        Language::English => ENGLISH,
    };
    for (path, text) in files {
        let (_, path) = path.split_once('/').unwrap_or_default();
        let path = folder.join(path);
        let parent = path.parent().unwrap_or(folder);
        std::fs::create_dir_all(parent).map_err(|error| Fault::writing(parent, &error))?;
        whole::write(&path, text.replace("{{NAME}}", name).as_bytes())?;
    }
    let next = say!(
        screen.language,
        "已建好「{name}」。接着可以：\n  qingce check {name}\n  qingce test {name}\n  qingce decide {name}",
        "made 「{name}」. Next:\n  qingce check {name}\n  qingce test {name}\n  qingce decide {name}"
    );
    writeln!(std::io::stdout(), "{next}")?;
    Ok(())
}

/// Whether the language takes this as one name.
fn is_name(name: &str) -> bool {
    let mut before: Option<char> = None;
    let mut rest = name.chars().peekable();
    while let Some(c) = rest.next() {
        let joined = c == '-'
            && before.is_some_and(|b| b.is_ascii_alphanumeric())
            && rest.peek().is_some_and(char::is_ascii_alphanumeric);
        let fits = if before.is_none() {
            c.is_alphabetic() || c == '_'
        } else {
            c.is_alphanumeric() || "_·".contains(c)
        };
        if !fits && !joined {
            return false;
        }
        before = Some(c);
    }
    before.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_single_words() {
        assert!(["某县培训补贴办法", "heat-grant", "a1", "_x", "阿·买"].into_iter().all(is_name));
        assert!(
            ["", "1a", "a b", "a-", "-a", "a/b", "补贴（试行）", ".."].into_iter().all(|name| !is_name(name))
        );
    }
}
