//! A run: decide on every parameter, check everything, then write.
//!
//! Nothing is written before everything was checked. What can fail while it runs goes first: into buffers of its own
//! when the model exists already, straight into the model when it is new and will be dropped on failure.

mod bounds;
mod decide;
mod lent;
mod observed;
mod plan;
#[cfg(feature = "plot")]
mod read;
mod select;
mod survey;
mod write;

use smallvec::SmallVec;

use crate::dtype::DType;
use crate::error::InitError;
use crate::init::InitErrorKind;
use crate::model::{Allocate, Decision, Initialize, Lent, Pending, Place, Shape, VisitMut, each_part};
use crate::observe::Observer;
use crate::path::ParamPath;
use crate::rules::RuleSet;
use crate::seed::Seed;
use crate::view::ViewMut;
use decide::{Deed, Later};
use lent::Held;
pub(crate) use plan::{explain, plan, plan_build, summary};
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
    streams.extend(later.iter().map(|(_, decision)| (decision.id.number, &decision.info.path)));
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
        let (info, site, deed) = self.survey.leaf(place, values.shape(), values.dtype());
        let number = place.number();
        let cause = match deed {
            Ok(Deed::Keep) if self.new => InitErrorKind::NothingToKeep,
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
        let (shape, element) = (Shape::from(values.shape()), values.dtype());
        if let Err(fault) = each_part(place, values, |place, values| self.parameter(place, values)) {
            let (info, cause) = not_cut(place, &shape, element, fault);
            self.survey.note(&info, None, cause);
        }
    }

    fn pending(&mut self, place: &Place<'_>, shape: &[Option<usize>], element: DType, pending: &'m mut Pending) {
        let Some(Outlined { info, site, later, borrows }) = self.survey.pending(place, shape, element) else { return };
        match later {
            Ok(Later::Fill(lasting, own)) => {
                let decision = Decision::new(info, place, borrows, (lasting, own), site, self.seed);
                self.later.push((pending, decision));
            }
            Ok(Later::Keep) if !self.new => {}
            Ok(Later::Keep) => self.survey.note(&info, site, InitErrorKind::NothingToKeep),
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
