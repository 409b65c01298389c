//! `qingce.amend`: another value for a standard, written into the open text.

use crate::queries::actions::Changed;
use crate::server::requests::execute_command::Answer;
use crate::server::workspace::Workspace;
use chrono::NaiveDate;
use qingce_change::{Amended, Refusal, Request, Wanted, amend};
use serde::Deserialize;
use serde_json::json;
use tokio::sync::oneshot;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::Uri;

/// What is asked for.
#[derive(Debug, Deserialize)]
pub struct Asked {
    /// The standard.
    standard: String,
    /// The day from which the value holds, `2026-01-01`.
    from: NaiveDate,
    /// The last day on which it holds.
    #[serde(default)]
    until: Option<NaiveDate>,
    /// The value, `1500` or `1500元/人`.
    to: String,
    /// Who sets it.
    authority: String,
}

impl Workspace {
    /// Asks the client to make the amendment; refused for exactly the faults that the amended policy would have.
    pub fn amend(&mut self, uri: &Uri, asked: Asked) -> Result<Answer> {
        let Asked { standard, from, until, to, authority } = asked;
        let wanted = Wanted::Value { from, to: until, value: to, authority, replace: false };
        let request = Request { standard, wanted };
        let made = self.seen(uri, |view, _, back| {
            let Amended { edits, .. } = amend(view.text, &request)?;
            Ok::<_, Vec<Refusal>>(back.loose(Changed::from(edits)))
        });
        let loose = match made {
            None => return Err(self.no_policy(uri)),
            Some(Err(refusals)) => {
                let said =
                    refusals.iter().map(Refusal::message).map(|one| (one.zh.as_str(), one.en.as_str()));
                let (zh, en): (Vec<_>, Vec<_>) = said.unzip();
                let (zh, en) = (zh.join("；"), en.join("; "));
                return Err(self.refused(format!("没有修改：{zh}"), format!("nothing was changed: {en}")));
            }
            Some(Ok(loose)) => loose,
        };
        let Some(edit) = loose.and_then(|loose| self.workspace_edit(loose)) else {
            return Err(self.no_policy(uri));
        };
        let (answer, answered) = oneshot::channel();
        let client = self.client.clone();
        self.runtime.spawn(async move {
            let made = client.apply_edit(edit).await.map(|made| json!({ "applied": made.applied }));
            // Whoever asked may have gone.
            let _ = answer.send(made);
        });
        Ok(Answer::Later(answered))
    }
}
