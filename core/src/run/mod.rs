//! A run: it surveys the model, checks that nothing is wrong, and then writes.
//!
//! Nothing is written before everything was checked. Values whose computation can fail are computed first. An existing
//! model gets them in buffers; a new model gets them directly, since it is dropped on failure.

mod derive;
pub(crate) mod files;
mod job;
mod lent;
pub mod observe;
mod observed;
pub(crate) mod survey;
mod write;

use crate::error::InitError;
use crate::model::{Allocate, Initialize};
use crate::observe::Observer;
use crate::rule::RuleSet;
use crate::seed::Seed;
use crate::stream::StreamId;
use crate::survey::{Decision, Entry, Survey, Target};
use derive::Kept;
use job::{Job, Jobs, Progress};
use lent::{Lent, Waiting, put};

/// Builds a model.
pub(crate) fn build<M: Allocate>(
    set: RuleSet<'_>,
    dims: &M::Dims,
    seed: Seed,
    observer: Option<&mut dyn Observer>,
) -> Result<M, InitError> {
    let mut model = M::allocate(dims)?;
    run(set, &mut model, seed, true, observer)?;
    Ok(model)
}

/// Initializes an existing model.
pub(crate) fn apply<M: Initialize>(
    set: RuleSet<'_>,
    model: &mut M,
    seed: Seed,
    observer: Option<&mut dyn Observer>,
) -> Result<(), InitError> {
    run(set, model, seed, false, observer)
}

fn run<M: Initialize>(
    set: RuleSet<'_>,
    model: &mut M,
    seed: Seed,
    new: bool,
    observer: Option<&mut dyn Observer>,
) -> Result<(), InitError> {
    let mut survey = survey::write(set, model, seed, new);
    write_all(&mut survey, seed.value(), new, observer)?;
    let lent = hand_over(survey, seed.value());
    if lent.is_empty() { Ok(()) } else { put(lent, model, seed) }
}

/// Writes the values that were decided, unless something is wrong.
fn write_all(
    survey: &mut Survey<'_, Target<'_>>,
    seed: u64,
    new: bool,
    observer: Option<&mut dyn Observer>,
) -> Result<(), InitError> {
    survey.check()?;
    let follows = survey.entries.iter().any(|entry| entry.decision.derived().is_some());
    for entry in &mut survey.entries {
        entry.buffer(follows || observer.is_some())?;
    }
    let (mut jobs, mut deferred, mut kept) = (Jobs::new(), Vec::new(), Kept::new());
    for Entry { info, number, rule, decision, values } in &mut survey.entries {
        if let (Decision::Keep, true) = (&decision, follows) {
            if let Target::Values(values) = values {
                kept.push((&info.path, values.view()));
            }
            continue;
        }
        let (values, lent) = match values {
            Target::Values(values) => (values.reborrow(), false),
            Target::Lent(_, Some(buffer)) => (buffer.view_mut(), true),
            Target::Pending(_) | Target::Lent(_, None) | Target::Nowhere => {
                if let (Decision::Defer(_), Some(_)) = (&decision, &observer) {
                    deferred.push(&info.path);
                }
                continue;
            }
        };
        if let Decision::Fill(_) = decision {
            let progress = Progress::Waiting;
            let id = StreamId { seed, number: *number };
            jobs.push(Job { info, id, rule: *rule, decision, values, progress, lent, needed: false });
        }
    }
    if follows {
        derive::mark(&mut jobs);
    }
    let written = match observer {
        None => write::all(&mut jobs, &kept, new),
        Some(observer) => observed::all(&mut jobs, (&kept, &deferred), new, observer),
    };
    written.map_err(InitError::new)
}

/// Passes the decisions to parameters that do not exist yet. Returns the values and decisions for what is lent.
fn hand_over<'a>(survey: Survey<'a, Target<'_>>, seed: u64) -> Vec<Lent<'a>> {
    let mut lent = Vec::new();
    if survey.entries.iter().all(|entry| matches!(entry.values, Target::Values(_))) {
        return lent;
    }
    for Entry { info, number, rule, decision, values } in survey.entries {
        let what = match (values, decision) {
            (Target::Pending(pending), Decision::Defer(what)) => {
                pending.decide(info, rule, StreamId { seed, number }, *what);
                continue;
            }
            (Target::Lent(_, Some(buffer)), _) => Waiting::Values(buffer),
            (Target::Lent(..), Decision::Defer(what)) => Waiting::Deferred(what),
            (Target::Lent(..), Decision::Fill(task)) => Waiting::Fill(task),
            (Target::Lent(..), Decision::Keep | Decision::Refused(_)) => Waiting::Nothing,
            (Target::Values(_) | Target::Pending(_) | Target::Nowhere, _) => continue,
        };
        lent.push(Lent { info, number, rule, what });
    }
    lent
}
