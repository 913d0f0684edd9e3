//! Functions of values that exist already: `transform = |given| ..` of loaded ones, `derived = f(v)` of another parameter's.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use ndarray::ArrayD;

use crate::info::ParamInfo;
use crate::init::fill::resolved::all_finite;
use crate::init::source::ask::answered;
use crate::init::source::failure::{DeriveErrorKind, FailureKind};
use crate::path::ParamPath;
use crate::printed::type_name;
use crate::stream::{Stream, StreamId};
use crate::view::ViewMut;

/// Values that exist already, as a [`transform`](crate::io::Pretrained::transform) of a file or of another model gets them, and as
/// the function of a [`derived`](crate::guide::attributes#values-that-follow-from-another-parameter-derived) field does.
///
/// The function returns the array for [`param`](Self::param), in its shape. For a part of an array that the file has as a
/// whole, it gets and returns the whole array, and the part is taken from that.
///
/// ```
/// use std::collections::BTreeMap;
/// use std::error::Error;
/// use ndarray::{Array2, ArrayD, Axis, concatenate};
/// use paraminit::init::Given;
/// use paraminit::prelude::*;
///
/// /// New rows of a grown vocabulary, each the mean of the old ones.
/// fn grown(given: Given<'_>) -> Result<ArrayD<f64>, Box<dyn Error + Send + Sync>> {
///     let mean = given.array.mean_axis(Axis(0)).ok_or("there is no row")?;
///     let new = given.param.shape()[0].checked_sub(given.array.shape()[0]).ok_or("it has more rows")?;
///     let mean = mean.insert_axis(Axis(0));
///     let mut rows = vec![given.array.view()];
///     rows.extend(std::iter::repeat_n(mean.view(), new));
///     Ok(concatenate(Axis(0), &rows)?)
/// }
///
/// #[derive(Initialize)]
/// struct Net {
///     #[init(shape = [5, 2], axes = [batch, out], normal(0.0, 1.0))]
///     table: Array2<f32>,
/// }
///
/// let old = BTreeMap::from([("table", Array2::<f32>::from_shape_vec((2, 2), vec![0.0, 1.0, 2.0, 3.0])?)]);
/// let net = init! { <Net> table => from(&old, transform = grown) }.build(42)?;
/// assert_eq!((net.table[[1, 1]], net.table[[4, 0]], net.table[[4, 1]]), (3.0, 1.0, 2.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[non_exhaustive]
pub struct Given<'g> {
    /// The values of the tensor, in its own shape. Every element type that can be read fits `f64` without rounding.
    pub array: ArrayD<f64>,
    /// The name of the tensor; of a derived parameter, that of the field from which it follows.
    pub name: &'g str,
    /// The parameter.
    pub param: &'g ParamInfo,
    /// The parameter's own stream, for a transform that draws. It is that of an initializer in the same place.
    pub stream: Stream,
    pub(super) others: &'g dyn Fn(&str) -> Result<ArrayD<f64>, FailureKind>,
}

impl Given<'_> {
    /// The values of another tensor of the same file or object: a scale, for instance. A tensor that no parameter takes has to be
    /// named in [`allow_unused`](crate::io::Pretrained::allow_unused) all the same, since that is checked before anything is
    /// read.
    ///
    /// # Errors
    /// [`FailureKind::Load`] if there is no tensor of that name, or none of numbers that are known here. Of a derived parameter,
    /// [`FailureKind::Derived`]: it has one source.
    ///
    /// ```
    /// use std::collections::BTreeMap;
    /// use ndarray::Array1;
    /// use paraminit::prelude::*;
    ///
    /// let theirs = BTreeMap::from([("bias", Array1::<f32>::ones(8)), ("bias_scale", Array1::from_elem(1, 0.5))]);
    /// let rules = init! { <Dense<4, 8>>
    ///     weight => zeros,
    ///     bias => from(&theirs, allow_unused = ["bias_scale"], transform = |given| {
    ///         let scale = given.other(&format!("{}_scale", given.name))?;
    ///         Ok(given.array * scale)
    ///     }),
    /// };
    /// assert_eq!(rules.build(42)?.bias()[0], 0.5);
    /// # Ok::<(), InitError>(())
    /// ```
    pub fn other(&self, name: &str) -> Result<ArrayD<f64>, FailureKind> {
        (self.others)(name)
    }
}

impl fmt::Debug for Given<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Given").field("name", &self.name).field("array", &self.array).finish_non_exhaustive()
    }
}

/// A function of the values of a tensor, and its name.
#[derive(Clone)]
pub(crate) struct Transform<'r> {
    pub(super) of: Arc<Function<'r>>,
    name: &'static str,
}

type Function<'r> = dyn Fn(Given<'_>) -> Result<ArrayD<f64>, Box<dyn Error + Send + Sync>> + Send + Sync + 'r;

impl<'r> Transform<'r> {
    pub(super) fn new<F>(of: F) -> Self
    where
        F: Fn(Given<'_>) -> Result<ArrayD<f64>, Box<dyn Error + Send + Sync>> + Send + Sync + 'r,
    {
        Self { of: Arc::new(of), name: type_name::<F>() }
    }
}

/// A parameter that follows from another field of its struct.
#[derive(Clone)]
pub struct Derived<'r> {
    /// The name of the field.
    pub(crate) of: &'static str,
    pub(crate) function: Transform<'r>,
    /// True if the rule that governs the parameter leaves it as it is, so that it follows only from new values.
    pub(crate) or_keep: bool,
}

impl<'r> Derived<'r> {
    pub(super) fn new<F>(of: &'static str, function: F) -> Self
    where
        F: Fn(Given<'_>) -> Result<ArrayD<f64>, Box<dyn Error + Send + Sync>> + Send + Sync + 'r,
    {
        Self { of, function: Transform::new(function), or_keep: false }
    }
}

impl Derived<'_> {
    /// The path of the parameter from which the one at `path` follows.
    pub(crate) fn source(&self, path: &ParamPath) -> String {
        beside(path, self.of)
    }

    /// There are no values to follow from.
    pub(crate) fn unreadable(&self, info: &ParamInfo) -> DeriveErrorKind {
        DeriveErrorKind::Unreadable { path: self.source(info.path()) }
    }

    /// Sets the values of the parameter by those of the other, rounded to their type.
    pub(crate) fn fill(
        &self,
        info: &ParamInfo,
        id: StreamId,
        array: ArrayD<f64>,
        values: &mut ViewMut<'_>,
    ) -> Result<(), FailureKind> {
        // It has one source.
        let others = |name: &str| Err(DeriveErrorKind::Unreadable { path: beside(info.path(), name) }.into());
        let given = Given { array, name: self.of, param: info, stream: Stream::of(id), others: &others };
        let made = (self.function.of)(given);
        answered(info)?;
        let call = || self.to_string();
        let made = made.map_err(|error| DeriveErrorKind::Function { call: call(), error: error.into() })?;
        if made.shape() != info.shape() {
            let (made, expected) = (made.shape().to_vec(), info.shape().to_vec());
            return Err(DeriveErrorKind::Shape { call: call(), made, expected }.into());
        }
        let mut from = made.iter();
        values.fill_with(|| from.next().copied().unwrap_or_default());
        Ok(all_finite(values)?)
    }
}

/// The path of another field of the struct that holds the parameter at `path`.
fn beside(path: &ParamPath, field: &str) -> String {
    let path = path.to_string();
    path.rsplit_once('.').map_or_else(|| field.to_owned(), |(above, _)| format!("{above}.{field}"))
}

/// Writes it as the attribute does.
impl fmt::Display for Derived<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}({})", self.function.name, self.of)
    }
}

impl fmt::Debug for Derived<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Derived({self})")
    }
}

/// Writes the option as a rule does, as far as that is known: functions have names.
impl fmt::Display for Transform<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = if self.name.starts_with('{') { "|given| .." } else { self.name };
        write!(f, "transform = {name}")
    }
}
