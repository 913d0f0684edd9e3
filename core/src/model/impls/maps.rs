//! Maps from strings to models or parameters. The path of `heads["a"].weight` is `heads.a.weight`.

use std::collections::BTreeMap;

use super::Shaped;
use crate::error::InitError;
use crate::init::source::failure::FailureKind;
use crate::model::build::elements;
use crate::model::{Dimensioned, Initialize, Keys, Len, Make, Place, Visit, VisitMut};
use crate::schema::{Node, Schema};

/// A key that can stand in a path.
#[diagnostic::on_unimplemented(
    message = "the keys of a map in a model are strings, not `{Self}`",
    label = "its keys cannot stand in paths",
    note = "use `BTreeMap<String, _>`, or a `Vec` where the keys are 0, 1, .."
)]
pub trait Key: AsRef<str> {}

#[diagnostic::do_not_recommend]
impl<K: AsRef<str>> Key for K {}

impl<K: Key, T: Initialize> Initialize for BTreeMap<K, T> {
    const SCHEMA: &'static Schema = &Schema::anonymous(Node::Map(T::SCHEMA));

    fn visit_parameters<'m>(&'m self, place: &Place<'_>, visitor: &mut dyn Visit<'m>) {
        visitor.map(place, &names(self));
        for (key, value) in self {
            value.visit_parameters(&place.entry(key.as_ref()), visitor);
        }
    }

    fn visit_parameters_mut<'m>(&'m mut self, place: &Place<'_>, visitor: &mut dyn VisitMut<'m>) {
        visitor.map(place, &names(self));
        for (key, value) in self {
            value.visit_parameters_mut(&place.entry(key.as_ref()), visitor);
        }
    }
}

fn names<K: AsRef<str>, T>(map: &BTreeMap<K, T>) -> Vec<&str> {
    map.keys().map(AsRef::as_ref).collect()
}

impl<S: Shaped<N>, const N: usize> Shaped<N> for BTreeMap<String, S> {}

impl<T: Dimensioned> Dimensioned for BTreeMap<String, T> {
    type Dims = T::Dims;
}

impl<T: Make<S, L>, S: Copy, L: Copy> Make<S, Keys<L>> for BTreeMap<String, T> {
    fn make(dims: &T::Dims, shape: S, Keys(keys, inner): Keys<L>) -> Result<Self, InitError> {
        let mut map = Self::new();
        for key in keys {
            if map.contains_key(&key) {
                return Err(InitError::of(&[], FailureKind::SameKey { key }));
            }
            let value = T::make(dims, shape, inner).map_err(|error| error.below(&key))?;
            map.insert(key, value);
        }
        Ok(map)
    }
}

impl<T: Make<S, Keys<L>>, S: Copy, L: Copy> Make<S, Keys<Len<L>>> for Vec<T> {
    fn make(dims: &T::Dims, shape: S, Keys(keys, Len(len, inner)): Keys<Len<L>>) -> Result<Self, InitError> {
        elements(len, |_| T::make(dims, shape, Keys(keys.clone(), inner)))
    }
}
