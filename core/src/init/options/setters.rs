//! The options of initializers. A rule writes them as named arguments.
//!
//! One type has all setters, so an option on the wrong initializer type-checks. The setter records it, and the check
//! reports it with our words instead of the compiler's.

use crate::init::options::misuse::Misuse;
use crate::init::options::value::{Bound, Value};
use crate::init::{Center, Distribution, Gain, Init, Leaf, Mode, Node, Scaling, Side, Window};
use crate::message::Message;

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

    /// Sets the mean of `trunc_normal`.
    ///
    /// The check refuses it on any other initializer.
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
    pub const fn mean(self, mean: f64) -> Self {
        self.with("mean", Value::Number(mean))
    }

    /// Truncates `trunc_normal` at this many standard deviations from its mean.
    ///
    /// The check refuses it on any other initializer, and together with `low` or `high`.
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
    pub const fn within(self, within: f64) -> Self {
        self.with("within", Value::Bound(Bound::some(within)))
    }

    /// Truncates `trunc_normal` below this value.
    ///
    /// The check refuses it on any other initializer, and together with `within`.
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
    pub const fn low(self, low: f64) -> Self {
        self.with("low", Value::Bound(Bound::some(low)))
    }

    /// Truncates `trunc_normal` above this value.
    ///
    /// The check refuses it on any other initializer, and together with `within`.
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
    pub const fn high(self, high: f64) -> Self {
        self.with("high", Value::Bound(Bound::some(high)))
    }

    /// Sets whether `trunc_normal` is widened, so that its standard deviation after truncation is `std`.
    ///
    /// The check refuses it on any other initializer.
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
    pub const fn rescale(self, rescale: bool) -> Self {
        self.with("rescale", Value::Truth(rescale))
    }

    /// Sets the standard deviation of a `sparse`.
    ///
    /// The check refuses it on any other initializer.
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
    pub const fn std(self, std: f64) -> Self {
        self.with("std", Value::Number(std))
    }

    /// Sets the axis along which the lines of a `sparse` run.
    ///
    /// The check refuses it on any other initializer.
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
    pub const fn axis(self, axis: usize) -> Self {
        self.with("axis", Value::Whole(axis))
    }

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

    /// Names the function of a `map`, for printing.
    ///
    /// The check refuses it on any other initializer.
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

    /// Sets an option, or records that the initializer has none of that name.
    pub(crate) const fn with(mut self, option: &'static str, value: Value) -> Self {
        if !self.root().signature().has_option(option) {
            return self.refuse(option);
        }
        if let Node::Leaf(leaf) = self.root_mut() {
            leaf.set(option, value);
        }
        if let Node::Leaf(Leaf::TruncNormal(normal)) = self.root()
            && normal.has_two_intervals()
            && self.misuse.is_none()
        {
            self.misuse = Some(Misuse::TwoIntervals);
        }
        self
    }

    const fn refuse(mut self, argument: &'static str) -> Self {
        if self.misuse.is_none() {
            self.misuse = Some(Misuse::NotTaken { signature: self.root().signature(), argument });
        }
        self
    }

    /// Returns the first misuse of the initializer or of one inside, such as an option that it does not take.
    ///
    /// ```
    /// use paraminit::init::*;
    /// use paraminit::init::Gain::*;
    ///
    /// const WRONG: Init = zeros().gain(Relu);
    /// assert_eq!(WRONG.misuse().map(|m| m.to_string()).as_deref(), Some("`zeros` takes no `gain`"));
    /// ```
    #[doc(hidden)]
    #[must_use]
    pub const fn misuse(&self) -> Option<Message> {
        match self.misuse {
            Some(misuse) => Some(misuse.message()),
            None => None,
        }
    }

    /// Returns a placeholder for a name that no initializer has, with the message that says so.
    pub(crate) const fn unknown(message: &'static str) -> Self {
        let mut init = crate::init::zeros();
        init.misuse = Some(Misuse::Unknown(message));
        init
    }

    /// True if the initializer, or one in it, is such a placeholder.
    pub(crate) const fn is_unknown(&self) -> bool {
        matches!(self.misuse, Some(Misuse::Unknown(_)))
    }
}

#[cfg(test)]
#[expect(clippy::large_types_passed_by_value, reason = "a test")]
mod tests {
    use crate::dtype::DTypeSet;
    use crate::init::Distribution::*;
    use crate::init::Gain::*;
    use crate::init::Mode::*;
    use crate::init::*;

    fn text(init: Init) -> String {
        init.misuse().map(|message| message.to_string()).unwrap_or_default()
    }

    #[test]
    fn options_that_are_not_there() {
        assert_eq!(text(zeros().gain(Relu)), "`zeros` takes no `gain`");
        assert_eq!(
            text(xavier_normal().mode(FanOut)),
            "`xavier_normal` takes no `mode`\nhelp: the options of `xavier_normal` are `gain`"
        );
        assert_eq!(
            text(kaiming_normal().distribution(Uniform)),
            "`kaiming_normal` takes no `distribution`\nhelp: the options of `kaiming_normal` are `gain`, `mode`"
        );
        assert_eq!(text(he_normal().mode(FanOut)), "`he_normal` takes no `mode`");
        assert_eq!(text(pytorch().gain(Relu)), "`pytorch` takes no `gain`");
        assert_eq!(text(normal(0.0, 1.0).named("f")), "`normal` takes no `named`");
        assert_eq!(text(ones().rescale(true)), "`ones` takes no `rescale`");
        assert_eq!(
            text(uniform(0.0, 1.0).low(2.0)),
            "`uniform` takes `low` by position, not by name\nhelp: `uniform(low, high)`"
        );
        assert!(text(mixture([(1.0, ones())]).high(1.0)).starts_with("`mixture` takes no `high`"));
    }

    #[test]
    fn two_intervals() {
        for init in [
            trunc_normal(1.0).within(2.0).low(0.0),
            trunc_normal(1.0).within(2.0).high(0.0),
            trunc_normal(1.0).high(1.0).within(2.0),
        ] {
            assert!(text(init).starts_with("`within` and `low`/`high` exclude each other"));
        }
        assert_eq!(text(trunc_normal(1.0).low(-1.0).high(1.0)), "");
    }

    #[test]
    fn nested_and_first() {
        const WRONG: Init = scaled(mixture([(0.5, zeros().mode(FanIn)), (0.5, ones().gain(Relu))]), 2.0);
        assert_eq!(text(WRONG), "`zeros` takes no `mode`");
        assert_eq!(text(zeros().gain(Relu).mode(FanIn)), "`zeros` takes no `gain`");
        assert!(WRONG.any_fault(DTypeSet::NONE).is_some());
    }
}
