//! Values that follow from those of other parameters: made when the others are, and before anything is written.

use ndarray::ArrayD;

use super::job::{Job, Progress};
use crate::error::Failure;
use crate::fill;
use crate::init::InitErrorKind;
use crate::init::source::failure::FailureKind;
use crate::path::ParamPath;
use crate::survey::Buffer;
use crate::view::{View, ViewMut};

/// The parameters that a run leaves as they are, if others may follow from them.
pub(super) type Kept<'e> = Vec<(&'e ParamPath, View<'e>)>;

/// Marks the parameters from which others follow: their values are made first.
pub(super) fn mark(jobs: &mut [Job<'_, '_>]) {
    for at in 0..jobs.len() {
        let Some(source) = jobs.get(at).and_then(Job::source) else { continue };
        if let Some(job) = jobs.iter_mut().find(|job| *job.info.path() == *source) {
            job.needed = true;
        }
    }
}

/// Makes the values of all parameters that follow from others.
pub(super) fn all(jobs: &mut [Job<'_, '_>], kept: &Kept<'_>, new: bool) -> Vec<Failure> {
    let mut failures = Vec::new();
    for at in 0..jobs.len() {
        let Some(source) = jobs.get(at).and_then(Job::source) else { continue };
        let made = jobs.iter_mut().find(|job| *job.info.path() == *source && job.source().is_none());
        let array = match made {
            Some(job) => Some(widened(&job.view())),
            None => kept.iter().find(|(path, _)| **path == *source).map(|(_, view)| widened(view)),
        };
        if let Some(job) = jobs.get_mut(at) {
            match array.transpose().map_err(FailureKind::from).and_then(|array| job.follow(array, new)) {
                Ok(progress) => job.progress = progress,
                Err(cause) => failures.push(job.failure(cause)),
            }
        }
    }
    failures
}

/// The values as `f64`.
fn widened(view: &View<'_>) -> Result<ArrayD<f64>, InitErrorKind> {
    let count = view.count();
    let too_large = |_| InitErrorKind::Memory { bytes: count.saturating_mul(size_of::<f64>()) };
    let mut array = ArrayD::from_shape_vec(view.shape(), fill::buffer(count)?).map_err(too_large)?;
    let mut from = view.values();
    ViewMut::F64(array.view_mut()).fill_with(|| from.next().unwrap_or_default());
    Ok(array)
}

impl Job<'_, '_> {
    /// The path of the parameter from which this one follows, if it does.
    pub(super) fn source(&self) -> Option<String> {
        self.decision.derived().map(|derived| derived.source(self.info.path()))
    }

    /// Computes the values from those of the other parameter: into the model if it is `new`, otherwise into a buffer.
    fn follow(&mut self, array: Option<ArrayD<f64>>, new: bool) -> Result<Progress, FailureKind> {
        let Some(derived) = self.decision.derived() else { return Ok(Progress::Waiting) };
        let array = array.ok_or_else(|| derived.unreadable(self.info))?;
        if new {
            derived.fill(self.info, self.id, array, &mut self.values)?;
            return Ok(Progress::Done);
        }
        let mut buffer = Buffer::like(&self.values)?;
        derived.fill(self.info, self.id, array, &mut buffer.view_mut())?;
        Ok(Progress::Computed(Box::new(buffer)))
    }
}
