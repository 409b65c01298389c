//! `qingce.showProse`: the policy as a page to be read, with the place of each declaration on it.

use crate::queries::ran::faults;
use crate::server::workspace::Workspace;
use qingce_files::message::spoken;
use qingce_prose::Phrases;
use qingce_prose::document::{Part, anchors};
use qingce_prose::render::html::html;
use qingce_prose::render::text::{Marks, text};
use serde_json::{Value, json};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::Uri;

impl Workspace {
    /// The page, the same as plain text, and for each clause, rule, standard and scale where it stands in the policy's texts
    /// (file and line, from 0) and on the page (the id of its element).
    pub fn show_prose(&mut self, uri: &Uri) -> Result<Value> {
        let page = self.seen(uri, |view, _, back| {
            if faults(view) > 0 {
                return Err(faults(view));
            }
            let phrases = Phrases::new(&view.analysis.model, spoken(view.language), Some(view.today));
            let document = phrases.document(&Part::default());
            let (page, text) = (html(&document, &phrases), text(&document, &phrases, Marks::Plain));
            let places = anchors(&view.analysis.model).into_iter().filter_map(|(place, id)| {
                let location = back.location(place)?;
                Some(json!({ "uri": location.uri, "line": location.range.start.line, "id": id }))
            });
            Ok(json!({ "html": page, "text": text, "anchors": Value::from_iter(places) }))
        });
        match page {
            Some(Ok(page)) => Ok(page),
            Some(Err(faults)) => Err(self.refused(
                format!("政策有 {faults} 处错误，改正以后才能写成公文文字"),
                format!("the policy can be read as prose once its faults are mended: {faults}"),
            )),
            None => Err(self.no_policy(uri)),
        }
    }
}
