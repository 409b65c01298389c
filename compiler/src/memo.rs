//! What was worked out before, kept as long as it is asked for.

use std::borrow::Borrow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::Hash;

/// The values of a pure function, by what they follow from. What nobody asks for between two calls of [`Memo::forget`] is
/// forgotten, so that a session of any length keeps no more than its last analysis needed.
#[derive(Debug, Clone)]
pub(crate) struct Memo<K, V> {
    tables: RefCell<Tables<K, V>>,
}

#[derive(Debug, Clone)]
struct Tables<K, V> {
    asked: HashMap<K, V>,
    before: HashMap<K, V>,
}

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self { tables: RefCell::new(Tables { asked: HashMap::new(), before: HashMap::new() }) }
    }
}

impl<K: Hash + Eq, V: Clone> Memo<K, V> {
    /// The value of `key`; made if it isn't known. `make` must follow from `key` alone.
    pub fn get<Q>(&self, key: &Q, make: impl FnOnce() -> V) -> V
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ToOwned<Owned = K> + ?Sized,
    {
        let known = self.tables.borrow().asked.get(key).cloned();
        if let Some(value) = known {
            return value;
        }
        let before = self.tables.borrow_mut().before.remove_entry(key);
        let (key, value) = before.unwrap_or_else(|| (key.to_owned(), make()));
        self.tables.borrow_mut().asked.insert(key, value.clone());
        value
    }

    /// Forgets what was not asked for since this was called before.
    pub fn forget(&mut self) {
        let tables = self.tables.get_mut();
        tables.before = std::mem::take(&mut tables.asked);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_is_made_once_and_what_is_not_is_forgotten() {
        let mut memo: Memo<String, usize> = Memo::default();
        let made = RefCell::new(0);
        let length = |memo: &Memo<String, usize>, word: &str| {
            memo.get(word, || {
                *made.borrow_mut() += 1;
                word.len()
            })
        };
        assert_eq!((length(&memo, "ab"), length(&memo, "ab"), *made.borrow()), (2, 2, 1));
        memo.forget();
        assert_eq!((length(&memo, "ab"), *made.borrow()), (2, 1));
        memo.forget();
        memo.forget();
        assert_eq!((length(&memo, "ab"), *made.borrow()), (2, 2));
    }
}
