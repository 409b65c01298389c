//! Changing an amount: written in its place, refused where it is wrong, told in words, and counted for given records.

mod command;

use command::{Desk, copy, repository};
use std::path::Path;

const STANDARD: &str = "吸纳就业奖励标准";
const FILE: &str = "qinghai-labour-brand/第06条.ce";

/// A desk with the shipped policies, the originals in `old`.
fn desk() -> Desk {
    let desk = Desk::new();
    copy(&repository().join("policies"), &desk.path(""));
    copy(&repository().join("policies"), &desk.path("old"));
    desk
}

fn amend(desk: &Desk, more: &[&str]) -> command::Ran {
    let mut arguments = vec!["amend", "qinghai-labour-brand", STANDARD];
    arguments.extend(more);
    desk.run(&arguments)
}

const TO_1500: &[&str] = &["--from", "2026-01-01", "--to", "1500", "--authority", "青人社厅发〔2025〕88号"];

/// The files of a folder that differ from those of another one.
fn changed(a: &Path, b: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(a).unwrap() {
        let entry = entry.unwrap();
        let other = b.join(entry.file_name());
        if entry.path().is_dir() {
            found.extend(changed(&entry.path(), &other));
        } else if std::fs::read(entry.path()).unwrap() != std::fs::read(other).unwrap() {
            found.push(entry.file_name().into_string().unwrap());
        }
    }
    found
}

#[test]
fn one_line_is_added_and_nothing_else_is_touched() {
    let desk = desk();
    let told = amend(&desk, TO_1500).good();
    assert_eq!(
        told,
        "自2026年1月1日起，决定可能不同；2026年1月1日以前的所有决定都不变（由两个版本的规定推出，不是抽样）。\n\n\
         改动 标准「吸纳就业奖励标准」，自2026年1月1日起，影响：吸纳就业一次性奖励\n  \
         ＋ 数值：自2026年1月1日起，1500元/人（依据《青人社厅发〔2025〕88号》）\n"
    );
    assert_eq!(
        changed(&desk.path("qinghai-labour-brand"), &desk.path("old/qinghai-labour-brand")),
        ["第06条.ce"]
    );
    let before = desk.read(&format!("old/{FILE}"));
    let line = "  自 2022年6月1日 1000元/人 依据 6.3「每吸纳一人1000元的一次性奖励」\n";
    let added = "  自 2026年1月1日 1500元/人 依据 「青人社厅发〔2025〕88号」\n";
    assert_eq!(desk.read(FILE), before.replace(line, &format!("{line}{added}")));
    let check = desk.run(&["check", "qinghai-labour-brand"]).good();
    assert!(check.contains("没有错误，没有提醒"), "{check}");
}

#[test]
fn marks_and_line_ends_of_the_file_are_kept() {
    let desk = desk();
    let windows = format!("\u{feff}{}", desk.read(FILE).replace('\n', "\r\n"));
    desk.write(FILE, &windows);
    amend(&desk, TO_1500).good();
    let added = "  自 2026年1月1日 1500元/人 依据 「青人社厅发〔2025〕88号」\r\n";
    let now = desk.read(FILE);
    assert!(now.contains(added));
    assert_eq!(now.replace(added, ""), windows);
}

#[test]
fn a_value_can_be_replaced_and_ended() {
    let desk = desk();
    amend(&desk, TO_1500).good();
    let replaced = ["--from", "2026-01-01", "--to", "1600元/人", "--authority", "甲", "--replace"];
    amend(&desk, &replaced).good();
    assert!(
        desk.read(FILE).contains("  自 2026年1月1日 1600元/人 依据 「甲」\n")
            && !desk.read(FILE).contains("1500元/人")
    );
    let told = amend(&desk, &["--end", "2026-12-31"]).good();
    assert!(told.starts_with("自2027年1月1日起"), "{told}");
    assert!(desk.read(FILE).contains("  自 2026年1月1日 至 2026年12月31日 1600元/人 依据 「甲」\n"));
}

#[test]
fn wrong_amendments_are_refused_and_change_nothing() {
    let desk = desk();
    for (more, said) in [
        (&["--from", "2028-01-01", "--to", "1500", "--authority", "甲"][..], "date-outside-period"),
        (&["--from", "2026-01-01", "--to", "1500天", "--authority", "甲"], "wrong-unit"),
        (&["--from", "2022-06-01", "--to", "1500", "--authority", "甲"], "--replace"),
        (&["--from", "2026-01-01", "--to", "1500"], "--authority"),
        (&["--from", "2026-01-01", "--to", "一千五", "--authority", "甲"], "没有修改"),
        (&["--end", "2020-01-01"], "没有可以结束的数值"),
    ] {
        let ran = amend(&desk, more);
        assert!(ran.status == 1 && ran.err.contains(said), "{more:?}: {}", ran.err);
    }
    let ran = desk.run(&["amend", "qinghai-labour-brand", "吸纳就业奖金标准", "--end", "2026-12-31"]);
    assert!(ran.err.contains("没有标准「吸纳就业奖金标准」；相近的有：吸纳就业奖励标准"), "{}", ran.err);
    assert_eq!(changed(&desk.path("qinghai-labour-brand"), &desk.path("old/qinghai-labour-brand")), [""; 0]);
}

#[test]
fn an_amendment_folder_gets_an_adjustment_of_its_own() {
    let desk = desk();
    let told = desk
        .run(&[
            "amend",
            "amendment-2025",
            "采摘带工补贴标准",
            "--from",
            "2026-01-01",
            "--to",
            "60",
            "--authority",
            "甲",
        ])
        .good();
    assert!(told.contains("影响：组织采摘枸杞补贴"), "{told}");
    assert!(
        desk.read("amendment-2025/修订.ce")
            .ends_with("\n调整 采摘带工补贴标准\n  自 2026年1月1日 60元/人 依据 「甲」\n")
    );
    assert_eq!(changed(&desk.path("qinghai-labour-brand"), &desk.path("old/qinghai-labour-brand")), [""; 0]);
}

#[test]
fn layout_order_and_local_names_are_no_change_in_meaning() {
    let desk = Desk::new();
    copy(&desk.path("policy"), &desk.path("new"));
    let text = desk.read("policy/政策.ce");
    let (head, rule) = text.split_once("规则 务工补贴").unwrap();
    let (rule, rest) = rule.split_once("规则 交通补助").unwrap();
    let moved = format!("{head}规则 交通补助{rest}\n规则 务工补贴{rule}");
    let said = "类别 属于 {农民、牧民} 且 企业 的 注册地 = 青海";
    let turned = moved
        .replace("企业 的 注册地 = 青海 且 类别 属于 {农民、牧民}", said)
        .replace("合格工期", "合格的工期");
    assert_ne!(turned, moved);
    desk.write("new/政策.ce", turned.replace("  ", "    "));
    assert_eq!(desk.run(&["diff", "policy", "new"]).good(), "含义没有变化。\n");
    assert_eq!(desk.run(&["diff", "policy", "new", "--lang", "en"]).good(), "No change in meaning.\n");
}

#[test]
fn a_changed_condition_is_told_before_and_after() {
    let desk = Desk::new();
    copy(&desk.path("policy"), &desk.path("new"));
    desk.write("new/政策.ce", desk.read("policy/政策.ce").replace("不足 6个月", "不超过 6个月"));
    let told = desk.run(&["diff", "policy", "new"]).good();
    assert!(told.starts_with("自2023年1月1日起，决定可能不同"), "{told}");
    assert!(
        told.contains("改动 规则「务工补贴」") && told.contains("  − 条件：") && told.contains("  ＋ 条件："),
        "{told}"
    );
    let data: serde_json::Value =
        serde_json::from_str(&desk.run(&["diff", "policy", "new", "--format", "json"]).good()).unwrap();
    assert_eq!(data["first_day"], "2023-01-01");
    assert_eq!(data["differences"][0]["name"], "务工补贴");
    assert!(desk.run(&["diff", "policy", "new", "--format", "html"]).good().contains("<ins>"));
}

#[test]
fn two_versions_in_git_are_compared() {
    let desk = Desk::new();
    let git = |arguments: &[&str]| {
        let names = ["-c", "user.name=a", "-c", "user.email=a@example.org"];
        let run = std::process::Command::new("git")
            .arg("-C")
            .arg(desk.path(""))
            .args(names)
            .args(arguments)
            .output();
        assert!(run.unwrap().status.success(), "git {arguments:?}");
    };
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-q", "-m", "first"]);
    assert_eq!(desk.run(&["diff", "policy", "--git", "HEAD"]).good(), "含义没有变化。\n");
    desk.run(&["amend", "policy", "每段补贴", "--from", "2024-01-01", "--to", "60", "--authority", "甲"])
        .good();
    let told = desk.run(&["diff", "policy", "--git", "HEAD"]).good();
    assert!(told.starts_with("自2024年1月1日起") && told.contains("60元/段"), "{told}");
    git(&["commit", "-q", "-a", "-m", "second"]);
    assert_eq!(desk.run(&["diff", "policy", "--git", "HEAD~1..HEAD"]).good(), told);
    assert!(desk.run(&["diff", "policy", "--git", "nowhere"]).err.contains("git"));
}

#[test]
fn the_impact_on_the_samples_is_counted_and_listed() {
    let desk = desk();
    amend(&desk, TO_1500).good();
    let impact = |more: &[&str]| {
        let mut arguments = vec!["impact", "old/qinghai-labour-brand", "qinghai-labour-brand"];
        arguments.extend(more);
        desk.run(&arguments).good()
    };
    let told = impact(&["--as-of", "2025-12-31,2026-07-01", "--list", "名单.csv"]);
    let (before, after) = told.split_once("以2026年7月1日为基准日").unwrap();
    assert!(before.contains("这次改动对这些档案没有任何影响。"), "{told}");
    assert!(after.contains("给予：5000元 → 7500元，差额 ＋2500元"), "{told}");
    let list = desk.read("名单.csv");
    assert_eq!(list.lines().count(), 4, "{list}");
    assert!(list.contains(",适用,适用,2000,3000,1000,改动标准「吸纳就业奖励标准」"), "{list}");
    let swept = impact(&["--as-of", "2026-07-01", "--sweep", "吸纳就业奖励标准=1000..1500:250"]);
    for cost in ["1000：给予 45450元", "1250：给予 46700元", "1500：给予 47950元"] {
        assert!(swept.contains(cost), "{swept}");
    }
    assert!(
        impact(&["--format", "html"]).contains("这次改动对这些档案没有任何影响"),
        "their own days lie before the change"
    );
}

#[test]
fn values_go_out_to_a_sheet_and_come_back() {
    let desk = desk();
    for name in ["数值.csv", "数值.xlsx"] {
        desk.run(&["standards", "qinghai-labour-brand", "--out", name]).good();
        assert_eq!(
            desk.run(&["standards", "qinghai-labour-brand", "--import", name]).good(),
            "含义没有变化。\n"
        );
    }
    desk.run(&["standards", "municipal-heat-grant", "--out", "values.csv", "--lang", "en"]).good();
    assert_eq!(
        desk.run(&["standards", "municipal-heat-grant", "--import", "values.csv"]).good(),
        "含义没有变化。\n"
    );
    for policy in ["qinghai-labour-brand", "municipal-heat-grant"] {
        assert_eq!(changed(&desk.path(policy), &desk.path(&format!("old/{policy}"))), [""; 0]);
    }
    let sheet = desk.read("数值.csv");
    let line = "吸纳就业奖励标准,,2022-06-01,,1000,元/人,6.3「每吸纳一人1000元的一次性奖励」,第六条\n";
    assert!(sheet.contains(line), "{sheet}");
    let more = "吸纳就业奖励标准,,2026/1/1,,1500,元/人,「青人社厅发〔2025〕88号」,\n合伙上浮比例,,2026-01-01,,12,%,甲,\n";
    desk.write("新.csv", sheet.replace(line, &format!("{line}{more}")));
    let told = desk.run(&["standards", "qinghai-labour-brand", "--import", "新.csv"]).good();
    assert!(told.contains("1500元/人") && told.contains("自2026年1月1日起，12%（依据《甲》）"), "{told}");
    let before = desk.read(FILE);
    desk.write("错.csv", sheet.replace(line, &format!("{line}吸纳就业奖励标准,,2026-06-01,,1800,天,甲,\n吸纳就业奖励标准,,2026-07-01,,1800,元/人,甲,\n")));
    let ran = desk.run(&["standards", "qinghai-labour-brand", "--import", "错.csv"]);
    assert!(ran.status == 1 && ran.err.contains("wrong-unit") && ran.err.contains("第 3 行"), "{}", ran.err);
    desk.write("缺.csv", sheet.replace("2022-06-01,,1000,元/人", "六月一日,,1000,元/人"));
    let ran = desk.run(&["standards", "qinghai-labour-brand", "--import", "缺.csv"]);
    assert!(ran.status == 1 && ran.err.contains("缺.csv") && ran.err.contains("「自」"), "{}", ran.err);
    assert_eq!(desk.read(FILE), before);
}

/// The commands under a heading of the README, each with the lines that it is shown to print.
fn shown(heading: &str) -> Vec<(Vec<String>, Vec<String>)> {
    let readme = std::fs::read_to_string(repository().join("README.md")).unwrap();
    let section = readme.split("\n## ").find(|section| section.starts_with(heading)).unwrap();
    let mut found: Vec<(Vec<String>, Vec<String>)> = Vec::new();
    for line in section.lines().filter_map(|line| line.strip_prefix("    ")) {
        match (line.strip_prefix("$ qingce "), found.last_mut()) {
            (Some(command), _) => found.push((command.split(' ').map(str::to_owned).collect(), Vec::new())),
            (None, Some((_, printed))) => printed.push(line.trim().to_owned()),
            (None, None) => panic!("{line}"),
        }
    }
    found
}

#[test]
fn the_readme_shows_what_the_commands_print() {
    for (heading, old) in [("改数额", "旧版"), ("Changing an amount", "OLD")] {
        let desk = Desk::new();
        copy(&repository().join("policies"), &desk.path("policies"));
        copy(&repository().join("policies/qinghai-labour-brand"), &desk.path(old));
        let commands = shown(heading);
        assert!(commands.len() > 3, "{commands:?}");
        // What changing the whole policy in a thousand places gives is looked at where that is tried.
        for (command, printed) in commands.iter().filter(|(command, _)| !command.contains(&"--mutate".into()))
        {
            let ran = desk.run(&command.iter().map(String::as_str).collect::<Vec<_>>());
            let out: Vec<&str> = ran.out.lines().map(str::trim).collect();
            assert!(!printed.is_empty(), "{command:?}");
            for line in printed {
                assert!(out.contains(&line.as_str()), "{command:?} doesn't print: {line}\n{}", ran.out);
            }
        }
    }
}
