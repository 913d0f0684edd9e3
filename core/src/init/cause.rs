//! Why an initializer cannot fill a parameter.

use std::error::Error;
use std::fmt;

use super::unsuited::Mismatch;
use crate::axes::AxesError;
use crate::check::nearest;
use crate::dtype::DType;
use crate::info::NoFans;
use crate::io::LoadErrorKind;
use crate::message::Message;
use crate::observe::Cancelled;
use crate::sample::TruncationError;

/// Why an initializer cannot fill a parameter.
///
/// `Debug` prints what `Display` prints: `main` and `unwrap` show the former, and users read it.
///
/// ```
/// use paraminit::init::InitErrorKind;
/// use paraminit::prelude::*;
///
/// // A run gives one for each parameter that it cannot fill.
/// let error = init! { <Dense<4, 8>> ** => { init::constant(f64::NAN) } }.build(42).unwrap_err();
/// let causes: Vec<_> = error.failures().iter().map(|failure| &failure.cause).collect();
/// assert!(matches!(causes[..], [InitErrorKind::Argument(_), InitErrorKind::Argument(_)]));
/// ```
#[non_exhaustive]
pub enum InitErrorKind {
    /// An argument is wrong, or an option is where it does not belong.
    Argument(Box<Message>),
    /// The parameter has no fans.
    NeedsFans {
        /// What needs them.
        initializer: &'static str,
        /// Why there are none.
        why: NoFans,
    },
    /// A closure asked for fans, and the parameter has none.
    NoFans {
        /// Why there are none.
        why: NoFans,
    },
    /// The parameter has fewer than two axes.
    NeedsMatrix {
        /// What needs a matrix.
        initializer: &'static str,
        /// How many axes there are.
        rank: usize,
    },
    /// The parameter has more than two axes, and nothing says which of them are outputs.
    NeedsAxes {
        /// What needs to know.
        initializer: &'static str,
        /// How many axes there are.
        rank: usize,
    },
    /// The declared axes do not fit the shape.
    Axes {
        /// What needs them.
        initializer: &'static str,
        /// What does not fit.
        fault: AxesError,
    },
    /// The declared axes do not fit the shape, which is wrong whatever the initializer.
    Declared {
        /// What does not fit.
        fault: AxesError,
    },
    /// Values can be infinite in the parameter's type: the product of gains, fans and factors is too large.
    TooLarge {
        /// The parameter's type.
        element: DType,
    },
    /// A value came out that is not finite.
    NotFinite {
        /// Its index in row-major order.
        index: u64,
    },
    /// The values to fill are not those of the parameter that was resolved.
    Count {
        /// Values of the parameter.
        expected: usize,
        /// Values asked for, counted from the parameter's first.
        found: usize,
    },
    /// A part to fill does not lie in the parameter.
    Outside {
        /// The shape of the part.
        part: Vec<usize>,
        /// The shape of the parameter.
        shape: Vec<usize>,
        /// The index of the part's first element.
        offset: Vec<usize>,
    },
    /// A closure asked for the shape of a parameter, and the first input of its layer decides it.
    ShapeUnknown,
    /// An initializer that owns data or code, for a parameter that does not exist yet.
    CannotWait {
        /// The initializer.
        source: String,
    },
    /// A rule asked for an index in a container that the path does not have.
    NoContainer {
        /// Which container, counted from the outermost.
        number: usize,
    },
    /// A rule asked for the index in a container by the name of its field, and the path has no such field.
    NoContainerOf {
        /// The name that was asked for.
        name: Box<str>,
        /// The fields on the path that hold a `Vec` or an array, outermost first.
        known: Vec<&'static str>,
    },
    /// A rule names an element that a container does not have.
    NoElement {
        /// The first index that is not there.
        index: usize,
        /// Number of elements.
        len: usize,
    },
    /// A rule names an entry that a map does not have.
    NoKey {
        /// The key.
        key: &'static str,
        /// The most similar key of the map.
        nearest: Option<String>,
    },
    /// Two entries of a new map have the same key.
    SameKey {
        /// The key.
        key: String,
    },
    /// No variant of an enum is to be built.
    NoVariant {
        /// The enum.
        of: &'static str,
    },
    /// The initializer does not suit the parameter's rank or axes.
    Mismatch(Mismatch),
    /// Neither a rule nor an attribute says what the parameter gets.
    NoInitializer,
    /// A rule keeps the values of a new model, which has none yet: `keep`, or `allow_missing`.
    NothingToKeep,
    /// Two paths have the same hash, so both parameters would get the same random bits.
    SameStream {
        /// The other path.
        other: String,
    },
    /// The model is nested too deeply.
    TooDeep,
    /// A method that gives a parameter gave one of another shape when it was called again. Of the model, only what such
    /// methods give may have been written by then.
    Changed,
    /// The shape does not fit in memory.
    Memory,
    /// A custom initializer failed.
    Custom(Box<dyn Error + Send + Sync>),
    /// Pretrained values are not there, or do not fit.
    Load(Box<LoadErrorKind>),
    /// The observer cancelled the run.
    Cancelled(Box<Cancelled>),
}

/// Why a closure that borrows cannot see sizes yet, and what to do.
const BY_THE_FIRST_INPUT: &str = "the first input of the layer decides it\n\
    help: in an attribute, `|p| ..` is asked then; or let an input through first, and apply the rules after it";

impl fmt::Debug for InitErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for InitErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Argument(message) => message.fmt(f),
            Self::NeedsFans { initializer, why: NoFans::Fault(fault) } | Self::Axes { initializer, fault } => {
                write!(f, "`{initializer}` cannot use the declared axes: {fault}")
            }
            Self::NoFans { why } => asked_for_fans(why, f),
            Self::NeedsFans { initializer, why: NoFans::Unknown } => {
                write!(f, "`{initializer}` needs fans, but the first input of the layer decides them")
            }
            Self::NeedsFans { initializer, why: NoFans::NotLent } => write!(
                f,
                "`{initializer}` needs fans, but the field that `fans_of` names has none to lend\n\
                 help: it must hold a parameter with `axes`, and if it is an `Option`, be there"
            ),
            Self::NeedsFans { initializer, .. } => write!(
                f,
                "`{initializer}` needs fans, but the axes of this parameter were not declared\n\
                 help: `#[init(axes = [out, in])]` on the field, or `fans_of = weight` for the bias of `weight`; \
                 in `fill`, `&[Out, In]`"
            ),
            Self::NeedsMatrix { initializer, rank } => {
                write!(f, "`{initializer}` needs at least 2 axes, but the parameter has {rank}")
            }
            Self::NeedsAxes { initializer, rank } => write!(
                f,
                "`{initializer}` must know which of the {rank} axes are outputs\n\
                 help: `#[init(axes = [out, in{}])]` on the field; in `fill`, `&[Out, In, ..]`",
                ", kernel".repeat(rank.saturating_sub(2).min(4))
            ),
            Self::Declared { fault } => write!(f, "the declared axes do not fit the parameter: {fault}"),
            Self::TooLarge { element } => write!(f, "values would be too large for `{element}`"),
            Self::NotFinite { index } => write!(f, "the value at index {index} is not finite"),
            Self::Count { expected, found } => write!(f, "the parameter has {expected} values, not {found}"),
            Self::Outside { part, shape, offset } => {
                write!(f, "a part of shape {part:?} at {offset:?} does not lie in a parameter of shape {shape:?}")?;
                f.write_str(
                    "\nhelp: give one offset for each axis, with offset + length of the part <= length of the axis",
                )
            }
            Self::ShapeUnknown => {
                f.write_str("the rule asks for the shape, but ")?;
                f.write_str(BY_THE_FIRST_INPUT)
            }
            Self::CannotWait { source } => write!(
                f,
                "`{source}` holds data or code that may be gone when the first input of the layer decides the shape\n\
                 help: give it in an attribute, which is kept; or let an input through first, and apply the rules after it"
            ),
            Self::NoContainer { number } => write!(
                f,
                "the rule asks for container {number} of the path, but the path has fewer\n\
                 help: `p.index(0)` and `p.len(0)` are those of the outermost `Vec` or array; \
                 `p.len_of(\"blocks\")` finds one by its field"
            ),
            Self::NoContainerOf { name, known } => asked_for_container(name, known, f),
            Self::NoElement { index, len } => {
                write!(f, "there is no element {index}: the length is {len}")
            }
            Self::NoKey { key, nearest } => {
                write!(f, "there is no entry {key:?}")?;
                match nearest {
                    Some(nearest) => write!(f, "\nhelp: an entry with a similar key exists: {nearest:?}"),
                    None => Ok(()),
                }
            }
            Self::SameKey { key } => write!(f, "`keys` holds {key:?} twice\nhelp: remove one of the two"),
            Self::NoVariant { of } => write!(
                f,
                "no variant of `{of}` is to be built: every `build = ..` is false\n\
                 help: mark the one to fall back on with a plain `#[init(build)]`"
            ),
            Self::Mismatch(unsuited) => unsuited.describe("the parameter").fmt(f),
            Self::NoInitializer => f.write_str(
                "nothing says what this parameter gets\nhelp: a rule, or an initializer in `#[init(..)]` on its field",
            ),
            Self::NothingToKeep => f.write_str(
                "its values are to stay as they are, but the model is new and has none\n\
                 help: `apply` the rules to an existing model, or let another rule say what it gets, such as `default`",
            ),
            Self::SameStream { other } => write!(
                f,
                "its path has the same hash as `{other}`, so both would get the same random bits\n\
                 help: `#[init(key = \"..\")]` on one of the fields gives it another name in the hash"
            ),
            Self::TooDeep => f.write_str("the parameter is nested too deeply"),
            Self::Changed => f.write_str("the method that gives it gave one of another shape when it was called again"),
            Self::Memory => f.write_str("a parameter of this shape does not fit in memory"),
            Self::Custom(error) => error.fmt(f),
            Self::Load(fault) => fault.fmt(f),
            Self::Cancelled(cancelled) => cancelled.fmt(f),
        }
    }
}

/// A closure asked for fans that there are not.
fn asked_for_fans(why: &NoFans, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str("the rule asks for fans, but ")?;
    match why {
        NoFans::Undeclared => f.write_str("the axes of this parameter were not declared")?,
        NoFans::NotLent => f.write_str("the field that `fans_of` names has none")?,
        NoFans::Fault(fault) => write!(f, "{fault}")?,
        NoFans::Unknown => return f.write_str(BY_THE_FIRST_INPUT),
    }
    f.write_str("\nhelp: `#[init(axes = [out, in])]` on the field, or `fans_of = weight`")
}

/// A closure asked for the container in the field `name`, where there are those in the fields `known`.
fn asked_for_container(name: &str, known: &[&'static str], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "the rule asks for the container `{name}`, but the path has no `Vec` or array in such a field")?;
    match nearest(name, known.iter().copied()) {
        _ if known.is_empty() => Ok(()),
        Some(nearest) => write!(f, "\nhelp: a similar name exists: `{nearest}`"),
        None => write!(f, "\nhelp: those on the path are in `{}`", known.join("`, `")),
    }
}

impl InitErrorKind {
    /// The same, by the name that the user wrote.
    pub(super) fn of(self, initializer: &'static str) -> Self {
        match self {
            Self::NeedsFans { why, .. } => Self::NeedsFans { initializer, why },
            Self::NeedsMatrix { rank, .. } => Self::NeedsMatrix { initializer, rank },
            Self::NeedsAxes { rank, .. } => Self::NeedsAxes { initializer, rank },
            Self::Axes { fault, .. } => Self::Axes { initializer, fault },
            Self::Mismatch(unsuited) => Self::Mismatch(unsuited.of(initializer)),
            cause => cause,
        }
    }
}

impl Error for InitErrorKind {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            // Its text is printed here, so what it points to comes next.
            Self::Custom(error) => error.source(),
            Self::Load(fault) => fault.source(),
            _ => None,
        }
    }
}

impl From<Message> for InitErrorKind {
    fn from(message: Message) -> Self {
        Self::Argument(Box::new(message))
    }
}

impl From<TruncationError> for InitErrorKind {
    fn from(error: TruncationError) -> Self {
        Message::new().text("in `trunc_normal`: ").text(&error.to_string()).into()
    }
}
