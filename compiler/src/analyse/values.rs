//! Standards and scales of all layers with what later layers adjust.

use super::context::{Analyser, Placed};
use super::declare::Declarations;
use super::scales::ScaleLines;
use super::standards::StandardLines;
use crate::index::Symbol;
use crate::model::{ScaleId, StandardId};
use crate::report::{Details, error};
use qingce_grammar::{Code, tree};
use std::collections::BTreeMap;

/// Histories that are being gathered.
#[derive(Default)]
struct Gathered {
    standards: BTreeMap<StandardId, StandardLines>,
    scales: BTreeMap<ScaleId, ScaleLines>,
}

impl Analyser<'_> {
    /// Reads all standards and scales, adds what later layers adjust, and puts the histories into the model.
    pub fn values(&mut self, all: &Declarations<'_>) {
        let mut gathered = Gathered::default();
        for (id, placed) in &all.standards {
            if let Some(lines) = self.standard(*id, *placed) {
                gathered.standards.insert(*id, lines);
            }
        }
        for (id, placed) in &all.scales {
            if let Some(lines) = self.scale(*id, *placed) {
                gathered.scales.insert(*id, lines);
            }
        }
        for placed in &all.adjusts {
            self.adjust(*placed, &mut gathered);
        }
        for (id, lines) in gathered.standards {
            self.settle_standard(id, lines);
        }
        for (id, lines) in gathered.scales {
            self.settle_scale(id, lines);
        }
    }

    /// 调整.
    fn adjust(&mut self, placed: Placed<'_, tree::Adjust>, gathered: &mut Gathered) {
        let Placed { home, decl } = placed;
        let place = home.place(decl.name.span);
        if !self.may_change_base(home, place, ("调整", "adjust")) {
            return;
        }
        let symbol = self.names.value_named(&decl.name.text);
        match (symbol, &decl.values) {
            (Some(Symbol::Standard(id)), tree::AdjustValues::Standard(values)) => {
                self.used(place, Symbol::Standard(id));
                if let Some(lines) = gathered.standards.get_mut(&id) {
                    self.standard_values(home, values, lines);
                }
            }
            (Some(Symbol::Scale(id)), tree::AdjustValues::Scale(values)) => {
                self.used(place, Symbol::Scale(id));
                if let Some(lines) = gathered.scales.get_mut(&id) {
                    self.scale_values(home, values, lines);
                }
            }
            (Some(Symbol::Definition(_)), _) => {
                let zh = format!("「{}」是定义，只能调整标准和分档", decl.name.text);
                let en =
                    format!("「{}」 is a definition; only standards and scales are adjusted", decl.name.text);
                self.report(error(Code::WrongType, place, zh, en));
            }
            (Some(_), _) => self.adjusted_as_other_kind(placed),
            (None, _) => {
                let names = self.names.standards.keys().chain(self.names.scales.keys()).cloned().collect();
                self.unknown(home, &decl.name, ("标准或分档", "standard or scale"), names);
            }
        }
    }

    fn adjusted_as_other_kind(&mut self, placed: Placed<'_, tree::Adjust>) {
        let Placed { home, decl } = placed;
        let name = &decl.name.text;
        let (zh, en) = match &decl.values {
            tree::AdjustValues::Standard(_) => (
                format!("「{name}」是分档，这里却像标准那样只写了数值"),
                format!("「{name}」 is a scale, and this line gives a value as for a standard"),
            ),
            tree::AdjustValues::Scale(_) => (
                format!("「{name}」是标准，这里却像分档那样写了各档"),
                format!("「{name}」 is a standard, and this line gives brackets as for a scale"),
            ),
        };
        self.report(error(Code::WrongType, home.place(decl.name.span), zh, en));
    }

    /// Whether the layer builds on another policy at all; `word` is the keyword that needs it.
    pub fn may_change_base(
        &mut self,
        home: super::context::Home,
        place: qingce_grammar::Place,
        word: (&str, &str),
    ) -> bool {
        let Some(info) = self.layers.get(home.layer) else {
            return true;
        };
        if info.building.is_some() || info.head_unknown {
            return true;
        }
        let name = info.name;
        let mut fault = error(
            Code::MissingPart,
            place,
            format!("「{}」只能写在修订或者补充另一份政策的文件里", word.0),
            format!("「{}」 belongs in a policy that amends or supplements another one", word.1),
        );
        if let Some(name) = name {
            fault = fault.label(name, "这份政策没有写修订或补充哪一份", "this policy names none");
        }
        self.report(fault.help(
            "请在文头写「修订 「文件夹」」；本政策自己的数值直接写在「标准」里",
            "write `amends \"folder\"` in the head; a policy's own values stand with its standards",
        ));
        false
    }
}
