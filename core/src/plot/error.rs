//! Why there is no picture.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::PathBuf;

use crate::error::InitError;

/// Why there is no picture. No file was written then.
///
/// ```
/// use paraminit::plot::{self, PlotError};
/// use paraminit::prelude::*;
///
/// let mut layer = Dense::<4, 8>::init(42)?;
/// assert!(matches!(plot::histograms(&layer, None, "layer.gif"), Err(PlotError::Extension { .. })));
///
/// layer.weight_mut()[[0, 2]] = f32::INFINITY;
/// let error = plot::histograms(&layer, None, "layer.svg").unwrap_err();
/// assert!(matches!(error, PlotError::NotFinite { index: 2, .. }));
/// # Ok::<(), InitError>(())
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum PlotError {
    /// The file's name ends neither in `.svg` nor in `.png`.
    Extension {
        /// The file.
        path: PathBuf,
    },
    /// The file cannot be written.
    Write {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// The model has no parameters.
    NoParameters {
        /// How many there will be, once lazy layers have seen an input.
        pending: usize,
    },
    /// The rules do not suit the model.
    Rules(InitError),
    /// A parameter has a value that no axis has a place for.
    NotFinite {
        /// The parameter.
        path: String,
        /// Which of its elements, in row-major order.
        index: usize,
        /// The value.
        value: f64,
    },
    /// There are no series.
    NoSeries,
    /// A series has no layers.
    NoLayers {
        /// Its label.
        series: String,
    },
    /// A series has a value that a logarithmic axis has no place for.
    NotPositive {
        /// Its label.
        series: String,
        /// The layer, from 1.
        layer: usize,
        /// The value.
        value: f64,
    },
    /// The drawing library failed.
    Draw(String),
}

impl fmt::Display for PlotError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Extension { path } => write!(
                f,
                "`{}` names no kind of picture\nhelp: let the file's name end in `.svg` or `.png`",
                path.display()
            ),
            Self::Write { path, error } => write!(f, "cannot write `{}`: {error}", path.display()),
            Self::NoParameters { pending: 0 } => f.write_str("the model has no parameters to draw"),
            Self::NoParameters { pending } => {
                write!(f, "none of the model's {pending} parameters exists yet\nhelp: show it an input first")
            }
            Self::Rules(error) => error.fmt(f),
            Self::NotFinite { path, index, value } => {
                write!(f, "element {index} of `{path}` is {value}, and an axis has no place for it")
            }
            Self::NoSeries => f.write_str("there are no series to draw"),
            Self::NoLayers { series } => write!(f, "the series `{series}` has no layers to draw"),
            Self::NotPositive { series, layer, value } => write!(
                f,
                "the series `{series}` is {value} at layer {layer}, and a logarithmic axis has no place for it\n\
                 help: end the series before that layer"
            ),
            Self::Draw(message) => write!(f, "cannot draw: {message}"),
        }
    }
}

impl Error for PlotError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Write { error, .. } => Some(error),
            Self::Rules(error) => error.source(),
            _ => None,
        }
    }
}
