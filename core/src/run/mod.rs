//! A run: decide on every parameter, check everything, then write.
//!
//! Nothing is written before everything was checked. What can fail while it runs goes first: into buffers of its own
//! when the model exists already, straight into the model when it is new and will be dropped on failure.

mod bounds;
mod decide;
mod write;

use std::sync::Arc;

use crate::element::Element;
use crate::error::{Failure, InitError, RuleSite};
use crate::info::ParamInfo;
use crate::init::Cause;
use crate::io::{Inputs, LoadFault};
use crate::model::{Allocate, Decision, Initialize, Pending, Place, Visit, VisitMut, outline};
use crate::path::ParamPath;
use crate::plan::{Plan, PlanEntry};
use crate::rules::RuleSet;
use crate::seed::{PathKey, Seed};
use crate::view::{View, ViewMut};
use bounds::Bounds;
use decide::{Deed, Later, borrows, decide, decide_later, inform};
use smallvec::SmallVec;
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
    let mut collect = Collect {
        set,
        seed: seed.value(),
        new,
        inputs: Inputs::default(),
        jobs: SmallVec::new(),
        later: Vec::new(),
        failures: Vec::new(),
        bounds: Bounds::default(),
    };
    model.visit_parameters_mut(&Place::root(M::SCHEMA, seed.place()), &mut collect);
    let Collect { mut jobs, later, mut failures, bounds, inputs, .. } = collect;
    failures.extend(bounds.failures());
    failures.extend(inputs.failures());
    let mut streams = Streams::new();
    for job in &jobs {
        streams.push((job.number, &job.info.path));
        if let Deed::Fill(task) = &job.deed {
            task.streams(job.number, &mut |number| streams.push((number, &job.info.path)));
        }
    }
    streams.extend(later.iter().map(|(_, decision)| (decision.number, &decision.info.path)));
    same_streams(streams, &mut failures);
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
    let mut list = List {
        set,
        inputs: Inputs::default(),
        entries: Vec::new(),
        parts: Vec::new(),
        failures: Vec::new(),
        bounds: Bounds::default(),
    };
    model.visit_parameters(&Place::root(M::SCHEMA, PathKey::ROOT), &mut list);
    let List { entries, parts, mut failures, bounds, inputs, .. } = list;
    failures.extend(bounds.failures());
    failures.extend(inputs.failures());
    let mut streams: Streams<'_> = entries.iter().map(|entry| (entry.number, &entry.info.path)).collect();
    streams.extend(parts.iter().filter_map(|&(at, number)| Some((number, &entries.get(at)?.info.path))));
    same_streams(streams, &mut failures);
    Plan::new(entries, failures)
}

/// Collects what is to be written.
struct Collect<'a, 'm> {
    set: RuleSet<'a>,
    seed: u64,
    inputs: Inputs<'a>,
    new: bool,
    jobs: SmallVec<[Job<'a, 'm>; FEW]>,
    /// What parameters that do not exist yet will get, to store once nothing can fail any more.
    later: Vec<(&'m mut Pending, Decision)>,
    failures: Vec<Failure>,
    bounds: Bounds,
}

impl<'m> VisitMut<'m> for Collect<'_, 'm> {
    fn leaf(&mut self, place: &Place<'_>, values: ViewMut<'m>) {
        let mut trail = place.start();
        let trail = place.walk(&mut trail).then_some(&trail);
        self.bounds.leaf(self.set, trail);
        let info = inform(trail, place, values.shape(), values.element());
        let (site, deed) = decide(self.set, &mut self.inputs, trail, &info);
        let number = place.number();
        let cause = match deed {
            Ok(Deed::Keep) if self.new => Cause::NothingToKeep,
            Ok(deed) => return self.jobs.push(Job { info, number, site, deed, values, progress: Progress::Waiting }),
            Err(cause) => cause,
        };
        push(&mut self.failures, failure(info.path.to_string(), info.shape.to_vec(), site, cause));
    }

    fn pending(&mut self, place: &Place<'_>, shape: &[Option<usize>], element: Element, pending: &'m mut Pending) {
        let mut trail = place.start();
        if !place.walk(&mut trail) {
            self.failures.push(failure(String::new(), Vec::new(), None, Cause::TooDeep));
            return;
        }
        self.bounds.leaf(self.set, Some(&trail));
        let info = outline(&trail, place, shape, element);
        let (site, later) = decide_later(self.set, &trail, &info);
        match later {
            Ok(Later::Fill(lasting, own)) => {
                let decision = Decision::new(info, place, borrows(&trail), (lasting, own), site, self.seed);
                self.later.push((pending, decision));
            }
            Ok(Later::Keep) if !self.new => {}
            Ok(Later::Keep) => self.failures.push(awaited(&info, site, Cause::NothingToKeep)),
            Err(cause) => self.failures.push(awaited(&info, site, cause)),
        }
    }

    fn sequence(&mut self, place: &Place<'_>, len: usize) {
        self.bounds.sequence(self.set, place, len);
    }
}

/// Lists what would be written.
struct List<'a> {
    set: RuleSet<'a>,
    inputs: Inputs<'a>,
    entries: Vec<PlanEntry>,
    /// The numbers of the streams of parts of parameters, each with the place of its entry.
    parts: Vec<(usize, u64)>,
    failures: Vec<Failure>,
    bounds: Bounds,
}

impl<'m> Visit<'m> for List<'_> {
    fn leaf(&mut self, place: &Place<'_>, values: View<'m>) {
        let mut trail = place.start();
        let trail = place.walk(&mut trail).then_some(&trail);
        self.bounds.leaf(self.set, trail);
        let info = inform(trail, place, values.shape(), values.element());
        let (site, deed) = decide(self.set, &mut self.inputs, trail, &info);
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
                let text = cause.to_string();
                push(&mut self.failures, failure(info.path.to_string(), info.shape.to_vec(), site, cause));
                (format!("error: {}", text.lines().next().unwrap_or_default()), None)
            }
        };
        self.entries.push(PlanEntry { info, number, initializer, moments, rule: site });
    }

    fn pending(&mut self, place: &Place<'_>, shape: &[Option<usize>], element: Element, _: &'m Pending) {
        let mut trail = place.start();
        if !place.walk(&mut trail) {
            self.failures.push(failure(String::new(), Vec::new(), None, Cause::TooDeep));
            return;
        }
        self.bounds.leaf(self.set, Some(&trail));
        let info = outline(&trail, place, shape, element);
        let (site, later) = decide_later(self.set, &trail, &info);
        let (initializer, moments) = match later {
            Ok(Later::Keep) => ("keep".to_owned(), None),
            Ok(Later::Fill(lasting, _)) => (lasting.to_string(), lasting.moments(&info)),
            Err(cause) => {
                let text = cause.to_string();
                self.failures.push(awaited(&info, site, cause));
                (format!("error: {}", text.lines().next().unwrap_or_default()), None)
            }
        };
        self.entries.push(PlanEntry { info, number: place.number(), initializer, moments, rule: site });
    }

    fn sequence(&mut self, place: &Place<'_>, len: usize) {
        self.bounds.sequence(self.set, place, len);
    }
}

fn failure(path: String, shape: Vec<usize>, rule: Option<RuleSite>, cause: Cause) -> Failure {
    Failure { path, shape, rule, cause }
}

/// What is wrong with a parameter that does not exist yet: its shape has the lengths that are known.
fn awaited(info: &ParamInfo, rule: Option<RuleSite>, cause: Cause) -> Failure {
    let known = match &info.outline {
        Some(outline) => outline.iter().flatten().copied().collect(),
        None => info.shape.to_vec(),
    };
    failure(info.path.to_string(), known, rule, cause)
}

/// Adds a failure; of a file that cannot be read, only the first.
fn push(failures: &mut Vec<Failure>, failure: Failure) {
    let file = |failure: &Failure| match &failure.cause {
        Cause::Load(fault) => match &**fault {
            LoadFault::File(error) => Some(Arc::as_ptr(error)),
            _ => None,
        },
        _ => None,
    };
    let known = file(&failure).is_some_and(|new| failures.iter().any(|old| file(old) == Some(new)));
    if !known {
        failures.push(failure);
    }
}

/// The numbers of the streams that a run draws from, and the parameters that do.
type Streams<'p> = SmallVec<[(u64, &'p ParamPath); FEW]>;

/// Two parameters with one stream number would get the same bits.
fn same_streams(mut parameters: Streams<'_>, failures: &mut Vec<Failure>) {
    parameters.sort_by_key(|&(number, _)| number);
    for pair in parameters.windows(2) {
        if let [(a, first), (b, second)] = pair
            && a == b
        {
            let cause = Cause::SameStream { other: first.to_string() };
            failures.push(failure(second.to_string(), Vec::new(), None, cause));
        }
    }
}
