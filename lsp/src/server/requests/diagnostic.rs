//! `textDocument/diagnostic` and `workspace/diagnostic`: diagnostics for a client that asks.

use crate::server::convert;
use crate::server::publish::of_file;
use crate::server::workspace::Workspace;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types::{
    Diagnostic, DiagnosticServerCancellationData, DocumentDiagnosticParams, DocumentDiagnosticReport,
    DocumentDiagnosticReportResult, FullDocumentDiagnosticReport, RelatedFullDocumentDiagnosticReport,
    WorkspaceDiagnosticParams, WorkspaceDiagnosticReport, WorkspaceDiagnosticReportResult,
    WorkspaceDocumentDiagnosticReport, WorkspaceFullDocumentDiagnosticReport,
};

impl Workspace {
    /// The diagnostics of one file. While an input method composes the client keeps those that it has, and is told to ask again
    /// afterwards.
    pub fn diagnostic(&mut self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        if self.published.pulled && self.published.held {
            return Err(not_now());
        }
        let found = self.seen(&params.text_document.uri, of_file).unwrap_or_default();
        let report = RelatedFullDocumentDiagnosticReport {
            related_documents: None,
            full_document_diagnostic_report: full(found),
        };
        Ok(DocumentDiagnosticReportResult::Report(DocumentDiagnosticReport::Full(report)))
    }

    /// The diagnostics of all files.
    pub fn workspace_diagnostic(
        &mut self,
        _: WorkspaceDiagnosticParams,
    ) -> Result<WorkspaceDiagnosticReportResult> {
        let files = self.diagnostics().into_iter().filter_map(|(path, found)| {
            let version = self.documents.get(&path).map(|document| i64::from(document.version));
            Some(WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
                uri: convert::uri(&path)?,
                version,
                full_document_diagnostic_report: full(found),
            }))
        });
        let items = files.collect();
        Ok(WorkspaceDiagnosticReportResult::Report(WorkspaceDiagnosticReport { items }))
    }
}

/// `ServerCancelled` of the protocol.
fn not_now() -> Error {
    let data = serde_json::to_value(DiagnosticServerCancellationData { retrigger_request: false }).ok();
    Error { code: ErrorCode::ServerError(-32802), message: "composing".into(), data }
}

fn full(items: Vec<Diagnostic>) -> FullDocumentDiagnosticReport {
    FullDocumentDiagnosticReport { result_id: None, items }
}
