//! Families of types of another framework: a struct names the family once, and its fields need no `with`.

use core::marker::PhantomData;
use std::collections::BTreeMap;

use ndarray::{Array, Dimension};

use super::{Dimensioned, Initialize, InitializeAs, Make, MakeAs, Parameter, Place, Scalar, Shaped, Visit, VisitMut};
use crate::error::InitError;
use crate::schema::Schema;
use crate::shape::Shape;

/// A type whose parameters are known in the family `F`: a layer of another framework, or a model.
///
/// A bridge has a marker type for its framework, and implements this trait for the framework's layers. With
/// `#[init(types = Marker)]` on a struct, each field of such a type is declared as if it had
/// `#[init(with = ..)]`. The derive implements the trait for every model, in every family.
///
/// ```
/// mod other {
///     //! A framework.
///     pub struct Linear {
///         pub weight: ndarray::Array2<f32>,
///     }
/// }
///
/// mod bridge {
///     //! The bridge to it.
///     use crate::other;
///     use ndarray::Array2;
///     use paraminit::model::DeclaredBy;
///     use paraminit::prelude::*;
///
///     pub struct Other;
///
///     #[derive(Initialize)]
///     #[init(remote = other::Linear, kind = Dense, dims(inputs, outputs))]
///     pub struct LinearDef {
///         #[init(shape = [outputs, inputs], axes = [out, in], part = weight, kaiming_uniform)]
///         weight: Array2<f32>,
///     }
///
///     impl DeclaredBy<Other> for other::Linear {
///         type By = LinearDef;
///     }
/// }
///
/// use paraminit::prelude::*;
///
/// #[derive(Initialize)]
/// struct Block {
///     own: Dense<4, 4>,
/// }
///
/// #[derive(Initialize)]
/// #[init(types = bridge::Other)]
/// struct Net {
///     #[init(dims { inputs: 4, outputs: 8 }, len = 2)]
///     layers: Vec<other::Linear>,
///     block: Block,
/// }
///
/// # fn main() -> Result<(), InitError> {
/// let net = init! { <Net> layers[last].weight => zeros, ** => default }.build(42)?;
/// assert!(net.layers[1].weight.iter().all(|w| *w == 0.0));
/// # Ok(())
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not declared in the family `{F}`",
    label = "`{Self}` is used as a part of a model here",
    note = "if it holds no parameters, mark the field `#[init(skip)]`; if it does, `#[derive(Initialize)]` for it",
    note = "for a type that the family lacks, declare it: `#[init(remote = ..)]` on a struct, and `#[init(with = ..)]` here"
)]
pub trait DeclaredBy<F>: Sized {
    /// The declaration of the type.
    type By: InitializeAs<Self>;
}

/// A type that is a model itself, as a declaration of it: code for what is declared serves models, too.
// The derive names it.
#[doc(hidden)]
#[derive(Debug)]
pub struct Own<T>(PhantomData<fn() -> T>);

impl<T: Initialize> InitializeAs<T> for Own<T> {
    const SCHEMA: &'static Schema = T::SCHEMA;

    fn visit_parameters_as<'m>(value: &'m T, place: &Place<'_>, visitor: &mut dyn Visit<'m>) {
        value.visit_parameters(place, visitor);
    }

    fn visit_parameters_mut_as<'m>(value: &'m mut T, place: &Place<'_>, visitor: &mut dyn VisitMut<'m>) {
        value.visit_parameters_mut(place, visitor);
    }

    fn parameter_shape_as(value: &T) -> Option<Shape> {
        value.parameter_shape()
    }
}

impl<T: Parameter> Parameter for Own<T> {}

impl<T: Shaped<N>, const N: usize> Shaped<N> for Own<T> {}

impl<T: Dimensioned> Dimensioned for Own<T> {
    type Dims = T::Dims;
}

impl<T: Make<S, L>, S, L> MakeAs<T, S, L> for Own<T> {
    fn make_as(dims: &T::Dims, shape: S, len: L) -> Result<T, InitError> {
        T::make(dims, shape, len)
    }
}

impl<F, T: Scalar, D: Dimension> DeclaredBy<F> for Array<T, D> {
    type By = Own<Self>;
}

impl<F, T: Initialize> DeclaredBy<F> for BTreeMap<String, T> {
    type By = Own<Self>;
}

impl<F, T: DeclaredBy<F>> DeclaredBy<F> for Option<T> {
    type By = Option<T::By>;
}

impl<F, T: DeclaredBy<F>> DeclaredBy<F> for Box<T> {
    type By = Box<T::By>;
}

impl<F, T: DeclaredBy<F>> DeclaredBy<F> for Vec<T> {
    type By = Vec<T::By>;
}

impl<F, T: DeclaredBy<F>, const N: usize> DeclaredBy<F> for [T; N] {
    type By = [T::By; N];
}
