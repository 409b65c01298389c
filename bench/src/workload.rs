//! The workloads, ready to be decided.

use crate::policy::{flat_case, flat_case_times, hires, program};
use crate::records::{
    case_record, cases, employer_record, employers, employers_with, flat_case_pays, hires_pay, without_some,
};
use chrono::NaiveDate;
use qingce_runtime::columns::Columns;
use qingce_runtime::{Record, Verified};

/// A program and records of one type.
pub struct Workload {
    pub program: Verified,
    pub records: Vec<Record>,
    /// What each rule pays a record in fen, if that is known.
    pub pays: Option<Vec<Vec<i64>>>,
}

impl Workload {
    /// W2.
    pub fn flat(count: usize) -> Self {
        let program = program(&flat_case());
        let ty = program.record_named("个案").expect("the workload's record type");
        let cases = cases(count);
        Self {
            records: cases.iter().map(|case| case_record(ty, case)).collect(),
            pays: Some(cases.iter().map(|case| flat_case_pays(case).to_vec()).collect()),
            program,
        }
    }

    /// W2 with its rules so many times.
    pub fn flat_times(times: usize, count: usize) -> Self {
        let one = Self::flat(count);
        let pays = one.pays.map(|pays| pays.iter().map(|pays| pays.repeat(times)).collect());
        Self { program: program(&flat_case_times(times)), records: one.records, pays }
    }

    /// W3.
    pub fn listed(count: usize) -> Self {
        Self::of_employers(&employers(count))
    }

    /// W3 with so many hires each.
    pub fn listed_with(hires: usize, count: usize) -> Self {
        Self::of_employers(&employers_with(hires, count))
    }

    fn of_employers(employers: &[crate::records::Employer]) -> Self {
        let program = program(&hires());
        Self {
            records: employers.iter().map(|one| employer_record(&program, one)).collect(),
            pays: Some(employers.iter().map(|one| vec![hires_pay(one)]).collect()),
            program,
        }
    }

    /// With so many fields of a hundred missing.
    pub fn missing(self, percent: u64) -> Self {
        Self { records: without_some(&self.records, percent), pays: None, ..self }
    }

    /// The records as columns.
    pub fn columns(&self, records: &[Record]) -> Columns {
        let ty = self.records.first().map(|record| record.ty).expect("at least one record");
        let mut columns = Columns::new(&self.program, ty).expect("the record's own type");
        records.iter().for_each(|record| columns.push(&self.program, record).expect("the record fits"));
        columns
    }
}

/// The reference date.
pub fn day() -> Option<NaiveDate> {
    let (year, month, day) = crate::records::DAY;
    NaiveDate::from_ymd_opt(year, month.unsigned_abs(), day.unsigned_abs())
}
