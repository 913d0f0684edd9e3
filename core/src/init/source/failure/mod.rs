//! Kinds of failures of a run, as data, for building, initializing and loading of one parameter.

mod cancelled;
mod derived;
mod file;
mod load;

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use thiserror::Error;

use crate::axes::AxesError;
use crate::info::NoFans;
use crate::init::InitErrorKind;
use crate::path::SamePath;
use crate::printed::Name;
use crate::similar::nearest;
use crate::view::LendError;
pub use cancelled::Cancelled;
pub use derived::DeriveErrorKind;
pub use file::{FileError, FileErrorKind};
pub use load::{LoadErrorKind, LoadHint};

/// The reason why a parameter, or a whole model, cannot be initialized.
///
/// ```
/// use paraminit::prelude::*;
/// use paraminit::{FailureKind, InitErrorKind};
///
/// // A run gives one for each parameter that it cannot fill.
/// let error = init! { <Dense<4, 8>> ** => { init::constant(f64::NAN) } }.build(42).unwrap_err();
/// for failure in error.failures() {
///     assert!(matches!(failure.cause, FailureKind::Initializer(InitErrorKind::Argument(_))));
/// }
/// ```
#[derive(Clone, Debug, Error)]
#[non_exhaustive]
pub enum FailureKind {
    /// An initializer that cannot fill the parameter.
    #[error(transparent)]
    Initializer(#[from] InitErrorKind),
    /// An error of a custom initializer.
    #[error(transparent)]
    Custom(Arc<dyn Error + Send + Sync>),
    /// A closure that asked for fans, for a parameter without fans.
    #[error(fmt = no_fans)]
    NoFans {
        /// The reason for their absence.
        why: NoFans,
    },
    /// A closure that asked for the shape of a parameter, which the first input of its layer decides.
    #[error("the rule asks for the shape, but {BY_THE_FIRST_INPUT}")]
    ShapeUnknown,
    /// A closure that asked for a container that the path does not have, by its number.
    #[error(
        "the rule asks for container {number} of the path, but the path has fewer\n\
         help: `p.index(0)` and `p.len(0)` are those of the outermost `Vec` or array; \
         `p.len_of(\"blocks\")` finds one by its field; where copies lie along a `batch` axis, `each(|p| ..)` asks for each"
    )]
    NoContainer {
        /// The number of the container, counted from the outermost.
        number: usize,
    },
    /// A closure that asked for a container by the name of its field, which the path does not have.
    #[error(fmt = no_container_of)]
    NoContainerOf {
        /// The requested name.
        name: Box<str>,
        /// The fields on the path that hold a `Vec` or an array, outermost first.
        known: Vec<&'static str>,
    },
    /// An initializer that owns data or code, for a parameter that does not exist yet.
    #[error(
        "`{initializer}` holds data or code that may be gone when the first input of the layer decides the shape\n\
         help: give it in an attribute, which is kept; or let an input through first, and apply the rules after it"
    )]
    CannotWait {
        /// The initializer.
        initializer: String,
    },
    /// Declared axes that do not fit the shape, whatever the initializer is.
    #[error("the declared axes do not fit the parameter: {fault}")]
    Declared {
        /// The part that does not fit.
        fault: AxesError,
    },
    /// An element that a rule names and a container does not have.
    #[error("there is no element {index}: the length is {len}")]
    NoElement {
        /// The first missing index.
        index: usize,
        /// Number of elements.
        len: usize,
    },
    /// A row that `rows(..)` names and the array does not have.
    #[error("{}", no_row(*index, *len))]
    NoRow {
        /// The first missing row.
        index: usize,
        /// Number of rows; `None` if it is a single number.
        len: Option<usize>,
    },
    /// An entry that a rule names and a map does not have.
    #[error(fmt = no_key)]
    NoKey {
        /// The key.
        key: &'static str,
        /// The most similar key of the map.
        nearest: Option<String>,
    },
    /// Two entries of a new map with the same key.
    #[error("`keys` holds {key:?} twice\nhelp: remove one of the two")]
    SameKey {
        /// The key.
        key: String,
    },
    /// An enum of which no variant is chosen to be built.
    #[error(
        "no variant of `{of}` is to be built: every `build = ..` is false\n\
         help: mark the one to fall back on with a plain `#[init(build)]`"
    )]
    NoVariant {
        /// The enum.
        of: &'static str,
    },
    /// A parameter without a rule or an attribute for it.
    #[error(
        "nothing says what this parameter gets\n\
         help: a rule, or an initializer in `#[init(..)]` on its field"
    )]
    NoInitializer,
    /// A parameter that a rule leaves to the model's own default, which it does not have.
    #[error("`default` finds no initializer: {why}\nhelp: add a rule for it")]
    NoDefault {
        /// The reason why there is none.
        why: String,
    },
    /// A rule that keeps the values of a new model, which has none yet: `keep`, or `allow_missing`.
    #[error(
        "its values are to stay as they are, but the model is new and has none\n\
         help: `apply` the rules to an existing model, or let another rule say what it gets, such as `default`"
    )]
    NothingToKeep,
    /// The path reads as that of another parameter, so that no file and no plan could tell them apart.
    #[error(transparent)]
    SamePath(Box<SamePath>),
    /// Two paths have the same hash, so both parameters would get the same random bits.
    #[error(
        "its path has the same hash as `{}`, so both would get the same random bits\n\
         help: `#[init(key = \"..\")]` on one of the fields gives it another name in the hash",
        Name(other)
    )]
    SameStream {
        /// The other path.
        other: String,
    },
    /// A model that is nested too deeply.
    #[error("the parameter is nested too deeply")]
    TooDeep,
    /// Values that live elsewhere and cannot be lent. If the owner said so only when they were to be written, other
    /// parameters may have been written.
    #[error("{0}")]
    Lent(LendError),
    /// Two parameters with the same memory, so that one would overwrite the other.
    #[error(
        "it has the same memory as `{}`, and one would overwrite the other\n\
         help: they are one parameter; leave one of the two out, with `#[init(skip)]` on its field",
        Name(other)
    )]
    SameStorage {
        /// The other path.
        other: String,
    },
    /// An accessor (`get_mut`) that returned another shape on its second call. By then, the values of accessors may
    /// have been written, but no others.
    #[error("the method that gives it gave one of another shape when it was called again")]
    Changed,
    /// Pretrained values that are missing, or do not fit.
    #[error(transparent)]
    Load(Box<LoadErrorKind>),
    /// A parameter that follows from another and cannot be computed.
    #[error(transparent)]
    Derived(Box<DeriveErrorKind>),
    /// A run that the observer cancelled.
    #[error("{0}")]
    Cancelled(Box<Cancelled>),
}

/// The reason why a closure that borrows cannot see sizes yet, and the advice.
const BY_THE_FIRST_INPUT: &str = "the first input of the layer decides it\n\
    help: in an attribute, `|p| ..` is asked then; or let an input through first, and apply the rules after it";

fn no_fans(why: &NoFans, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str("the rule asks for fans, but ")?;
    match why {
        NoFans::Undeclared => f.write_str("the axes of this parameter were not declared")?,
        NoFans::NotLent => f.write_str("the field that `fans_of` names has none")?,
        NoFans::Fault(fault) => write!(f, "{fault}")?,
        NoFans::Unknown => return f.write_str(BY_THE_FIRST_INPUT),
    }
    f.write_str("\nhelp: `#[init(axes = [out, in])]` on the field, or `fans_of = weight`")
}

fn no_row(index: usize, len: Option<usize>) -> String {
    match len {
        Some(len) => format!(
            "`rows(..)` names row {index}, and there are {len}\nhelp: rows are places along the first axis, from 0; `[last]` is the last"
        ),
        None => "`rows(..)` names rows, and this is a single number".to_owned(),
    }
}

fn no_container_of(name: &str, known: &[&'static str], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "the rule asks for the container `{name}`, but the path has no `Vec` or array in such a field")?;
    match nearest(name, known.iter().copied()) {
        _ if known.is_empty() => Ok(()),
        Some(nearest) => write!(f, "\nhelp: a similar name exists: `{nearest}`"),
        None => write!(f, "\nhelp: those on the path are in `{}`", known.join("`, `")),
    }
}

#[expect(clippy::ref_option, reason = "the macro of the errors passes fields by reference")]
fn no_key(key: &&str, nearest: &Option<String>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "there is no entry {key:?}")?;
    nearest.iter().try_for_each(|nearest| write!(f, "\nhelp: an entry with a similar key exists: {nearest:?}"))
}

impl From<Box<LoadErrorKind>> for FailureKind {
    fn from(kind: Box<LoadErrorKind>) -> Self {
        Self::Load(kind)
    }
}

impl From<DeriveErrorKind> for FailureKind {
    fn from(kind: DeriveErrorKind) -> Self {
        Self::Derived(Box::new(kind))
    }
}

impl From<LoadErrorKind> for FailureKind {
    fn from(kind: LoadErrorKind) -> Self {
        Self::Load(Box::new(kind))
    }
}
