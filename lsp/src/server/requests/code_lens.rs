//! `textDocument/codeLens` and `codeLens/resolve`.

use crate::queries::lenses::{About, lenses, runs, said};
use crate::server::workspace::Workspace;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{CodeLens, CodeLensParams, Command, Uri};

/// What a client gives back to have a lens put in words.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Shown {
    uri: Uri,
    about: About,
}

impl Workspace {
    /// Where lenses stand. What unsaved changes do is worked out beside; the client is told to ask again once that is known.
    pub fn code_lens(&mut self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        let uri = params.text_document.uri;
        let shift = self.shift(&uri);
        Ok(self.seen(&uri, |view, file, back| {
            let range = back.ranges(file);
            let all = lenses(view, file, shift.as_ref()).into_iter().map(|(span, about)| {
                let data = serde_json::to_value(Shown { uri: uri.clone(), about }).ok();
                CodeLens { range: range(span), command: None, data }
            });
            all.collect()
        }))
    }

    /// A lens in words, with what it runs.
    pub fn code_lens_resolve(&mut self, mut lens: CodeLens) -> Result<CodeLens> {
        let shown = lens.data.clone().and_then(|data| serde_json::from_value::<Shown>(data).ok());
        let Some(Shown { uri, about }) = shown else { return Err(Error::invalid_params("no such lens")) };
        let shift = self.shift(&uri);
        let command = self.seen_run(&uri, |view, _, _, ran| {
            let title = said(view, &about, ran, shift.as_ref())?.in_language(view.language).to_owned();
            let scenarios = runs(&about, ran);
            let (command, arguments) = match (&about, scenarios.as_slice()) {
                (About::Edited(_), _) => ("qingce.impact", vec![json!(uri)]),
                (_, []) => ("", Vec::new()),
                (_, scenarios) => ("qingce.runScenarios", vec![json!(uri), json!(scenarios)]),
            };
            let arguments: Option<Vec<Value>> = (!arguments.is_empty()).then_some(arguments);
            Some(Command { title, command: command.to_owned(), arguments })
        });
        // What the lens was about may be gone since; then it says nothing.
        lens.command = Some(command.flatten().unwrap_or_default());
        Ok(lens)
    }
}
