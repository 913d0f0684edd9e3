//! Models: types whose parameters can be listed, visited, and filled.

mod absent;
mod allocate;
mod containers;
mod each;
mod leaves;
mod maps;
mod names;
mod packed;
mod pending;
mod place;
mod refused;
mod remote;
mod tuples;

pub use absent::{Absent, Optional};
pub(crate) use allocate::zeros;
pub use allocate::{
    Allocate, Buildable, Dimensioned, Field, Len, Make, MakeField, MakeFieldWith, NoDims, NoLen, NoShape, Skipped,
};
pub use each::{Below, Here, Indexed, MakeEach, MakeFieldEach, Sizes, by_index, by_three, by_two};
pub use leaves::{Parameter, Raw, Scalar, Shaped};
pub use maps::{Keys, keys};
pub use names::UnknownParam;
pub(crate) use names::find;
pub(crate) use packed::each_part;
pub use pending::Pending;
pub(crate) use pending::{Decision, outline};
pub use place::Place;
pub use remote::{InitializeAs, Lender, MakeAs, With};

use crate::check::assert_buildable;
use crate::element::Element;
use crate::error::InitError;
pub use crate::lengths::Lengths;
use crate::path::ParamPath;
use crate::plan::{Explanation, Plan};
use crate::rules::RuleSet;
use crate::run;
use crate::schema::Schema;
use crate::seed::IntoSeed;
use crate::summary::Summary;
use crate::view::{View, ViewMut};

/// A type with parameters: what `#[derive(Initialize)]` derives.
///
/// It says what parameters there are ([`SCHEMA`](Self::SCHEMA)) and hands each of them to a visitor. That is all that
/// `rules.apply(&mut model, seed)` needs. To build a model from nothing takes [`Allocate`] too, which is derived along
/// with this.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no parameter schema",
    label = "`{Self}` is used as a part of a model here",
    note = "if it holds no parameters, mark the field `#[init(skip)]`; if it does, `#[derive(Initialize)]` for it",
    note = "for a type of another crate, declare it: `#[init(remote = ..)]` on a struct, and `#[init(with = ..)]` here",
    note = "for a choice of layers, hold an enum of them that derives it, in place of a `dyn` trait"
)]
pub trait Initialize {
    /// What the type holds, as constant data.
    const SCHEMA: &'static Schema;

    /// Whether arrays of this type are one parameter, of what elements and shape.
    #[doc(hidden)]
    const RAW: Option<Raw> = None;

    /// Hands every parameter to `visitor`, in order of declaration.
    fn visit_parameters<'m>(&'m self, place: &Place<'_>, visitor: &mut dyn Visit<'m>);

    /// Hands every parameter to `visitor` to write, in order of declaration.
    fn visit_parameters_mut<'m>(&'m mut self, place: &Place<'_>, visitor: &mut dyn VisitMut<'m>);

    /// The shape, where the type is a parameter.
    #[doc(hidden)]
    fn parameter_shape(&self) -> Option<Lengths> {
        None
    }

    /// The scalars of a slice, where arrays of this type are one parameter.
    #[doc(hidden)]
    fn __scalars(values: &[Self]) -> Option<Scalars<'_>>
    where
        Self: Sized,
    {
        let _ = values;
        None
    }

    /// The scalars of a slice to write, where arrays of this type are one parameter.
    #[doc(hidden)]
    fn __scalars_mut(values: &mut [Self]) -> Option<ScalarsMut<'_>>
    where
        Self: Sized,
    {
        let _ = values;
        None
    }

    /// Every parameter with its path, in order of declaration. An array that is cut by `parts(..)` is one entry, as it is
    /// stored. Those that do not exist yet are [`pending_parameters`](Self::pending_parameters).
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let layer = Dense::<4, 8>::init(42)?;
    /// let names: Vec<String> = layer.named_parameters().iter().map(|(path, _)| path.to_string()).collect();
    /// assert_eq!(names, ["weight", "bias"]);
    /// # Ok::<(), InitError>(())
    /// ```
    fn named_parameters(&self) -> Vec<(ParamPath, View<'_>)>
    where
        Self: Sized,
    {
        names::list(self)
    }

    /// The paths of the parameters that do not exist yet: those of lazy layers that have not seen an input.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let layer = LazyDense::<f32>::init_with(LazyDenseDims { outputs: 8 }, 42)?;
    /// assert_eq!(layer.pending_parameters(), ["weight", "bias"]);
    /// # Ok::<(), InitError>(())
    /// ```
    fn pending_parameters(&self) -> Vec<ParamPath>
    where
        Self: Sized,
    {
        names::pending(self)
    }

    /// Every parameter with its path, to write. What a method of a declared type gives, `get_mut = ..`, is not among them:
    /// it cannot be borrowed along with others.
    fn named_parameters_mut(&mut self) -> Vec<(ParamPath, ViewMut<'_>)>
    where
        Self: Sized,
    {
        names::list_mut(self)
    }

    /// The parameter of that path, or one part of an array that is cut by `parts(..)`: `attn.qkv.k`.
    ///
    /// # Errors
    /// [`UnknownParam`], with the most similar path that exists, or word that the parameter does not exist yet.
    fn param(&self, path: &str) -> Result<View<'_>, UnknownParam>
    where
        Self: Sized,
    {
        let pending = names::pending(self);
        let mut entries = names::list(self);
        entries.extend(names::parts(self));
        find(entries, &pending, path)
    }

    /// The parameter of that path, to write.
    ///
    /// # Errors
    /// As [`param`](Self::param).
    fn param_mut(&mut self, path: &str) -> Result<ViewMut<'_>, UnknownParam>
    where
        Self: Sized,
    {
        let pending = names::pending(self);
        names::find_mut(self, &pending, path)
    }

    /// Number of scalars in all parameters. What is shared by a custom implementation counts as often as it is visited.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let layer = Dense::<4, 8>::init(42)?;
    /// assert_eq!((layer.parameter_count(), layer.parameter_bytes()), (40, 160));
    /// # Ok::<(), InitError>(())
    /// ```
    fn parameter_count(&self) -> usize
    where
        Self: Sized,
    {
        names::list(self).iter().map(|(_, values)| values.count()).sum()
    }

    /// Bytes that the scalars of all parameters take.
    fn parameter_bytes(&self) -> usize
    where
        Self: Sized,
    {
        names::list(self).iter().map(|(_, values)| values.count() * values.element().bytes()).sum()
    }

    /// What `init` would do to this model, whose attributes alone decide: path, shape, fans, initializer and attribute of
    /// every parameter. Writes nothing.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let plan = Dense::<4, 8>::init(42)?.plan();
    /// assert_eq!(plan.entries()[1].preset_gives(), Some("kaiming_uniform(gain = Value(0.5773502691896258))"));
    /// # Ok::<(), InitError>(())
    /// ```
    fn plan(&self) -> Plan
    where
        Self: Sized,
    {
        run::plan(RuleSet::EMPTY, self)
    }

    /// What [`init`](Self::init) would do. Writes nothing, and needs no model.
    ///
    /// # Errors
    /// An [`InitError`] if a parameter is too large for memory. Everything else that would be wrong the plan says.
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
        run::plan_build::<Self>(RuleSet::EMPTY, &Self::Dims::NONE)
    }

    /// What [`init_with`](Self::init_with) of these dimensions would do.
    ///
    /// # Errors
    /// As [`plan_init`](Self::plan_init).
    fn plan_init_with(dims: impl Sizes<Self::Dims>) -> Result<Plan, InitError>
    where
        Self: Allocate,
    {
        run::plan_build::<Self>(RuleSet::EMPTY, dims.sizes())
    }

    /// What the values of every parameter are: mean, standard deviation, extremes, zeros, a histogram. See
    /// [`Rules::summary`](crate::Rules::summary) for a comparison with what rules promise.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let summary = Dense::<4, 8>::init(42)?.summary();
    /// assert!(summary.entries()[0].statistics().max <= 0.5);
    /// # Ok::<(), InitError>(())
    /// ```
    fn summary(&self) -> Summary
    where
        Self: Sized,
    {
        Summary::measured(self)
    }

    /// Why the parameter of that path gets what it gets, by the attributes alone: which one wins, and why others lose.
    ///
    /// # Errors
    /// [`UnknownParam`], with the most similar path that exists.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let layer = Dense::<4, 8>::init(42)?;
    /// assert!(layer.explain("weight")?.to_string().contains("\n    wins"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn explain(&self, path: &str) -> Result<Explanation, UnknownParam>
    where
        Self: Sized,
    {
        run::explain(RuleSet::EMPTY, self, path)
    }

    /// Builds the model and initializes every parameter as the attributes say.
    ///
    /// A model with a parameter that no attribute initializes does not compile here (`cargo build` finds it).
    ///
    /// # Errors
    /// An [`InitError`] that lists every parameter that could not be initialized, and why.
    fn init(seed: impl IntoSeed) -> Result<Self, InitError>
    where
        Self: Allocate,
        Self::Dims: NoDims,
    {
        const { assert_buildable(Self::SCHEMA) };
        run::build_default(&Self::Dims::NONE, seed.into())
    }

    /// Builds the model with these dimensions, or this config, and initializes every parameter as the attributes say.
    /// `dims` is a value or a reference.
    ///
    /// # Errors
    /// An [`InitError`] that lists every parameter that could not be initialized, and why.
    fn init_with(dims: impl Sizes<Self::Dims>, seed: impl IntoSeed) -> Result<Self, InitError>
    where
        Self: Allocate,
    {
        const { assert_buildable(Self::SCHEMA) };
        run::build_default(dims.sizes(), seed.into())
    }

    /// Initializes this model anew, in place, as the attributes say: with the bits of [`init`](Self::init) at the same seed
    /// and sizes.
    ///
    /// It takes no sizes, so it is for models of any origin, and for generic functions. A model with a parameter that no
    /// attribute initializes does not compile here.
    ///
    /// # Errors
    /// An [`InitError`] that lists every parameter that could not be initialized, and why. The model is then as it was, as
    /// far as [`Rules::apply`](crate::Rules::apply) can promise.
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
    fn reinit(&mut self, seed: impl IntoSeed) -> Result<(), InitError>
    where
        Self: Sized,
    {
        const { assert_buildable(Self::SCHEMA) };
        run::apply(RuleSet::EMPTY, self, seed.into())
    }
}

/// The scalars of an array parameter.
#[derive(Debug)]
#[non_exhaustive]
pub enum Scalars<'a> {
    /// Single precision.
    F32(&'a [f32]),
    /// Double precision.
    F64(&'a [f64]),
    /// Half precision.
    #[cfg(feature = "half")]
    F16(&'a [half::f16]),
    /// Half precision, with the exponents of single precision.
    #[cfg(feature = "half")]
    Bf16(&'a [half::bf16]),
}

/// The scalars of an array parameter, to write.
#[derive(Debug)]
#[non_exhaustive]
pub enum ScalarsMut<'a> {
    /// Single precision.
    F32(&'a mut [f32]),
    /// Double precision.
    F64(&'a mut [f64]),
    /// Half precision.
    #[cfg(feature = "half")]
    F16(&'a mut [half::f16]),
    /// Half precision, with the exponents of single precision.
    #[cfg(feature = "half")]
    Bf16(&'a mut [half::bf16]),
}

/// What reads the parameters of a model.
pub trait Visit<'m> {
    /// One parameter.
    fn leaf(&mut self, place: &Place<'_>, values: View<'m>);

    /// A parameter that does not exist yet. `shape` has the lengths that are known.
    fn pending(&mut self, place: &Place<'_>, shape: &[Option<usize>], element: Element, pending: &'m Pending);

    /// A container of `len` elements is entered.
    fn sequence(&mut self, place: &Place<'_>, len: usize);

    /// A map with these keys is entered.
    fn map(&mut self, place: &Place<'_>, keys: &[&str]) {
        let _ = (place, keys);
    }
}

/// What writes the parameters of a model.
pub trait VisitMut<'m> {
    /// One parameter.
    fn leaf(&mut self, place: &Place<'_>, values: ViewMut<'m>);

    /// A parameter that does not exist yet. `shape` has the lengths that are known.
    fn pending(&mut self, place: &Place<'_>, shape: &[Option<usize>], element: Element, pending: &'m mut Pending);

    /// A container of `len` elements is entered.
    fn sequence(&mut self, place: &Place<'_>, len: usize);

    /// A map with these keys is entered.
    fn map(&mut self, place: &Place<'_>, keys: &[&str]) {
        let _ = (place, keys);
    }

    /// A parameter that cannot be kept: a method of a type of another crate gives it for a moment, `get_mut = ..`.
    fn lent(&mut self, place: &Place<'_>, lent: Lent<'_>);
}

/// A parameter for a moment.
#[derive(Debug)]
pub enum Lent<'a> {
    /// Its values.
    Values(ViewMut<'a>),
    /// It does not exist yet; the lengths that are known, and its type.
    Pending(&'a [Option<usize>], Element, &'a mut Pending),
}
