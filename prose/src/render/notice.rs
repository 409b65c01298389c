//! A decision notice as text and as a page.

use super::html::passage;
use super::page::page;
use crate::notice::{Item, Notice};
use maud::{Markup, html};

/// The notice as text.
pub fn text(notice: &Notice) -> String {
    let language = notice.language;
    let colon = language.pick("：", ": ");
    let mut out = format!("{}\n\n", notice.title);
    for (name, fact) in &notice.facts {
        out.push_str(&format!("{name}{colon}{fact}\n"));
    }
    for group in &notice.groups {
        out.push_str(&format!("\n{}\n", group.title));
        for item in &group.items {
            out.push_str(&format!("\n  {}{colon}{}\n", item.name, item.result));
            for (title, lines) in parts(item, notice) {
                out.push_str(&format!("    {title}\n"));
                lines.iter().for_each(|line| out.push_str(&format!("      {line}\n")));
            }
        }
    }
    out
}

/// The parts of an item below its result, in lines.
fn parts(item: &Item, notice: &Notice) -> Vec<(&'static str, Vec<String>)> {
    let language = notice.language;
    let lines =
        |passages: &[crate::Passage]| passages.iter().flat_map(|one| one.lines(language)).collect::<Vec<_>>();
    let basis = item.basis.iter().map(|(id, words)| format!("{id} {words}").trim().to_owned());
    let all = [
        (language.pick("规定", "The rule"), lines(&item.provision)),
        (language.pick("理由", "Reasons"), lines(&item.reasons)),
        (language.pick("还缺", "Missing"), item.missing.clone()),
        (language.pick("依据", "Legal basis"), basis.collect()),
        (language.pick("责任部门", "Departments in charge"), item.departments.clone()),
    ];
    all.into_iter().filter(|(_, lines)| !lines.is_empty()).collect()
}

/// The notice as a page of its own.
pub fn html(notice: &Notice) -> String {
    let body = html! {
        dl.facts { @for (name, fact) in &notice.facts { dt { (name) } dd { (fact) } } }
        main {
            @for group in &notice.groups {
                section {
                    h2 { (group.title) }
                    @for one in &group.items { (item(one, notice)) }
                }
            }
        }
    };
    page(notice.language, &notice.title, false, &body)
}

fn item(item: &Item, notice: &Notice) -> Markup {
    let language = notice.language;
    html! {
        article.rule {
            h3 { (item.name) }
            p.now { (item.result) }
            @for text in &item.provision { (passage(text, language)) }
            @if !item.reasons.is_empty() {
                h4 { (language.pick("理由", "Reasons")) }
                @for reason in &item.reasons { (passage(reason, language)) }
            }
            @if !item.missing.is_empty() {
                h4 { (language.pick("还缺", "Missing")) }
                ul { @for field in &item.missing { li { (field) } } }
            }
            @for (id, words) in &item.basis { p.basis { (language.pick("依据 ", "By ")) (id) " " (words) } }
            @if !item.departments.is_empty() {
                p.who { (language.pick("责任部门：", "Departments in charge: ")) (item.departments.join(language.pick("、", ", "))) }
            }
        }
    }
}
