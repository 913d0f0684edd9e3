//! Errors of pictures.

use std::path::PathBuf;

use crate::error::InitError;
use crate::files::ReplaceError;
use crate::printed::{FileName, Name};
use crate::view::LendError;

/// Error of a picture. No file was written then, except after [`ReplaceError::NotSynced`].
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
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PlotError {
    /// A file name that ends neither in `.svg` nor in `.png`.
    #[error("`{}` names no kind of picture\nhelp: let the file's name end in `.svg` or `.png`", FileName(path))]
    Extension {
        /// The file.
        path: PathBuf,
    },
    /// The file cannot be written.
    #[error("`{}` {error}", FileName(path))]
    Write {
        /// The file.
        path: PathBuf,
        /// The reason.
        #[source]
        error: ReplaceError,
    },
    /// A model without parameters.
    #[error("{}", no_parameters(*pending))]
    NoParameters {
        /// The number of parameters that will exist once lazy layers have seen an input.
        pending: usize,
    },
    /// Rules that do not suit the model.
    #[error(transparent)]
    Rules(InitError),
    /// A parameter has a value that is infinite or not a number.
    #[error("element {index} of `{}` is {value}, and an axis has no place for it", Name(path))]
    NotFinite {
        /// The parameter.
        path: String,
        /// The index of the element, in row-major order.
        index: usize,
        /// The value.
        value: f64,
    },
    /// The values of a parameter live elsewhere and could not be lent.
    #[error("the values of `{}` could not be lent: {error}", Name(path))]
    Lent {
        /// The parameter.
        path: String,
        /// The owner's reason.
        error: LendError,
    },
    /// A picture without series.
    #[error("there are no series to draw")]
    NoSeries,
    /// There are more series than can be told apart.
    #[error("there are {count} series, and no more than {most} can be told apart\nhelp: draw several pictures")]
    TooManySeries {
        /// How many there are.
        count: usize,
        /// How many a picture has room for.
        most: usize,
    },
    /// A series has no layers.
    #[error("the series `{}` has no layers to draw", Name(series))]
    NoLayers {
        /// The label of the series.
        series: String,
    },
    /// A series with a value that has no logarithm.
    #[error(
        "the series `{}` is {value} at layer {layer}, and a logarithmic axis has no place for it\n\
         help: end the series before that layer",
        Name(series)
    )]
    NotPositive {
        /// The label of the series.
        series: String,
        /// The layer, from 1.
        layer: usize,
        /// The value.
        value: f64,
    },
    /// An error of the drawing library.
    #[error("cannot draw: {0}")]
    Draw(String),
}

fn no_parameters(pending: usize) -> String {
    match pending {
        0 => "the model has no parameters to draw".to_owned(),
        _ => format!("none of the model's {pending} parameters exists yet\nhelp: show it an input first"),
    }
}
