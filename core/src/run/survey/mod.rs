//! The survey of a model: one decision for each parameter, and all failures, as data.
//!
//! Runs, plans, explanations, summaries, selections and pictures start here. A survey visits the model once and writes
//! nothing.

mod bounds;
mod collisions;
mod decide;
mod entry;
mod findings;
mod follow;
mod inform;
mod target;

use smallvec::SmallVec;

use crate::dtype::DType;
use crate::init::source::failure::FailureKind;
use crate::model::{Initialize, Item, Lent, Place, Read, Shape, Write, each, each_mut, each_part};
use crate::rule::RuleSet;
use crate::seed::Seed;
use crate::view::{Cut, Storage};
use bounds::Container;
use collisions::{same_paths, same_storage, same_streams};
pub(crate) use decide::{Decision, initializes};
pub(crate) use entry::{Entries, Entry, FEW, Survey, Watch};
use findings::Findings;
use follow::keep_with_source;
pub(crate) use target::{Buffer, Held, Target};

/// Surveys a model that is only read. `new` is true if a run would build it.
pub(crate) fn read<'a, 'm, M: Initialize>(
    set: RuleSet<'a>,
    model: &'m M,
    new: bool,
    watch: Option<Watch<'_>>,
) -> Survey<'a, Held<'m>> {
    survey(Findings::new(set, model.__hints().cloned(), new, watch), |surveyor| {
        each(model, &mut |place, item| surveyor.read(place, item));
    })
}

/// Surveys a model that is then written. `new` is true if it was built for the run.
pub(crate) fn write<'a, 'm, M: Initialize>(
    set: RuleSet<'a>,
    model: &'m mut M,
    seed: Seed,
    new: bool,
) -> Survey<'a, Target<'m>> {
    survey(Findings::new(set, model.__hints().cloned(), new, None), |surveyor| {
        each_mut(model, seed.place(), &mut |place, item| surveyor.write(place, item));
    })
}

/// Surveys the items that `visit` gives. The result is large, so it is filled in place.
fn survey<'a, V>(findings: Findings<'a, '_>, visit: impl FnOnce(&mut Surveyor<'a, '_, '_, V>)) -> Survey<'a, V> {
    let mut survey = Survey { entries: SmallVec::new(), failures: Vec::new() };
    let mut surveyor = Surveyor { findings, entries: &mut survey.entries, storages: Vec::new() };
    visit(&mut surveyor);
    let storages = surveyor.storages;
    survey.failures = surveyor.findings.finish();
    keep_with_source(&mut survey.entries);
    same_paths(&survey.entries, &mut survey.failures);
    same_streams(&survey.entries, &mut survey.failures);
    same_storage(storages, &survey.entries, &mut survey.failures);
    survey
}

struct Surveyor<'a, 'w, 's, V> {
    findings: Findings<'a, 'w>,
    entries: &'s mut Entries<'a, V>,
    /// The memory of what is lent, with the number of its first entry.
    storages: Vec<(Storage, usize)>,
}

impl<'m> Surveyor<'_, '_, '_, Held<'m>> {
    fn read(&mut self, place: &Place<'_>, item: Read<'_, 'm>) {
        match item {
            Item::Values(values) => {
                let element = values.dtype();
                self.storages.extend(values.storage().map(|storage| (storage, self.entries.len())));
                self.values(place, values, element, |_, values| Ok(Held::Values(values)));
            }
            Item::Pending(shape, element, _) => self.pending(place, shape, element, Held::Pending),
            Item::Lent(_) => {}
            Item::Sequence(len) => self.findings.container(place, Container::Sequence(len)),
            Item::Map(keys) => self.findings.container(place, Container::Map(keys)),
        }
    }
}

impl<'m> Surveyor<'_, '_, '_, Target<'m>> {
    fn write(&mut self, place: &Place<'_>, item: Write<'_, 'm>) {
        match item {
            Item::Values(values) => {
                let element = values.dtype();
                self.values(place, values, element, |_, values| Ok(Target::Values(values)));
            }
            Item::Pending(shape, element, pending) => {
                self.pending(place, shape, element, Target::Pending(pending));
            }
            Item::Lent(Lent::Values(lend)) => {
                let dtype = lend.dtype();
                self.storages.extend(lend.storage().map(|storage| (storage, self.entries.len())));
                self.values(place, Shape::from(lend.shape()), dtype, |decision, _| {
                    if let Decision::Fill(_) = decision {
                        lend.writable().map_err(FailureKind::Lent)?;
                    }
                    Ok(Target::Lent(dtype, None))
                });
            }
            Item::Lent(Lent::Pending(shape, element, _)) => {
                self.pending(place, shape, element, Target::Lent(element, None));
            }
            Item::Sequence(len) => self.findings.container(place, Container::Sequence(len)),
            Item::Map(keys) => self.findings.container(place, Container::Map(keys)),
        }
    }
}

impl<'a, V: Default> Surveyor<'a, '_, '_, V> {
    /// Decides on a parameter, or on each part of an array that is cut.
    fn values<C: Cut>(
        &mut self,
        place: &Place<'_>,
        values: C,
        element: DType,
        hold: impl Fn(&Decision<'a>, C) -> Result<V, FailureKind>,
    ) {
        let shape = Shape::from(values.lengths());
        let cut = each_part(place, values, |place, values| {
            let mut entry = self.findings.parameter(place, values.lengths(), element);
            match hold(&entry.decision, values) {
                Ok(values) => entry.values = values,
                Err(cause) => entry.decision = self.findings.refuse(&entry.info, entry.rule, cause),
            }
            self.entries.push(entry);
        });
        if let Err(fault) = cut {
            self.entries.push(self.findings.uncut(place, &shape, element, fault));
        }
    }

    /// Decides on a parameter that does not exist yet.
    fn pending(&mut self, place: &Place<'_>, shape: &[Option<usize>], element: DType, values: V) {
        if let Some(mut entry) = self.findings.pending(place, shape, element) {
            entry.values = values;
            self.entries.push(entry);
        }
    }
}
