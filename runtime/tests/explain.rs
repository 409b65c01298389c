//! The reasoning as text.

mod support;

use qingce_runtime::program::{
    CellType, Compare, PeriodUnit, Reason, ReasonKind, ScaleId, SlotId, StandardId,
};
use qingce_runtime::{Ask, Language, Machine, MemoryLedger, Record, Verdict, Verified};
use support::tables::{STATUS, worker};
use support::{Code, add_rule, agent, date, one_rule, tables, verified};

fn field(
    code: &mut Code<'_>,
    text: &str,
    frame: u8,
    slot: u16,
    value: qingce_runtime::program::Reg,
) -> Reason {
    code.reason(text, value, ReasonKind::Field { frame, slot: SlotId(slot) }, Vec::new())
}

/// 50 yuan for each farmer or herder who picked for at least two months, if the agent is founded long enough.
fn program() -> Verified {
    let mut program = tables();
    add_rule(&mut program, "采摘补贴", |code| {
        let mut inside = Vec::new();
        let people = code.filter((0, "人员"), |code| {
            let (status, one) = (code.load(1, "身份"), code.constant(CellType::Option(STATUS), 0));
            let farmer = code.compare(status, Compare::Equal, one);
            let long = code.and_then(farmer, |code| {
                let (from, to, two) = (code.load(1, "开始"), code.load(1, "结束"), code.number(2, 0));
                let end = code.span_end(from, to);
                let full = code.period_full(from, two, PeriodUnit::Months);
                let long = code.compare(end, Compare::GreaterOrEqual, full);
                let parts = vec![field(code, "开始", 1, 2, from), field(code, "结束", 1, 3, to)];
                inside.push(code.reason("自 开始 至 结束 满 2个月", long, ReasonKind::Condition, parts));
                long
            });
            let parts = vec![field(code, "身份", 1, 1, status)];
            inside.insert(0, code.reason("身份 = 农民", farmer, ReasonKind::Condition, parts));
            inside =
                vec![code.reason("身份 = 农民 且 …", long, ReasonKind::And, std::mem::take(&mut inside))];
            long
        });
        let empty = code.empty(people);
        let some = code.not(empty);
        let members = code.reason("带领人员 其中 …", empty, ReasonKind::Members(people), inside);
        let condition = code.reason("合格人员 不为空", some, ReasonKind::Condition, vec![members]);
        code.decide(some);
        let (count, rate) = (code.count(people), code.standard("补贴"));
        let amount = code.multiply(rate, count);
        let parts = vec![
            code.reason("补贴", rate, ReasonKind::Standard(StandardId(0)), Vec::new()),
            code.reason("合格人员 的 人数", count, ReasonKind::Value, Vec::new()),
        ];
        let effect = code.reason("补贴 × 合格人员 的 人数", amount, ReasonKind::Case(0), parts);
        code.rule.reasoning = vec![condition, effect];
        code.grant(amount);
    });
    verified(program)
}

fn told(program: &Verified, record: &Record, ask: Ask) -> String {
    let mut machine = Machine::new(program);
    let told = machine.explain(record, Some(date("2023-10-01")), &MemoryLedger::new(), ask).unwrap();
    told.iter().map(|one| one.text(program, ask.language)).collect()
}

fn worked(program: &Verified, key: &str, status: &str, from: &str, to: &str) -> Record {
    let worker = worker(program).set("身份证号", key).unwrap().set("身份", status).unwrap();
    worker.set("开始", from).unwrap().set("结束", to).unwrap().build()
}

#[test]
fn a_grant_is_explained() {
    let program = program();
    let record = agent(&program)
        .push("人员", worked(&program, "630101199001011234", "农民", "2023-07-01", "2023-09-05"))
        .unwrap()
        .push("人员", worked(&program, "630101199002022345", "职工", "2023-07-01", "2023-09-05"))
        .unwrap()
        .push("人员", worked(&program, "630101199003033456", "农民", "2023-07-31", "2023-09-29"))
        .unwrap()
        .build();
    let expected = "\
采摘补贴：适用，给予 50.00元
  依据 6.4「给予补贴」
  基准日 2023年10月1日
  ✓ 合格人员 不为空
    · 带领人员 其中 …：共3项，计入1项
      ✓ 第1项（6****************4）
        ✓ 身份 = 农民 且 …
          ✓ 身份 = 农民
            · 身份：农民
          ✓ 自 开始 至 结束 满 2个月
            · 开始：2023年7月1日
            · 结束：2023年9月5日
      ✗ 第2项（6****************5）
        ✗ 身份 = 农民 且 …
          ✗ 身份 = 农民
            · 身份：职工
          ✓ 自 开始 至 结束 满 2个月
            · 开始：2023年7月1日
            · 结束：2023年9月5日
      ✗ 第3项（6****************6）
        ✗ 身份 = 农民 且 …
          ✓ 身份 = 农民
            · 身份：农民
          ✗ 自 开始 至 结束 满 2个月
            · 开始：2023年7月31日
            · 结束：2023年9月29日
  · 补贴 × 合格人员 的 人数：50元/人
    · 补贴：50元/人（2022年6月1日至2023年12月31日，6.4）
    · 合格人员 的 人数：1
";
    assert_eq!(told(&program, &record, Ask::default()), expected);
    let english =
        told(&program, &record, Ask { language: Language::English, reveal: true, ..Ask::default() });
    assert!(english.starts_with(
        "采摘补贴: applies, grant 50.00 yuan\n  per 6.4「给予补贴」\n  reference date 2023-10-01\n"
    ));
    assert!(english.contains("✓ member 1 (630101199001011234)"));
    assert!(english.contains("带领人员 其中 …: 1 of 3 count"));
}

#[test]
fn what_is_missing_is_told() {
    let program = program();
    let record =
        agent(&program).push("人员", worked(&program, "", "农民", "2023-07-01", "")).unwrap().build();
    let expected = "\
采摘补贴：待定，缺 人员[1].结束
  依据 6.4「给予补贴」
  基准日 2023年10月1日
  ？ 合格人员 不为空：缺 人员[1].结束
    · 带领人员 其中 …：共1项，计入0项，待定1项
      ？ 第1项
        ？ 身份 = 农民 且 …：缺 人员[1].结束
          ✓ 身份 = 农民
            · 身份：农民
          ？ 自 开始 至 结束 满 2个月：缺 人员[1].结束
            · 开始：2023年7月1日
            ？ 结束：缺
";
    assert_eq!(told(&program, &record, Ask::default()), expected);
    let nothing = told(&program, &agent(&program).build(), Ask::default());
    assert!(
        nothing.ends_with("  ？ 合格人员 不为空：缺 人员\n    ？ 带领人员 其中 …：缺 人员\n"),
        "{nothing}"
    );
}

#[test]
fn sensitive_values_stay_masked_wherever_they_come_out() {
    let program = verified(one_rule(|code| {
        let (born, sixty) = (code.load(0, "生日"), code.number(60, 0));
        let reached = code.period_full(born, sixty, PeriodUnit::Age);
        let today = code.reference_date();
        let old = code.compare(today, Compare::GreaterOrEqual, reached);
        let name = code.text_is(0, "负责人", "张三丰");
        let both = code.and(old, name);
        let born_told = field(code, "生日", 0, 11, born);
        let named = code.reason("出生日", born, ReasonKind::Named, vec![born_told.clone()]);
        let day = code.reason("满60周岁之日", reached, ReasonKind::Value, vec![born_told]);
        let name_told = field(code, "负责人", 0, 12, name);
        let age = code.reason("生日 满 60周岁", old, ReasonKind::Condition, vec![named, day]);
        let is = code.reason("负责人 = 「张三丰」", name, ReasonKind::Condition, vec![name_told]);
        code.rule.reasoning = vec![age, is];
        code.target(both);
    }));
    let record = agent(&program).set("生日", "1963-10-01").unwrap().set("负责人", "张三丰").unwrap().build();
    let masked = told(&program, &record, Ask::default());
    assert!(masked.contains("✓ 生日 满 60周岁\n    · 出生日：1********日\n"), "{masked}");
    assert!(!masked.contains("1963") && !masked.contains("2023年10月1日\n    "), "{masked}");
    assert!(masked.contains("· 负责人：张*丰"));
    let open = told(&program, &record, Ask { reveal: true, ..Ask::default() });
    assert!(open.contains("出生日：1963年10月1日") && open.contains("满60周岁之日：2023年10月1日"));
    assert!(open.contains("· 负责人：张三丰"));
}

#[test]
fn failures_and_what_is_not_in_force_are_told() {
    let program = verified(one_rule(|code| {
        let (people, ended) = (code.load(0, "企业.人数"), code.standard("已止"));
        let reward = code.scale(1, people);
        let total = code.add(reward, ended);
        let parts = vec![
            code.reason("定额奖励", reward, ReasonKind::Scale(ScaleId(1)), Vec::new()),
            code.reason("已止", ended, ReasonKind::Standard(StandardId(2)), Vec::new()),
        ];
        code.rule.reasoning = vec![code.reason("合计", total, ReasonKind::Case(0), parts)];
        code.grant(total);
    }));
    let with = |people: i32| agent(&program).set("企业.人数", people).unwrap().build();
    let text = told(&program, &with(60), Ask::default());
    let expected = "\
规则：未施行，「已止」在基准日没有值
  依据 6.4「给予补贴」
  基准日 2023年10月1日
  ！ 合计：「已止」在基准日没有值
    · 定额奖励：120.00元（2022年6月1日起，8.1）
    ！ 已止：「已止」在基准日没有值
";
    assert_eq!(text, expected);
    let text = told(&program, &with(-1), Ask::default());
    assert!(text.starts_with("规则：无法裁定，数值低于分档的起点（试行.ce 第3行）\n"), "{text}");
}

#[test]
fn what_was_not_reached_is_marked() {
    let program = verified(one_rule(|code| {
        let signed = code.load(0, "签合同");
        let told = code.reason("签合同", signed, ReasonKind::Condition, Vec::new());
        code.decide(signed);
        let amount = code.load(0, "借款");
        let effect = code.reason("借款", amount, ReasonKind::Case(0), Vec::new());
        code.rule.reasoning = vec![told, effect];
        code.grant(amount);
    }));
    let record = agent(&program).set("签合同", false).unwrap().set("借款", 5).unwrap().build();
    let mut machine = Machine::new(&program);
    let told =
        machine.explain(&record, Some(date("2023-10-01")), &MemoryLedger::new(), Ask::default()).unwrap();
    let verdicts: Vec<Verdict> = told[0].steps.iter().map(|step| step.verdict).collect();
    assert_eq!(verdicts, [Verdict::False, Verdict::NotReached]);
    let ended =
        machine.explain(&record, Some(date("2028-10-01")), &MemoryLedger::new(), Ask::default()).unwrap();
    assert!(ended[0].steps.is_empty());
}

#[test]
fn decisions_serialise_plainly() {
    let program = program();
    let record = agent(&program)
        .push("人员", worked(&program, "630101199001011234", "农民", "2023-07-01", "2023-09-05"))
        .unwrap()
        .build();
    let decisions = support::decide(&program, &record);
    let json = serde_json::to_string(&decisions).unwrap();
    assert_eq!(
        json,
        r#"[{"rule":"采摘补贴","status":"applies","effect":{"effect":"grant","amount":"50.00","label":null}}]"#
    );
    let unknown = support::decide(&program, &agent(&program).build());
    assert_eq!(
        serde_json::to_string(&unknown).unwrap(),
        r#"[{"rule":"采摘补贴","status":"undetermined","missing":["人员"]}]"#
    );
}
