//! Writes the records and what the rules pay them, for peers in other languages: `records FOLDER [RECORDS]`.

use peers::texts::{FIELDS, csv, employer_json};
use qingce_bench::records::{cases, employers, flat_case_pays, hires_pay};
use std::error::Error;
use std::fs::{create_dir_all, write};
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("records FOLDER [RECORDS]")?);
    let count = std::env::args().nth(2).map_or(Ok(100_000), |count| count.parse())?;
    create_dir_all(&folder)?;
    let (cases, employers) = (cases(count), employers(count));
    let head = |fields: &str| vec![fields.to_owned()];
    let pays = |case| flat_case_pays(case).map(|fen| fen.to_string()).join(",");
    let files = [
        ("cases.csv", [head(FIELDS), cases.iter().map(csv).collect()].concat()),
        (
            "cases-pay.csv",
            [head("labour,startup,recognition,loan"), cases.iter().map(pays).collect()].concat(),
        ),
        ("employers.jsonl", employers.iter().map(employer_json).collect()),
        (
            "employers-pay.csv",
            [head("hires"), employers.iter().map(|one| hires_pay(one).to_string()).collect()].concat(),
        ),
    ];
    for (name, lines) in files {
        write(folder.join(name), lines.join("\n") + "\n")?;
    }
    Ok(())
}
