//! `Option`, `Box`, `Vec` and arrays, as models and as declarations of types of other crates, and how they are built.
//!
//! `Option` and `Box` add nothing to a path. An array of scalars, or of such arrays, is one parameter, and so is a
//! `Vec` of scalars. Every other array and `Vec` is a container. `const` code decides which of the two a generic
//! `Vec<T>` is.

use crate::error::InitError;
use crate::model::build::{array, boxed, elements};
use crate::model::raw::{Raw, visit_raw, visit_raw_mut};
use crate::model::{
    Below, Dimensioned, Initialize, InitializeAs, Len, Make, MakeAs, MakeEach, Own, Place, Visit, VisitMut,
};
use crate::schema::{Node, Schema};
use crate::shape::Shape;
use crate::view::{View, ViewMut};

/// A function that makes one element from its indices and the lengths inside of it.
type MakeOne<'a, T, L> = &'a dyn Fn(&[usize], L) -> Result<T, InitError>;

macro_rules! pointer {
    ($pointer:ident, $make:ident $(.map($wrap:path))?, $value:ident => $shared:expr, $exclusive:expr) => {
        impl<T: Initialize> Initialize for $pointer<T> {
            const SCHEMA: &'static Schema = T::SCHEMA;

            fn visit_parameters<'m>(&'m self, place: &Place<'_>, visitor: &mut dyn Visit<'m>) {
                $pointer::<Own<T>>::visit_parameters_as(self, place, visitor);
            }

            fn visit_parameters_mut<'m>(&'m mut self, place: &Place<'_>, visitor: &mut dyn VisitMut<'m>) {
                $pointer::<Own<T>>::visit_parameters_mut_as(self, place, visitor);
            }

            fn parameter_shape(&self) -> Option<Shape> {
                $pointer::<Own<T>>::parameter_shape_as(self)
            }
        }

        impl<T, D: InitializeAs<T>> InitializeAs<$pointer<T>> for $pointer<D> {
            const SCHEMA: &'static Schema = D::SCHEMA;

            fn visit_parameters_as<'m>($value: &'m $pointer<T>, place: &Place<'_>, visitor: &mut dyn Visit<'m>) {
                if let Some(value) = $shared {
                    D::visit_parameters_as(value, place, visitor);
                }
            }

            fn visit_parameters_mut_as<'m>(
                $value: &'m mut $pointer<T>,
                place: &Place<'_>,
                visitor: &mut dyn VisitMut<'m>,
            ) {
                if let Some(value) = $exclusive {
                    D::visit_parameters_mut_as(value, place, visitor);
                }
            }

            fn parameter_shape_as($value: &$pointer<T>) -> Option<Shape> {
                $shared.and_then(D::parameter_shape_as)
            }
        }

        impl<T: Dimensioned> Dimensioned for $pointer<T> {
            type Dims = T::Dims;
        }

        impl<L, K, T: MakeEach<L, Below<K>>> MakeEach<L, Below<K>> for $pointer<T> {
            type Element = T::Element;
            type Len = T::Len;

            fn make_each(len: L, within: &[usize], make: MakeOne<'_, T::Element, T::Len>) -> Result<Self, InitError> {
                T::$make(len, within, make)$(.map($wrap))?
            }
        }
    };
}

pointer!(Option, make_each.map(Some), value => value.as_ref(), value.as_mut());
pointer!(Box, make_each_boxed, value => Some(&**value), Some(&mut **value));

impl<T: Initialize, const N: usize> Initialize for [T; N] {
    const SCHEMA: &'static Schema = &match Self::RAW {
        Some(raw) => raw.schema(),
        None => Schema::anonymous(Node::Sequence { element: T::SCHEMA, len: Some(N) }),
    };
    const RAW: Option<Raw> = match T::RAW {
        Some(raw) => Some(raw.within(N)),
        None => None,
    };

    fn visit_parameters<'m>(&'m self, place: &Place<'_>, visitor: &mut dyn Visit<'m>) {
        match &Self::RAW {
            Some(raw) => visit_raw(T::__flat(self), raw.shape.as_slice(), place, visitor),
            None => visit_elements::<T, Own<T>>(self, place, visitor),
        }
    }

    fn visit_parameters_mut<'m>(&'m mut self, place: &Place<'_>, visitor: &mut dyn VisitMut<'m>) {
        match &Self::RAW {
            Some(raw) => visit_raw_mut(T::__flat_mut(self), raw.shape.as_slice(), place, visitor),
            None => visit_elements_mut::<T, Own<T>>(self, place, visitor),
        }
    }

    fn parameter_shape(&self) -> Option<Shape> {
        Self::RAW.map(|raw| Shape::from(raw.shape.as_slice()))
    }

    fn __flat(values: &[Self]) -> Option<View<'_>> {
        T::__flat(values.as_flattened())
    }

    fn __flat_mut(values: &mut [Self]) -> Option<ViewMut<'_>> {
        T::__flat_mut(values.as_flattened_mut())
    }
}

/// The scalar type of a `Vec<T>`, if it is one parameter, which only a `Vec` of scalars is.
const fn scalar<T: Initialize>() -> Option<Raw> {
    match T::RAW {
        Some(raw) if raw.is_scalar() => Some(raw),
        _ => None,
    }
}

impl<T: Initialize> Initialize for Vec<T> {
    const SCHEMA: &'static Schema = &match scalar::<T>() {
        Some(raw) => Schema::leaf(raw.dtype, Some(1)),
        None => Schema::anonymous(Node::Sequence { element: T::SCHEMA, len: None }),
    };

    fn visit_parameters<'m>(&'m self, place: &Place<'_>, visitor: &mut dyn Visit<'m>) {
        match const { scalar::<T>() } {
            Some(_) => visit_raw(T::__flat(self), &[self.len()], place, visitor),
            None => visit_elements::<T, Own<T>>(self, place, visitor),
        }
    }

    fn visit_parameters_mut<'m>(&'m mut self, place: &Place<'_>, visitor: &mut dyn VisitMut<'m>) {
        let len = self.len();
        match const { scalar::<T>() } {
            Some(_) => visit_raw_mut(T::__flat_mut(self), &[len], place, visitor),
            None => visit_elements_mut::<T, Own<T>>(self, place, visitor),
        }
    }

    fn parameter_shape(&self) -> Option<Shape> {
        scalar::<T>().map(|_| Shape::from(&[self.len()][..]))
    }
}

macro_rules! declared_sequence {
    ([$($const:tt)*] $value:ty, $declared:ty, $len:expr) => {
        impl<T, D: InitializeAs<T>, $($const)*> InitializeAs<$value> for $declared {
            const SCHEMA: &'static Schema = &Schema::anonymous(Node::Sequence { element: D::SCHEMA, len: $len });

            fn visit_parameters_as<'m>(value: &'m $value, place: &Place<'_>, visitor: &mut dyn Visit<'m>) {
                visit_elements::<T, D>(value, place, visitor);
            }

            fn visit_parameters_mut_as<'m>(value: &'m mut $value, place: &Place<'_>, visitor: &mut dyn VisitMut<'m>) {
                visit_elements_mut::<T, D>(value, place, visitor);
            }
        }
    };
}

declared_sequence!([] Vec<T>, Vec<D>, None);
declared_sequence!([const N: usize] [T; N], [D; N], Some(N));

fn visit_elements<'m, T, D: InitializeAs<T>>(values: &'m [T], place: &Place<'_>, visitor: &mut dyn Visit<'m>) {
    visitor.sequence(place, values.len());
    for (i, value) in values.iter().enumerate() {
        D::visit_parameters_as(value, &place.element(i, values.len()), visitor);
    }
}

fn visit_elements_mut<'m, T, D: InitializeAs<T>>(
    values: &'m mut [T],
    place: &Place<'_>,
    visitor: &mut dyn VisitMut<'m>,
) {
    let len = values.len();
    visitor.sequence(place, len);
    for (i, value) in values.iter_mut().enumerate() {
        D::visit_parameters_mut_as(value, &place.element(i, len), visitor);
    }
}

impl<T: Dimensioned> Dimensioned for Vec<T> {
    type Dims = T::Dims;
}

impl<T: Dimensioned, const N: usize> Dimensioned for [T; N] {
    type Dims = T::Dims;
}

impl<T: Make<S, L>, S, L> Make<S, L> for Option<T> {
    fn make(dims: &T::Dims, shape: S, len: L) -> Result<Self, InitError> {
        T::make(dims, shape, len).map(Some)
    }
}

impl<T: Make<S, L>, S, L> Make<S, L> for Box<T> {
    fn make(dims: &T::Dims, shape: S, len: L) -> Result<Self, InitError> {
        T::make_boxed(dims, shape, len)
    }
}

impl<T: Make<S, L>, S: Copy, L: Copy> Make<S, Len<L>> for Vec<T> {
    fn make(dims: &T::Dims, shape: S, Len(len, inner): Len<L>) -> Result<Self, InitError> {
        T::make_many(len, dims, shape, inner)
    }
}

impl<T: Make<S, L>, S: Copy, L: Copy, const N: usize> Make<S, L> for [T; N] {
    fn make(dims: &T::Dims, shape: S, len: L) -> Result<Self, InitError> {
        array(T::make_many(N, dims, shape, len)?)
    }

    fn make_boxed(dims: &T::Dims, shape: S, len: L) -> Result<Box<Self>, InitError> {
        boxed(T::make_many(N, dims, shape, len)?)
    }

    fn make_many(count: usize, dims: &T::Dims, shape: S, len: L) -> Result<Vec<Self>, InitError> {
        T::make_rows(count, dims, shape, len)
    }

    fn make_rows<const M: usize>(count: usize, dims: &T::Dims, shape: S, len: L) -> Result<Vec<[Self; M]>, InitError> {
        T::make_planes(count, dims, shape, len)
    }
}

impl<T, D: MakeAs<T, S, L>, S, L> MakeAs<Option<T>, S, L> for Option<D> {
    fn make_as(dims: &D::Dims, shape: S, len: L) -> Result<Option<T>, InitError> {
        D::make_as(dims, shape, len).map(Some)
    }
}

impl<T, D: MakeAs<T, S, L>, S, L> MakeAs<Box<T>, S, L> for Box<D> {
    fn make_as(dims: &D::Dims, shape: S, len: L) -> Result<Box<T>, InitError> {
        D::make_boxed_as(dims, shape, len)
    }
}

impl<T, D: MakeAs<T, S, L>, S: Copy, L: Copy> MakeAs<Vec<T>, S, Len<L>> for Vec<D> {
    fn make_as(dims: &D::Dims, shape: S, Len(len, inner): Len<L>) -> Result<Vec<T>, InitError> {
        elements(len, |_| D::make_as(dims, shape, inner))
    }
}

impl<T, D: MakeAs<T, S, L>, S: Copy, L: Copy, const N: usize> MakeAs<[T; N], S, L> for [D; N] {
    fn make_as(dims: &D::Dims, shape: S, len: L) -> Result<[T; N], InitError> {
        array(elements(N, |_| D::make_as(dims, shape, len))?)
    }

    fn make_boxed_as(dims: &D::Dims, shape: S, len: L) -> Result<Box<[T; N]>, InitError> {
        boxed(elements(N, |_| D::make_as(dims, shape, len))?)
    }
}

impl<L: Copy, K, T: MakeEach<L, K>> MakeEach<Len<L>, Below<K>> for Vec<T> {
    type Element = T::Element;
    type Len = T::Len;

    fn make_each(
        Len(len, inner): Len<L>,
        within: &[usize],
        make: MakeOne<'_, T::Element, T::Len>,
    ) -> Result<Self, InitError> {
        elements(len, |i| T::make_each(inner, &[within, &[i]].concat(), make))
    }
}

impl<L: Copy, K, T: MakeEach<L, K>, const N: usize> MakeEach<L, Below<K>> for [T; N] {
    type Element = T::Element;
    type Len = T::Len;

    fn make_each(len: L, within: &[usize], make: MakeOne<'_, T::Element, T::Len>) -> Result<Self, InitError> {
        array(elements(N, |i| T::make_each(len, &[within, &[i]].concat(), make))?)
    }

    fn make_each_boxed(
        len: L,
        within: &[usize],
        make: MakeOne<'_, T::Element, T::Len>,
    ) -> Result<Box<Self>, InitError> {
        boxed(elements(N, |i| T::make_each(len, &[within, &[i]].concat(), make))?)
    }
}
