//! What the machine needs to know of a program beside the program, worked out once when it is verified.

use crate::machine::quick::{self, Sheet};
use crate::program::{Program, RecordId, RuleId, SlotType};
use crate::verify::bounds;
use std::hash::{DefaultHasher, Hash, Hasher};

/// See the module.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    /// Rules by the record type of their subject, in program order.
    pub rules: Vec<Vec<RuleId>>,
    /// What the slots of each record type may hold.
    pub shapes: Vec<Vec<SlotShape>>,
    /// The quick code of each record type's rules.
    pub sheets: Vec<Sheet>,
    /// Tells apart the shapes of programs, so that a row isn't taken for one of another program.
    pub mark: u64,
    /// Registers of the rule that has the most.
    pub registers: usize,
    /// Selections of the rule that has the most.
    pub selections: usize,
}

/// What a slot may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum SlotShape {
    /// A text.
    Text,
    /// A cell from `least` to `greatest`.
    Cell { least: i128, greatest: i128 },
    /// Members of this record type.
    List(RecordId),
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
            SlotType::List(record) => SlotShape::List(*record),
        };
        let shapes: Vec<Vec<SlotShape>> = program
            .records
            .iter()
            .map(|record| record.slots.iter().map(|slot| shape(&slot.ty)).collect())
            .collect();
        let types = (0..=u16::MAX).map(RecordId).zip(&rules);
        let sheets = types.map(|(ty, rules)| quick::sheet(program, &shapes, ty, rules)).collect();
        let mut mark = DefaultHasher::new();
        shapes.hash(&mut mark);
        Self {
            rules,
            shapes,
            sheets,
            mark: mark.finish(),
            registers: program.rules.iter().map(|rule| rule.registers.len()).max().unwrap_or(0),
            selections: program.rules.iter().map(|rule| usize::from(rule.selections)).max().unwrap_or(0),
        }
    }

    /// How many slots a record type has.
    pub fn width(&self, ty: RecordId) -> usize {
        self.shapes.get(ty.index()).map_or(0, Vec::len)
    }
}
