//! Checking, mending, laying out, testing and starting policies.

mod command;

use command::{Desk, copy, repository, run_in};

#[test]
fn a_policy_without_faults_says_what_it_covers() {
    let desk = Desk::new();
    let out = desk.run(&["check", "policy"]).good();
    let table = "能同时适用的待遇怎样并享\n  申请人\n    务工补贴  可同时享受  交通补助、稳岗奖励\n    交通补助  可同时享受  稳岗奖励\n";
    let first = "务工补贴办法：1 条，3 条规则，5 句原文全部有着落；没有错误，没有提醒";
    assert_eq!(out, format!("{first}\n\n{table}"));
    let report: serde_json::Value =
        serde_json::from_str(&desk.run(&["check", "policy", "--format", "json"]).good()).unwrap();
    assert_eq!(report["covered"], 5);
    assert_eq!(report["diagnostics"].as_array().map(Vec::len), Some(0));
}

#[test]
fn check_ends_with_how_every_two_grants_combine() {
    let out = run_in(&repository(), &["check", "policies/municipal-heat-grant", "--lang", "en"]).good();
    let told: Vec<&str> = out.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    for line in [
        "how grants that can apply together combine",
        "heat-pump-grant    except                connection-grant",
        "boiler-bonus       stacks on             heat-pump-grant",
        "comfort-allowance  combination-unstated  starter-allowance",
        "1 more pair that can't apply together",
    ] {
        assert!(told.contains(&line), "{line}\n{out}");
    }
    let report =
        run_in(&repository(), &["check", "policies/municipal-heat-grant", "--format", "json"]).good();
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    let pairs = report["combinations"].as_array().unwrap();
    let of = |first: &str, second: &str| {
        let pair = pairs.iter().find(|pair| pair["first"] == first && pair["second"] == second);
        pair.map(|pair| pair["how"].clone()).unwrap_or_default()
    };
    assert_eq!(of("heat-pump-grant", "loan-subsidy"), "excludes");
    assert_eq!(of("insulation-grant", "connection-grant"), "combines_with");
    assert_eq!(of("early-bonus", "connection-grant"), "except", "as what it stands on");
    assert_eq!(of("boiler-bonus", "early-bonus"), "combines_with", "both stand on the heat pump's");
    assert!(pairs.iter().all(|pair| pair["how"] != "missing"), "{pairs:?}");
}

#[test]
fn a_diagnostic_is_drawn_at_the_words_counted_in_characters() {
    let desk = Desk::new();
    let path = "policy/政策.ce";
    desk.write(path, desk.read(path).replace("月工资 不足 1万元", "月工姿 不足 1万元"));
    let ran = desk.run(&["check", "policy"]);
    assert_eq!(ran.status, 1);
    let line = desk.read(path).lines().position(|line| line.contains("月工姿")).unwrap() + 1;
    assert!(ran.out.contains(&format!("[policy/政策.ce:{line}:11]")), "{}", ran.out);
    let drawn: Vec<&str> = ran.out.lines().collect();
    let text = drawn.iter().position(|line| line.contains("月工姿 不足")).unwrap();
    let underline = drawn[text + 1];
    let column =
        |line: &str, found: &str| unicode_width::UnicodeWidthStr::width(&line[..line.find(found).unwrap()]);
    assert_eq!(column(underline, "─"), column(drawn[text], "月工姿"), "{}", ran.out);
    assert!(ran.out.contains("错误 unknown-name") && ran.out.contains("月工资"), "{}", ran.out);
    let report: serde_json::Value =
        serde_json::from_str(&desk.run(&["check", "policy", "--format", "json"]).out).unwrap();
    assert_eq!(report["diagnostics"][0]["labels"][0]["column"], 11);
    assert!(desk.run(&["decide", "policy", "x.csv"]).err.contains("不能运行"));
}

#[test]
fn obvious_mends_are_made_in_the_files() {
    let desk = Desk::new();
    let path = "policy/政策.ce";
    let right = desk.read(path);
    desk.write(
        path,
        right.replace("月工资 不足 1万元", "月工资不足1万元").replace("有合同 且 月", "有合同 and 月"),
    );
    assert_ne!(desk.read(path), right);
    let out = desk.run(&["check", "policy", "--fix"]).good();
    assert!(out.contains("改正了 2 处"), "{out}");
    let mended = desk.read(path);
    assert!(
        mended.contains("有合同 且 月工资 不足 1万元") || mended.contains("有合同 且 月工资 不足 1 万元"),
        "{mended}"
    );
}

#[test]
fn a_page_explains_each_code() {
    let desk = Desk::new();
    assert!(desk.run(&["check", "--explain", "unknown-name"]).good().contains("`unknown-name`"));
    let ran = desk.run(&["check", "--explain", "unkown-name"]);
    assert_eq!(ran.status, 64);
    assert!(ran.err.contains("是不是「unknown-name」"), "{}", ran.err);
}

#[test]
fn scenarios_show_expected_and_got() {
    let desk = Desk::new();
    let out = desk.run(&["test", "policy"]).good();
    assert!(out.contains("2 个案例通过，0 个没有通过"), "{out}");
    let path = "policy/案例.ce";
    desk.write(path, desk.read(path).replace("应得 务工补贴 100元", "应得 务工补贴 150元"));
    let ran = desk.run(&["test", "policy"]);
    assert_eq!(ran.status, 1);
    let line = ran.out.lines().find(|line| line.contains("150元")).unwrap();
    assert!(line.contains("应得") && line.contains("实得") && line.contains("100元"), "{line}");
    assert!(ran.out.contains("policy/案例.ce:6"), "{}", ran.out);
}

#[test]
fn the_layout_of_shipped_policies_is_settled() {
    let desk = Desk::new();
    for policy in ["qinghai-labour-brand", "municipal-heat-grant"] {
        copy(&repository().join("policies").join(policy), &desk.path(policy));
        desk.run(&["fmt", policy]).good();
        assert_eq!(desk.run(&["fmt", "--check", policy]).status, 0, "{policy}");
    }
}

#[test]
fn a_policy_goes_to_english_keywords_and_back() {
    let desk = Desk::new();
    desk.run(&["fmt", "policy"]).good();
    let path = "policy/政策.ce";
    let before = desk.read(path);
    desk.run(&["fmt", "--to", "en", "policy"]).good();
    assert!(desk.read(path).starts_with("policy 务工补贴办法"), "{}", desk.read(path));
    desk.run(&["check", "policy"]).good();
    desk.run(&["test", "policy"]).good();
    desk.run(&["fmt", "--to", "zh", "policy"]).good();
    assert_eq!(desk.read(path), before);
}

#[test]
fn a_new_policy_passes_check_and_test() {
    for (language, name) in [("zh", "某县培训补贴办法"), ("en", "training-grant")] {
        let folder = tempfile::tempdir().unwrap();
        run_in(folder.path(), &["--lang", language, "new", name]).good();
        let checked = run_in(folder.path(), &["--lang", language, "check", name]).good();
        assert!(
            checked.contains("没有错误，没有提醒") || checked.contains("no errors, no warnings"),
            "{checked}"
        );
        run_in(folder.path(), &["--lang", language, "test", name]).good();
        run_in(folder.path(), &["--lang", language, "fmt", "--check", name]).good();
        let decided = run_in(folder.path(), &["--lang", language, "decide", name]).good();
        assert!(decided.contains("500"), "{decided}");
        assert_eq!(run_in(folder.path(), &["new", name]).status, 1, "what is there stays");
    }
}

#[test]
fn a_change_is_listed_until_a_scenario_notices_it() {
    let desk = Desk::new();
    let boundary = |out: &str| out.lines().filter(|line| line.trim() == "< → ≤").count();
    let before = desk.run(&["test", "policy", "--mutate", "--rule", "交通补助"]);
    assert_eq!(before.status, 1);
    assert_eq!(boundary(&before.out), 1, "{}", before.out);
    assert!(before.out.contains("一个恰在界限上的案例"), "{}", before.out);
    let path = "policy/案例.ce";
    let more = "\n案例 月工资恰好一万元\n  沿用 两段工期\n  已知 申请人：月工资 1万元\n  不适用 交通补助\n";
    desk.write(path, desk.read(path) + more);
    desk.run(&["test", "policy"]).good();
    let after = desk.run(&["test", "policy", "--mutate", "--rule", "交通补助"]);
    assert_eq!(boundary(&after.out), 0, "{}", after.out);
    let english = desk.run(&["--lang", "en", "test", "policy", "--mutate", "--rule", "每段补贴"]);
    assert!(
        english.out.contains("values of standards") && english.out.contains("2 noticed"),
        "{}",
        english.out
    );
    assert_eq!(desk.run(&["test", "policy", "--mutate", "--rule", "没有的名称"]).status, 1);
}

#[test]
fn scenarios_that_fail_are_mended_before_changes_are_tried() {
    let desk = Desk::new();
    let path = "policy/案例.ce";
    desk.write(path, desk.read(path).replace("应得 务工补贴 100元", "应得 务工补贴 150元"));
    let ran = desk.run(&["test", "policy", "--mutate"]);
    assert_eq!(ran.status, 1);
    assert!(ran.err.contains("有案例没有通过"), "{}", ran.err);
}
