//! Writing: the part of a run that touches the model.

use ndarray::ArrayD;

use super::decide::Deed;
use super::threads;
use crate::error::{Failure, RuleSite};
use crate::info::ParamInfo;
use crate::init::{Cause, Task};
use crate::model::zeros;
use crate::view::{ViewMut, each_type};

/// One parameter to write.
pub(super) struct Job<'a, 'm> {
    pub(super) info: ParamInfo,
    pub(super) number: u64,
    pub(super) site: Option<RuleSite>,
    pub(super) deed: Deed<'a>,
    pub(super) values: ViewMut<'m>,
}

/// Values that wait until nothing can fail any more.
enum Buffer {
    F32(ArrayD<f32>),
    F64(ArrayD<f64>),
    #[cfg(feature = "half")]
    F16(ArrayD<half::f16>),
    #[cfg(feature = "half")]
    Bf16(ArrayD<half::bf16>),
}

/// Writes everything, or nothing: what runs code of the user's goes first, in order of declaration.
pub(super) fn all(mut jobs: Vec<Job<'_, '_>>, seed: u64, new: bool) -> Result<(), Vec<Failure>> {
    let mut failures = Vec::new();
    let mut buffers = Vec::with_capacity(jobs.len());
    for job in &mut jobs {
        let buffer = if job.can_fail() {
            match job.attempt(seed, new) {
                Ok(buffer) => buffer,
                Err(cause) => {
                    failures.push(job.failure(cause));
                    None
                }
            }
        } else {
            None
        };
        buffers.push(buffer);
    }
    if !failures.is_empty() {
        return Err(failures);
    }
    let rest: Vec<_> = jobs.into_iter().zip(buffers).filter(|(job, _)| !(new && job.can_fail())).collect();
    let elements = rest.iter().map(|(job, _)| job.values.count()).sum();
    threads::for_each(rest, elements, |(mut job, buffer)| job.commit(buffer, seed)).into_iter().collect()
}

impl Job<'_, '_> {
    /// Whether the values may not come out: code of the user's makes them.
    fn can_fail(&self) -> bool {
        match &self.deed {
            Deed::Keep => false,
            Deed::Fill(task) => task.can_fail(),
            Deed::Made(_) => true,
        }
    }

    /// Computes the values: into the model if it is `new`, otherwise into a buffer.
    fn attempt(&mut self, seed: u64, new: bool) -> Result<Option<Buffer>, Cause> {
        if new {
            fill(&self.deed, &self.info, seed, self.number, self.values.reborrow())?;
            return Ok(None);
        }
        let shape = self.info.shape();
        let mut buffer = each_type!(ViewMut as Buffer, &self.values, _view => zeros(shape)?);
        fill(&self.deed, &self.info, seed, self.number, buffer.view())?;
        Ok(Some(buffer))
    }

    /// Writes what cannot fail, or what was computed before.
    fn commit(&mut self, buffer: Option<Buffer>, seed: u64) -> Result<(), Vec<Failure>> {
        match (&mut self.values, buffer) {
            (ViewMut::F32(view), Some(Buffer::F32(values))) => view.assign(&values),
            (ViewMut::F64(view), Some(Buffer::F64(values))) => view.assign(&values),
            #[cfg(feature = "half")]
            (ViewMut::F16(view), Some(Buffer::F16(values))) => view.assign(&values),
            #[cfg(feature = "half")]
            (ViewMut::Bf16(view), Some(Buffer::Bf16(values))) => view.assign(&values),
            (values, _) => {
                let done = match &self.deed {
                    Deed::Keep | Deed::Made(_) => Ok(()),
                    Deed::Fill(task) => fill_plain(task, &self.info, seed, self.number, values.reborrow()),
                };
                return done.map_err(|cause| vec![self.failure(cause)]);
            }
        }
        Ok(())
    }

    fn failure(&self, cause: Cause) -> Failure {
        Failure { path: self.info.path().to_string(), shape: self.info.shape().to_vec(), rule: self.site, cause }
    }
}

impl Buffer {
    fn view(&mut self) -> ViewMut<'_> {
        each_type!(Self as ViewMut, self, values => values.view_mut())
    }
}

/// Fills what cannot fail: on several threads where elements are drawn one by one into memory in their order.
fn fill_plain(task: &Task<'_>, info: &ParamInfo, seed: u64, number: u64, mut values: ViewMut<'_>) -> Result<(), Cause> {
    if let Some(sampler) = task.sampler() {
        each_type!(ViewMut, &mut values, view => {
            if let Some(slice) = view.as_slice_mut() {
                threads::fill(sampler, seed, number, slice);
                return Ok(());
            }
        });
    }
    task.fill(info, seed, number, values)
}

fn fill(deed: &Deed<'_>, info: &ParamInfo, seed: u64, number: u64, values: ViewMut<'_>) -> Result<(), Cause> {
    match deed {
        Deed::Keep => Ok(()),
        Deed::Fill(task) => task.fill(info, seed, number, values),
        Deed::Made(source) => source.resolve(info)?.fill(info, seed, number, values),
    }
}
