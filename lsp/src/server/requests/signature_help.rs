//! `textDocument/signatureHelp`.

use crate::queries::signature::signature;
use crate::server::workspace::Workspace;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    Documentation, ParameterInformation, ParameterLabel, SignatureHelp, SignatureHelpParams,
    SignatureInformation,
};

impl Workspace {
    /// What the brackets at the cursor take.
    pub fn signature_help(&mut self, params: SignatureHelpParams) -> Result<Option<SignatureHelp>> {
        let at = params.text_document_position_params;
        let found = self.at(&at.text_document.uri, at.position, |view, cursor, _| {
            let found = signature(view, cursor)?;
            let parameter = |name: String| ParameterInformation {
                label: ParameterLabel::Simple(name),
                documentation: None,
            };
            let active = u32::try_from(found.active).ok();
            let information = SignatureInformation {
                label: found.label,
                documentation: Some(Documentation::String(found.documentation)),
                parameters: Some(found.parameters.into_iter().map(parameter).collect()),
                active_parameter: active,
            };
            Some(SignatureHelp {
                signatures: vec![information],
                active_signature: Some(0),
                active_parameter: active,
            })
        });
        Ok(found.flatten())
    }
}
