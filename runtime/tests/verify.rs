//! What the verifier refuses. Each case is a small program that is in order but for one thing.

mod support;

use qingce_runtime::program::{
    CellType, Compare, ConstId, Effect, Effective, Fold, Instr, Once, Program, Reason, ReasonKind, RecordId,
    Reg, Relation, RuleId, Selection, SlotId, SlotType, TextId, TextOperand,
};
use qingce_runtime::{Fault, Language, Verified};
use support::tables::{STATUS, money, number};
use support::{Code, add_rule, one_rule, tables};

#[track_caller]
fn refused(program: Program, expected: Fault) {
    match Verified::new(program.clone()) {
        Ok(_) => panic!("not refused: {expected:?}\n{}", program.listing()),
        Err(error) => {
            assert_eq!(error.fault, expected, "{error}");
            for language in [Language::Chinese, Language::English] {
                assert!(!error.message(language).is_empty());
            }
        }
    }
}

/// A rule that would be in order but for what the closure writes.
#[track_caller]
fn code(expected: Fault, write: impl FnOnce(&mut Code<'_>)) {
    refused(one_rule(write), expected);
}

#[track_caller]
fn table(expected: Fault, change: impl FnOnce(&mut Program)) {
    let mut program = one_rule(|code| {
        let amount = code.fen(1);
        code.grant(amount);
    });
    change(&mut program);
    refused(program, expected);
}

#[test]
fn tables_in_order() {
    table(Fault::Period, |program| program.effective.to = Some(program.effective.from - 1));
    table(Fault::Period, |program| program.effective.from = i32::MIN);
    table(Fault::Period, |program| program.rules[0].effective.from = i32::MAX);
    table(Fault::TooLarge, |program| {
        program.lists[0].options = (0..128).map(|n| (n.to_string(), None)).collect();
    });
    table(Fault::DuplicateName, |program| program.lists[0].options[1].0 = "农民".to_owned());
    table(Fault::DuplicateName, |program| program.records[1].name = "证书".to_owned());
    table(Fault::DuplicateName, |program| program.rules.push(program.rules[0].clone()));
    table(Fault::DuplicateName, |program| program.records[0].slots[1].path = vec!["证号".to_owned()]);
    table(Fault::NoName, |program| program.records[0].slots[1].path.clear());
    table(Fault::UnknownId, |program| program.records[0].slots[1].ty = SlotType::List(RecordId(9)));
    table(Fault::Cycle, |program| program.records[0].slots[1].ty = SlotType::List(RecordId(1)));
    table(Fault::Cycle, |program| program.records[0].slots[1].ty = SlotType::List(RecordId(0)));
    table(Fault::Decimals, |program| program.records[0].slots[1].ty = SlotType::Cell(number(29)));
    table(Fault::UnknownId, |program| program.records[2].key = Some(SlotId(99)));
    table(Fault::KeyType, |program| program.records[2].key = Some(SlotId(9)));
    table(Fault::KeyType, |program| program.records[2].reference_date = Some(SlotId(1)));
    table(Fault::UnknownId, |program| program.rules[0].subject = RecordId(7));
    table(Fault::Cycle, |program| {
        // Ten types, each with a list of the next: deeper than readers of records go.
        for place in 4..14u16 {
            let mut record = program.records[3].clone();
            record.name = place.to_string();
            record.slots[1].ty =
                if place < 13 { SlotType::List(RecordId(place + 1)) } else { SlotType::Text };
            program.records.push(record);
        }
    });
}

#[test]
fn standards_and_scales_in_order() {
    table(Fault::Count, |program| program.standards[3].values[0].cells.truncate(1));
    table(Fault::Count, |program| program.standards[0].values[0].cells.clear());
    table(Fault::Order, |program| program.standards[0].values.reverse());
    table(Fault::Order, |program| program.standards[0].values[0].effective.to = None);
    table(Fault::OutsideType, |program| {
        program.standards[0].ty = CellType::Option(STATUS);
        program.standards[0].values[0].cells = vec![3];
    });
    table(Fault::UnknownId, |program| {
        program.standards[0].by = Some(qingce_runtime::program::OptionListId(5))
    });
    table(Fault::Type, |program| program.scales[0].from = CellType::Date);
    table(Fault::Decimals, |program| program.scales[0].rate_decimals = 1);
    table(Fault::Count, |program| program.scales[0].tables[0].brackets.clear());
    table(Fault::Order, |program| program.scales[0].tables[0].brackets.reverse());
    table(Fault::Period, |program| {
        program.scales[0].tables[0].effective = Effective { from: 10, to: Some(9) };
    });
}

#[test]
fn relations_lead_to_earlier_rules_of_the_same_subject() {
    let related = |relation, rule| {
        move |program: &mut Program| program.rules[0].relations = vec![(relation, RuleId(rule))]
    };
    table(Fault::UnknownId, related(Relation::Excludes, 3));
    table(Fault::Relation, related(Relation::Excludes, 0));
    table(Fault::Relation, related(Relation::StacksOn, 0));
    let mut program = tables();
    let mut other = Code::new(&mut program, "别的", "申请");
    let met = other.yes_no(true);
    other.target(met);
    other.finish();
    add_rule(&mut program, "规则", |code| {
        let applies = code.applies(0);
        code.target(applies);
    });
    refused(program, Fault::Relation);
    code(Fault::Relation, |code| {
        let applies = code.applies(0);
        code.target(applies);
    });
}

#[test]
fn types_agree() {
    code(Fault::Type, |code| {
        let (a, b) = (code.fen(1), code.yes_no(true));
        code.emit(money(), |dst| Instr::Add { dst, a, b });
    });
    code(Fault::Decimals, |code| {
        let (a, b) = (code.fen(1), code.number(1, 0));
        code.add(a, b);
    });
    code(Fault::Decimals, |code| {
        let (a, b) = (code.fen(1), code.fen(1));
        code.emit(money(), |dst| Instr::Multiply { dst, a, b });
    });
    code(Fault::Decimals, |code| {
        let a = code.fen(1);
        code.emit(number(40), |dst| Instr::Widen { dst, a, by: 38 });
    });
    code(Fault::Decimals, |code| {
        let (a, b) = (code.fen(1), code.fen(1));
        code.divide(a, 1, b, number(29), qingce_runtime::program::Rounding::Up);
    });
    code(Fault::Type, |code| {
        let (a, b) = (code.yes_no(true), code.yes_no(true));
        code.compare(a, Compare::Less, b);
    });
    code(Fault::Type, |code| {
        let (a, b) = (code.load(0, "地区"), code.constant(CellType::Option(STATUS), 0));
        code.compare(a, Compare::Equal, b);
    });
    code(Fault::Type, |code| {
        let (set, option) = (code.load(0, "类别"), code.load(0, "地区"));
        code.contains(set, option);
    });
    code(Fault::Type, |code| {
        code.emit(CellType::Truth, |dst| Instr::Load { dst, frame: 0, slot: SlotId(0) });
    });
    code(Fault::OutsideType, |code| {
        code.constant(CellType::Truth, 2);
    });
    code(Fault::OutsideType, |code| {
        code.constant(CellType::Date, 1 << 40);
    });
    code(Fault::Step, |code| {
        let a = code.fen(1);
        code.round(a, 0, money(), qingce_runtime::program::Rounding::Up);
    });
    code(Fault::Decimals, |code| {
        let (day, n) = (code.reference_date(), code.fen(1));
        code.shift(day, n, qingce_runtime::program::PeriodUnit::Days);
    });
    code(Fault::Type, |code| {
        let text = TextOperand::Slot { frame: 0, slot: SlotId(1) };
        code.emit(CellType::Truth, |dst| Instr::SameText { dst, a: text, b: text });
    });
    code(Fault::UnknownId, |code| {
        let text = TextOperand::Text(TextId(0));
        code.emit(CellType::Truth, |dst| Instr::SameText { dst, a: text, b: text });
    });
    code(Fault::UnknownId, |code| {
        code.emit(money(), |dst| Instr::Const { dst, constant: ConstId(3) });
    });
    code(Fault::Frame, |code| {
        code.emit(money(), |dst| Instr::Load { dst, frame: 1, slot: SlotId(3) });
    });
}

#[test]
fn registers_are_written_once_and_before_they_are_read() {
    code(Fault::UnknownId, |code| {
        code.push(Instr::ReferenceDate { dst: Reg(0) });
    });
    code(Fault::Unwritten, |code| {
        let a = code.reg(money());
        code.negate(a);
    });
    code(Fault::Rewritten, |code| {
        let dst = code.reference_date();
        code.push(Instr::ReferenceDate { dst });
    });
    code(Fault::Unwritten, |code| {
        let mut inside = None;
        code.each((0, "人员"), None, None, |code| inside = Some(code.load(1, "工资")));
        code.negate(inside.unwrap());
    });
    code(Fault::Unwritten, |code| {
        let test = code.yes_no(true);
        let mut inside = None;
        code.and_then(test, |code| {
            let truth = code.yes_no(true);
            inside = Some(truth);
            truth
        });
        code.not(inside.unwrap());
    });
    code(Fault::Rewritten, |code| {
        let test = code.yes_no(true);
        let dst = code.yes_no(true);
        code.push(Instr::SkipIfFalse { test, dst, to: 3 });
    });
}

#[test]
fn skips_agree_with_what_they_leave_out() {
    // An `or` after a skip on false would come out differently.
    code(Fault::Skip, |code| {
        let (test, b) = (code.yes_no(false), code.yes_no(true));
        let dst = code.reg(CellType::Truth);
        code.push(Instr::SkipIfFalse { test, dst, to: 4 });
        code.push(Instr::Or { dst, a: test, b });
    });
    code(Fault::Skip, |code| {
        let (test, b) = (code.yes_no(false), code.yes_no(true));
        let dst = code.reg(CellType::Truth);
        code.push(Instr::SkipIfFalse { test, dst, to: 4 });
        code.push(Instr::And { dst, a: b, b });
    });
    code(Fault::Nesting, |code| {
        let test = code.yes_no(false);
        let dst = code.reg(CellType::Truth);
        code.push(Instr::SkipIfFalse { test, dst, to: 0 });
    });
    code(Fault::End, |code| {
        let test = code.yes_no(false);
        let dst = code.reg(CellType::Truth);
        code.push(Instr::SkipIfFalse { test, dst, to: 9 });
    });
    code(Fault::Misplaced, |code| {
        let test = code.yes_no(false);
        let dst = code.reg(CellType::Truth);
        code.push(Instr::SkipIfFalse { test, dst, to: 3 });
        code.case(None, None, Effect::Delegated { what: String::new() });
    });
    code(Fault::Misplaced, |code| {
        let test = code.yes_no(false);
        let dst = code.reg(CellType::Truth);
        code.push(Instr::SkipIfFalse { test, dst, to: 3 });
        code.decide(test);
    });
}

#[test]
fn loops_nest_and_selections_are_made_before_they_are_read() {
    code(Fault::Nesting, |code| {
        code.push(Instr::Next { begin: 0 });
    });
    code(Fault::Nesting, |code| {
        code.push(Instr::Each { frame: 0, slot: SlotId(9), within: None, into: None, end: 0 });
    });
    code(Fault::Nesting, |code| {
        code.push(Instr::Each { frame: 0, slot: SlotId(9), within: None, into: None, end: 2 });
        code.push(Instr::Next { begin: 0 });
    });
    code(Fault::End, |code| {
        code.push(Instr::Each { frame: 0, slot: SlotId(9), within: None, into: None, end: 5 });
    });
    code(Fault::Type, |code| {
        code.push(Instr::Each { frame: 0, slot: SlotId(1), within: None, into: None, end: 1 });
    });
    code(Fault::Nesting, |code| {
        code.each((0, "人员"), None, None, |code| {
            code.each((0, "人员"), None, None, |code| {
                code.each((0, "人员"), None, None, |code| {
                    code.each((0, "人员"), None, None, |code| code.each((0, "人员"), None, None, |_| {}));
                });
            });
        });
    });
    code(Fault::Unwritten, |code| {
        let selection = code.selection();
        code.each((0, "人员"), None, None, |_| {});
        code.count(selection);
    });
    code(Fault::TooLarge, |code| {
        let selection = code.selection();
        code.rule.selections = 60_000;
        code.each((0, "人员"), None, Some(selection), |_| {});
    });
    code(Fault::UnknownId, |code| code.each((0, "人员"), None, Some(Selection(3)), |_| {}));
    code(Fault::Rewritten, |code| {
        let selection = code.selection();
        code.each((0, "人员"), None, Some(selection), |_| {});
        code.each((0, "人员"), None, Some(selection), |_| {});
    });
    // A selection of one worker's certificates is none of another list.
    code(Fault::Unwritten, |code| {
        let selection = code.selection();
        code.each((0, "人员"), None, Some(selection), |code| {
            code.each((1, "证书"), Some(selection), None, |_| {})
        });
    });
    code(Fault::Misplaced, |code| {
        let member = code.yes_no(true);
        code.push(Instr::Keep { member });
    });
    code(Fault::Misplaced, |code| {
        code.filter((0, "人员"), |code| {
            let member = code.yes_no(true);
            code.push(Instr::Keep { member });
            member
        });
    });
}

#[test]
fn folds_begin_gather_and_end_alike() {
    code(Fault::Fold, |code| {
        let acc = code.reg(money());
        code.push(Instr::Finish { dst: acc, acc, how: Fold::Sum });
    });
    code(Fault::Type, |code| {
        let acc = code.reg(CellType::Date);
        code.push(Instr::Start { acc, how: Fold::Sum });
    });
    let gathering = |begun, gathered, ended| {
        move |code: &mut Code<'_>| {
            let acc = code.reg(money());
            code.push(Instr::Start { acc, how: begun });
            code.each((0, "人员"), None, None, |code| {
                let value = code.load(1, "工资");
                code.push(Instr::Gather { acc, value, how: gathered });
            });
            code.emit(money(), |dst| Instr::Finish { dst, acc, how: ended });
        }
    };
    code(Fault::Fold, gathering(Fold::Sum, Fold::Largest, Fold::Sum));
    code(Fault::Fold, gathering(Fold::Sum, Fold::Sum, Fold::Largest));
    code(Fault::Unwritten, |code| {
        let acc = code.reg(money());
        code.push(Instr::Start { acc, how: Fold::Sum });
        code.negate(acc);
    });
    code(Fault::Misplaced, |code| {
        let acc = code.reg(money());
        code.push(Instr::Start { acc, how: Fold::Sum });
        let value = code.fen(1);
        code.push(Instr::Gather { acc, value, how: Fold::Sum });
    });
}

#[test]
fn effects_and_ends() {
    code(Fault::Effect, |code| code.case(None, None, Effect::Grant { label: None }));
    code(Fault::Decimals, |code| {
        let amount = code.number(1, 0);
        code.grant(amount);
    });
    code(Fault::Effect, |code| {
        let value = code.yes_no(true);
        code.case(None, Some(value), Effect::Duty { what: String::new(), shown: false });
    });
    code(Fault::UnknownId, |code| {
        code.push(Instr::Effect { case: 3, guard: None, value: None });
    });
    code(Fault::UnknownId, |code| code.case(None, None, Effect::Classify { list: STATUS, option: 3 }));
    code(Fault::Misplaced, |code| {
        let truth = code.yes_no(true);
        code.decide(truth);
        code.decide(truth);
    });
    code(Fault::End, |code| {
        code.push(Instr::End);
    });
    table(Fault::End, |program| program.rules[0].code.truncate(1));
    table(Fault::End, |program| program.rules[0].places.truncate(1));
    table(Fault::UnknownId, |program| program.rules[0].places[0].file = 4);
}

#[test]
fn one_off_rules_have_keys() {
    code(Fault::Once, |code| {
        code.rule.once = Some(Once::Subject(SlotId(1)));
        let truth = code.yes_no(true);
        code.target(truth);
    });
    code(Fault::Once, |code| {
        code.rule.once = Some(Once::Member);
        let truth = code.yes_no(true);
        code.target(truth);
    });
    code(Fault::Once, |code| {
        code.filter((0, "人员"), |code| {
            let truth = code.yes_no(true);
            code.claim(truth, "身份证号")
        });
    });
    code(Fault::Misplaced, |code| {
        code.rule.once = Some(Once::Member);
        let truth = code.yes_no(true);
        code.claim(truth, "编号");
    });
    code(Fault::Misplaced, |code| {
        code.rule.once = Some(Once::Member);
        let truth = code.yes_no(true);
        code.and_then(truth, |code| {
            let selection = code.filter((0, "人员"), |code| {
                let truth = code.yes_no(true);
                code.claim(truth, "身份证号")
            });
            code.empty(selection)
        });
    });
}

#[test]
fn reasons_point_into_the_rule() {
    let reason = |kind, parts| Reason { text: String::new(), value: Reg(0), kind, parts };
    let with = |roots: Vec<Reason>| move |program: &mut Program| program.rules[0].reasoning = roots;
    table(Fault::UnknownId, with(vec![reason(ReasonKind::Case(1), Vec::new())]));
    table(Fault::UnknownId, with(vec![reason(ReasonKind::Members(Selection(0)), Vec::new())]));
    table(Fault::UnknownId, with(vec![reason(ReasonKind::Rule(RuleId(1)), Vec::new())]));
    table(Fault::UnknownId, with(vec![Reason { value: Reg(9), ..reason(ReasonKind::And, Vec::new()) }]));
    let deep = (0..300)
        .fold(reason(ReasonKind::Value, Vec::new()), |inner, _| reason(ReasonKind::Value, vec![inner]));
    table(Fault::TooLarge, with(vec![deep]));
}

#[test]
fn errors_name_the_rule_and_the_instruction() {
    let error = Verified::new(one_rule(|code| {
        code.fen(1);
        let a = code.reg(money());
        code.negate(a);
    }))
    .unwrap_err();
    assert_eq!(error.message(Language::Chinese), "规则「规则」的第2条指令不能运行：读取了尚未算出的值");
    assert_eq!(
        error.message(Language::English),
        "instruction 2 of rule 「规则」 can't be run: it reads a value that may not have been worked out"
    );
}
