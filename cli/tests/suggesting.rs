//! Scenarios at boundaries: printed, put into the policy, passing, and told as unconfirmed until somebody confirms them.

use std::path::Path;
use std::process::{Command, Output};

fn qingce(arguments: &[&str]) -> Output {
    let run = Command::new(env!("CARGO_BIN_EXE_qingce")).args(["--lang", "zh"]).args(arguments).output();
    run.unwrap()
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn suggested_scenarios_pass_and_are_told_until_they_are_confirmed() {
    let kept = tempfile::tempdir().unwrap();
    let policy = kept.path().join("policy");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../policies/municipal-heat-grant"), &policy);
    let folder = policy.to_str().unwrap();

    let suggested = text(&qingce(&["test", folder, "--suggest", "low-income-bound"]));
    for named in ["_just-under", "_at", "_just-over"] {
        assert!(suggested.contains(&format!("scenario household-class_20240101{named}\n")), "{suggested}");
    }
    assert!(suggested.contains("expect-class household-class low-income unconfirmed"));
    assert!(suggested.contains("expect-class household-class middle-income unconfirmed"));

    let file = policy.join("scenarios/suggested.ce");
    std::fs::write(&file, &suggested).unwrap();
    let checked = qingce(&["check", folder]);
    assert!(checked.status.success(), "{}", text(&checked));
    let tested = qingce(&["test", folder]);
    assert!(tested.status.success(), "{}", text(&tested));
    assert!(text(&tested).contains("待确认的期望："), "{}", text(&tested));

    std::fs::write(&file, suggested.replace(" unconfirmed", " taken-from program")).unwrap();
    let tested = text(&qingce(&["test", folder]));
    assert!(!tested.contains("待确认的期望："), "{tested}");
    assert!(tested.contains("项期望照抄程序"), "{tested}");

    std::fs::write(&file, suggested.replace(" unconfirmed", "")).unwrap();
    let tested = text(&qingce(&["test", folder]));
    assert!(!tested.contains("照抄"), "{tested}");
}

#[test]
fn an_amount_that_only_the_program_stands_for_is_told() {
    let kept = tempfile::tempdir().unwrap();
    let folder = kept.path();
    let policy = "政策 示例\n  文号 「示例」\n  施行 2024年1月1日 至 2026年12月31日\n  原文 「原文.tsv」\n\n\
        档案 人员\n  姓名：文字 主键\n  困难：是否\n\n\
        规则 补贴\n  对象 人员\n  当 困难\n  给予 100元\n  依据 1.1「补贴100元」\n\n\
        案例 困难的\n  基准日 2024年6月1日\n  已知 人员：姓名 「甲」，困难 是\n  应得 补贴 100元 出自 程序\n\n\
        案例 不困难的\n  基准日 2024年6月1日\n  已知 人员：姓名 「乙」，困难 否\n  不适用 补贴\n";
    std::fs::write(folder.join("政策.ce"), policy).unwrap();
    std::fs::write(folder.join("原文.tsv"), "1.1\t给困难人员补贴100元。\n").unwrap();
    let tested = qingce(&["test", folder.to_str().unwrap()]);
    assert!(tested.status.success(), "{}", text(&tested));
    assert!(text(&tested).contains("规则 补贴 的数额"), "{}", text(&tested));

    let stated = policy.replace("出自 程序", "出自 1.1「补贴100元」");
    std::fs::write(folder.join("政策.ce"), stated).unwrap();
    let tested = text(&qingce(&["test", folder.to_str().unwrap()]));
    assert!(!tested.contains("规则 补贴 的数额"), "{tested}");
}

#[test]
fn an_unknown_standard_is_named_with_its_nearest() {
    let policy = Path::new(env!("CARGO_MANIFEST_DIR")).join("../policies/qinghai-labour-brand");
    let refused = qingce(&["test", policy.to_str().unwrap(), "--suggest", "创业补贴标淮"]);
    assert_eq!(refused.status.code(), Some(64));
    assert!(String::from_utf8(refused.stderr).unwrap().contains("最接近的是「创业补贴标准」"));
}
