//! Models: types whose parameters can be listed, visited, and filled.

mod absent;
mod allocate;
mod containers;
mod each;
mod leaves;
mod maps;
mod names;
mod packed;
mod pending;
mod place;
mod refused;
mod remote;
mod tuples;
mod visit;

pub use absent::{Absent, Optional};
pub(crate) use allocate::zeros;
pub use allocate::{
    Allocate, Buildable, Dimensioned, Field, Len, Make, MakeField, MakeFieldWith, NoDims, NoLen, NoShape, Skipped,
};
pub use each::{Below, Here, Indexed, MakeEach, MakeFieldEach, Sizes, by_index, by_three, by_two};
pub use leaves::{Parameter, Raw, Scalar, Shaped};
pub use maps::{Keys, keys};
pub use names::UnknownParam;
pub(crate) use names::{find, find_mut, list, list_mut, parts, pending as pending_names};
pub(crate) use packed::each_part;
pub use pending::Pending;
pub(crate) use pending::{Decision, outline};
pub use place::Place;
pub use remote::{InitializeAs, Lender, MakeAs, With};
pub use visit::{Lent, Visit, VisitMut};
#[doc(hidden)]
pub use visit::{Scalars, ScalarsMut};

use crate::schema::Schema;
pub use crate::shape::Shape;

/// A type with parameters: what `#[derive(Initialize)]` derives.
///
/// It says what parameters there are ([`SCHEMA`](Self::SCHEMA)) and hands each of them to a visitor. That is all that
/// `rules.apply(&mut model, seed)` needs. What follows from it, `M::init(seed)` and `model.param(path)` among it, are
/// methods of [`ModelExt`](crate::ModelExt). To build a model from nothing takes [`Allocate`] too, which is derived along
/// with this.
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
    /// What the type holds, as constant data.
    const SCHEMA: &'static Schema;

    /// Whether arrays of this type are one parameter, of what elements and shape.
    #[doc(hidden)]
    const RAW: Option<Raw> = None;

    /// Hands every parameter to `visitor`, in order of declaration.
    ///
    #[doc = include_str!("../../docs/model/container.md")]
    fn visit_parameters<'m>(&'m self, place: &Place<'_>, visitor: &mut dyn Visit<'m>);

    /// Hands every parameter to `visitor` to write, in order of declaration.
    ///
    #[doc = include_str!("../../docs/model/container.md")]
    fn visit_parameters_mut<'m>(&'m mut self, place: &Place<'_>, visitor: &mut dyn VisitMut<'m>);

    /// The shape, where the type is a parameter: what a field takes its fans from that says `fans_of` of it. `None` of what
    /// holds parameters.
    ///
    #[doc = include_str!("../../docs/model/tensor.md")]
    fn parameter_shape(&self) -> Option<Shape> {
        None
    }

    /// The scalars of a slice, where arrays of this type are one parameter.
    #[doc(hidden)]
    fn __scalars(values: &[Self]) -> Option<Scalars<'_>>
    where
        Self: Sized,
    {
        let _ = values;
        None
    }

    /// The scalars of a slice to write, where arrays of this type are one parameter.
    #[doc(hidden)]
    fn __scalars_mut(values: &mut [Self]) -> Option<ScalarsMut<'_>>
    where
        Self: Sized,
    {
        let _ = values;
        None
    }
}
