//! `qingce.impact`: what the changes since the last saved version do to the sample records.

use crate::queries::View;
use crate::queries::shift::{Samples, told};
use crate::server::impact::Versions;
use crate::server::refusal::{called_off, of_fault, refused};
use crate::server::requests::execute_command::Answer;
use crate::server::workspace::Workspace;
use qingce_compiler::analyse;
use qingce_files::folder::Folder;
use serde_json::{Value, json};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{ProgressToken, Uri};

impl Workspace {
    /// Decides the samples under both versions, beside everything else.
    pub fn impact(&mut self, uri: &Uri, token: Option<ProgressToken>) -> Result<Answer> {
        let Some(now) = self.seen(uri, |view, _, back| (view.text.clone(), back.folder().to_owned())) else {
            return Err(self.no_policy(uri));
        };
        let ((now, folder), language, today) = (now, self.language(), self.settings.day());
        let title = match language {
            qingce_grammar::Language::Chinese => "计算影响",
            qingce_grammar::Language::English => "Working out the impact",
        };
        Ok(self.beside(title, token, move |going| {
            let wrong = |fault| refused(&of_fault(fault), language);
            let saved = Folder::read(&folder).map_err(wrong)?.text;
            let versions = Versions { folder, saved, now };
            let shift = versions.shift(&|done| going.on(done)).map_err(wrong)?.ok_or_else(called_off)?;
            let analysis = analyse(&versions.now);
            let view = View { text: &versions.now, analysis: &analysis, language, today };
            let counted = match &shift.samples {
                Samples::Decided(impact, day) => Some((impact, *day)),
                Samples::Unchanged | Samples::NotRunning | Samples::None => None,
            };
            let (impact, day) = counted.unzip();
            Ok(json!({
                "text": told(&view, &shift).in_language(language),
                "standards": shift.standards,
                "from": shift.first,
                "asOf": day.flatten(),
                "impact": impact.map_or(Value::Null, |impact| json!({
                    "records": impact.records, "moved": impact.moved, "granted": impact.granted(),
                    "ceilings": impact.ceilings(), "rules": impact.rules,
                })),
            }))
        }))
    }
}
