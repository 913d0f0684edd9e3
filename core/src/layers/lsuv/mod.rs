//! Layer-sequential unit-variance initialization, which scales weights by the output of each layer for a batch.

mod error;

use core::fmt;

use ndarray::{Array, Array1, Array2, ArrayBase, Data, Dimension};

pub use error::{LsuvError, LsuvErrorKind};

use super::product::{Rows, affine};
use super::scalar::{from_f64, to_f64};
use super::{Forward, LayerError};
use crate::model::Scalar;

/// The options of [`lsuv`].
///
/// ```
/// use ndarray::Array2;
/// use paraminit::layers::{LsuvOptions, lsuv};
/// use paraminit::prelude::*;
///
/// let mut layer = init! { <Dense<16, 32>> weight => orthogonal, bias => zeros }.build(42)?;
/// let mut batch = Array2::<f32>::zeros((64, 16));
/// init::normal(1.0, 2.0).fill(&mut batch, &[], StreamId::new(42, "batch"))?;
/// lsuv(&mut layer, &batch, LsuvOptions { tolerance: 0.01, center: true, ..LsuvOptions::default() })?;
/// let y = layer.forward(&batch)?;
/// assert!(y.mean().is_some_and(|mean| mean.abs() < 1e-4) && (y.var(0.0) - 1.0).abs() < 0.02);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LsuvOptions {
    /// The largest deviation of an output's variance from 1; 0.1, as in the paper.
    pub tolerance: f64,
    /// The largest number of divisions of a weight; 10.
    pub most: usize,
    /// True if the bias is shifted so that the mean of the output is 0; false, as in the paper.
    pub center: bool,
}

impl Default for LsuvOptions {
    fn default() -> Self {
        Self { tolerance: 0.1, most: 10, center: false }
    }
}

/// The result of [`lsuv`] for one dense layer.
///
/// ```
/// use ndarray::Array2;
/// use paraminit::layers::{LsuvOptions, lsuv};
/// use paraminit::prelude::*;
///
/// let mut net = init! { <(Dense<4, 8>, Relu)> 0.weight => orthogonal, 0.bias => zeros }.build(42)?;
/// let mut batch = Array2::<f32>::zeros((64, 4));
/// init::normal(0.0, 5.0).fill(&mut batch, &[], StreamId::new(42, "batch"))?;
/// let done = lsuv(&mut net, &batch, LsuvOptions::default())?;
/// assert_eq!((done.len(), done[0].path.as_str()), (1, "0")); // dense layers alone
/// assert!(done[0].before > 5.0 && (done[0].after - 1.0).abs() <= 0.1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct LsuvLayer {
    /// The place of the layer: `2`, `1.0`. Empty for a layer alone.
    pub path: String,
    /// The number of divisions of the weight.
    pub iterations: usize,
    /// The variance of the output before.
    pub before: f64,
    /// The variance of the output after.
    pub after: f64,
}

/// Divides the weight of each dense layer in turn by the standard deviation of its output, until the variance of the
/// output, over all its elements, is 1.
///
/// A batch runs through the layers. The input of each is the output of the layers before it after their scaling. Start
/// from orthogonal weights and biases of zero. The result has an entry for each dense layer, in order.
///
/// Mishkin & Matas, All You Need Is a Good Init, 2015.
///
/// ```
/// use ndarray::Array2;
/// use paraminit::layers::{LsuvOptions, Tanh, lsuv};
/// use paraminit::prelude::*;
///
/// type Net = (Dense<16, 64>, Tanh, Dense<64, 64>, Tanh, Dense<64, 1>);
///
/// let mut net = init! { <Net> **.weight => orthogonal, **.bias => zeros }.build(42)?;
/// let mut batch = Array2::<f32>::zeros((128, 16));
/// init::normal(0.0, 3.0).fill(&mut batch, &[], StreamId::new(42, "batch"))?;
///
/// for layer in lsuv(&mut net, &batch, LsuvOptions::default())? {
///     println!("{}: {:.3} -> {:.3} in {}", layer.path, layer.before, layer.after, layer.iterations);
///     assert!((layer.after - 1.0).abs() < 0.1);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// An [`LsuvError`] if a layer's forward pass fails, if the variance of an output is zero or not finite, or if it is
/// not 1 after `most` divisions. The model is then as it was.
pub fn lsuv<L: Lsuv<X> + Clone, X>(
    model: &mut L,
    batch: &X,
    options: LsuvOptions,
) -> Result<Vec<LsuvLayer>, LsuvError> {
    let mut scaled = model.clone();
    let mut run = LsuvRun { options, path: Vec::new(), layers: Vec::new() };
    scaled.scale(batch, &mut run)?;
    *model = scaled;
    Ok(run.layers)
}

/// A layer that [`lsuv`] can scale. For a layer without a dense layer inside, an empty `impl` is enough.
///
/// ```
/// use ndarray::Array2;
/// use paraminit::layers::{LayerError, Lsuv, LsuvOptions, lsuv};
/// use paraminit::prelude::*;
///
/// /// A layer of one's own, without weights.
/// #[derive(Clone)]
/// struct Half;
///
/// impl Forward<Array2<f32>> for Half {
///     type Output = Array2<f32>;
///     type Error = LayerError;
///
///     fn forward(&self, x: &Array2<f32>) -> Result<Array2<f32>, LayerError> {
///         Ok(x * 0.5)
///     }
/// }
///
/// impl Lsuv<Array2<f32>> for Half {}
///
/// let done = lsuv(&mut Half, &Array2::ones((2, 4)), LsuvOptions::default())?;
/// assert!(done.is_empty()); // there was nothing to scale
/// # Ok::<(), paraminit::layers::LsuvError>(())
/// ```
pub trait Lsuv<X>: Forward<X, Error: Into<LayerError>> {
    /// Scales the dense layers inside, and returns the output after that.
    ///
    /// # Errors
    /// As [`lsuv`].
    ///
    /// ```
    /// use ndarray::Array2;
    /// use paraminit::layers::{LayerError, Lsuv, LsuvError, LsuvOptions, LsuvRun, lsuv};
    /// use paraminit::prelude::*;
    ///
    /// #[derive(Clone)]
    /// struct Net {
    ///     body: Dense<4, 8>,
    ///     head: Dense<8, 2>,
    /// }
    ///
    /// impl Forward<Array2<f32>> for Net {
    ///     type Output = Array2<f32>;
    ///     type Error = LayerError;
    ///
    ///     fn forward(&self, x: &Array2<f32>) -> Result<Array2<f32>, LayerError> {
    ///         self.head.forward(&self.body.forward(x)?)
    ///     }
    /// }
    ///
    /// impl Lsuv<Array2<f32>> for Net {
    ///     fn scale(&mut self, x: &Array2<f32>, run: &mut LsuvRun) -> Result<Array2<f32>, LsuvError> {
    ///         let x = run.at("body", |run| self.body.scale(x, run))?;
    ///         run.at("head", |run| self.head.scale(&x, run))
    ///     }
    /// }
    ///
    /// let mut net = Net { body: Dense::init(1)?, head: Dense::init(2)? };
    /// let mut batch = Array2::<f32>::zeros((64, 4));
    /// init::normal(0.0, 3.0).fill(&mut batch, &[], StreamId::new(42, "batch"))?;
    /// let options = LsuvOptions { most: 100, ..LsuvOptions::default() };
    /// let done = lsuv(&mut net, &batch, options)?;
    /// assert_eq!([&*done[0].path, &*done[1].path], ["body", "head"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn scale(&mut self, input: &X, run: &mut LsuvRun) -> Result<Self::Output, LsuvError> {
        self.forward(input).map_err(|error| run.error::<LayerError>(error.into()))
    }
}

/// A run of [`lsuv`]: its options and its results so far. A layer of several parts passes it to each part, as
/// [`Lsuv::scale`] shows.
///
/// ```
/// use ndarray::Array2;
/// use paraminit::layers::{Lsuv, LsuvError, LsuvRun};
/// use paraminit::prelude::*;
///
/// /// One layer behind the other.
/// fn scale(layers: &mut [Dense<8, 8>], x: Array2<f32>, run: &mut LsuvRun) -> Result<Array2<f32>, LsuvError> {
///     layers.iter_mut().enumerate().try_fold(x, |x, (i, layer)| run.at(i, |run| layer.scale(&x, run)))
/// }
/// ```
#[derive(Debug)]
pub struct LsuvRun {
    options: LsuvOptions,
    path: Vec<String>,
    layers: Vec<LsuvLayer>,
}

impl LsuvRun {
    /// Scales the part at `segment`. Its results and errors then have this place.
    ///
    /// # Errors
    /// The errors of `scale`.
    ///
    /// ```
    /// use ndarray::Array2;
    /// use paraminit::layers::{Lsuv, LsuvError, LsuvRun};
    /// use paraminit::prelude::*;
    ///
    /// /// A residual connection: the branch is scaled alone.
    /// fn scale(branch: &mut Dense<8, 8>, x: &Array2<f32>, run: &mut LsuvRun) -> Result<Array2<f32>, LsuvError> {
    ///     Ok(x + &run.at("branch", |run| branch.scale(x, run))?)
    /// }
    /// ```
    pub fn at<R>(
        &mut self,
        segment: impl fmt::Display,
        scale: impl FnOnce(&mut Self) -> Result<R, LsuvError>,
    ) -> Result<R, LsuvError> {
        self.path.push(segment.to_string());
        let scaled = scale(self);
        self.path.pop();
        scaled
    }

    /// Makes an error with the place of the current layer.
    pub(super) fn error<E: Into<LsuvErrorKind>>(&self, kind: E) -> LsuvError {
        LsuvError { path: self.path.join("."), kind: kind.into() }
    }

    /// Scales one dense layer.
    pub(super) fn dense<T: Scalar, S: Data<Elem = T>, D: Rows>(
        &mut self,
        input: &ArrayBase<S, D>,
        weight: &mut Array2<T>,
        bias: Option<&mut Array1<T>>,
    ) -> Result<Array<T, D>, LsuvError> {
        let LsuvOptions { tolerance, most, center } = self.options;
        if center && bias.is_none() {
            return Err(self.error(LsuvErrorKind::NoBias));
        }
        let (mut iterations, mut before) = (0, None);
        loop {
            let output = affine("Dense", input, weight, bias.as_deref()).map_err(|error| self.error(error))?;
            let (mean, variance) = moments(&output);
            if !(variance.is_finite() && variance > 0.0) {
                return Err(self.error(LsuvErrorKind::Variance(variance)));
            }
            let before = *before.get_or_insert(variance);
            if (variance - 1.0).abs() <= tolerance {
                self.layers.push(LsuvLayer { path: self.path.join("."), iterations, before, after: variance });
                let Some(bias) = bias.filter(|_| center) else { return Ok(output) };
                bias.mapv_inplace(|b| from_f64(to_f64(b) - mean));
                return affine("Dense", input, weight, Some(bias)).map_err(|error| self.error(error));
            }
            if iterations == most {
                return Err(self.error(LsuvErrorKind::NotConverged { variance, iterations }));
            }
            let std = variance.sqrt();
            weight.mapv_inplace(|w| from_f64(to_f64(w) / std));
            iterations += 1;
        }
    }
}

/// Returns the mean and the variance over all elements. They are NaN if there are none.
#[expect(clippy::cast_precision_loss, reason = "counts beyond 2^53 do not fit in memory")]
fn moments<T: Scalar, D: Dimension>(values: &Array<T, D>) -> (f64, f64) {
    let count = values.len() as f64;
    let mean = values.iter().map(|x| to_f64(*x)).sum::<f64>() / count;
    let squares: f64 = values.iter().map(|x| (to_f64(*x) - mean).powi(2)).sum();
    (mean, squares / count)
}
