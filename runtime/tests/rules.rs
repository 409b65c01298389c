//! Rules: cases, effects, relations, periods, one-off grants, and what the machine refuses.

mod support;

use qingce_runtime::program::{Compare, Effect, Modality, Once, Relation, RuleId, SlotId};
use qingce_runtime::{
    DecideError, Decision, Grant, Language, Ledger, Machine, MemoryLedger, Record, RecordBuilder, Value,
    Verified,
};
use support::tables::{STATUS, worker};
use support::{Code, add_rule, agent, date, decide, one_rule, outcome, short, tables, verified};

fn shorts(program: &Verified, record: &Record) -> Vec<String> {
    decide(program, record).iter().map(|decision| short(&decision.outcome)).collect()
}

#[test]
fn the_first_true_guard_decides() {
    let program = verified(one_rule(|code| {
        let (signed, filed) = (code.load(0, "签合同"), code.load(0, "备案"));
        for (guard, fen) in [(signed, 100), (filed, 200)] {
            let amount = code.fen(fen);
            code.case(Some(guard), Some(amount), Effect::Grant { label: None });
        }
    }));
    let decide = |signed: &str, filed: &str| {
        let record = agent(&program).set("签合同", signed).unwrap().set("备案", filed).unwrap().build();
        short(&outcome(&program, &record))
    };
    assert_eq!(decide("是", "否"), "grant 1.00");
    assert_eq!(decide("否", "是"), "grant 2.00");
    assert_eq!(decide("否", "否"), "no");
    // Guards exclude one another, so a true one settles the unknown one before it.
    assert_eq!(decide("", "是"), "grant 2.00");
    assert_eq!(decide("", "否"), "? 签合同");
    assert_eq!(decide("", ""), "? 签合同 备案");
}

#[test]
fn otherwise_hangs_on_the_guards_before_it() {
    let program = verified(one_rule(|code| {
        let signed = code.load(0, "签合同");
        let amount = code.fen(100);
        code.case(Some(signed), Some(amount), Effect::Grant { label: None });
        code.case(None, Some(amount), Effect::Ceiling { label: Some("其余".to_owned()) });
    }));
    let decide =
        |signed: &str| short(&outcome(&program, &agent(&program).set("签合同", signed).unwrap().build()));
    assert_eq!(decide("是"), "grant 1.00");
    assert_eq!(decide("否"), "at most 1.00");
    assert_eq!(decide(""), "? 签合同");
}

#[test]
fn effects_of_every_kind() {
    let kinds = [
        (Effect::Delegated { what: "办法".to_owned() }, "delegated 办法"),
        (Effect::Classify { list: STATUS, option: 1 }, "class 牧民"),
        (Effect::Said { modality: Modality::Encourage, what: "创业".to_owned() }, "said"),
        (Effect::Duty { what: "公示".to_owned(), shown: false }, "duty None "),
    ];
    for (effect, expected) in kinds {
        let program = verified(one_rule(|code| code.case(None, None, effect.clone())));
        assert_eq!(short(&outcome(&program, &agent(&program).build())), expected);
    }
    let program = verified(one_rule(|code| {
        let filed = code.load(0, "备案");
        code.case(None, Some(filed), Effect::Duty { what: "公示".to_owned(), shown: true });
    }));
    for (filed, expected) in [("是", "duty Some(true) "), ("否", "duty Some(false) "), ("", "duty None 备案")]
    {
        let record = agent(&program).set("备案", filed).unwrap().build();
        assert_eq!(short(&outcome(&program, &record)), expected);
    }
}

/// 甲 applies to those who have signed; 乙 stands on it, 丙 is for those to whom it doesn't apply.
fn related() -> Verified {
    let mut program = tables();
    add_rule(&mut program, "甲", |code| {
        let signed = code.load(0, "签合同");
        code.decide(signed);
        let (lent, amount) = (code.load(0, "借款"), code.fen(100));
        let zero = code.fen(0);
        let same = code.compare(lent, Compare::Equal, zero);
        let amount = code.choose(same, amount, lent);
        code.grant(amount);
    });
    let after = |code: &mut Code<'_>, relation, negated| {
        code.rule.relations.push((relation, RuleId(0)));
        let applies = code.applies(0);
        let condition = if negated { code.not(applies) } else { applies };
        code.decide(condition);
        let amount = code.fen(500);
        code.grant(amount);
    };
    add_rule(&mut program, "乙", |code| after(code, Relation::StacksOn, false));
    add_rule(&mut program, "丙", |code| after(code, Relation::Except, true));
    verified(program)
}

#[test]
fn rules_stand_on_others_or_except_them() {
    let program = related();
    let signed = |signed: &str| agent(&program).set("签合同", signed).unwrap();
    assert_eq!(
        shorts(&program, &signed("是").set("借款", 7).unwrap().build()),
        ["grant 7.00", "grant 5.00", "no"]
    );
    assert_eq!(shorts(&program, &signed("否").build()), ["no", "no", "grant 5.00"]);
    assert_eq!(shorts(&program, &signed("").build()), ["? 签合同"; 3]);
    assert_eq!(shorts(&program, &signed("是").build()), ["? 借款"; 3]);
}

#[test]
fn a_rule_that_failed_fails_those_that_ask_for_it() {
    let mut program = tables();
    add_rule(&mut program, "甲", |code| {
        let zero = code.fen(0);
        let failed = code.non_zero(zero);
        code.grant(failed);
    });
    add_rule(&mut program, "乙", |code| {
        let applies = code.applies(0);
        code.decide(applies);
        let amount = code.fen(1);
        code.grant(amount);
    });
    let program = verified(program);
    assert_eq!(shorts(&program, &agent(&program).build()), ["division 2", "other 甲"]);
}

#[test]
fn rules_that_exclude_one_another_name_each_other() {
    let mut program = tables();
    for (name, field, others) in [
        ("甲", "签合同", [(Relation::Excludes, 1), (Relation::Unstated, 2)]),
        ("乙", "备案", [(Relation::Excludes, 0), (Relation::Excludes, 0)]),
    ] {
        add_rule(&mut program, name, |code| {
            code.rule.relations = others.iter().map(|(relation, rule)| (*relation, RuleId(*rule))).collect();
            let condition = code.load(0, field);
            code.decide(condition);
            let amount = code.fen(100);
            code.grant(amount);
        });
    }
    add_rule(&mut program, "丙", |code| {
        code.rule.relations = vec![(Relation::Unstated, RuleId(0))];
        let amount = code.fen(100);
        code.grant(amount);
    });
    program.rules[1].relations.truncate(1);
    let program = verified(program);
    let told = |signed: &str, filed: &str| -> Vec<String> {
        let record = agent(&program).set("签合同", signed).unwrap().set("备案", filed).unwrap().build();
        let tell = |decision: &Decision| {
            format!("{}/{}", decision.choose_one_of.join(" "), decision.combination_unstated.join(" "))
        };
        decide(&program, &record).iter().map(tell).collect()
    };
    assert_eq!(told("是", "是"), ["乙/丙", "甲/", "/甲"]);
    assert_eq!(told("是", "否"), ["/丙", "/", "/甲"]);
    assert_eq!(told("", "是"), ["/", "/", "/"]);
}

#[test]
fn a_rule_has_its_own_period() {
    let mut program = one_rule(|code| {
        let amount = code.fen(100);
        code.grant(amount);
    });
    program.rules[0].effective = support::tables::period("2023-01-01", Some("2023-09-30"));
    let program = verified(program);
    assert_eq!(short(&outcome(&program, &agent(&program).build())), "not in force");
}

#[test]
fn the_records_own_reference_date_goes_first() {
    let mut program = tables();
    let mut code = Code::new(&mut program, "受理", "申请");
    let (today, limit) = (code.reference_date(), code.day("2024-01-01"));
    let late = code.compare(today, Compare::GreaterOrEqual, limit);
    code.target(late);
    code.finish();
    let program = verified(program);
    let decide = |day: &str, as_of: Option<&str>| {
        let record = RecordBuilder::new(&program, "申请").unwrap().set("日期", day).unwrap().build();
        let mut machine = Machine::new(&program);
        let decisions = machine.decide(&record, as_of.map(date), &mut MemoryLedger::new()).unwrap();
        short(&decisions[0].outcome)
    };
    assert_eq!(decide("2024-02-01", Some("2023-01-01")), "target Some(true) ");
    assert_eq!(decide("2023-02-01", None), "target Some(false) ");
    assert_eq!(decide("", Some("2024-02-01")), "target Some(true) ");
    assert_eq!(decide("", None), "? 日期");
}

#[test]
fn a_record_without_a_date_must_be_given_one() {
    let program = verified(tables());
    let record = agent(&program).build();
    let found = Machine::new(&program).decide(&record, None, &mut MemoryLedger::new()).unwrap_err();
    assert_eq!(found, DecideError::NoReferenceDate { record: "经纪人".to_owned() });
    assert_eq!(found.message(Language::Chinese), "档案「经纪人」没有基准日字段，须另外给出基准日");
}

#[test]
fn records_of_another_shape_are_refused() {
    let program = verified(tables());
    let refuse = |change: &dyn Fn(&mut Record)| {
        let mut record = agent(&program).push("人员", worker(&program)).unwrap().build();
        change(&mut record);
        let mut machine = Machine::new(&program);
        machine
            .decide(&record, Some(date("2023-01-01")), &mut MemoryLedger::new())
            .map(|_| ())
            .unwrap_err()
            .to_string()
    };
    let told = [
        refuse(&|record| record.ty.0 = 99),
        refuse(&|record| drop(record.values.pop())),
        refuse(&|record| record.values[1] = Value::Cell(2)),
        refuse(&|record| record.values[2] = Value::Cell(i128::MAX)),
        refuse(&|record| record.values[5] = Value::Cell(8)),
        refuse(&|record| record.values[6] = Value::Cell(-1)),
        refuse(&|record| record.values[0] = Value::Cell(0)),
        refuse(&|record| record.values[3] = Value::Text("三".into())),
        refuse(&|record| {
            let Value::List(members) = &mut record.values[9] else { unreachable!() };
            members[0].values[1] = Value::Cell(3);
        }),
        refuse(&|record| {
            let Value::List(members) = &mut record.values[9] else { unreachable!() };
            members[0].ty = record.ty;
        }),
    ];
    let of = |field: &str| {
        format!("the value of field 「{field}」 of record 「经纪人」 isn't of the field's type")
    };
    assert_eq!(told[0], "the record is of no type that the policy knows");
    assert_eq!(told[1], "record 「经纪人」 doesn't have one value a field");
    for (told, field) in told[2..8].iter().zip(["签合同", "成立", "类别", "地区", "编号", "借款"])
    {
        assert_eq!(*told, of(field));
    }
    assert_eq!(told[8], "the value of field 「身份」 of record 「工人」 isn't of the field's type");
    assert_eq!(told[9], of("人员"));
}

fn once_a_subject() -> Verified {
    verified(one_rule(|code| {
        code.rule.once = Some(Once::Subject(SlotId(0)));
        let signed = code.load(0, "签合同");
        code.decide(signed);
        let lent = code.load(0, "借款");
        code.grant(lent);
    }))
}

#[test]
fn a_grant_is_had_once_a_subject() {
    let program = once_a_subject();
    let mut ledger = MemoryLedger::new();
    let mut machine = Machine::new(&program);
    let mut decide = |key: &str, signed: &str, lent: &str, day: &str| {
        let record = agent(&program)
            .set("编号", key)
            .unwrap()
            .set("签合同", signed)
            .unwrap()
            .set("借款", lent)
            .unwrap();
        let decisions = machine.decide(&record.build(), Some(date(day)), &mut ledger).unwrap();
        short(&decisions[0].outcome)
    };
    assert_eq!(decide("J1", "是", "9", "2023-05-01"), "grant 9.00");
    assert_eq!(decide("J1", "是", "9", "2023-06-01"), "granted 2023-05-01 J1");
    // Already granted whatever the amount would be; but first of all it must apply.
    assert_eq!(decide("J1", "是", "", "2023-06-01"), "granted 2023-05-01 J1");
    assert_eq!(decide("J1", "否", "9", "2023-06-01"), "no");
    assert_eq!(decide("J1", "", "9", "2023-06-01"), "? 签合同");
    assert_eq!(decide("J2", "是", "8", "2023-06-01"), "grant 8.00");
    // Without the key nobody knows.
    assert_eq!(decide("", "是", "8", "2023-06-01"), "? 编号");
    assert_eq!(decide("", "是", "", "2023-06-01"), "? 编号 借款");
    let amounts: Vec<_> =
        ledger.grants().iter().map(|grant| (grant.key.clone(), grant.amount.unwrap().to_string())).collect();
    assert_eq!(amounts, [("J1".to_owned(), "9.00".to_owned()), ("J2".to_owned(), "8.00".to_owned())]);
}

#[test]
fn explaining_enters_nothing() {
    let program = once_a_subject();
    let record = agent(&program)
        .set("编号", "J1")
        .unwrap()
        .set("签合同", true)
        .unwrap()
        .set("借款", 9)
        .unwrap()
        .build();
    let ledger = MemoryLedger::new();
    let mut machine = Machine::new(&program);
    for _ in 0..2 {
        let told = machine.explain(&record, Some(date("2023-05-01")), &ledger, Default::default()).unwrap();
        assert_eq!(short(&told[0].decision.outcome), "grant 9.00");
    }
    assert!(ledger.is_empty());
}

/// 1 yuan for each worker who is a farmer, once in a worker's life; somebody must be left.
fn once_a_member() -> Verified {
    verified(one_rule(|code| {
        code.rule.once = Some(Once::Member);
        let farmers = code.filter((0, "人员"), |code| {
            let (status, one) =
                (code.load(1, "身份"), code.constant(qingce_runtime::program::CellType::Option(STATUS), 0));
            let farmer = code.compare(status, Compare::Equal, one);
            code.claim(farmer, "身份证号")
        });
        let empty = code.empty(farmers);
        let some = code.not(empty);
        code.decide(some);
        let (count, one) = (code.count(farmers), code.fen(100));
        let amount = code.multiply(one, count);
        code.grant(amount);
    }))
}

#[test]
fn a_grant_is_had_once_a_member() {
    let program = once_a_member();
    let mut ledger = MemoryLedger::new();
    let mut machine = Machine::new(&program);
    let mut decide = |workers: &[(&str, &str)], day: &str| {
        let none = agent(&program).known("人员").unwrap();
        let record = workers.iter().fold(none, |agent, (key, status)| {
            let worker = worker(&program).set("身份证号", *key).unwrap().set("身份", *status).unwrap();
            agent.push("人员", worker).unwrap()
        });
        let decisions = machine.decide(&record.build(), Some(date(day)), &mut ledger).unwrap();
        (short(&decisions[0].outcome), decisions[0].claimed.join(" "))
    };
    let ok = |word: &str, keys: &str| (word.to_owned(), keys.to_owned());
    assert_eq!(decide(&[("甲乙丙", "农民"), ("丁戊己", "牧民")], "2023-01-01"), ok("grant 1.00", "甲乙丙"));
    // Who was granted before drops out, and so does who stands there twice.
    let again = [("甲乙丙", "农民"), ("丁戊己", "农民"), ("丁戊己", "农民")];
    assert_eq!(decide(&again, "2023-02-01"), ok("grant 1.00", "丁戊己"));
    // Nobody left: already granted, naming the first (its key is sensitive); but not where nobody was a farmer.
    assert_eq!(
        decide(&[("丁戊己", "农民"), ("甲乙丙", "农民")], "2023-03-01"),
        ok("granted 2023-02-01 丁*己", "")
    );
    assert_eq!(decide(&[("甲乙丙", "牧民")], "2023-03-01"), ok("no", ""));
    // Without a key nobody knows, unless the member is out anyway or known to be granted.
    assert_eq!(decide(&[("", "农民")], "2023-03-01"), ok("? 人员[1].身份证号", ""));
    assert_eq!(decide(&[("", "牧民")], "2023-03-01"), ok("no", ""));
    assert_eq!(decide(&[("甲乙丙", "")], "2023-03-01"), ok("no", ""));
    assert_eq!(decide(&[("庚", "")], "2023-03-01"), ok("? 人员[1].身份", ""));
    // The second of one key hangs on whether the first is in.
    assert_eq!(decide(&[("庚", ""), ("庚", "农民")], "2023-03-01"), ok("? 人员[1].身份", ""));
}

#[test]
fn the_earliest_grant_counts() {
    let grant =
        |day: &str| Grant { key: "甲".to_owned(), rule: "规则".to_owned(), date: date(day), amount: None };
    let mut ledger: MemoryLedger =
        [grant("2023-05-01"), grant("2023-04-01"), grant("2023-06-01")].into_iter().collect();
    assert_eq!(ledger.first("规则", "甲").unwrap().date, date("2023-04-01"));
    assert_eq!(ledger.first("规则", "乙"), None);
    assert_eq!(ledger.first("别的", "甲"), None);
    ledger.enter(Grant { key: "乙".to_owned(), ..grant("2023-01-01") });
    assert_eq!(ledger.len(), 2);
}

#[test]
fn programs_and_decisions_cross_threads() {
    fn crosses<T: Send + Sync>() {}
    crosses::<Verified>();
    crosses::<Record>();
    crosses::<Decision>();
    crosses::<MemoryLedger>();
    crosses::<qingce_runtime::LoadError>();
    let program = once_a_subject();
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let record = agent(&program).set("签合同", false).unwrap().build();
                assert_eq!(short(&outcome(&program, &record)), "no");
            });
        }
    });
}
