//! Lays a policy out sentence by sentence.

use super::anchors;
use super::lookup::{Lookup, Resting, first_sentence};
use super::{AmountRow, Document, DutyRow, Entry, Link, Part, Row, Section, Text};
use crate::paragraph::{Note, effects};
use crate::phrases::Phrases;
use qingce_compiler::model::{Clause, Effect, Model, Rule, RuleId, ScaleId, StandardId};

impl Phrases<'_> {
    /// The policy as a document, or the part of it that is asked for.
    pub fn document(&self, part: &Part) -> Document {
        Builder { phrases: self, model: self.model, lookup: Lookup::new(self.model), part }.document()
    }
}

struct Builder<'p, 'm> {
    phrases: &'p Phrases<'m>,
    model: &'m Model,
    lookup: Lookup<'m>,
    part: &'p Part,
}

impl<'m> Builder<'_, 'm> {
    fn document(&self) -> Document {
        let outermost = self.model.outermost();
        let texts: Vec<Text> = (0..=outermost).rev().map(|layer| self.text(layer)).collect();
        let rows = || texts.iter().flat_map(|text| &text.sections).flat_map(|section| &section.rows);
        let uncovered = rows().filter(|row| !row.covered);
        let uncovered =
            uncovered.map(|row| Link { text: row.id.clone(), anchor: row.anchor.clone() }).collect();
        Document {
            language: self.phrases.language,
            title: self
                .model
                .policy
                .as_ref()
                .map(|policy| self.phrases.name(&policy.name))
                .unwrap_or_default(),
            facts: self.facts(),
            amounts: self.amounts(),
            duties: self.duties(),
            departments: self.departments(),
            uncovered,
            texts,
        }
    }

    fn say(&self, zh: impl Into<String>, en: impl Into<String>) -> String {
        self.phrases.language.pick(zh.into(), en.into())
    }

    fn facts(&self) -> Vec<(String, String)> {
        let Some(policy) = &self.model.policy else { return Vec::new() };
        let mut facts = vec![
            (self.say("文号", "Number"), policy.number.clone()),
            (self.say("施行", "In force"), self.phrases.period(policy.from, policy.to)),
        ];
        facts.extend(policy.first_day_counts.map(|counts| {
            let (zh, en) = match counts {
                true => ("期间的第一天计算在内", "the first day of a period counts"),
                false => ("期间的第一天不计算在内", "the first day of a period does not count"),
            };
            (self.say("期间", "Periods"), self.say(zh, en))
        }));
        facts.extend(policy.age_next_day.map(|next| {
            let (zh, en) = match next {
                true => ("生日的第二天起为满周岁", "an age is reached on the day after the birthday"),
                false => ("生日当天起为满周岁", "an age is reached on the birthday"),
            };
            (self.say("周岁", "Ages"), self.say(zh, en))
        }));
        facts.extend(self.phrases.as_of.map(|day| {
            (
                self.say("现行数额", "Amounts now"),
                self.say(
                    format!("{}的数额", self.phrases.day(day)),
                    format!("as of {}", self.phrases.day(day)),
                ),
            )
        }));
        facts
    }

    fn text(&self, layer: usize) -> Text {
        let own = layer == self.model.outermost();
        let sentences =
            self.model.sources.get(layer).map(|source| source.sentences.as_slice()).unwrap_or_default();
        let mut sections: Vec<(Option<&Clause>, Section)> = Vec::new();
        let mut number: Option<String> = None;
        for (id, sentence) in sentences {
            let clause_number = id.split('.').next().unwrap_or_default().to_owned();
            if number.as_ref() != Some(&clause_number) {
                let clause = self
                    .model
                    .clauses
                    .iter()
                    .find(|clause| clause.layer == layer && clause.number.to_string() == clause_number);
                sections.push((clause, self.section(layer, &clause_number, clause)));
                number = Some(clause_number);
            }
            if let Some((_, section)) = sections.last_mut() {
                section.rows.push(self.row(layer, id, sentence));
            }
        }
        let loose = self.loose(layer);
        let mut sections: Vec<Section> = sections
            .into_iter()
            .filter(|(clause, _)| {
                self.part.clause.is_none_or(|n| clause.is_some_and(|clause| clause.number == n))
            })
            .map(|(_, section)| section)
            .collect();
        if !loose.is_empty() && self.part.clause.is_none() {
            sections.push(Section { rows: loose, ..self.section(layer, "loose", None) });
        }
        self.keep_department(&mut sections);
        let title = if own {
            String::new()
        } else {
            self.say("所依据的基础政策", "The policy that it builds on")
        };
        Text { title, sections }
    }

    /// With a department asked for, only the rows with something that it answers for.
    fn keep_department(&self, sections: &mut Vec<Section>) {
        let Some(department) = &self.part.department else { return };
        for section in sections.iter_mut() {
            let of_clause = section.departments.contains(department);
            section.rows.retain_mut(|row| {
                row.entries.retain(|entry| match entry {
                    Entry::Rule { paragraph, .. } => paragraph.departments.contains(department),
                    Entry::Departments(names) => names.contains(department),
                    _ => of_clause,
                });
                !row.entries.is_empty()
            });
        }
        sections.retain(|section| !section.rows.is_empty());
    }

    fn section(&self, layer: usize, number: &str, clause: Option<&Clause>) -> Section {
        let names = |clause: &Clause| {
            let departments = clause.departments.iter().filter_map(|id| self.model.departments.get(id.0));
            departments.map(|department| self.phrases.name(&department.name)).collect::<Vec<_>>()
        };
        let notes = |clause: &Clause| {
            let readings = clause.readings.iter();
            readings
                .map(|r| Note { chosen: r.chosen.clone(), rejected: r.rejected.clone() })
                .collect::<Vec<_>>()
        };
        Section {
            anchor: anchors::clause(layer, number),
            title: clause.map(|clause| self.clause_title(clause)).unwrap_or_default(),
            heading: clause.map(|clause| clause.heading.clone()).unwrap_or_else(|| match number {
                "loose" => self.say("依据其他文件的规定", "What rests on other documents"),
                _ => self.say("总体要求", "In general"),
            }),
            departments: clause.map(names).unwrap_or_default(),
            notes: clause.map(notes).unwrap_or_default(),
            rows: Vec::new(),
        }
    }

    fn clause_title(&self, clause: &Clause) -> String {
        self.say(clause.title.clone(), format!("Clause {}", clause.number))
    }

    fn row(&self, layer: usize, id: &str, sentence: &str) -> Row {
        let resting = self.lookup.on(layer, id);
        let mut entries = Vec::new();
        let (mut amounts, mut terms) = (Vec::new(), Vec::new());
        for what in resting {
            if let Resting::Rule(rule) = what
                && let Some(written) = self.model.rules.get(rule.0)
            {
                if first_sentence(&written.cited) == Some((layer, id)) {
                    let Some(paragraph) = self.phrases.paragraph(*rule) else { continue };
                    amounts.extend(paragraph.amounts.iter().map(|amounts| amounts.name.clone()));
                    terms.extend(paragraph.terms.iter().map(|term| self.phrases.name(&term.name)));
                    entries
                        .push(Entry::Rule { anchor: anchors::rule(*rule), paragraph: Box::new(paragraph) });
                } else {
                    entries.push(Entry::See(self.link(*rule)));
                }
            }
        }
        for what in resting {
            entries.extend(self.other(*what, &amounts, &terms));
        }
        Row {
            anchor: format!("s-{layer}-{}", id.replace('.', "-")),
            id: id.to_owned(),
            sentence: sentence.to_owned(),
            covered: !resting.is_empty(),
            entries,
        }
    }

    /// What rests on a sentence besides rules, if no rule beside it tells it already.
    fn other(&self, what: Resting<'m>, amounts: &[String], terms: &[String]) -> Option<Entry> {
        match what {
            Resting::Rule(_) => None,
            Resting::Standard(id) => {
                self.phrases.standard(id).filter(|one| !amounts.contains(&one.name)).map(Entry::Amounts)
            }
            Resting::Scale(id) => {
                self.phrases.scale(id).filter(|one| !amounts.contains(&one.name)).map(Entry::Amounts)
            }
            Resting::Definition(id) => {
                let definition = self.model.definitions.get(id.0)?;
                let told = terms.contains(&self.phrases.name(&definition.name));
                (!told).then(|| self.phrases.definition(id)).flatten().map(Entry::Term)
            }
            Resting::Aim(aim) => Some(Entry::Aim(aim.note.clone())),
            Resting::Departments(id) => {
                let clause = self.model.clauses.get(id.0)?;
                let names = clause.departments.iter().filter_map(|id| self.model.departments.get(id.0));
                Some(Entry::Departments(names.map(|one| self.phrases.name(&one.name)).collect()))
            }
            Resting::Heading => Some(Entry::Heading),
            Resting::Ending(ending) => {
                let from = self.phrases.day(ending.from);
                let words =
                    self.say(format!("自{from}起停止施行"), format!("is no longer in force from {from} on"));
                Some(Entry::Ended { rule: self.link(ending.rule), words })
            }
        }
    }

    /// Rules of a layer that no sentence of its text is cited for.
    fn loose(&self, layer: usize) -> Vec<Row> {
        let rules =
            self.rules().filter(|(_, rule)| rule.layer == layer && first_sentence(&rule.cited).is_none());
        let row = |(id, _): (RuleId, &Rule)| {
            let paragraph = Box::new(self.phrases.paragraph(id)?);
            Some(Row {
                anchor: format!("other-{}", id.0),
                id: String::new(),
                sentence: String::new(),
                covered: true,
                entries: vec![Entry::Rule { anchor: anchors::rule(id), paragraph }],
            })
        };
        rules.filter_map(row).collect()
    }

    fn rules(&self) -> impl Iterator<Item = (RuleId, &'m Rule)> {
        self.model.rules.iter().enumerate().map(|(id, rule)| (RuleId(id), rule))
    }

    fn link(&self, rule: RuleId) -> Link {
        let name = self.model.rules.get(rule.0).map(|rule| self.phrases.name(&rule.name));
        Link { text: name.unwrap_or_default(), anchor: anchors::rule(rule) }
    }

    /// Whether a rule is in the part that is asked for.
    fn is_read(&self, rule: &Rule) -> bool {
        let clause = rule.clause.and_then(|id| self.model.clauses.get(id.0)).map(|clause| clause.number);
        let of_clause = self.part.clause.is_none_or(|number| clause == Some(number));
        let department = self.part.department.as_ref();
        of_clause && department.is_none_or(|name| self.phrases.departments(rule).contains(name))
    }

    fn amounts(&self) -> Vec<AmountRow> {
        let standards = (0..self.model.standards.len()).map(StandardId).filter_map(|id| {
            let clause = self.model.standards.get(id.0)?.clause.and_then(|id| self.model.clauses.get(id.0));
            if self.part.clause.is_some_and(|number| clause.is_none_or(|clause| clause.number != number)) {
                return None;
            }
            Some(AmountRow {
                anchor: anchors::standard(id),
                clause: clause.map(|clause| self.clause_title(clause)).unwrap_or_default(),
                amounts: self.phrases.standard(id)?,
            })
        });
        let whole = self.part.clause.is_none();
        let scales = (0..self.model.scales.len()).map(ScaleId).filter(|_| whole).filter_map(|id| {
            let amounts = self.phrases.scale(id)?;
            Some(AmountRow { anchor: anchors::scale(id), clause: String::new(), amounts })
        });
        standards.chain(scales).collect()
    }

    fn duties(&self) -> Vec<DutyRow> {
        let duties = self.rules().filter(|(_, rule)| self.is_read(rule)).filter_map(|(id, rule)| {
            let effect = effects(&rule.body).into_iter().find(|effect| matches!(effect, Effect::Duty(..)))?;
            let Effect::Duty(what, _) = effect else { return None };
            let sentences = rule.cited.iter().filter_map(|cited| match cited {
                qingce_compiler::model::Citation::Sentence { id, .. } => Some(id.clone()),
                qingce_compiler::model::Citation::Document { .. } => None,
            });
            let mut sentences: Vec<String> = sentences.collect();
            sentences.dedup();
            Some(DutyRow {
                rule: self.link(id),
                sentences,
                departments: self.phrases.departments(rule),
                duty: what.clone(),
                shown: self.phrases.shown(rule, effect),
            })
        });
        duties.collect()
    }

    fn departments(&self) -> Vec<(String, Vec<Link>)> {
        let mut all: Vec<(String, Vec<Link>)> = Vec::new();
        for department in &self.model.departments {
            all.push((self.phrases.name(&department.name), Vec::new()));
        }
        for (id, rule) in self.rules().filter(|(_, rule)| self.is_read(rule)) {
            for name in self.phrases.departments(rule) {
                if let Some((_, links)) = all.iter_mut().find(|(known, _)| *known == name) {
                    links.push(self.link(id));
                }
            }
        }
        all.retain(|(_, links)| !links.is_empty());
        all
    }
}
