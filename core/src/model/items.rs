//! The parameters and containers of a model, passed to a closure one after another.

use super::{Initialize, Lent, Pending, Place, Visit, VisitMut};
use crate::dtype::DType;
use crate::seed::PathKey;
use crate::view::{Lend, Values, View, ViewMut};

/// A parameter or container in a visit.
pub(crate) enum Item<'i, V, P> {
    /// A parameter.
    Values(V),
    /// A parameter that does not exist yet: its known lengths, and its type.
    Pending(&'i [Option<usize>], DType, P),
    /// A parameter that is lent for a moment. Only visits that write get it.
    Lent(Lent<'i>),
    /// A container with this many elements.
    Sequence(usize),
    /// A map with these keys.
    Map(&'i [&'i str]),
}

/// An item of a visit that reads.
pub(crate) type Read<'i, 'm> = Item<'i, Values<'m>, &'m Pending>;
/// An item of a visit that writes.
pub(crate) type Write<'i, 'm> = Item<'i, ViewMut<'m>, &'m mut Pending>;

/// Passes every item of `model` to `each`, in order of declaration.
pub(crate) fn each<'m, M: Initialize>(model: &'m M, each: &mut dyn FnMut(&Place<'_>, Read<'_, 'm>)) {
    model.visit_parameters(&Place::root(model.__schema(), PathKey::ROOT), &mut Reader(each));
}

/// Passes every item of `model` to `each` to write, in order of declaration. Stream numbers start from `key`.
pub(crate) fn each_mut<'m, M: Initialize>(
    model: &'m mut M,
    key: PathKey,
    each: &mut dyn FnMut(&Place<'_>, Write<'_, 'm>),
) {
    let schema = model.__schema();
    model.visit_parameters_mut(&Place::root(schema, key), &mut Writer(each));
}

struct Reader<'c, 'm>(&'c mut dyn FnMut(&Place<'_>, Read<'_, 'm>));

impl<'m> Visit<'m> for Reader<'_, 'm> {
    fn leaf(&mut self, place: &Place<'_>, values: View<'m>) {
        (self.0)(place, Item::Values(Values::View(values)));
    }

    fn lent(&mut self, place: &Place<'_>, values: Box<dyn Lend + 'm>) {
        (self.0)(place, Item::Values(Values::lent(values)));
    }

    fn pending(&mut self, place: &Place<'_>, shape: &[Option<usize>], element: DType, pending: &'m Pending) {
        (self.0)(place, Item::Pending(shape, element, pending));
    }

    fn sequence(&mut self, place: &Place<'_>, len: usize) {
        (self.0)(place, Item::Sequence(len));
    }

    fn map(&mut self, place: &Place<'_>, keys: &[&str]) {
        (self.0)(place, Item::Map(keys));
    }
}

struct Writer<'c, 'm>(&'c mut dyn FnMut(&Place<'_>, Write<'_, 'm>));

impl<'m> VisitMut<'m> for Writer<'_, 'm> {
    fn leaf(&mut self, place: &Place<'_>, values: ViewMut<'m>) {
        (self.0)(place, Item::Values(values));
    }

    fn pending(&mut self, place: &Place<'_>, shape: &[Option<usize>], element: DType, pending: &'m mut Pending) {
        (self.0)(place, Item::Pending(shape, element, pending));
    }

    fn sequence(&mut self, place: &Place<'_>, len: usize) {
        (self.0)(place, Item::Sequence(len));
    }

    fn map(&mut self, place: &Place<'_>, keys: &[&str]) {
        (self.0)(place, Item::Map(keys));
    }

    fn lent(&mut self, place: &Place<'_>, lent: Lent<'_>) {
        (self.0)(place, Item::Lent(lent));
    }
}
