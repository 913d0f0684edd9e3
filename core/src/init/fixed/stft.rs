//! The short-time Fourier transform as a convolution.

use crate::dtype::DTypeSet;
use crate::init::{
    Filler, IndexFn, Init, InitErrorKind, Leaf, Pattern, Requirement, Scaling, ShapeRequirement, Side, Target, Window,
};
use crate::message::Message;

/// The real or imaginary part of a short-time Fourier transform, as the kernel of a one-dimensional convolution.
///
/// Needs rank 3, in Keras's order: samples of a frame, one input, frequencies. With `t` samples and `n + 1`
/// frequencies, element `(s, 0, f)` is `window[s] / scale cos(-2 pi s f / (2 n))`, or the sine of that. Options:
///
/// - `side` ([`Real`](Side::Real)), or [`Imaginary`](Side::Imaginary).
/// - `window` ([`Hann`](Window::Hann)): [`Hamming`](Window::Hamming), [`Blackman`](Window::Blackman), or
///   [`Rectangular`](Window::Rectangular) for none.
/// - `scaling` ([`Density`](Scaling::Density)): divides by the root of the sum of the window's squares;
///   [`Spectrum`](Scaling::Spectrum) by its sum; [`Unscaled`](Scaling::Unscaled) by 1.
/// - `periodic` (false): true if the window lacks the last sample that would make it symmetric.
///
/// Keras's `STFT`. Its `window=None` is `Rectangular` and `Unscaled`.
///
/// # Errors
/// The check refuses a parameter of another rank.
///
/// ```
/// use paraminit::init::{Side::Imaginary, Init, Scaling::Spectrum, stft};
///
/// const SINES: Init = stft().side(Imaginary).scaling(Spectrum);
/// assert_eq!(SINES.to_string(), "stft(side = Imaginary, scaling = Spectrum)");
/// ```
#[must_use]
pub const fn stft() -> Init {
    Init::leaf(Leaf::Stft(Stft { side: Side::Real, window: Window::Hann, scaling: Scaling::Density, periodic: false }))
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Stft {
    pub(crate) side: Side,
    pub(crate) window: Window,
    pub(crate) scaling: Scaling,
    pub(crate) periodic: bool,
}

impl Stft {
    pub(crate) const fn needs(self) -> Requirement {
        Requirement::Shape(ShapeRequirement::rank(3, 3, "its axes are samples, one input, frequencies"))
    }

    pub(crate) const fn fault(self, _: &str, _: DTypeSet) -> Option<Message> {
        None
    }

    pub(crate) fn fill(self, target: &Target<'_>) -> Result<(Filler, f64), InitErrorKind> {
        let len = |axis: usize| target.shape.get(axis).copied().unwrap_or_default();
        let mut window = self.window.samples(target.shape, len(0), self.periodic)?;
        let scale = match self.scaling {
            Scaling::Density => window.iter().map(|x| x * x).sum::<f64>().sqrt(),
            Scaling::Spectrum => window.iter().map(|x| x.abs()).sum(),
            Scaling::Unscaled => 1.0,
        };
        // A symmetric window of two samples is 0 at both. Then all elements are 0.
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
        Ok((Filler::Index(IndexFn::new(target.shape, Pattern::Waves { window, period, wave })), largest))
    }
}
