//! Parameters that a method gives, `get_mut = weight_mut`: a run borrows them twice, for a moment each time.
//!
//! Such a method borrows its whole object, so two of them exclude each other, and nothing can be kept until the end of
//! the run. So values are made in buffers, and a second visit puts them where they belong once nothing can fail.

use super::survey::{Outlined, not_cut};
use super::write::{Buffer, Job, Progress};
use super::{Collect, Deed, Jobs, Later};
use crate::dtype::DType;
use crate::error::{Failure, InitError, RuleSite};
use crate::info::ParamInfo;
use crate::init::InitErrorKind;
use crate::model::{Decision, Initialize, Lent, Pending, Place, Shape, VisitMut, each_part};
use crate::path::ParamPath;
use crate::seed::Seed;
use crate::view::ViewMut;

/// What waits for the second visit, in the order of the visits.
pub(super) enum Held<'a> {
    Values(Box<Waiting<'a>>),
    Decision(Box<Decision>),
    /// The parameter stays as it is.
    Nothing,
}

/// A job without its values.
pub(super) struct Waiting<'a> {
    pub(super) info: ParamInfo,
    pub(super) number: u64,
    pub(super) site: Option<RuleSite>,
    pub(super) deed: Option<Deed<'a>>,
    pub(super) buffer: Buffer,
    /// Number of jobs that were declared before.
    pub(super) before: usize,
}

impl<'a> Collect<'a, '_> {
    /// Looks at a parameter, and decides what waits for it.
    pub(super) fn hold(&mut self, place: &Place<'_>, lent: Lent<'_>) {
        match lent {
            Lent::Values(values) => {
                let (shape, element) = (Shape::from(values.shape()), values.dtype());
                let cut = each_part(place, values, |place, values| {
                    let held = self.hold_values(place, &values);
                    self.held.push(held);
                });
                if let Err(fault) = cut {
                    let (info, cause) = not_cut(place, &shape, element, fault);
                    self.survey.note(&info, None, cause);
                }
            }
            Lent::Pending(shape, element, _) => {
                let held = self.hold_decision(place, shape, element);
                self.held.push(held);
            }
        }
    }

    fn hold_values(&mut self, place: &Place<'_>, values: &ViewMut<'_>) -> Held<'a> {
        let (info, site, deed) = self.survey.leaf(place, values.shape(), values.dtype());
        let deed = match deed {
            Ok(Deed::Keep) if self.new => Err(InitErrorKind::NothingToKeep),
            Ok(Deed::Keep) => return Held::Nothing,
            deed => deed,
        };
        let made = deed.and_then(|deed| Ok((deed, Buffer::like(values)?)));
        match made {
            Ok((deed, buffer)) => {
                let (number, before) = (place.number(), self.jobs.len());
                Held::Values(Box::new(Waiting { info, number, site, deed: Some(deed), buffer, before }))
            }
            Err(cause) => {
                self.survey.note(&info, site, cause);
                Held::Nothing
            }
        }
    }

    fn hold_decision(&mut self, place: &Place<'_>, shape: &[Option<usize>], element: DType) -> Held<'a> {
        let Some(Outlined { info, site, later, borrows }) = self.survey.pending(place, shape, element) else {
            return Held::Nothing;
        };
        let cause = match later {
            Ok(Later::Fill(lasting, own)) => {
                let decision = Decision::new(info, place, borrows, (lasting, own), site, self.seed);
                return Held::Decision(Box::new(decision));
            }
            Ok(Later::Keep) if !self.new => return Held::Nothing,
            Ok(Later::Keep) => InitErrorKind::NothingToKeep,
            Err(cause) => cause,
        };
        self.survey.note(&info, site, cause);
        Held::Nothing
    }
}

/// All jobs in order of declaration, those that fill buffers among them, and the streams of what is only decided.
pub(super) fn with<'a, 'm: 'h, 'h>(
    jobs: Jobs<'a, 'm>,
    held: &'h mut [Held<'a>],
) -> (Jobs<'a, 'h>, Vec<(u64, &'h ParamPath)>) {
    let (mut all, mut streams) = (Jobs::new(), Vec::new());
    let mut jobs = jobs.into_iter().map(shorter).enumerate().peekable();
    for held in held {
        let waiting = match held {
            Held::Values(waiting) => waiting,
            Held::Decision(decision) => {
                streams.push((decision.id.number, &decision.info.path));
                continue;
            }
            Held::Nothing => continue,
        };
        let Waiting { info, number, site, deed, buffer, before } = &mut **waiting;
        while let Some((_, job)) = jobs.next_if(|(i, _)| i < before) {
            all.push(job);
        }
        let Some(deed) = deed.take() else { continue };
        let values = buffer.view();
        let (info, progress) = (info.clone(), Progress::Waiting);
        all.push(Job { info, number: *number, site: *site, deed, values, progress, lent: true });
    }
    all.extend(jobs.map(|(_, job)| job));
    (all, streams)
}

/// The same job, for a shorter time.
fn shorter<'a, 'm: 'h, 'h>(job: Job<'a, 'm>) -> Job<'a, 'h> {
    let Job { info, number, site, deed, values, progress, lent } = job;
    Job { info, number, site, deed, values: values.shorten(), progress, lent }
}

/// Puts what was held where it belongs.
pub(super) fn put<M: Initialize>(held: Vec<Held<'_>>, model: &mut M, seed: Seed) -> Result<(), InitError> {
    if held.is_empty() {
        return Ok(());
    }
    let mut put = Put { held: held.into_iter(), failures: Vec::new() };
    model.visit_parameters_mut(&Place::root(M::SCHEMA, seed.place()), &mut put);
    // What found no place at all.
    while let Some(held) = put.held.next() {
        if let Held::Values(waiting) = held {
            put.changed(*waiting);
        }
    }
    if put.failures.is_empty() { Ok(()) } else { Err(InitError::new(put.failures)) }
}

struct Put<'a> {
    held: std::vec::IntoIter<Held<'a>>,
    failures: Vec<Failure>,
}

impl<'m> VisitMut<'m> for Put<'_> {
    fn leaf(&mut self, _: &Place<'_>, _: ViewMut<'m>) {}

    fn pending(&mut self, _: &Place<'_>, _: &[Option<usize>], _: DType, _: &'m mut Pending) {}

    fn sequence(&mut self, _: &Place<'_>, _: usize) {}

    fn lent(&mut self, place: &Place<'_>, lent: Lent<'_>) {
        match lent {
            Lent::Values(values) => {
                // Where it can no longer be cut, what waits for its parts finds another place next, and fails there.
                let cut = each_part(place, values, |place, mut values| match self.held.next() {
                    Some(Held::Values(waiting)) if waiting.is_for(place, &values) => {
                        waiting.buffer.copy_to(&mut values);
                    }
                    Some(Held::Values(waiting)) => self.changed(*waiting),
                    _ => {}
                });
                if cut.is_err()
                    && let Some(Held::Values(waiting)) = self.held.next()
                {
                    self.changed(*waiting);
                }
            }
            Lent::Pending(_, _, pending) => match self.held.next() {
                Some(Held::Decision(decision)) => pending.decide(*decision),
                Some(Held::Values(waiting)) => self.changed(*waiting),
                _ => {}
            },
        }
    }
}

impl Put<'_> {
    fn changed(&mut self, waiting: Waiting<'_>) {
        let Waiting { info, site, .. } = waiting;
        let (path, shape) = (info.path().to_string(), info.shape().to_vec());
        self.failures.push(Failure { path, shape, rule: site, cause: InitErrorKind::Changed });
    }
}

impl Waiting<'_> {
    /// Whether these are the values that it was decided for.
    fn is_for(&self, place: &Place<'_>, values: &ViewMut<'_>) -> bool {
        self.number == place.number() && self.info.shape() == values.shape()
    }
}
