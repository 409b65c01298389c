//! Arithmetic, rounding, standards, scales and dates in rules, with what can go wrong.

mod support;

use qingce_runtime::program::{CellType, Compare, PeriodUnit, Reg, Rounding};
use qingce_runtime::{Machine, MemoryLedger, Record, Verified};
use support::tables::money;
use support::{Code, agent, date, one_rule, outcome, short, verified};

fn granting(amount: impl FnOnce(&mut Code<'_>) -> Reg) -> Verified {
    verified(one_rule(|code| {
        let amount = amount(code);
        code.grant(amount);
    }))
}

fn decide(program: &Verified, record: Record) -> String {
    short(&outcome(program, &record))
}

#[test]
fn sums_products_and_quotients() {
    let program = granting(|code| {
        let (lent, area) = (code.load(0, "借款"), code.load(0, "亩数"));
        let product = code.multiply(lent, area);
        let rounded = code.round(product, 10, money(), Rounding::Nearest);
        let third = {
            let three = code.number(3, 0);
            code.divide(lent, 1, three, money(), Rounding::Down)
        };
        let sum = code.add(rounded, third);
        let less = code.fen(1);
        code.subtract(sum, less)
    });
    let record = agent(&program).set("借款", "10.01").unwrap().set("亩数", "1.5").unwrap().build();
    // 10.01 × 1.5 = 15.015 → 15.02; 10.01 ÷ 3 → 3.33; less 0.01
    assert_eq!(decide(&program, record), "grant 18.34");
}

#[test]
fn what_outgrows_its_digits_fails_on_that_record_only() {
    let program = granting(|code| {
        let lent = code.load(0, "借款");
        let wide = code.widen(lent, 20);
        let square = code.multiply(wide, lent);
        code.round(square, 10i128.pow(22), money(), Rounding::Nearest)
    });
    let record = |yuan: &str| agent(&program).set("借款", yuan).unwrap().build();
    assert_eq!(decide(&program, record("10")), "grant 100.00");
    assert_eq!(decide(&program, record("1亿")), "overflow 3");
    assert_eq!(decide(&program, record("99999999999999999999")), "overflow 2");
    let largest = granting(|code| code.load(0, "借款"));
    let record = |cell: i128| {
        let mut record = agent(&largest).build();
        record.values[3] = qingce_runtime::Value::Cell(cell);
        record
    };
    assert_eq!(
        decide(&largest, record(79_228_162_514_264_337_593_543_950_335)),
        "grant 792281625142643375935439503.35"
    );
    assert_eq!(decide(&largest, record(79_228_162_514_264_337_593_543_950_336)), "overflow 2");
    assert_eq!(decide(&largest, record(i128::MIN)), "overflow 2");
}

#[test]
fn negation_and_extremes() {
    let program = granting(|code| {
        let (lent, limit) = (code.load(0, "借款"), code.fen(500));
        let least = code.min(lent, limit);
        let negated = code.negate(least);
        let floor = code.fen(-300);
        code.max(negated, floor)
    });
    for (yuan, expected) in [("1", "grant -1.00"), ("9", "grant -3.00")] {
        assert_eq!(decide(&program, agent(&program).set("借款", yuan).unwrap().build()), expected);
    }
    let program = granting(|code| {
        let lent = code.load(0, "借款");
        code.negate(lent)
    });
    let mut record = agent(&program).build();
    record.values[3] = qingce_runtime::Value::Cell(i128::MIN);
    assert_eq!(decide(&program, record), "overflow 2");
}

#[test]
fn division_by_zero() {
    let program = granting(|code| {
        let (lent, people) = (code.load(0, "借款"), code.load(0, "企业.人数"));
        code.divide(lent, 1, people, money(), Rounding::Nearest)
    });
    let record =
        |people: i32| agent(&program).set("借款", 1).unwrap().set("企业.人数", people).unwrap().build();
    assert_eq!(decide(&program, record(3)), "grant 0.33");
    assert_eq!(decide(&program, record(0)), "division 3");
    assert_eq!(decide(&program, agent(&program).set("企业.人数", 0).unwrap().build()), "? 借款");
}

#[test]
fn the_standard_in_force_on_the_day() {
    let program = granting(|code| {
        let (rate, people) = (code.standard("补贴"), code.load(0, "企业.人数"));
        code.multiply(rate, people)
    });
    let record = agent(&program).set("企业.人数", 2).unwrap().build();
    let on = |day: &str| {
        let mut ledger = MemoryLedger::new();
        let decisions = Machine::new(&program).decide(&record, Some(date(day)), &mut ledger).unwrap();
        short(&decisions[0].outcome)
    };
    assert_eq!(on("2022-05-31"), "not in force");
    assert_eq!(on("2022-06-01"), "grant 100.00");
    assert_eq!(on("2023-12-31"), "grant 100.00");
    assert_eq!(on("2024-01-01"), "grant 120.00");
    assert_eq!(on("2027-05-31"), "grant 120.00");
    assert_eq!(on("2027-06-01"), "not in force");
}

#[test]
fn standards_by_option_and_without_value() {
    let program = granting(|code| {
        let region = code.load(0, "地区");
        code.standard_by("地区补贴", region)
    });
    assert_eq!(decide(&program, agent(&program).set("地区", "一类").unwrap().build()), "grant 100.00");
    assert_eq!(decide(&program, agent(&program).set("地区", "二类").unwrap().build()), "grant 80.00");
    assert_eq!(decide(&program, agent(&program).build()), "? 地区");
    let lapsed = granting(|code| code.standard("已止"));
    assert_eq!(decide(&lapsed, agent(&lapsed).build()), "not in force 已止");
    let delegated = granting(|code| code.standard("授权补贴"));
    assert_eq!(decide(&delegated, agent(&delegated).build()), "delegated 补贴办法");
}

#[test]
fn scales() {
    let program = |place| {
        granting(move |code| {
            let people = code.load(0, "企业.人数");
            code.scale(place, people)
        })
    };
    let (marginal, flat) = (program(0), program(1));
    for (people, in_parts, whole) in [
        (0, "grant 0.00", "grant 100.00"),
        (49, "grant 4900.00", "grant 100.00"),
        (51, "grant 5120.00", "grant 120.00"),
    ] {
        let record = |program| agent(program).set("企业.人数", people).unwrap().build();
        assert_eq!(decide(&marginal, record(&marginal)), in_parts);
        assert_eq!(decide(&flat, record(&flat)), whole);
    }
    assert_eq!(decide(&flat, agent(&flat).set("企业.人数", -1).unwrap().build()), "below scale 2");
    assert_eq!(decide(&flat, agent(&flat).build()), "? 企业 的 人数");
}

#[test]
fn spans_and_ages() {
    let program = verified(one_rule(|code| {
        let (founded, today) = (code.load(0, "成立"), code.reference_date());
        let end = code.span_end(founded, today);
        let two = code.number(2, 0);
        let full = code.period_full(founded, two, PeriodUnit::Months);
        let reached = code.compare(end, Compare::GreaterOrEqual, full);
        code.decide(reached);
        let months = code.whole(founded, today, PeriodUnit::Months);
        let one = code.fen(100);
        let amount = code.multiply(one, months);
        code.grant(amount);
    }));
    let record = |day: &str| agent(&program).set("成立", day).unwrap().build();
    assert_eq!(decide(&program, record("2023-08-01")), "grant 2.00");
    assert_eq!(decide(&program, record("2023-08-02")), "no");
    assert_eq!(decide(&program, record("2020-10-31")), "grant 35.00");
    assert_eq!(decide(&program, record("2023-10-02")), "reversed 3");
    assert_eq!(decide(&program, agent(&program).build()), "? 成立");
}

#[test]
fn days_outside_the_calendar() {
    let program = verified(one_rule(|code| {
        let (founded, years) = (code.load(0, "成立"), code.load(0, "企业.人数"));
        let later = code.shift(founded, years, PeriodUnit::Age);
        let today = code.reference_date();
        let past = code.compare(later, Compare::Less, today);
        code.decide(past);
        let amount = code.fen(100);
        code.grant(amount);
    }));
    let record = |years: &str| {
        agent(&program).set("成立", "2020-02-29").unwrap().set("企业.人数", years).unwrap().build()
    };
    assert_eq!(decide(&program, record("3")), "grant 1.00");
    assert_eq!(decide(&program, record("8000")), "date 3");
    assert_eq!(decide(&program, record("-99999999999999999999999")), "date 3");
}

#[test]
fn equality_of_sets_and_truths() {
    let program = verified(one_rule(|code| {
        let (set, two) =
            (code.load(0, "类别"), code.constant(CellType::Options(support::tables::STATUS), 0b11));
        let same = code.compare(set, Compare::Equal, two);
        let share = code.overlaps(set, two);
        let differs = code.compare(same, Compare::NotEqual, share);
        code.target(differs);
    }));
    for (options, expected) in [
        (&["农民", "牧民"][..], "target Some(false) "),
        (&["农民"], "target Some(true) "),
        (&["职工"], "target Some(false) "),
        (&[], "target Some(false) "),
    ] {
        assert_eq!(decide(&program, agent(&program).set("类别", options).unwrap().build()), expected);
    }
}
