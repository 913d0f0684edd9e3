//! Writing in a run with an observer.
//!
//! The order is that of a run without an observer: values by the user's code first, then the rest. But small parameters
//! are filled in batches and large ones in pieces, with calls of the observer in between.

use core::ops::ControlFlow;

use super::derive::{self, Kept};
use super::job::{Job, Progress};
use crate::error::Failure;
use crate::fill::{BLOCK, fill_slice, for_each};
use crate::init::Prepared;
use crate::init::source::failure::{Cancelled, FailureKind};
use crate::observe::{Done, Observer, Totals};
use crate::path::ParamPath;
use crate::statistics::Statistics;
use crate::survey::Decision;
use crate::view::{ViewMut, each_type};

/// The number of elements of a batch or a piece: some milliseconds of work, and whole blocks.
const PIECE: usize = 64 * BLOCK;

/// The reason why an observed run stops.
enum Stop {
    Cancelled,
    Failed(Vec<Failure>),
}

/// Writes everything, or nothing, or until the observer cancels. `deferred` holds the paths of parameters that do not
/// exist yet.
pub(super) fn all(
    jobs: &mut [Job<'_, '_>],
    (kept, deferred): (&Kept<'_>, &[&ParamPath]),
    new: bool,
    observer: &mut dyn Observer,
) -> Result<(), Vec<Failure>> {
    let mut watched = Watched { observer, new };
    match watched.all(jobs, kept) {
        Ok(()) => Ok(()),
        Err(Stop::Failed(failures)) => Err(failures),
        Err(Stop::Cancelled) => {
            let mut cancelled = Cancelled { written: Vec::new(), partly: None, untouched: Vec::new(), new };
            for job in &*jobs {
                let path = job.info.path().to_string();
                match job.progress {
                    _ if job.lent => cancelled.untouched.push(path),
                    Progress::Done => cancelled.written.push(path),
                    Progress::Partly => cancelled.partly = Some(path),
                    Progress::Waiting | Progress::Computed(_) => cancelled.untouched.push(path),
                }
            }
            cancelled.untouched.extend(deferred.iter().map(ToString::to_string));
            let cause = FailureKind::Cancelled(Box::new(cancelled));
            Err(vec![Failure { path: String::new(), shape: Vec::new(), rule: None, cause }])
        }
    }
}

struct Watched<'o> {
    observer: &'o mut dyn Observer,
    new: bool,
}

impl Watched<'_> {
    fn all(&mut self, jobs: &mut [Job<'_, '_>], kept: &Kept<'_>) -> Result<(), Stop> {
        let totals = Totals { parameters: jobs.len(), bytes: jobs.iter().map(Job::bytes).sum() };
        go_on(self.observer.start(totals))?;
        self.attempts(jobs)?;
        self.follow(jobs, kept)?;
        let mut rest = jobs;
        while !rest.is_empty() {
            let (batch, after) = rest.split_at_mut(batch(rest));
            self.commit(batch)?;
            rest = after;
        }
        self.observer.end();
        Ok(())
    }

    /// Makes the values whose computation can fail, and checks that the others have room.
    fn attempts(&mut self, jobs: &mut [Job<'_, '_>]) -> Result<(), Stop> {
        let mut failures = Vec::new();
        for job in jobs.iter_mut().filter(|job| job.decision.derived().is_none()) {
            let first = job.goes_first(self.new);
            let attempt = if first {
                go_on(self.observer.parameter(job.info))?;
                job.attempt(self.new)
            } else {
                job.room().map(|()| Progress::Waiting)
            };
            match attempt {
                Ok(progress) => job.progress = progress,
                Err(cause) => failures.push(job.failure(cause)),
            }
            if first && failures.is_empty() {
                self.done(job)?;
            }
        }
        if failures.is_empty() { Ok(()) } else { Err(Stop::Failed(failures)) }
    }

    /// Makes the values that follow from others.
    fn follow(&mut self, jobs: &mut [Job<'_, '_>], kept: &Kept<'_>) -> Result<(), Stop> {
        for job in jobs.iter().filter(|job| job.decision.derived().is_some()) {
            go_on(self.observer.parameter(job.info))?;
        }
        let failures = derive::all(jobs, kept, self.new);
        if !failures.is_empty() {
            return Err(Stop::Failed(failures));
        }
        for job in jobs.iter_mut().filter(|job| job.decision.derived().is_some()) {
            self.done(job)?;
        }
        Ok(())
    }

    /// Writes several parameters at once, or a large one piece by piece.
    fn commit(&mut self, batch: &mut [Job<'_, '_>]) -> Result<(), Stop> {
        let fresh: Vec<bool> = batch.iter().map(|job| matches!(job.progress, Progress::Waiting)).collect();
        for (job, _) in batch.iter().zip(&fresh).filter(|(_, fresh)| **fresh) {
            go_on(self.observer.parameter(job.info))?;
        }
        if let ([job], [true]) = (&mut *batch, &*fresh)
            && job.values.count() > PIECE
        {
            self.pieces(job)?;
        }
        let elements = batch.iter().fold(0, |sum: usize, job| sum.saturating_add(job.values.count()));
        for_each(batch, elements, |job| {
            job.commit()?;
            job.progress = Progress::Done;
            Ok(())
        })
        .map_err(|failure: Box<Failure>| Stop::Failed(vec![*failure]))?;
        for (job, _) in batch.iter_mut().zip(&fresh).filter(|(_, fresh)| **fresh) {
            self.done(job)?;
        }
        Ok(())
    }

    /// Writes a large parameter piece by piece, if it lies in row-major order and every element is drawn on its own.
    fn pieces(&mut self, job: &mut Job<'_, '_>) -> Result<(), Stop> {
        let Job { info, id, decision, values, progress, rule, .. } = job;
        let Decision::Fill(task @ Prepared::Init { resolved, .. }) = decision else { return Ok(()) };
        if !resolved.is_sliceable() {
            return Ok(());
        }
        let bytes = values.dtype().bytes() as u64;
        each_type!(ViewMut, &mut *values, values => {
            let Some(slice) = values.as_slice_mut() else { return Ok(()) };
            let count = slice.len();
            let mut start = 0_usize;
            for piece in slice.chunks_mut(PIECE) {
                let end = start + piece.len();
                let filled = fill_slice(piece, |offset, out| resolved.fill(*id, start as u64 + offset, out));
                filled.map_err(|cause| Stop::Failed(vec![Failure::of(info, *rule, cause.into())]))?;
                *progress = if end == count { Progress::Done } else { Progress::Partly };
                if end < count {
                    go_on(self.observer.progress(info, end as u64 * bytes))?;
                }
                start = end;
            }
        });
        task.rows(info, values).map_err(|cause| Stop::Failed(vec![Failure::of(info, *rule, cause)]))
    }

    fn done(&mut self, job: &mut Job<'_, '_>) -> Result<(), Stop> {
        let statistics = self.observer.wants_statistics().then(|| Statistics::of(&job.view()));
        go_on(self.observer.done(&Done { info: job.info, bytes: job.bytes(), statistics }))
    }
}

/// Returns the number of the next jobs that are filled at once.
fn batch(jobs: &[Job<'_, '_>]) -> usize {
    let mut elements = 0_usize;
    let fit = jobs.iter().take_while(|job| {
        elements = elements.saturating_add(job.values.count());
        elements <= PIECE
    });
    fit.count().max(1)
}

fn go_on(flow: ControlFlow<()>) -> Result<(), Stop> {
    if flow.is_break() { Err(Stop::Cancelled) } else { Ok(()) }
}

impl Job<'_, '_> {
    fn bytes(&self) -> u64 {
        self.values.count() as u64 * self.values.dtype().bytes() as u64
    }
}
