//! 定义: a computed value of a record. Types are found on demand, so that definitions may be used before they are written.

use super::context::{Analyser, Home, Placed};
use super::declare::Declarations;
use super::expression::Checker;
use super::standards::readings;
use crate::index::Symbol;
use crate::model::{Body, DefinitionId, Expr, NumberType, RecordId, Type};
use crate::report::{Details, error};
use qingce_grammar::{Code, Place, tree};
use std::collections::BTreeMap;

use super::types::most;

/// How far each definition is.
#[derive(Debug, Clone)]
pub(crate) enum Progress {
    /// Being typed; uses of it now go in a circle.
    Running,
    /// Typed.
    Done(RecordId, Type),
    /// It had faults, which were reported.
    Faulty,
}

/// The definitions as written, with how far each one is.
#[derive(Default)]
pub(crate) struct Definitions<'t> {
    pub written: BTreeMap<DefinitionId, Placed<'t, tree::Define>>,
    pub progress: BTreeMap<DefinitionId, Progress>,
    /// Those being typed, outermost first, each with the place where the next one is used.
    pub stack: Vec<(DefinitionId, Place)>,
}

impl<'t> Analyser<'t> {
    /// Types all definitions.
    pub fn define_all(&mut self, all: &Declarations<'t>) {
        self.definitions.written = all.definitions.clone();
        for (id, placed) in &all.definitions {
            let place = placed.home.place(placed.decl.name.span);
            self.definition_type(*id, place);
        }
    }

    /// The subject and type of a definition that is used at `place`; types it if need be.
    pub fn definition_type(&mut self, id: DefinitionId, place: Place) -> Option<(RecordId, Type)> {
        match self.definitions.progress.get(&id) {
            Some(Progress::Done(subject, ty)) => return Some((*subject, ty.clone())),
            Some(Progress::Faulty) => return None,
            Some(Progress::Running) => {
                self.circle_of_definitions(id, place);
                return None;
            }
            None => {}
        }
        let placed = self.definitions.written.get(&id).copied()?;
        self.definitions.progress.insert(id, Progress::Running);
        self.definitions.stack.push((id, place));
        let typed = self.definition(id, placed);
        self.definitions.stack.pop();
        let progress = match &typed {
            Some((subject, ty)) => Progress::Done(*subject, ty.clone()),
            None => Progress::Faulty,
        };
        self.definitions.progress.insert(id, progress);
        typed
    }

    fn definition(&mut self, id: DefinitionId, placed: Placed<'t, tree::Define>) -> Option<(RecordId, Type)> {
        let Placed { home, decl } = placed;
        let cited = self.citations(home, &decl.cited);
        let subject = self.subject(home, &decl.subject);
        if let Some(definition) = self.model.definitions.get_mut(id.0) {
            definition.cited = cited;
            definition.readings = readings(&decl.readings);
            definition.subject = subject.unwrap_or(definition.subject);
        }
        let subject = subject?;
        self.not_a_field(home, subject, &decl.name)?;
        let mut checker = Checker::new(self, home, subject);
        let body = checker.body(&decl.body, |checker, e| checker.result(e))?;
        let (body, ty) = checker.one_type(body)?;
        let definition = self.model.definitions.get_mut(id.0)?;
        definition.ty = ty.clone();
        definition.body = body;
        Some((subject, ty))
    }

    /// A record by name.
    pub fn subject(&mut self, home: Home, name: &tree::Name) -> Option<RecordId> {
        let Some(record) = self.names.records.get(&name.text).copied() else {
            let candidates = self.names.records.keys().cloned().collect();
            self.unknown(home, name, ("档案", "record"), candidates);
            return None;
        };
        self.used(home.place(name.span), Symbol::Record(record));
        (!self.broken.contains(&Symbol::Record(record))).then_some(record)
    }

    /// A definition can't be called like a field of its subject.
    fn not_a_field(&mut self, home: Home, subject: RecordId, name: &tree::Name) -> Option<()> {
        let Some(field) = self.field_named(subject, &name.text) else {
            return Some(());
        };
        let symbol = Symbol::Field(subject, field);
        self.duplicate(home.place(name.span), &name.text, ("字段", "field"), symbol);
        None
    }

    /// Names the circle in which definitions use one another.
    fn circle_of_definitions(&mut self, id: DefinitionId, place: Place) {
        let from = self.definitions.stack.iter().position(|(d, _)| *d == id).unwrap_or(0);
        let circle: Vec<(DefinitionId, Place)> = self.definitions.stack.iter().skip(from).copied().collect();
        let name =
            |id: DefinitionId| self.model.definitions.get(id.0).map(|d| d.name.clone()).unwrap_or_default();
        let mut names: Vec<String> = circle.iter().map(|(d, _)| name(*d)).collect();
        names.push(name(id));
        let round = names.join(" → ");
        let mut fault = error(
            Code::CyclicDefinition,
            place,
            format!("定义绕成了一圈：{round}"),
            format!("these definitions go in a circle: {round}"),
        )
        .note("又用到了它自己", "here it uses itself again");
        for (_, used) in circle.iter().skip(1) {
            fault = fault.label(*used, "经过这里", "by way of this");
        }
        self.report(
            fault.help(
                "请让其中一个定义直接由字段得出",
                "let one of these definitions follow from fields alone",
            ),
        );
    }
}

impl Checker<'_, '_> {
    /// The value of a definition or a local name: anything but a span or a whole record.
    pub fn result(&mut self, e: &tree::Expr) -> Option<Expr> {
        let typed = self.expression(e, None)?;
        if let Type::Record(_) = typed.ty {
            self.whole_record(&typed);
            return None;
        }
        Some(typed)
    }

    fn whole_record(&mut self, found: &Expr) {
        let fault =
            error(Code::WrongType, found.place, "一份档案不能整个作为值", "a whole record is not a value");
        self.cx.report(fault.help("请写它的字段：「… 的 字段」", "name one of its fields: `…'s FIELD`"));
    }

    /// The one type of all results of a body.
    fn one_type(&mut self, body: Body<Expr>) -> Option<(Body<Expr>, Type)> {
        let results: Vec<&Expr> = match &body {
            Body::One(one) => vec![one],
            Body::Cases { cases, otherwise } => {
                cases.iter().map(|case| &case.result).chain(otherwise.as_ref()).collect()
            }
        };
        let first = results.first()?;
        let mut ty = first.ty.clone();
        for result in results.iter().skip(1) {
            match joined(&ty, &result.ty) {
                Some(wider) => ty = wider,
                None => {
                    let (one, other) = ((*first).clone(), (*result).clone());
                    self.results_differ(&one, &other);
                    return None;
                }
            }
        }
        Some((body, ty))
    }

    fn results_differ(&mut self, one: &Expr, other: &Expr) {
        let (a, b) = (self.cx.type_words(&one.ty), self.cx.type_words(&other.ty));
        let numbers = matches!((&one.ty, &other.ty), (Type::Number(_), Type::Number(_)));
        let code = if numbers { Code::WrongUnit } else { Code::WrongType };
        let fault = error(
            code,
            other.place,
            format!("各个情形的结果不是一类：{}与{}", a.0, b.0),
            format!("the cases don't give one kind of value: {} and {}", a.1, b.1),
        );
        self.cx.report(fault.label(one.place, a.0, a.1));
    }
}

/// The type that holds values of both, if there is one.
fn joined(left: &Type, right: &Type) -> Option<Type> {
    match (left, right) {
        (Type::Number(l), Type::Number(r)) if l.dimension == r.dimension => Some(Type::Number(NumberType {
            dimension: l.dimension.clone(),
            decimals: most(l.decimals, r.decimals),
            rate: l.rate && r.rate,
        })),
        (l, r) => (l == r).then(|| l.clone()),
    }
}
