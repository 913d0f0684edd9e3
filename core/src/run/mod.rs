//! A run: decide on every parameter, check everything, then write.
//!
//! Nothing is written before everything was checked. What can fail while it runs goes first: into buffers of its own
//! when the model exists already, straight into the model when it is new and will be dropped on failure.

mod bounds;
mod decide;
mod survey;
mod write;

use smallvec::SmallVec;

use crate::element::Element;
use crate::error::InitError;
use crate::init::Cause;
use crate::model::{Allocate, Decision, Initialize, Pending, Place, Visit, VisitMut};
use crate::plan::{Plan, PlanEntry};
use crate::rules::RuleSet;
use crate::seed::{PathKey, Seed};
use crate::view::{View, ViewMut};
use decide::{Deed, Later};
use survey::{Outlined, Streams, Survey};
use write::{Job, Progress};

/// The parameters of a model that needs no memory beside its own to be initialized.
const FEW: usize = 4;

/// Builds a model as its attributes say.
pub(crate) fn build_default<M: Allocate>(dims: &M::Dims, seed: Seed) -> Result<M, InitError> {
    build(RuleSet::EMPTY, dims, seed)
}

/// Builds a model.
pub(crate) fn build<M: Allocate>(set: RuleSet<'_>, dims: &M::Dims, seed: Seed) -> Result<M, InitError> {
    let mut model = M::allocate(dims)?;
    run(set, &mut model, seed, true)?;
    Ok(model)
}

/// Initializes an existing model.
pub(crate) fn apply<M: Initialize>(set: RuleSet<'_>, model: &mut M, seed: Seed) -> Result<(), InitError> {
    run(set, model, seed, false)
}

fn run<M: Initialize>(set: RuleSet<'_>, model: &mut M, seed: Seed, new: bool) -> Result<(), InitError> {
    let mut collect =
        Collect { survey: Survey::new(set), seed: seed.value(), new, jobs: SmallVec::new(), later: Vec::new() };
    model.visit_parameters_mut(&Place::root(M::SCHEMA, seed.place()), &mut collect);
    let Collect { survey, mut jobs, later, .. } = collect;
    let mut streams = Streams::new();
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
    write::all(&mut jobs, seed.value(), new).map_err(InitError::new)?;
    for (pending, decision) in later {
        pending.decide(decision);
    }
    Ok(())
}

/// What a run on `model` would do.
pub(crate) fn plan<M: Initialize>(set: RuleSet<'_>, model: &M) -> Plan {
    let mut list = List { survey: Survey::new(set), entries: Vec::new(), parts: Vec::new() };
    model.visit_parameters(&Place::root(M::SCHEMA, PathKey::ROOT), &mut list);
    let List { survey, entries, parts } = list;
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
    jobs: SmallVec<[Job<'a, 'm>; FEW]>,
    /// What parameters that do not exist yet will get, to store once nothing can fail any more.
    later: Vec<(&'m mut Pending, Decision)>,
}

impl<'m> VisitMut<'m> for Collect<'_, 'm> {
    fn leaf(&mut self, place: &Place<'_>, values: ViewMut<'m>) {
        let (info, site, deed) = self.survey.leaf(place, values.shape(), values.element());
        let number = place.number();
        let cause = match deed {
            Ok(Deed::Keep) if self.new => Cause::NothingToKeep,
            Ok(deed) => return self.jobs.push(Job { info, number, site, deed, values, progress: Progress::Waiting }),
            Err(cause) => cause,
        };
        self.survey.note(&info, site, cause);
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

    fn map(&mut self, place: &Place<'_>, keys: &[&str]) {
        self.survey.map(place, keys);
    }
}

/// Lists what would be written.
struct List<'a> {
    survey: Survey<'a>,
    entries: Vec<PlanEntry>,
    /// The numbers of the streams of parts of parameters, each with the place of its entry.
    parts: Vec<(usize, u64)>,
}

impl<'m> Visit<'m> for List<'_> {
    fn leaf(&mut self, place: &Place<'_>, values: View<'m>) {
        let (info, site, deed) = self.survey.leaf(place, values.shape(), values.element());
        let number = place.number();
        let (initializer, moments) = match deed {
            Ok(Deed::Keep) => ("keep".to_owned(), None),
            Ok(Deed::Fill(task)) => {
                let at = self.entries.len();
                task.streams(number, &mut |part| self.parts.push((at, part)));
                (task.to_string(), task.moments())
            }
            Ok(Deed::Made(source)) => (source.to_string(), source.resolve(&info).ok().and_then(|task| task.moments())),
            Err(cause) => {
                let text = in_short(&cause);
                self.survey.note(&info, site, cause);
                (text, None)
            }
        };
        self.entries.push(PlanEntry { info, number, initializer, moments, rule: site });
    }

    fn pending(&mut self, place: &Place<'_>, shape: &[Option<usize>], element: Element, _: &'m Pending) {
        let Some(Outlined { info, site, later, .. }) = self.survey.pending(place, shape, element) else { return };
        let (initializer, moments) = match later {
            Ok(Later::Keep) => ("keep".to_owned(), None),
            Ok(Later::Fill(lasting, _)) => (lasting.to_string(), lasting.moments(&info)),
            Err(cause) => {
                let text = in_short(&cause);
                self.survey.note(&info, site, cause);
                (text, None)
            }
        };
        self.entries.push(PlanEntry { info, number: place.number(), initializer, moments, rule: site });
    }

    fn sequence(&mut self, place: &Place<'_>, len: usize) {
        self.survey.sequence(place, len);
    }

    fn map(&mut self, place: &Place<'_>, keys: &[&str]) {
        self.survey.map(place, keys);
    }
}

/// What a plan shows in place of an initializer.
fn in_short(cause: &Cause) -> String {
    format!("error: {}", cause.to_string().lines().next().unwrap_or_default())
}
