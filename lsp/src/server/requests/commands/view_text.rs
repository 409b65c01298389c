//! `qingce.viewText`: an open text as the server has it, to find out where client and server disagree.

use crate::server::convert;
use crate::server::workspace::Workspace;
use serde_json::{Value, json};
use tower_lsp::ls_types::Uri;

impl Workspace {
    /// The text; `null` if it isn't open.
    pub fn view_text(&self, uri: &Uri) -> Value {
        self.documents.get(&convert::path(uri)).map_or(Value::Null, |document| json!(document.text))
    }
}
