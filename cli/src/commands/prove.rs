//! `qingce prove`: whether a policy's guarantees hold of every record.

use crate::args::{Prove, ProveFormat};
use crate::fault::{FAILED, Fault, Outcome};
use crate::folder::Folder;
use crate::lang::pick;
use crate::screen::{Screen, Style};
use crate::source::line;
use crate::{message, policy, say, solver, spell};
use qingce_compiler::Compiled;
use qingce_compiler::model::{Guarantee, Model};
use qingce_compiler::prove::{Counterexample, Open, Verdict, prove};
use qingce_compiler::scenario::{Draft, draft_text, record_of};
use qingce_runtime::Program;
use serde_json::{Value as Json, json};
use std::io::Write;

/// Proves the guarantees, one after the other.
pub fn run(given: &Prove, screen: &Screen) -> Outcome<()> {
    let folder = Folder::read(&given.policy)?;
    let Compiled { model, program, .. } = policy::compiled(&folder, screen)?;
    let wanted = |one: &&Guarantee| given.guarantee.as_ref().is_none_or(|name| one.name == *name);
    let guarantees: Vec<&Guarantee> = model.guarantees.iter().filter(wanted).collect();
    if let Some(name) = given.guarantee.as_ref().filter(|_| guarantees.is_empty()) {
        return Err(Fault::usage(message!(
            "没有名为「{name}」的保证",
            "there is no guarantee named 「{name}」"
        )));
    }
    let mut ask = solver::find(given.solver.as_deref())?;
    let mut out = std::io::stdout().lock();
    let (mut proven, mut refuted, mut open) = (0, 0, 0);
    let mut told = Vec::new();
    for guarantee in guarantees {
        let verdict = match &mut ask {
            Some(ask) => prove(&model, &folder.text, guarantee, Some(&mut |script: &str| ask.answer(script))),
            None => prove(&model, &folder.text, guarantee, None),
        };
        match &verdict {
            Verdict::Proven { .. } => proven += 1,
            Verdict::Refuted(_) => refuted += 1,
            Verdict::Open(_) => open += 1,
        }
        match given.format {
            ProveFormat::Text => write!(out, "{}", text(&model, guarantee, &verdict, &folder, screen))?,
            ProveFormat::Json => told.push(as_json(&model, &program, guarantee, &verdict)),
        }
    }
    match given.format {
        ProveFormat::Text => writeln!(out, "{}", summary(proven, refuted, open, screen))?,
        ProveFormat::Json => {
            serde_json::to_writer_pretty(&mut out, &told).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
    }
    drop(out);
    if refuted > 0 { Err(Fault::silent(FAILED)) } else { Ok(()) }
}

/// One guarantee with what is known of it.
fn text(model: &Model, guarantee: &Guarantee, verdict: &Verdict, folder: &Folder, screen: &Screen) -> String {
    let language = screen.language;
    let (style, word) = match verdict {
        Verdict::Proven { by_solver: false } => (Style::Good, pick(language, "已证明", "proven")),
        Verdict::Proven { by_solver: true } => {
            (Style::Good, pick(language, "已由求解器证明", "proven by the solver"))
        }
        Verdict::Refuted(_) => (Style::Bad, pick(language, "不成立", "does not hold")),
        Verdict::Open(_) => (Style::Doubtful, pick(language, "未能证明", "not proven")),
    };
    let place = guarantee.place;
    let file = folder.texts().nth(place.file.0).map_or("", |file| file.text.as_str());
    let path = folder.paths.get(place.file.0).map(|path| path.display().to_string()).unwrap_or_default();
    let at = format!("{path}:{}", line(file, place.span.start) + 1);
    let mut out =
        format!("{}  {}  {}\n", screen.paint(style, word), guarantee.name, screen.paint(Style::Dim, &at));
    match verdict {
        Verdict::Proven { .. } => {}
        Verdict::Refuted(found) => {
            out.push_str(pick(
                language,
                "  例如下面这份档案（可以直接写进案例文件）：\n",
                "  for example of this record, which can be put into a file of scenarios as it stands:\n",
            ));
            for (name, record) in records(guarantee, found) {
                let date = Some(found.reference_date);
                let draft = Draft { name: &name, subject: found.subject, record, reference_date: date, lines: &[] };
                for line in draft_text(model, &draft).lines() {
                    out.push_str(&format!("    {line}\n"));
                }
            }
        }
        Verdict::Open(Open::Faulty) => out.push_str(pick(
            language,
            "  这个保证写得有错，先运行 qingce check\n",
            "  this guarantee has errors: run `qingce check` first\n",
        )),
        Verdict::Open(Open::TooRich) => out.push_str(pick(
            language,
            "  没有找到不成立的档案，也不能证明：规则里的算法超出了证明的能力\n",
            "  no record was found of which it doesn't hold, and it can't be proven: the rules reckon in ways beyond the proof\n",
        )),
    }
    out
}

/// The counterexample's records, each with a name for a scenario.
fn records<'c>(
    guarantee: &Guarantee,
    found: &'c Counterexample,
) -> Vec<(String, &'c qingce_compiler::model::Data)> {
    let first = (format!("{}_反例", guarantee.name), &found.record);
    let second = found.again.as_ref().map(|again| (format!("{}_反例_增加后", guarantee.name), again));
    [first].into_iter().chain(second).collect()
}

fn as_json(model: &Model, program: &Program, guarantee: &Guarantee, verdict: &Verdict) -> Json {
    let record = |data| spell::json(program, &record_of(model, guarantee.subject, data));
    let (verdict, more) = match verdict {
        Verdict::Proven { by_solver } => ("proven", json!({"by_solver": by_solver})),
        Verdict::Refuted(found) => (
            "refuted",
            json!({
                "reference_date": found.reference_date,
                "record": record(&found.record),
                "again": found.again.as_ref().map(record),
            }),
        ),
        Verdict::Open(_) => ("open", json!({})),
    };
    json!({"guarantee": guarantee.name, "verdict": verdict, "details": more})
}

fn summary(proven: usize, refuted: usize, open: usize, screen: &Screen) -> String {
    let style = match (refuted, open) {
        (0, 0) => Style::Good,
        (0, _) => Style::Doubtful,
        _ => Style::Bad,
    };
    let text = say!(
        screen.language,
        "{proven} 项保证已证明，{refuted} 项不成立，{open} 项未能证明",
        "{proven} guarantees proven, {refuted} do not hold, {open} not proven"
    );
    screen.paint(style, &text)
}
