//! Bounds on the fields of a derived model.
//!
//! The bounds are on [`Field`], not on the field's type. The lifetime of `Field` keeps the compiler from refusing a
//! bound at the definition, when it matters only to those who build the model.

use core::marker::PhantomData;

use super::{Below, Dimensioned, Make, MakeEach, NoDims, NoLen, NoShape, Sizes};
use crate::error::InitError;

/// A field of type `T`.
// What the derive expands to names it.
#[doc(hidden)]
#[derive(Debug)]
pub struct Field<'a, T>(T, PhantomData<&'a ()>);

impl<T> Field<'_, T> {
    pub(in crate::model) const fn new(value: T) -> Self {
        Self(value, PhantomData)
    }

    fn into_inner(self) -> T {
        self.0
    }
}

/// A field whose type has no run-time sizes, or a model's field without `dims`.
#[doc(hidden)]
pub trait MakeField<S, L>: Sized {
    /// Returns zeros of that size.
    ///
    /// # Errors
    /// As [`Make::make`].
    fn make_field(shape: S, len: L) -> Result<Self, InitError>;
}

impl<S, L, T: Make<S, L>> MakeField<S, L> for Field<'_, T>
where
    T::Dims: NoDims,
{
    fn make_field(shape: S, len: L) -> Result<Self, InitError> {
        T::make(&T::Dims::NONE, shape, len).map(Self::new)
    }
}

/// A field with `dims`, of type `D`.
#[doc(hidden)]
pub trait MakeFieldWith<D, S, L>: Sized {
    /// Returns zeros of that size.
    ///
    /// # Errors
    /// As [`Make::make`].
    fn make_field_with(dims: &D, shape: S, len: L) -> Result<Self, InitError>;
}

impl<D, S, L, T: Make<S, L> + Dimensioned<Dims = D>> MakeFieldWith<D, S, L> for Field<'_, T> {
    fn make_field_with(dims: &D, shape: S, len: L) -> Result<Self, InitError> {
        T::make(dims, shape, len).map(Self::new)
    }
}

/// A field whose elements have sizes by index. `D` and `S` are the dims and the shape of an element, `L` holds the
/// lengths, and `K` the number of indices.
#[doc(hidden)]
pub trait MakeFieldEach<D, S, L, K>: Sized {
    /// Returns zeros of those sizes.
    ///
    /// # Errors
    /// As [`Make::make`].
    fn make_field_each<R: Sizes<D>>(len: L, sizes: &dyn Fn(&[usize]) -> (R, S)) -> Result<Self, InitError>;
}

impl<D, S, L, K, T: MakeEach<L, Below<K>>> MakeFieldEach<D, S, L, Below<K>> for Field<'_, T>
where
    T::Element: Make<S, T::Len> + Dimensioned<Dims = D>,
{
    fn make_field_each<R: Sizes<D>>(len: L, sizes: &dyn Fn(&[usize]) -> (R, S)) -> Result<Self, InitError> {
        let make = |at: &[usize], len| {
            let (dims, shape) = sizes(at);
            T::Element::make(dims.sizes(), shape, len)
        };
        T::make_each(len, &[], &make).map(Self::new)
    }
}

// The derive calls these functions and not the methods. What they give has no lifetime of ours: hundreds of values that have
// one take the borrow checker seconds, as it asks of each where in the function it may still be dropped.
//
// Each puts the field's name into the error: what stands in the derive for every field is a call and no more.

/// The value of a [`MakeField`] of this name that has no size but that of its type.
///
/// # Errors
/// As [`Make::make`].
#[doc(hidden)]
pub fn make<'a, T>(name: &str) -> Result<T, InitError>
where
    Field<'a, T>: MakeField<NoShape, NoLen>,
{
    make_field(name, NoShape, NoLen)
}

/// The value of a [`MakeField`] of this name, which is empty for what a variant wraps.
///
/// # Errors
/// As [`Make::make`].
#[doc(hidden)]
pub fn make_field<'a, T, S, L>(name: &str, shape: S, len: L) -> Result<T, InitError>
where
    Field<'a, T>: MakeField<S, L>,
{
    named(name, Field::make_field(shape, len))
}

/// The value of a [`MakeFieldWith`].
///
/// # Errors
/// As [`Make::make`].
#[doc(hidden)]
pub fn make_field_with<'a, T, D, S, L>(name: &str, dims: &D, shape: S, len: L) -> Result<T, InitError>
where
    Field<'a, T>: MakeFieldWith<D, S, L>,
{
    named(name, Field::make_field_with(dims, shape, len))
}

/// The value of a [`MakeFieldEach`].
///
/// # Errors
/// As [`Make::make`].
#[doc(hidden)]
pub fn make_field_each<'a, T, D, S, L, K, R: Sizes<D>>(
    name: &str,
    len: L,
    sizes: &dyn Fn(&[usize]) -> (R, S),
) -> Result<T, InitError>
where
    Field<'a, T>: MakeFieldEach<D, S, L, K>,
{
    named(name, Field::make_field_each(len, sizes))
}

/// The value, or the error as seen from around the field.
fn named<T>(name: &str, field: Result<Field<'_, T>, InitError>) -> Result<T, InitError> {
    match field {
        Ok(field) => Ok(field.into_inner()),
        Err(error) if name.is_empty() => Err(error),
        Err(error) => Err(error.below(name)),
    }
}

/// A type that can say that a part is not there: the bound of `when`.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is always there",
    label = "`when` stands on an `Option`",
    note = "make the field an `Option`, or remove `when`"
)]
pub trait Optional {}

impl<T> Optional for Option<T> {}

/// The value of a field whose part is absent.
#[doc(hidden)]
pub trait Absent {
    /// The field's type.
    type Value;

    /// Returns the value.
    fn absent() -> Self::Value;
}

impl<T> Absent for Field<'_, Option<T>> {
    type Value = Option<T>;

    fn absent() -> Option<T> {
        None
    }
}

/// The value of a skipped field: the default of its type.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "nothing says what a new model has in a skipped field",
    label = "a field of this model is marked `skip`, and its type has no default",
    note = "say what a new model has there: `#[init(skip = value)]`, for a config `skip = cfg.clone()`"
)]
pub trait Skipped {
    /// The field's type.
    type Value;

    /// Returns the default.
    fn skipped() -> Self::Value;
}

#[diagnostic::do_not_recommend]
impl<T: Default> Skipped for Field<'_, T> {
    type Value = T;

    fn skipped() -> T {
        T::default()
    }
}

/// An enum that says which of its variants a new model has. No type implements it. The derive requires it if no variant
/// is marked, so that the message appears where the enum is built.
#[diagnostic::on_unimplemented(
    message = "no variant of this enum is marked as the one to build",
    note = "mark one, `#[init(build)]`, or each with its condition, `#[init(build = ..)]`",
    note = "`apply` on an existing model needs no mark"
)]
#[doc(hidden)]
pub trait Buildable {}
