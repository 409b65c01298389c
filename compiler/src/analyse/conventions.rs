//! Conventions of counting days that a policy must state as soon as it uses them (Civil Code arts. 200-204).

use super::context::Analyser;
use crate::report::{Details, error};
use qingce_grammar::{Code, Place};

impl Analyser<'_> {
    /// A span of time is used at `place`: the base must say whether the first day counts.
    pub fn needs_first_day(&mut self, place: Place) {
        let stated = self.model.policy.as_ref().is_some_and(|p| p.first_day_counts.is_some());
        if stated || self.asked_first_day || self.base_missing() {
            return;
        }
        self.asked_first_day = true;
        self.convention(
            place,
            (
                "这里用到一段时间，政策却没有写明开始的当日是否计入",
                "this uses a span of time, and the policy doesn't say whether its first day counts",
            ),
            (
                "请在政策文头写「期间首日 不计入」（《民法典》第二百零一条）或者「期间首日 计入」",
                "write `first-day excluded` (Civil Code art. 201) or `first-day included` in the policy's head",
            ),
        );
    }

    /// An age is used at `place`: the base must say on which day one is reached.
    pub fn needs_age(&mut self, place: Place) {
        let stated = self.model.policy.as_ref().is_some_and(|p| p.age_next_day.is_some());
        if stated || self.asked_age || self.base_missing() {
            return;
        }
        self.asked_age = true;
        self.convention(
            place,
            (
                "这里用到周岁，政策却没有写明自哪一天算满",
                "this uses an age, and the policy doesn't say on which day an age is reached",
            ),
            (
                "请在政策文头写「周岁 生日当日」或者「周岁 生日次日」",
                "write `age-reached on-birthday` or `age-reached day-after` in the policy's head",
            ),
        );
    }

    fn convention(&mut self, place: Place, message: (&str, &str), help: (&str, &str)) {
        let Some(base) = self.layers.first() else {
            return;
        };
        if base.head_unknown {
            return;
        }
        let head = base.name;
        let mut fault = error(Code::MissingConvention, place, message.0, message.1);
        if let Some(head) = head {
            fault = fault.label(head, "在这个文头写明", "state it in this head");
        }
        self.report(fault.help(help.0, help.1));
    }
}
