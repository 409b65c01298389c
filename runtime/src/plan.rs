//! What the machine needs to know of a program beside the program, worked out once when it is verified.

use crate::program::{Program, RuleId, SlotType};
use crate::verify::bounds;

/// See the module.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    /// Rules by the record type of their subject, in program order.
    pub rules: Vec<Vec<RuleId>>,
    /// What the slots of each record type may hold.
    pub shapes: Vec<Vec<SlotShape>>,
    /// Registers of the rule that has the most.
    pub registers: usize,
    /// Selections of the rule that has the most.
    pub selections: usize,
}

/// What a slot may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SlotShape {
    /// A text.
    Text,
    /// A cell from `least` to `greatest`.
    Cell { least: i128, greatest: i128 },
    /// Members of the record type at this place.
    List(usize),
}

impl Plan {
    pub fn of(program: &Program) -> Self {
        let mut rules = vec![Vec::new(); program.records.len()];
        for (id, rule) in (0..=u16::MAX).map(RuleId).zip(&program.rules) {
            if let Some(rules) = rules.get_mut(rule.subject.index()) {
                rules.push(id);
            }
        }
        let shape = |ty: &SlotType| match ty {
            SlotType::Text => SlotShape::Text,
            SlotType::Cell(ty) => {
                let (least, greatest) = bounds(&program.lists, ty);
                SlotShape::Cell { least, greatest }
            }
            SlotType::List(record) => SlotShape::List(record.index()),
        };
        let shapes =
            program.records.iter().map(|record| record.slots.iter().map(|slot| shape(&slot.ty)).collect());
        Self {
            rules,
            shapes: shapes.collect(),
            registers: program.rules.iter().map(|rule| rule.registers.len()).max().unwrap_or(0),
            selections: program.rules.iter().map(|rule| usize::from(rule.selections)).max().unwrap_or(0),
        }
    }
}
