//! What a run and a plan have in common: a decision on every parameter, and all that is wrong.

use std::sync::Arc;

use smallvec::SmallVec;

use super::FEW;
use super::bounds::{Bounds, Container};
use super::decide::{Deed, Later, borrows, decide, decide_later, inform};
use crate::axes::AxesError;
use crate::dtype::DType;
use crate::error::{Failure, RuleSite};
use crate::failure::{FailureKind, LoadErrorKind};
use crate::files::Inputs;
use crate::info::ParamInfo;
use crate::model::{Place, outline};
use crate::path::ParamPath;
use crate::rule::RuleSet;

/// The numbers of the streams that a run draws from, and the parameters that do.
pub(super) type Streams<'p> = SmallVec<[(u64, &'p ParamPath); FEW]>;

/// Decides on one parameter after the other, and collects what is wrong.
pub(super) struct Survey<'a> {
    set: RuleSet<'a>,
    inputs: Inputs<'a>,
    failures: Vec<Failure>,
    bounds: Bounds,
}

/// What was decided on a parameter that does not exist yet.
pub(super) struct Outlined {
    pub(super) info: ParamInfo,
    pub(super) site: Option<RuleSite>,
    pub(super) later: Result<Later, FailureKind>,
    /// Whether it takes the fans of another.
    pub(super) borrows: bool,
}

impl<'a> Survey<'a> {
    pub(super) fn new(set: RuleSet<'a>) -> Self {
        Self { set, inputs: Inputs::default(), failures: Vec::new(), bounds: Bounds::default() }
    }

    /// What is known of the parameter at `place`, the rule that governs it, and what that makes of it.
    pub(super) fn leaf(
        &mut self,
        place: &Place<'_>,
        shape: &[usize],
        element: DType,
    ) -> (ParamInfo, Option<RuleSite>, Result<Deed<'a>, FailureKind>) {
        let mut trail = place.start();
        let trail = place.walk(&mut trail).then_some(&trail);
        self.bounds.leaf(self.set, trail);
        let info = inform(trail, place, shape, element);
        let (site, deed) = decide(self.set, &mut self.inputs, trail, &info);
        (info, site, deed)
    }

    /// The same of a parameter that does not exist yet; `None` where the model nests too deep, which is noted.
    pub(super) fn pending(&mut self, place: &Place<'_>, shape: &[Option<usize>], element: DType) -> Option<Outlined> {
        let mut trail = place.start();
        if !place.walk(&mut trail) {
            self.failures.push(Failure {
                path: String::new(),
                shape: Vec::new(),
                rule: None,
                cause: FailureKind::TooDeep,
            });
            return None;
        }
        self.bounds.leaf(self.set, Some(&trail));
        let info = outline(&trail, place, shape, element);
        let (site, later) = decide_later(self.set, &trail, &info);
        Some(Outlined { info, site, later, borrows: borrows(&trail) })
    }

    /// A container of `len` elements is entered.
    pub(super) fn sequence(&mut self, place: &Place<'_>, len: usize) {
        self.bounds.container(self.set, place, Container::Sequence(len));
    }

    /// A map with these keys is entered.
    pub(super) fn map(&mut self, place: &Place<'_>, keys: &[&str]) {
        self.bounds.container(self.set, place, Container::Map(keys));
    }

    /// Notes what is wrong with a parameter; of a file that cannot be read, only the first.
    pub(super) fn note(&mut self, info: &ParamInfo, rule: Option<RuleSite>, cause: FailureKind) {
        let file = |cause: &FailureKind| match cause {
            FailureKind::Load(fault) => match &**fault {
                LoadErrorKind::File(error) => Some(Arc::as_ptr(error)),
                _ => None,
            },
            _ => None,
        };
        if file(&cause).is_some_and(|new| self.failures.iter().any(|old| file(&old.cause) == Some(new))) {
            return;
        }
        // Of a parameter that does not exist yet, the lengths that are known.
        let shape = match &info.outline {
            Some(outline) => outline.iter().flatten().copied().collect(),
            None => info.shape.to_vec(),
        };
        self.failures.push(Failure { path: info.path.to_string(), shape, rule, cause });
    }

    /// All that is wrong, where parameters draw from these streams.
    pub(super) fn finish(self, streams: Streams<'_>) -> Vec<Failure> {
        let Self { mut failures, bounds, inputs, .. } = self;
        failures.extend(bounds.failures());
        failures.extend(inputs.failures());
        same_streams(streams, &mut failures);
        failures
    }
}

/// What is known of the array at `place`, which cannot be cut into its parts, and what is wrong.
pub(super) fn not_cut(
    place: &Place<'_>,
    shape: &[usize],
    element: DType,
    fault: AxesError,
) -> (ParamInfo, FailureKind) {
    (inform(place.trail().as_ref(), place, shape, element), FailureKind::Declared { fault })
}

/// Two parameters with one stream number would get the same bits.
fn same_streams(mut parameters: Streams<'_>, failures: &mut Vec<Failure>) {
    parameters.sort_by_key(|&(number, _)| number);
    for pair in parameters.windows(2) {
        if let [(a, first), (b, second)] = pair
            && a == b
        {
            let cause = FailureKind::SameStream { other: first.to_string() };
            failures.push(Failure { path: second.to_string(), shape: Vec::new(), rule: None, cause });
        }
    }
}
