//! A parameter to write, and how far that is.

use smallvec::SmallVec;

use crate::error::{Failure, RuleSite};
use crate::fill::SMALL;
use crate::info::ParamInfo;
use crate::init::source::failure::FailureKind;
use crate::stream::StreamId;
use crate::survey::{Buffer, Decision, FEW};
use crate::view::{View, ViewMut};

/// The parameters to write.
pub(super) type Jobs<'e, 'a> = SmallVec<[Job<'e, 'a>; FEW]>;

/// A parameter to write. A parameter that is kept has no job.
pub(super) struct Job<'e, 'a> {
    pub(super) info: &'e ParamInfo,
    pub(super) id: StreamId,
    pub(super) rule: Option<RuleSite>,
    pub(super) decision: &'e Decision<'a>,
    pub(super) values: ViewMut<'e>,
    pub(super) progress: Progress,
    /// True if the values are a buffer, which an accessor takes at the end.
    pub(super) lent: bool,
    /// True if another parameter follows from the values.
    pub(super) needed: bool,
}

/// The progress of a job.
pub(super) enum Progress {
    Waiting,
    /// The values wait until nothing can fail any more.
    Computed(Box<Buffer>),
    /// The first elements are written.
    Partly,
    Done,
}

impl Job<'_, '_> {
    /// Returns `true` if the values are made before anything is written, as those are from which others follow. Of a model
    /// that exists these are also those that take much memory besides, for which there may be none: they wait in a buffer.
    pub(super) fn goes_first(&self, new: bool) -> bool {
        let large = || match self.decision {
            Decision::Fill(task) => task.scratch(&self.values) > SMALL,
            _ => false,
        };
        self.can_fail() || self.needed || !new && large()
    }

    /// Returns `true` if filling may fail: the user's code makes the values.
    pub(super) fn can_fail(&self) -> bool {
        match self.decision {
            Decision::Fill(task) => task.can_fail(),
            Decision::Keep | Decision::Defer(_) | Decision::Refused(_) => false,
        }
    }

    /// Returns an error if memory does not hold the buffers for writing.
    pub(super) fn room(&self) -> Result<(), FailureKind> {
        match self.decision {
            Decision::Fill(task) => task.room(&self.values),
            _ => Ok(()),
        }
    }

    /// Computes the values: into the model if it is `new`, otherwise into a buffer.
    pub(super) fn attempt(&mut self, new: bool) -> Result<Progress, FailureKind> {
        if new {
            fill(self.decision, self.info, self.id, self.values.reborrow())?;
            return Ok(Progress::Done);
        }
        let mut buffer = Buffer::like(&self.values)?;
        fill(self.decision, self.info, self.id, buffer.view_mut())?;
        Ok(Progress::Computed(Box::new(buffer)))
    }

    /// Writes the values that cannot fail, or that were computed before.
    pub(super) fn commit(&mut self) -> Result<(), Box<Failure>> {
        match (&self.progress, &mut self.values) {
            (Progress::Done, _) => {}
            (Progress::Computed(buffer), values) => buffer.copy_to(values),
            (Progress::Waiting | Progress::Partly, values) => {
                let done = fill(self.decision, self.info, self.id, values.reborrow());
                return done.map_err(|cause| Box::new(self.failure(cause)));
            }
        }
        Ok(())
    }

    /// The new values, in the model or in a buffer.
    pub(super) fn view(&mut self) -> View<'_> {
        match &self.progress {
            Progress::Computed(buffer) => buffer.view(),
            Progress::Waiting | Progress::Partly | Progress::Done => self.values.view(),
        }
    }

    pub(super) fn failure(&self, cause: FailureKind) -> Failure {
        Failure::of(self.info, self.rule, cause)
    }
}

fn fill(decision: &Decision<'_>, info: &ParamInfo, id: StreamId, values: ViewMut<'_>) -> Result<(), FailureKind> {
    match decision {
        Decision::Fill(task) => task.fill_directly(info, id, values),
        Decision::Keep | Decision::Defer(_) | Decision::Refused(_) => Ok(()),
    }
}
