//! The parameters of lazy layers: a run's decision about each, kept until the layer knows its shape.

use core::fmt;

use smallvec::SmallVec;

use super::Place;
use crate::axes::Axis;
use crate::error::{Failure, InitError, RuleSite};
use crate::info::{FanSource, ParamInfo, declared_fans};
use crate::init::source::failure::FailureKind;
use crate::init::{DeferredSource, check_fit};
use crate::stream::StreamId;
use crate::view::ViewMut;

/// The decision of the last run on a parameter that does not exist yet.
///
/// A layer that learns its sizes from its first input holds one for each parameter. It passes it to visitors
/// ([`Visit::pending`](super::Visit::pending)) until then, and fills the array by it.
///
#[doc = include_str!("../../docs/model/lazy.md")]
#[derive(Clone, Default)]
pub struct Pending(Option<Box<Decided>>);

impl Pending {
    /// A `Pending` without a decision.
    ///
    /// ```
    /// use paraminit::model::Pending;
    ///
    /// assert!(!Pending::new().is_decided());
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self(None)
    }

    /// True if a run has decided.
    ///
    #[doc = include_str!("../../docs/model/lazy.md")]
    #[must_use]
    pub const fn is_decided(&self) -> bool {
        self.0.is_some()
    }

    /// Stores the decision of a run on the parameter with this stream.
    pub(crate) fn decide(&mut self, info: ParamInfo, rule: Option<RuleSite>, id: StreamId, what: Deferred) {
        self.0 = Some(Box::new(Decided { info, rule, id, what }));
    }

    /// Fills an array by the decision. The bits are the same as if the parameter had existed in the run. `lent` is the
    /// shape of the parameter that `fans_of` names.
    ///
    /// # Errors
    /// An [`InitError`] that names the parameter and the rule, if there is no decision or if the initializer cannot
    /// fill an array of that shape. The values then have no meaning.
    ///
    #[doc = include_str!("../../docs/model/lazy.md")]
    pub fn fill(&self, lent: Option<&[usize]>, values: ViewMut<'_>) -> Result<(), InitError> {
        let Some(decided) = &self.0 else { return Err(InitError::of(values.shape(), FailureKind::NoInitializer)) };
        let shape = values.shape().to_vec();
        decided.fill(lent, values).map_err(|cause| {
            InitError::new(vec![Failure { path: decided.info.path.to_string(), shape, rule: decided.rule, cause }])
        })
    }
}

impl fmt::Debug for Pending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Some(decided) => write!(f, "Pending({:?} {})", decided.info.path, decided.what.gets),
            None => f.write_str("Pending"),
        }
    }
}

/// The decision of a run on one parameter, as data that outlives the run.
#[derive(Clone)]
struct Decided {
    info: ParamInfo,
    rule: Option<RuleSite>,
    id: StreamId,
    what: Deferred,
}

/// An initializer that waits until its parameter exists.
#[derive(Clone)]
pub(crate) struct Deferred {
    pub(crate) gets: DeferredSource,
    /// True if the initializer is meant for this parameter alone.
    own: bool,
    /// True if the parameter takes the fans of another, whose axes follow.
    borrows: bool,
    fan_source_axes: Option<SmallVec<[Axis; 4]>>,
}

impl Deferred {
    /// The initializer of the parameter at `place`.
    pub(crate) fn new(gets: DeferredSource, own: bool, borrows: bool, place: &Place<'_>) -> Self {
        Self { gets, own, borrows, fan_source_axes: place.lent_axes().map(Into::into) }
    }
}

impl Decided {
    fn fill(&self, lent: Option<&[usize]>, values: ViewMut<'_>) -> Result<(), FailureKind> {
        let mut info = ParamInfo { outline: None, shape: values.shape().into(), ..self.info.clone() };
        let source = self.what.borrows.then_some(FanSource { shape: lent, axes: self.what.fan_source_axes.as_deref() });
        info.fans = declared_fans(&info.shape, info.axes(), source);
        if let Some(fault) = info.axes_fault() {
            return Err(FailureKind::Declared { fault });
        }
        self.what.gets.with(
            &info,
            |init| Ok(check_fit(init, &info, self.what.borrows, self.what.own)?),
            |task| {
                task.room(&values)?;
                task.fill_directly(&info, self.id, values)
            },
        )
    }
}
