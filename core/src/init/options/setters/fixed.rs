//! Options of initializers without random numbers.

use crate::init::options::value::Value;
use crate::init::{Center, Init, Scaling, Side, Window};

impl Init {
    /// Sets the number of groups of a `dirac`.
    ///
    /// The check refuses it on any other initializer.
    ///
    /// ```
    /// use ndarray::Array3;
    /// use paraminit::prelude::*;
    ///
    /// let mut kernel = Array3::<f32>::zeros((4, 2, 3));
    /// init::dirac().groups(2).fill(&mut kernel, &[Out, In, Kernel], StreamId::new(42, "kernel"))?;
    /// assert_eq!((kernel[[0, 0, 1]], kernel[[2, 0, 1]]), (1.0, 1.0)); // the first output of each group
    /// # Ok::<(), init::InitErrorKind>(())
    /// ```
    #[must_use]
    pub const fn groups(self, groups: usize) -> Self {
        self.with("groups", Value::Whole(groups))
    }

    /// Sets the middle tap that is the center of an even kernel, for `dirac` and `delta_orthogonal`.
    ///
    /// The check refuses it on any other initializer.
    ///
    /// ```
    /// use ndarray::{Array3, array};
    /// use paraminit::init::{Center::Lower, Center::Upper, dirac};
    /// use paraminit::prelude::*;
    ///
    /// let mut kernel = Array3::<f32>::zeros((1, 1, 4));
    /// dirac().center(Upper).fill(&mut kernel, &[Out, In, Kernel], StreamId::new(42, "kernel"))?;
    /// assert_eq!(kernel, array![[[0.0, 0.0, 1.0, 0.0]]]);
    /// dirac().center(Lower).fill(&mut kernel, &[Out, In, Kernel], StreamId::new(42, "kernel"))?;
    /// assert_eq!(kernel, array![[[0.0, 1.0, 0.0, 0.0]]]);
    /// # Ok::<(), init::InitErrorKind>(())
    /// ```
    #[must_use]
    pub const fn center(self, center: Center) -> Self {
        self.with("center", Value::Center(center))
    }

    /// Sets whether a `bilinear` joins only the outputs and inputs of one number, with zeros between all others.
    ///
    /// The check refuses it on any other initializer.
    ///
    /// ```
    /// use ndarray::{Array4, s};
    /// use paraminit::prelude::*;
    ///
    /// let mut weight = Array4::<f32>::zeros((2, 2, 4, 4));
    /// init::bilinear().diagonal(true).fill(&mut weight, &[In, Out, Kernel, Kernel], StreamId::new(42, "weight"))?;
    /// assert!(weight.slice(s![0, 1, .., ..]).iter().all(|x| *x == 0.0));
    /// assert_eq!(weight[[1, 1, 1, 1]], 0.5625); // 0.75^2
    /// # Ok::<(), init::InitErrorKind>(())
    /// ```
    #[must_use]
    pub const fn diagonal(self, diagonal: bool) -> Self {
        self.with("diagonal", Value::Truth(diagonal))
    }

    /// Sets the value of the forget gate in `lstm_bias`.
    ///
    /// The check refuses it on any other initializer.
    ///
    /// ```
    /// use ndarray::{Array1, array};
    /// use paraminit::prelude::*;
    ///
    /// let mut bias = Array1::<f32>::zeros(8);
    /// init::lstm_bias().forget(2.0).fill(&mut bias, &[], StreamId::new(42, "bias"))?;
    /// assert_eq!(bias, array![0.0, 0.0, 2.0, 2.0, 0.0, 0.0, 0.0, 0.0]);
    /// # Ok::<(), init::InitErrorKind>(())
    /// ```
    #[must_use]
    pub const fn forget(self, forget: f64) -> Self {
        self.with("forget", Value::Number(forget))
    }

    /// Sets the part of the complex transform that an `stft` computes.
    ///
    /// The check refuses it on any other initializer.
    ///
    /// ```
    /// use ndarray::Array3;
    /// use paraminit::init::{Side::Imaginary, stft};
    /// use paraminit::prelude::*;
    ///
    /// let mut kernel = Array3::<f32>::zeros((8, 1, 5));
    /// stft().side(Imaginary).fill(&mut kernel, &[Kernel, In, Out], StreamId::new(42, "kernel"))?;
    /// assert!((0..8).all(|s| kernel[[s, 0, 0]] == 0.0)); // the sine of no frequency
    /// # Ok::<(), init::InitErrorKind>(())
    /// ```
    #[must_use]
    pub const fn side(self, side: Side) -> Self {
        self.with("side", Value::Side(side))
    }

    /// Sets the window of an `stft`.
    ///
    /// The check refuses it on any other initializer.
    ///
    /// ```
    /// use paraminit::init::{Init, Window::Rectangular, stft};
    ///
    /// const PLAIN: Init = stft().window(Rectangular);
    /// assert_eq!(PLAIN.to_string(), "stft(window = Rectangular)");
    /// assert_eq!(PLAIN, "stft(window = Rectangular)".parse()?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn window(self, window: Window) -> Self {
        self.with("window", Value::Window(window))
    }

    /// Sets the divisor of the window of an `stft`.
    ///
    /// The check refuses it on any other initializer.
    ///
    /// ```
    /// use ndarray::Array3;
    /// use paraminit::init::{Window::Rectangular, Scaling::Unscaled, stft};
    /// use paraminit::prelude::*;
    ///
    /// // Keras's `window=None`.
    /// let mut kernel = Array3::<f32>::zeros((4, 1, 3));
    /// let cosines = stft().window(Rectangular).scaling(Unscaled);
    /// cosines.fill(&mut kernel, &[Kernel, In, Out], StreamId::new(42, "kernel"))?;
    /// assert!((0..4).all(|s| kernel[[s, 0, 0]] == 1.0));
    /// # Ok::<(), init::InitErrorKind>(())
    /// ```
    #[must_use]
    pub const fn scaling(self, scaling: Scaling) -> Self {
        self.with("scaling", Value::Scaling(scaling))
    }

    /// Sets whether the window of an `stft` is periodic.
    ///
    /// The check refuses it on any other initializer.
    ///
    /// ```
    /// use ndarray::Array3;
    /// use paraminit::init::{Scaling::Unscaled, stft};
    /// use paraminit::prelude::*;
    ///
    /// let mut kernel = Array3::<f32>::zeros((4, 1, 3));
    /// let roles = [Kernel, In, Out];
    /// stft().scaling(Unscaled).fill(&mut kernel, &roles, StreamId::new(42, "kernel"))?;
    /// assert_eq!(kernel[[3, 0, 0]], 0.0);                     // a Hann window ends as it begins
    /// stft().scaling(Unscaled).periodic(true).fill(&mut kernel, &roles, StreamId::new(42, "kernel"))?;
    /// assert_eq!(kernel[[3, 0, 0]], 0.5);                     // the next frame begins with that 0
    /// # Ok::<(), init::InitErrorKind>(())
    /// ```
    #[must_use]
    pub const fn periodic(self, periodic: bool) -> Self {
        self.with("periodic", Value::Truth(periodic))
    }
}
