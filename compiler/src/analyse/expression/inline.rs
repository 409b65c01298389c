//! A definition of something else than the subject: of the member of a list at hand, or of a nested record. Its body is put in
//! place, reading that record.

use super::{Checker, made};
use crate::model::{Body, DefinitionId, Expr, ExprKind, FieldId};
use crate::report::{Details, error};
use qingce_grammar::{Code, tree};

/// The record whose definition it is: the one in a frame, or a record nested in that.
#[derive(Clone)]
pub(super) struct Of {
    pub frame: usize,
    pub path: Vec<FieldId>,
}

impl Checker<'_, '_> {
    /// The definition as it reads of this record.
    pub(super) fn definition_of(&mut self, id: DefinitionId, name: &tree::Name, of: &Of) -> Option<Expr> {
        let place = self.place(name.span);
        let (_, ty) = self.cx.definition_type(id, place)?;
        Some(made(self.placed(id, of, name)?, ty, place))
    }

    fn placed(&mut self, definition: DefinitionId, of: &Of, name: &tree::Name) -> Option<ExprKind> {
        match &self.cx.model.definitions.get(definition.0)?.body {
            Body::One(body) => {
                let mut body = Box::new(body.clone());
                self.replace(&mut body, of, name)?;
                let Of { frame, path } = of.clone();
                Some(ExprKind::DefinitionOf { definition, frame, path, body })
            }
            Body::Cases { .. } => {
                self.by_cases(definition, name);
                None
            }
        }
    }

    /// Makes a body that was written for a subject read `of` instead; members of its own lists come below those in view here.
    fn replace(&mut self, expr: &mut Expr, of: &Of, name: &tree::Name) -> Option<()> {
        let members = self.frames.len().saturating_sub(1);
        match &mut expr.kind {
            ExprKind::Field { frame, path } | ExprKind::DefinitionOf { frame, path, .. } => match *frame {
                0 => {
                    *frame = of.frame;
                    path.splice(0..0, of.path.iter().copied());
                }
                _ => *frame += members,
            },
            ExprKind::Definition(id) => {
                expr.kind = self.placed(*id, of, name)?;
                return Some(());
            }
            _ => {}
        }
        expr.children_mut().into_iter().try_for_each(|(child, _)| self.replace(child, of, name))
    }

    fn by_cases(&mut self, id: DefinitionId, name: &tree::Name) {
        let definition = self.cx.model.definitions.get(id.0);
        let (own, at) = definition.map(|d| (d.name.clone(), d.place)).unwrap_or_default();
        let fault = error(
            Code::WrongType,
            self.place(name.span),
            format!("定义「{own}」分情形，只能用在它自己的对象上，不能用于名单中的一员或者嵌套的档案"),
            format!(
                "「{own}」 is defined by cases: it can be used of its own subject, not of a list's member or a nested record"
            ),
        );
        self.cx.report(fault.label(at, "这个定义", "this definition").help(
            "请把它改写成一个取值，或者把条件直接写在这里",
            "write it as one value, or write the condition out here",
        ));
    }
}
