//! Conditions and cases.

use super::{Planner, Unsupported};
use crate::columns::kernel::{EffectValue, Kernel, Step};
use crate::program::{Effect, Instr};

impl Planner<'_> {
    pub(super) fn outcome(&mut self, instr: &Instr) -> Result<(), Unsupported> {
        if !self.open.is_empty() {
            return Err(Unsupported);
        }
        let kernel = match *instr {
            Instr::Decide { condition } => Kernel::Decide { condition: self.truth(condition, 0)? },
            Instr::Effect { case, guard, value } => {
                let effect = self.rule.cases.get(usize::from(case)).map(|case| &case.effect);
                let value = match value {
                    None => EffectValue::Nothing,
                    Some(value) if self.is_truth(value) => EffectValue::Truth(self.truth(value, 0)?),
                    Some(value) => EffectValue::Number(self.number(value, 0)?),
                };
                let shown = matches!(effect, Some(Effect::Duty { .. } | Effect::Target { .. }));
                let guard = guard.map(|guard| self.truth(guard, 0)).transpose()?;
                Kernel::Effect { case, guard, value, shown }
            }
            _ => return Err(Unsupported),
        };
        self.steps.push(Step { depth: 0, kernel });
        Ok(())
    }
}
