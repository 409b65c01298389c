//! Diagnostics sent by themselves: after a pause in typing, with the version of the text that they are about.

use super::convert;
use super::workspace::{Back, Workspace, with_view};
use crate::queries::View;
use qingce_grammar::{self as grammar, FileId, Language, Severity};
use std::collections::HashSet;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use tower_lsp::ls_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, NumberOrString,
};

/// What the client was told and is owed.
#[derive(Debug, Default)]
pub struct Published {
    /// The client asks for diagnostics itself, and is sent none.
    pub pulled: bool,
    /// When they are to be sent; `None`: nothing changed since they were.
    due: Option<Instant>,
    /// They wait for an input method.
    pub held: bool,
    /// Files that the client was sent diagnostics of.
    told: HashSet<PathBuf>,
}

impl Published {
    /// How long until something is to be sent; `None`: nothing is.
    pub fn pause(&self) -> Option<Duration> {
        self.due.map(|due| due.saturating_duration_since(Instant::now()))
    }
}

impl Workspace {
    /// Notes that diagnostics may have become different.
    pub fn owe(&mut self) {
        self.published.held = false;
        self.published.due = Some(Instant::now() + self.settings.pause);
    }

    /// The same, after letters that an input method may be composing.
    pub fn owe_composed(&mut self) {
        self.published.held = true;
        self.published.due = Some(Instant::now() + self.settings.composing);
    }

    /// Sends what is owed.
    pub fn tend(&mut self) {
        self.published.due = None;
        self.published.held = false;
        if self.published.pulled {
            let client = self.client.clone();
            self.runtime.spawn(async move { client.workspace_diagnostic_refresh().await });
            return;
        }
        let mut told = HashSet::new();
        let mut messages = Vec::new();
        for (path, diagnostics) in self.diagnostics() {
            if !diagnostics.is_empty() {
                told.insert(path.clone());
            } else if !self.published.told.contains(&path) && self.documents.get(&path).is_none() {
                continue;
            }
            messages.push((path, diagnostics));
        }
        let gone = self.published.told.difference(&told);
        let gone = gone.filter(|path| messages.iter().all(|(sent, _)| sent != *path));
        let gone: Vec<_> = gone.map(|path| (path.clone(), Vec::new())).collect();
        self.published.told = told;
        for (path, diagnostics) in messages.into_iter().chain(gone) {
            let version = self.documents.get(&path).map(|document| document.version);
            let Some(uri) = convert::uri(&path) else { continue };
            let client = self.client.clone();
            self.runtime.spawn(async move { client.publish_diagnostics(uri, diagnostics, version).await });
        }
    }

    /// The diagnostics of every file, each from the policy whose own it is.
    pub fn diagnostics(&mut self) -> Vec<(PathBuf, Vec<Diagnostic>)> {
        let (encoding, language, today) = (self.encoding, self.language(), self.settings.day());
        let mut all = Vec::new();
        for policy in self.policies.all() {
            let own = policy.own();
            with_view(policy, language, today, encoding, |view, back| {
                for file in own {
                    let Some(path) = back.path(file) else { continue };
                    all.push((path.to_owned(), of_file(view, file, back)));
                }
            });
        }
        all
    }
}

/// The diagnostics whose main words stand in a file.
pub fn of_file(view: &View<'_>, file: FileId, back: &Back<'_>) -> Vec<Diagnostic> {
    let range = back.ranges(file);
    let here = |d: &&grammar::Diagnostic| d.labels.first().is_some_and(|label| label.place.file == file);
    let own = view.analysis.diagnostics.iter().filter(here);
    own.filter_map(|d| Some(converted(d, range(d.labels.first()?.place.span), view.language, back))).collect()
}

/// A diagnostic in the protocol's form, over the range of its main words.
pub fn converted(
    diagnostic: &grammar::Diagnostic,
    range: tower_lsp::ls_types::Range,
    language: Language,
    back: &Back<'_>,
) -> Diagnostic {
    let related = diagnostic.labels.iter().skip(1).filter_map(|label| {
        let message = label.text.in_language(language).to_owned();
        Some(DiagnosticRelatedInformation { location: back.location(label.place)?, message })
    });
    let said = |message: &grammar::Message| message.in_language(language).to_owned();
    let first = diagnostic.labels.first().map(|label| said(&label.text)).filter(|text| !text.is_empty());
    let help = diagnostic.help.as_ref().map(said);
    let lines: Vec<String> = [Some(said(&diagnostic.message)), first, help].into_iter().flatten().collect();
    Diagnostic {
        range,
        severity: Some(match diagnostic.severity {
            Severity::Error => DiagnosticSeverity::ERROR,
            Severity::Warning => DiagnosticSeverity::WARNING,
        }),
        code: Some(NumberOrString::String(diagnostic.code.to_string())),
        code_description: None::<CodeDescription>,
        source: Some("qingce".to_owned()),
        message: lines.join("\n"),
        related_information: Some(related.collect()),
        ..Diagnostic::default()
    }
}
