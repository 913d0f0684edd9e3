//! The findings of a survey: the decision on each parameter in turn, and the failures.

use std::sync::Arc;

use super::bounds::{Bounds, Container};
use super::decide::{Decision, decide, decide_pending, hinted, left_to_the_model, pass_over};
use super::entry::{Entry, Watch};
use super::inform::{inform, inform_pending};
use crate::axes::AxesError;
use crate::dtype::DType;
use crate::error::{Failure, RuleSite};
use crate::files::Inputs;
use crate::info::ParamInfo;
use crate::init::Source;
use crate::init::source::failure::{FailureKind, LoadErrorKind};
use crate::model::Place;
use crate::rule::{Action, Hints, Pattern, PatternSegment, RuleSet};

/// The rules, the inputs that they read, and the failures so far.
pub(super) struct Findings<'a, 'w> {
    set: RuleSet<'a>,
    /// What `default` stands for where no attribute says it.
    hints: Option<Hints>,
    /// True for a new model, which has no values to keep.
    new: bool,
    watch: Option<Watch<'w>>,
    inputs: Inputs<'a>,
    bounds: Bounds,
    failures: Vec<Failure>,
}

impl<'a, 'w> Findings<'a, 'w> {
    pub(super) fn new(set: RuleSet<'a>, hints: Option<Hints>, new: bool, watch: Option<Watch<'w>>) -> Self {
        Self { set, hints, new, watch, inputs: Inputs::default(), bounds: Bounds::default(), failures: Vec::new() }
    }

    /// Returns the entry of the parameter at `place`, without its values. Entries are large, so they are filled in
    /// place.
    pub(super) fn parameter<V: Default>(&mut self, place: &Place<'_>, shape: &[usize], element: DType) -> Entry<'a, V> {
        let mut path = place.start();
        let path = place.walk(&mut path).then_some(&path);
        self.bounds.parameter(self.set, path);
        let info = inform(path, place, shape, element);
        if let (Some(watch), Some(path)) = (&mut self.watch, path) {
            watch(&info, path);
        }
        let (mut rule, mut decision) = decide(self.set, &mut self.inputs, path, &info);
        if let (Some(hints), Some(path), Err(FailureKind::NoInitializer)) = (&self.hints, path, &decision)
            && let Some(site) = left_to_the_model(self.set, path)
        {
            (rule, decision) = (Some(site), hinted(hints, &info));
        }
        self.entry(info, place, rule, decision)
    }

    /// Returns the entry of a parameter that does not exist yet. `None`, with a failure, if the model nests too deep.
    pub(super) fn pending<V: Default>(
        &mut self,
        place: &Place<'_>,
        shape: &[Option<usize>],
        element: DType,
    ) -> Option<Entry<'a, V>> {
        let mut path = place.start();
        if !place.walk(&mut path) {
            let cause = FailureKind::TooDeep;
            self.failures.push(Failure { path: String::new(), shape: Vec::new(), rule: None, cause });
            return None;
        }
        self.bounds.parameter(self.set, Some(&path));
        let info = inform_pending(&path, place, shape, element);
        if let Some(watch) = &mut self.watch {
            watch(&info, &path);
        }
        let (rule, decision) = decide_pending(self.set, &mut self.inputs, &path, place, &info);
        Some(self.entry(info, place, rule, decision))
    }

    /// Returns the entry of the array at `place`, which cannot be cut into its parts.
    pub(super) fn uncut<V: Default>(
        &mut self,
        place: &Place<'_>,
        shape: &[usize],
        element: DType,
        fault: AxesError,
    ) -> Entry<'a, V> {
        let path = place.trail();
        let info = inform(path.as_ref(), place, shape, element);
        if let Some(path) = &path {
            if let Some(watch) = &mut self.watch {
                watch(&info, path);
            }
            pass_over(self.set, &mut self.inputs, path, &info);
        }
        self.entry(info, place, None, Err(FailureKind::Declared { fault }))
    }

    fn entry<V: Default>(
        &mut self,
        info: ParamInfo,
        place: &Place<'_>,
        rule: Option<RuleSite>,
        decision: Result<Decision<'a>, FailureKind>,
    ) -> Entry<'a, V> {
        let decision = match decision {
            Ok(Decision::Keep) if self.new => Err(FailureKind::NothingToKeep),
            decision => decision,
        };
        let decision = decision.unwrap_or_else(|cause| self.refuse(&info, rule, cause));
        Entry { info, number: place.number(), rule, decision, values: V::default() }
    }

    /// Records the failure of a parameter. A file that cannot be read is recorded once.
    pub(super) fn refuse(&mut self, info: &ParamInfo, rule: Option<RuleSite>, cause: FailureKind) -> Decision<'a> {
        let file = |cause: &FailureKind| match cause {
            FailureKind::Load(fault) => match &**fault {
                LoadErrorKind::File(error) => Some(Arc::as_ptr(error)),
                _ => None,
            },
            _ => None,
        };
        if let Some(new) = file(&cause)
            && let Some(known) = self.failures.iter().position(|old| file(&old.cause) == Some(new))
        {
            return Decision::Refused(known);
        }
        // A parameter that does not exist yet has its known lengths as its shape.
        let shape = match &info.outline {
            Some(outline) => outline.iter().flatten().copied().collect(),
            None => info.shape.to_vec(),
        };
        let failure = match file(&cause) {
            // It is not about this parameter, which is only the first that reads there.
            Some(_) => Failure { path: String::new(), shape: Vec::new(), rule, cause },
            None => Failure { path: info.path.to_string(), shape, rule, cause },
        };
        self.failures.push(failure);
        Decision::Refused(self.failures.len() - 1)
    }

    /// Compares the patterns with the container at `place`.
    pub(super) fn container(&mut self, place: &Place<'_>, container: Container<'_>) {
        self.bounds.container(self.set, place, container);
    }

    /// Returns all failures. Those of parameters come first, since decisions refer to them by number.
    pub(super) fn finish(self) -> Vec<Failure> {
        let Self { set, mut failures, bounds, mut inputs, .. } = self;
        failures.extend(bounds.failures());
        // What everything that is left was to come from is read even where nothing is left, as in a model without parameters.
        for rule in set.table.iter().filter(|rule| !rule.optional && rule.patterns.iter().any(is_everything)) {
            if let Action::Slot(slot) = rule.action
                && let Some(pretrained) = set.sources.get(slot).and_then(Source::pretrained)
            {
                failures.extend(inputs.open_unread(pretrained, RuleSite::of(rule)));
            }
        }
        failures.extend(inputs.failures());
        failures
    }
}

/// `**`
fn is_everything(pattern: &Pattern) -> bool {
    matches!(pattern.segments, [PatternSegment::Deep])
}
