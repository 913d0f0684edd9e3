//! Parameters that are lent for a moment: behind an accessor (`get_mut = weight_mut`), or another framework's tensors. A run
//! borrows each twice.
//!
//! An accessor borrows its whole object, and a lock is not held while others are taken. So no borrow can last until the end
//! of the run. Values that can fail wait in buffers. A second visit copies them, and makes the others in place.

use crate::error::{Failure, InitError, RuleSite};
use crate::info::ParamInfo;
use crate::init::Prepared;
use crate::init::source::failure::FailureKind;
use crate::model::{self, Deferred, Initialize, Item, Place, Write, each_mut, each_part};
use crate::seed::Seed;
use crate::shape::Shape;
use crate::stream::StreamId;
use crate::survey::Buffer;
use crate::view::{Lend, ViewMut};

/// A parameter that waits for the second visit.
pub(super) struct Lent<'a> {
    pub(super) info: ParamInfo,
    pub(super) number: u64,
    pub(super) rule: Option<RuleSite>,
    pub(super) what: Waiting<'a>,
}

/// The value or decision that a parameter gets at the second visit.
pub(super) enum Waiting<'a> {
    Values(Box<Buffer>),
    /// The values are made in place.
    Fill(Prepared<'a>),
    Deferred(Box<Deferred>),
    /// The parameter stays as it is.
    Nothing,
}

/// Hands out the waiting values and decisions, in the order of the first visit.
pub(super) fn put<M: Initialize>(lent: Vec<Lent<'_>>, model: &mut M, seed: Seed) -> Result<(), InitError> {
    let mut put = Put { lent: lent.into_iter(), seed: seed.value(), failures: Vec::new() };
    each_mut(model, seed.place(), &mut |place, item| put.item(place, item));
    // What is left had no parameter in the second visit.
    while let Some(lent) = put.lent.next() {
        put.miss(&lent);
    }
    if put.failures.is_empty() { Ok(()) } else { Err(InitError::new(put.failures)) }
}

struct Put<'a> {
    lent: std::vec::IntoIter<Lent<'a>>,
    seed: u64,
    failures: Vec<Failure>,
}

impl Put<'_> {
    fn item(&mut self, place: &Place<'_>, item: Write<'_, '_>) {
        match item {
            Item::Lent(model::Lent::Values(owner)) => self.values(place, owner),
            Item::Lent(model::Lent::Pending(_, _, pending)) => match self.lent.next() {
                Some(Lent { info, number, rule, what: Waiting::Deferred(what) }) => {
                    pending.decide(info, rule, StreamId { seed: self.seed, number }, *what);
                }
                Some(lent) => self.miss(&lent),
                None => {}
            },
            _ => {}
        }
    }

    /// Writes one parameter, or each part of an array that is cut.
    fn values(&mut self, place: &Place<'_>, owner: &mut dyn Lend) {
        let shape = Shape::from(owner.shape());
        let mut parts = 0;
        // If the array can no longer be cut, its waiting values meet the next parameter, and fail there.
        if each_part(place, shape, |_, _| parts += 1).is_err() {
            parts = 1;
        }
        let lent: Vec<_> = self.lent.by_ref().take(parts).collect();
        if lent.iter().all(|lent| matches!(lent.what, Waiting::Nothing)) {
            return;
        }
        let (seed, failures) = (self.seed, &mut self.failures);
        let mut waiting = lent.iter();
        let written = owner.write(&mut |values| {
            let _ = each_part(place, values, |place, values| {
                if let Some(lent) = waiting.next() {
                    failures.extend(lent.write(place, values, seed).err().map(|cause| lent.failure(cause)));
                }
            });
        });
        match written {
            Err(error) => self.failures.extend(lent.first().map(|lent| lent.failure(FailureKind::Lent(error)))),
            Ok(()) => waiting.for_each(|lent| self.miss(lent)),
        }
    }

    /// Records a failure: the values met a parameter other than the one that they were made for.
    fn miss(&mut self, lent: &Lent<'_>) {
        if let Waiting::Values(_) | Waiting::Fill(_) = lent.what {
            self.failures.push(lent.failure(FailureKind::Changed));
        }
    }
}

impl Lent<'_> {
    fn write(&self, place: &Place<'_>, mut values: ViewMut<'_>, seed: u64) -> Result<(), FailureKind> {
        let same = self.number == place.number() && self.info.shape() == values.shape();
        match &self.what {
            Waiting::Values(_) | Waiting::Fill(_) if !same => Err(FailureKind::Changed),
            Waiting::Values(buffer) => {
                buffer.copy_to(&mut values);
                Ok(())
            }
            Waiting::Fill(task) => task.fill_directly(&self.info, StreamId { seed, number: self.number }, values),
            Waiting::Deferred(_) | Waiting::Nothing => Ok(()),
        }
    }

    fn failure(&self, cause: FailureKind) -> Failure {
        Failure::of(&self.info, self.rule, cause)
    }
}
