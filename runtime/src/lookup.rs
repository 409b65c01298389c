//! Finding things of a program by name.

use crate::program::{OptionListId, Program, RecordId, RecordType, Rule, RuleId, Slot, SlotId, StandardId};

/// The place of the first item that fits, as an id.
fn place<T>(items: &[T], fits: impl Fn(&T) -> bool) -> Option<u16> {
    u16::try_from(items.iter().position(fits)?).ok()
}

impl Program {
    /// The record type of this name.
    pub fn record_named(&self, name: &str) -> Option<RecordId> {
        place(&self.records, |record| record.name == name).map(RecordId)
    }

    /// The rule of this name.
    pub fn rule_named(&self, name: &str) -> Option<RuleId> {
        place(&self.rules, |rule| rule.name == name).map(RuleId)
    }

    /// The standard of this name.
    pub fn standard_named(&self, name: &str) -> Option<StandardId> {
        place(&self.standards, |standard| standard.name == name).map(StandardId)
    }

    /// The option list of this name.
    pub fn list_named(&self, name: &str) -> Option<OptionListId> {
        place(&self.lists, |list| list.name == name).map(OptionListId)
    }

    /// The record type with this id.
    pub fn record(&self, id: RecordId) -> Option<&RecordType> {
        self.records.get(id.index())
    }

    /// The rule with this id.
    pub fn rule(&self, id: RuleId) -> Option<&Rule> {
        self.rules.get(id.index())
    }

    /// The slot of a record type.
    pub fn slot(&self, record: RecordId, slot: SlotId) -> Option<&Slot> {
        self.records.get(record.index())?.slots.get(slot.index())
    }

    /// The rules whose subject is this record type, in program order.
    pub fn rules_of(&self, record: RecordId) -> impl Iterator<Item = (RuleId, &Rule)> {
        let ids = (0..=u16::MAX).map(RuleId);
        ids.zip(&self.rules).filter(move |(_, rule)| rule.subject == record)
    }
}

impl RecordType {
    /// The slot whose path is this: field names from the outside in.
    pub fn slot_at(&self, path: &[&str]) -> Option<SlotId> {
        place(&self.slots, |slot| slot.path == path).map(SlotId)
    }

    /// The slot whose title, in either language, is this: `企业 的 注册地`, `企业's 注册地`, or with a dot between.
    pub fn slot_named(&self, name: &str) -> Option<SlotId> {
        place(&self.slots, |slot| match slot.path.as_slice() {
            [only] => only == name,
            path => {
                slot.title(false) == name
                    || slot.title(true) == name
                    || path.join(".") == name
                    || path.join("的") == name
            }
        })
        .map(SlotId)
    }
}
