//! Reasons why an initializer cannot fill a parameter.

use std::fmt;

use thiserror::Error;

use crate::axes::AxesError;
use crate::dtype::DType;
use crate::fill::Short;
use crate::info::NoFans;
use crate::init::{Mismatch, arguments};
use crate::message::Message;
use crate::printed::Name;
use crate::sample::TruncationError;

/// The reason why an initializer cannot fill a parameter.
///
/// For a run, it is one of the [kinds of failures](crate::FailureKind).
///
/// ```
/// use paraminit::dtype::DType;
/// use paraminit::init::InitErrorKind;
/// use paraminit::prelude::*;
///
/// let vector = ParamInfo::bare(&[4], None, DType::F32);
/// let error = init::xavier_normal().resolve(&vector).unwrap_err();
/// assert!(matches!(error, InitErrorKind::NeedsFans { initializer: "xavier_normal", .. }), "{error:?}");
/// ```
#[derive(Clone, Debug, Error)]
#[non_exhaustive]
pub enum InitErrorKind {
    /// A wrong argument, or an option that the initializer does not have.
    #[error("{0}")]
    Argument(Box<Message>),
    /// A parameter without fans.
    #[error(fmt = needs_fans)]
    NeedsFans {
        /// The initializer that needs them.
        initializer: &'static str,
        /// The reason for their absence.
        why: NoFans,
    },
    /// A parameter with fewer than two axes, for an initializer that needs a matrix.
    #[error("`{initializer}` needs at least 2 axes, but the parameter has {rank}")]
    NeedsMatrix {
        /// The initializer that needs a matrix.
        initializer: &'static str,
        /// The number of axes.
        rank: usize,
    },
    /// A parameter with more than two axes, of which none is declared as outputs.
    #[error(
        "`{initializer}` must know which of the {rank} axes are outputs\n\
         help: `#[init(axes = [out, in{}])]` on the field; in `fill`, `&[Out, In, ..]`",
        ", kernel".repeat(.rank.saturating_sub(2).min(4))
    )]
    NeedsAxes {
        /// The initializer that must know.
        initializer: &'static str,
        /// The number of axes.
        rank: usize,
    },
    /// Declared axes that do not fit the shape.
    #[error("`{initializer}` cannot use the declared axes: {fault}")]
    Axes {
        /// The initializer that needs them.
        initializer: &'static str,
        /// The part that does not fit.
        fault: AxesError,
    },
    /// An initializer that does not suit the parameter's rank or axes.
    #[error("{}", .0.describe("the parameter"))]
    Mismatch(Mismatch),
    /// Values that can be infinite in the parameter's type: the product of gains, fans and factors is too large.
    #[error("values would be too large for `{element}`")]
    TooLarge {
        /// The parameter's type.
        element: DType,
    },
    /// Values that are not zero as they are written, and would all become zero in the parameter's type, or in the type that
    /// computes them: the product of gains, fans and factors is too small. Those of one arm of a mixture or of one block count,
    /// too.
    #[error(
        "values would be too small for `{element}`: all of them would become 0\n\
         help: the smallest positive `{element}` {}; `zeros` for what is meant to be 0", arguments::smallest(*element)
    )]
    TooSmall {
        /// The parameter's type.
        element: DType,
    },
    /// A value came out that is not finite: it is no number, or the parameter's type cannot hold it.
    #[error("{}", not_finite(*index, *element, *nan))]
    NotFinite {
        /// Its index in row-major order.
        index: u64,
        /// The parameter's type.
        element: DType,
        /// `true` if it is no number; an infinite one may have been finite before it was rounded to that type.
        nan: bool,
    },
    /// A range of elements that goes beyond the parameter that was resolved.
    #[error("the parameter has {expected} values, not {found}")]
    Count {
        /// The number of elements of the parameter.
        expected: usize,
        /// The end of the range, counted from the parameter's first element.
        found: usize,
    },
    /// A part that does not lie in the parameter.
    #[error(
        "a part of shape {part:?} at {offset:?} does not lie in a parameter of shape {shape:?}\n\
         help: give one offset for each axis, with offset + length of the part <= length of the axis"
    )]
    Outside {
        /// The shape of the part.
        part: Vec<usize>,
        /// The shape of the parameter.
        shape: Vec<usize>,
        /// The index of the part's first element.
        offset: Vec<usize>,
    },
    /// A parameter that does not fit in memory.
    #[error("a parameter of this shape takes {}, which do not fit in memory", counted(*bytes))]
    Memory {
        /// The bytes that it takes; `usize::MAX` if they are more than can be counted.
        bytes: usize,
    },
    /// What filling a parameter takes besides the parameter does not fit in memory.
    #[error("{} besides the parameter, which do not fit in memory", scratch(initializer.as_deref(), *bytes))]
    Scratch {
        /// The initializer that computes in them; `None` for new values, which wait there until nothing can fail any more.
        initializer: Option<Box<str>>,
        /// The bytes besides the parameter's own; `usize::MAX` if they are more than can be counted.
        bytes: usize,
    },
}

fn counted(bytes: usize) -> String {
    if bytes == usize::MAX { "more bytes than can be counted".to_owned() } else { format!("{bytes} bytes") }
}

fn scratch(initializer: Option<&str>, bytes: usize) -> String {
    match initializer {
        Some(initializer) => format!("`{}` takes {}", Name(initializer), counted(bytes)),
        None => format!("the new values wait in {}", counted(bytes)),
    }
}

fn not_finite(index: u64, element: DType, nan: bool) -> String {
    if nan {
        return format!("the value at index {index} is not a number");
    }
    let largest = arguments::largest(element);
    format!(
        "the value at index {index} is infinite, or too large for `{element}`\nhelp: the largest `{element}` {largest}"
    )
}

fn needs_fans(initializer: &&str, why: &NoFans, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match why {
        NoFans::Fault(fault) => write!(f, "`{initializer}` cannot use the declared axes: {fault}"),
        NoFans::Unknown => write!(f, "`{initializer}` needs fans, but the first input of the layer decides them"),
        NoFans::NotLent => write!(
            f,
            "`{initializer}` needs fans, but the field that `fans_of` names has none to lend\n\
             help: it must hold a parameter with `axes`, and if it is an `Option`, be there"
        ),
        NoFans::Undeclared => write!(
            f,
            "`{initializer}` needs fans, but the axes of this parameter were not declared\n\
             help: `#[init(axes = [out, in])]` on the field, or `fans_of = weight` for the bias of `weight`; \
             in `fill`, `&[Out, In]`"
        ),
    }
}

impl InitErrorKind {
    /// The same error, about the initializer by the name that the user wrote.
    pub(crate) fn of(mut self, name: &'static str) -> Self {
        match &mut self {
            Self::NeedsFans { initializer, .. }
            | Self::NeedsMatrix { initializer, .. }
            | Self::NeedsAxes { initializer, .. }
            | Self::Axes { initializer, .. } => *initializer = name,
            Self::Mismatch(mismatch) => *mismatch = mismatch.of(name),
            _ => {}
        }
        self
    }
}

impl InitErrorKind {
    /// There is no memory for so many bytes besides a parameter.
    pub(crate) fn scratch(bytes: usize) -> Self {
        Self::Scratch { initializer: None, bytes }
    }

    /// The same error, about what this initializer computes in.
    pub(crate) fn by(mut self, by: &dyn fmt::Display) -> Self {
        if let Self::Scratch { initializer, .. } = &mut self {
            initializer.get_or_insert_with(|| by.to_string().into());
        }
        self
    }
}

impl From<Short> for InitErrorKind {
    fn from(Short { bytes }: Short) -> Self {
        Self::scratch(bytes)
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
