//! Reasons why pretrained values do not fit a parameter.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use super::file::FileError;
use crate::dtype::DType;
use crate::printed::Name;

/// The reason why a parameter cannot take pretrained values.
///
/// ```
/// use paraminit::FailureKind;
/// use paraminit::io::{self, LoadErrorKind};
/// use paraminit::prelude::*;
///
/// let trained = Dense::<4, 9>::init(1)?;
/// let mut layer = Dense::<4, 8>::init(2)?;
/// let error = io::load(&mut layer, init::from(&trained)).unwrap_err();
/// let FailureKind::Load(kind) = &error.failures()[0].cause else { unreachable!("{error}") };
/// assert!(matches!(&**kind, LoadErrorKind::Shape { found, .. } if found[..] == [9, 4]));
/// # Ok::<(), InitError>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum LoadErrorKind {
    /// A name that no tensor has.
    Missing {
        /// The name, after the options. For a parameter that is a part of an array, it is the name of the whole array.
        name: String,
        /// The name of the part alone, which would be accepted as well.
        part: Option<String>,
        /// The file or object, as the rule writes it.
        origin: String,
        /// A similar name that exists.
        nearest: Option<String>,
        /// The option that would lead to the similar name.
        hint: Option<LoadHint>,
    },
    /// The tensor is a parameter of a lazy layer, which does not exist yet.
    Pending {
        /// Its name.
        name: String,
        /// The model that holds it.
        origin: String,
    },
    /// The parameter that would take the tensor does not exist yet: it is one of a lazy layer.
    NotReady {
        /// The tensor's name.
        name: String,
        /// The file or object that holds it.
        origin: String,
    },
    /// The tensor has another shape.
    Shape {
        /// The tensor's name.
        name: String,
        /// The file or object that holds it.
        origin: String,
        /// The tensor's shape.
        found: Vec<usize>,
        /// The shape of the parameter, or of the array that it is a part of.
        expected: Vec<usize>,
        /// True if the parameter is a part of an array.
        is_part: bool,
    },
    /// The `transform` reports an error.
    Transform {
        /// The tensor's name.
        name: String,
        /// The file or object that holds it.
        origin: String,
        /// The error.
        error: Arc<dyn Error + Send + Sync>,
    },
    /// The `transform` makes an array of another shape than the parameter's.
    Transformed {
        /// The tensor's name.
        name: String,
        /// The file or object that holds it.
        origin: String,
        /// The tensor's shape.
        from: Vec<usize>,
        /// The shape that the transform makes of it.
        made: Vec<usize>,
        /// The shape of the parameter, or of the array that it is a part of.
        expected: Vec<usize>,
        /// True if the parameter is a part of an array.
        is_part: bool,
    },
    /// The axes of the array mean something else in the other model.
    Axes {
        /// Its name.
        name: String,
        /// The object that holds it.
        origin: String,
        /// Its axes, as an attribute says them: `[in, out]`.
        found: String,
        /// Those of the parameter.
        expected: String,
    },
    /// The array is cut into other parts in the other model, or along another axis.
    Parts {
        /// Its name.
        name: String,
        /// The object that holds it.
        origin: String,
        /// Its parts, as an attribute says them: `parts(q = 8, k = 4)`.
        found: String,
        /// Those of the array that the parameter is a part of.
        expected: String,
    },
    /// The tensor has another element type.
    DType {
        /// The tensor's name.
        name: String,
        /// The file or object that holds it.
        origin: String,
        /// The tensor's element type, as the file calls it.
        found: String,
        /// The parameter's element type.
        expected: DType,
        /// True if `convert` would help.
        convertible: bool,
    },
    /// A value that is not finite: infinite, or not a number. A finite one that is too large for the parameter's type is
    /// [`InitErrorKind::NotFinite`](crate::InitErrorKind::NotFinite).
    NotFinite {
        /// The tensor's name.
        name: String,
        /// The file or object that holds it.
        origin: String,
        /// The index of the value in the parameter, in row-major order.
        index: u64,
        /// `true` if it is not a number.
        nan: bool,
    },
    /// A tensor that no parameter takes.
    Unused {
        /// The tensor's name.
        name: String,
        /// The file or object that holds it.
        origin: String,
    },
    /// Two tensors with one name.
    Twice {
        /// The name.
        name: String,
        /// The file or object that holds them.
        origin: String,
    },
    /// A pattern of an option that matches no tensor, or no parameter that takes one.
    DeadPattern {
        /// The option: `allow_unused` or `allow_missing`.
        option: &'static str,
        /// The pattern.
        pattern: String,
        /// The file or object that is read.
        origin: String,
        /// A similar pattern that matches something.
        nearest: Option<String>,
    },
    /// A file that cannot be read.
    File(Arc<FileError>),
}

/// An option that would lead from a parameter to a tensor of a similar name.
///
/// ```
/// use std::collections::BTreeMap;
/// use ndarray::Array1;
/// use paraminit::io;
/// use paraminit::prelude::*;
///
/// let theirs = BTreeMap::from([("model.bias", Array1::<f32>::ones(8))]);
/// let mut layer = Dense::<4, 8>::init(42)?;
/// let error = io::load(&mut layer, init::from(&theirs).allow_missing(["weight"])).unwrap_err();
/// assert!(error.to_string().contains("`prefix = \"model.\"`"), "{error}");
/// # Ok::<(), InitError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LoadHint {
    /// This text as [`prefix`](crate::io::Pretrained::prefix).
    Prefix(String),
    /// No prefix, instead of this one.
    NoPrefix(String),
    /// This text as [`strip`](crate::io::Pretrained::strip).
    Strip(String),
    /// A function, [`rename`](crate::io::Pretrained::rename).
    Rename,
}

/// An option, written for a rule and as a method.
struct Written<'a>(&'static str, &'a str);

impl fmt::Display for Written<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(option, value) = self;
        write!(f, "`{option} = {value}`, or the method `.{option}({value})`,")
    }
}

impl fmt::Display for LoadHint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Prefix(text) => write!(f, "{} leads to it", Written("prefix", &format!("{text:?}"))),
            Self::NoPrefix(text) => write!(f, "without the prefix {text:?} the name leads to it"),
            Self::Strip(text) => write!(f, "{} leads to it", Written("strip", &format!("{text:?}"))),
            Self::Rename => f.write_str("`rename` maps our names to theirs"),
        }
    }
}

/// What transposes.
const TRANSPOSE: &str = "`transform = |given| Ok(given.array.reversed_axes())`, or the method `.transform(..)`,";

impl LoadErrorKind {
    /// True if it is about a tensor, an option or a file, not about a parameter.
    pub(crate) fn is_of_no_parameter(&self) -> bool {
        matches!(self, Self::Unused { .. } | Self::Twice { .. } | Self::DeadPattern { .. } | Self::File(_))
    }
}

impl fmt::Display for LoadErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { name, part, origin, nearest, hint } => {
                let (name, origin) = (Name(name), Name(origin));
                match part.as_deref().map(Name) {
                    None => write!(f, "there is no `{name}` in `{origin}`")?,
                    Some(part) => write!(f, "there is neither the part `{part}` nor the whole `{name}` in `{origin}`")?,
                }
                if let Some(nearest) = nearest.as_deref().map(Name) {
                    write!(f, "\nhelp: there is `{nearest}`")?;
                }
                hint.as_ref().map_or(Ok(()), |hint| write!(f, ": {hint}"))
            }
            Self::Pending { name, origin } => write!(
                f,
                "`{}` in `{}` does not exist yet: its layer has not seen an input\n\
                 help: let an input through that model first, or call the layer's `ready(inputs)`",
                Name(name),
                Name(origin)
            ),
            Self::NotReady { name, origin } => write!(
                f,
                "it does not exist yet, and cannot take `{}` in `{}`: its layer has not seen an input\n\
                 help: let an input through this model first, or call the layer's `ready(inputs)`, and load then",
                Name(name),
                Name(origin)
            ),
            Self::Shape { name, origin, found, expected, is_part } => {
                write!(f, "`{}` in `{}` has the shape {found:?}", Name(name), Name(origin))?;
                if *is_part {
                    write!(f, ", and the parameter is a part of an array of shape {expected:?}")?;
                }
                if found.iter().rev().eq(expected) {
                    write!(f, "\nhelp: nothing is transposed by itself; {TRANSPOSE} does it")
                } else {
                    f.write_str("\nhelp: nothing is reshaped by itself; change the model or the file, ")?;
                    f.write_str("or say what becomes of it with `transform = |given| ..`")
                }
            }
            Self::Transform { name, origin, error } => {
                write!(f, "the `transform` of `{}` in `{}`: {error}", Name(name), Name(origin))
            }
            Self::Transformed { name, origin, from, made, expected, is_part } => {
                let of = if *is_part { "the array that the parameter is a part of" } else { "the parameter" };
                write!(
                    f,
                    "the `transform` makes {made:?} of `{}` {from:?} in `{}`, and {of} has {expected:?}\n\
                     help: it returns an array of that shape",
                    Name(name),
                    Name(origin)
                )
            }
            Self::Axes { name, origin, found, expected } => {
                let (name, origin) = (Name(name), Name(origin));
                write!(f, "`{name}` in `{origin}` has the axes {found}, and the parameter has {expected}")?;
                write!(f, "\nhelp: nothing is transposed by itself; {TRANSPOSE} does it; or declare the same axes")
            }
            Self::Parts { name, origin, found, expected } => {
                let (name, origin) = (Name(name), Name(origin));
                write!(f, "`{name}` in `{origin}` is cut into `{found}`, and the array here into `{expected}`")?;
                f.write_str(
                    "\nhelp: parts are taken by name; declare the same names and lengths in both models, in any order",
                )?;
                f.write_str(", or give each part as an array of its own, in a map: `from(&map)`")
            }
            Self::DType { name, origin, found, expected, convertible } => {
                let (name, origin, found) = (Name(name), Name(origin), Name(found));
                write!(f, "`{name}` in `{origin}` is made of {found}, not of `{expected}`")?;
                if *convertible {
                    write!(f, "\nhelp: {} rounds the values", Written("convert", "true"))?;
                }
                Ok(())
            }
            Self::NotFinite { name, origin, index, nan } => {
                let what = if *nan { "not a number" } else { "infinite" };
                write!(f, "the value at index {index} is {what}, by `{}` in `{}`", Name(name), Name(origin))?;
                write!(f, "\nhelp: {} takes it as it is", Written("allow_non_finite", "true"))
            }
            Self::Unused { name, origin } => {
                write!(f, "no parameter takes `{}` in `{}`", Name(name), Name(origin))?;
                write!(f, "\nhelp: {} where that is meant", Written("allow_unused", &format!("[{name:?}]")))
            }
            Self::DeadPattern { option, pattern, origin, nearest } => {
                let of = if *option == "allow_unused" { "no tensor in" } else { "no parameter that reads" };
                write!(f, "{pattern:?} in `{option}` matches {of} `{}`", Name(origin))?;
                match nearest {
                    Some(nearest) => write!(f, "\nhelp: {nearest:?} matches something"),
                    None if pattern.split('.').any(|part| part.contains('*') && !matches!(part, "*" | "**")) => {
                        f.write_str("\nhelp: `*` stands for a whole segment between dots, `**` for any number of them")
                    }
                    None => write!(f, "\nhelp: remove it"),
                }
            }
            Self::Twice { name, origin } => write!(f, "`{}` is in `{}` twice", Name(name), Name(origin)),
            Self::File(error) => error.fmt(f),
        }
    }
}

impl Error for LoadErrorKind {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::File(error) => error.source(),
            Self::Transform { error, .. } => Some(&**error),
            _ => None,
        }
    }
}
