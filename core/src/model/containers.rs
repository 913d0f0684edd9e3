//! `Option`, `Box`, `Vec` and arrays.
//!
//! `Option` and `Box` add nothing to a path. An array of scalars, or of such arrays, is one parameter, and so is a `Vec`
//! of scalars; every other array and `Vec` is a container. Which of the two a generic `Vec<T>` is, is decided in `const`.

use super::leaves::{Raw, visit_raw, visit_raw_mut};
use super::{Initialize, Place, Scalars, ScalarsMut, Visit, VisitMut};
use crate::schema::{Leaf, Node, Schema};
use crate::shape::Shape;

impl Schema {
    /// A raw array.
    pub(super) const fn raw(raw: Raw) -> Self {
        let rank = Some(raw.shape.as_slice().len());
        Self::anonymous(Node::Leaf(Leaf { element: raw.element, rank, shape: Some(raw.shape) }))
    }

    const fn array_of<T: Initialize, const N: usize>() -> Self {
        match T::RAW {
            Some(Raw { element, shape }) => Self::raw(Raw { element, shape: shape.within(N) }),
            None => Self::anonymous(Node::Sequence { element: T::SCHEMA, len: Some(N) }),
        }
    }

    const fn vec_of<T: Initialize>() -> Self {
        match T::RAW {
            Some(raw) if is_scalar(&raw) => Self::leaf(raw.element, Some(1)),
            _ => Self::anonymous(Node::Sequence { element: T::SCHEMA, len: None }),
        }
    }
}

const fn is_scalar(raw: &Raw) -> bool {
    raw.shape.as_slice().is_empty()
}

impl<T: Initialize, const N: usize> Initialize for [T; N] {
    const SCHEMA: &'static Schema = &Schema::array_of::<T, N>();
    const RAW: Option<Raw> = match T::RAW {
        Some(Raw { element, shape }) => Some(Raw { element, shape: shape.within(N) }),
        None => None,
    };

    fn visit_parameters<'m>(&'m self, place: &Place<'_>, visitor: &mut dyn Visit<'m>) {
        match Self::RAW {
            Some(raw) => visit_raw(T::__scalars(self), raw.shape.as_slice(), place, visitor),
            None => visit_elements(self, place, visitor),
        }
    }

    fn visit_parameters_mut<'m>(&'m mut self, place: &Place<'_>, visitor: &mut dyn VisitMut<'m>) {
        match Self::RAW {
            Some(raw) => visit_raw_mut(T::__scalars_mut(self), raw.shape.as_slice(), place, visitor),
            None => visit_elements_mut(self, place, visitor),
        }
    }

    fn parameter_shape(&self) -> Option<Shape> {
        Self::RAW.map(|raw| Shape::from(raw.shape.as_slice()))
    }

    fn __scalars(values: &[Self]) -> Option<Scalars<'_>> {
        T::__scalars(values.as_flattened())
    }

    fn __scalars_mut(values: &mut [Self]) -> Option<ScalarsMut<'_>> {
        T::__scalars_mut(values.as_flattened_mut())
    }
}

impl<T: Initialize> Initialize for Vec<T> {
    const SCHEMA: &'static Schema = &Schema::vec_of::<T>();

    fn visit_parameters<'m>(&'m self, place: &Place<'_>, visitor: &mut dyn Visit<'m>) {
        match T::RAW {
            Some(raw) if is_scalar(&raw) => visit_raw(T::__scalars(self), &[self.len()], place, visitor),
            _ => visit_elements(self, place, visitor),
        }
    }

    fn visit_parameters_mut<'m>(&'m mut self, place: &Place<'_>, visitor: &mut dyn VisitMut<'m>) {
        let len = self.len();
        match T::RAW {
            Some(raw) if is_scalar(&raw) => visit_raw_mut(T::__scalars_mut(self), &[len], place, visitor),
            _ => visit_elements_mut(self, place, visitor),
        }
    }

    fn parameter_shape(&self) -> Option<Shape> {
        T::RAW.filter(is_scalar).map(|_| Shape::from(&[self.len()][..]))
    }
}

fn visit_elements<'m, T: Initialize>(elements: &'m [T], place: &Place<'_>, visitor: &mut dyn Visit<'m>) {
    visitor.sequence(place, elements.len());
    for (i, element) in elements.iter().enumerate() {
        element.visit_parameters(&place.element(i, elements.len()), visitor);
    }
}

fn visit_elements_mut<'m, T: Initialize>(elements: &'m mut [T], place: &Place<'_>, visitor: &mut dyn VisitMut<'m>) {
    let len = elements.len();
    visitor.sequence(place, len);
    for (i, element) in elements.iter_mut().enumerate() {
        element.visit_parameters_mut(&place.element(i, len), visitor);
    }
}

impl<T: Initialize> Initialize for Option<T> {
    const SCHEMA: &'static Schema = T::SCHEMA;

    fn visit_parameters<'m>(&'m self, place: &Place<'_>, visitor: &mut dyn Visit<'m>) {
        if let Some(value) = self {
            value.visit_parameters(place, visitor);
        }
    }

    fn visit_parameters_mut<'m>(&'m mut self, place: &Place<'_>, visitor: &mut dyn VisitMut<'m>) {
        if let Some(value) = self {
            value.visit_parameters_mut(place, visitor);
        }
    }

    fn parameter_shape(&self) -> Option<Shape> {
        self.as_ref().and_then(Initialize::parameter_shape)
    }
}

impl<T: Initialize> Initialize for Box<T> {
    const SCHEMA: &'static Schema = T::SCHEMA;

    fn visit_parameters<'m>(&'m self, place: &Place<'_>, visitor: &mut dyn Visit<'m>) {
        T::visit_parameters(self, place, visitor);
    }

    fn visit_parameters_mut<'m>(&'m mut self, place: &Place<'_>, visitor: &mut dyn VisitMut<'m>) {
        T::visit_parameters_mut(self, place, visitor);
    }

    fn parameter_shape(&self) -> Option<Shape> {
        T::parameter_shape(self)
    }
}
