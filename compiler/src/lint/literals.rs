//! The numbers and dates that are written in a policy, each with what has to contain it.

use super::context::{LintContext, definition_expressions, rule_expressions};
use super::quantity::Quantity;
use crate::model::{Citation, Dated, DefinitionId, Expr, ExprKind, Rule, Scale, Standard};
use qingce_grammar::{Place, tree};

/// The literals of one rule, definition or dated value, with what it cites.
pub(super) struct Group<'a> {
    pub cited: Vec<&'a Citation>,
    pub literals: Vec<(Place, Quantity)>,
    /// The one value of a standard, whose quoted words should have it.
    pub single: bool,
    /// A reason is written for numbers that the citation doesn't have.
    pub reasoned: bool,
}

/// Whether a reason is written; one that is still to be filled in is none.
fn has_reason(reason: &Option<tree::Quoted>) -> bool {
    reason.as_ref().is_some_and(|reason| !reason.text.trim().is_empty())
}

impl<'a> LintContext<'a> {
    /// The group of a rule.
    pub(super) fn group_of_rule(&self, rule: &'a Rule) -> Group<'a> {
        Group {
            cited: rule.cited.iter().collect(),
            literals: self.literals(rule_expressions(rule)),
            single: false,
            reasoned: self.rule_tree(rule).is_some_and(|written| has_reason(&written.reason)),
        }
    }

    /// Every group of definitions, standards and scales.
    pub(super) fn groups_beside_rules(&self) -> Vec<Group<'a>> {
        let definitions = self.model.definitions.iter().enumerate().map(|(id, definition)| Group {
            cited: self.definition_citations(DefinitionId(id)),
            literals: self.literals(definition_expressions(definition)),
            single: false,
            reasoned: self.definition_tree(definition).is_some_and(|written| has_reason(&written.reason)),
        });
        let standards =
            self.model.standards.iter().flat_map(|s| s.values.iter().map(move |d| self.standard(s, d)));
        let scales = self.model.scales.iter().flat_map(|s| s.values.iter().map(move |d| self.scale(s, d)));
        definitions.chain(standards).chain(scales).collect()
    }

    fn literals(&self, exprs: Vec<&Expr>) -> Vec<(Place, Quantity)> {
        let mut out = Vec::new();
        // What is put in place of a definition's name is looked at where it is written.
        for expr in exprs.into_iter().filter(|expr| !matches!(expr.kind, ExprKind::DefinitionOf { .. })) {
            out.extend(self.literal(expr).map(|quantity| (expr.place, quantity)));
            let inner = expr.children().into_iter().map(|(child, _)| child).collect();
            out.extend(self.literals(inner));
        }
        out
    }

    fn standard(&self, standard: &'a Standard, dated: &'a Dated<Vec<crate::model::Exact>>) -> Group<'a> {
        let written = self.standard_line(dated.place);
        let options = standard.by.and_then(|by| self.model.lists.get(by.0));
        let literals = dated.value.iter().enumerate().filter_map(|(number, value)| {
            let span = written.and_then(|line| match &line.value {
                tree::StandardValue::One(number) => Some(number.span),
                tree::StandardValue::PerOption(values) => {
                    let option = &options?.options.get(number)?.name;
                    values.iter().find(|(name, _)| name.text == *option).map(|(_, value)| value.span)
                }
            });
            let place = span.map_or(dated.place, |span| Place { span, ..dated.place });
            Some((place, self.quantity(*value, &standard.ty)?))
        });
        Group {
            cited: dated.cited.iter().collect(),
            literals: literals.collect(),
            single: standard.by.is_none(),
            reasoned: written.is_some_and(|line| has_reason(&line.reason)),
        }
    }

    fn scale(
        &self,
        scale: &'a Scale,
        dated: &'a Dated<Vec<(crate::model::Exact, crate::model::Exact)>>,
    ) -> Group<'a> {
        let written = self.scale_line(dated.place);
        let mut literals = Vec::new();
        for (number, (bound, value)) in dated.value.iter().enumerate() {
            let bracket = written.and_then(|line| line.value.get(number));
            let at = |span: Option<qingce_grammar::Span>| {
                span.map_or(dated.place, |span| Place { span, ..dated.place })
            };
            let bound = self.quantity(*bound, &scale.from);
            literals.extend(bound.map(|quantity| (at(bracket.map(|b| b.from.span)), quantity)));
            let value = self.quantity(*value, &scale.to);
            literals.extend(value.map(|quantity| (at(bracket.map(|b| b.value.span)), quantity)));
        }
        Group {
            cited: dated.cited.iter().collect(),
            literals,
            single: false,
            reasoned: written.is_some_and(|line| has_reason(&line.reason)),
        }
    }

    /// The dated line of a standard that begins where a value does.
    fn standard_line(&self, place: Place) -> Option<&'a tree::Dated<tree::StandardValue>> {
        let lines = match self.item(place)?.decl.as_ref()? {
            tree::Decl::Standard(standard) => &standard.values,
            tree::Decl::Adjust(tree::Adjust { values: tree::AdjustValues::Standard(values), .. }) => values,
            _ => return None,
        };
        lines.iter().find(|line| line.span == place.span)
    }

    /// The same of a scale.
    pub(super) fn scale_line(&self, place: Place) -> Option<&'a tree::Dated<Vec<tree::Bracket>>> {
        let lines = match self.item(place)?.decl.as_ref()? {
            tree::Decl::Scale(scale) => &scale.values,
            tree::Decl::Adjust(tree::Adjust { values: tree::AdjustValues::Scale(values), .. }) => values,
            _ => return None,
        };
        lines.iter().find(|line| line.span == place.span)
    }
}
