//! Rule sets, made by `init!`.

use core::fmt;
use core::marker::PhantomData;

pub use super::observed::Observed;
use crate::check::Mounted;
use crate::error::InitError;
use crate::init::Source;
use crate::model::{Allocate, Initialize, NoDims, Sizes, UnknownParam};
use crate::observe::Observer;
use crate::plan::{self, Explanation, Plan};
use crate::rule::{Rule, RuleSet};
use crate::run;
use crate::seed::IntoSeed;
use crate::summary::Summary;

/// A set of rules for the model `M`, checked against it by the compiler. [`init!`](crate::init!) makes one.
///
/// The rules are constant data. Values known only at run time, `{ expr }` and `|p| expr`, are stored beside them. A set
/// without any allocates nothing and may be a `const`:
///
/// ```
/// use paraminit::prelude::*;
///
/// #[derive(Initialize)]
/// struct Mlp {
///     hidden: Dense<4, 8>,
///     output: Dense<8, 1>,
/// }
///
/// const RULES: Rules<'static, Mlp> = init! { <Mlp>
///     **.bias => zeros,
///     **.weight => normal(0.0, 0.01),
/// };
///
/// let net = RULES.build(42)?;
/// assert_eq!(net.output.bias()[0], 0.0);
/// # Ok::<(), paraminit::InitError>(())
/// ```
pub struct Rules<'r, M> {
    table: &'static [Rule],
    sources: Vec<Source<'r>>,
    model: PhantomData<fn(&M)>,
}

impl<'r, M> Rules<'r, M> {
    /// The expansion of `init!`: the rules, and the run-time sources that they refer to by number.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(table: &'static [Rule], sources: Vec<Source<'r>>) -> Self {
        Self { table, sources, model: PhantomData }
    }

    /// The rules as constant data.
    pub(crate) const fn table(&self) -> &'static [Rule] {
        self.table
    }
}

/// Prepares a rule set for mounting on submodels. A constant owns nothing besides its rules, so it needs no drop.
#[doc(hidden)]
#[must_use]
pub const fn mounted<M: Initialize>(set: Rules<'static, M>) -> Mounted {
    let table = set.table();
    core::mem::forget(set);
    Mounted { table, schema: M::SCHEMA }
}

impl<M: Initialize> Rules<'_, M> {
    /// Builds a model and initializes every parameter.
    ///
    /// # Errors
    /// An [`InitError`] that lists every parameter that could not be initialized, and why.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let rules = init! { <[Dense<8, 8>; 3]> **.weight => orthogonal, **.bias => zeros };
    /// let layers = rules.build(42)?;
    /// // One seed, one model, to the bit.
    /// assert_eq!(layers[2].weight(), rules.build(42)?[2].weight());
    /// # Ok::<(), InitError>(())
    /// ```
    pub fn build(&self, seed: impl IntoSeed) -> Result<M, InitError>
    where
        M: Allocate,
        M::Dims: NoDims,
    {
        run::build(self.set(), &M::Dims::NONE, seed.into(), None)
    }

    /// Builds a model of these dimensions, or this config, and initializes every parameter. `dims` is a value or a
    /// reference.
    ///
    /// # Errors
    /// An [`InitError`] that lists every parameter that could not be initialized, and why.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let rules = init! { <DynDense> weight => he_normal, bias => zeros };
    /// let layer = rules.build_with(DynDenseDims { inputs: 4, outputs: 8 }, 42)?;
    /// assert_eq!(layer.weight().dim(), (8, 4));
    /// # Ok::<(), InitError>(())
    /// ```
    #[expect(clippy::needless_pass_by_value, reason = "a struct of sizes is written in the call")]
    pub fn build_with(&self, dims: impl Sizes<M::Dims>, seed: impl IntoSeed) -> Result<M, InitError>
    where
        M: Allocate,
    {
        run::build(self.set(), dims.sizes(), seed.into(), None)
    }

    /// Initializes an existing model in place.
    ///
    /// # Errors
    /// An [`InitError`] that lists every parameter that could not be initialized, and why. The model is then as
    /// it was.
    ///
    /// Memory is asked for before anything is written. What takes more than a MiB besides its parameter, such as
    /// [`orthogonal`](crate::init::orthogonal()) and [`sparse`](crate::init::sparse()) in large ones, is made first and waits,
    /// which takes the size of these parameters once more. Where there is no memory, the error is
    /// [`InitErrorKind::Scratch`](crate::init::InitErrorKind::Scratch), and the model is as it was. A large request is refused
    /// where it would leave less than 8 MiB: the rest of a run takes a few MiB a thread, and where even that is not there, the
    /// parameters may be written in part, or the process ends.
    ///
    /// # Panics
    /// Only if the user's code panics. Custom initializers and closures run before anything is written, so the model is
    /// then as it was.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// // Fine-tuning: a new head, and the body stays.
    /// let mut net = <(Dense<4, 8>, Dense<8, 2>)>::init(42)?;
    /// let body = net.0.weight().clone();
    /// init! { <(Dense<4, 8>, Dense<8, 2>)> [1].** => zeros, ** => keep }.apply(&mut net, 43)?;
    /// assert_eq!((net.0.weight(), net.1.weight()[[0, 0]]), (&body, 0.0));
    /// # Ok::<(), InitError>(())
    /// ```
    pub fn apply(&self, model: &mut M, seed: impl IntoSeed) -> Result<(), InitError> {
        run::apply(self.set(), model, seed.into(), None)
    }

    /// Returns a run with an observer: `rules.observed(&mut observer).build(seed)`, `.build_with(dims, seed)`,
    /// `.apply(&mut model, seed)`. The bits are the same.
    ///
    /// ```
    /// use paraminit::observe::Report;
    /// use paraminit::prelude::*;
    ///
    /// let rules = init! { <Dense<4, 8>> weight => orthogonal, bias => zeros };
    /// let mut report = Report::new();
    /// let mut layer = rules.observed(&mut report).build(42)?;
    /// assert_eq!(layer.weight(), rules.build(42)?.weight());
    /// rules.observed(&mut report).apply(&mut layer, 43)?;
    /// assert_eq!(report.bytes(), 160);
    /// # Ok::<(), InitError>(())
    /// ```
    pub fn observed<'a>(&'a self, observer: &'a mut dyn Observer) -> Observed<'a, M> {
        Observed::new(self.set(), observer)
    }

    /// Plans a run on `model`: path, shape, fans, initializer and rule of every parameter. Writes nothing.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let layer = Dense::<4, 8>::init(42)?;
    /// let plan = init! { <Dense<4, 8>> weight => lecun_normal, bias => zeros }.plan(&layer);
    /// assert_eq!(plan.entries()[0].initializer(), "lecun_normal");
    /// assert_eq!(plan.entries()[0].info().fan_in(), 4);
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn plan(&self, model: &M) -> Plan {
        plan::plan(self.set(), model)
    }

    /// Plans a [`build`](Self::build). Writes nothing, and needs no model.
    ///
    /// # Errors
    /// An [`InitError`] if a parameter is too large for memory. The plan lists all other failures.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let plan = init! { <Dense<4, 8>> weight => normal(0.0, 0.02), bias => zeros }.plan_build()?;
    /// assert_eq!(plan.entries()[0].moments(), Some((0.0, 0.02)));
    /// # Ok::<(), InitError>(())
    /// ```
    pub fn plan_build(&self) -> Result<Plan, InitError>
    where
        M: Allocate,
        M::Dims: NoDims,
    {
        plan::plan_build::<M>(self.set(), &M::Dims::NONE)
    }

    /// Plans a [`build_with`](Self::build_with) with these dimensions.
    ///
    /// # Errors
    /// As [`plan_build`](Self::plan_build).
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let rules = init! { <DynDense> weight => lecun_normal, bias => zeros };
    /// let plan = rules.plan_build_with(DynDenseDims { inputs: 400, outputs: 100 })?;
    /// assert_eq!(plan.entries()[0].info().shape(), [100, 400]);
    /// # Ok::<(), InitError>(())
    /// ```
    #[expect(clippy::needless_pass_by_value, reason = "a struct of sizes is written in the call")]
    pub fn plan_build_with(&self, dims: impl Sizes<M::Dims>) -> Result<Plan, InitError>
    where
        M: Allocate,
    {
        plan::plan_build::<M>(self.set(), dims.sizes())
    }

    /// Explains the initializer of the parameter of that path: which rule or attribute wins, which others match, and
    /// why they lose.
    ///
    /// # Errors
    /// [`UnknownParam`] with the most similar path that exists.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let rules = init! { <Dense<4, 8>> bias => ones, ** => zeros };
    /// let text = rules.explain(&rules.build(42)?, "bias")?.to_string();
    /// assert!(text.starts_with("`bias` f32 [8] gets `ones`\n"), "{text}");
    /// assert!(text.contains("loses: an earlier rule matches"), "{text}");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn explain(&self, model: &M, path: &str) -> Result<Explanation, UnknownParam> {
        plan::explain(self.set(), model, path)
    }

    /// Measures the values of every parameter, and marks differences from the expectations of these rules. A model that
    /// was just initialized has no marks.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let rules = init! { <Dense<64, 64>> weight => orthogonal, bias => uniform(-0.1, 0.1) };
    /// let summary = rules.summary(&rules.build(42)?);
    /// assert_eq!(summary.anomalies().count(), 0);
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn summary(&self, model: &M) -> Summary {
        Summary::planned(self.set(), model)
    }

    pub(crate) fn set(&self) -> RuleSet<'_> {
        RuleSet { table: self.table, sources: &self.sources }
    }
}

impl<M> fmt::Debug for Rules<'_, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut list = f.debug_list();
        for rule in self.table {
            list.entry(&format_args!("{rule}"));
        }
        list.finish()
    }
}
