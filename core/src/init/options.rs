//! The options of the initializers of a fixed form.

use crate::init::fixed::kernel_center::Center;
use crate::init::fixed::stft::{Scaling, Side, Window};
use crate::init::tree::{Init, Node};

impl Init {
    /// Sets the number of groups of a `dirac`.
    ///
    /// On any other initializer this is a [`misuse`](Init::misuse).
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
    pub const fn groups(mut self, groups: usize) -> Self {
        match self.root_mut() {
            Node::Dirac(dirac) => dirac.groups = groups,
            _ => return self.refuse("groups"),
        }
        self
    }

    /// Sets which of the two middle taps of an even kernel is its center, of `dirac` and `delta_orthogonal`.
    ///
    /// On any other initializer this is a [`misuse`](Init::misuse).
    ///
    /// ```
    /// use ndarray::{Array3, array};
    /// use paraminit::init::{Lower, Upper, dirac};
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
    pub const fn center(mut self, center: Center) -> Self {
        match self.root_mut() {
            Node::Dirac(dirac) => dirac.center = center,
            Node::DeltaOrthogonal(delta) => delta.center = center,
            _ => return self.refuse("center"),
        }
        self
    }

    /// Sets the standard deviation of a `sparse`.
    ///
    /// On any other initializer this is a [`misuse`](Init::misuse).
    ///
    /// ```
    /// use ndarray::Array2;
    /// use paraminit::prelude::*;
    ///
    /// let mut weight = Array2::<f32>::zeros((10, 4));
    /// init::sparse(0.5).std(0.0).fill(&mut weight, &[Out, In], StreamId::new(42, "weight"))?;
    /// assert_eq!(weight, Array2::<f32>::zeros((10, 4))); // nothing is left of it
    /// # Ok::<(), init::InitErrorKind>(())
    /// ```
    #[must_use]
    pub const fn std(mut self, std: f64) -> Self {
        match self.root_mut() {
            Node::Sparse(sparse) => sparse.std = std,
            _ => return self.refuse("std"),
        }
        self
    }

    /// Sets the axis along which the lines of a `sparse` run.
    ///
    /// On any other initializer this is a [`misuse`](Init::misuse).
    ///
    /// ```
    /// use ndarray::{Array2, Axis};
    /// use paraminit::prelude::*;
    ///
    /// let mut weight = Array2::<f32>::zeros((6, 4));
    /// init::sparse(0.5).axis(1).fill(&mut weight, &[Out, In], StreamId::new(42, "weight"))?;
    /// for row in weight.lanes(Axis(1)) {
    ///     assert_eq!(row.iter().filter(|x| **x == 0.0).count(), 2);
    /// }
    /// # Ok::<(), init::InitErrorKind>(())
    /// ```
    #[must_use]
    pub const fn axis(mut self, axis: usize) -> Self {
        match self.root_mut() {
            Node::Sparse(sparse) => sparse.axis = axis,
            _ => return self.refuse("axis"),
        }
        self
    }

    /// Sets what `lstm_bias` gives to the forget gate.
    ///
    /// On any other initializer this is a [`misuse`](Init::misuse).
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
    pub const fn forget(mut self, forget: f64) -> Self {
        match self.root_mut() {
            Node::LstmBias(bias) => bias.forget = forget,
            _ => return self.refuse("forget"),
        }
        self
    }

    /// Sets the frequency of the sines behind a `siren`.
    ///
    /// On any other initializer this is a [`misuse`](Init::misuse).
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let plan = init! { <Dense<6, 8>> weight => siren(omega = 10.0), bias => zeros }.plan_build()?;
    /// let (_, std) = plan.entries()[0].moments().expect("a uniform distribution");
    /// assert!((std - 0.1 / 3.0_f64.sqrt()).abs() < 1e-12); // within sqrt(6 / 6) / 10
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub const fn omega(mut self, omega: f64) -> Self {
        match self.root_mut() {
            Node::Siren(siren) => siren.omega = omega,
            _ => return self.refuse("omega"),
        }
        self
    }

    /// Whether a `siren` is the first layer of its network.
    ///
    /// On any other initializer this is a [`misuse`](Init::misuse).
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let plan = init! { <Dense<2, 8>> weight => siren(first = true), bias => zeros }.plan_build()?;
    /// let (_, std) = plan.entries()[0].moments().expect("a uniform distribution");
    /// assert!((std - 0.5 / 3.0_f64.sqrt()).abs() < 1e-12); // within 1 / 2
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub const fn first(mut self, first: bool) -> Self {
        match self.root_mut() {
            Node::Siren(siren) => siren.first = first,
            _ => return self.refuse("first"),
        }
        self
    }

    /// Sets which part of the complex transform an `stft` computes.
    ///
    /// On any other initializer this is a [`misuse`](Init::misuse).
    ///
    /// ```
    /// use ndarray::Array3;
    /// use paraminit::init::{Imaginary, stft};
    /// use paraminit::prelude::*;
    ///
    /// let mut kernel = Array3::<f32>::zeros((8, 1, 5));
    /// stft().side(Imaginary).fill(&mut kernel, &[Kernel, In, Out], StreamId::new(42, "kernel"))?;
    /// assert!((0..8).all(|s| kernel[[s, 0, 0]] == 0.0)); // the sine of no frequency
    /// # Ok::<(), init::InitErrorKind>(())
    /// ```
    #[must_use]
    pub const fn side(mut self, side: Side) -> Self {
        match self.root_mut() {
            Node::Stft(stft) => stft.side = side,
            _ => return self.refuse("side"),
        }
        self
    }

    /// Sets the window of an `stft`.
    ///
    /// On any other initializer this is a [`misuse`](Init::misuse).
    ///
    /// ```
    /// use paraminit::init::{Init, Rectangular, stft};
    ///
    /// const PLAIN: Init = stft().window(Rectangular);
    /// assert_eq!(PLAIN.to_string(), "stft(window = Rectangular)");
    /// assert_eq!(PLAIN, "stft(window = Rectangular)".parse()?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn window(mut self, window: Window) -> Self {
        match self.root_mut() {
            Node::Stft(stft) => stft.window = window,
            _ => return self.refuse("window"),
        }
        self
    }

    /// Sets what the window of an `stft` is divided by.
    ///
    /// On any other initializer this is a [`misuse`](Init::misuse).
    ///
    /// ```
    /// use ndarray::Array3;
    /// use paraminit::init::{Rectangular, Unscaled, stft};
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
    pub const fn scaling(mut self, scaling: Scaling) -> Self {
        match self.root_mut() {
            Node::Stft(stft) => stft.scaling = scaling,
            _ => return self.refuse("scaling"),
        }
        self
    }

    /// Whether the window of an `stft` is periodic.
    ///
    /// On any other initializer this is a [`misuse`](Init::misuse).
    ///
    /// ```
    /// use ndarray::Array3;
    /// use paraminit::init::{Unscaled, stft};
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
    pub const fn periodic(mut self, periodic: bool) -> Self {
        match self.root_mut() {
            Node::Stft(stft) => stft.periodic = periodic,
            _ => return self.refuse("periodic"),
        }
        self
    }
}
