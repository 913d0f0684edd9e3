//! Reasons why a parameter cannot follow from another.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use crate::printed::Name;

/// The reason why a `derived` parameter cannot be computed.
///
/// ```
/// use std::error::Error;
/// use ndarray::{Array1, ArrayD};
/// use paraminit::FailureKind;
/// use paraminit::init::{DeriveErrorKind, Given};
/// use paraminit::prelude::*;
///
/// fn same(given: Given<'_>) -> Result<ArrayD<f64>, Box<dyn Error + Send + Sync>> {
///     Ok(given.array)
/// }
///
/// #[derive(Debug, Initialize)]
/// struct Net {
///     #[init(shape = [3], ones)]
///     v: Array1<f32>,
///     #[init(shape = [4], derived = same(v))]
///     g: Array1<f32>,
/// }
///
/// let error = Net::init(42).unwrap_err();
/// let FailureKind::Derived(kind) = &error.failures()[0].cause else { unreachable!("{error}") };
/// assert!(matches!(&**kind, DeriveErrorKind::Shape { made, .. } if made[..] == [3]));
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum DeriveErrorKind {
    /// No parameter of that path has values that can be read: the field holds no array, is absent, is cut into parts, or a
    /// method gives it.
    Unreadable {
        /// The path of the other parameter.
        path: String,
    },
    /// The function makes an array of another shape than the parameter's.
    Shape {
        /// The function and the field, as the attribute writes them.
        call: String,
        /// The shape that it makes.
        made: Vec<usize>,
        /// The shape of the parameter.
        expected: Vec<usize>,
    },
    /// The function reports an error.
    Function {
        /// The function and the field, as the attribute writes them.
        call: String,
        /// The error.
        error: Arc<dyn Error + Send + Sync>,
    },
}

impl fmt::Display for DeriveErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { path } => write!(
                f,
                "it follows from `{}`, which has no values that can be read here\n\
                 help: `derived` takes a field that holds one array, is there, and is neither cut into parts nor given by a method",
                Name(path)
            ),
            Self::Shape { call, made, expected } => write!(
                f,
                "`{call}` makes {made:?}, and the parameter has {expected:?}\nhelp: return an array of the parameter's shape"
            ),
            Self::Function { call, error } => write!(f, "`{call}`: {error}"),
        }
    }
}

impl Error for DeriveErrorKind {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Function { error, .. } => Some(&**error),
            Self::Unreadable { .. } | Self::Shape { .. } => None,
        }
    }
}
