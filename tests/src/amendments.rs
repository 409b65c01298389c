//! Random amendments of a policy, as a drafter might write them: another value from a day on, a value or a rule that ends, a rule
//! that another one replaces.

use crate::random::rng::Rng;
use chrono::{Days, NaiveDate};
use qingce_change::{Request, Wanted, amend};
use qingce_compiler::model::{Model, Rule, Standard};
use qingce_compiler::{Layer, PolicyText, SourceFile};

/// An amended policy, and in words what was done.
pub struct Amendment {
    /// The whole text.
    pub text: PolicyText,
    /// Which of [`KINDS`] it is.
    pub kind: usize,
    /// What was done.
    pub told: String,
}

/// The kinds of amendment.
pub const KINDS: [&str; 4] =
    ["another value", "the end of a value", "the end of a rule", "a rule in place of another"];

/// A random amendment, or nothing where the compiler or `amend` refuses it.
pub fn random(text: &PolicyText, model: &Model, rng: &mut Rng) -> Option<Amendment> {
    let policy = model.policy.as_ref()?;
    let (first, last) = (policy.from, policy.to?);
    let from = day(rng, first + Days::new(1), last);
    let kind = rng.below(KINDS.len());
    let (text, told) = match kind {
        0 | 1 => of_standard(text, model, rng, from, kind == 1)?,
        _ => {
            let rule = rng.one(&model.rules);
            let declaration = match kind {
                2 => format!("停止 {} 自 {} 依据 1.1「另作规定」\n", rule.name, written(from)),
                _ => instead(text, rule, from, last, rng)?,
            };
            (with_layer(text, from, last, &declaration), declaration)
        }
    };
    Some(Amendment { text, kind, told })
}

/// A random day of a period.
pub fn day(rng: &mut Rng, from: NaiveDate, to: NaiveDate) -> NaiveDate {
    let days = u64::try_from((to - from).num_days()).unwrap_or(0);
    from + Days::new(rng.below(usize::try_from(days + 1).unwrap_or(1)) as u64)
}

fn written(day: NaiveDate) -> String {
    day.format("%Y年%-m月%-d日").to_string()
}

fn of_standard(
    text: &PolicyText,
    model: &Model,
    rng: &mut Rng,
    from: NaiveDate,
    ends: bool,
) -> Option<(PolicyText, String)> {
    let standards: Vec<&Standard> =
        model.standards.iter().filter(|one| one.by.is_none() && one.delegated.is_none()).collect();
    let standard = rng.one(&standards);
    let value = if standard.ty.rate {
        format!("{}%", 1 + rng.below(90))
    } else {
        (1 + rng.below(3_000_000)).to_string()
    };
    let value = Wanted::Value { from, to: None, value, authority: "另一份文件".into(), replace: true };
    let wanted = if ends { Wanted::End(from) } else { value };
    let request = Request { standard: standard.name.clone(), wanted };
    let amended = amend(text, &request).ok()?;
    Some((amended.text, format!("{request:?}")))
}

/// The policy with one more layer that amends it.
fn with_layer(text: &PolicyText, from: NaiveDate, to: NaiveDate, declaration: &str) -> PolicyText {
    let file = |path: &str, text: String| SourceFile { path: path.into(), text };
    let head = format!(
        "政策 另行规定\n  文号 「修订」\n  施行 {} 至 {}\n  原文 「原文.tsv」\n  修订 「../原政策」\n",
        written(from),
        written(to)
    );
    let mut text = text.clone();
    text.layers.push(Layer {
        folder: "修订".into(),
        files: vec![file("政策.ce", head), file("修订.ce", format!("第一条 「修订」\n\n{declaration}"))],
        sources: vec![file("原文.tsv", "1.0\t一、修订。\n1.1\t另作规定。\n".into())],
    });
    text
}

/// A rule with one part altered, in place of the rule from a day on.
fn instead(text: &PolicyText, rule: &Rule, from: NaiveDate, to: NaiveDate, rng: &mut Rng) -> Option<String> {
    let file = text.layers.iter().flat_map(|layer| &layer.files).nth(rule.place.file.0)?;
    let start = file.text.get(..rule.place.span.start)?.rfind('\n').map_or(0, |end| end + 1);
    let declaration = file.text.get(start..)?.split("\n\n").next()?;
    let own = ["依据", "解释", "理由", "施行", "取代", "责任部门"];
    let lines = declaration.lines().skip(1);
    let mut parts: Vec<String> = Vec::new();
    for line in lines {
        match parts.last_mut() {
            Some(part) if line.starts_with("    ") => part.push_str(&format!("\n{line}")),
            _ => parts.push(line.trim_start().to_owned()),
        }
    }
    parts.retain(|part| !own.iter().any(|word| part.starts_with(word)));
    let altered = (0..20).find_map(|_| {
        let mut altered = parts.clone();
        alter(&mut altered, rng).map(|()| altered)
    });
    let parts: Vec<String> = altered?.iter().map(|part| format!("  {part}\n")).collect();
    Some(format!(
        "规则 {name}修订\n{}  取代 {name}\n  施行 {} 至 {}\n  依据 1.1「另作规定」\n  理由 「修订」\n",
        parts.concat(),
        written(from),
        written(to),
        name = rule.name,
    ))
}

/// Turns one boundary, leaves one part out, or grants twice as much.
fn alter(parts: &mut Vec<String>, rng: &mut Rng) -> Option<()> {
    let boundaries = [
        ("不低于", "超过"),
        ("不超过", "低于"),
        (" 满 ", " 超过 "),
        ("≥", ">"),
        ("≤", "<"),
        ("超过", "不低于"),
    ];
    let (word, other) = *rng.one(&boundaries);
    let leaves = ["当 ", "一次性", "叠加于", "不得重复享受", "除外", "可同时享受", "并享未明"];
    let left = *rng.one(&leaves);
    match rng.below(3) {
        0 => {
            let part = parts.iter_mut().find(|part| part.contains(word))?;
            *part = part.replacen(word, other, 1);
        }
        1 => {
            let at = parts.iter().position(|part| part.starts_with(left))?;
            parts.remove(at);
        }
        _ => {
            let part = parts.iter_mut().find(|part| part.starts_with("给予 ") && !part.contains('\n'))?;
            let (amount, label) = part.trim_start_matches("给予 ").split_once(" 「")?;
            let (limit, amount) =
                amount.strip_prefix("不高于 ").map_or(("", amount), |rest| ("不高于 ", rest));
            *part = format!("给予 {limit}（{amount}） × 2 「{label}");
        }
    }
    Some(())
}
