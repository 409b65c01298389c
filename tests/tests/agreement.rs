//! Random policies on random records, missing fields included: the program run plainly, the program run with a trace and the
//! slow evaluator say the same.
//!
//! `QINGCE_CASES` asks for more policies than the few of an ordinary run, `QINGCE_SEED` for others.

use qingce_tests::random::compare::{Difference, Tally, compare, cut_down};
use qingce_tests::random::policy::RandomPolicy;
use qingce_tests::random::rng::Rng;

/// Policies of an ordinary run.
const CASES: u64 = 200;

fn asked(variable: &str, usual: u64) -> u64 {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

#[test]
fn programs_agree_with_the_slow_evaluator() {
    let (cases, first) = (asked("QINGCE_CASES", CASES), asked("QINGCE_SEED", 1));
    let mut tally = Tally::default();
    for seed in first..first + cases {
        let policy = RandomPolicy::new(&mut Rng::new(seed));
        if let Err(Difference(what)) = compare(seed, &policy, &mut tally) {
            let small = cut_down(seed, &policy);
            let what = match compare(seed, &small, &mut Tally::default()) {
                Err(Difference(what)) => what,
                Ok(()) => what,
            };
            panic!("seed {seed}: {what}\n{}", small.parts.join("\n"));
        }
    }
    println!("{tally:?}");
    let compared = usize::try_from(cases).unwrap() * 2;
    assert!(tally.records > compared, "too few records could be compared: {tally:?}");
    assert!(
        tally.too_big * 100 <= tally.records,
        "too many numbers outgrew what they are held in: {tally:?}"
    );
}
