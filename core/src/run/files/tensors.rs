//! Models and maps as [`Tensors`].

use std::collections::HashMap;

use crate::info::Declared;
use crate::init::source::tensors::{Lent, Tensors};
use crate::model::{Initialize, list, list_declared, list_pending, list_values};
use crate::path::ParamPath;
use crate::view::{Values, View};

impl<M: Initialize + Sync> Tensors for M {
    fn tensors(&self) -> Vec<(String, View<'_>)> {
        below(None, list(self)).collect()
    }

    fn __lent(&self) -> Vec<(String, Lent<'_>)> {
        below(None, lent(self)).collect()
    }

    fn __declared(&self) -> Vec<(String, Declared)> {
        below(None, list_declared(self)).collect()
    }

    fn pending(&self) -> Vec<String> {
        list_pending(self).iter().map(ToString::to_string).collect()
    }
}

impl<K: AsRef<str> + Sync, M: Initialize + Sync, S: Sync> Tensors for HashMap<K, M, S> {
    fn tensors(&self) -> Vec<(String, View<'_>)> {
        self.iter().flat_map(|(key, model)| below(Some(key.as_ref()), list(model))).collect()
    }

    fn __lent(&self) -> Vec<(String, Lent<'_>)> {
        self.iter().flat_map(|(key, model)| below(Some(key.as_ref()), lent(model))).collect()
    }

    fn __declared(&self) -> Vec<(String, Declared)> {
        self.iter().flat_map(|(key, model)| below(Some(key.as_ref()), list_declared(model))).collect()
    }

    fn pending(&self) -> Vec<String> {
        let names = |(key, model): (&K, &M)| {
            let paths = list_pending(model).into_iter().map(|path| (path, ())).collect();
            below(Some(key.as_ref()), paths).map(|(name, ())| name).collect::<Vec<_>>()
        };
        self.iter().flat_map(names).collect()
    }
}

/// The parameters of a model whose values are only lent.
fn lent<M: Initialize>(model: &M) -> Vec<(ParamPath, Lent<'_>)> {
    let lent = list_values(model).into_iter().filter(|(_, values)| matches!(values, Values::Lent(_)));
    lent.map(|(path, values)| (path, Lent(values))).collect()
}

/// What belongs to the parameters of a model, by their paths behind the `key` of the model.
fn below<V>(key: Option<&str>, entries: Vec<(ParamPath, V)>) -> impl Iterator<Item = (String, V)> {
    entries.into_iter().map(move |(path, of)| {
        let path = path.to_string();
        let name = match key {
            Some(key) if path.is_empty() => key.to_owned(),
            Some(key) => format!("{key}.{path}"),
            None => path,
        };
        (name, of)
    })
}
