#![allow(dead_code, reason = "each test file uses its share of this module")]
//! The tree as text: a line for each part of a declaration, expressions in prefix form.

use qingce_grammar::tree::*;
use std::fmt::Write;

/// The outline of a file.
pub fn outline(file: &File) -> String {
    let mut out = String::new();
    for item in &file.items {
        let name = item.name.as_ref().map_or("", |name| name.text.as_str());
        let _ = writeln!(out, "{:?} {name}", item.kind);
        match &item.decl {
            Some(decl) => parts(decl).into_iter().for_each(|part| out += &format!("  {part}\n")),
            None => out += "  (broken)\n",
        }
    }
    out
}

fn parts(decl: &Decl) -> Vec<String> {
    match decl {
        Decl::Policy(policy) => vec![
            format!("number {}", quoted(policy.number.as_ref())),
            format!("effective {}", period(policy.effective.as_ref())),
            format!("source {}", quoted(policy.source.as_ref())),
            format!("first day counts {:?}", policy.first_day.map(|(counts, _)| counts)),
            format!("age on the next day {:?}", policy.age_next_day.map(|(next, _)| next)),
            format!("base {:?}", policy.base.as_ref().map(|(how, folder)| (how, &folder.text))),
        ],
        Decl::Departments(all) => {
            all.iter().map(|d| format!("{} also {}", d.name.text, names(&d.aliases))).collect()
        }
        Decl::Unit(unit) => vec![format!(
            "plural {} counting {} decimals {:?}",
            name(unit.plural.as_ref()),
            name(unit.counting.as_ref()),
            unit.decimals
        )],
        Decl::Options(options) => options
            .members
            .iter()
            .map(|(n, gloss)| format!("{} {}", n.text, quoted(gloss.as_ref())))
            .collect(),
        Decl::Record(record) => {
            let gloss = quoted(record.gloss.as_ref());
            std::iter::once(gloss).chain(record.fields.iter().map(field)).collect()
        }
        Decl::Clause(clause) => vec![
            format!("{} {}", clause.number, quoted(clause.heading.as_ref())),
            format!("in charge {}", clause.departments.as_ref().map_or(String::new(), responsible)),
            format!("readings {}", clause.readings.iter().map(reading).collect::<String>()),
        ],
        Decl::Standard(standard) => {
            let mut lines = vec![format!("in {} by {}", unit(&standard.unit), name(standard.by.as_ref()))];
            lines.extend(standard.values.iter().map(dated_standard));
            lines.extend(standard.readings.iter().map(reading));
            lines.extend(
                standard.delegated.iter().map(|(d, c)| format!("delegated to {} {}", d.text, cited(c))),
            );
            lines
        }
        Decl::Scale(scale) => {
            let kind = if scale.marginal { "marginal" } else { "flat" };
            let mut lines = vec![format!("{} to {} {kind}", unit(&scale.from), unit(&scale.to))];
            lines.extend(scale.values.iter().map(dated_scale));
            lines
        }
        Decl::Define(define) => {
            let mut lines = vec![format!("subject {}", define.subject.text)];
            lines.extend(body(&define.body, expr));
            lines.extend((!define.cited.is_empty()).then(|| cited(&define.cited)));
            lines.extend(define.readings.iter().map(reading));
            lines.extend(define.reason.iter().map(|reason| format!("because {}", reason.text)));
            lines
        }
        Decl::Rule(rule) => rule_parts(rule),
        Decl::Aim(aim) => vec![cited(&aim.cited), format!("note {}", quoted(aim.note.as_ref()))],
        Decl::Scenario(scenario) => scenario_parts(scenario),
        Decl::Guarantee(guarantee) => guarantee_parts(guarantee),
        Decl::Adjust(adjust) => match &adjust.values {
            AdjustValues::Standard(values) => values.iter().map(dated_standard).collect(),
            AdjustValues::Scale(values) => values.iter().map(dated_scale).collect(),
        },
        Decl::Discontinue(end) => vec![format!("from {} {}", end.from.value, cited(&end.cited))],
    }
}

fn reading(reading: &Reading) -> String {
    format!("reading {} not {}", reading.chosen.text, quoted(reading.rejected.as_ref()))
}

fn rule_parts(rule: &Rule) -> Vec<String> {
    let mut lines = vec![format!("subject {}", rule.subject.text)];
    lines.extend(rule.lets.iter().map(|(name, value)| format!("let {} {}", name.text, expr(value))));
    lines.extend(rule.condition.iter().map(|condition| format!("when {}", expr(condition))));
    lines.extend(body(&rule.body, effect));
    lines.extend(rule.relations.iter().map(|(how, name)| format!("{how:?} {}", name.text)));
    lines.extend(rule.joint_ceiling.iter().map(|limit| format!("joint ceiling {}", expr(limit))));
    lines.extend(rule.once.iter().map(|key| format!("once by {}", expr(key))));
    lines.extend(rule.replaces.iter().map(|name| format!("replaces {}", name.text)));
    lines.extend(rule.effective.iter().map(|p| format!("effective {}", period(Some(p)))));
    lines.extend((!rule.cited.is_empty()).then(|| cited(&rule.cited)));
    lines.extend(rule.departments.iter().map(|d| format!("in charge {}", responsible(d))));
    lines.extend(rule.readings.iter().map(reading));
    lines.extend(rule.reason.iter().map(|reason| format!("because {}", reason.text)));
    lines
}

fn guarantee_parts(guarantee: &Guarantee) -> Vec<String> {
    let mut lines = vec![format!("subject {}", guarantee.subject.text)];
    lines.extend(guarantee.condition.iter().map(|condition| format!("when {}", expr(condition))));
    lines.push(match &guarantee.property {
        Property::Always(condition) => format!("always {}", expr(condition)),
        Property::Rising { grows, amount } => {
            format!("as {} grows {} never falls", expr(grows), expr(amount))
        }
        Property::Once { rule, key } => format!("once {} by {}", rule.text, expr(key)),
    });
    lines.extend((!guarantee.cited.is_empty()).then(|| cited(&guarantee.cited)));
    lines.extend(guarantee.readings.iter().map(reading));
    lines.extend(guarantee.reason.iter().map(|reason| format!("because {}", reason.text)));
    lines
}

fn scenario_parts(scenario: &Scenario) -> Vec<String> {
    let mut lines: Vec<String> = scenario.like.iter().map(|other| format!("like {}", other.text)).collect();
    lines.extend(scenario.reference_date.iter().map(|date| format!("on {}", date.value)));
    for given in &scenario.given {
        let target = match &given.target {
            GivenTarget::Subject(name) => name.text.clone(),
            GivenTarget::Its(at) => format!("its {}", path(at)),
        };
        let fields: Vec<String> =
            given.fields.iter().map(|(name, values, _)| format!("{}={}", name.text, list(values))).collect();
        lines.push(format!("given {target}: {}", fields.join(" ")));
    }
    lines.extend(scenario.without.iter().map(|at| format!("without {}", path(at))));
    for grant in &scenario.granted {
        let amount = grant.amount.as_ref().map_or(String::new(), number);
        lines.push(format!("granted {} {} {} {amount}", grant.rule.text, grant.date.value, grant.key.text));
    }
    for expected in &scenario.expected {
        let outcome = match &expected.outcome {
            Expected::Grant(amount) => format!("grant {}", number(amount)),
            Expected::Ceiling(amount) => format!("at most {}", number(amount)),
            Expected::Class(option) => format!("class {}", option.text),
            Expected::Undetermined(paths) => {
                format!("undetermined without {}", paths.iter().map(path).collect::<Vec<_>>().join(" "))
            }
            other => format!("{other:?}"),
        };
        let origin = match &expected.origin {
            None => String::new(),
            Some(Origin::Unconfirmed) => " unconfirmed".to_owned(),
            Some(Origin::Program) => " from the program".to_owned(),
            Some(Origin::Cited(citations)) => format!(" from {}", cited(citations)),
        };
        lines.push(format!("expect {} {outcome}{origin}", names(&expected.rules)));
    }
    lines
}

fn field(field: &Field) -> String {
    let ty = match &field.ty {
        FieldType::Many(name) => format!("many {}", name.text),
        FieldType::Named(name, decimals) => format!("{} {decimals:?}", name.text),
        FieldType::Unit(of, decimals) => format!("{} {decimals:?}", unit(of)),
        other => format!("{other:?}"),
    };
    let marks =
        [(field.key, " key"), (field.sensitive, " sensitive"), (field.reference_date, " reference-date")];
    let marks: String = marks.iter().filter(|(set, _)| *set).map(|(_, mark)| *mark).collect();
    format!("{}: {ty}{marks} {}", field.name.text, quoted(field.gloss.as_ref()))
}

fn body<T>(body: &Body<T>, draw: fn(&T) -> String) -> Vec<String> {
    match body {
        Body::One(one) => vec![draw(one)],
        Body::Cases { by, cases, otherwise } => {
            let mut lines: Vec<String> = by.iter().map(|by| format!("by {}", expr(by))).collect();
            for case in cases {
                let guard = match &case.guard {
                    Guard::Condition(condition) => expr(condition),
                    Guard::Options(options) => format!("options {}", names(options)),
                };
                lines.push(format!("case {guard}: {}", draw(&case.result)));
            }
            lines.extend(otherwise.iter().map(|(result, _)| format!("otherwise: {}", draw(result))));
            lines
        }
    }
}

fn effect(effect: &Effect) -> String {
    match &effect.kind {
        EffectKind::Grant(value, label) => format!("grant {} {}", expr(value), quoted(label.as_ref())),
        EffectKind::Ceiling(value, label) => {
            format!("grant at most {} {}", expr(value), quoted(label.as_ref()))
        }
        EffectKind::Delegated(text) => format!("as regulated {}", text.text),
        EffectKind::Classify(option) => format!("classify {}", option.text),
        EffectKind::Duty(text, shown) => {
            format!("must {} shown by {}", text.text, shown.as_ref().map_or(String::new(), expr))
        }
        EffectKind::Target(value, label) => format!("target {} {}", expr(value), quoted(label.as_ref())),
        EffectKind::Said(how, text) => format!("{how:?} {}", text.text),
    }
}

fn dated_standard(value: &Dated<StandardValue>) -> String {
    let drawn = match &value.value {
        StandardValue::One(one) => number(one),
        StandardValue::PerOption(all) => all
            .iter()
            .map(|(name, value)| format!("{}={}", name.text, number(value)))
            .collect::<Vec<_>>()
            .join(" "),
    };
    dated(value, &drawn)
}

fn dated_scale(value: &Dated<Vec<Bracket>>) -> String {
    let rows: Vec<String> =
        value.value.iter().map(|row| format!("{}→{}", number(&row.from), number(&row.value))).collect();
    dated(value, &rows.join(" "))
}

fn dated<V>(value: &Dated<V>, drawn: &str) -> String {
    let reason = value.reason.as_ref().map_or(String::new(), |reason| format!(" because {}", reason.text));
    format!("{} {drawn} {}{reason}", period(Some(&value.period)), cited(&value.cited))
}

/// An expression in prefix form.
pub fn expr(e: &Expr) -> String {
    match &e.kind {
        ExprKind::Receives(rule) => format!("(receives {})", rule.text),
        ExprKind::Number(value) => number(value),
        ExprKind::Date(date) => date.value.to_string(),
        ExprKind::Text(text) => format!("「{}」", text.text),
        ExprKind::YesNo(yes) => if *yes { "是" } else { "否" }.to_owned(),
        ExprKind::Name(name) => name.text.clone(),
        ExprKind::ReferenceDate => "基准日".to_owned(),
        ExprKind::Subject => "对象".to_owned(),
        ExprKind::Set(items) => format!("{{{}}}", list(items)),
        ExprKind::Member(of, name) => format!("(的 {} {})", expr(of), name.text),
        ExprKind::Aggregate(of, how, None) => format!("({how:?} {})", expr(of)),
        ExprKind::Aggregate(of, how, Some(each)) => format!("({how:?} {} {})", expr(of), expr(each)),
        ExprKind::Where(of, condition) => format!("(其中 {} {})", expr(of), expr(condition)),
        ExprKind::Not(of) => format!("(非 {})", expr(of)),
        ExprKind::And(a, b) => format!("(且 {} {})", expr(a), expr(b)),
        ExprKind::Or(a, b) => format!("(或 {} {})", expr(a), expr(b)),
        ExprKind::Compare(subject, tests) => {
            let tests: Vec<String> =
                tests.iter().map(|(how, _, value)| format!("({how:?} {})", expr(value))).collect();
            format!("(比 {} {})", expr(subject), tests.join(" "))
        }
        ExprKind::In { value, set, negated } => {
            format!("({} {} {})", if *negated { "不属于" } else { "属于" }, expr(value), expr(set))
        }
        ExprKind::Contains { set, value } => format!("(含 {} {})", expr(set), expr(value)),
        ExprKind::Empty { list, negated } => {
            format!("({} {})", if *negated { "不为空" } else { "为空" }, expr(list))
        }
        ExprKind::Round { value, rounding, to } => {
            let to = match to {
                RoundTo::Unit(unit) => unit.text.clone(),
                RoundTo::Decimals(places) => format!("{places}位小数"),
            };
            format!("({rounding:?} {} {to})", expr(value))
        }
        ExprKind::Arithmetic(how, a, b) => {
            let sign = match how {
                Arithmetic::Add => "+",
                Arithmetic::Subtract => "-",
                Arithmetic::Multiply => "×",
                Arithmetic::Divide => "÷",
            };
            format!("({sign} {} {})", expr(a), expr(b))
        }
        ExprKind::Negate(of) => format!("(负 {})", expr(of)),
        ExprKind::Range(from, to) => format!("(自至 {} {})", expr(from), expr(to)),
        ExprKind::Builtin(how, arguments) => format!("({how:?} {})", list(arguments)),
        ExprKind::Call(name, arguments) => format!("({} {})", name.text, list(arguments)),
    }
}

fn list(items: &[Expr]) -> String {
    items.iter().map(expr).collect::<Vec<_>>().join("、")
}

fn number(number: &Number) -> String {
    let of = number.unit.as_ref().map_or(String::new(), unit);
    let point = if number.decimals > 0 { format!("e-{}", number.decimals) } else { String::new() };
    format!("{}{point}{}{of}", number.digits, if number.percent { "%" } else { "" })
}

fn unit(unit: &UnitExpr) -> String {
    let under: String = unit.under.iter().map(|name| format!("/{}", name.text)).collect();
    format!("{}{under}", unit.over.text)
}

fn name(name: Option<&Name>) -> &str {
    name.map_or("-", |name| name.text.as_str())
}

fn names(names: &[Name]) -> String {
    names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join("、")
}

fn quoted(text: Option<&Quoted>) -> String {
    text.map_or("-".to_owned(), |text| format!("「{}」", text.text))
}

fn period(period: Option<&Period>) -> String {
    period.map_or("-".to_owned(), |period| {
        let to = period.to.map_or(String::new(), |to| to.value.to_string());
        format!("{}..{to}", period.from.value)
    })
}

fn path(path: &Path) -> String {
    path.names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(".")
}

fn responsible(responsible: &Responsible) -> String {
    format!("{} {}", names(&responsible.names), cited(&responsible.cited))
}

fn cited(cited: &[Citation]) -> String {
    let one = |citation: &Citation| match citation {
        Citation::Sentence { id, phrases } => {
            let phrases: String = phrases.iter().map(|phrase| format!("「{}」", phrase.text)).collect();
            format!("{}{phrases}", id.text)
        }
        Citation::Document(document) => format!("document 「{}」", document.text),
    };
    format!("per {}", cited.iter().map(one).collect::<Vec<_>>().join("、"))
}
