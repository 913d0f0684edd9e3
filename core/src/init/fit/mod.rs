//! The fit of an initializer to a parameter's rank and axes. One implementation serves `const` checks and runs.

pub(crate) mod arguments;
pub(crate) mod block;
pub(crate) mod check;
pub(crate) mod facts;
pub(crate) mod mismatch;
pub(crate) mod requirement;
pub(crate) mod target;

use crate::info::{NoFans, ParamInfo};
use crate::init::fit::block::Block;
use crate::init::{Init, InitErrorKind, Mismatch, Node, ParamFacts, Preset};

/// Returns the reason why an initializer does not suit the rank and axes of a parameter, if any.
///
/// A vector may use borrowed fans if its own field has the initializer, as `PyTorch`'s bias does. A rule for matrices
/// that also matches vectors is a mistake.
#[must_use]
pub const fn suits(init: &Init, facts: ParamFacts<'_>) -> Option<Mismatch> {
    if let Some(preset) = init.preset() {
        let entry = match preset.entry(facts.kind, facts.part, facts.roles) {
            Ok(entry) => entry,
            Err(mismatch) => return Some(mismatch),
        };
        // A preset knows which parameters borrow fans, so the initializer counts as the field's own.
        match (suits(&entry.init, ParamFacts { own: true, ..facts }), facts.part) {
            (Some(Mismatch::Fans { .. } | Mismatch::Undeclared { .. }), Some(part)) if part.is_bias() => {
                return Some(Mismatch::Lender { preset: preset.name(), weight: None });
            }
            (Some(mismatch), _) => return Some(mismatch.of(preset.name())),
            (None, _) => {}
        }
    }
    let needs = init.needs();
    if let Some(initializer) = needs.fans {
        if let (Some(fault), false) = (facts.fault, facts.borrowed) {
            return Some(Mismatch::Axes { initializer, fault });
        }
        match facts.rank {
            Some(rank) if rank < 2 && !(facts.own && facts.borrowed) => {
                return Some(Mismatch::Fans { initializer, rank, borrowed: facts.borrowed });
            }
            _ if !facts.axes && !facts.borrowed => {
                return Some(Mismatch::Undeclared { initializer, rank: facts.rank });
            }
            _ => {}
        }
    }
    if let (Some(initializer), Some(rank)) = (needs.matrix, facts.rank) {
        if rank < 2 {
            return Some(Mismatch::Matrix { initializer, rank });
        }
        if rank > 2 && !facts.axes {
            return Some(Mismatch::Rows { initializer, rank });
        }
    }
    unmet(init, facts)
}

/// Checks that an initializer suits a parameter of a run. `borrowed` and `own` are as in [`ParamFacts`].
pub(crate) fn check_fit(init: &Init, info: &ParamInfo, borrowed: bool, own: bool) -> Result<(), InitErrorKind> {
    let facts = ParamFacts {
        rank: Some(info.rank()),
        shape: info.outline.is_none().then_some(&*info.shape),
        axes: info.axes().is_some(),
        roles: info.axes(),
        fault: match info.fans() {
            Err(NoFans::Fault(fault)) => Some(fault),
            _ => None,
        },
        kind: info.kind(),
        part: info.part(),
        borrowed,
        cut: info.slice.is_some(),
        own,
    };
    suits(init, facts).map_or(Ok(()), |mismatch| Err(InitErrorKind::Mismatch(mismatch)))
}

/// Checks the initializers of a fixed form, anywhere in the tree.
const fn unmet(init: &Init, facts: ParamFacts<'_>) -> Option<Mismatch> {
    // Initializers inside an `icnr` fill a smaller parameter, of other lengths; those inside a `gates` fill a block.
    let (mut at, mut smaller, mut packed) = (0, 0, 0);
    let mut block = None;
    while at < init.len() {
        let node = init.node(at);
        let facts = match &block {
            Some(block) if at < packed => Block::facts(block, facts),
            _ => facts,
        };
        let shape = if at < smaller { None } else { facts.shape };
        // A `gates` in a `gates` is a misuse, which is reported whatever the parameter is.
        let nested = at < packed && matches!(node, Node::Gates { .. });
        if !nested && let Some(mismatch) = node.unmet(&ParamFacts { shape, ..facts }) {
            return Some(mismatch);
        }
        if matches!(node, Node::Icnr(_)) && init.end(at) > smaller {
            smaller = init.end(at);
        }
        if matches!(node, Node::Gates { .. }) && init.end(at) > packed {
            packed = init.end(at);
            block = Some(Block::of(&facts));
        }
        at += 1;
    }
    None
}

impl Init {
    /// True if a preset is in the tree.
    pub(crate) const fn has_preset(&self) -> bool {
        self.preset().is_some()
    }

    /// The first preset in the tree.
    const fn preset(&self) -> Option<Preset> {
        let mut at = 0;
        while at < self.len() {
            if let Node::Preset(preset) = self.node(at) {
                return Some(preset);
            }
            at += 1;
        }
        None
    }
}
