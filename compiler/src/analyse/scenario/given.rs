//! 已知, 其, 缺: filling a record's data.

use super::super::context::{Analyser, Home};
use super::Givens;
use crate::model::{Data, Datum, FieldId, RecordId, Type};
use crate::report::{Details, error};
use qingce_grammar::{Code, tree};
use std::collections::BTreeSet;

/// Lists that this scenario has begun anew: those of the scenario that it starts from are replaced wholly.
type Begun = BTreeSet<Vec<(FieldId, usize)>>;

impl Analyser<'_> {
    /// Fills in everything given; whether all of it was right.
    pub fn fill(&mut self, home: Home, given: &[tree::Given], givens: &mut Givens) -> bool {
        let mut begun = Begun::new();
        let mut whole = true;
        for line in given {
            whole &= match &line.target {
                tree::GivenTarget::Subject(name) => self.fill_subject(home, name, line, givens),
                tree::GivenTarget::Its(path) => self.fill_part(home, path, line, givens, &mut begun),
            }
            .is_some();
        }
        whole
    }

    fn fill_subject(
        &mut self,
        home: Home,
        name: &tree::Name,
        line: &tree::Given,
        givens: &mut Givens,
    ) -> Option<()> {
        let record = self.subject(home, name)?;
        if let Some(earlier) = givens.subject.filter(|earlier| *earlier != record) {
            let earlier = self.record_name(earlier);
            let fault = error(
                Code::BadScenario,
                home.place(name.span),
                format!("这个案例说的是「{earlier}」，不能再给出「{}」", name.text),
                format!("this scenario is about 「{earlier}」 and cannot give 「{}」 as well", name.text),
            );
            self.report(
                fault
                    .help("一个案例只有一份档案，请另写一个案例", "a scenario has one record: write another"),
            );
            return None;
        }
        givens.subject = Some(record);
        self.fill_fields(home, record, &line.fields, &mut givens.record)
    }

    /// 其 L: a new member of a list, or the fields of a nested record.
    fn fill_part(
        &mut self,
        home: Home,
        path: &tree::Path,
        line: &tree::Given,
        givens: &mut Givens,
        begun: &mut Begun,
    ) -> Option<()> {
        let Some(subject) = givens.subject else {
            self.given_first(home, path);
            return None;
        };
        let fields = self.field_path(home, subject, path)?;
        let mut record = subject;
        let mut data = &mut givens.record;
        let mut way: Vec<(FieldId, usize)> = Vec::new();
        for (step, field) in fields.iter().enumerate() {
            let last = step + 1 == fields.len();
            match self.field_type_of(record, *field)? {
                Type::Record(inner) => {
                    record = inner;
                    way.push((*field, 0));
                    data = nested(data, *field)?;
                }
                Type::List(inner) => {
                    record = inner;
                    let members = list(data, *field)?;
                    if last {
                        let mut key = way.clone();
                        key.push((*field, 0));
                        if begun.insert(key) {
                            members.clear();
                        }
                        members.push(Data::default());
                    }
                    way.push((*field, members.len()));
                    let Some(member) = members.last_mut() else {
                        self.no_member_yet(home, path, step);
                        return None;
                    };
                    data = member;
                }
                _ => {
                    self.not_a_part(home, path);
                    return None;
                }
            }
        }
        self.fill_fields(home, record, &line.fields, data)
    }

    fn fill_fields(
        &mut self,
        home: Home,
        record: RecordId,
        fields: &[(tree::Name, Vec<tree::Expr>, qingce_grammar::Span)],
        data: &mut Data,
    ) -> Option<()> {
        let mut whole = true;
        let mut seen: BTreeSet<FieldId> = BTreeSet::new();
        for (name, values, span) in fields {
            let Some(field) = self.scenario_field(home, record, name) else {
                whole = false;
                continue;
            };
            if !seen.insert(field) {
                let zh = format!("字段「{}」给了两次", name.text);
                let en = format!("the field 「{}」 is given twice", name.text);
                self.report(error(Code::RepeatedPart, home.place(name.span), zh, en));
                whole = false;
                continue;
            }
            match self.datum(home, record, field, values, *span) {
                Some(datum) => {
                    data.values.insert(field, datum);
                }
                None => whole = false,
            }
        }
        whole.then_some(())
    }

    /// 缺: takes a field away; of a list, from every member.
    pub fn take_away(
        &mut self,
        home: Home,
        subject: RecordId,
        path: &tree::Path,
        data: &mut Data,
    ) -> Option<()> {
        let fields = self.field_path(home, subject, path)?;
        remove(data, &fields);
        Some(())
    }

    fn given_first(&mut self, home: Home, path: &tree::Path) {
        let fault = error(
            Code::MissingPart,
            home.place(path.span),
            "「其」前面还没有写「已知」",
            "nothing is given yet that this could be a part of",
        );
        self.report(fault.help("请先写「已知 档案：…」", "write `given RECORD: …` first"));
    }

    fn no_member_yet(&mut self, home: Home, path: &tree::Path, step: usize) {
        let name = path.names.get(step).map(|name| name.text.as_str()).unwrap_or("");
        let fault = error(
            Code::BadScenario,
            home.place(path.span),
            format!("「{name}」里还没有成员"),
            format!("「{name}」 has no member yet"),
        );
        self.report(
            fault.help(
                format!("请先写「其 {name}：…」加上一个"),
                format!("add one with `its {name}: …` first"),
            ),
        );
    }

    fn not_a_part(&mut self, home: Home, path: &tree::Path) {
        let fault = error(
            Code::WrongType,
            home.place(path.span),
            "「其」后面要的是若干档案的名单，或者套在里面的档案",
            "after `its` comes a list of records or a nested record",
        );
        self.report(fault.help("普通字段请写在「已知」里", "a plain field goes into `given`"));
    }
}

/// The data of a nested record, made if there are none; `None` if the field holds something else.
fn nested(data: &mut Data, field: FieldId) -> Option<&mut Data> {
    match data.values.entry(field).or_insert_with(|| Datum::Record(Data::default())) {
        Datum::Record(inner) => Some(inner),
        _ => None,
    }
}

/// The members of a list, made if there are none; `None` if the field holds something else.
fn list(data: &mut Data, field: FieldId) -> Option<&mut Vec<Data>> {
    match data.values.entry(field).or_insert_with(|| Datum::List(Vec::new())) {
        Datum::List(members) => Some(members),
        _ => None,
    }
}

fn remove(data: &mut Data, fields: &[FieldId]) {
    let Some((first, rest)) = fields.split_first() else {
        return;
    };
    if rest.is_empty() {
        data.values.remove(first);
        return;
    }
    match data.values.get_mut(first) {
        Some(Datum::Record(inner)) => remove(inner, rest),
        Some(Datum::List(members)) => members.iter_mut().for_each(|member| remove(member, rest)),
        _ => {}
    }
}
