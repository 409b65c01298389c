//! A model's parts in a form in which layout, order and local names no longer show: two parts with one form decide alike.
//!
//! Names stand for themselves; local names (设) are written out, chains of 且 and 或 are sorted, numbers lose superfluous
//! zeros. Ids and places, which hang on the order of the text, don't occur.

use qingce_compiler::model::{
    Body, Effect, Exact, Expr, ExprKind, FieldId, Let, LetId, Model, Once, RecordId, Rule, Type,
};

/// Writes the forms of one model.
#[derive(Clone)]
pub(crate) struct Canon<'m> {
    pub model: &'m Model,
    lets: &'m [Let],
    frames: Vec<RecordId>,
}

impl<'m> Canon<'m> {
    pub fn new(model: &'m Model) -> Self {
        Self { model, lets: &[], frames: Vec::new() }
    }

    /// Inside a rule or definition about a subject.
    pub fn about(&self, subject: RecordId, lets: &'m [Let]) -> Self {
        Self { model: self.model, lets, frames: vec![subject] }
    }

    /// A rule's condition.
    pub fn condition(&self, rule: &'m Rule) -> String {
        let inner = self.about(rule.subject, &rule.lets);
        rule.condition.as_ref().map(|condition| inner.expr(condition)).unwrap_or_default()
    }

    /// What a rule results in.
    pub fn result(&self, rule: &'m Rule) -> String {
        let inner = self.about(rule.subject, &rule.lets);
        inner.body(&rule.body, |effect| inner.effect(effect))
    }

    /// How a rule stands to others, sorted.
    pub fn relations(&self, rule: &'m Rule) -> String {
        let name = |id: &qingce_compiler::model::RuleId| {
            self.model.rules.get(id.0).map_or("", |rule| rule.name.as_str())
        };
        let mut all: Vec<String> =
            rule.relations.iter().map(|(how, other)| format!("{how:?} {}", name(other))).collect();
        let inner = self.about(rule.subject, &rule.lets);
        all.extend(rule.joint_ceiling.iter().map(|limit| format!("In all at most {}", inner.expr(limit))));
        all.extend(rule.replaces.iter().map(|old| format!("Replaces {}", name(old))));
        all.sort();
        all.join("; ")
    }

    /// How often a rule can be had.
    pub fn once(&self, rule: &'m Rule) -> String {
        let inner = self.about(rule.subject, &rule.lets);
        match &rule.once {
            None => String::new(),
            Some(Once::Subject(path)) => inner.field(0, path),
            Some(Once::Member(LetId(list), path)) => {
                let list = rule.lets.get(*list).map(|one| &one.value);
                let member = list.map(|list| inner.inside(list).field(1, path)).unwrap_or_default();
                format!("{} each {member}", list.map(|list| inner.expr(list)).unwrap_or_default())
            }
        }
    }

    /// A body, its cases in order.
    pub fn body<T>(&self, body: &Body<T>, result: impl Fn(&T) -> String) -> String {
        match body {
            Body::One(one) => result(one),
            Body::Cases { cases, otherwise } => {
                let mut all: Vec<String> = cases
                    .iter()
                    .map(|case| format!("{} => {}", self.expr(&case.guard), result(&case.result)))
                    .collect();
                all.sort(); // Cases exclude one another.
                all.extend(otherwise.iter().map(|rest| format!("otherwise => {}", result(rest))));
                all.join(" | ")
            }
        }
    }

    fn effect(&self, effect: &Effect) -> String {
        let label = |label: &Option<String>| label.clone().unwrap_or_default();
        match effect {
            Effect::Grant(value, name) => format!("grant {} {}", self.expr(value), label(name)),
            Effect::Ceiling(value, name) => format!("ceiling {} {}", self.expr(value), label(name)),
            Effect::Delegated(what) => format!("delegated {what}"),
            Effect::Classify(list, option) => format!("class {}", self.option(&Type::Option(*list), *option)),
            Effect::Duty(what, shown) => {
                format!("duty {what} {}", shown.as_ref().map(|shown| self.expr(shown)).unwrap_or_default())
            }
            Effect::Target(condition, name) => format!("target {} {}", self.expr(condition), label(name)),
            Effect::Said(modality, what) => format!("{modality:?} {what}"),
        }
    }

    fn inside(&self, list: &Expr) -> Self {
        let mut inner = self.clone();
        if let Type::List(record) = list.ty {
            inner.frames.push(record);
        }
        inner
    }

    fn field(&self, frame: usize, path: &[FieldId]) -> String {
        let mut record = self.frames.get(frame).copied();
        let mut words = vec![frame.to_string()];
        for step in path {
            let field = record.and_then(|id| self.model.records.get(id.0)?.fields.get(step.0));
            words.push(field.map(|field| field.name.clone()).unwrap_or_default());
            record = match field.map(|field| &field.ty) {
                Some(Type::Record(inner)) => Some(*inner),
                _ => None,
            };
        }
        words.join(".")
    }

    fn option(&self, ty: &Type, option: usize) -> String {
        let (Type::Option(list) | Type::Options(list)) = ty else { return String::new() };
        let list = self.model.lists.get(list.0);
        let name = list.and_then(|list| list.options.get(option)).map_or("", |option| option.name.as_str());
        format!("{}:{name}", list.map_or("", |list| list.name.as_str()))
    }

    /// An expression.
    pub fn expr(&self, e: &Expr) -> String {
        let name = |name: Option<&String>| name.cloned().unwrap_or_default();
        let own = match &e.kind {
            ExprKind::Let(id) => {
                return self.lets.get(id.0).map(|one| self.expr(&one.value)).unwrap_or_default();
            }
            ExprKind::And(..) => return self.chain(e, "and", |kind| matches!(kind, ExprKind::And(..))),
            ExprKind::Or(..) => return self.chain(e, "or", |kind| matches!(kind, ExprKind::Or(..))),
            ExprKind::Truth(truth) => truth.to_string(),
            ExprKind::Number(exact) => shortest(*exact),
            ExprKind::Date(date) => date.to_string(),
            ExprKind::Text(text) => format!("{text:?}"),
            ExprKind::Option(option) => self.option(&e.ty, *option),
            ExprKind::Options(options) => {
                let mut names: Vec<String> =
                    options.iter().map(|option| self.option(&e.ty, *option)).collect();
                names.sort();
                names.join(",")
            }
            ExprKind::ReferenceDate => "reference-date".to_owned(),
            ExprKind::Field { frame, path } => self.field(*frame, path),
            ExprKind::Definition(id) => {
                format!("definition {}", name(self.model.definitions.get(id.0).map(|one| &one.name)))
            }
            ExprKind::DefinitionOf { definition, frame, path, .. } => {
                let name = name(self.model.definitions.get(definition.0).map(|one| &one.name));
                return format!("(definition {name} of {})", self.field(*frame, path));
            }
            ExprKind::Outcome(id) => {
                format!("rule {}", name(self.model.rules.get(id.0).map(|one| &one.name)))
            }
            ExprKind::Standard(id) | ExprKind::StandardBy(id, _) => {
                format!("standard {}", name(self.model.standards.get(id.0).map(|one| &one.name)))
            }
            ExprKind::Scale(id, _) => {
                format!("scale {}", name(self.model.scales.get(id.0).map(|one| &one.name)))
            }
            ExprKind::Where(..) => "where".to_owned(),
            ExprKind::Aggregate(_, how, _) => format!("{how:?}"),
            ExprKind::Empty { negated, .. } => format!("empty {negated}"),
            ExprKind::Not(_) => "not".to_owned(),
            ExprKind::Compare(_, how, _) => format!("{how:?}"),
            ExprKind::CompareRange { how, unit, .. } => format!("range {how:?} {unit:?}"),
            ExprKind::InOptions { negated, .. } => format!("among {negated}"),
            ExprKind::InTexts { negated, .. } => format!("texts {negated}"),
            ExprKind::Add(..) => "+".to_owned(),
            ExprKind::Subtract(..) => "-".to_owned(),
            ExprKind::Multiply(..) => "*".to_owned(),
            ExprKind::Divide(..) => "/".to_owned(),
            ExprKind::Negate(_) => "negate".to_owned(),
            ExprKind::Shift { unit, back, .. } => format!("shift {unit:?} {back}"),
            ExprKind::Round { rounding, step, .. } => format!("{rounding:?} {}", shortest(*step)),
            ExprKind::Min(_) => "min".to_owned(),
            ExprKind::Max(_) => "max".to_owned(),
            ExprKind::Whole { unit, .. } => format!("whole {unit:?}"),
        };
        let children = e.children();
        let list = children.first().map(|(list, _)| *list);
        let parts = children.iter().map(|(child, inside)| match (inside, list) {
            (true, Some(list)) => self.inside(self.written_out(list)).expr(child),
            _ => self.expr(child),
        });
        let parts: Vec<String> = parts.collect();
        if parts.is_empty() { own } else { format!("({own} {})", parts.join(" ")) }
    }

    /// What a local name stands for: its type tells the record of a list.
    fn written_out<'e>(&'e self, e: &'e Expr) -> &'e Expr {
        match &e.kind {
            ExprKind::Let(id) => self.lets.get(id.0).map_or(e, |one| self.written_out(&one.value)),
            _ => e,
        }
    }

    fn chain(&self, e: &Expr, word: &str, same: impl Fn(&ExprKind) -> bool + Copy) -> String {
        let mut parts = Vec::new();
        self.links(e, same, &mut parts);
        parts.sort();
        parts.dedup();
        format!("({word} {})", parts.join(" "))
    }

    fn links(&self, e: &Expr, same: impl Fn(&ExprKind) -> bool + Copy, parts: &mut Vec<String>) {
        match &e.kind {
            ExprKind::And(a, b) | ExprKind::Or(a, b) if same(&e.kind) => {
                self.links(a, same, parts);
                self.links(b, same, parts);
            }
            _ => parts.push(self.expr(e)),
        }
    }
}

/// A number without superfluous zeros.
pub(crate) fn shortest(exact: Exact) -> String {
    let Exact { mut digits, mut decimals } = exact;
    while decimals > 0 && digits % 10 == 0 {
        digits /= 10;
        decimals -= 1;
    }
    format!("{digits}e-{decimals}")
}
