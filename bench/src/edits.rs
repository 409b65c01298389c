//! What a drafter may do to one declaration of the long policy.

use qingce_compiler::PolicyText;

/// One edit, and the way back.
#[derive(Debug, Clone, Copy)]
pub struct Edit {
    /// What it is called in tables.
    pub name: &'static str,
    was: &'static str,
    becomes: &'static str,
}

/// The edits that are measured, all in clause six of the second copy.
pub const EDITS: [Edit; 3] = [
    Edit {
        name: "rule", was: "    奖励人员之二 不为空", becomes: "    奖励人员之二 的 人数 ≥ 1人"
    },
    Edit { name: "standard", was: "1000元/人 依据", becomes: "12000元/人 依据" },
    Edit { name: "half-typed", was: "当 单位类别之二 属于", becomes: "当 单位类别之二 属" },
];

/// A copy of the policy with the edit made.
pub fn edited(text: &PolicyText, edit: Edit) -> PolicyText {
    let mut text = text.clone();
    let files = text.layers.iter_mut().flat_map(|layer| &mut layer.files);
    let file =
        files.into_iter().find(|file| file.path == "02-第06条.ce").expect("clause six of the second copy");
    assert!(file.text.contains(edit.was), "{edit:?}");
    file.text = file.text.replacen(edit.was, edit.becomes, 1);
    text
}
