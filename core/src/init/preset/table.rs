//! A row in the table of a system's default initializers.

use super::layer::Kind;
use crate::const_for::const_for;
use crate::info::Part;
use crate::init::Init;

/// One row of a system's table.
pub(crate) struct Entry {
    pub(super) layers: &'static [Kind],
    pub(super) parts: &'static [Part],
    pub(crate) init: Init,
    /// True if the system computes fans or matrices from the whole array, with all its groups or gates.
    pub(crate) whole: bool,
}

impl Entry {
    pub(super) const fn new(layers: &'static [Kind], parts: &'static [Part], init: Init) -> Self {
        Self { layers, parts, init, whole: false }
    }

    pub(super) const fn whole(layers: &'static [Kind], parts: &'static [Part], init: Init) -> Self {
        Self { layers, parts, init, whole: true }
    }

    pub(super) const fn is_of(&self, layer: Kind) -> bool {
        const_for!(0..self.layers.len(), |i| {
            if self.layers[i] as u8 == layer as u8 {
                return true;
            }
        });
        false
    }

    pub(super) const fn is_for(&self, part: Part) -> bool {
        const_for!(0..self.parts.len(), |i| {
            if self.parts[i] as u8 == part as u8 {
                return true;
            }
        });
        false
    }
}
