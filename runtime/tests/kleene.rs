//! Conditions over values that are known, missing, delegated, lapsed or failed.

mod support;

use qingce_runtime::Record;
use qingce_runtime::program::{Compare, Reg};
use support::{Code, agent, one_rule, outcome, short, verified};

const STATES: [&str; 6] = ["true", "false", "missing", "delegated", "lapsed", "failed"];

/// A condition in one of the states. `field`: which field is missing.
fn state(code: &mut Code<'_>, state: &str, field: &str) -> Reg {
    match state {
        "true" => code.yes_no(true),
        "false" => code.yes_no(false),
        "missing" => code.load(0, field),
        "delegated" => positive(code, "授权补贴"),
        "lapsed" => positive(code, "已止"),
        "failed" => {
            let zero = code.fen(0);
            let zero = code.non_zero(zero);
            code.compare(zero, Compare::Equal, zero)
        }
        other => panic!("{other}"),
    }
}

fn positive(code: &mut Code<'_>, standard: &str) -> Reg {
    let (value, zero) = (code.standard(standard), code.fen(0));
    code.compare(value, Compare::Greater, zero)
}

/// How a condition comes out.
fn decided(condition: impl FnOnce(&mut Code<'_>) -> Reg) -> String {
    let program = verified(one_rule(|code| {
        let condition = condition(code);
        code.decide(condition);
        let amount = code.fen(100);
        code.grant(amount);
    }));
    let record = agent(&program).build();
    let word = short(&outcome(&program, &record));
    match word.as_str() {
        "grant 1.00" => "true".to_owned(),
        "no" => "false".to_owned(),
        "? 签合同" | "? 备案" => "missing".to_owned(),
        "? 签合同 备案" => "missing both".to_owned(),
        "?  | 授权补贴" => "delegated".to_owned(),
        "? 签合同 | 授权补贴" | "? 备案 | 授权补贴" => "delegated and missing".to_owned(),
        "not in force 已止" => "lapsed".to_owned(),
        word if word.starts_with("division") => "failed".to_owned(),
        other => other.to_owned(),
    }
}

/// The worst of two states that decide nothing by themselves.
fn worst(a: &str, b: &str) -> String {
    let rank = |state: &str| STATES.iter().position(|known| *known == state).unwrap().max(1);
    let (low, high) = if rank(a) <= rank(b) { (a, b) } else { (b, a) };
    match (low, high) {
        ("missing", "missing") => "missing both".to_owned(),
        ("missing", "delegated") => "delegated and missing".to_owned(),
        (_, high) => high.to_owned(),
    }
}

#[test]
fn and_is_false_if_either_is_and_else_the_worst() {
    for a in STATES {
        for b in STATES {
            let expected = match (a, b) {
                ("false", _) | (_, "false") => "false".to_owned(),
                ("true", other) | (other, "true") => other.to_owned(),
                _ => worst(a, b),
            };
            let plain = decided(|code| {
                let (x, y) = (state(code, a, "签合同"), state(code, b, "备案"));
                code.and(x, y)
            });
            assert_eq!(plain, expected, "{a} and {b}");
            let skipping = decided(|code| {
                let x = state(code, a, "签合同");
                code.and_then(x, |code| state(code, b, "备案"))
            });
            assert_eq!(skipping, expected, "{a} and then {b}");
        }
    }
}

#[test]
fn or_is_true_if_either_is_and_else_the_worst() {
    for a in STATES {
        for b in STATES {
            let expected = match (a, b) {
                ("true", _) | (_, "true") => "true".to_owned(),
                ("false", other) | (other, "false") => other.to_owned(),
                _ => worst(a, b),
            };
            let plain = decided(|code| {
                let (x, y) = (state(code, a, "签合同"), state(code, b, "备案"));
                code.or(x, y)
            });
            assert_eq!(plain, expected, "{a} or {b}");
            let skipping = decided(|code| {
                let x = state(code, a, "签合同");
                code.or_else(x, |code| state(code, b, "备案"))
            });
            assert_eq!(skipping, expected, "{a} or else {b}");
        }
    }
}

#[test]
fn not_turns_only_what_is_known() {
    for (a, expected) in STATES.iter().zip(["false", "true", "missing", "delegated", "lapsed", "failed"]) {
        let found = decided(|code| {
            let x = state(code, a, "签合同");
            code.not(x)
        });
        assert_eq!(found, expected, "not {a}");
    }
}

#[test]
fn surely_is_true_only_of_what_is_known_to_be_true() {
    for a in STATES {
        let found = decided(|code| {
            let x = state(code, a, "签合同");
            code.surely(x)
        });
        assert_eq!(found, if a == "true" { "true" } else { "false" }, "surely {a}");
    }
}

#[test]
fn a_choice_hangs_on_its_guard_and_on_what_it_picks() {
    for guard in STATES {
        for picked in STATES {
            let found = decided(|code| {
                let (x, y) = (state(code, guard, "签合同"), state(code, picked, "备案"));
                let other = code.yes_no(false);
                match guard {
                    "false" => code.choose(x, other, y),
                    _ => code.choose(x, y, other),
                }
            });
            let expected = if matches!(guard, "true" | "false") { picked } else { guard };
            assert_eq!(found, expected, "{guard} chooses {picked}");
        }
    }
}

#[test]
fn comparing_unknown_values_asks_for_both() {
    let program = verified(one_rule(|code| {
        let (lent, area) = (code.load(0, "借款"), code.load(0, "亩数"));
        let area = code.widen(area, 1);
        let more = code.compare(lent, Compare::Greater, area);
        code.decide(more);
        let amount = code.fen(100);
        code.grant(amount);
    }));
    let decide = |record: Record| short(&outcome(&program, &record));
    assert_eq!(decide(agent(&program).build()), "? 借款 亩数");
    assert_eq!(decide(agent(&program).set("借款", 5).unwrap().build()), "? 亩数");
    assert_eq!(
        decide(agent(&program).set("借款", 5).unwrap().set("亩数", "4.9").unwrap().build()),
        "grant 1.00"
    );
    assert_eq!(decide(agent(&program).set("借款", 5).unwrap().set("亩数", 5).unwrap().build()), "no");
}

#[test]
fn texts_and_options() {
    let program = verified(one_rule(|code| {
        let name = code.text_is(0, "企业.名称", "青海甲");
        let (set, one) = (code.load(0, "类别"), code.constant(support_option(), 1));
        let holds = code.contains(set, one);
        let either = code.or(name, holds);
        code.decide(either);
        let amount = code.fen(100);
        code.grant(amount);
    }));
    let decide = |record: Record| short(&outcome(&program, &record));
    assert_eq!(decide(agent(&program).build()), "? 类别 企业 的 名称");
    assert_eq!(decide(agent(&program).set("企业 的 名称", "青海甲").unwrap().build()), "grant 1.00");
    assert_eq!(decide(agent(&program).set("类别", ["农民", "牧民"]).unwrap().build()), "grant 1.00");
    assert_eq!(decide(agent(&program).set("类别", ["农民"]).unwrap().build()), "? 企业 的 名称");
    let known = agent(&program).set("类别", ["农民"]).unwrap().set("企业.名称", "乙").unwrap();
    assert_eq!(decide(known.build()), "no");
}

fn support_option() -> qingce_runtime::program::CellType {
    qingce_runtime::program::CellType::Option(support::tables::STATUS)
}
