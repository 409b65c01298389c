//! `qingce explain`: the full reasoning for one record.

use crate::args::{Explain, ExplainFormat};
use crate::fault::{Fault, Outcome};
use crate::lang::spoken;
use crate::policy::Policy;
use crate::read::Item;
use crate::run::{Given, Run, bad_line, undecidable};
use crate::screen::{Screen, Style};
use crate::{message, whole, words};
use qingce_files::key::{plain_key, shown_key};
use qingce_files::reference_date::reference_date;
use qingce_prose::Phrases;
use qingce_prose::notice::Decided;
use qingce_prose::render::notice;
use qingce_runtime::{Ask, Explanation, Machine, Record};
use std::io::Write;

/// Finds the record with the key and tells why each rule came out as it did.
///
/// Records before it are decided too, so that one-off grants earlier in the same run are known as `decide` knows them.
pub fn run(given: &Explain, screen: &Screen) -> Outcome<()> {
    tell_all(&Policy::load(&given.policy, screen)?, given, screen)
}

/// The same for a policy that is loaded.
///
/// # Errors
/// Records that can't be found or decided.
pub fn tell_all(policy: &Policy, given: &Explain, screen: &Screen) -> Outcome<()> {
    let asked = Given {
        records: &given.records,
        rules: &given.rule,
        granted: given.granted.as_deref(),
        record: given.record.as_deref(),
        as_of: given.as_of,
    };
    let mut run = Run::prepare(policy, asked, screen)?;
    let program = &policy.program;
    let mut machine = Machine::new(program);
    let mut sources = std::mem::take(&mut run.sources);
    let mut found = 0;
    let mut told = String::new();
    Run::each(&mut sources, program, &mut |_, item| {
        let record = match item {
            Item::Record(record) => record,
            Item::Bad(bad) => {
                for bad in &bad {
                    eprintln!("{}", bad_line(bad, screen));
                }
                return Ok(());
            }
        };
        if plain_key(program, &record).as_deref() == Some(given.key.as_str()) {
            found += 1;
            told.push_str(&tell(&mut machine, policy, &record, &run, given, screen)?);
        }
        machine.decide(&record, run.as_of, &mut run.ledger).map_err(|error| undecidable(&error))?;
        Ok(())
    })?;
    if found == 0 {
        return Err(Fault::new(message!("没有主键是这个值的档案", "there is no record with this key")));
    }
    match &given.out {
        Some(path) => whole::write(path, told.as_bytes()),
        None => Ok(std::io::stdout().write_all(told.as_bytes())?),
    }
}

fn tell(
    machine: &mut Machine<'_>,
    policy: &Policy,
    record: &Record,
    run: &Run,
    given: &Explain,
    screen: &Screen,
) -> Outcome<String> {
    let (program, language) = (&policy.program, screen.language);
    let ty = program.record(record.ty).map_or("", |ty| ty.name.as_str());
    let key = match given.unmask {
        true => plain_key(program, record),
        false => shown_key(program, record, language),
    };
    let applicant = format!("{ty} {}", key.unwrap_or_default());
    let explanations = explanations(machine, record, run, given, screen)?;
    let phrases = policy.model.as_ref().map(|model| Phrases::new(model, spoken(language), None));
    let decided = Decided {
        program,
        phrases: phrases.as_ref(),
        explanations: &explanations,
        applicant: applicant.trim_end(),
        language: spoken(language),
    };
    match given.format {
        ExplainFormat::Text => return Ok(notice::text(&decided.notice())),
        ExplainFormat::Html => return Ok(notice::html(&decided.notice())),
        ExplainFormat::Tree => {}
    }
    let date = reference_date(program, record, run.as_of).map(|date| words::day(date, language));
    let date = date.map(|date| crate::say!(language, "（基准日 {date}）", " (reference date {date})"));
    let mut out = format!("{}{}\n\n", screen.paint(Style::Bold, &applicant), date.unwrap_or_default());
    for explanation in explanations {
        let text = explanation.text(program, spoken(language));
        out.push_str(&format!("{}\n\n", coloured(text.trim_end(), screen)));
    }
    Ok(out)
}

fn explanations(
    machine: &mut Machine<'_>,
    record: &Record,
    run: &Run,
    given: &Explain,
    screen: &Screen,
) -> Outcome<Vec<Explanation>> {
    let ask = |rule| Ask { rule, language: spoken(screen.language), reveal: given.unmask };
    let mut all = Vec::new();
    let asked: Vec<_> =
        if run.rules.is_empty() { vec![None] } else { run.rules.iter().copied().map(Some).collect() };
    for rule in asked {
        let told = machine.explain(record, run.as_of, &run.ledger, ask(rule));
        all.extend(told.map_err(|error| undecidable(&error))?);
    }
    Ok(all)
}

/// The text with its marks in colours: what holds, what doesn't, what is not known.
fn coloured(text: &str, screen: &Screen) -> String {
    let mut lines = Vec::new();
    for (n, line) in text.lines().enumerate() {
        let told = line.trim_start();
        let indent = &line[..line.len() - told.len()];
        let style = match told.chars().next() {
            _ if n == 0 => Style::Bold,
            Some('✓') => Style::Good,
            Some('✗') => Style::Bad,
            Some('？' | '?') => Style::Doubtful,
            _ => {
                lines.push(line.to_owned());
                continue;
            }
        };
        lines.push(format!("{indent}{}", screen.paint(style, told)));
    }
    lines.join("\n")
}
