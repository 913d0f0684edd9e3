//! The options of initializers. A rule writes them as named arguments.
//!
//! One type has all setters, so an option on the wrong initializer type-checks. It is recorded, and the check reports
//! it with our words instead of the compiler's.

use crate::init::random::truncated::{Bounds, TruncNormal};
use crate::init::scale::gain::Gain;
use crate::init::scale::{Distribution, Mode};
use crate::init::tree::{Init, Node};

impl Init {
    /// Sets the gain of `xavier_*`, `kaiming_*`, `orthogonal`, `delta_orthogonal` and `eye`.
    ///
    /// On any other initializer this is a [`misuse`](Init::misuse).
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
    pub const fn gain(mut self, gain: Gain) -> Self {
        match self.root_mut() {
            Node::Xavier(xavier) => xavier.gain = gain,
            Node::Kaiming(kaiming) => kaiming.gain = gain,
            Node::Orthogonal(orthogonal) => orthogonal.gain = gain,
            Node::DeltaOrthogonal(delta) => delta.gain = gain,
            Node::Eye(eye) => eye.gain = gain,
            _ => return self.refuse("gain"),
        }
        self
    }

    /// Sets which fan divides the variance, of `kaiming_*` and `variance_scaling`.
    ///
    /// On any other initializer this is a [`misuse`](Init::misuse).
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let plan = init! { <Dense<8, 32>> weight => kaiming_normal(mode = FanOut), bias => zeros }.plan_build()?;
    /// assert_eq!(plan.entries()[0].moments(), Some((0.0, 0.25))); // sqrt(2 / 32)
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub const fn mode(mut self, mode: Mode) -> Self {
        match self.root_mut() {
            Node::Kaiming(kaiming) => kaiming.mode = mode,
            Node::VarianceScaling(scaling) => scaling.mode = mode,
            _ => return self.refuse("mode"),
        }
        self
    }

    /// Sets the distribution of `variance_scaling`.
    ///
    /// On any other initializer this is a [`misuse`](Init::misuse).
    ///
    /// ```
    /// use ndarray::Array2;
    /// use paraminit::init::{Uniform, variance_scaling};
    /// use paraminit::prelude::*;
    ///
    /// let mut weight = Array2::<f32>::zeros((50, 3));
    /// variance_scaling(1.0).distribution(Uniform).fill(&mut weight, &[Out, In], StreamId::new(42, "weight"))?;
    /// assert!(weight.iter().all(|w| w.abs() <= 1.0)); // sqrt(3 / 3)
    /// # Ok::<(), init::InitErrorKind>(())
    /// ```
    #[must_use]
    pub const fn distribution(mut self, distribution: Distribution) -> Self {
        match self.root_mut() {
            Node::VarianceScaling(scaling) => scaling.distribution = distribution,
            _ => return self.refuse("distribution"),
        }
        self
    }

    /// Sets the mean of `trunc_normal`.
    ///
    /// On any other initializer this is a [`misuse`](Init::misuse).
    ///
    /// ```
    /// use ndarray::Array1;
    /// use paraminit::prelude::*;
    ///
    /// let mut scale = Array1::<f32>::zeros(100);
    /// init::trunc_normal(0.1).mean(1.0).fill(&mut scale, &[], StreamId::new(42, "scale"))?;
    /// assert!(scale.iter().all(|x| (0.8..=1.2).contains(x))); // two standard deviations
    /// # Ok::<(), init::InitErrorKind>(())
    /// ```
    #[must_use]
    pub const fn mean(mut self, mean: f64) -> Self {
        match self.root_mut() {
            Node::Truncated(normal) => normal.mean = mean,
            _ => return self.refuse("mean"),
        }
        self
    }

    /// Truncates `trunc_normal` at this many standard deviations from its mean.
    ///
    /// On any other initializer, or together with `low` or `high`, this is a [`misuse`](Init::misuse).
    ///
    /// ```
    /// use ndarray::Array1;
    /// use paraminit::prelude::*;
    ///
    /// let mut values = Array1::<f32>::zeros(100);
    /// init::trunc_normal(0.1).within(0.5).fill(&mut values, &[], StreamId::new(42, "values"))?;
    /// assert!(values.iter().all(|x| x.abs() <= 0.05));
    /// # Ok::<(), init::InitErrorKind>(())
    /// ```
    #[must_use]
    pub const fn within(mut self, within: f64) -> Self {
        match self.root_mut() {
            Node::Truncated(TruncNormal { bounds: Bounds::Absolute { .. }, .. }) => self.refuse_interval(),
            Node::Truncated(normal) => {
                normal.bounds = Bounds::Within(within);
                self
            }
            _ => self.refuse("within"),
        }
    }

    /// Truncates `trunc_normal` below this value.
    ///
    /// On any other initializer, or together with `within`, this is a [`misuse`](Init::misuse).
    ///
    /// ```
    /// use ndarray::Array1;
    /// use paraminit::prelude::*;
    ///
    /// let mut values = Array1::<f32>::zeros(100);
    /// init::trunc_normal(1.0).low(0.0).fill(&mut values, &[], StreamId::new(42, "values"))?;
    /// assert!(values.iter().all(|x| *x >= 0.0));
    /// assert!(init::trunc_normal(1.0).within(2.0).low(0.0).misuse().is_some()); // one or the other
    /// # Ok::<(), init::InitErrorKind>(())
    /// ```
    #[must_use]
    pub const fn low(mut self, low: f64) -> Self {
        match self.root_mut() {
            Node::Truncated(TruncNormal { bounds: Bounds::Within(_), .. }) => self.refuse_interval(),
            Node::Truncated(normal) => {
                let high = if let Bounds::Absolute { high, .. } = normal.bounds { high } else { f64::INFINITY };
                normal.bounds = Bounds::Absolute { low, high };
                self
            }
            _ => self.refuse("low"),
        }
    }

    /// Truncates `trunc_normal` above this value.
    ///
    /// On any other initializer, or together with `within`, this is a [`misuse`](Init::misuse).
    ///
    /// ```
    /// use ndarray::Array1;
    /// use paraminit::prelude::*;
    ///
    /// // timm's `trunc_normal_`: absolute bounds.
    /// let mut values = Array1::<f32>::zeros(100);
    /// init::trunc_normal(1.0).low(-0.5).high(0.25).fill(&mut values, &[], StreamId::new(42, "values"))?;
    /// assert!(values.iter().all(|x| (-0.5..=0.25).contains(x)));
    /// # Ok::<(), init::InitErrorKind>(())
    /// ```
    #[must_use]
    pub const fn high(mut self, high: f64) -> Self {
        match self.root_mut() {
            Node::Truncated(TruncNormal { bounds: Bounds::Within(_), .. }) => self.refuse_interval(),
            Node::Truncated(normal) => {
                let low = if let Bounds::Absolute { low, .. } = normal.bounds { low } else { f64::NEG_INFINITY };
                normal.bounds = Bounds::Absolute { low, high };
                self
            }
            _ => self.refuse("high"),
        }
    }

    /// Whether `trunc_normal` is widened so that its standard deviation is `std` after truncation.
    ///
    /// On any other initializer this is a [`misuse`](Init::misuse).
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let std = |plan: Plan| plan.entries()[0].moments().map(|(_, std)| std).expect("a closed form");
    /// let rules = init! { <Dense<4, 8>> weight => trunc_normal(1.0), bias => zeros };
    /// assert!((std(rules.plan_build()?) - 0.8796).abs() < 1e-4);
    /// let rules = init! { <Dense<4, 8>> weight => trunc_normal(1.0, rescale = true), bias => zeros };
    /// assert!((std(rules.plan_build()?) - 1.0).abs() < 1e-9);
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub const fn rescale(mut self, rescale: bool) -> Self {
        match self.root_mut() {
            Node::Truncated(normal) => normal.rescale = rescale,
            _ => return self.refuse("rescale"),
        }
        self
    }

    /// Names the function of a `map`, for printing.
    ///
    /// On any other initializer this is a [`misuse`](Init::misuse).
    ///
    /// ```
    /// use paraminit::init::{map, uniform};
    ///
    /// let init = map(uniform(-10.0, 10.0), f64::abs).named("abs");
    /// assert_eq!(init.to_string(), "map(uniform(-10, 10), abs)");
    /// ```
    #[must_use]
    pub const fn named(mut self, name: &'static str) -> Self {
        match self.root_mut() {
            Node::Map(function) => function.name = Some(name),
            _ => return self.refuse("named"),
        }
        self
    }
}
