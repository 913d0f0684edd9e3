//! Writing: the part of a run that touches the model.

use ndarray::ArrayD;

use super::decide::Deed;
use crate::error::{Failure, RuleSite};
use crate::fill::for_each;
use crate::info::ParamInfo;
use crate::init::InitErrorKind;
use crate::model::zeros;
use crate::stream::StreamId;
use crate::view::{View, ViewMut, each_type};

/// One parameter to write.
pub(super) struct Job<'a, 'm> {
    pub(super) info: ParamInfo,
    pub(super) number: u64,
    pub(super) site: Option<RuleSite>,
    pub(super) deed: Deed<'a>,
    pub(super) values: ViewMut<'m>,
    pub(super) progress: Progress,
    /// Whether the values are a buffer, which a method takes once all is done.
    pub(super) lent: bool,
}

/// How far a job has come.
pub(super) enum Progress {
    Waiting,
    /// Values that wait until nothing can fail any more.
    Computed(Box<Buffer>),
    /// The first elements are written.
    Partly,
    Done,
}

/// The values of one parameter.
pub(super) enum Buffer {
    F32(ArrayD<f32>),
    F64(ArrayD<f64>),
    #[cfg(feature = "half")]
    F16(ArrayD<half::f16>),
    #[cfg(feature = "half")]
    Bf16(ArrayD<half::bf16>),
}

/// Writes everything, or nothing: what runs code of the user's goes first, in order of declaration.
pub(super) fn all(jobs: &mut [Job<'_, '_>], seed: u64, new: bool) -> Result<(), Vec<Failure>> {
    let mut failures = Vec::new();
    for job in jobs.iter_mut() {
        let attempt = if job.can_fail() { job.attempt(seed, new) } else { job.room().map(|()| Progress::Waiting) };
        match attempt {
            Ok(progress) => job.progress = progress,
            Err(cause) => failures.push(job.failure(cause)),
        }
    }
    if failures.is_empty() {
        let elements = jobs.iter().fold(0, |sum: usize, job| sum.saturating_add(job.values.count()));
        // Nothing fails here but an allocation: each job was found to have room by itself, but several run at once, and
        // other threads take memory, too.
        failures.extend(for_each(jobs, elements, |job| job.commit(seed)).err().map(|failure| *failure));
    }
    if failures.is_empty() { Ok(()) } else { Err(failures) }
}

impl Job<'_, '_> {
    /// Whether the values may not come out: code of the user's makes them.
    pub(super) fn can_fail(&self) -> bool {
        match &self.deed {
            Deed::Keep => false,
            Deed::Fill(task) => task.can_fail(),
            Deed::Made(_) => true,
        }
    }

    /// Refuses if memory does not hold what writing takes.
    pub(super) fn room(&self) -> Result<(), InitErrorKind> {
        match &self.deed {
            Deed::Fill(task) => task.room(&self.values),
            Deed::Keep | Deed::Made(_) => Ok(()),
        }
    }

    /// Computes the values: into the model if it is `new`, otherwise into a buffer.
    pub(super) fn attempt(&mut self, seed: u64, new: bool) -> Result<Progress, InitErrorKind> {
        if new {
            fill(&self.deed, &self.info, StreamId { seed, number: self.number }, self.values.reborrow())?;
            return Ok(Progress::Done);
        }
        let mut buffer = Buffer::like(&self.values)?;
        fill(&self.deed, &self.info, StreamId { seed, number: self.number }, buffer.view())?;
        Ok(Progress::Computed(Box::new(buffer)))
    }

    /// Writes what cannot fail, or what was computed before.
    pub(super) fn commit(&mut self, seed: u64) -> Result<(), Box<Failure>> {
        match (&self.progress, &mut self.values) {
            (Progress::Done, _) => {}
            (Progress::Computed(buffer), values) => buffer.copy_to(values),
            (Progress::Waiting | Progress::Partly, values) => {
                let done = fill(&self.deed, &self.info, StreamId { seed, number: self.number }, values.reborrow());
                return done.map_err(|cause| Box::new(self.failure(cause)));
            }
        }
        Ok(())
    }

    pub(super) fn failure(&self, cause: InitErrorKind) -> Failure {
        Failure { path: self.info.path().to_string(), shape: self.info.shape().to_vec(), rule: self.site, cause }
    }
}

impl Buffer {
    /// Zeros of the same type and shape.
    pub(super) fn like(values: &ViewMut<'_>) -> Result<Self, InitErrorKind> {
        let shape = values.shape();
        Ok(each_type!(ViewMut as Buffer, values, _view => zeros(shape)?))
    }

    /// The values, to read.
    pub(super) fn read(&self) -> View<'_> {
        each_type!(Self as View, self, values => values.view())
    }

    pub(super) fn view(&mut self) -> ViewMut<'_> {
        each_type!(Self as ViewMut, self, values => values.view_mut())
    }

    /// Copies the values to a parameter of the same type and shape.
    pub(super) fn copy_to(&self, values: &mut ViewMut<'_>) {
        match (self, values) {
            (Self::F32(computed), ViewMut::F32(values)) => values.assign(computed),
            (Self::F64(computed), ViewMut::F64(values)) => values.assign(computed),
            #[cfg(feature = "half")]
            (Self::F16(computed), ViewMut::F16(values)) => values.assign(computed),
            #[cfg(feature = "half")]
            (Self::Bf16(computed), ViewMut::Bf16(values)) => values.assign(computed),
            _ => {}
        }
    }
}

fn fill(deed: &Deed<'_>, info: &ParamInfo, id: StreamId, values: ViewMut<'_>) -> Result<(), InitErrorKind> {
    match deed {
        Deed::Keep => Ok(()),
        Deed::Fill(task) => task.fill_directly(info, id, values),
        Deed::Made(source) => source.resolve(info)?.fill_directly(info, id, values),
    }
}
