//! Parameters that an accessor gives (`get_mut = weight_mut`). A run borrows each twice, for a moment each time.
//!
//! An accessor borrows its whole object. So two accessors exclude each other, and no borrow can last until the end of
//! the run. The run makes the values in buffers. A second visit copies them to the parameters once nothing can fail.

use crate::error::{Failure, InitError, RuleSite};
use crate::info::ParamInfo;
use crate::init::source::failure::FailureKind;
use crate::model::{self, Deferred, Initialize, Item, Place, Write, each_mut, each_part};
use crate::seed::Seed;
use crate::stream::StreamId;
use crate::survey::Buffer;
use crate::view::ViewMut;

/// A parameter that waits for the second visit.
pub(super) struct Lent {
    pub(super) info: ParamInfo,
    pub(super) number: u64,
    pub(super) rule: Option<RuleSite>,
    pub(super) what: Waiting,
}

/// The value or decision that a parameter gets at the second visit.
pub(super) enum Waiting {
    Values(Box<Buffer>),
    Deferred(Box<Deferred>),
    /// The parameter stays as it is.
    Nothing,
}

/// Hands out the waiting values and decisions, in the order of the first visit.
pub(super) fn put<M: Initialize>(lent: Vec<Lent>, model: &mut M, seed: Seed) -> Result<(), InitError> {
    let mut put = Put { lent: lent.into_iter(), seed: seed.value(), failures: Vec::new() };
    each_mut(model, seed.place(), &mut |place, item| put.item(place, item));
    // What is left had no parameter in the second visit.
    while let Some(lent) = put.lent.next() {
        put.miss(lent);
    }
    if put.failures.is_empty() { Ok(()) } else { Err(InitError::new(put.failures)) }
}

struct Put {
    lent: std::vec::IntoIter<Lent>,
    seed: u64,
    failures: Vec<Failure>,
}

impl Put {
    fn item(&mut self, place: &Place<'_>, item: Write<'_, '_>) {
        match item {
            Item::Lent(model::Lent::Values(values)) => {
                // If the array can no longer be cut, its waiting values meet the next parameter, and fail there.
                let cut = each_part(place, values, |place, values| self.values(place, values));
                if cut.is_err()
                    && let Some(lent) = self.lent.next()
                {
                    self.miss(lent);
                }
            }
            Item::Lent(model::Lent::Pending(_, _, pending)) => match self.lent.next() {
                Some(Lent { info, number, rule, what: Waiting::Deferred(what) }) => {
                    pending.decide(info, rule, StreamId { seed: self.seed, number }, *what);
                }
                Some(lent) => self.miss(lent),
                None => {}
            },
            _ => {}
        }
    }

    fn values(&mut self, place: &Place<'_>, mut values: ViewMut<'_>) {
        match self.lent.next() {
            Some(Lent { info, number, what: Waiting::Values(buffer), .. })
                if number == place.number() && info.shape() == values.shape() =>
            {
                buffer.copy_to(&mut values);
            }
            Some(lent) => self.miss(lent),
            None => {}
        }
    }

    /// Records a failure: the values met a parameter other than the one that they were made for.
    fn miss(&mut self, lent: Lent) {
        if let Lent { info, rule, what: Waiting::Values(_), .. } = lent {
            let (path, shape) = (info.path.to_string(), info.shape.to_vec());
            self.failures.push(Failure { path, shape, rule, cause: FailureKind::Changed });
        }
    }
}
