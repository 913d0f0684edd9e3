//! What a run would do: the same decisions, on a model that stays as it is.

use super::decide::{Deed, Later};
use super::survey::{Outlined, Streams, Survey, not_cut};
use crate::dtype::DType;
use crate::error::{InitError, RuleSite};
use crate::failure::FailureKind;
use crate::info::ParamInfo;
use crate::init::Init;
use crate::model::{Allocate, Initialize, Pending, Place, Shape, UnknownParam, Visit, each_part, find};
use crate::plan::{self, Explanation, Plan, PlanEntry};
use crate::rule::RuleSet;
use crate::seed::PathKey;
use crate::summary::{Statistics, Summary};
use crate::view::View;

/// What building a model of these sizes would do. Its arrays are asked for and never touched, so they cost no memory on
/// systems that hand it out by the page.
pub(crate) fn plan_build<M: Allocate>(set: RuleSet<'_>, dims: &M::Dims) -> Result<Plan, InitError> {
    Ok(plan_of(set, &M::allocate(dims)?, true))
}

/// What a run on `model` would do.
pub(crate) fn plan<M: Initialize>(set: RuleSet<'_>, model: &M) -> Plan {
    plan_of(set, model, false)
}

/// What the values of a model are, beside what a run would make of them.
pub(crate) fn summary<M: Initialize>(set: RuleSet<'_>, model: &M) -> Summary {
    let mut list = List { measured: Some(Vec::new()), ..List::new(set, false) };
    model.visit_parameters(&Place::root(M::SCHEMA, PathKey::ROOT), &mut list);
    let List { entries, measured, .. } = list;
    let both = |(entry, statistics): (PlanEntry, Option<Statistics>)| Some((entry, statistics?));
    Summary::planned(entries.into_iter().zip(measured.unwrap_or_default()).filter_map(both).collect())
}

/// Why one parameter gets what it gets.
pub(crate) fn explain<M: Initialize>(set: RuleSet<'_>, model: &M, path: &str) -> Result<Explanation, UnknownParam> {
    let entries = plan(set, model).into_entries();
    let entries = entries.into_iter().map(|entry| (entry.info.path.clone(), entry)).collect();
    find(entries, &[], path).map(|entry| plan::explain(set, model, entry))
}

fn plan_of<M: Initialize>(set: RuleSet<'_>, model: &M, new: bool) -> Plan {
    let mut list = List::new(set, new);
    model.visit_parameters(&Place::root(M::SCHEMA, PathKey::ROOT), &mut list);
    let List { survey, entries, parts, .. } = list;
    let mut streams: Streams<'_> = entries.iter().map(|entry| (entry.number, &entry.info.path)).collect();
    streams.extend(parts.iter().filter_map(|&(at, number)| Some((number, &entries.get(at)?.info.path))));
    let failures = survey.finish(streams);
    Plan::new(entries, failures)
}

/// Lists what would be written.
struct List<'a> {
    survey: Survey<'a>,
    /// Whether the model is a new one.
    new: bool,
    entries: Vec<PlanEntry>,
    /// The numbers of the streams of parts of parameters, each with the place of its entry.
    parts: Vec<(usize, u64)>,
    /// On request, the values of each entry; `None` of what does not exist yet.
    measured: Option<Vec<Option<Statistics>>>,
}

impl List<'_> {
    fn parameter(&mut self, place: &Place<'_>, values: &View<'_>) {
        let (info, site, deed) = self.survey.leaf(place, values.shape(), values.dtype());
        let number = place.number();
        let preset = |init: &Init| init.preset_rows(&info);
        let (initializer, preset, expected) = match deed {
            Ok(Deed::Keep) if self.new => (self.refuse(&info, site, FailureKind::NothingToKeep), None, None),
            Ok(Deed::Keep) => ("keep".to_owned(), None, None),
            Ok(Deed::Fill(task)) => {
                let at = self.entries.len();
                task.streams(number, &mut |part| self.parts.push((at, part)));
                (task.to_string(), task.init().and_then(preset), task.expected(values.count()))
            }
            Ok(Deed::Made(source)) => match source.resolve(&info).ok() {
                Some(task) => (source.to_string(), task.init().and_then(preset), task.expected(values.count())),
                None => (source.to_string(), None, None),
            },
            Err(cause) => (self.refuse(&info, site, cause), None, None),
        };
        self.entries.push(PlanEntry { info, number, initializer, preset, expected, rule: site });
        if let Some(measured) = &mut self.measured {
            measured.push(Some(Statistics::of(values)));
        }
    }
}

impl<'m> Visit<'m> for List<'_> {
    fn leaf(&mut self, place: &Place<'_>, values: View<'m>) {
        let (shape, element) = (Shape::from(values.shape()), values.dtype());
        if let Err(fault) = each_part(place, values, |place, values| self.parameter(place, &values)) {
            let (info, cause) = not_cut(place, &shape, element, fault);
            let (initializer, number) = (self.refuse(&info, None, cause), place.number());
            self.entries.push(PlanEntry { info, number, initializer, preset: None, expected: None, rule: None });
            if let Some(measured) = &mut self.measured {
                measured.push(None);
            }
        }
    }

    fn pending(&mut self, place: &Place<'_>, shape: &[Option<usize>], element: DType, _: &'m Pending) {
        let Some(Outlined { info, site, later, .. }) = self.survey.pending(place, shape, element) else { return };
        let (initializer, preset, expected) = match later {
            Ok(Later::Keep) if self.new => (self.refuse(&info, site, FailureKind::NothingToKeep), None, None),
            Ok(Later::Keep) => ("keep".to_owned(), None, None),
            Ok(Later::Fill(lasting, _)) => {
                let preset = lasting.init().and_then(|init| init.preset_rows(&info));
                (lasting.to_string(), preset, lasting.expected(&info))
            }
            Err(cause) => (self.refuse(&info, site, cause), None, None),
        };
        self.entries.push(PlanEntry { info, number: place.number(), initializer, preset, expected, rule: site });
        if let Some(measured) = &mut self.measured {
            measured.push(None);
        }
    }

    fn sequence(&mut self, place: &Place<'_>, len: usize) {
        self.survey.sequence(place, len);
    }

    fn map(&mut self, place: &Place<'_>, keys: &[&str]) {
        self.survey.map(place, keys);
    }
}

impl<'a> List<'a> {
    fn new(set: RuleSet<'a>, new: bool) -> Self {
        Self { survey: Survey::new(set), new, entries: Vec::new(), parts: Vec::new(), measured: None }
    }

    /// Notes what is wrong; gives what the plan shows in place of an initializer.
    fn refuse(&mut self, info: &ParamInfo, site: Option<RuleSite>, cause: FailureKind) -> String {
        let text = format!("error: {}", cause.to_string().lines().next().unwrap_or_default());
        self.survey.note(info, site, cause);
        text
    }
}
