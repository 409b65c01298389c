//! Many records at a time: plain loops without branches, compiled for the instructions that the processor has.

use fearless_simd::{Level, dispatch};
use qingce_bench::records::{Case, Employer};
use qingce_runtime::program::Day;

/// Cases, a column each field.
pub struct Cases {
    household: Vec<u8>,
    destination: Vec<u8>,
    months: Vec<i16>,
    category: Vec<u8>,
    organisation: Vec<u8>,
    registered: Vec<u8>,
    licensed: Vec<u8>,
    since: Vec<Day>,
    level: Vec<u8>,
    loan: Vec<u8>,
    partners: Vec<u8>,
    requested: Vec<i64>,
}

impl Cases {
    pub fn new(cases: &[Case]) -> Self {
        fn column<T>(cases: &[Case], field: impl Fn(&Case) -> T) -> Vec<T> {
            cases.iter().map(field).collect()
        }
        Self {
            household: column(cases, |case| case.household),
            destination: column(cases, |case| case.destination),
            months: column(cases, |case| case.months),
            category: column(cases, |case| case.category),
            organisation: column(cases, |case| case.organisation),
            registered: column(cases, |case| u8::from(case.registered)),
            licensed: column(cases, |case| u8::from(case.licensed)),
            since: column(cases, |case| case.since),
            level: column(cases, |case| case.level),
            loan: column(cases, |case| case.loan),
            partners: column(cases, |case| case.partners),
            requested: column(cases, |case| case.requested),
        }
    }
}

/// What the four rules of W2 pay. Each field belongs to one rule, so that a rule after the other reads everything once.
pub fn cases(level: Level, cases: &Cases, year_ago: Day, paid: &mut [Vec<i64>; 4]) {
    let [labour, startup, recognition, loan] = paid;
    dispatch!(level, _simd => {
        pay_labour(cases, labour);
        pay_startup(cases, year_ago, startup);
        pay_recognition(cases, recognition);
        pay_loan(cases, loan);
    });
}

/// The amount if it is paid.
#[inline(always)]
fn if_paid(paid: bool, amount: i64) -> i64 {
    -i64::from(paid) & amount
}

#[inline(always)]
fn pay_labour(cases: &Cases, paid: &mut [i64]) {
    let fields = cases.household.iter().zip(&cases.destination).zip(&cases.months).zip(&cases.category);
    for (paid, (((household, destination), months), category)) in paid.iter_mut().zip(fields) {
        let applies = (*household == 0) & (*destination == 0) & (*months >= 20) & (*months < 60);
        let hard = (*category == 0) | (*category == 3) | (*category == 4);
        *paid = if_paid(applies, 5_000) + if_paid(applies & hard, 5_000);
    }
}

#[inline(always)]
fn pay_startup(cases: &Cases, year_ago: Day, paid: &mut [i64]) {
    let fields = cases.organisation.iter().zip(&cases.registered).zip(&cases.licensed).zip(&cases.since);
    for (paid, (((organisation, registered), licensed), since)) in paid.iter_mut().zip(fields) {
        let applies = (*organisation <= 1) & (*registered & *licensed == 1) & (*since <= year_ago);
        *paid = if_paid(applies, 1_000_000);
    }
}

#[inline(always)]
fn pay_recognition(cases: &Cases, paid: &mut [i64]) {
    for (paid, level) in paid.iter_mut().zip(&cases.level) {
        *paid = if_paid(*level == 1, 50_000_000) | if_paid(*level == 2, 100_000_000);
    }
}

#[inline(always)]
fn pay_loan(cases: &Cases, paid: &mut [i64]) {
    let fields = cases.loan.iter().zip(&cases.partners).zip(&cases.requested);
    for (paid, ((loan, partners), requested)) in paid.iter_mut().zip(fields) {
        // Ten partners reach the total, so that 32 bits hold the product.
        let partnership = i32::from((*partners).min(10)) * 22_000_000;
        let ceiling = match *loan {
            0 => 20_000_000,
            1 => partnership,
            _ => 400_000_000,
        };
        *paid = (*requested).min(i64::from(ceiling));
    }
}

/// Employers and all their hires, a column each field; of employer n the hires from offset n to before offset n + 1.
pub struct Hires {
    kind: Vec<u8>,
    offsets: Vec<usize>,
    category: Vec<u8>,
    contract: Vec<u8>,
    insured: Vec<u8>,
    new_post: Vec<u8>,
}

impl Hires {
    pub fn new(employers: &[Employer]) -> Self {
        let hires = || employers.iter().flat_map(|employer| &employer.hires);
        let mut offsets = vec![0];
        for employer in employers {
            offsets.push(offsets.last().expect("the first") + employer.hires.len());
        }
        Self {
            kind: employers.iter().map(|employer| employer.kind).collect(),
            offsets,
            category: hires().map(|hire| hire.category).collect(),
            contract: hires().map(|hire| u8::from(hire.contract)).collect(),
            insured: hires().map(|hire| u8::from(hire.insured)).collect(),
            new_post: hires().map(|hire| u8::from(hire.new_post)).collect(),
        }
    }
}

/// 64 hires: a bit each if it counts, and how many counted before them.
#[derive(Clone, Copy)]
pub struct Word {
    bits: u64,
    before: u64,
}

/// What W3 pays.
pub fn hires(level: Level, hires: &Hires, room: &mut Vec<Word>, paid: &mut [i64]) {
    dispatch!(level, _simd => {
        count_hires(hires, room);
        pay_hires(hires, room, paid);
    });
}

#[inline(always)]
fn count_hires(hires: &Hires, words: &mut Vec<Word>) {
    words.clear();
    let mut before = 0;
    let mut push = |counts: &[u8; 64]| {
        let bits = pack(counts);
        words.push(Word { bits, before });
        before += u64::from(bits.count_ones());
    };
    let (category, category_rest) = hires.category.as_chunks::<64>();
    let (contract, contract_rest) = hires.contract.as_chunks::<64>();
    let (insured, insured_rest) = hires.insured.as_chunks::<64>();
    let (new_post, new_post_rest) = hires.new_post.as_chunks::<64>();
    for (((category, contract), insured), new_post) in
        category.iter().zip(contract).zip(insured).zip(new_post)
    {
        let mut counts = [0; 64];
        count(category, contract, insured, new_post, &mut counts);
        push(&counts);
    }
    let mut counts = [0; 64];
    count(category_rest, contract_rest, insured_rest, new_post_rest, &mut counts);
    push(&counts);
}

/// 1 for each hire that counts, else 0.
#[inline(always)]
fn count(category: &[u8], contract: &[u8], insured: &[u8], new_post: &[u8], counts: &mut [u8]) {
    let fields = category.iter().zip(contract).zip(insured).zip(new_post);
    for (counts, (((category, contract), insured), new_post)) in counts.iter_mut().zip(fields) {
        *counts = u8::from(*category <= 4) & contract & insured & new_post;
    }
}

/// Bytes of 0 or 1 as bits.
#[inline(always)]
fn pack(bytes: &[u8; 64]) -> u64 {
    let (eights, _) = bytes.as_chunks::<8>();
    let bits = eights.iter().map(|eight| {
        // The product moves the bit of byte n to bit 56 + n; no two fall on the same place.
        u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56
    });
    bits.zip(0..).fold(0, |word, (bits, n)| word | (bits << (8 * n)))
}

#[inline(always)]
fn pay_hires(hires: &Hires, words: &[Word], paid: &mut [i64]) {
    let counted = |offset: usize| {
        let word = words.get(offset / 64).copied().unwrap_or(Word { bits: 0, before: 0 });
        word.before + u64::from((word.bits & !(u64::MAX << (offset % 64))).count_ones())
    };
    let mut before = 0;
    for ((paid, kind), end) in paid.iter_mut().zip(&hires.kind).zip(hires.offsets.iter().skip(1)) {
        let until = counted(*end);
        *paid = if_paid(*kind <= 4, 100_000 * (until - before).cast_signed());
        before = until;
    }
}
