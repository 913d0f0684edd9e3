//! Layer-sequential unit-variance initialization: weights scaled by what a batch becomes.

use core::fmt;

use ndarray::{Array, Array1, Array2, ArrayBase, Data, Dimension};

use super::affine::{Rows, affine};
use super::{
    Bias, BiasValues as _, Dense, DynDense, Flat, Flatten, Forward, Input, LayerError, LayerNorm, LazyDense, RmsNorm,
};
use crate::model::Scalar;
use crate::sample::Real as _;

/// How [`lsuv`] works.
///
/// ```
/// use ndarray::Array2;
/// use paraminit::layers::{LsuvOptions, lsuv};
/// use paraminit::prelude::*;
///
/// let mut layer = init! { <Dense<16, 32>> weight => orthogonal, bias => zeros }.build(42)?;
/// let mut batch = Array2::<f32>::zeros((64, 16));
/// init::normal(1.0, 2.0).fill(&mut batch, &[], Stream::new(42, "batch"))?;
/// lsuv(&mut layer, &batch, LsuvOptions { tolerance: 0.01, center: true, ..LsuvOptions::default() })?;
/// let y = layer.forward(&batch)?;
/// assert!(y.mean().is_some_and(|mean| mean.abs() < 1e-4) && (y.var(0.0) - 1.0).abs() < 0.02);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LsuvOptions {
    /// How far the variance of an output may be from 1: 0.1, as in the paper.
    pub tolerance: f64,
    /// How often a weight is divided at most: 10.
    pub most: usize,
    /// Whether the bias is shifted so that the mean of the output is 0: no, as in the paper.
    pub center: bool,
}

impl Default for LsuvOptions {
    fn default() -> Self {
        Self { tolerance: 0.1, most: 10, center: false }
    }
}

/// What [`lsuv`] did to one dense layer.
///
/// ```
/// use ndarray::Array2;
/// use paraminit::layers::{LsuvOptions, lsuv};
/// use paraminit::prelude::*;
///
/// let mut net = init! { <(Dense<4, 8>, Relu)> 0.weight => orthogonal, 0.bias => zeros }.build(42)?;
/// let mut batch = Array2::<f32>::zeros((64, 4));
/// init::normal(0.0, 5.0).fill(&mut batch, &[], Stream::new(42, "batch"))?;
/// let done = lsuv(&mut net, &batch, LsuvOptions::default())?;
/// assert_eq!((done.len(), done[0].path.as_str()), (1, "0")); // dense layers alone
/// assert!(done[0].before > 5.0 && (done[0].after - 1.0).abs() <= 0.1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct LsuvLayer {
    /// Where it stands: `2`, `1.0`. Empty for a layer alone.
    pub path: String,
    /// How often its weight was divided.
    pub iterations: usize,
    /// The variance of its output before.
    pub before: f64,
    /// The variance of its output after.
    pub after: f64,
}

/// Why [`lsuv`] could not do its work.
///
/// ```
/// use ndarray::Array2;
/// use paraminit::layers::{LsuvOptions, lsuv};
/// use paraminit::prelude::*;
///
/// let mut net = init! { <(Dense<4, 8>, Relu)> ** => zeros }.build(42)?;
/// let error = lsuv(&mut net, &Array2::ones((2, 4)), LsuvOptions::default()).unwrap_err();
/// assert!(error.to_string().starts_with("at `0`: the output has variance 0"), "{error}");
/// # Ok::<(), InitError>(())
/// ```
#[derive(Debug)]
pub struct LsuvError {
    /// Where the layer stands.
    pub path: String,
    /// What is wrong.
    pub fault: LsuvFault,
}

/// What is wrong.
///
/// ```
/// use ndarray::Array2;
/// use paraminit::layers::{LsuvFault, LsuvOptions, lsuv};
/// use paraminit::prelude::*;
///
/// let mut layer = Dense::<4, 8, f32, NoBias>::init(42)?;
/// let options = LsuvOptions { center: true, ..LsuvOptions::default() };
/// let error = lsuv(&mut layer, &Array2::ones((2, 4)), options).unwrap_err();
/// assert!(matches!(error.fault, LsuvFault::NoBias));
/// # Ok::<(), InitError>(())
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum LsuvFault {
    /// The batch does not go through.
    Forward(LayerError),
    /// An output whose variance no factor makes 1: zero, or not a number.
    Variance(f64),
    /// The variance is not 1 yet.
    NotConverged {
        /// What it is.
        variance: f64,
        /// After so many divisions.
        iterations: usize,
    },
    /// Without a bias the mean cannot be shifted.
    NoBias,
}

impl fmt::Display for LsuvError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "at `{}`: ", self.path)?;
        }
        match &self.fault {
            LsuvFault::Forward(error) => error.fmt(f),
            LsuvFault::Variance(variance) => write!(
                f,
                "the output has variance {variance}, which no factor makes 1\n\
                 help: start from `orthogonal` weights, and from a batch of different inputs"
            ),
            LsuvFault::NotConverged { variance, iterations } => write!(
                f,
                "the variance of the output is {variance} after {iterations} divisions\n\
                 help: start from `zeros` for the biases, or allow more by `most` or `tolerance`"
            ),
            LsuvFault::NoBias => f.write_str("`center` shifts the bias, and this layer has none"),
        }
    }
}

impl core::error::Error for LsuvError {}

/// Divides the weight of each dense layer in turn by the standard deviation of its output, until the variance of the
/// output, over all its elements, is 1.
///
/// A batch runs through the layers. Each sees what the layers before it give when they are done. Start from orthogonal
/// weights and biases of zero. Gives what was done to each dense layer, in order.
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
/// init::normal(0.0, 3.0).fill(&mut batch, &[], Stream::new(42, "batch"))?;
///
/// for layer in lsuv(&mut net, &batch, LsuvOptions::default())? {
///     println!("{}: {:.3} -> {:.3} in {}", layer.path, layer.before, layer.after, layer.iterations);
///     assert!((layer.after - 1.0).abs() < 0.1);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// An [`LsuvError`] if the batch does not go through, if the variance of an output is zero or not finite, or if it is not 1 after
/// `most` divisions. The model is then as it was.
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

/// A layer that [`lsuv`] can go through. For one without a dense layer inside, an empty `impl` will do.
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
    /// Scales what there is to scale, and gives the output after that.
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
    /// init::normal(0.0, 3.0).fill(&mut batch, &[], Stream::new(42, "batch"))?;
    /// let options = LsuvOptions { most: 100, ..LsuvOptions::default() };
    /// let done = lsuv(&mut net, &batch, options)?;
    /// assert_eq!([&*done[0].path, &*done[1].path], ["body", "head"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn scale(&mut self, input: &X, run: &mut LsuvRun) -> Result<Self::Output, LsuvError> {
        self.forward(input).map_err(|error| run.error(LsuvFault::Forward(error.into())))
    }
}

/// A run of [`lsuv`]: its options, and what it did so far.
#[derive(Debug)]
pub struct LsuvRun {
    options: LsuvOptions,
    path: Vec<String>,
    layers: Vec<LsuvLayer>,
}

impl LsuvRun {
    /// Scales a part that stands at `segment`.
    ///
    /// # Errors
    /// Those of `scale`.
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

    fn error(&self, fault: LsuvFault) -> LsuvError {
        LsuvError { path: self.path.join("."), fault }
    }

    /// Scales one dense layer.
    fn dense<T: Scalar, S: Data<Elem = T>, D: Rows>(
        &mut self,
        input: &ArrayBase<S, D>,
        weight: &mut Array2<T>,
        bias: Option<&mut Array1<T>>,
    ) -> Result<Array<T, D>, LsuvError> {
        let LsuvOptions { tolerance, most, center } = self.options;
        if center && bias.is_none() {
            return Err(self.error(LsuvFault::NoBias));
        }
        let (mut iterations, mut before) = (0, None);
        loop {
            let output = affine("Dense", input, weight, bias.as_deref())
                .map_err(|error| self.error(LsuvFault::Forward(error)))?;
            let (mean, variance) = moments(&output);
            if !(variance.is_finite() && variance > 0.0) {
                return Err(self.error(LsuvFault::Variance(variance)));
            }
            let before = *before.get_or_insert(variance);
            if (variance - 1.0).abs() <= tolerance {
                self.layers.push(LsuvLayer { path: self.path.join("."), iterations, before, after: variance });
                let Some(bias) = bias.filter(|_| center) else { return Ok(output) };
                bias.mapv_inplace(|b| of::<T>(f64_of(b) - mean));
                return affine("Dense", input, weight, Some(bias))
                    .map_err(|error| self.error(LsuvFault::Forward(error)));
            }
            if iterations == most {
                return Err(self.error(LsuvFault::NotConverged { variance, iterations }));
            }
            let std = variance.sqrt();
            weight.mapv_inplace(|w| of(f64_of(w) / std));
            iterations += 1;
        }
    }
}

fn f64_of<T: Scalar>(value: T) -> f64 {
    value.to_computed().to_f64()
}

fn of<T: Scalar>(value: f64) -> T {
    T::from_computed(T::Computed::from_f64(value))
}

/// Mean and variance over all elements; not numbers if there are none.
#[expect(clippy::cast_precision_loss, reason = "counts beyond 2^53 do not fit in memory")]
fn moments<T: Scalar, D: Dimension>(values: &Array<T, D>) -> (f64, f64) {
    let count = values.len() as f64;
    let mean = values.iter().map(|x| f64_of(*x)).sum::<f64>() / count;
    let squares: f64 = values.iter().map(|x| (f64_of(*x) - mean).powi(2)).sum();
    (mean, squares / count)
}

impl<const I: usize, const O: usize, T: Scalar, B: Bias, S: Data<Elem = T>, D: Rows> Lsuv<ArrayBase<S, D>>
    for Dense<I, O, T, B>
{
    fn scale(&mut self, input: &ArrayBase<S, D>, run: &mut LsuvRun) -> Result<Array<T, D>, LsuvError> {
        // The sizes of the type are checked there.
        self.forward(input).map_err(|error| run.error(LsuvFault::Forward(error)))?;
        let (weight, bias) = self.parts_mut();
        run.dense(input, weight, bias.values_mut())
    }
}

impl<T: Scalar, B: Bias, S: Data<Elem = T>, D: Rows> Lsuv<ArrayBase<S, D>> for DynDense<T, B> {
    fn scale(&mut self, input: &ArrayBase<S, D>, run: &mut LsuvRun) -> Result<Array<T, D>, LsuvError> {
        let (weight, bias) = self.parts_mut();
        run.dense(input, weight, bias.values_mut())
    }
}

impl<T: Scalar, B: Bias, S: Data<Elem = T>, D: Rows> Lsuv<ArrayBase<S, D>> for LazyDense<T, B> {
    fn scale(&mut self, input: &ArrayBase<S, D>, run: &mut LsuvRun) -> Result<Array<T, D>, LsuvError> {
        let output = self.forward(input).map_err(|error| run.error(LsuvFault::Forward(error)))?;
        match self.get_mut() {
            Some(dense) => dense.scale(input, run),
            None => Ok(output),
        }
    }
}

impl<T: Scalar, S: Data<Elem = T>, D: Flat> Lsuv<ArrayBase<S, D>> for Flatten {}
impl<T: Scalar, S: Data<Elem = T>, D: Dimension> Lsuv<ArrayBase<S, D>> for LayerNorm<T> {}
impl<T: Scalar, S: Data<Elem = T>, D: Dimension> Lsuv<ArrayBase<S, D>> for RmsNorm<T> {}

fn stack<L, Y>(layers: &mut [L], input: Y, run: &mut LsuvRun) -> Result<Y, LsuvError>
where
    L: Lsuv<Y> + Forward<Y, Output = Y>,
{
    let mut x = input;
    for (i, layer) in layers.iter_mut().enumerate() {
        x = run.at(i, |run| layer.scale(&x, run))?;
    }
    Ok(x)
}

impl<L, X: Input> Lsuv<X> for Vec<L>
where
    L: Lsuv<X::Owned> + Forward<X::Owned, Output = X::Owned>,
{
    fn scale(&mut self, input: &X, run: &mut LsuvRun) -> Result<X::Owned, LsuvError> {
        stack(self, input.owned(), run)
    }
}

impl<L, X: Input, const N: usize> Lsuv<X> for [L; N]
where
    L: Lsuv<X::Owned> + Forward<X::Owned, Output = X::Owned>,
{
    fn scale(&mut self, input: &X, run: &mut LsuvRun) -> Result<X::Owned, LsuvError> {
        stack(self, input.owned(), run)
    }
}
