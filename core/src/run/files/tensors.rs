//! Models and maps as [`Tensors`].

use std::collections::HashMap;

use crate::init::source::tensors::Tensors;
use crate::model::{Initialize, list};
use crate::view::View;

impl<M: Initialize + Sync> Tensors for M {
    fn tensors(&self) -> Vec<(String, View<'_>)> {
        list(self).into_iter().map(|(path, view)| (path.to_string(), view)).collect()
    }
}

impl<K: AsRef<str> + Sync, M: Initialize + Sync, S: Sync> Tensors for HashMap<K, M, S> {
    fn tensors(&self) -> Vec<(String, View<'_>)> {
        self.iter().flat_map(|(key, model)| below(key.as_ref(), model)).collect()
    }
}

/// The parameters of `model`, with `key` in front of their paths.
fn below<'m, M: Initialize>(key: &str, model: &'m M) -> Vec<(String, View<'m>)> {
    let join = |path: String| if path.is_empty() { key.to_owned() } else { format!("{key}.{path}") };
    list(model).into_iter().map(|(path, view)| (join(path.to_string()), view)).collect()
}
