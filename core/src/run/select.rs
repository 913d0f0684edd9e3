//! Which rule each parameter falls under, where rules choose values and fill nothing.

use super::bounds::{Bounds, Container};
use crate::dtype::DType;
use crate::failure::FailureKind;
use crate::model::{Initialize, Lent, Pending, Place, Visit, VisitMut, each_part};
use crate::path::ParamPath;
use crate::rule::{Rule, RuleSet};
use crate::seed::PathKey;
use crate::selection::SelectErrorKind;
use crate::view::{View, ViewMut};

/// A parameter, the number of the rule that it falls under, and whether it exists yet.
pub(crate) struct Selected {
    pub(crate) path: ParamPath,
    pub(crate) rule: Option<usize>,
    pub(crate) exists: bool,
}

/// The parameters of `model`, and what is wrong with the rules. An array that is cut is a parameter for each part.
pub(crate) fn select<M: Initialize>(table: &'static [Rule], model: &M) -> (Vec<Selected>, Vec<SelectErrorKind>) {
    let mut select = Select { table, found: Vec::new(), bounds: Bounds::default(), faults: Vec::new() };
    model.visit_parameters(&Place::root(M::SCHEMA, PathKey::ROOT), &mut select);
    let Select { found, bounds, mut faults, .. } = select;
    faults.extend(bounds.failures().into_iter().filter_map(|failure| match (failure.cause, failure.rule) {
        (FailureKind::NoElement { index, len }, Some(rule)) => {
            Some(SelectErrorKind::NoElement { path: failure.path, index, len, rule })
        }
        (FailureKind::NoKey { key, nearest }, Some(rule)) => {
            Some(SelectErrorKind::NoKey { path: failure.path, key, nearest, rule })
        }
        _ => None,
    }));
    (found, faults)
}

/// Hands the values of what [`select`] found to `f`, in the same order. What does not exist yet is left out.
pub(crate) fn each<M: Initialize>(model: &M, f: impl FnMut(View<'_>)) {
    model.visit_parameters(&Place::root(M::SCHEMA, PathKey::ROOT), &mut Each(f));
}

/// The same to write, with what a method gives for a moment among it.
pub(crate) fn each_mut<M: Initialize>(model: &mut M, f: impl FnMut(ViewMut<'_>)) {
    model.visit_parameters_mut(&Place::root(M::SCHEMA, PathKey::ROOT), &mut Each(f));
}

struct Select {
    table: &'static [Rule],
    found: Vec<Selected>,
    bounds: Bounds,
    faults: Vec<SelectErrorKind>,
}

impl Select {
    fn parameter(&mut self, place: &Place<'_>, exists: bool) {
        let trail = place.trail();
        self.bounds.leaf(RuleSet { table: self.table, sources: &[] }, trail.as_ref());
        let Some(trail) = trail else {
            if !matches!(self.faults.last(), Some(SelectErrorKind::TooDeep)) {
                self.faults.push(SelectErrorKind::TooDeep);
            }
            return;
        };
        let rule = self.table.iter().position(|rule| rule.matches(&trail, 0));
        self.found.push(Selected { path: ParamPath::new(trail.segments()), rule, exists });
    }

    /// Attributes choose no values: only the selection's own rules are looked at.
    fn container(&mut self, place: &Place<'_>, container: Container<'_>) {
        if let Some(trail) = place.trail() {
            self.bounds.rules(self.table, &trail, 0, container);
        }
    }
}

impl<'m> Visit<'m> for Select {
    fn leaf(&mut self, place: &Place<'_>, values: View<'m>) {
        if let Err(fault) = each_part(place, values, |place, _| self.parameter(place, true)) {
            self.faults.push(SelectErrorKind::NotCut { path: ParamPath::new(place.segments()), fault });
        }
    }

    fn pending(&mut self, place: &Place<'_>, _: &[Option<usize>], _: DType, _: &'m Pending) {
        self.parameter(place, false);
    }

    fn sequence(&mut self, place: &Place<'_>, len: usize) {
        self.container(place, Container::Sequence(len));
    }

    fn map(&mut self, place: &Place<'_>, keys: &[&str]) {
        self.container(place, Container::Map(keys));
    }
}

struct Each<F>(F);

impl<'m, F: FnMut(View<'_>)> Visit<'m> for Each<F> {
    fn leaf(&mut self, place: &Place<'_>, values: View<'m>) {
        // What cannot be cut was refused before.
        let _ = each_part(place, values, |_, values| (self.0)(values));
    }

    fn pending(&mut self, _: &Place<'_>, _: &[Option<usize>], _: DType, _: &'m Pending) {}

    fn sequence(&mut self, _: &Place<'_>, _: usize) {}
}

impl<'m, F: FnMut(ViewMut<'_>)> VisitMut<'m> for Each<F> {
    fn leaf(&mut self, place: &Place<'_>, values: ViewMut<'m>) {
        let _ = each_part(place, values, |_, values| (self.0)(values));
    }

    fn pending(&mut self, _: &Place<'_>, _: &[Option<usize>], _: DType, _: &'m mut Pending) {}

    fn sequence(&mut self, _: &Place<'_>, _: usize) {}

    fn lent(&mut self, place: &Place<'_>, lent: Lent<'_>) {
        if let Lent::Values(values) = lent {
            let _ = each_part(place, values, |_, values| (self.0)(values));
        }
    }
}
