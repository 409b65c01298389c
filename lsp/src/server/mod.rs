//! The protocol: messages in, answers out.

mod abilities;
mod beside;
mod capabilities;
mod composing;
mod convert;
mod desk;
mod documents;
mod edits;
mod impact;
mod kinds;
mod policies;
mod publish;
mod refusal;
mod requests;
mod results;
mod samples;
mod settings;
mod shifting;
mod workspace;

use desk::Desk;
use requests::execute_command::Answer;
pub use settings::Settings;
use tokio::io::{AsyncRead, AsyncWrite};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::*;
use tower_lsp::{Client, LanguageServer, LspService, Server};

/// So many messages may wait for their answers at once; fewer would keep a cancellation from being heard.
const WAITING: usize = 64;

/// Serves one client until it says `exit` or closes its end.
pub async fn serve(input: impl AsyncRead + Unpin, output: impl AsyncWrite, settings: Settings) {
    let (service, socket) = LspService::build(|client| Backend::new(client, settings))
        .custom_method("window/workDoneProgress/cancel", Backend::call_off)
        .finish();
    Server::new(input, output, socket).concurrency_level(WAITING).serve(service).await;
}

/// Serves the client on standard input and output.
///
/// # Errors
/// The machine gives no runtime for input and output.
pub fn serve_stdio(settings: Settings) -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(serve(tokio::io::stdin(), tokio::io::stdout(), settings));
    // A read of standard input that never ends must not keep the process alive after `exit`.
    runtime.shutdown_background();
    Ok(())
}

/// Forwards every message to the thread that owns the workspace.
struct Backend {
    desk: Desk,
}

impl Backend {
    fn new(client: Client, settings: Settings) -> Self {
        Self { desk: Desk::open(client, settings) }
    }

    /// `window/workDoneProgress/cancel`: somebody pressed the button that calls long work off.
    async fn call_off(&self, params: WorkDoneProgressCancelParams) {
        self.desk.tell(move |workspace| workspace.call_off(&params.token));
    }
}

/// One handler a request: the method of the same name of [`workspace::Workspace`], on its thread.
macro_rules! requests {
    ($($request:ident: $params:ty => $answer:ty;)*) => {$(
        async fn $request(&self, params: $params) -> Result<$answer> {
            self.desk.ask(move |workspace| workspace.$request(params)).await?
        }
    )*};
}

/// One handler a notification: the method of the same name of [`workspace::Workspace`], on its thread.
macro_rules! notifications {
    ($($notification:ident: $params:ty;)*) => {$(
        async fn $notification(&self, params: $params) {
            self.desk.tell(move |workspace| workspace.$notification(params));
        }
    )*};
}

impl LanguageServer for Backend {
    requests! {
        initialize: InitializeParams => InitializeResult;
        code_action: CodeActionParams => Option<CodeActionResponse>;
        code_action_resolve: CodeAction => CodeAction;
        code_lens: CodeLensParams => Option<Vec<CodeLens>>;
        code_lens_resolve: CodeLens => CodeLens;
        completion: CompletionParams => Option<CompletionResponse>;
        completion_resolve: CompletionItem => CompletionItem;
        diagnostic: DocumentDiagnosticParams => DocumentDiagnosticReportResult;
        prepare_rename: TextDocumentPositionParams => Option<PrepareRenameResponse>;
        rename: RenameParams => Option<WorkspaceEdit>;
        hover: HoverParams => Option<Hover>;
        goto_definition: GotoDefinitionParams => Option<GotoDefinitionResponse>;
        goto_declaration: GotoDefinitionParams => Option<GotoDefinitionResponse>;
        references: ReferenceParams => Option<Vec<Location>>;
        document_highlight: DocumentHighlightParams => Option<Vec<DocumentHighlight>>;
        linked_editing_range: LinkedEditingRangeParams => Option<LinkedEditingRanges>;
        prepare_call_hierarchy: CallHierarchyPrepareParams => Option<Vec<CallHierarchyItem>>;
        incoming_calls: CallHierarchyIncomingCallsParams => Option<Vec<CallHierarchyIncomingCall>>;
        outgoing_calls: CallHierarchyOutgoingCallsParams => Option<Vec<CallHierarchyOutgoingCall>>;
        document_symbol: DocumentSymbolParams => Option<DocumentSymbolResponse>;
        symbol: WorkspaceSymbolParams => Option<WorkspaceSymbolResponse>;
        folding_range: FoldingRangeParams => Option<Vec<FoldingRange>>;
        selection_range: SelectionRangeParams => Option<Vec<SelectionRange>>;
        document_link: DocumentLinkParams => Option<Vec<DocumentLink>>;
        formatting: DocumentFormattingParams => Option<Vec<TextEdit>>;
        range_formatting: DocumentRangeFormattingParams => Option<Vec<TextEdit>>;
        on_type_formatting: DocumentOnTypeFormattingParams => Option<Vec<TextEdit>>;
        semantic_tokens_full: SemanticTokensParams => Option<SemanticTokensResult>;
        semantic_tokens_full_delta: SemanticTokensDeltaParams => Option<SemanticTokensFullDeltaResult>;
        semantic_tokens_range: SemanticTokensRangeParams => Option<SemanticTokensRangeResult>;
        inlay_hint: InlayHintParams => Option<Vec<InlayHint>>;
        signature_help: SignatureHelpParams => Option<SignatureHelp>;
        workspace_diagnostic: WorkspaceDiagnosticParams => WorkspaceDiagnosticReportResult;
    }

    notifications! {
        initialized: InitializedParams;
        did_open: DidOpenTextDocumentParams;
        did_save: DidSaveTextDocumentParams;
        did_close: DidCloseTextDocumentParams;
        did_change_watched_files: DidChangeWatchedFilesParams;
        did_change_workspace_folders: DidChangeWorkspaceFoldersParams;
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        self.desk.revise(move |workspace| workspace.did_change(params));
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<LSPAny>> {
        match self.desk.ask(move |workspace| workspace.execute_command(params)).await?? {
            Answer::Now(value) => Ok(Some(value)),
            Answer::Later(answered) => answered.await.map_err(|_| Error::internal_error())?.map(Some),
        }
    }

    async fn shutdown(&self) -> Result<()> {
        self.desk.ask(|_| ()).await
    }
}
