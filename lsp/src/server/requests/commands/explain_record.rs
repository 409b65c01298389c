//! `qingce.explainRecord`: all reasons for one record's decisions.

use crate::queries::ran::program;
use crate::server::refusal::{called_off, of_fault, refused};
use crate::server::requests::execute_command::Answer;
use crate::server::workspace::Workspace;
use qingce_compiler::model::Model;
use qingce_compiler::{PolicyText, analyse};
use qingce_files::fault::{FAILED, Fault};
use qingce_files::folder::samples;
use qingce_files::key::{plain_key, shown_key};
use qingce_files::ledger::RunLedger;
use qingce_files::message::spoken;
use qingce_files::read::{Item, open};
use qingce_grammar::{Language, Message};
use qingce_prose::Phrases;
use qingce_prose::notice::Decided;
use qingce_prose::render::notice;
use qingce_runtime::{Ask, Machine, Record, Verified};
use serde::Deserialize;
use serde_json::{Value, json};
use std::path::PathBuf;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{ProgressToken, Uri};

/// Which record, and which of its decisions.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// A file or folder of records; without it the policy's samples.
    path: Option<PathBuf>,
    /// The record type.
    record: Option<String>,
    /// The key; without it the first record.
    key: Option<String>,
    /// Only this rule.
    rule: Option<String>,
}

impl Workspace {
    /// Finds the record and tells the reasons, beside everything else.
    pub fn explain_record(
        &mut self,
        uri: &Uri,
        asked: Asked,
        token: Option<ProgressToken>,
    ) -> Result<Answer> {
        let Some(found) = self.seen(uri, |view, _, back| (view.text.clone(), back.folder().to_owned()))
        else {
            return Err(self.no_policy(uri));
        };
        let ((text, folder), language) = (found, self.language());
        let title = match language {
            Language::Chinese => "查找档案",
            Language::English => "Looking for the record",
        };
        Ok(self.beside(title, token, move |going| {
            let told = told(&text, &folder, &asked, language, &|done| going.on(done));
            told.map_err(|said| refused(&said, language))?.ok_or_else(called_off)
        }))
    }
}

/// The reasons as text and as a page; `None`: called off.
fn told(
    text: &PolicyText,
    folder: &std::path::Path,
    asked: &Asked,
    language: Language,
    go_on: &dyn Fn(u64) -> bool,
) -> std::result::Result<Option<Value>, Message> {
    let analysis = analyse(text);
    let Some(program) = program(text, &analysis) else {
        return Err(Message::new(
            "政策有错误，改正以后才能作出决定",
            "the policy can't decide until its faults are mended",
        ));
    };
    let Some(path) = asked.path.clone().or_else(|| samples(folder)) else {
        return Err(Message::new(
            "政策里没有样例（样例 文件夹）",
            "the policy has no samples (a folder `samples`)",
        ));
    };
    let ty = match &asked.record {
        Some(name) => Some(program.record_named(name).ok_or_else(|| {
            Message::new(format!("没有档案「{name}」"), format!("there is no record type 「{name}」"))
        })?),
        None => None,
    };
    let (mut machine, mut ledger, mut found, mut done) =
        (Machine::new(&program), RunLedger::default(), None, 0);
    let mut stopped = false;
    // A file that somebody names need not be called after its records; the samples are.
    let named = ty.filter(|_| asked.path.is_some());
    for mut source in open(&program, &[path], named, &mut Vec::new()).map_err(of_fault)? {
        let read = source.each(&program, &mut |item| {
            done += 1;
            stopped = !go_on(done);
            if let Item::Record(record) = item {
                let key = asked.key.as_ref();
                let meant = ty.is_none_or(|ty| record.ty == ty)
                    && key.is_none_or(|key| plain_key(&program, &record).as_ref() == Some(key));
                if meant {
                    found = Some(explained(
                        &mut machine,
                        &program,
                        &analysis.model,
                        &record,
                        &ledger,
                        asked,
                        language,
                    ));
                    stopped = true;
                } else {
                    // A record that can't be decided leaves no grant behind.
                    let _ = machine.decide(&record, None, &mut ledger);
                }
            }
            if stopped { Err(Fault::silent(FAILED)) } else { Ok(()) }
        });
        match found {
            Some(told) => return told.map(Some),
            None if stopped => return Ok(None),
            None => read.map_err(of_fault)?,
        }
    }
    Err(Message::new("没有这份档案", "there is no such record"))
}

fn explained(
    machine: &mut Machine<'_>,
    program: &Verified,
    model: &Model,
    record: &Record,
    ledger: &RunLedger,
    asked: &Asked,
    language: Language,
) -> std::result::Result<Value, Message> {
    let spoken = spoken(language);
    let rule = match &asked.rule {
        Some(name) => Some(program.rule_named(name).ok_or_else(|| {
            Message::new(format!("没有规则「{name}」"), format!("there is no rule 「{name}」"))
        })?),
        None => None,
    };
    let ask = Ask { rule, language: spoken, reveal: false };
    let explanations = machine.explain(record, None, ledger, ask).map_err(|error| {
        let (zh, en) = (qingce_runtime::Language::Chinese, qingce_runtime::Language::English);
        Message::new(error.message(zh), error.message(en))
    })?;
    let ty = program.record(record.ty).map_or("", |ty| ty.name.as_str());
    let applicant = format!("{ty} {}", shown_key(program, record, language).unwrap_or_default());
    let phrases = Phrases::new(model, spoken, None);
    let decided = Decided {
        program,
        phrases: Some(&phrases),
        explanations: &explanations,
        applicant: applicant.trim_end(),
        language: spoken,
    };
    let notice = decided.notice();
    Ok(json!({ "text": notice::text(&notice), "html": notice::html(&notice) }))
}
