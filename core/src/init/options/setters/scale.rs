//! Options of initializers whose scale follows from fans, and of those with a gain.

use crate::init::options::value::Value;
use crate::init::{Distribution, Gain, Init, Mode};

impl Init {
    /// Sets the gain of `xavier_*`, `kaiming_*`, `orthogonal`, `delta_orthogonal` and `eye`.
    ///
    /// The check refuses it on any other initializer.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let plan = init! { <Dense<32, 8>> weight => kaiming_normal(gain = Linear), bias => zeros }.plan_build()?;
    /// let (_, std) = plan.entries()[0].moments().expect("a normal distribution");
    /// assert_eq!(std, 1.0 / 32.0_f64.sqrt());
    /// assert!(init::zeros().gain(Gain::Relu).misuse().is_some());
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub const fn gain(self, gain: Gain) -> Self {
        self.with("gain", Value::Gain(gain))
    }

    /// Sets the fan that divides the variance of `kaiming_*` and `variance_scaling`.
    ///
    /// The check refuses it on any other initializer.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let plan = init! { <Dense<8, 32>> weight => kaiming_normal(mode = FanOut), bias => zeros }.plan_build()?;
    /// assert_eq!(plan.entries()[0].moments(), Some((0.0, 0.25))); // sqrt(2 / 32)
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub const fn mode(self, mode: Mode) -> Self {
        self.with("mode", Value::Mode(mode))
    }

    /// Sets the distribution of `variance_scaling`.
    ///
    /// The check refuses it on any other initializer.
    ///
    /// ```
    /// use ndarray::Array2;
    /// use paraminit::init::{Distribution::Uniform, variance_scaling};
    /// use paraminit::prelude::*;
    ///
    /// let mut weight = Array2::<f32>::zeros((50, 3));
    /// variance_scaling(1.0).distribution(Uniform).fill(&mut weight, &[Out, In], StreamId::new(42, "weight"))?;
    /// assert!(weight.iter().all(|w| w.abs() <= 1.0)); // sqrt(3 / 3)
    /// # Ok::<(), init::InitErrorKind>(())
    /// ```
    #[must_use]
    pub const fn distribution(self, distribution: Distribution) -> Self {
        self.with("distribution", Value::Distribution(distribution))
    }

    /// Sets the frequency of the sines behind a `siren`.
    ///
    /// The check refuses it on any other initializer.
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
    pub const fn omega(self, omega: f64) -> Self {
        self.with("omega", Value::Number(omega))
    }

    /// Sets whether a `siren` is the first layer of its network.
    ///
    /// The check refuses it on any other initializer.
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
    pub const fn first(self, first: bool) -> Self {
        self.with("first", Value::Truth(first))
    }
}
