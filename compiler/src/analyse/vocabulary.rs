//! Departments, units of count and option lists.

use super::context::{Analyser, Home};
use super::units::UnitWord;
use crate::index::Symbol;
use crate::model::{Department, DepartmentId, ListId, OptionItem, OptionList, Unit, UnitId, UnitKind};
use crate::report::{Details, error};
use qingce_grammar::{Code, tree};

/// The most options that a list may have: a set of them is one bit mask in a non-negative cell.
const MOST_OPTIONS: usize = 127;

impl Analyser<'_> {
    /// 部门.
    pub fn declare_departments(&mut self, home: Home, departments: &[tree::Department]) {
        for department in departments {
            let place = home.place(department.name.span);
            if let Some(earlier) = self.names.departments.get(&department.name.text) {
                let symbol = Symbol::Department(*earlier);
                self.duplicate(place, &department.name.text, ("部门", "department"), symbol);
                continue;
            }
            let id = DepartmentId(self.model.departments.len());
            self.names.departments.insert(department.name.text.clone(), id);
            self.index.define(place, Symbol::Department(id));
            let aliases = self.aliases(home, id, department);
            let name = department.name.text.clone();
            self.model.departments.push(Department { name, aliases, place });
        }
    }

    /// The other names of a department; they may stand for it anywhere.
    fn aliases(&mut self, home: Home, id: DepartmentId, department: &tree::Department) -> Vec<String> {
        let mut aliases = Vec::new();
        for alias in &department.aliases {
            let place = home.place(alias.span);
            match self.names.departments.get(&alias.text).copied() {
                Some(earlier) => {
                    let symbol = Symbol::Department(earlier);
                    self.duplicate(place, &alias.text, ("部门", "department"), symbol);
                }
                None => {
                    self.names.departments.insert(alias.text.clone(), id);
                    self.index.define(place, Symbol::Department(id));
                    aliases.push(alias.text.clone());
                }
            }
        }
        aliases
    }

    /// 单位; whether its name was free.
    pub fn declare_unit(&mut self, home: Home, unit: &tree::Unit) -> bool {
        if self.free_type_name(home, &unit.name).is_none() {
            return false;
        }
        let id = UnitId(self.model.units.len());
        let place = home.place(unit.name.span);
        self.model.units.push(Unit {
            name: unit.name.text.clone(),
            plural: unit.plural.as_ref().map(|word| word.text.clone()),
            kind: UnitKind::Declared,
            counting: unit.counting.as_ref().map(|word| word.text.clone()),
            decimals: unit.decimals.unwrap_or(0),
            place: Some(place),
        });
        let word = UnitWord { unit: Some(id), rate: false, times: 1, decimals: 0 };
        self.names.units.insert(unit.name.text.clone(), word);
        self.index.define(place, Symbol::Unit(id));
        if let Some(plural) = &unit.plural
            && self.free_type_name(home, plural).is_some()
        {
            self.names.units.insert(plural.text.clone(), word);
            self.index.define(home.place(plural.span), Symbol::Unit(id));
        }
        if let Some(counting) = &unit.counting {
            self.declare_counting(home, id, counting);
        }
        true
    }

    fn declare_counting(&mut self, home: Home, id: UnitId, word: &tree::Name) {
        match self.names.counting.get(&word.text) {
            Some(earlier) => {
                let symbol = Symbol::Unit(*earlier);
                self.duplicate(home.place(word.span), &word.text, ("计数词", "counting word"), symbol);
            }
            None => {
                self.names.counting.insert(word.text.clone(), id);
                self.index.define(home.place(word.span), Symbol::Unit(id));
            }
        }
    }

    /// The name of an option list.
    pub fn declare_list(&mut self, home: Home, name: &tree::Name) -> Option<ListId> {
        self.free_type_name(home, name)?;
        let id = ListId(self.model.lists.len());
        let place = home.place(name.span);
        self.model.lists.push(OptionList { name: name.text.clone(), options: Vec::new(), place });
        self.names.lists.insert(name.text.clone(), id);
        self.index.define(place, Symbol::List(id));
        Some(id)
    }

    /// 选项.
    pub fn declare_options(&mut self, home: Home, options: &tree::Options) {
        let Some(id) = self.declare_list(home, &options.name) else {
            return;
        };
        if options.members.len() > MOST_OPTIONS {
            self.too_many_options(home, options);
        }
        let mut items: Vec<OptionItem> = Vec::new();
        for (name, gloss) in options.members.iter().take(MOST_OPTIONS) {
            let place = home.place(name.span);
            if let Some(at) = items.iter().position(|item| item.name == name.text) {
                self.duplicate(place, &name.text, ("选项", "option"), Symbol::Option(id, at));
                continue;
            }
            let symbol = Symbol::Option(id, items.len());
            self.index.define(place, symbol);
            self.names.options.entry(name.text.clone()).or_default().push((id, items.len()));
            let gloss = gloss.as_ref().map(|g| g.text.clone());
            items.push(OptionItem { name: name.text.clone(), gloss, place });
        }
        if let Some(list) = self.model.lists.get_mut(id.0) {
            list.options = items;
        }
    }

    fn too_many_options(&mut self, home: Home, options: &tree::Options) {
        let count = options.members.len();
        let name = &options.name.text;
        let zh = format!("选项表「{name}」有{count}个选项，最多{MOST_OPTIONS}个");
        let en = format!("「{name}」 has {count} options; a list has at most {MOST_OPTIONS}");
        let fault = error(Code::TooLarge, home.place(options.name.span), zh, en);
        self.report(fault.help("请分成两个选项表", "split the list in two"));
    }

    /// The place of an option in a list, by name; notes the use or reports that the list has no such option.
    pub fn option_of(&mut self, home: Home, list: ListId, name: &tree::Name) -> Option<usize> {
        let options = self.model.lists.get(list.0).map(|l| l.options.as_slice()).unwrap_or_default();
        let found = options.iter().position(|option| option.name == name.text);
        match found {
            Some(at) => self.used(home.place(name.span), Symbol::Option(list, at)),
            None if self.broken.contains(&Symbol::List(list)) => {}
            None if self.names.options.contains_key(&name.text) => {
                self.option_of_other_list(home, name, list)
            }
            None => {
                let candidates = options.iter().map(|option| option.name.clone()).collect();
                let list = self.list_name(list);
                let kind = (format!("「{list}」的选项"), format!("option of 「{list}」"));
                self.unknown(home, name, (&kind.0, &kind.1), candidates);
            }
        }
        found
    }

    /// Says that an option is one of another list than the one that is needed.
    pub fn option_of_other_list(&mut self, home: Home, name: &tree::Name, wanted: ListId) {
        let found = self.names.options.get(&name.text).map(Vec::as_slice).unwrap_or_default();
        let theirs: Vec<String> = found.iter().map(|(list, _)| self.list_name(*list)).collect();
        let own = self.list_name(wanted);
        let fault = error(
            Code::WrongType,
            home.place(name.span),
            format!("「{}」是「{}」的选项，这里要的是「{own}」的选项", name.text, theirs.join("」「")),
            format!(
                "「{}」 is an option of 「{}」, and here one of 「{own}」 is needed",
                name.text,
                theirs.join("」, 「")
            ),
        );
        let options = self.model.lists.get(wanted.0).map(|l| l.options.as_slice()).unwrap_or_default();
        let few: Vec<&str> = options.iter().take(6).map(|option| option.name.as_str()).collect();
        let (zh_more, en_more) = if options.len() > few.len() { ("……", ", …") } else { ("", "") };
        let fault = fault.help(
            format!("「{own}」的选项有：{}{zh_more}", few.join("、")),
            format!("「{own}」 has {}{en_more}", few.join(", ")),
        );
        self.report(fault);
    }
}
