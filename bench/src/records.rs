//! Seeded records, and what the policies of the workloads say of them.

use qingce_runtime::calendar;
use qingce_runtime::program::{Day, RecordId};
use qingce_runtime::{Program, Record, Row, Value, Verified};

/// The day that records are decided on: a leap day, so that a year before and after it is clamped.
pub const DAY: (i32, i32, i32) = (2024, 2, 29);
const SEED: u64 = 20_240_229;

/// One flat case: every field as the machine counts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Case {
    pub household: u8,
    pub destination: u8,
    /// Tenths.
    pub months: i16,
    pub category: u8,
    pub organisation: u8,
    pub registered: bool,
    pub licensed: bool,
    pub since: Day,
    pub level: u8,
    pub loan: u8,
    pub partners: u8,
    /// Fen.
    pub requested: i64,
}

/// One hire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hire {
    pub category: u8,
    pub contract: bool,
    pub insured: bool,
    pub new_post: bool,
}

/// An employer with hires.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Employer {
    pub kind: u8,
    pub hires: Vec<Hire>,
}

/// SplitMix64.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(n)) >> 64) as u64
    }

    fn option(&mut self, n: u64) -> u8 {
        self.below(n) as u8
    }

    fn chance(&mut self, of: u64, n: u64) -> bool {
        self.below(n) < of
    }
}

/// Flat cases.
pub fn cases(count: usize) -> Vec<Case> {
    let mut dice = Dice(SEED);
    let (first, last) = (date(2022, 1, 1), date(2024, 2, 29));
    let case = |dice: &mut Dice| Case {
        household: if dice.chance(1, 2) { 0 } else { dice.option(4) },
        destination: if dice.chance(1, 2) { 0 } else { dice.option(4) },
        months: dice.below(100) as i16,
        category: dice.option(8),
        organisation: dice.option(5),
        registered: dice.chance(3, 4),
        licensed: dice.chance(3, 4),
        since: first + dice.below((last - first + 1) as u64) as Day,
        level: dice.option(3),
        loan: dice.option(3),
        partners: 1 + dice.option(20),
        requested: dice.below(500_000_000) as i64,
    };
    (0..count).map(|_| case(&mut dice)).collect()
}

/// Employers with one to twenty hires.
pub fn employers(count: usize) -> Vec<Employer> {
    employers_by(count, |dice| 1 + dice.below(20))
}

/// Employers with so many hires each.
pub fn employers_with(hires: usize, count: usize) -> Vec<Employer> {
    employers_by(count, |_| hires as u64)
}

fn employers_by(count: usize, hires: impl Fn(&mut Dice) -> u64) -> Vec<Employer> {
    let mut dice = Dice(SEED ^ 0xa5a5);
    let employer = |dice: &mut Dice| {
        let kind = if dice.chance(1, 4) { 5 + dice.option(3) } else { dice.option(5) };
        let hires = (0..hires(dice))
            .map(|_| Hire {
                category: dice.option(8),
                contract: dice.chance(4, 5),
                insured: dice.chance(4, 5),
                new_post: dice.chance(4, 5),
            })
            .collect();
        Employer { kind, hires }
    };
    (0..count).map(|_| employer(&mut dice)).collect()
}

fn date(year: i32, month: i32, day: i32) -> Day {
    calendar::day(year, month, day).expect("a day of the calendar")
}

/// The reference date.
pub fn day() -> Day {
    date(DAY.0, DAY.1, DAY.2)
}

/// What W2 pays a case in fen: labour, start-up, recognition, loan; 0 where a rule doesn't apply.
pub fn flat_case_pays(case: &Case) -> [i64; 4] {
    let labour = case.household == 0 && case.destination == 0 && (20..60).contains(&case.months);
    let hard = matches!(case.category, 0 | 3 | 4);
    let year_ago = date(2023, 2, 28);
    let started = case.organisation <= 1 && case.registered && case.licensed && case.since <= year_ago;
    let ceiling = match case.loan {
        0 => 20_000_000,
        1 => (22_000_000 * i64::from(case.partners)).min(220_000_000),
        _ => 400_000_000,
    };
    [
        if labour { 5_000 + if hard { 5_000 } else { 0 } } else { 0 },
        if started { 1_000_000 } else { 0 },
        [0, 50_000_000, 100_000_000][usize::from(case.level)],
        case.requested.min(ceiling),
    ]
}

/// What W3 pays an employer in fen.
pub fn hires_pay(employer: &Employer) -> i64 {
    if employer.kind > 4 {
        return 0;
    }
    let counts = |hire: &&Hire| hire.category <= 4 && hire.contract && hire.insured && hire.new_post;
    employer.hires.iter().filter(counts).count() as i64 * 100_000
}

fn cell(value: impl Into<i128>) -> Value {
    Value::Cell(value.into())
}

/// A case as a record.
pub fn case_record(ty: RecordId, case: &Case) -> Record {
    let values = vec![
        cell(case.household),
        cell(case.destination),
        cell(case.months),
        cell(case.category),
        cell(case.organisation),
        cell(i128::from(case.registered)),
        cell(i128::from(case.licensed)),
        cell(case.since),
        cell(case.level),
        cell(case.loan),
        cell(case.partners),
        cell(case.requested),
    ];
    Record { ty, values }
}

/// The records with so many fields of a hundred missing, those of members too.
pub fn without_some(records: &[Record], percent: u64) -> Vec<Record> {
    fn without(record: &Record, percent: u64, dice: &mut Dice) -> Record {
        let values = record.values.iter().map(|value| match value {
            _ if dice.chance(percent, 100) => Value::Missing,
            Value::List(members) => {
                Value::List(members.iter().map(|member| without(member, percent, dice)).collect())
            }
            value => value.clone(),
        });
        Record { ty: record.ty, values: values.collect() }
    }
    let mut dice = Dice(SEED ^ 0x5a5a);
    records.iter().map(|record| without(record, percent, &mut dice)).collect()
}

/// Records as rows.
pub fn filled(program: &Verified, records: &[Record]) -> Vec<Row> {
    let row = |record| {
        let mut row = Row::new();
        row.fill(program, record).expect("the record fits");
        row
    };
    records.iter().map(row).collect()
}

/// An employer as a record.
pub fn employer_record(program: &Program, employer: &Employer) -> Record {
    let ty = |name| program.record_named(name).expect("a record type of the workload");
    let member = ty("人员");
    let hires = employer.hires.iter().map(|hire| Record {
        ty: member,
        values: vec![
            cell(hire.category),
            cell(i128::from(hire.contract)),
            cell(i128::from(hire.insured)),
            cell(i128::from(hire.new_post)),
        ],
    });
    Record { ty: ty("用工单位"), values: vec![cell(employer.kind), Value::List(hires.collect())] }
}
