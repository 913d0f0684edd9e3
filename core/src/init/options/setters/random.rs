//! Options of initializers that draw from given parameters.

use crate::init::Init;
use crate::init::options::value::{Bound, Value};

impl Init {
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
}
