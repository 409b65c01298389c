//! Terms without their places and local names, so that equal ones are known as one; and what they hang on.

use crate::model::{Body, Dimension, Exact, Expr, ExprKind, FieldId, Let, Model, NumberType, Type};
use qingce_grammar::Place;
use qingce_grammar::tree::Aggregate;
use std::collections::BTreeSet;

/// A field in view: the record's place among those in view, and the way to the field through nested records.
pub(crate) type Spot = (usize, Vec<FieldId>);

/// What a term hangs on.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Footing {
    /// Every field that it reads from the records in view where the condition stands.
    pub fields: BTreeSet<Spot>,
    /// Those that can be chosen to give the term any value.
    pub handles: BTreeSet<Spot>,
}

/// Where a term stands: the names in view of it.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub model: &'a Model,
    pub lets: &'a [Let],
}

/// The reference date among the spots that terms hang on: a record may have it in a field too.
const NOW: Spot = (usize::MAX, Vec::new());

/// Names are followed no deeper than this: the definitions of a broken policy may go round in circles.
const DEEPEST: usize = 12;
/// Nor are they written out beyond this many parts.
const LARGEST: usize = 4000;

impl<'a> View<'a> {
    /// The term without places, local names and plain definitions; `depth` members of lists are in view around it.
    pub(crate) fn plain(self, expr: &Expr, depth: usize) -> Expr {
        let mut copy = expr.clone();
        let mut parts = 0;
        self.rewrite(&mut copy, depth, 0, 0, &mut parts);
        copy
    }

    /// `shift` is how much deeper a body stands than where it was written; `names` counts the names followed so far.
    fn rewrite(self, expr: &mut Expr, depth: usize, shift: usize, names: usize, parts: &mut usize) {
        *parts += 1;
        if let Some(body) = self.body(&expr.kind).filter(|_| names < DEEPEST && *parts < LARGEST) {
            *expr = body.clone();
            return self.rewrite(expr, depth, depth, names + 1, parts);
        }
        if let ExprKind::DefinitionOf { body, .. } = &expr.kind {
            *expr = body.as_ref().clone();
            return self.rewrite(expr, depth, shift, names, parts);
        }
        expr.place = Place::default();
        match &mut expr.kind {
            ExprKind::Field { frame, .. } if *frame > 0 => *frame += shift,
            ExprKind::Number(exact) => *exact = shortest(*exact),
            // 人数 and 个数 count alike.
            ExprKind::Aggregate(_, Aggregate::Count, _) => expr.ty = plain_number(),
            _ => {}
        }
        if !matches!(expr.kind, ExprKind::Aggregate(_, Aggregate::Count, _))
            && let Type::Number(ty) = &mut expr.ty
        {
            ty.rate = false;
        }
        for (child, deeper) in expr.children_mut() {
            self.rewrite(child, depth + usize::from(deeper), shift, names, parts);
        }
    }

    /// A body as it reads `depth` members deep: its own members move down below those in view.
    pub(crate) fn deeper(self, body: &Expr, depth: usize) -> Expr {
        let mut copy = body.clone();
        if depth > 0 {
            push_down(&mut copy, depth);
        }
        copy
    }

    /// What a name stands for, if it is one expression.
    pub(crate) fn body(self, kind: &ExprKind) -> Option<&'a Expr> {
        match kind {
            ExprKind::Let(id) => self.lets.get(id.0).map(|l| &l.value),
            ExprKind::Definition(id) => match &self.model.definitions.get(id.0)?.body {
                Body::One(body) => Some(body),
                Body::Cases { .. } => None,
            },
            _ => None,
        }
    }

    /// What a plain term hangs on, `depth` members of lists being in view. `handles` are asked of terms on a line.
    pub(super) fn footing(self, term: &Expr, depth: usize) -> Footing {
        let mut fields = BTreeSet::new();
        self.collect_fields(term, depth, 0, &mut fields);
        let mut handles = BTreeSet::new();
        self.collect_handles(term, &mut handles);
        Footing { fields, handles }
    }

    /// Every field that a plain term reads, of the subject and of members.
    pub(crate) fn fields(self, term: &Expr) -> BTreeSet<Spot> {
        let mut fields = BTreeSet::new();
        self.collect_fields(term, usize::MAX - 1, 0, &mut fields);
        fields
    }

    /// Fields whose choice can give a sum, difference or multiple any value.
    fn collect_handles(self, expr: &Expr, handles: &mut BTreeSet<Spot>) {
        match &expr.kind {
            ExprKind::Field { .. } => handles.extend(self.spot(expr)),
            ExprKind::Add(a, b) | ExprKind::Subtract(a, b) => {
                self.collect_handles(a, handles);
                self.collect_handles(b, handles);
            }
            ExprKind::Negate(a) => self.collect_handles(a, handles),
            ExprKind::Multiply(a, b) => match (&a.kind, &b.kind) {
                (_, ExprKind::Number(_)) => self.collect_handles(a, handles),
                (ExprKind::Number(_), _) => self.collect_handles(b, handles),
                _ => {}
            },
            _ => {}
        }
    }

    /// Where a field is. One of the subject that may hold the record's own reference date is where that is.
    fn spot(self, expr: &Expr) -> Option<Spot> {
        let ExprKind::Field { frame, path } = &expr.kind else { return None };
        let mut records = self.model.records.iter();
        let mut dated = |only: &FieldId| {
            records.any(|record| record.fields.get(only.0).is_some_and(|field| field.reference_date))
        };
        match path.as_slice() {
            [only] if *frame == 0 && expr.ty == Type::Date && dated(only) => Some(NOW),
            _ => Some((*frame, path.clone())),
        }
    }

    fn collect_fields(self, expr: &Expr, depth: usize, names: usize, fields: &mut BTreeSet<Spot>) {
        if matches!(expr.kind, ExprKind::ReferenceDate) {
            fields.insert(NOW);
        }
        if let Some(spot) = self.spot(expr).filter(|(frame, _)| *frame <= depth || *frame == NOW.0) {
            fields.insert(spot);
        }
        // A definition by cases stays a name; it speaks of the subject alone.
        if let ExprKind::Definition(id) = &expr.kind
            && let Some(definition) = self.model.definitions.get(id.0)
            && names < DEEPEST
        {
            for part in body_parts(&definition.body) {
                self.collect_fields(&self.plain(part, 0), 0, names + 1, fields);
            }
        }
        for (child, _) in expr.children() {
            self.collect_fields(child, depth, names, fields);
        }
    }
}

fn push_down(expr: &mut Expr, by: usize) {
    if let ExprKind::Field { frame, .. } | ExprKind::DefinitionOf { frame, .. } = &mut expr.kind
        && *frame > 0
    {
        *frame += by;
    }
    for (child, _) in expr.children_mut() {
        push_down(child, by);
    }
}

/// Every expression of a body.
pub(super) fn body_parts(body: &Body<Expr>) -> Vec<&Expr> {
    match body {
        Body::One(one) => vec![one],
        Body::Cases { cases, otherwise } => {
            cases.iter().flat_map(|case| [&case.guard, &case.result]).chain(otherwise).collect()
        }
    }
}

/// The same number with as few decimals as it can be written with.
fn shortest(exact: Exact) -> Exact {
    let Exact { mut digits, mut decimals } = exact;
    while decimals > 0 && digits % 10 == 0 {
        (digits, decimals) = (digits / 10, decimals - 1);
    }
    Exact { digits, decimals }
}

/// A whole number without a unit.
pub(super) fn plain_number() -> Type {
    Type::Number(NumberType { dimension: Dimension::new(), decimals: Some(0), rate: false })
}
