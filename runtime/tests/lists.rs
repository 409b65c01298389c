//! Lists: filters, counts, folds, lists in lists, and exactly what is missing.

mod support;

use qingce_runtime::program::{CellType, Compare, Fold, Reg};
use qingce_runtime::{Record, RecordBuilder, Verified};
use support::tables::{STATUS, certificate, money, number, worker};
use support::{Code, agent, one_rule, outcome, short, verified};

/// Whether the member at hand is a farmer.
fn farmer(code: &mut Code<'_>) -> Reg {
    let frame = code.frames.len() - 1;
    let (status, one) = (code.load(frame, "身份"), code.constant(CellType::Option(STATUS), 0));
    code.compare(status, Compare::Equal, one)
}

/// Grants 1 yuan for each that the closure counts.
fn per_head(count: impl FnOnce(&mut Code<'_>) -> Reg) -> Verified {
    verified(one_rule(|code| {
        let count = count(code);
        let one = code.fen(100);
        let amount = code.multiply(one, count);
        code.grant(amount);
    }))
}

fn with<'p>(program: &'p Verified, workers: Vec<RecordBuilder<'p>>) -> Record {
    let empty = agent(program).known("人员").unwrap();
    workers.into_iter().fold(empty, |agent, worker| agent.push("人员", worker).unwrap()).build()
}

fn decide(program: &Verified, record: &Record) -> String {
    short(&outcome(program, record))
}

fn is<'p>(program: &'p Verified, status: &str) -> RecordBuilder<'p> {
    worker(program).set("身份", status).unwrap()
}

#[test]
fn counting_those_for_whom_a_condition_holds() {
    let program = per_head(|code| {
        let farmers = code.filter((0, "人员"), farmer);
        code.count(farmers)
    });
    assert_eq!(decide(&program, &agent(&program).build()), "? 人员");
    assert_eq!(decide(&program, &with(&program, vec![])), "grant 0.00");
    let (farmer, herder) = (is(&program, "农民"), is(&program, "牧民"));
    assert_eq!(
        decide(&program, &with(&program, vec![farmer.clone(), herder.clone(), farmer.clone()])),
        "grant 2.00"
    );
    let unknown = worker(&program);
    let record = with(&program, vec![farmer, unknown.clone(), herder, unknown]);
    assert_eq!(decide(&program, &record), "? 人员[2].身份 人员[4].身份");
}

#[test]
fn one_who_is_surely_in_is_enough_not_to_be_empty() {
    let program = verified(one_rule(|code| {
        let farmers = code.filter((0, "人员"), farmer);
        let empty = code.empty(farmers);
        let some = code.not(empty);
        code.decide(some);
        let amount = code.fen(100);
        code.grant(amount);
    }));
    let (farmer, herder, unknown) = (is(&program, "农民"), is(&program, "牧民"), worker(&program));
    let decide = |workers| decide(&program, &with(&program, workers));
    assert_eq!(decide(vec![]), "no");
    assert_eq!(decide(vec![herder.clone()]), "no");
    assert_eq!(decide(vec![unknown.clone(), farmer]), "grant 1.00");
    assert_eq!(decide(vec![herder, unknown]), "? 人员[2].身份");
}

#[test]
fn who_is_out_does_not_matter() {
    let program = verified(one_rule(|code| {
        let farmers = code.filter((0, "人员"), farmer);
        let sum = code.fold((0, "人员"), Some(farmers), (Fold::Sum, money()), |code| code.load(1, "工资"));
        code.grant(sum);
    }));
    let (farmer, herder, unknown) = (is(&program, "农民"), is(&program, "牧民"), worker(&program));
    let decide = |workers| decide(&program, &with(&program, workers));
    assert_eq!(decide(vec![herder.clone()]), "grant 0.00");
    let (three, four) = (farmer.clone().set("工资", 3).unwrap(), farmer.clone().set("工资", 4).unwrap());
    assert_eq!(decide(vec![three.clone(), herder.clone(), four]), "grant 7.00");
    assert_eq!(decide(vec![three.clone(), farmer, herder.clone()]), "? 人员[2].工资");
    // Whoever may be in is asked for what decides it and for what it would add.
    assert_eq!(decide(vec![three, unknown, herder]), "? 人员[2].身份 人员[2].工资");
}

#[test]
fn largest_and_smallest() {
    for (how, expected) in [(Fold::Largest, "grant 4.00"), (Fold::Smallest, "grant 3.00")] {
        let program = verified(one_rule(|code| {
            let folded = code.fold((0, "人员"), None, (how, money()), |code| code.load(1, "工资"));
            code.grant(folded);
        }));
        let decide = |workers| decide(&program, &with(&program, workers));
        let pay = |yuan: i32| worker(&program).set("工资", yuan).unwrap();
        assert_eq!(decide(vec![pay(3), pay(4)]), expected);
        assert_eq!(decide(vec![pay(3), worker(&program), pay(4)]), "? 人员[2].工资");
        assert!(decide(vec![]).starts_with("no members"));
        assert_eq!(short(&outcome(&program, &agent(&program).build())), "? 人员");
    }
}

#[test]
fn any_and_all() {
    let folded = |how| {
        verified(one_rule(|code| {
            let holds = code.fold((0, "人员"), None, (how, CellType::Truth), farmer);
            code.target(holds);
        }))
    };
    let (any, all) = (folded(Fold::Any), folded(Fold::All));
    let cases: [(&[&str], &str, &str); 6] = [
        (&[], "Some(false)", "Some(true)"),
        (&["农民", "牧民"], "Some(true)", "Some(false)"),
        (&["农民", ""], "Some(true)", "None 人员[2].身份"),
        (&["牧民", ""], "None 人员[2].身份", "Some(false)"),
        (&["", ""], "None 人员[1].身份 人员[2].身份", "None 人员[1].身份 人员[2].身份"),
        (&["农民"], "Some(true)", "Some(true)"),
    ];
    for (workers, when_any, when_all) in cases {
        for (program, expected) in [(&any, when_any), (&all, when_all)] {
            let workers =
                workers.iter().map(|status| worker(program).set("身份", *status).unwrap()).collect();
            let found = decide(program, &with(program, workers));
            assert_eq!(found.trim_end(), format!("target {expected}"));
        }
    }
    assert_eq!(decide(&any, &agent(&any).build()), "target None 人员");
    assert_eq!(decide(&all, &agent(&all).build()), "target None 人员");
}

#[test]
fn any_and_all_of_those_who_are_in() {
    let paid = |code: &mut Code<'_>| {
        let (pay, limit) = (code.load(1, "工资"), code.fen(1_000));
        code.compare(pay, Compare::Greater, limit)
    };
    let program = |how| {
        verified(one_rule(|code| {
            let farmers = code.filter((0, "人员"), farmer);
            let holds = code.fold((0, "人员"), Some(farmers), (how, CellType::Truth), paid);
            code.target(holds);
        }))
    };
    let (any, all) = (program(Fold::Any), program(Fold::All));
    for (pay, when_any, when_all) in [
        ("20", "None 人员[1].身份", "Some(true)"),
        ("5", "Some(false)", "None 人员[1].身份"),
        ("", "None 人员[1].身份 人员[1].工资", "None 人员[1].身份 人员[1].工资"),
    ] {
        for (program, expected) in [(&any, when_any), (&all, when_all)] {
            let record = with(program, vec![worker(program).set("工资", pay).unwrap()]);
            assert_eq!(decide(program, &record).trim_end(), format!("target {expected}"), "{pay}");
        }
    }
}

/// Certificates of the worker at hand that are valid.
fn valid(code: &mut Code<'_>) -> Reg {
    let certificates = code.filter((1, "证书"), |code| code.load(2, "有效"));
    code.count(certificates)
}

#[test]
fn lists_in_lists() {
    let program = per_head(|code| code.fold((0, "人员"), None, (Fold::Sum, number(0)), valid));
    let certified = |states: &[&str]| {
        let none = worker(&program).known("证书").unwrap();
        states.iter().fold(none, |worker, state| {
            worker.push("证书", certificate(&program).set("有效", *state).unwrap()).unwrap()
        })
    };
    let decide = |workers| decide(&program, &with(&program, workers));
    assert_eq!(
        decide(vec![certified(&["是", "否", "是"]), certified(&[]), certified(&["是"])]),
        "grant 3.00"
    );
    assert_eq!(decide(vec![certified(&["是", ""]), worker(&program)]), "? 人员[1].证书[2].有效 人员[2].证书");
}

/// Inside a loop over one list another list of the subject can be gone through without losing the outer member.
#[test]
fn two_lists_side_by_side() {
    let program = verified(one_rule(|code| {
        // How many pairs of workers (each also with itself) earn the same.
        let pairs = code.fold((0, "人员"), None, (Fold::Sum, number(0)), |code| {
            let same = code.filter((0, "人员"), |code| {
                let (one, other) = (code.load(1, "工资"), code.load(2, "工资"));
                code.compare(one, Compare::Equal, other)
            });
            code.count(same)
        });
        let one = code.fen(100);
        let amount = code.multiply(one, pairs);
        code.grant(amount);
    }));
    let pay = |yuan: i32| worker(&program).set("工资", yuan).unwrap();
    assert_eq!(decide(&program, &with(&program, vec![pay(1), pay(2), pay(1)])), "grant 5.00");
    let record = with(&program, vec![pay(1), worker(&program)]);
    assert_eq!(decide(&program, &record), "? 人员[2].工资");
}

#[test]
fn narrowing_twice() {
    let program = per_head(|code| {
        let farmers = code.filter((0, "人员"), farmer);
        let paid = code.filter_within((0, "人员"), Some(farmers), |code| {
            let (pay, limit) = (code.load(1, "工资"), code.fen(1_000));
            code.compare(pay, Compare::Greater, limit)
        });
        code.count(paid)
    });
    let pay = |status: &str, pay: &str| is(&program, status).set("工资", pay).unwrap();
    let decide = |workers| decide(&program, &with(&program, workers));
    assert_eq!(decide(vec![pay("农民", "20"), pay("牧民", "20"), pay("农民", "5")]), "grant 1.00");
    // A low wage settles that the second isn't in, whatever it is.
    assert_eq!(decide(vec![pay("", "20"), pay("", "5"), pay("牧民", "")]), "? 人员[1].身份");
}

#[test]
fn all_members_without_a_condition() {
    let program = per_head(|code| {
        let all = code.selection();
        code.each((0, "人员"), None, Some(all), |_| {});
        code.count(all)
    });
    assert_eq!(decide(&program, &with(&program, vec![worker(&program), worker(&program)])), "grant 2.00");
    assert_eq!(decide(&program, &agent(&program).build()), "? 人员");
}
