//! The options of a Fourier transform: its part, its window, and the divisor of the window.

use crate::const_math::float;
use crate::init::InitErrorKind;
use crate::init::fixed::index_fn::table;
use crate::init::options::choice::choice;

/// The part of the complex transform.
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
#[non_exhaustive]
pub enum Side {
    /// Cosines.
    Real,
    /// Sines.
    Imaginary,
}

choice!(Side { Real, Imaginary });

/// The window: a factor for each sample of a frame. `x` runs from 0 to 1 over the frame.
///
/// ```
/// use ndarray::Array3;
/// use paraminit::init::{Scaling::Unscaled, Window, stft};
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
#[non_exhaustive]
pub enum Window {
    /// `0.5 - 0.5 cos(2 pi x)`
    Hann,
    /// `0.54 - 0.46 cos(2 pi x)`
    Hamming,
    /// `0.42 - 0.5 cos(2 pi x) + 0.08 cos(4 pi x)`
    Blackman,
    /// `1`
    Rectangular,
}

choice!(Window { Hann, Hamming, Blackman, Rectangular });

/// The divisor of the window.
///
/// ```
/// use ndarray::Array3;
/// use paraminit::init::{Window::Rectangular, Scaling, stft};
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
#[non_exhaustive]
pub enum Scaling {
    /// The root of the sum of the window's squares.
    Density,
    /// The sum of the window's absolute values.
    Spectrum,
    /// 1.
    Unscaled,
}

choice!(Scaling { Density, Spectrum, Unscaled });

impl Window {
    pub(crate) fn samples(self, shape: &[usize], len: usize, periodic: bool) -> Result<Vec<f64>, InitErrorKind> {
        let last = if periodic { len } else { len.saturating_sub(1) };
        let sample = |at: usize| {
            let cos = |turns: f64| libm::cos(2.0 * core::f64::consts::PI * turns * float(at) / float(last));
            match self {
                // The formulas divide by 0 for a single sample.
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
