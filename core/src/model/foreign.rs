//! Types of other crates, whose parameters a declaration describes.
//!
//! Only the crate of a type, or this one, can implement [`Initialize`] for it. For a layer of a crate that does not
//! depend on this one, a struct of the user declares the fields, and implements [`InitializeAs`] for the layer:
//!
//! ```
//! mod other {
//!     //! A crate of layers.
//!     pub struct Linear {
//!         pub weight: ndarray::Array2<f32>,
//!         pub bias: Option<ndarray::Array1<f32>>,
//!     }
//! }
//!
//! use ndarray::{Array1, Array2};
//! use paraminit::prelude::*;
//!
//! #[derive(Initialize)]
//! #[init(remote = other::Linear, kind = Dense, dims(inputs, outputs))]
//! struct LinearDef {
//!     #[init(shape = [outputs, inputs], axes = [out, in], part = weight, kaiming_uniform)]
//!     weight: Array2<f32>,
//!     #[init(shape = [outputs], fans_of = weight, part = bias, zeros)]
//!     bias: Option<Array1<f32>>,
//! }
//!
//! #[derive(Initialize)]
//! struct Net {
//!     #[init(with = LinearDef, dims { inputs: 4, outputs: 8 })]
//!     input: other::Linear,
//!     #[init(with = Vec<LinearDef>, dims { inputs: 8, outputs: 8 }, len = 2)]
//!     layers: Vec<other::Linear>,
//! }
//!
//! let rules = init! { <Net> layers[*].weight => orthogonal, **.bias => constant(0.1), ** => default };
//! let net = rules.build(42)?;
//! assert_eq!(net.layers[1].bias, Some(Array1::from_elem(8, 0.1)));
//! assert_eq!(net.input.weight.dim(), (8, 4));
//! # Ok::<(), InitError>(())
//! ```
//!
//! Rules, presets, plans and files treat a declared layer like one of the user's own. Fields that the declaration
//! leaves out are not touched.
//!
//! # Building
//!
//! A struct expression of the declared fields builds the layer. So each field must be declared and visible; a field
//! that holds no parameter is `skip`. If that is impossible, `new = other::Linear::new(inputs, outputs)` on the
//! declaration builds the layer, in the names of its `dims` or of `cfg`. Without either, `partial` says that the
//! declaration is for existing layers.
//!
//! # Private fields
//!
//! `#[init(get = weight, get_mut = weight_mut)]` names the methods that give `&` and `&mut` of a field. `get` alone on
//! a skipped field lets `axes` read a number of blocks. A method borrows its whole object, so its result cannot be held
//! along with other parameters. A run makes such values in buffers of their own and copies them last.
//! [`named_parameters_mut`](crate::ModelExt::named_parameters_mut) leaves them out.
//!
//! The other attributes are those of [`derive@Initialize`](derive@crate::Initialize). A [`With`] holds a whole model of
//! another crate. A tensor type of another crate becomes a parameter by an [`InitializeAs`] written by hand, on a type
//! that stands for it and is also a [`Parameter`](super::Parameter).

use core::fmt;
use core::marker::PhantomData;
use core::ops::{Deref, DerefMut};

use super::{Below, Dimensioned, Make, MakeAs, MakeEach};
use super::{Fields, Initialize, Place, Visit, VisitMut};
use crate::error::InitError;
use crate::schema::Schema;
use crate::shape::Shape;

/// A declaration of the parameters of a `T`, a type of another crate. Derived by `#[init(remote = T)]`.
///
/// `Option`, `Box`, `Vec` and arrays of declarations declare those of the declared type.
///
#[doc = include_str!("../../docs/model/foreign.md")]
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not declare the parameters of a `{T}`",
    label = "declared by `{Self}`",
    note = "containers are repeated in `with`: `#[init(with = Vec<LinearDef>)]` on a `Vec` of layers"
)]
pub trait InitializeAs<T> {
    /// The fields of the type, as constant data.
    const SCHEMA: &'static Schema;

    /// Passes every parameter of `value` to `visitor`, in order of declaration.
    ///
    #[doc = include_str!("../../docs/model/foreign.md")]
    fn visit_parameters_as<'m>(value: &'m T, place: &Place<'_>, visitor: &mut dyn Visit<'m>);

    /// Passes every parameter of `value` to `visitor` to write, in order of declaration.
    ///
    #[doc = include_str!("../../docs/model/foreign.md")]
    fn visit_parameters_mut_as<'m>(value: &'m mut T, place: &Place<'_>, visitor: &mut dyn VisitMut<'m>);

    /// The same as field number `index` of a struct.
    #[doc(hidden)]
    fn __visit_field_as<'m>(value: &'m T, fields: &mut Fields<'_, dyn Visit<'m> + '_>, index: usize) {
        fields.enter(index, |place, visitor| Self::visit_parameters_as(value, place, visitor));
    }

    /// The same as field number `index` of a struct.
    #[doc(hidden)]
    fn __visit_field_mut_as<'m>(value: &'m mut T, fields: &mut Fields<'_, dyn VisitMut<'m> + '_>, index: usize) {
        fields.enter(index, |place, visitor| Self::visit_parameters_mut_as(value, place, visitor));
    }

    /// The shape, if the type is a parameter.
    ///
    #[doc = include_str!("../../docs/model/foreign.md")]
    fn parameter_shape_as(value: &T) -> Option<Shape> {
        let _ = value;
        None
    }
}

/// A `T` of another crate, as the model that `D` declares.
///
/// ```
/// # mod other {
/// #     #[derive(Default)]
/// #     pub struct Net { pub gain: [f32; 3] }
/// # }
/// use paraminit::model::With;
/// use paraminit::prelude::*;
///
/// #[derive(Initialize)]
/// #[init(remote = other::Net)]
/// struct NetDef {
///     #[init(ones)]
///     gain: [f32; 3],
/// }
///
/// let mut net = With::<other::Net, NetDef>::new(other::Net::default());
/// init! { <With<other::Net, NetDef>> gain => constant(2.0) }.apply(&mut net, 42)?;
/// let net: other::Net = net.into_inner();
/// assert_eq!(net.gain, [2.0; 3]);
/// # Ok::<(), InitError>(())
/// ```
pub struct With<T, D>(T, PhantomData<fn() -> D>);

impl<T, D> With<T, D> {
    /// Makes a model of the value.
    ///
    /// ```
    /// # mod other {
    /// #     #[derive(Default)]
    /// #     pub struct Net { pub gain: [f32; 3] }
    /// # }
    /// # use paraminit::model::With;
    /// # use paraminit::prelude::*;
    /// #
    /// # #[derive(Initialize)]
    /// # #[init(remote = other::Net)]
    /// # struct NetDef {
    /// #     #[init(ones)]
    /// #     gain: [f32; 3],
    /// # }
    /// #
    /// // A model of another crate has names, counts and plans.
    /// let net = With::<other::Net, NetDef>::new(other::Net::default());
    /// assert_eq!((net.parameter_count(), net.param("gain")?.shape()), (3, &[3][..]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub const fn new(value: T) -> Self {
        Self(value, PhantomData)
    }

    /// The value.
    ///
    /// ```
    /// # mod other {
    /// #     #[derive(Default)]
    /// #     pub struct Net { pub gain: [f32; 3] }
    /// # }
    /// # use paraminit::model::With;
    /// # use paraminit::prelude::*;
    /// #
    /// # #[derive(Initialize)]
    /// # #[init(remote = other::Net)]
    /// # struct NetDef {
    /// #     #[init(ones)]
    /// #     gain: [f32; 3],
    /// # }
    /// #
    /// let net: other::Net = With::<other::Net, NetDef>::init(42)?.into_inner();
    /// assert_eq!(net.gain, [1.0; 3]);
    /// # Ok::<(), InitError>(())
    /// ```
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T, D> Deref for With<T, D> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T, D> DerefMut for With<T, D> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T: fmt::Debug, D> fmt::Debug for With<T, D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<T, D: InitializeAs<T>> Initialize for With<T, D> {
    const SCHEMA: &'static Schema = D::SCHEMA;

    fn visit_parameters<'m>(&'m self, place: &Place<'_>, visitor: &mut dyn Visit<'m>) {
        D::visit_parameters_as(&self.0, place, visitor);
    }

    fn visit_parameters_mut<'m>(&'m mut self, place: &Place<'_>, visitor: &mut dyn VisitMut<'m>) {
        D::visit_parameters_mut_as(&mut self.0, place, visitor);
    }

    fn parameter_shape(&self) -> Option<Shape> {
        D::parameter_shape_as(&self.0)
    }
}

impl<T, D: Dimensioned> Dimensioned for With<T, D> {
    type Dims = D::Dims;
}

impl<T, D: MakeAs<T, S, L>, S, L> Make<S, L> for With<T, D> {
    fn make(dims: &D::Dims, shape: S, len: L) -> Result<Self, InitError> {
        D::make_as(dims, shape, len).map(Self::new)
    }
}

impl<L, K, T: MakeEach<L, Below<K>>, D: MakeEach<L, Below<K>>> MakeEach<L, Below<K>> for With<T, D> {
    type Element = With<T::Element, D::Element>;
    type Len = T::Len;

    fn make_each(
        len: L,
        within: &[usize],
        make: &dyn Fn(&[usize], T::Len) -> Result<Self::Element, InitError>,
    ) -> Result<Self, InitError> {
        T::make_each(len, within, &|at, len| make(at, len).map(With::into_inner)).map(Self::new)
    }
}
