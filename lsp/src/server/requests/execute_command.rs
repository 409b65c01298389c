//! `workspace/executeCommand`.

use crate::server::convert;
use crate::server::refusal::refused;
use crate::server::workspace::Workspace;
use qingce_grammar::Message;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::sync::oneshot;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{ExecuteCommandParams, Uri};

/// The commands, which take the address of a file or folder of the policy first.
pub const COMMANDS: [&str; 7] = [
    "qingce.scenarios",
    "qingce.runScenarios",
    "qingce.showProse",
    "qingce.explainRecord",
    "qingce.amend",
    "qingce.impact",
    "qingce.viewText",
];

/// What a command gives: at once, or when long work ends.
pub enum Answer {
    /// At once.
    Now(Value),
    /// When long work ends.
    Later(oneshot::Receiver<Result<Value>>),
}

impl Workspace {
    /// Does a command.
    pub fn execute_command(&mut self, params: ExecuteCommandParams) -> Result<Answer> {
        let token = params.work_done_progress_params.work_done_token;
        let given = Given(params.arguments);
        let uri: Uri = given.needed(0, "uri")?;
        match params.command.as_str() {
            "qingce.scenarios" => self.scenarios(&uri).map(Answer::Now),
            "qingce.runScenarios" => self.run_scenarios(&uri, given.optional(1)?).map(Answer::Now),
            "qingce.showProse" => self.show_prose(&uri).map(Answer::Now),
            "qingce.explainRecord" => {
                self.explain_record(&uri, given.optional(1)?.unwrap_or_default(), token)
            }
            "qingce.amend" => self.amend(&uri, given.needed(1, "{standard, from, to, authority}")?),
            "qingce.impact" => self.impact(&uri, token),
            "qingce.viewText" => Ok(Answer::Now(self.view_text(&uri))),
            other => Err(Error::invalid_params(format!("没有命令「{other}」 / no command 「{other}」"))),
        }
    }

    /// That no policy is where a command was told to look.
    pub fn no_policy(&self, uri: &Uri) -> Error {
        let path = convert::path(uri);
        let path = path.display();
        self.refused(format!("「{path}」不属于任何政策"), format!("「{path}」 belongs to no policy"))
    }

    /// Why a command isn't done.
    pub fn refused(&self, zh: impl Into<String>, en: impl Into<String>) -> Error {
        refused(&Message::new(zh, en), self.language())
    }
}

/// A command's arguments.
struct Given(Vec<Value>);

impl Given {
    fn needed<T: DeserializeOwned>(&self, at: usize, what: &str) -> Result<T> {
        let wrong = || {
            Error::invalid_params(format!(
                "第 {} 个参数应当是 {what} / argument {} must be {what}",
                at + 1,
                at + 1
            ))
        };
        self.optional(at)?.ok_or_else(wrong)
    }

    fn optional<T: DeserializeOwned>(&self, at: usize) -> Result<Option<T>> {
        match self.0.get(at) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => {
                let read = serde_json::from_value(value.clone());
                read.map(Some).map_err(|error| Error::invalid_params(error.to_string()))
            }
        }
    }
}
