//! Methods of every model.

use crate::check::assert_buildable;
use crate::error::InitError;
use crate::model::{self, Allocate, Initialize, NoDims, Sizes, UnknownParam};
use crate::path::ParamPath;
use crate::plan::{self, Explanation, Plan};
use crate::rule::RuleSet;
use crate::run;
use crate::seed::IntoSeed;
use crate::summary::Summary;
use crate::view::{Values, View, ViewMut};

/// The methods of every model: for building it, for its parameters by name, and for runs by its attributes.
///
/// Every type that implements [`Initialize`] has them. They are in the [prelude](crate::prelude).
///
/// ```
/// use paraminit::{Initialize, ModelExt as _};
/// use paraminit::layers::Dense;
///
/// let layer = Dense::<4, 8>::init(42)?;
/// assert_eq!(layer.param("weight")?.shape(), [8, 4]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait ModelExt: Initialize + Sized {
    /// Lists the parameters with their paths, in order of declaration. An array that is cut by `parts(..)` is one entry, as it is
    /// stored. Those that do not exist yet are [`pending_parameters`](Self::pending_parameters), and what nobody trains
    /// is among [`named_buffers`](Self::named_buffers). Values that [live elsewhere](crate::view::Lend) cannot be borrowed, and
    /// are left out; a [selection](crate::Selection::visit) visits them.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let layer = Dense::<4, 8>::init(42)?;
    /// let names: Vec<String> = layer.named_parameters().iter().map(|(path, _)| path.to_string()).collect();
    /// assert_eq!(names, ["weight", "bias"]);
    /// # Ok::<(), InitError>(())
    /// ```
    fn named_parameters(&self) -> Vec<(ParamPath, View<'_>)> {
        views(model::list_of(self, false))
    }

    /// Lists what is marked `buffer`: values that the model keeps and nobody trains, such as running statistics. They are
    /// saved, loaded and initialized as parameters are. [`param_mut`](Self::param_mut) writes them.
    ///
    /// ```
    /// use ndarray::Array1;
    /// use paraminit::prelude::*;
    ///
    /// #[derive(Initialize)]
    /// struct Norm {
    ///     #[init(shape = [4], ones)]
    ///     scale: Array1<f32>,
    ///     #[init(shape = [4], buffer, zeros)]
    ///     running_mean: Array1<f32>,
    /// }
    ///
    /// let norm = Norm::init(42)?;
    /// assert_eq!(norm.named_parameters()[0].0, "scale");
    /// assert_eq!(norm.named_buffers()[0].0, "running_mean");
    /// assert_eq!(norm.parameter_count(), 4);
    /// # Ok::<(), InitError>(())
    /// ```
    fn named_buffers(&self) -> Vec<(ParamPath, View<'_>)> {
        views(model::list_of(self, true))
    }

    /// Lists the paths of the parameters that do not exist yet: those of lazy layers that have not seen an input.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let layer = LazyDense::<f32>::init_with(LazyDenseDims { outputs: 8 }, 42)?;
    /// assert_eq!(layer.pending_parameters(), ["weight", "bias"]);
    /// # Ok::<(), InitError>(())
    /// ```
    fn pending_parameters(&self) -> Vec<ParamPath> {
        model::list_pending(self)
    }

    /// Lists the parameters with their paths, to write; no buffers. Those that an accessor of a declared type gives, `get_mut = ..`, are
    /// not among them: they cannot be borrowed along with others.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// // A step of gradient descent on whatever the model holds.
    /// let mut layer = Dense::<4, 8>::init(42)?;
    /// let before = layer.bias()[0];
    /// for (_, values) in layer.named_parameters_mut() {
    ///     if let ViewMut::F32(mut values) = values {
    ///         values.mapv_inplace(|x| x - 0.25);
    ///     }
    /// }
    /// assert_eq!(layer.bias()[0], before - 0.25);
    /// # Ok::<(), InitError>(())
    /// ```
    fn named_parameters_mut(&mut self) -> Vec<(ParamPath, ViewMut<'_>)> {
        model::list_trained_mut(self)
    }

    /// The parameter or buffer of that path, or one part of an array that is cut by `parts(..)`: `attn.qkv.k`.
    ///
    /// # Errors
    /// [`UnknownParam`] with the most similar path that exists, or with a note that the parameter does not exist yet.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let net = <[Dense<4, 8>; 2]>::init(42)?;
    /// assert_eq!(net.param("1.weight")?.shape(), [8, 4]);
    /// assert!(net.param("1.wieght").unwrap_err().to_string().contains("`1.weight`"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn param(&self, path: &str) -> Result<View<'_>, UnknownParam> {
        model::param(self, path)
    }

    /// Returns the parameter of that path, to write.
    ///
    /// # Errors
    /// As [`param`](Self::param).
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let mut layer = Dense::<4, 8>::init(42)?;
    /// layer.param_mut("bias")?.fill_with(|| -1.0);
    /// assert_eq!(layer.bias()[7], -1.0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn param_mut(&mut self, path: &str) -> Result<ViewMut<'_>, UnknownParam> {
        model::param_mut(self, path)
    }

    /// Number of scalars in all parameters that exist, without buffers; those of a lazy layer count from its first input on.
    /// What is shared by a custom implementation counts as often as it is visited.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let layer = Dense::<4, 8>::init(42)?;
    /// assert_eq!((layer.parameter_count(), layer.parameter_bytes()), (40, 160));
    /// # Ok::<(), InitError>(())
    /// ```
    fn parameter_count(&self) -> usize {
        model::list_of(self, false).iter().map(|(_, values)| values.count()).sum()
    }

    /// Bytes that the scalars of all parameters take that exist, without buffers.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let (single, double) = (Dense::<4, 8>::init(42)?, Dense::<4, 8, f64>::init(42)?);
    /// assert_eq!((single.parameter_bytes(), double.parameter_bytes()), (160, 320));
    /// # Ok::<(), InitError>(())
    /// ```
    fn parameter_bytes(&self) -> usize {
        model::list_of(self, false).iter().map(|(_, values)| values.count() * values.dtype().bytes()).sum()
    }

    /// Plans a `reinit`: path, shape, fans, initializer and attribute of every parameter. Writes nothing.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let plan = Dense::<4, 8>::init(42)?.plan();
    /// assert_eq!(plan.entries()[1].preset_gives(), Some("kaiming_uniform(gain = Value(0.5773502691896258))"));
    /// # Ok::<(), InitError>(())
    /// ```
    fn plan(&self) -> Plan {
        plan::plan(RuleSet::EMPTY, self)
    }

    /// Plans an [`init`](Self::init). Writes nothing, and needs no model.
    ///
    /// # Errors
    /// An [`InitError`] if a parameter is too large for memory. The plan lists all other failures.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let plan = Dense::<4, 8>::plan_init()?;
    /// assert_eq!(plan.entries()[0].info().fan_in(), 4);
    /// # Ok::<(), InitError>(())
    /// ```
    fn plan_init() -> Result<Plan, InitError>
    where
        Self: Allocate,
        Self::Dims: NoDims,
    {
        plan::plan_build::<Self>(RuleSet::EMPTY, &Self::Dims::NONE)
    }

    /// Plans an [`init_with`](Self::init_with) with these dimensions.
    ///
    /// # Errors
    /// As [`plan_init`](Self::plan_init).
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let plan = DynDense::<f32>::plan_init_with(DynDenseDims { inputs: 4, outputs: 8 })?;
    /// assert_eq!(plan.entries()[0].info().shape(), [8, 4]);
    /// # Ok::<(), InitError>(())
    /// ```
    fn plan_init_with(dims: impl Sizes<Self::Dims>) -> Result<Plan, InitError>
    where
        Self: Allocate,
    {
        plan::plan_build::<Self>(RuleSet::EMPTY, dims.sizes())
    }

    /// Measures the values of every parameter: mean, standard deviation, extremes, zeros, a histogram.
    /// [`Rules::summary`](crate::Rules::summary) also compares them with the expected values.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let summary = Dense::<4, 8>::init(42)?.summary();
    /// assert!(summary.entries()[0].statistics().max <= 0.5);
    /// # Ok::<(), InitError>(())
    /// ```
    fn summary(&self) -> Summary {
        Summary::measured(self)
    }

    /// Explains the initializer that the attributes choose for the parameter of that path: which one wins, and why
    /// others lose.
    ///
    /// # Errors
    /// [`UnknownParam`] with the most similar path that exists.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let layer = Dense::<4, 8>::init(42)?;
    /// assert!(layer.explain("weight")?.to_string().contains("\n    wins"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn explain(&self, path: &str) -> Result<Explanation, UnknownParam> {
        plan::explain(RuleSet::EMPTY, self, path)
    }

    /// Builds the model and initializes every parameter by the attributes.
    ///
    /// A model with a parameter that no attribute initializes does not compile here (`cargo build` finds it).
    ///
    /// # Errors
    /// An [`InitError`] that lists every parameter that could not be initialized, and why.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// #[derive(Initialize)]
    /// struct Mlp {
    ///     #[init(weight => normal(0.0, 0.01), bias => zeros)]
    ///     hidden: Dense<4, 8>,
    ///     output: Dense<8, 1>,
    /// }
    ///
    /// let net = Mlp::init(42)?;
    /// assert_eq!(net.hidden.bias()[0], 0.0);
    /// assert!(net.hidden.weight().iter().all(|w| w.abs() < 0.1));
    /// # Ok::<(), InitError>(())
    /// ```
    fn init(seed: impl IntoSeed) -> Result<Self, InitError>
    where
        Self: Allocate,
        Self::Dims: NoDims,
    {
        const { assert_buildable(Self::SCHEMA) };
        run::build(RuleSet::EMPTY, &Self::Dims::NONE, seed.into(), None)
    }

    /// Builds the model with these dimensions, or this config, and initializes every parameter by the attributes.
    /// `dims` is a value or a reference.
    ///
    /// # Errors
    /// An [`InitError`] that lists every parameter that could not be initialized, and why.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let dims = DynDenseDims { inputs: 4, outputs: 8 };
    /// let layer = DynDense::<f32>::init_with(&dims, 42)?;
    /// assert_eq!(layer.weight().dim(), (8, 4));
    /// # Ok::<(), InitError>(())
    /// ```
    fn init_with(dims: impl Sizes<Self::Dims>, seed: impl IntoSeed) -> Result<Self, InitError>
    where
        Self: Allocate,
    {
        const { assert_buildable(Self::SCHEMA) };
        run::build(RuleSet::EMPTY, dims.sizes(), seed.into(), None)
    }

    /// Initializes this model again, in place, by the attributes. The bits are those of [`init`](Self::init) with the
    /// same seed and sizes.
    ///
    /// It takes no sizes, so it works for models of any origin, and in generic functions. A model with a parameter that
    /// no attribute initializes does not compile here.
    ///
    /// # Errors
    /// An [`InitError`] that lists every parameter that could not be initialized, and why. The model is then as
    /// it was, as far as [`Rules::apply`](crate::Rules::apply) can promise.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// fn restart<M: Initialize>(model: &mut M, trial: u64) -> Result<(), InitError> {
    ///     model.reinit(trial)
    /// }
    ///
    /// let mut layer = Dense::<4, 8>::init(1)?;
    /// restart(&mut layer, 2)?;
    /// assert_eq!(layer.weight(), Dense::<4, 8>::init(2)?.weight());
    /// # Ok::<(), InitError>(())
    /// ```
    fn reinit(&mut self, seed: impl IntoSeed) -> Result<(), InitError> {
        const { assert_buildable(Self::SCHEMA) };
        run::apply(RuleSet::EMPTY, self, seed.into(), None)
    }
}

impl<M: Initialize> ModelExt for M {}

/// Those of the values that can be borrowed.
fn views(values: Vec<(ParamPath, Values<'_>)>) -> Vec<(ParamPath, View<'_>)> {
    values.into_iter().filter_map(|(path, values)| Some((path, values.into_view()?))).collect()
}
