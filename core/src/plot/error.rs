//! Errors of pictures.

use std::io;
use std::path::PathBuf;

use crate::error::InitError;

/// The error of a picture. No file was written then.
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
    #[error("`{}` names no kind of picture\nhelp: let the file's name end in `.svg` or `.png`", path.display())]
    Extension {
        /// The file.
        path: PathBuf,
    },
    /// A file that cannot be written.
    #[error("cannot write `{}`: {error}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// The error of the system.
        #[source]
        error: io::Error,
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
    /// A parameter with an infinite value or a NaN.
    #[error("element {index} of `{path}` is {value}, and an axis has no place for it")]
    NotFinite {
        /// The parameter.
        path: String,
        /// The index of the element, in row-major order.
        index: usize,
        /// The value.
        value: f64,
    },
    /// A picture without series.
    #[error("there are no series to draw")]
    NoSeries,
    /// A series without layers.
    #[error("the series `{series}` has no layers to draw")]
    NoLayers {
        /// The label of the series.
        series: String,
    },
    /// A series with a value that has no logarithm.
    #[error(
        "the series `{series}` is {value} at layer {layer}, and a logarithmic axis has no place for it\n\
         help: end the series before that layer"
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
