//! What was decided of one applicant, for that person to read: the result, the reasons, what is missing, the legal basis.

use crate::passage::Passage;
use crate::phrases::Phrases;
use qingce_compiler::model::{Citation, RuleId};
use qingce_runtime::decision::Effect;
use qingce_runtime::explain::{ExplainedStep, Explanation, StepKind, Verdict, outcome_text};
use qingce_runtime::{Language, Outcome, Program};

/// A decision notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The language of its words.
    pub language: Language,
    /// What it is called.
    pub title: String,
    /// Whom it is for, by which policy, as of which day.
    pub facts: Vec<(String, String)>,
    /// What was decided, by how it came out.
    pub groups: Vec<Group>,
}

/// Decisions that came out alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// `可以享受的`.
    pub title: String,
    /// The decisions.
    pub items: Vec<Item>,
}

/// One decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The rule's name.
    pub name: String,
    /// The result.
    pub result: String,
    /// What the policy provides, where its model is at hand.
    pub provision: Vec<Passage>,
    /// The conditions with what was found.
    pub reasons: Vec<Passage>,
    /// What would settle it.
    pub missing: Vec<String>,
    /// The sentences that it rests on: `6.4` and its words.
    pub basis: Vec<(String, String)>,
    /// Who is responsible.
    pub departments: Vec<String>,
}

/// How decisions are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Granted,
    Open,
    Had,
    NotGranted,
}

impl Sort {
    const ALL: [Self; 4] = [Self::Granted, Self::Open, Self::Had, Self::NotGranted];

    /// How an outcome is sorted; duties, targets and the like concern no applicant.
    fn of(outcome: &Outcome) -> Option<Self> {
        match outcome {
            Outcome::Applies { effect, .. } => match effect {
                Effect::Grant { .. }
                | Effect::Ceiling { .. }
                | Effect::Delegated { .. }
                | Effect::Class { .. }
                | Effect::Said { .. } => Some(Self::Granted),
                Effect::Duty { .. } | Effect::Target { .. } => None,
            },
            Outcome::Undetermined { .. } | Outcome::Failed { .. } => Some(Self::Open),
            Outcome::AlreadyGranted { .. } => Some(Self::Had),
            Outcome::DoesNotApply | Outcome::NotInForce { .. } => Some(Self::NotGranted),
        }
    }

    fn title(self, language: Language) -> &'static str {
        match self {
            Self::Granted => language.pick("可以享受的", "What you are entitled to"),
            Self::Open => language.pick("资料不全，还不能决定的", "What cannot be decided yet"),
            Self::Had => language.pick("已经享受过的", "What you have had before"),
            Self::NotGranted => language.pick("不能享受的", "What you are not entitled to"),
        }
    }
}

/// What a notice is made of.
#[derive(Debug, Clone, Copy)]
pub struct Decided<'d> {
    /// The program that decided.
    pub program: &'d Program,
    /// The policy's words, where its model is at hand.
    pub phrases: Option<&'d Phrases<'d>>,
    /// The decisions with their reasoning.
    pub explanations: &'d [Explanation],
    /// The applicant: the record type's name and the key as it may be shown.
    pub applicant: &'d str,
    /// The language of the notice.
    pub language: Language,
}

impl Decided<'_> {
    /// The notice.
    pub fn notice(&self) -> Notice {
        let language = self.language;
        let say = |zh: &str, en: &str| language.pick(zh, en).to_owned();
        let mut facts = vec![
            (say("申请人", "Applicant"), self.applicant.to_owned()),
            (say("政策", "Policy"), format!("{} {}", self.program.name, self.program.number)),
        ];
        if let Some(day) = self.explanations.iter().find_map(|one| one.reference_date) {
            facts.push((say("基准日", "Reference date"), crate::number::day(day, language)));
        }
        let groups = Sort::ALL.into_iter().filter_map(|sort| {
            let alike = self.explanations.iter().filter(|one| Sort::of(&one.decision.outcome) == Some(sort));
            let items: Vec<Item> = alike.map(|one| self.item(one)).collect();
            (!items.is_empty()).then(|| Group { title: sort.title(language).to_owned(), items })
        });
        Notice {
            language,
            title: say("办理结果告知书", "Notice of decision"),
            facts,
            groups: groups.collect(),
        }
    }

    fn item(&self, one: &Explanation) -> Item {
        let rule = self.program.rule(one.decision.id);
        let paragraph = self.phrases.and_then(|phrases| phrases.paragraph(self.written(&one.decision.rule)?));
        Item {
            name: one.decision.rule.clone(),
            result: self.result(one),
            provision: paragraph.map(|paragraph| paragraph.text).unwrap_or_default(),
            reasons: apart(&one.steps).into_iter().filter_map(|step| self.reason(step)).collect(),
            missing: missing(&one.decision.outcome),
            basis: self.basis(one),
            departments: rule.map(|rule| rule.departments.clone()).unwrap_or_default(),
        }
    }

    fn written(&self, name: &str) -> Option<RuleId> {
        let model = self.phrases?.model;
        model.rules.iter().position(|rule| rule.name == name).map(RuleId)
    }

    fn result(&self, one: &Explanation) -> String {
        let mut text = outcome_text(self.program, &one.decision.outcome, self.language);
        let joined = |names: &[String]| names.join(self.language.pick("、", ", "));
        if !one.decision.choose_one_of.is_empty() {
            let others = joined(&one.decision.choose_one_of);
            text.push_str(&self.language.pick(
                format!("；与“{others}”不得重复享受，只能选择一项"),
                format!("; only one of this and “{others}” can be had"),
            ));
        }
        if !one.decision.yields_to.is_empty() {
            let others = joined(&one.decision.yields_to);
            text.push_str(&self.language.pick(
                format!("；与“{others}”就高不重复，享受数额高的一项"),
                format!("; of this and “{others}” only the greater amount is given"),
            ));
        }
        if let Some(joint) = &one.decision.joint_ceiling {
            let others = joined(&joint.with);
            let (limit, before) = (joint.limit.normalize(), joint.before.normalize());
            text.push_str(&self.language.pick(
                format!("；连同“{others}”合计不高于{limit}元，由{before}元减至此数"),
                format!("; together with “{others}” in all at most {limit} yuan, cut from {before} yuan"),
            ));
        }
        if !one.decision.combination_unstated.is_empty() {
            let others = joined(&one.decision.combination_unstated);
            text.push_str(&self.language.pick(
                format!("；能否与“{others}”同时享受，原文没有规定"),
                format!("; whether it can be had together with “{others}” is not stated"),
            ));
        }
        text
    }

    /// The sentences cited, with their words where the source is at hand.
    fn basis(&self, one: &Explanation) -> Vec<(String, String)> {
        let written = self.written(&one.decision.rule);
        let model = self.phrases.map(|phrases| phrases.model);
        if let (Some(model), Some(rule)) = (model, written.and_then(|id| model?.rules.get(id.0))) {
            let mut basis: Vec<(String, String)> = Vec::new();
            for citation in &rule.cited {
                let (id, words) = match citation {
                    Citation::Sentence { layer, id, .. } => {
                        let source = model.sources.get(*layer);
                        let sentence =
                            source.and_then(|source| source.sentences.iter().find(|(own, _)| own == id));
                        (id.clone(), sentence.map(|(_, text)| text.clone()).unwrap_or_default())
                    }
                    Citation::Document { name, .. } => (name.clone(), String::new()),
                };
                if !basis.iter().any(|(known, _)| *known == id) {
                    basis.push((id, words));
                }
            }
            return basis;
        }
        let cited = self.program.rule(one.decision.id).map(|rule| rule.cited.as_slice()).unwrap_or_default();
        cited.iter().map(|cited| (cited.sentence.clone(), cited.phrases.join(" "))).collect()
    }

    /// A step with those that it rests on, as far as they say more than it.
    fn reason(&self, step: &ExplainedStep) -> Option<Passage> {
        if step.verdict == Verdict::NotReached {
            return None;
        }
        let mut items: Vec<Passage> =
            apart(&step.parts).into_iter().filter_map(|part| self.reason(part)).collect();
        items.extend(step.members.iter().map(|member| {
            let who = match &member.key {
                Some(key) => self
                    .language
                    .pick(format!("第{}个（{key}）", member.place), format!("no. {} ({key})", member.place)),
                None => self.language.pick(format!("第{}个", member.place), format!("no. {}", member.place)),
            };
            let found = found(member.verdict, self.language);
            let parts = apart(&member.parts).into_iter().filter_map(|part| self.reason(part)).collect();
            let lead = self.language.pick(format!("{who}：{found}"), format!("{who}: {found}"));
            Passage::list(lead, parts)
        }));
        let words = plain(if step.members.is_empty() { &step.text } else { list_name(&step.text) });
        let lead = match (step.kind, step.verdict) {
            (
                _,
                Verdict::True
                | Verdict::False
                | Verdict::Missing
                | Verdict::Delegated
                | Verdict::Lapsed
                | Verdict::Failed,
            ) if step.kind != StepKind::Field => {
                let found = found(step.verdict, self.language);
                let value = if step.verdict == Verdict::Missing && !step.value.is_empty() {
                    self.language.pick(format!("（{}）", step.value), format!(" ({})", step.value))
                } else {
                    String::new()
                };
                self.language.pick(format!("{words}：{found}{value}"), format!("{words}: {found}{value}"))
            }
            _ => self.language.pick(format!("{words}：{}", step.value), format!("{words}: {}", step.value)),
        };
        Some(Passage::list(lead, items))
    }
}

/// Steps with the parts of a 且 in its place: its words only repeat theirs.
fn apart(steps: &[ExplainedStep]) -> Vec<&ExplainedStep> {
    steps
        .iter()
        .flat_map(|step| if step.kind == StepKind::And { apart(&step.parts) } else { vec![step] })
        .collect()
}

/// The list that a selection chooses from.
fn list_name(text: &str) -> &str {
    [" 其中 ", " where "].iter().find_map(|word| text.split_once(word)).map_or(text, |(list, _)| list)
}

/// What would settle an outcome.
fn missing(outcome: &Outcome) -> Vec<String> {
    match outcome {
        Outcome::Undetermined { missing, delegated } => {
            missing.iter().map(ToString::to_string).chain(delegated.iter().cloned()).collect()
        }
        _ => Vec::new(),
    }
}

fn found(verdict: Verdict, language: Language) -> &'static str {
    match verdict {
        Verdict::True => language.pick("符合", "fulfilled"),
        Verdict::False => language.pick("不符合", "not fulfilled"),
        Verdict::Known | Verdict::NotReached => "",
        Verdict::Missing => language.pick("资料不全", "not known"),
        Verdict::Delegated => language.pick("由有关规定确定", "set by other rules"),
        Verdict::Lapsed => language.pick("当日没有标准", "no standard on that day"),
        Verdict::Failed => language.pick("无法计算", "cannot be worked out"),
    }
}

/// The policy's own words without its signs: sets stand in quotation marks.
fn plain(text: &str) -> String {
    text.replace(['{', '｛'], "“").replace(['}', '｝'], "”")
}
