//! `qingce test --mutate`: which small changes of the policy no scenario notices.

use super::at;
use crate::fault::{FAILED, Fault, Outcome};
use crate::folder::Folder;
use crate::lang::pick;
use crate::policy::verified;
use crate::screen::{Screen, Style, pad, width};
use crate::{message, say};
use qingce_compiler::Compiled;
use qingce_compiler::mutate::{Kind, Mutation, Trial, Verdict};
use qingce_compiler::scenario::run_scenarios;
use std::collections::BTreeMap;
use std::io::Write;

/// What became of the changes of one kind.
#[derive(Debug, Default, Clone, Copy)]
struct Count {
    noticed: usize,
    unnoticed: usize,
    warned: usize,
    alike: usize,
    same: usize,
    refused: usize,
}

/// Changes the policy, or one declaration of it, in one place at a time.
pub(super) fn run(folder: &Folder, compiled: Compiled, name: Option<&str>, screen: &Screen) -> Outcome<()> {
    let program = verified(compiled.program)?;
    if run_scenarios(&compiled.model, &program).iter().any(|result| !result.passed()) {
        return Err(Fault::new(message!(
            "有案例没有通过；先用 qingce test 看清，再查案例能否察觉改动",
            "some scenarios fail; mend them first (qingce test), then see what they notice"
        )));
    }
    let trial = Trial::new(&compiled.model, &folder.text);
    let mut trial = trial.map_err(|_| Fault::new(message!("政策不能编译", "the policy does not compile")))?;
    let mut mutations = trial.mutations();
    if let Some(name) = name {
        let (zh, en) = (format!("「{name}」"), format!("「{name}」"));
        mutations.retain(|mutation| mutation.within.zh.ends_with(&zh) || mutation.within.en.ends_with(&en));
    }
    if mutations.is_empty() {
        return Err(Fault::new(message!("没有可以改动的地方", "there is nothing to change")));
    }
    let mut counts: BTreeMap<Kind, Count> = BTreeMap::new();
    let mut out = std::io::stdout().lock();
    for mutation in &mutations {
        let count = counts.entry(mutation.kind).or_default();
        match trial.verdict(mutation) {
            Verdict::Noticed(_) => count.noticed += 1,
            Verdict::Warned => count.warned += 1,
            Verdict::Alike => count.alike += 1,
            Verdict::Same => count.same += 1,
            Verdict::Refused(_) => count.refused += 1,
            Verdict::Unnoticed => {
                count.unnoticed += 1;
                write!(out, "{}", unnoticed(mutation, folder, screen))?;
            }
        }
    }
    write!(out, "{}", table(&counts, screen))?;
    drop(out);
    let survived = counts.values().any(|count| count.unnoticed > 0);
    if survived { Err(Fault::silent(FAILED)) } else { Ok(()) }
}

fn unnoticed(mutation: &Mutation, folder: &Folder, screen: &Screen) -> String {
    let language = screen.language;
    let word = screen.paint(Style::Bad, pick(language, "没有察觉", "not noticed"));
    let within = mutation.within.in_language(language);
    let place = screen.paint(Style::Dim, &at(mutation.place, folder));
    let file = folder.texts().nth(mutation.place.file.0).map_or("", |file| file.text.as_str());
    let span = mutation.place.span;
    let written = file.get(span.start..span.end).unwrap_or_default();
    let written = written.lines().next().unwrap_or_default().trim();
    let change = screen.paint(Style::Bold, mutation.change.in_language(language));
    let wanted = mutation.kind.advice();
    let wanted = wanted.in_language(language);
    let help = pick(language, "可以察觉的：", "would notice: ");
    format!("{word}  {within}  {place}\n  {written}\n  {change}\n  {help}{wanted}\n\n")
}

/// The counts by kind, and in all.
fn table(counts: &BTreeMap<Kind, Count>, screen: &Screen) -> String {
    let language = screen.language;
    let all = counts.values().fold(Count::default(), |sum, one| Count {
        noticed: sum.noticed + one.noticed,
        unnoticed: sum.unnoticed + one.unnoticed,
        warned: sum.warned + one.warned,
        alike: sum.alike + one.alike,
        same: sum.same + one.same,
        refused: sum.refused + one.refused,
    });
    let names: Vec<_> = counts.keys().map(|kind| kind.name()).collect();
    let widest = names.iter().map(|name| width(name.in_language(language))).max().unwrap_or(0);
    let mut text = String::new();
    for (name, count) in names.iter().zip(counts.values()) {
        let name = pad(name.in_language(language), widest);
        text.push_str(&format!("  {name}  {}\n", told(*count, screen)));
    }
    let sum = all.noticed + all.warned + all.unnoticed + all.alike + all.same + all.refused;
    let head = say!(language, "改动 {sum} 处：", "{sum} changes: ");
    let style = if all.unnoticed == 0 { Style::Good } else { Style::Bad };
    text.push_str(&screen.paint(style, &format!("{head}{}", told(all, screen))));
    text.push('\n');
    if all.warned > 0 {
        text.push_str(pick(
            language,
            "由检查察觉：改动以后 qingce check 会提醒两项待遇没有写明怎样并享\n",
            "noticed by the check: qingce check then warns that how two grants combine isn't stated\n",
        ));
    }
    if all.alike > 0 {
        text.push_str(pick(
            language,
            "已证明裁定相同：凡填写完整的档案，改动前后的裁定都相同，没有案例能察觉\n",
            "proven to decide alike: every record with nothing missing is decided as before, so no scenario can notice\n",
        ));
    }
    if all.same > 0 {
        text.push_str(pick(
            language,
            "不改变裁定：改动以后编译出的程序在施行期间内完全相同，任何档案的裁定都不会不同\n",
            "no decision changed: the changed policy compiles to the same program over the period in force\n",
        ));
    }
    text
}

fn told(count: Count, screen: &Screen) -> String {
    let language = screen.language;
    let Count { noticed, unnoticed, warned, alike, same, refused } = count;
    let mut parts = vec![say!(language, "察觉 {noticed}", "{noticed} noticed")];
    if unnoticed > 0 {
        parts.push(say!(language, "没有察觉 {unnoticed}", "{unnoticed} not noticed"));
    }
    if warned > 0 {
        parts.push(say!(language, "由检查察觉 {warned}", "{warned} noticed by the check"));
    }
    if alike > 0 {
        parts.push(say!(language, "已证明裁定相同 {alike}", "{alike} proven to decide alike"));
    }
    if same > 0 {
        parts.push(say!(language, "不改变裁定 {same}", "{same} that change no decision"));
    }
    if refused > 0 {
        parts.push(say!(language, "不能编译 {refused}", "{refused} that do not compile"));
    }
    parts.join(pick(language, "，", ", "))
}
