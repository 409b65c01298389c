//! Why cells are unknown: sets of missing fields and delegated standards, kept as a graph of unions so that joining two is one
//! step, and only gathered where a decision needs them.

use crate::decision::{FieldRef, Step};
use crate::program::{Program, RecordId, RuleId, SlotId, SlotType, StandardId};
use std::collections::{BTreeSet, HashSet};

/// The most loops that are open at once.
pub(crate) const MAX_DEPTH: usize = 4;

/// A set: a place in [`Causes`], 0 for the empty one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Cause(u32);

/// A field of one record: slots from the outside in, each with the member's place from 1 where a list lies on the way, else 0.
/// Keys sort as fields stand in their records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct FieldKey {
    steps: [(u16, u32); MAX_DEPTH + 1],
    len: usize,
}

impl FieldKey {
    /// A slot of the subject.
    pub fn of_subject(slot: SlotId) -> Self {
        Self::new(&[], slot)
    }

    /// A slot of the member that the lists lead to; places from 0.
    pub fn new(lists: &[(SlotId, u32)], slot: SlotId) -> Self {
        let mut key = Self { steps: [(0, 0); MAX_DEPTH + 1], len: 0 };
        let lists = lists.iter().map(|(slot, member)| (slot.0, member.saturating_add(1)));
        for (place, step) in key.steps.iter_mut().zip(lists.take(MAX_DEPTH).chain([(slot.0, 0)])) {
            *place = step;
            key.len += 1;
        }
        key
    }

    /// The field by its names.
    pub fn named(&self, program: &Program, subject: RecordId) -> FieldRef {
        let mut steps = Vec::with_capacity(self.len);
        let mut record = subject;
        for (slot, member) in self.steps.iter().take(self.len) {
            let Some(slot) = program.slot(record, SlotId(*slot)) else { break };
            let member = usize::try_from(*member).ok().filter(|place| *place > 0);
            steps.push(Step { field: slot.title(program.english), member });
            if let SlotType::List(next) = slot.ty {
                record = next;
            }
        }
        FieldRef { steps }
    }
}

#[derive(Debug, Clone, Copy)]
enum Node {
    Field(FieldKey),
    Standard(StandardId),
    Rule(RuleId),
    Both(Cause, Cause),
}

/// The sets of one run.
#[derive(Debug, Default)]
pub(crate) struct Causes {
    nodes: Vec<Node>,
}

/// What a set holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Wanting {
    /// Fields that are missing.
    pub fields: BTreeSet<FieldKey>,
    /// Standards that other documents set.
    pub standards: BTreeSet<StandardId>,
}

impl Wanting {
    /// Adds all of another one.
    pub fn extend(&mut self, other: &Self) {
        self.fields.extend(other.fields.iter().copied());
        self.standards.extend(other.standards.iter().copied());
    }
}

impl Causes {
    /// Forgets everything.
    pub fn clear(&mut self) {
        self.nodes.clear();
    }

    fn push(&mut self, node: Node) -> Cause {
        self.nodes.push(node);
        Cause(u32::try_from(self.nodes.len()).unwrap_or(0))
    }

    pub fn field(&mut self, key: FieldKey) -> Cause {
        self.push(Node::Field(key))
    }

    pub fn standard(&mut self, standard: StandardId) -> Cause {
        self.push(Node::Standard(standard))
    }

    pub fn rule(&mut self, rule: RuleId) -> Cause {
        self.push(Node::Rule(rule))
    }

    pub fn both(&mut self, a: Cause, b: Cause) -> Cause {
        if a == b || b.0 == 0 {
            return a;
        }
        if a.0 == 0 {
            return b;
        }
        self.push(Node::Both(a, b))
    }

    /// All that a set holds. `rule`: what an earlier undetermined rule hangs on.
    pub fn gather<'w>(&self, cause: Cause, rule: impl Fn(RuleId) -> Option<&'w Wanting>) -> Wanting {
        let mut wanting = Wanting::default();
        let mut seen = HashSet::new();
        let mut open = vec![cause];
        while let Some(Cause(at)) = open.pop() {
            let place = usize::try_from(at).ok().and_then(|at| at.checked_sub(1));
            let Some(node) = place.and_then(|place| self.nodes.get(place)) else { continue };
            if !seen.insert(at) {
                continue;
            }
            match *node {
                Node::Field(key) => {
                    wanting.fields.insert(key);
                }
                Node::Standard(standard) => {
                    wanting.standards.insert(standard);
                }
                Node::Rule(id) => {
                    if let Some(other) = rule(id) {
                        wanting.extend(other);
                    }
                }
                Node::Both(a, b) => open.extend([a, b]),
            }
        }
        wanting
    }
}
