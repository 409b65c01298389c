//! Every page of cases: what the editor shows at a cursor. Whatever the server says that it answers is asked on one of them.

mod support;

use qingce_grammar::Language;
use serde_json::json;
use std::collections::BTreeSet;
use support::client::{Client, requests_sent};

/// What a client may ask where the server has a capability.
const ANSWERED: [(&str, &[&str]); 23] = [
    (
        "callHierarchyProvider",
        &["textDocument/prepareCallHierarchy", "callHierarchy/incomingCalls", "callHierarchy/outgoingCalls"],
    ),
    ("codeActionProvider", &["textDocument/codeAction", "codeAction/resolve"]),
    ("codeLensProvider", &["textDocument/codeLens", "codeLens/resolve"]),
    ("completionProvider", &["textDocument/completion", "completionItem/resolve"]),
    ("declarationProvider", &["textDocument/declaration"]),
    ("definitionProvider", &["textDocument/definition"]),
    ("diagnosticProvider", &["textDocument/diagnostic", "workspace/diagnostic"]),
    ("documentFormattingProvider", &["textDocument/formatting"]),
    ("documentHighlightProvider", &["textDocument/documentHighlight"]),
    ("documentLinkProvider", &["textDocument/documentLink"]),
    ("documentOnTypeFormattingProvider", &["textDocument/onTypeFormatting"]),
    ("documentRangeFormattingProvider", &["textDocument/rangeFormatting"]),
    ("documentSymbolProvider", &["textDocument/documentSymbol"]),
    ("foldingRangeProvider", &["textDocument/foldingRange"]),
    ("hoverProvider", &["textDocument/hover"]),
    ("inlayHintProvider", &["textDocument/inlayHint"]),
    ("linkedEditingRangeProvider", &["textDocument/linkedEditingRange"]),
    ("referencesProvider", &["textDocument/references"]),
    ("renameProvider", &["textDocument/prepareRename", "textDocument/rename"]),
    ("selectionRangeProvider", &["textDocument/selectionRange"]),
    (
        "semanticTokensProvider",
        &[
            "textDocument/semanticTokens/full",
            "textDocument/semanticTokens/full/delta",
            "textDocument/semanticTokens/range",
        ],
    ),
    ("signatureHelpProvider", &["textDocument/signatureHelp"]),
    ("workspaceSymbolProvider", &["workspace/symbol"]),
];
/// Commands are named in the capability itself.
const COMMANDS: &str = "executeCommandProvider";

#[test]
fn the_editor_shows_what_the_pages_say_and_everything_is_asked() {
    support::page::check("cases");
    let asked = requests_sent();
    let pulls = json!({
        "textDocument": { "diagnostic": {} }, "workspace": { "diagnostics": { "refreshSupport": true } },
    });
    let folder = tempfile::tempdir().unwrap();
    let client = Client::open_as(folder.path(), Language::Chinese, pulls);
    let capabilities = client.capabilities.as_object().unwrap();
    let offered: BTreeSet<&str> =
        capabilities.keys().map(String::as_str).filter(|key| key.ends_with("Provider")).collect();
    let known: BTreeSet<&str> = ANSWERED.iter().map(|(key, _)| *key).chain([COMMANDS]).collect();
    assert_eq!(offered, known);
    let commands = capabilities[COMMANDS]["commands"].as_array().unwrap();
    let methods = ANSWERED.iter().flat_map(|(_, methods)| methods.iter().copied());
    let all = methods.chain(commands.iter().map(|command| command.as_str().unwrap()));
    let unasked: Vec<&str> = all.filter(|method| !asked.contains(*method)).collect();
    assert!(unasked.is_empty(), "no case asks {unasked:?}");
}
