//! Constant data that is made at run time. Each content is made once and kept for ever: a program has few kinds of models and
//! few rule sets, however often it makes them.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{LazyLock, Mutex, PoisonError};

use crate::axes::Axis;
use crate::rule::Rule;
use crate::schema::Schema;

/// The contents of one type by their keys.
pub(super) struct Pool<K, V: ?Sized + 'static>(LazyLock<Mutex<HashMap<K, &'static V>>>);

impl<K: Eq + Hash, V: ?Sized> Pool<K, V> {
    const fn new() -> Self {
        Self(LazyLock::new(Mutex::default))
    }

    /// Returns what has that key, or what `make` makes for it.
    pub(super) fn get(&self, key: K, make: impl FnOnce() -> Box<V>) -> &'static V {
        // A panic in between leaves the map as it was.
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.entry(key).or_insert_with(|| Box::leak(make()))
    }
}

/// Schemas, by all that tells them apart.
pub(super) static SCHEMAS: Pool<String, Schema> = Pool::new();
/// Tables of rules, by their text.
pub(super) static TABLES: Pool<String, [Rule]> = Pool::new();
static AXES: Pool<Vec<Axis>, [Axis]> = Pool::new();
static TEXTS: Pool<String, str> = Pool::new();

pub(super) fn text(text: &str) -> &'static str {
    TEXTS.get(text.to_owned(), || text.into())
}

pub(super) fn axes(axes: &[Axis]) -> &'static [Axis] {
    AXES.get(axes.to_vec(), || axes.into())
}
