//! Parameters that do not exist yet: what a run decided for them, until their layer knows their shape.

use core::fmt;

use smallvec::SmallVec;

use super::Place;
use crate::axes::{Axis, fans};
use crate::dtype::DType;
use crate::error::{Failure, InitError, RuleSite};
use crate::info::{NoFans, ParamInfo};
use crate::init::{InitErrorKind, Lasting, judge};
use crate::schema::Trail;
use crate::shape::Shape;
use crate::stream::StreamId;
use crate::view::ViewMut;

/// What a parameter that does not exist yet will get: the decision of the last run.
///
/// A layer that learns its sizes from its first input holds one for each parameter, hands it to visitors
/// ([`Visit::pending`](super::Visit::pending)) until then, and fills the array by it.
///
#[doc = include_str!("../../docs/model/lazy.md")]
#[derive(Clone, Default)]
pub struct Pending(Option<Box<Decision>>);

impl Pending {
    /// Nothing was decided yet.
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

    /// Whether a run has decided.
    ///
    #[doc = include_str!("../../docs/model/lazy.md")]
    #[must_use]
    pub const fn is_decided(&self) -> bool {
        self.0.is_some()
    }

    pub(crate) fn decide(&mut self, decision: Decision) {
        self.0 = Some(Box::new(decision));
    }

    /// Fills an array by the decision; the bits are those of a parameter that existed when the run decided. `lent` is
    /// the shape of the parameter that `fans_of` names.
    ///
    /// # Errors
    /// An [`InitError`] that names the parameter and the rule, if nothing was decided or if the initializer cannot fill an
    /// array of that shape. The values then have no meaning.
    ///
    #[doc = include_str!("../../docs/model/lazy.md")]
    pub fn fill(&self, lent: Option<&[usize]>, values: ViewMut<'_>) -> Result<(), InitError> {
        let Some(decision) = &self.0 else { return Err(InitError::of(values.shape(), InitErrorKind::NoInitializer)) };
        let shape = values.shape().to_vec();
        decision.fill(lent, values).map_err(|cause| {
            InitError::new(vec![Failure { path: decision.info.path.to_string(), shape, rule: decision.site, cause }])
        })
    }
}

impl fmt::Debug for Pending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Some(decision) => write!(f, "Pending({} {})", decision.info.path, decision.gets),
            None => f.write_str("Pending"),
        }
    }
}

/// What a run decided for one parameter. All of it is data that outlives the run.
#[derive(Clone)]
pub(crate) struct Decision {
    pub(crate) info: ParamInfo,
    /// The axes of the parameter that `fans_of` names, if it does.
    lent_axes: Option<SmallVec<[Axis; 4]>>,
    borrowed: bool,
    /// Whether the initializer is meant for this parameter alone.
    own: bool,
    gets: Lasting,
    site: Option<RuleSite>,
    pub(crate) id: StreamId,
}

impl Decision {
    /// The decision of the run with this seed for the parameter at `place`, at the end of `trail`.
    pub(crate) fn new(
        info: ParamInfo,
        place: &Place<'_>,
        borrowed: bool,
        (gets, own): (Lasting, bool),
        site: Option<RuleSite>,
        seed: u64,
    ) -> Self {
        let lent_axes = place.lent_axes().map(Into::into);
        Self { info, lent_axes, borrowed, own, gets, site, id: StreamId { seed, number: place.number() } }
    }

    fn fill(&self, lent: Option<&[usize]>, values: ViewMut<'_>) -> Result<(), InitErrorKind> {
        let mut info = ParamInfo { outline: None, shape: values.shape().into(), ..self.info.clone() };
        info.fans = if self.borrowed {
            match (&self.lent_axes, lent) {
                (Some(axes), Some(lent)) => fans(lent, axes).map_err(NoFans::Fault),
                _ => Err(NoFans::NotLent),
            }
        } else {
            info.axes().map_or(Err(NoFans::Undeclared), |axes| fans(&info.shape, axes).map_err(NoFans::Fault))
        };
        if let Some(fault) = info.axes_fault() {
            return Err(InitErrorKind::Declared { fault });
        }
        self.gets.with(
            &info,
            |init| judge(init, &info, self.borrowed, self.own),
            |task| {
                task.room(&values)?;
                task.fill_directly(&info, self.id, values)
            },
        )
    }
}

/// What is known of a parameter that does not exist yet, at the end of `trail`.
pub(crate) fn outline(trail: &Trail<'_>, place: &Place<'_>, shape: &[Option<usize>], element: DType) -> ParamInfo {
    let lengths: Vec<usize> = shape.iter().map(|len| len.unwrap_or_default()).collect();
    let axes = place.axes();
    let known = trail.field().is_some_and(|field| field.fans_of.is_some()) || axes.is_some();
    ParamInfo {
        path: crate::path::ParamPath::new(trail.segments()),
        shape: Shape::from(&*lengths),
        outline: shape.contains(&None).then(|| shape.into()),
        element,
        axes: axes.map(Into::into),
        fans: Err(if known { NoFans::Unknown } else { NoFans::Undeclared }),
        kind: trail.layer_kind(),
        part: trail.field().and_then(|field| field.part),
        slice: None,
        missing: std::sync::OnceLock::new(),
    }
}
