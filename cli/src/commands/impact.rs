//! `qingce impact`: whom a change concerns, and what it costs.

use crate::args::{self, ImpactFormat};
use crate::decided::Around;
use crate::decider::Decider;
use crate::fault::{Fault, Outcome};
use crate::impact::both::Both;
use crate::impact::list::List;
use crate::impact::told::{self, AsOf, Swept};
use crate::lang::{Message, pick};
use crate::policy::Policy;
use crate::run::{Given, Run};
use crate::screen::Screen;
use crate::whole;
use chrono::NaiveDate;
use qingce_change::{Comparison, Impact, Pair, Ruled, Sweep, compare};
use qingce_runtime::{Machine, Verified};
use rust_decimal::Decimal;
use std::io::Write;

/// Decides the records under both policies, and tells what became different.
pub fn run(given: &args::Impact, screen: &Screen) -> Outcome<()> {
    let (old, new) = (Policy::load(&given.old, screen)?, Policy::load(&given.new, screen)?);
    let comparison = match (&old.model, &new.model) {
        (Some(old), Some(new)) => Some(compare(old, new)),
        _ => None,
    };
    let samples = new.samples();
    let records = match (given.records.as_slice(), &samples) {
        ([], Some(samples)) => std::slice::from_ref(samples),
        (records, _) => records,
    };
    let days: Vec<Option<NaiveDate>> =
        if given.as_of.is_empty() { vec![None] } else { given.as_of.iter().copied().map(Some).collect() };
    let mut list = given.list.as_deref().map(|path| List::create(path, screen.language)).transpose()?;
    let mut all = Vec::new();
    for day in &days {
        let both = Both { policies: [&old, &new], records, record: given.record.as_deref(), as_of: *day };
        all.push(one(&both, list.as_mut(), comparison.as_ref(), screen)?);
    }
    let swept = match &given.sweep {
        Some(text) => {
            let sweep = Sweep::read(text).map_err(|said| Fault::usage(Message::new(said.zh, said.en)))?;
            let asked = Given {
                records,
                rules: &[],
                granted: None,
                record: given.record.as_deref(),
                as_of: days.first().copied().flatten(),
            };
            Some(costs(&sweep, &new, asked, screen)?)
        }
        None => None,
    };
    if let Some(list) = list {
        list.finish()?;
    }
    let bytes = written(given.format, &all, swept.as_ref(), screen)?;
    match &given.out {
        Some(path) => whole::write(path, &bytes),
        None => Ok(std::io::stdout().write_all(&bytes)?),
    }
}

fn one(
    both: &Both<'_>,
    mut list: Option<&mut List>,
    comparison: Option<&Comparison>,
    screen: &Screen,
) -> Outcome<AsOf> {
    let (impact, bad) = both.impact(screen, &mut |record, moved| match list.as_deref_mut() {
        Some(list) => list.add(record, moved, comparison),
        None => Ok(()),
    })?;
    Ok(AsOf { day: both.as_of, impact, bad })
}

/// What every value of a standard would cost under the new policy.
fn costs(sweep: &Sweep, policy: &Policy, asked: Given<'_>, screen: &Screen) -> Outcome<Swept> {
    let programs =
        sweep.programs(&policy.program).map_err(|said| Fault::usage(Message::new(said.zh, said.en)))?;
    let mut costs = Vec::new();
    for (value, program) in programs {
        let program: Verified = crate::policy::verified(program)?;
        let Run { mut sources, ledger, .. } = Run::prepare(policy, asked, screen)?;
        let around = Around {
            program: &program,
            as_of: asked.as_of,
            for_all: true,
            rules: &[],
            language: screen.language,
        };
        let mut counted = Impact::default();
        let (mut decider, mut machine) = (Decider::new(around, ledger), Machine::new(&program));
        Run::chunks(&mut sources, &program, &mut |first, chunk| {
            let decided = decider.decide(first, chunk)?;
            let rows: Vec<(usize, usize)> = decided.chunk.good().map(|row| (row, row)).collect();
            let nothing = Ruled { program: &program, columns: &[] };
            let sides = Pair { before: nothing, after: Ruled { columns: &decided.columns, ..nothing } };
            let batch = decided.chunk.batch();
            for place in counted.settle(sides, &rows).unsettled {
                let Some((_, row)) = rows.get(place) else { continue };
                counted.add(&[], &decided.decisions(around, &mut machine, (&batch, *row))?);
            }
            Ok(())
        })?;
        let (granted, ceilings): (Decimal, Decimal) = (counted.granted().after, counted.ceilings().after);
        costs.push((value, granted, ceilings));
    }
    Ok(Swept { standard: sweep.standard.clone(), costs })
}

fn written(format: ImpactFormat, all: &[AsOf], swept: Option<&Swept>, screen: &Screen) -> Outcome<Vec<u8>> {
    let language = screen.language;
    let fault = |error: String| Fault::new(Message::new(error.clone(), error));
    match format {
        ImpactFormat::Table => Ok(told::text(all, swept, language).into_bytes()),
        ImpactFormat::Html => Ok(told::page_of(all, swept, language).into_bytes()),
        ImpactFormat::Json => {
            let impacts = all.iter().map(|one| {
                serde_json::json!({ "as_of": one.day, "unreadable": one.bad, "impact": one.impact,
                    "granted": one.impact.granted(), "ceilings": one.impact.ceilings() })
            });
            let swept =
                swept.map(|swept| serde_json::json!({ "standard": swept.standard, "costs": swept.costs }));
            let data = serde_json::json!({ "impacts": impacts.collect::<Vec<_>>(), "sweep": swept });
            Ok((serde_json::to_string_pretty(&data).map_err(|error| fault(error.to_string()))? + "\n")
                .into_bytes())
        }
        ImpactFormat::Csv => {
            let mut writer = csv::Writer::from_writer(Vec::new());
            let titles = told::TITLES.map(|(zh, en)| pick(language, zh, en));
            writer.write_record(titles).map_err(|error| fault(error.to_string()))?;
            for row in told::rows(all) {
                writer.write_record(&row).map_err(|error| fault(error.to_string()))?;
            }
            writer.into_inner().map_err(|error| fault(error.to_string()))
        }
    }
}
