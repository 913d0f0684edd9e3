//! Constant data that is made at run time. Each content is made once and kept for ever: a program has few kinds of models and
//! few rule sets, however often it reads or makes them.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{LazyLock, Mutex, PoisonError};

/// The contents of one type by their keys.
pub(crate) struct Pool<K, V: ?Sized + 'static>(LazyLock<Mutex<HashMap<K, &'static V>>>);

impl<K: Eq + Hash, V: ?Sized> Pool<K, V> {
    pub(crate) const fn new() -> Self {
        Self(LazyLock::new(Mutex::default))
    }

    /// Returns what has that key, or what `make` makes for it.
    pub(crate) fn get(&self, key: K, make: impl FnOnce() -> Box<V>) -> &'static V {
        // A panic in between leaves the map as it was.
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.entry(key).or_insert_with(|| Box::leak(make()))
    }
}

static TEXTS: Pool<String, str> = Pool::new();

/// Returns the text as constant data.
pub(crate) fn text(text: &str) -> &'static str {
    TEXTS.get(text.to_owned(), || text.into())
}
