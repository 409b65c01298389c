//! The frame of every page: one file that needs no network, and no script to be read.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use qingce_runtime::Language;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// A page with a title, a search box for its rows if `search`, and a body.
pub fn page(language: Language, title: &str, search: bool, body: &Markup) -> String {
    let tag = language.pick("zh-CN", "en");
    html! {
        (DOCTYPE)
        html lang=(tag) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                h1 { (title) }
                @if search {
                    input #search type="search" hidden
                        aria-label=(language.pick("在全文里查找", "Search the text"))
                        placeholder=(language.pick("在全文里查找", "Search the text"));
                }
                (body)
                @if search { script { (PreEscaped(SCRIPT)) } }
            }
        }
    }
    .into_string()
}
