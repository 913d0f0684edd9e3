//! Models and maps as [`Tensors`].

use std::collections::HashMap;

use crate::init::source::tensors::Tensors;
use crate::model::{Initialize, list, list_pending};
use crate::path::ParamPath;
use crate::view::View;

impl<M: Initialize + Sync> Tensors for M {
    fn tensors(&self) -> Vec<(String, View<'_>)> {
        list(self).into_iter().map(|(path, view)| (path.to_string(), view)).collect()
    }

    fn pending(&self) -> Vec<String> {
        list_pending(self).iter().map(ToString::to_string).collect()
    }
}

impl<K: AsRef<str> + Sync, M: Initialize + Sync, S: Sync> Tensors for HashMap<K, M, S> {
    fn tensors(&self) -> Vec<(String, View<'_>)> {
        let below = |(key, model)| {
            let below = move |(path, view): (ParamPath, _)| (join(key, &path), view);
            list(model).into_iter().map(below)
        };
        self.iter().flat_map(below).collect()
    }

    fn pending(&self) -> Vec<String> {
        let below = |(key, model)| list_pending(model).into_iter().map(move |path| join(key, &path));
        self.iter().flat_map(below).collect()
    }
}

/// The path of a parameter of the model at `key`.
fn join<K: AsRef<str>>(key: &K, path: &ParamPath) -> String {
    let (key, path) = (key.as_ref(), path.to_string());
    if path.is_empty() { key.to_owned() } else { format!("{key}.{path}") }
}
