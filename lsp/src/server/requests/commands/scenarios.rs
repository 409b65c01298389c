//! `qingce.scenarios`: which there are; `qingce.runScenarios`: how they come out.

use crate::queries::View;
use crate::queries::ran::faults;
use crate::server::workspace::{Back, Workspace};
use qingce_compiler::scenario::ScenarioResult;
use qingce_grammar::tree::ItemKind;
use serde::Deserialize;
use serde_json::{Value, json};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::Uri;

/// One scenario, or several.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Chosen {
    /// By its name.
    One(String),
    /// By their names.
    Several(Vec<String>),
}

impl Chosen {
    fn has(&self, name: &str) -> bool {
        match self {
            Self::One(one) => one == name,
            Self::Several(several) => several.iter().any(|one| one == name),
        }
    }
}

impl Workspace {
    /// The policy's own scenarios, in the order of the text, those that can't be read included.
    pub fn scenarios(&mut self, uri: &Uri) -> Result<Value> {
        let found = self.seen(uri, |view, _, back| {
            let own = view.own();
            let all = own.flat_map(|file| {
                view.tree(file).into_iter().flat_map(|tree| &tree.items).map(move |item| (file, item))
            });
            let scenarios =
                all.filter(|(_, item)| item.kind == ItemKind::Scenario).filter_map(|(file, item)| {
                    let name = item.name.as_ref()?;
                    let range = back.range(file, item.span);
                    Some(
                        json!({ "id": name.text, "name": name.text, "uri": back.uri(file)?, "range": range }),
                    )
                });
            Value::from_iter(scenarios)
        });
        found.ok_or_else(|| self.no_policy(uri))
    }

    /// How scenarios come out; what failed is told where it was expected.
    pub fn run_scenarios(&mut self, uri: &Uri, chosen: Option<Chosen>) -> Result<Value> {
        let wanted = |name: &str| chosen.as_ref().is_none_or(|chosen| chosen.has(name));
        let results = self.seen_run(uri, |view, _, back, ran| {
            let ran = ran.ok_or_else(|| faults(view))?;
            let results = ran.results.iter().filter(|result| wanted(&result.name));
            Ok::<_, usize>(Value::from_iter(results.map(|result| outcome(result, view, back))))
        });
        match results {
            Some(Ok(results)) => Ok(results),
            Some(Err(faults)) => Err(self.refused(
                format!("政策有 {faults} 处错误，改正以后才能运行案例"),
                format!("scenarios run once the policy's faults are mended: {faults}"),
            )),
            None => Err(self.no_policy(uri)),
        }
    }
}

fn outcome(result: &ScenarioResult, view: &View<'_>, back: &Back<'_>) -> Value {
    let english = view.language == qingce_grammar::Language::English;
    let failed = result.checks.iter().filter(|check| !check.passed).map(|check| {
        let (expected, got) =
            (check.expected.in_language(view.language), check.got.in_language(view.language));
        let message = match english {
            true => format!("{}: expected {expected}, got {got}", check.rule),
            false => format!("{}：应得{expected}，实得{got}", check.rule),
        };
        (check.place, message)
    });
    let problem =
        result.problem.iter().map(|problem| (result.place, problem.in_language(view.language).to_owned()));
    let messages = problem.chain(failed).filter_map(|(place, message)| {
        let location = back.location(place)?;
        Some(json!({ "uri": location.uri, "range": location.range, "message": message }))
    });
    json!({ "id": result.name, "passed": result.passed(), "messages": Value::from_iter(messages) })
}
