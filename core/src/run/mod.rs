//! A run: decide on every parameter, check everything, then write.
//!
//! Nothing is written before everything was checked. What can fail while it runs goes first: into buffers of its own
//! when the model exists already, straight into the model when it is new and will be dropped on failure.

mod bounds;
mod decide;
mod lent;
mod observed;
#[cfg(feature = "plot")]
mod read;
mod select;
mod survey;
mod write;

use smallvec::SmallVec;

use crate::element::Element;
use crate::error::{InitError, RuleSite};
use crate::info::ParamInfo;
use crate::init::{Cause, Init};
use crate::model::{
    Allocate, Decision, Initialize, Lengths, Lent, Pending, Place, UnknownParam, Visit, VisitMut, each_part, find,
};
use crate::observe::Observer;
use crate::path::ParamPath;
use crate::plan::{self, Explanation, Plan, PlanEntry};
use crate::rules::RuleSet;
use crate::seed::{PathKey, Seed};
use crate::summary::{Statistics, Summary};
use crate::view::{View, ViewMut};
use decide::{Deed, Later};
use lent::Held;
pub(crate) use select::{Selected, each, each_mut, select};
use survey::{Outlined, Streams, Survey, not_cut};
use write::{Job, Progress};

#[cfg(feature = "plot")]
pub(crate) use read::{Parameter, Reading, read};

/// The parameters of a model that needs no memory beside its own to be initialized.
const FEW: usize = 4;

/// What is to be written.
type Jobs<'a, 'm> = SmallVec<[Job<'a, 'm>; FEW]>;

/// Builds a model as its attributes say.
pub(crate) fn build_default<M: Allocate>(dims: &M::Dims, seed: Seed) -> Result<M, InitError> {
    build(RuleSet::EMPTY, dims, seed)
}

/// Builds a model.
pub(crate) fn build<M: Allocate>(set: RuleSet<'_>, dims: &M::Dims, seed: Seed) -> Result<M, InitError> {
    let mut model = M::allocate(dims)?;
    run(set, &mut model, seed, true, None)?;
    Ok(model)
}

/// Builds a model while somebody watches.
pub(crate) fn build_observed<M: Allocate>(
    set: RuleSet<'_>,
    dims: &M::Dims,
    seed: Seed,
    observer: &mut dyn Observer,
) -> Result<M, InitError> {
    let mut model = M::allocate(dims)?;
    run(set, &mut model, seed, true, Some(observer))?;
    Ok(model)
}

/// Initializes an existing model while somebody watches.
pub(crate) fn apply_observed<M: Initialize>(
    set: RuleSet<'_>,
    model: &mut M,
    seed: Seed,
    observer: &mut dyn Observer,
) -> Result<(), InitError> {
    run(set, model, seed, false, Some(observer))
}

/// Initializes an existing model.
pub(crate) fn apply<M: Initialize>(set: RuleSet<'_>, model: &mut M, seed: Seed) -> Result<(), InitError> {
    run(set, model, seed, false, None)
}

fn run<M: Initialize>(
    set: RuleSet<'_>,
    model: &mut M,
    seed: Seed,
    new: bool,
    observer: Option<&mut dyn Observer>,
) -> Result<(), InitError> {
    let mut collect = Collect {
        survey: Survey::new(set),
        seed: seed.value(),
        new,
        jobs: SmallVec::new(),
        later: Vec::new(),
        held: Vec::new(),
    };
    model.visit_parameters_mut(&Place::root(M::SCHEMA, seed.place()), &mut collect);
    let (survey, jobs, later, mut held) = collect.into_parts();
    if held.is_empty() {
        return finish(survey, jobs, &[], later, seed, new, observer);
    }
    let (jobs, streams) = lent::with(jobs, &mut held);
    finish(survey, jobs, &streams, later, seed, new, observer)?;
    lent::put(held, model, seed)
}

/// Does what was decided, unless something is wrong. `streams` are those of the parameters that neither `jobs` nor `later`
/// have.
fn finish<'a>(
    survey: Survey<'a>,
    mut jobs: Jobs<'a, '_>,
    streams: &[(u64, &ParamPath)],
    later: Vec<(&mut Pending, Decision)>,
    seed: Seed,
    new: bool,
    observer: Option<&mut dyn Observer>,
) -> Result<(), InitError> {
    let mut streams: Streams<'_> = streams.iter().copied().collect();
    for job in &jobs {
        streams.push((job.number, &job.info.path));
        if let Deed::Fill(task) = &job.deed {
            task.streams(job.number, &mut |number| streams.push((number, &job.info.path)));
        }
    }
    streams.extend(later.iter().map(|(_, decision)| (decision.number, &decision.info.path)));
    let failures = survey.finish(streams);
    if !failures.is_empty() {
        return Err(InitError::new(failures));
    }
    let written = match observer {
        None => write::all(&mut jobs, seed.value(), new),
        Some(observer) => {
            let later = later.iter().map(|(_, decision)| decision.info.path.to_string());
            observed::all(&mut jobs, later, seed.value(), new, observer)
        }
    };
    written.map_err(InitError::new)?;
    for (pending, decision) in later {
        pending.decide(decision);
    }
    Ok(())
}

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

/// Collects what is to be written.
struct Collect<'a, 'm> {
    survey: Survey<'a>,
    seed: u64,
    new: bool,
    jobs: Jobs<'a, 'm>,
    /// What parameters that do not exist yet will get, to store once nothing can fail any more.
    later: Vec<(&'m mut Pending, Decision)>,
    /// What parameters that a method gives will get.
    held: Vec<Held<'a>>,
}

impl<'a, 'm> Collect<'a, 'm> {
    fn into_parts(self) -> (Survey<'a>, Jobs<'a, 'm>, Vec<(&'m mut Pending, Decision)>, Vec<Held<'a>>) {
        (self.survey, self.jobs, self.later, self.held)
    }
}

impl<'m> Collect<'_, 'm> {
    fn parameter(&mut self, place: &Place<'_>, values: ViewMut<'m>) {
        let (info, site, deed) = self.survey.leaf(place, values.shape(), values.element());
        let number = place.number();
        let cause = match deed {
            Ok(Deed::Keep) if self.new => Cause::NothingToKeep,
            Ok(deed) => {
                let progress = Progress::Waiting;
                return self.jobs.push(Job { info, number, site, deed, values, progress, lent: false });
            }
            Err(cause) => cause,
        };
        self.survey.note(&info, site, cause);
    }
}

impl<'m> VisitMut<'m> for Collect<'_, 'm> {
    fn leaf(&mut self, place: &Place<'_>, values: ViewMut<'m>) {
        let (shape, element) = (Lengths::from(values.shape()), values.element());
        if let Err(fault) = each_part(place, values, |place, values| self.parameter(place, values)) {
            let (info, cause) = not_cut(place, &shape, element, fault);
            self.survey.note(&info, None, cause);
        }
    }

    fn pending(&mut self, place: &Place<'_>, shape: &[Option<usize>], element: Element, pending: &'m mut Pending) {
        let Some(Outlined { info, site, later, borrows }) = self.survey.pending(place, shape, element) else { return };
        match later {
            Ok(Later::Fill(lasting, own)) => {
                let decision = Decision::new(info, place, borrows, (lasting, own), site, self.seed);
                self.later.push((pending, decision));
            }
            Ok(Later::Keep) if !self.new => {}
            Ok(Later::Keep) => self.survey.note(&info, site, Cause::NothingToKeep),
            Err(cause) => self.survey.note(&info, site, cause),
        }
    }

    fn sequence(&mut self, place: &Place<'_>, len: usize) {
        self.survey.sequence(place, len);
    }

    fn lent(&mut self, place: &Place<'_>, lent: Lent<'_>) {
        self.hold(place, lent);
    }

    fn map(&mut self, place: &Place<'_>, keys: &[&str]) {
        self.survey.map(place, keys);
    }
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
        let (info, site, deed) = self.survey.leaf(place, values.shape(), values.element());
        let number = place.number();
        let preset = |init: &Init| init.preset_rows(&info);
        let (initializer, preset, expected) = match deed {
            Ok(Deed::Keep) if self.new => (self.refuse(&info, site, Cause::NothingToKeep), None, None),
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
        let (shape, element) = (Lengths::from(values.shape()), values.element());
        if let Err(fault) = each_part(place, values, |place, values| self.parameter(place, &values)) {
            let (info, cause) = not_cut(place, &shape, element, fault);
            let (initializer, number) = (self.refuse(&info, None, cause), place.number());
            self.entries.push(PlanEntry { info, number, initializer, preset: None, expected: None, rule: None });
            if let Some(measured) = &mut self.measured {
                measured.push(None);
            }
        }
    }

    fn pending(&mut self, place: &Place<'_>, shape: &[Option<usize>], element: Element, _: &'m Pending) {
        let Some(Outlined { info, site, later, .. }) = self.survey.pending(place, shape, element) else { return };
        let (initializer, preset, expected) = match later {
            Ok(Later::Keep) if self.new => (self.refuse(&info, site, Cause::NothingToKeep), None, None),
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
    fn refuse(&mut self, info: &ParamInfo, site: Option<RuleSite>, cause: Cause) -> String {
        let text = format!("error: {}", cause.to_string().lines().next().unwrap_or_default());
        self.survey.note(info, site, cause);
        text
    }
}
