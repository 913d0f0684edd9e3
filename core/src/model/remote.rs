//! Types of other crates: a declaration says what their parameters are.
//!
//! Only the crate of a type, or this one, can implement [`Initialize`] for it. For a layer of a crate that has never heard
//! of us, a struct of the user's declares the fields, and implements [`InitializeAs`] for the layer:
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
//! Rules, presets, plans and files see a declared layer as one of the user's own. Fields that the declaration leaves out are
//! not touched.
//!
//! # Building
//!
//! A struct expression of the declared fields builds the layer, so each field must be there and visible; one that is no
//! parameter is `skip`. Where that cannot be, `new = other::Linear::new(inputs, outputs)` on the declaration builds the
//! layer, in the names of its `dims` or of `cfg`. With neither, `partial` says that the declaration is for layers that exist.
//!
//! # Private fields
//!
//! `#[init(get = weight, get_mut = weight_mut)]` names the methods that give `&` and `&mut` of a field. `get` alone on a
//! skipped field lets `axes` read a number of blocks. A method borrows its whole object, so what it gives cannot be held
//! along with other parameters: a run makes such values in buffers of their own and copies them last, and
//! [`named_parameters_mut`](super::Initialize::named_parameters_mut) leaves them out.
//!
//! The rest is in the attributes of [`derive@Initialize`](derive@crate::Initialize). A whole model of another crate is
//! held in a [`With`]. A tensor type of another crate becomes a parameter by an [`InitializeAs`] written by hand, on a
//! type that stands for it and is also a [`Parameter`](super::Parameter).

use core::fmt;
use core::marker::PhantomData;
use core::ops::{Deref, DerefMut};

use super::allocate::{Dimensioned, Len, Make};
use super::each::{Below, MakeEach, Sizes};
use super::{Initialize, Lent, Pending, Place, Visit, VisitMut};
use crate::dtype::DType;
use crate::error::InitError;
use crate::init::InitErrorKind;
use crate::schema::{Node, Schema};
use crate::shape::Shape;
use crate::view::ViewMut;

/// What declares the parameters of a `T`, a type of another crate. Derived by `#[init(remote = T)]`.
///
/// `Option`, `Box`, `Vec` and arrays of declarations declare those of what is declared.
///
#[doc = include_str!("../../docs/model/foreign.md")]
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not declare the parameters of a `{T}`",
    label = "declared by `{Self}`",
    note = "containers are repeated in `with`: `#[init(with = Vec<LinearDef>)]` on a `Vec` of layers"
)]
pub trait InitializeAs<T> {
    /// What the type holds, as constant data.
    const SCHEMA: &'static Schema;

    /// Hands every parameter of `value` to `visitor`, in order of declaration.
    ///
    #[doc = include_str!("../../docs/model/foreign.md")]
    fn visit_parameters_as<'m>(value: &'m T, place: &Place<'_>, visitor: &mut dyn Visit<'m>);

    /// Hands every parameter of `value` to `visitor` to write, in order of declaration.
    ///
    #[doc = include_str!("../../docs/model/foreign.md")]
    fn visit_parameters_mut_as<'m>(value: &'m mut T, place: &Place<'_>, visitor: &mut dyn VisitMut<'m>);

    /// The shape, where the type is a parameter.
    ///
    #[doc = include_str!("../../docs/model/foreign.md")]
    fn parameter_shape_as(value: &T) -> Option<Shape> {
        let _ = value;
        None
    }
}

/// What can build a `T` from what a field's attributes say: `S` is its shape, `L` its length.
///
#[doc = include_str!("../../docs/model/foreign.md")]
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say how a `{T}` is built",
    label = "built here",
    note = "add an expression that gives one to the declaration: `#[init(new = ..)]`",
    note = "containers need what they need elsewhere: a `Vec` its `len`"
)]
pub trait MakeAs<T, S, L>: Dimensioned {
    /// A value of that size. What its parameters hold is not looked at.
    ///
    /// # Errors
    /// An [`InitError`] if a parameter is too large for memory.
    ///
    /// ```
    /// # mod other {
    /// #     pub struct Linear { pub weight: ndarray::Array2<f32> }
    /// # }
    /// use ndarray::Array2;
    /// use paraminit::model::{MakeAs, NoLen, NoShape};
    /// use paraminit::prelude::*;
    ///
    /// #[derive(Initialize)]
    /// #[init(remote = other::Linear, dims(inputs, outputs))]
    /// struct LinearDef {
    ///     #[init(shape = [outputs, inputs], zeros)]
    ///     weight: Array2<f32>,
    /// }
    ///
    /// let linear: other::Linear = LinearDef::make_as(&LinearDefDims { inputs: 4, outputs: 8 }, NoShape, NoLen)?;
    /// assert_eq!(linear.weight.dim(), (8, 4));
    /// # Ok::<(), InitError>(())
    /// ```
    fn make_as(dims: &Self::Dims, shape: S, len: L) -> Result<T, InitError>;
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
    /// The value as a model.
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

macro_rules! pointer {
    ($pointer:ident, $value:ident => $shared:expr, $exclusive:expr, $wrap:expr) => {
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

        impl<T, D: MakeAs<T, S, L>, S, L> MakeAs<$pointer<T>, S, L> for $pointer<D> {
            fn make_as(dims: &D::Dims, shape: S, len: L) -> Result<$pointer<T>, InitError> {
                D::make_as(dims, shape, len).map($wrap)
            }
        }
    };
}

pointer!(Option, value => value.as_ref(), value.as_mut(), Some);
pointer!(Box, value => Some(&**value), Some(&mut **value), Box::new);

macro_rules! container {
    ([$($const:tt)*] $list:ty, $declared:ty, $len:expr) => {
        impl<T, D: InitializeAs<T>, $($const)*> InitializeAs<$list> for $declared {
            const SCHEMA: &'static Schema = &Schema::anonymous(Node::Sequence { element: D::SCHEMA, len: $len });

            fn visit_parameters_as<'m>(value: &'m $list, place: &Place<'_>, visitor: &mut dyn Visit<'m>) {
                visitor.sequence(place, value.len());
                for (i, element) in value.iter().enumerate() {
                    D::visit_parameters_as(element, &place.element(i, value.len()), visitor);
                }
            }

            fn visit_parameters_mut_as<'m>(value: &'m mut $list, place: &Place<'_>, visitor: &mut dyn VisitMut<'m>) {
                let len = value.len();
                visitor.sequence(place, len);
                for (i, element) in value.iter_mut().enumerate() {
                    D::visit_parameters_mut_as(element, &place.element(i, len), visitor);
                }
            }
        }
    };
}

container!([] Vec<T>, Vec<D>, None);
container!([const N: usize] [T; N], [D; N], Some(N));

/// `len` elements.
fn elements<T>(len: usize, make: impl Fn(usize) -> Result<T, InitError>) -> Result<Vec<T>, InitError> {
    let mut elements = Vec::new();
    elements.try_reserve_exact(len).map_err(|_| InitError::of(&[len], InitErrorKind::Memory))?;
    for i in 0..len {
        elements.push(make(i).map_err(|error| error.below(&i.to_string()))?);
    }
    Ok(elements)
}

/// Elements as an array of their number.
fn array<T, const N: usize>(elements: Vec<T>) -> Result<[T; N], InitError> {
    elements.try_into().map_err(|_| InitError::of(&[N], InitErrorKind::Memory))
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
}

impl<A, S, L: Copy, K, T, D> MakeEach<A, S, Len<L>, Below<K>> for With<Vec<T>, Vec<D>>
where
    With<T, D>: MakeEach<A, S, L, K>,
{
    fn make_each<R: Sizes<A>>(
        Len(len, inner): Len<L>,
        within: &[usize],
        sizes: &dyn Fn(&[usize]) -> (R, S),
    ) -> Result<Self, InitError> {
        let make = |i| With::<T, D>::make_each(inner, &[within, &[i]].concat(), sizes).map(With::into_inner);
        elements(len, make).map(Self::new)
    }
}

impl<A, S, L: Copy, K, T, D, const N: usize> MakeEach<A, S, L, Below<K>> for With<[T; N], [D; N]>
where
    With<T, D>: MakeEach<A, S, L, K>,
{
    fn make_each<R: Sizes<A>>(len: L, within: &[usize], sizes: &dyn Fn(&[usize]) -> (R, S)) -> Result<Self, InitError> {
        let make = |i| With::<T, D>::make_each(len, &[within, &[i]].concat(), sizes).map(With::into_inner);
        array(elements(N, make)?).map(Self::new)
    }
}

/// Hands on what can only be borrowed for a moment: parameters that a method gives.
#[doc(hidden)]
pub struct Lender<'v, 'm>(pub &'v mut (dyn VisitMut<'m> + 'v));

impl fmt::Debug for Lender<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Lender")
    }
}

impl<'x> VisitMut<'x> for Lender<'_, '_> {
    fn leaf(&mut self, place: &Place<'_>, values: ViewMut<'x>) {
        self.0.lent(place, Lent::Values(values));
    }

    fn pending(&mut self, place: &Place<'_>, shape: &[Option<usize>], element: DType, pending: &'x mut Pending) {
        self.0.lent(place, Lent::Pending(shape, element, pending));
    }

    fn sequence(&mut self, place: &Place<'_>, len: usize) {
        self.0.sequence(place, len);
    }

    fn lent(&mut self, place: &Place<'_>, lent: Lent<'_>) {
        self.0.lent(place, lent);
    }
}
