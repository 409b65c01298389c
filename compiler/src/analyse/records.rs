//! Records: fields with their types, and that they nest without end.

use super::context::{Analyser, Home, Placed};
use super::units::{MONTHS, YEARS, of_unit};
use crate::index::Symbol;
use crate::model::{Field, FieldId, NumberType, RecordId, Type};
use crate::report::{Details, error};
use qingce_grammar::{Code, tree};

impl Analyser<'_> {
    /// Fills in the fields of a record.
    pub fn fields(&mut self, id: RecordId, placed: Placed<'_, tree::Record>) {
        let home = placed.home;
        for field in &placed.decl.fields {
            let place = home.place(field.name.span);
            if let Some(earlier) = self.field_named(id, &field.name.text) {
                let symbol = Symbol::Field(id, earlier);
                self.duplicate(place, &field.name.text, ("字段", "field"), symbol);
                continue;
            }
            let ty = self.field_type(home, field);
            let next = FieldId(self.model.records.get(id.0).map_or(0, |record| record.fields.len()));
            self.index.define(place, Symbol::Field(id, next));
            if ty.is_none() {
                self.broken.insert(Symbol::Field(id, next));
            }
            let ty = ty.unwrap_or(Type::Text);
            self.check_marks(home, id, field, &ty);
            if let Some(record) = self.model.records.get_mut(id.0) {
                record.fields.push(Field {
                    name: field.name.text.clone(),
                    ty,
                    key: field.key,
                    sensitive: field.sensitive,
                    reference_date: field.reference_date,
                    gloss: field.gloss.as_ref().map(|g| g.text.clone()),
                    place,
                });
            }
        }
    }

    /// The field of a record by name.
    pub fn field_named(&self, record: RecordId, name: &str) -> Option<FieldId> {
        let record = self.model.records.get(record.0)?;
        record.fields.iter().position(|field| field.name == name).map(FieldId)
    }

    /// A field's type; `None` if it was reported or its declaration is broken.
    pub fn field_type_of(&self, record: RecordId, field: FieldId) -> Option<Type> {
        if self.broken.contains(&Symbol::Field(record, field)) {
            return None;
        }
        Some(self.model.records.get(record.0)?.fields.get(field.0)?.ty.clone())
    }

    /// The names of a record's fields.
    pub fn field_names(&self, record: RecordId) -> Vec<String> {
        let record = self.model.records.get(record.0);
        record.map(|r| r.fields.iter().map(|f| f.name.clone()).collect()).unwrap_or_default()
    }

    fn field_type(&mut self, home: Home, field: &tree::Field) -> Option<Type> {
        match &field.ty {
            tree::FieldType::Text => Some(Type::Text),
            tree::FieldType::Date => Some(Type::Date),
            tree::FieldType::YesNo => Some(Type::Truth),
            tree::FieldType::Many(name) => match self.named_type(home, name)? {
                Symbol::List(list) => Some(Type::Options(list)),
                Symbol::Record(record) => Some(Type::List(record)),
                _ => {
                    self.not_many(home, name);
                    None
                }
            },
            tree::FieldType::Named(name, decimals) => match self.names.type_named(&name.text) {
                Some(Symbol::List(list)) => {
                    self.used(home.place(name.span), Symbol::List(list));
                    Some(Type::Option(list))
                }
                Some(Symbol::Record(record)) => {
                    self.used(home.place(name.span), Symbol::Record(record));
                    Some(Type::Record(record))
                }
                Some(_) => self.number_field(home, &alone(name), *decimals),
                None if self.unit_word(&name.text).is_some() => {
                    self.number_field(home, &alone(name), *decimals)
                }
                None => {
                    let candidates = self.type_names();
                    self.unknown(
                        home,
                        name,
                        ("单位、选项表或档案", "unit, option list or record"),
                        candidates,
                    );
                    None
                }
            },
            tree::FieldType::Unit(unit, decimals) => self.number_field(home, unit, *decimals),
        }
    }

    /// An option list or a record that must be known.
    fn named_type(&mut self, home: Home, name: &tree::Name) -> Option<Symbol> {
        let Some(symbol) = self.names.type_named(&name.text) else {
            let candidates = self.names.lists.keys().chain(self.names.records.keys()).cloned().collect();
            self.unknown(home, name, ("选项表或档案", "option list or record"), candidates);
            return None;
        };
        self.used(home.place(name.span), symbol);
        Some(symbol)
    }

    fn not_many(&mut self, home: Home, name: &tree::Name) {
        let zh = format!("「若干」后面要写选项表或者档案，「{}」是单位", name.text);
        let en = format!("after 「many」 comes an option list or a record; 「{}」 is a unit", name.text);
        self.report(error(Code::WrongType, home.place(name.span), zh, en));
    }

    fn type_names(&self) -> Vec<String> {
        let names = &self.names;
        let all = names.lists.keys().chain(names.records.keys()).chain(names.units.keys());
        all.cloned().collect()
    }

    /// A field of numbers. Data are read in the unit as written, so it must be a base unit; a field in `年` alone counts
    /// years.
    fn number_field(&mut self, home: Home, unit: &tree::UnitExpr, decimals: Option<u32>) -> Option<Type> {
        let mut measure = self.measure(home, unit)?;
        if measure.dimension == of_unit(MONTHS) && measure.times == 12 {
            measure.dimension = of_unit(YEARS);
            measure.times = 1;
        }
        if measure.times != 1 || measure.decimals != 0 {
            self.not_base_unit(home, unit, &measure.dimension);
            return None;
        }
        let mut ty = NumberType { dimension: measure.dimension, decimals: None, rate: measure.rate };
        ty.decimals = Some(decimals.unwrap_or_else(|| self.usual_decimals(&ty)));
        Some(Type::Number(ty))
    }

    fn not_base_unit(&mut self, home: Home, unit: &tree::UnitExpr, dimension: &crate::model::Dimension) {
        let place = home.place(unit.span);
        let words = self.words(place);
        let (zh, en) = self.unit_text(dimension);
        let fault = error(
            Code::WrongUnit,
            place,
            format!("字段不能以「{words}」计"),
            format!("a field cannot be kept in 「{words}」"),
        );
        let fault = fault.help(
            format!("请用「{zh}」；数据里写「{words}」的数会自动换算"),
            format!("use 「{en}」; numbers written with 「{words}」 in the data are converted"),
        );
        let unit = if self.is_english(home.file) { en } else { zh };
        self.report(fault.replace(place, unit));
    }

    fn check_marks(&mut self, home: Home, id: RecordId, field: &tree::Field, ty: &Type) {
        let place = home.place(field.name.span);
        let name = &field.name.text;
        if field.key && *ty != Type::Text {
            let zh = format!("主键「{name}」必须是文字");
            let en = format!("the key 「{name}」 must be a text");
            self.report(error(Code::WrongType, place, zh, en));
        }
        if field.reference_date && *ty != Type::Date {
            let zh = format!("基准日「{name}」必须是日期");
            let en = format!("the reference date 「{name}」 must be a date");
            self.report(error(Code::WrongType, place, zh, en));
        }
        let fields = self.model.records.get(id.0).map(|r| r.fields.as_slice()).unwrap_or_default();
        let second_key = fields.iter().find(|f| f.key && field.key).map(|f| f.place);
        let second_day = fields.iter().find(|f| f.reference_date && field.reference_date).map(|f| f.place);
        for (earlier, zh, en) in [(second_key, "主键", "key"), (second_day, "基准日", "reference date")]
        {
            if let Some(earlier) = earlier {
                let fault = error(
                    Code::RepeatedPart,
                    place,
                    format!("一份档案只能有一个{zh}"),
                    format!("a record has only one {en}"),
                );
                self.report(fault.label(earlier, "已经有一个", "there is one already"));
            }
        }
    }

    /// Reports records that hold themselves, directly or through others, and cuts the field that closes the circle.
    pub fn nesting(&mut self) {
        for start in 0..self.model.records.len() {
            let mut path = vec![RecordId(start)];
            self.nest(&mut path);
        }
    }

    fn nest(&mut self, path: &mut Vec<RecordId>) {
        let Some(last) = path.last().copied() else {
            return;
        };
        let fields = self.model.records.get(last.0).map_or(0, |record| record.fields.len());
        for field in (0..fields).map(FieldId) {
            let Some(Type::Record(inner) | Type::List(inner)) = self.field_type_of(last, field) else {
                continue;
            };
            if path.contains(&inner) {
                self.circle(last, field, inner, path);
                continue;
            }
            path.push(inner);
            self.nest(path);
            path.pop();
        }
    }

    fn circle(&mut self, record: RecordId, field: FieldId, inner: RecordId, path: &[RecordId]) {
        self.broken.insert(Symbol::Field(record, field));
        let from = path.iter().position(|r| *r == inner).unwrap_or(0);
        let names: Vec<String> = path.iter().skip(from).map(|r| self.record_name(*r)).collect();
        let round = format!("{} → {}", names.join(" → "), self.record_name(inner));
        let fields = self.model.records.get_mut(record.0).map(|r| &mut r.fields);
        if let Some(cut) = fields.and_then(|fields| fields.get_mut(field.0)) {
            cut.ty = Type::Text;
            let place = cut.place;
            let zh = format!("档案套着自己：{round}");
            let en = format!("a record holds itself: {round}");
            self.report(error(Code::CyclicDefinition, place, zh, en));
        }
    }
}

/// A unit word by itself as a unit expression.
fn alone(name: &tree::Name) -> tree::UnitExpr {
    tree::UnitExpr { over: name.clone(), under: Vec::new(), span: name.span }
}
