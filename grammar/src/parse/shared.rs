//! Parts that many declarations share: citations, reasons, readings, periods, responsible departments.

use super::{Reader, Rule, inside};
use crate::tree::{Citation, Name, Period, Quoted, Reading, Responsible};
use crate::width;
use pest::iterators::Pair;

impl Reader<'_> {
    /// Every citation below a pair (`cited`, `citations` or `citation`).
    pub(crate) fn citations(&self, pair: Pair<'_, Rule>) -> Vec<Citation> {
        match pair.as_rule() {
            Rule::citation => self.citation(pair).into_iter().collect(),
            _ => inside(pair).flat_map(|inner| self.citations_below(inner)).collect(),
        }
    }

    fn citations_below(&self, pair: Pair<'_, Rule>) -> Vec<Citation> {
        match pair.as_rule() {
            Rule::citation | Rule::citations | Rule::cited => self.citations(pair),
            _ => Vec::new(),
        }
    }

    fn citation(&self, pair: Pair<'_, Rule>) -> Option<Citation> {
        let mut parts = inside(pair).peekable();
        let id = parts.next_if(|part| part.as_rule() == Rule::sentence_id);
        let mut phrases: Vec<Quoted> = parts.map(|part| self.quoted(&part)).collect();
        match id {
            Some(id) => {
                let id = Name { text: width::fold(self.text(&id)), span: self.span(&id) };
                Some(Citation::Sentence { id, phrases })
            }
            None => phrases.pop().map(Citation::Document),
        }
    }

    pub(crate) fn reading(&self, pair: Pair<'_, Rule>) -> Option<Reading> {
        let mut texts = inside(pair).filter(|p| p.as_rule() == Rule::quoted).map(|p| self.quoted(&p));
        Some(Reading { chosen: texts.next()?, rejected: texts.next() })
    }

    pub(crate) fn period(&mut self, pair: Pair<'_, Rule>) -> Option<Period> {
        let mut from = None;
        let mut to = None;
        for part in inside(pair).filter(|p| p.as_rule() == Rule::date) {
            let date = Some(self.date(&part)?);
            if from.is_none() {
                from = date;
            } else {
                to = date;
            }
        }
        Some(Period { from: from?, to })
    }

    pub(crate) fn responsible(&self, pair: Pair<'_, Rule>) -> Responsible {
        let mut responsible = Responsible { names: Vec::new(), cited: Vec::new() };
        for part in inside(pair) {
            match part.as_rule() {
                Rule::names => responsible.names = self.names(part),
                Rule::cited => responsible.cited = self.citations(part),
                _ => {}
            }
        }
        responsible
    }
}
