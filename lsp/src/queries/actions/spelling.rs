//! Writing a file's keywords in the other language.

use super::super::View;
use super::super::difference::difference;
use super::{Changed, Kind, Offer};
use qingce_grammar::{FileId, Language, Message, format};

/// The whole file with keywords, units, dates and marks in the other language; names and quoted texts stay.
pub fn of_file<'a>(view: View<'a>, file: FileId) -> Option<Offer<'a>> {
    let (to, title) = match view.tree(file)?.language {
        Language::Chinese => {
            (Language::English, Message::new("关键词改用英文写法", "Write the keywords in English"))
        }
        Language::English => {
            (Language::Chinese, Message::new("关键词改用中文写法", "Write the keywords in Chinese"))
        }
    };
    Some(Offer::new(Kind::File, title, move || {
        let old = view.file(file);
        Some(Changed::from(Vec::from_iter(difference(file, old, &format(old, Some(to))))))
    }))
}
