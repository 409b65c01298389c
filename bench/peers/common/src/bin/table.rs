//! Makes the table from the lines that peers print: `table < LINES`. Other lines are left out.

use peers::line::{Line, Ran};
use std::collections::BTreeSet;
use std::io::{BufRead, stdin};

/// The rules of W2, in the order of their amounts.
const RULES: [&str; 4] = ["labour", "start-up", "recognition", "loan"];

fn main() -> std::io::Result<()> {
    let lines: Vec<String> = stdin().lock().lines().collect::<Result<_, _>>()?;
    let lines: Vec<Line> = lines.iter().filter_map(|line| line.parse().ok()).collect();
    let ran: Vec<&Ran> =
        lines.iter().filter_map(|line| if let Line::Ran(ran) = line { Some(ran) } else { None }).collect();
    println!(
        "| work | peer | way | records | ns a record | least | × Qingce's records | × Qingce's columns | differ |"
    );
    println!("|---|---|---|---|---|---|---|---|---|");
    let works: BTreeSet<&str> = ran.iter().map(|ran| ran.work.as_str()).collect();
    // W before r: what is worked out comes first, then what is read.
    for work in works {
        for ran in ran.iter().filter(|line| line.work == work) {
            print(ran, &ran_by_qingce(&lines, work));
        }
    }
    for line in &lines {
        if let Line::NotRun { peer, reason } = line {
            println!("| | {peer} | not run: {reason} | | | | | | |");
        }
    }
    Ok(())
}

/// What Qingce takes for this work, or for the whole of which it is a part: record by record and by columns.
fn ran_by_qingce(lines: &[Line], work: &str) -> [Option<f64>; 2] {
    let whole = work.split_once(',').map_or(work, |(whole, _)| whole);
    ["record by record", "by columns"].map(|way| {
        lines.iter().find_map(|line| match line {
            Line::Ran(ran) if ran.peer == "Qingce" && ran.work == whole && ran.way == way => Some(ran.median),
            _ => None,
        })
    })
}

fn print(ran: &Ran, qingce: &[Option<f64>; 2]) {
    let ratios: Vec<String> =
        qingce.iter().map(|base| base.map_or_else(String::new, |base| short(ran.median / base))).collect();
    println!(
        "| {} | {} | {} | {} | {} | {} | {} | {} |",
        ran.work,
        ran.peer,
        ran.way,
        ran.records,
        short(ran.median),
        short(ran.least),
        ratios.join(" | "),
        differences(ran)
    );
}

/// Three digits or so.
fn short(number: f64) -> String {
    let decimals = match number {
        ..0.1 => 3,
        ..10.0 => 2,
        ..100.0 => 1,
        _ => 0,
    };
    format!("{number:.decimals$}")
}

fn differences(ran: &Ran) -> String {
    let all: usize = ran.differ.iter().sum();
    if all == 0 {
        return "none".to_owned();
    }
    let by_rule = ran.differ.iter().zip(RULES).filter(|(differ, _)| **differ > 0);
    let by_rule: Vec<String> = by_rule.map(|(differ, rule)| format!("{rule} {differ}")).collect();
    let of = ran.agree + all;
    match ran.work.as_str() {
        work if work.starts_with("W2") => format!("{all} of {of} ({})", by_rule.join(", ")),
        _ => format!("{all} of {of}"),
    }
}
