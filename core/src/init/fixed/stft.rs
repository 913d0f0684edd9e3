//! The short-time Fourier transform as a convolution.

use core::fmt;

use crate::init::error::InitErrorKind;
use crate::init::fit::target::Target;
use crate::init::fixed::index_fn::{Form, Pattern, float, table};
use crate::init::text::print::Options;
use crate::init::tree::{Init, Node};

/// The real or imaginary part of a short-time Fourier transform, as the kernel of a one-dimensional convolution.
///
/// Rank 3, in Keras's order: samples of a frame, one input, frequencies. With `t` samples and `n + 1` frequencies,
/// element `(s, 0, f)` is `window[s] / scale cos(-2 pi s f / (2 n))`, or the sine of that. Options:
///
/// - `side` ([`Real`](Side::Real)), or [`Imaginary`](Side::Imaginary).
/// - `window` ([`Hann`](Window::Hann)): [`Hamming`](Window::Hamming), [`Blackman`](Window::Blackman), or
///   [`Rectangular`](Window::Rectangular) for none.
/// - `scaling` ([`Density`](Scaling::Density)): divides by the root of the sum of the window's squares;
///   [`Spectrum`](Scaling::Spectrum) by its sum; [`Unscaled`](Scaling::Unscaled) by 1.
/// - `periodic` (false): whether the window lacks the last sample that would make it symmetric.
///
/// Keras's `STFT`. Its `window=None` is `Rectangular` and `Unscaled`.
///
/// # Errors
/// The check refuses a parameter of another rank.
///
/// ```
/// use paraminit::init::{Imaginary, Init, Spectrum, stft};
///
/// const SINES: Init = stft().side(Imaginary).scaling(Spectrum);
/// assert_eq!(SINES.to_string(), "stft(side = Imaginary, scaling = Spectrum)");
/// ```
#[must_use]
pub const fn stft() -> Init {
    Init::leaf(Node::Stft(Stft { side: Side::Real, window: Window::Hann, scaling: Scaling::Density, periodic: false }))
}

/// Which part of the complex transform.
///
/// ```
/// use ndarray::Array3;
/// use paraminit::init::{Side, stft};
/// use paraminit::prelude::*;
///
/// // No frequency: all of it is in the cosines.
/// let mut kernel = Array3::<f32>::zeros((8, 1, 5));
/// for (side, there) in [(Side::Real, true), (Side::Imaginary, false)] {
///     stft().side(side).fill(&mut kernel, &[Kernel, In, Out], StreamId::new(42, "kernel"))?;
///     assert_eq!(kernel[[4, 0, 0]] != 0.0, there);
/// }
/// # Ok::<(), init::InitErrorKind>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// Cosines.
    Real,
    /// Sines.
    Imaginary,
}

/// What each sample of a frame is multiplied by. `x` runs from 0 to 1 over the frame.
///
/// ```
/// use ndarray::Array3;
/// use paraminit::init::{Unscaled, Window, stft};
/// use paraminit::prelude::*;
///
/// let mut kernel = Array3::<f32>::zeros((8, 1, 5));
/// for (window, first) in [(Window::Hann, 0.0), (Window::Hamming, 0.08), (Window::Rectangular, 1.0)] {
///     let cosines = stft().window(window).scaling(Unscaled);
///     cosines.fill(&mut kernel, &[Kernel, In, Out], StreamId::new(42, "kernel"))?;
///     assert!((kernel[[0, 0, 0]] - first).abs() < 1e-6);
/// }
/// # Ok::<(), init::InitErrorKind>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Window {
    /// `0.5 - 0.5 cos(2 pi x)`
    Hann,
    /// `0.54 - 0.46 cos(2 pi x)`
    Hamming,
    /// `0.42 - 0.5 cos(2 pi x) + 0.08 cos(4 pi x)`
    Blackman,
    /// 1
    Rectangular,
}

/// What the window is divided by.
///
/// ```
/// use ndarray::Array3;
/// use paraminit::init::{Rectangular, Scaling, stft};
/// use paraminit::prelude::*;
///
/// // Of a window of four ones, the root of the sum of squares is 2, the sum 4.
/// let mut kernel = Array3::<f32>::zeros((4, 1, 3));
/// for (scaling, first) in [(Scaling::Density, 0.5), (Scaling::Spectrum, 0.25), (Scaling::Unscaled, 1.0)] {
///     let cosines = stft().window(Rectangular).scaling(scaling);
///     cosines.fill(&mut kernel, &[Kernel, In, Out], StreamId::new(42, "kernel"))?;
///     assert_eq!(kernel[[0, 0, 0]], first);
/// }
/// # Ok::<(), init::InitErrorKind>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scaling {
    /// The root of the sum of its squares.
    Density,
    /// The sum of its absolute values.
    Spectrum,
    /// Nothing.
    Unscaled,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Stft {
    pub(crate) side: Side,
    pub(crate) window: Window,
    pub(crate) scaling: Scaling,
    pub(crate) periodic: bool,
}

impl Stft {
    pub(crate) const ARGUMENTS: &'static [&'static str] = &["side", "window", "scaling", "periodic"];

    pub(crate) fn resolve(self, target: &Target<'_>) -> Result<(Form, f64), InitErrorKind> {
        let len = |axis: usize| target.shape.get(axis).copied().unwrap_or_default();
        let mut window = self.window.samples(target.shape, len(0), self.periodic)?;
        let scale = match self.scaling {
            Scaling::Density => window.iter().map(|x| x * x).sum::<f64>().sqrt(),
            Scaling::Spectrum => window.iter().map(|x| x.abs()).sum(),
            Scaling::Unscaled => 1.0,
        };
        // Two samples of a symmetric window are both 0; then so is everything.
        if scale > 0.0 {
            for x in &mut window {
                *x /= scale;
            }
        }
        let largest = window.iter().fold(0.0, |largest: f64, x| largest.max(x.abs()));
        let period = len(2).saturating_sub(1).saturating_mul(2);
        let wave = match self.side {
            Side::Real => libm::cos,
            Side::Imaginary => libm::sin,
        };
        Ok((Form::new(target.shape, Pattern::Waves { window, period, wave }), largest))
    }
}

impl Window {
    fn samples(self, shape: &[usize], len: usize, periodic: bool) -> Result<Vec<f64>, InitErrorKind> {
        let last = if periodic { len } else { len.saturating_sub(1) };
        let sample = |at: usize| {
            let cos = |turns: f64| libm::cos(2.0 * core::f64::consts::PI * turns * float(at) / float(last));
            match self {
                // A single sample has no phase.
                _ if len == 1 => 1.0,
                Self::Hann => 0.5 - 0.5 * cos(1.0),
                Self::Hamming => 0.54 - 0.46 * cos(1.0),
                Self::Blackman => 0.42 - 0.5 * cos(1.0) + 0.08 * cos(2.0),
                Self::Rectangular => 1.0,
            }
        };
        table(shape, len, sample)
    }
}

impl fmt::Display for Stft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut options = Options::of(f, "stft");
        options.add("side", format_args!("{:?}", self.side), self.side != Side::Real);
        options.add("window", format_args!("{:?}", self.window), self.window != Window::Hann);
        options.add("scaling", format_args!("{:?}", self.scaling), self.scaling != Scaling::Density);
        options.add("periodic", self.periodic, self.periodic);
        options.finish()
    }
}
