//! 条: heading and departments as the source prints them.

use super::context::{Analyser, Home, Placed};
use super::phrases::{Match, seek};
use super::standards::readings;
use crate::index::Symbol;
use crate::model::{Citation, Clause, ClauseId, DepartmentId};
use crate::report::{Details, error};
use qingce_grammar::{Code, tree};

impl Analyser<'_> {
    /// Puts a clause's number and heading into the model.
    pub fn declare_clause(&mut self, home: Home, id: ClauseId, item: &tree::Item, decl: &tree::Clause) {
        let place = home.place(decl.number_span);
        let title = self.words(home.place(item.keyword.to(decl.number_span))).trim().to_owned();
        let key = (home.layer, decl.number);
        match self.names.clauses.get(&key) {
            Some(earlier) => {
                let symbol = Symbol::Clause(*earlier);
                self.duplicate(place, &title, ("条", "clause"), symbol);
            }
            None => {
                self.names.clauses.insert(key, id);
            }
        }
        self.index.define(place, Symbol::Clause(id));
        let heading = decl.heading.as_ref().map(|q| q.text.clone()).unwrap_or_default();
        let filled = Clause {
            number: decl.number,
            title,
            heading,
            departments: Vec::new(),
            cited: Vec::new(),
            layer: home.layer,
            readings: readings(&decl.readings),
            place,
        };
        if let Some(clause) = self.model.clauses.get_mut(id.0) {
            *clause = filled;
        }
    }

    /// Checks a clause's heading and departments.
    pub fn clause(&mut self, id: ClauseId, placed: Placed<'_, tree::Clause>) {
        let Placed { home, decl } = placed;
        if let Some(heading) = &decl.heading {
            self.heading(home, decl.number, heading);
        }
        let (departments, cited) = match &decl.departments {
            Some(responsible) => self.responsible(home, responsible),
            None => (Vec::new(), Vec::new()),
        };
        if let Some(clause) = self.model.clauses.get_mut(id.0) {
            clause.departments = departments;
            clause.cited = cited;
        }
    }

    /// The heading stands in sentence N.0 of the layer's own source, where it has one.
    fn heading(&mut self, home: Home, number: u32, heading: &tree::Quoted) {
        let id = format!("{number}.0");
        let place = home.place(heading.span);
        let Some(source) = self.model.sources.get(home.layer).filter(|s| !s.sentences.is_empty()) else {
            return;
        };
        let fault = match source.sentence(&id).map(|sentence| (seek(sentence, &heading.text), sentence)) {
            Some((Match::Exact, _)) => return,
            Some((_, sentence)) => error(
                Code::PhraseNotInSentence,
                place,
                format!("标题「{}」与原文 {id} 不符", heading.text),
                format!("the heading 「{}」 is not in sentence {id} of the source", heading.text),
            )
            .help(format!("原文 {id} 是「{sentence}」"), format!("sentence {id} is 「{sentence}」")),
            None => error(
                Code::UnknownSentence,
                place,
                format!("原文里没有第{number}条的标题（{id}）"),
                format!("the source has no heading of clause {number} ({id})"),
            )
            .help(
                "请核对条的编号；原文文件里，标题的编号是「条数.0」",
                "check the number; in the source file a heading is numbered `CLAUSE.0`",
            ),
        };
        self.report(fault);
    }

    /// Departments by name, each of which the cited sentence must name.
    pub fn responsible(
        &mut self,
        home: Home,
        responsible: &tree::Responsible,
    ) -> (Vec<DepartmentId>, Vec<Citation>) {
        let cited = self.citations(home, &responsible.cited);
        let mut found = Vec::new();
        for name in &responsible.names {
            let Some(id) = self.names.departments.get(&name.text).copied() else {
                let candidates = self.names.departments.keys().cloned().collect();
                self.unknown(home, name, ("部门", "department"), candidates);
                continue;
            };
            self.used(home.place(name.span), Symbol::Department(id));
            self.department_cited(home, id, name, &cited);
            if !found.contains(&id) {
                found.push(id);
            }
        }
        (found, cited)
    }

    fn department_cited(&mut self, home: Home, id: DepartmentId, name: &tree::Name, cited: &[Citation]) {
        let Some(department) = self.model.departments.get(id.0) else {
            return;
        };
        let mut looked: Vec<&str> = Vec::new();
        for citation in cited {
            let Citation::Sentence { layer, id, .. } = citation else {
                return;
            };
            let sentence = self.model.sources.get(*layer).and_then(|s| s.sentence(id)).unwrap_or("");
            let mut names = std::iter::once(&department.name).chain(&department.aliases);
            if names.any(|name| seek(sentence, name) != Match::None) {
                return;
            }
            looked.push(id);
        }
        let Some(first) = looked.first() else {
            return;
        };
        let fault = error(
            Code::DepartmentNotInSentence,
            home.place(name.span),
            format!("原文 {first} 没有列出「{}」", name.text),
            format!("sentence {first} of the source does not name 「{}」", name.text),
        );
        self.report(fault.help(
            "请核对部门和句子的编号；原文用了别的写法的，在「部门」里用「又作」写明",
            "check the department and the number; if the source spells it otherwise, say so with `also` where it is declared",
        ));
    }
}
