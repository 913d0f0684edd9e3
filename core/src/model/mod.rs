//! Models: types whose parameters can be listed, visited and filled.

mod build;
mod family;
mod fields;
mod foreign;
mod impls;
mod items;
mod names;
mod pending;
mod place;
mod raw;
mod slices;
mod visit;

#[doc(hidden)]
pub use build::{
    Absent, Below, Buildable, Field, Here, Indexed, Keys, MakeEach, MakeField, MakeFieldEach, MakeFieldWith, Optional,
    Skipped, by_index, by_three, by_two, keys, make, make_field, make_field_each, make_field_with,
};
pub use build::{Allocate, Dimensioned, Len, Make, MakeAs, NoDims, NoLen, NoShape, Sizes, zeros};
pub use family::DeclaredBy;
#[doc(hidden)]
pub use family::Own;
#[doc(hidden)]
pub use fields::Fields;
pub use foreign::{InitializeAs, With};
pub use impls::{Parameter, Scalar, Shaped};
pub(crate) use items::{Item, Read, Write, each, each_mut};
pub use names::UnknownParam;
#[cfg(feature = "safetensors")]
pub(crate) use names::list_parts;
pub(crate) use names::{
    find, list, list_declared, list_of, list_pending, list_trained_mut, list_values, param, param_mut,
};
pub(crate) use pending::Deferred;
pub use pending::Pending;
pub use place::Place;
#[doc(hidden)]
pub use raw::Raw;
pub(crate) use slices::each_part;
#[doc(hidden)]
pub use visit::Lender;
pub use visit::{Lent, Visit, VisitMut};

use crate::rule::Hints;
use crate::schema::Schema;
pub use crate::shape::Shape;
use crate::view::{View, ViewMut};

/// A type with parameters, implemented by `#[derive(Initialize)]`.
///
/// It describes its parameters ([`SCHEMA`](Self::SCHEMA)), and passes each of them to a visitor. That is all that
/// `rules.apply(&mut model, seed)` needs. [`ModelExt`](crate::ModelExt) has the methods that follow from it, such as
/// `M::init(seed)` and `model.param(path)`. Building a new model needs [`Allocate`] too, which the same derive
/// implements.
///
/// ```
/// use ndarray::Array1;
/// use paraminit::prelude::*;
///
/// #[derive(Initialize)]
/// struct Norm {
///     #[init(shape = [8], ones)]
///     gain: Array1<f32>,
///     #[init(shape = [8], zeros)]
///     shift: Array1<f32>,
/// }
///
/// /// What an optimizer asks of any model.
/// fn size(model: &impl Initialize) -> usize {
///     model.parameter_count()
/// }
///
/// let norm = Norm::init(42)?;
/// assert_eq!((size(&norm), norm.gain[0], norm.shift[0]), (16, 1.0, 0.0));
/// # Ok::<(), InitError>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no parameter schema",
    label = "`{Self}` is used as a part of a model here",
    note = "if it holds no parameters, mark the field `#[init(skip)]`; if it does, `#[derive(Initialize)]` for it",
    note = "for a type of another crate, declare it: `#[init(remote = ..)]` on a struct, and `#[init(with = ..)]` here",
    note = "for a choice of layers, hold an enum of them that derives it, in place of a `dyn` trait"
)]
pub trait Initialize {
    /// The fields, elements and rules of the type, as constant data.
    const SCHEMA: &'static Schema;

    /// The scalar type and shape, if arrays of this type are one parameter.
    #[doc(hidden)]
    const RAW: Option<Raw> = None;

    /// What this value holds, if its type does not know.
    #[doc(hidden)]
    fn __schema(&self) -> &'static Schema {
        Self::SCHEMA
    }

    /// What `default` stands for, where no attribute says it.
    #[doc(hidden)]
    fn __hints(&self) -> Option<&Hints> {
        None
    }

    /// Passes every parameter to `visitor`, in order of declaration.
    ///
    #[doc = include_str!("../../docs/model/container.md")]
    fn visit_parameters<'m>(&'m self, place: &Place<'_>, visitor: &mut dyn Visit<'m>);

    /// Passes every parameter to `visitor` to write, in order of declaration.
    ///
    #[doc = include_str!("../../docs/model/container.md")]
    fn visit_parameters_mut<'m>(&'m mut self, place: &Place<'_>, visitor: &mut dyn VisitMut<'m>);

    /// The same as field number `index` of a struct.
    #[doc(hidden)]
    fn __visit_field<'m>(&'m self, fields: &mut Fields<'_, dyn Visit<'m> + '_>, index: usize) {
        fields.enter(index, |place, visitor| self.visit_parameters(place, visitor));
    }

    /// The same as field number `index` of a struct.
    #[doc(hidden)]
    fn __visit_field_mut<'m>(&'m mut self, fields: &mut Fields<'_, dyn VisitMut<'m> + '_>, index: usize) {
        fields.enter(index, |place, visitor| self.visit_parameters_mut(place, visitor));
    }

    /// The shape, if the type is a parameter. A field with `fans_of` takes its fans from this. `None` for a type that
    /// holds parameters.
    ///
    #[doc = include_str!("../../docs/model/tensor.md")]
    fn parameter_shape(&self) -> Option<Shape> {
        None
    }

    /// The scalars of a slice as a view of one axis, if arrays of this type are one parameter.
    #[doc(hidden)]
    fn __flat(values: &[Self]) -> Option<View<'_>>
    where
        Self: Sized,
    {
        let _ = values;
        None
    }

    /// The scalars of a slice to write, as a view of one axis, if arrays of this type are one parameter.
    #[doc(hidden)]
    fn __flat_mut(values: &mut [Self]) -> Option<ViewMut<'_>>
    where
        Self: Sized,
    {
        let _ = values;
        None
    }
}
