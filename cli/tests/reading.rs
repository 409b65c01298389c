//! Reading a policy, and notices of decision.

mod command;

use command::{Desk, repository, run_in};

#[test]
fn a_clause_reads_as_official_prose() {
    let text = run_in(&repository(), &["read", "policies/qinghai-labour-brand", "--clause", "6"]).good();
    assert!(text.contains("\n第六条 提升劳务品牌就业服务水平\n"), "{text}");
    assert!(text.contains("对有合格采摘人员的劳务经纪人，给予劳务经纪人补贴，数额为采摘带工补贴标准（50元/人）×合格采摘人员的人数。"));
    assert!(!text.contains("第七条 "), "only the clause that was asked for");
    let markdown = run_in(
        &repository(),
        &["read", "policies/qinghai-labour-brand", "--clause", "6", "--format", "markdown"],
    )
    .good();
    assert!(
        markdown.starts_with("# 青海省劳务品牌建设实施意见\n")
            && markdown.contains("\n### 组织采摘枸杞补贴\n")
    );
}

#[test]
fn a_department_sees_what_it_answers_for() {
    let text =
        run_in(&repository(), &["read", "policies/qinghai-labour-brand", "--department", "省广电局"]).good();
    assert!(text.contains("全方位宣传报道") && !text.contains("组织采摘枸杞补贴"), "{text}");
    let ran = run_in(&repository(), &["read", "policies/qinghai-labour-brand", "--department", "省广播局"]);
    assert_eq!(ran.status, 64);
    assert!(ran.err.contains("没有部门「省广播局」；有的部门是：省广播电视局"), "{}", ran.err);
    let ran = run_in(&repository(), &["read", "policies/qinghai-labour-brand", "--clause", "17"]);
    assert!(ran.status == 64 && ran.err.contains("没有第17条"), "{}", ran.err);
}

#[test]
fn notes_of_reading_are_footnotes_of_their_clause() {
    let page = run_in(
        &repository(),
        &["read", "policies/qinghai-labour-brand", "--clause", "8", "--format", "html"],
    )
    .good();
    let marks = "<h3>一次性创业补贴<sup><a href=\"#clause-0-8-note-1\">[1]</a></sup><sup><a href=\"#clause-0-8-note-2\">[2]</a></sup></h3>";
    assert!(page.contains(marks), "{page}");
    let note = page.split_once("id=\"clause-0-8-note-1\">").unwrap().1;
    assert!(note.starts_with("解释：8.1的税费减免是国家规定的减免"), "{note}");
    let note = page.split_once("id=\"clause-0-8-note-2\">").unwrap().1;
    assert!(note.starts_with("解释：正常经营的年限从领取营业执照后的开业日期算到申请之日"), "{note}");
}

#[test]
fn forms_follow_the_name_of_the_file() {
    let desk = Desk::new();
    for (name, begins) in
        [("policy.html", "<!DOCTYPE html><html lang=\"zh-CN\">"), ("policy.md", "# "), ("policy.txt", "")]
    {
        desk.run(&["read", "policy", "--out", name]).good();
        assert!(desk.read(name).starts_with(begins), "{name}");
    }
    desk.run(&["read", "policy", "--out", "policy.docx"]).good();
    assert_eq!(std::fs::read(desk.path("policy.docx")).unwrap()[..2], *b"PK");
    assert!(desk.run(&["read", "policy", "--format", "docx"]).err.contains("--out"));
}

#[test]
fn a_notice_masks_what_is_sensitive_unless_asked_not_to() {
    let notice = |more: &[&str]| {
        let mut arguments =
            vec!["explain", "policies/qinghai-labour-brand", "--key", "JJR-2023-001", "--format", "text"];
        arguments.extend(more);
        run_in(&repository(), &arguments).good()
    };
    let masked = notice(&[]);
    assert!(masked.starts_with("办理结果告知书\n") && masked.contains("可以享受的"), "{masked}");
    assert!(masked.contains("6.4 落实劳务经纪人补贴政策"), "the official sentence is the legal basis");
    assert!(masked.contains("****") && !notice(&["--unmask"]).contains("****"));
    let page = run_in(
        &repository(),
        &["explain", "policies/qinghai-labour-brand", "--key", "JJR-2023-003", "--format", "html"],
    )
    .good();
    assert!(page.contains("资料不全，还不能决定的") && page.contains("还缺"), "{page}");
}

#[test]
fn a_sentence_that_nothing_covers_stands_out() {
    let desk = Desk::new();
    let source = desk.read("policy/原文.tsv");
    desk.write("policy/原文.tsv", source.trim_end().to_owned() + "\n1.9\t另有一句没有写进规则的话。\n");
    let page = desk.run(&["read", "policy", "--format", "html"]).good();
    assert!(page.contains("<div class=\"row uncovered\" id=\"s-0-1-9\">"), "{page}");
    let text = desk.run(&["read", "policy"]).good();
    assert!(text.contains("【没有着落】1.9 另有一句没有写进规则的话。"), "{text}");
}
