//! Parts that a walk need not look into.

use super::descent::Walk;
use super::live::Live;
use crate::const_for::const_for;
use crate::schema::{Node, Schema};

impl<const L: usize, const A: usize> Walk<'_, L, A> {
    /// True if a walk from here would find nothing new: no pattern is left, or those of one rule set for all that stands
    /// here, which was checked by itself.
    pub(super) const fn is_known(&self, schema: &Schema, live: &Live<A>) -> bool {
        if !matches!(schema.node, Node::Struct(_) | Node::Enum(_)) || !self.context.is_below_a_field() {
            return false;
        }
        match live.count {
            // Buffers are counted apart.
            0 => !schema.summary().fixed,
            // Its rules may be general to what is fixed around it.
            1 if self.path.fixed_from(0).is_some() => false,
            1 => match live.all[0].ended(self.alternatives) {
                // Attributes around the part may decide where the set says `default`. Parameters are numbered as where no
                // pattern tells elements apart: so many there are.
                Some(behind) => !behind.defers && self.plain && schema.summary().parameters > 0,
                None => false,
            },
            _ => false,
        }
    }

    /// Notes which mounted sets are looked into here.
    pub(super) const fn note_sets(&mut self, live: &Live<A>) {
        const_for!(0..live.count, |i| {
            if live.all[i].ended(self.alternatives).is_some() {
                self.report.passed[live.all[i].number] = Some(false);
            }
        });
    }

    /// The number of parameters in what stands at the end of the path, where no pattern tells elements apart.
    pub(super) const fn parameters(&self, schema: &Schema) -> usize {
        match self.packed() {
            Some(packed) => schema.summary().parameters * packed.parts.len(),
            None => schema.summary().parameters,
        }
    }
}
