//! Which rule each parameter falls under, where rules choose values and fill nothing.

use super::bounds::Bounds;
use crate::element::Element;
use crate::init::Cause;
use crate::model::{Initialize, Pending, Place, Visit};
use crate::path::ParamPath;
use crate::rule::Rule;
use crate::rules::RuleSet;
use crate::seed::PathKey;
use crate::selection::SelectFault;
use crate::view::View;

/// A parameter, the number of the rule that it falls under, and whether it exists yet.
pub(crate) struct Selected {
    pub(crate) path: ParamPath,
    pub(crate) rule: Option<usize>,
    pub(crate) exists: bool,
}

/// The parameters of `model`, and what is wrong with the rules.
pub(crate) fn select<M: Initialize>(table: &'static [Rule], model: &M) -> (Vec<Selected>, Vec<SelectFault>) {
    let mut select = Select { table, found: Vec::new(), bounds: Bounds::default(), too_deep: false };
    model.visit_parameters(&Place::root(M::SCHEMA, PathKey::ROOT), &mut select);
    let Select { found, bounds, too_deep, .. } = select;
    let mut faults: Vec<SelectFault> = too_deep.then_some(SelectFault::TooDeep).into_iter().collect();
    faults.extend(bounds.failures().into_iter().filter_map(|failure| match (failure.cause, failure.rule) {
        (Cause::NoElement { index, len }, Some(rule)) => {
            Some(SelectFault::NoElement { path: failure.path, index, len, rule })
        }
        _ => None,
    }));
    (found, faults)
}

struct Select {
    table: &'static [Rule],
    found: Vec<Selected>,
    bounds: Bounds,
    too_deep: bool,
}

impl Select {
    fn parameter(&mut self, place: &Place<'_>, exists: bool) {
        let trail = place.trail();
        self.bounds.leaf(RuleSet { table: self.table, sources: &[] }, trail.as_ref());
        let Some(trail) = trail else {
            self.too_deep = true;
            return;
        };
        let rule = self.table.iter().position(|rule| rule.matches(&trail, 0));
        self.found.push(Selected { path: ParamPath::new(trail.segments()), rule, exists });
    }
}

impl<'m> Visit<'m> for Select {
    fn leaf(&mut self, place: &Place<'_>, _: View<'m>) {
        self.parameter(place, true);
    }

    fn pending(&mut self, place: &Place<'_>, _: &[Option<usize>], _: Element, _: &'m Pending) {
        self.parameter(place, false);
    }

    fn sequence(&mut self, place: &Place<'_>, len: usize) {
        if let Some(trail) = place.trail() {
            self.bounds.rules(self.table, &trail, 0, len);
        }
    }
}
