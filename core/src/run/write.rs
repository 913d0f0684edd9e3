//! Writing: the part of a run that touches the model.

use super::derive::{self, Kept};
use super::job::{Job, Progress};
use crate::error::Failure;
use crate::fill::for_each;

/// Writes everything, or nothing. The values by the user's code come first, in order of declaration.
pub(super) fn all(jobs: &mut [Job<'_, '_>], kept: &Kept<'_>, new: bool) -> Result<(), Vec<Failure>> {
    let mut failures = Vec::new();
    for job in jobs.iter_mut().filter(|job| job.decision.derived().is_none()) {
        let attempt = if job.can_fail() { job.attempt(new) } else { job.room().map(|()| Progress::Waiting) };
        match attempt {
            Ok(progress) => job.progress = progress,
            Err(cause) => failures.push(job.failure(cause)),
        }
    }
    if failures.is_empty() {
        let mut large: Vec<_> = jobs.iter_mut().filter(|job| !job.can_fail() && job.goes_first(new)).collect();
        let elements = sum(large.iter().map(|job| job.values.count()));
        let made = for_each(&mut large, elements, |job| {
            job.progress = job.attempt(new).map_err(|cause| Box::new(job.failure(cause)))?;
            Ok(())
        });
        failures.extend(made.err().map(|failure: Box<Failure>| *failure));
    }
    if failures.is_empty() {
        failures = derive::all(jobs, kept, new);
    }
    if failures.is_empty() {
        let elements = sum(jobs.iter().map(|job| job.values.count()));
        // Nothing fails here but a small request for memory, or in a new model, which is dropped then, a large one: each
        // was found to be met by itself, but several run at once, and other threads take memory, too.
        failures.extend(for_each(jobs, elements, Job::commit).err().map(|failure| *failure));
    }
    if failures.is_empty() { Ok(()) } else { Err(failures) }
}

fn sum(counts: impl Iterator<Item = usize>) -> usize {
    counts.fold(0, usize::saturating_add)
}
