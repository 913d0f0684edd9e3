//! Second walks, where something is wrong and words are needed.

use super::report::{Alternative, Search};
use super::walk::walk;
use crate::init::Mismatch;
use crate::rule::{Pattern, PatternSegment};
use crate::schema::{Schema, Trail};

/// The trail of parameter number `wanted`: names are only needed where something is wrong.
#[must_use]
pub const fn trail_of<const A: usize>(
    root: &'static Schema,
    alternatives: &[Alternative; A],
    wanted: usize,
) -> Option<Trail<'static>> {
    walk::<0, A>(root, alternatives, Search::Number(wanted)).caught
}

/// The trail of the parameter whose path is nearest to `written`, and the distance between the two.
#[must_use]
pub const fn nearest<const A: usize>(
    root: &'static Schema,
    alternatives: &[Alternative; A],
    written: &str,
) -> Option<(Trail<'static>, usize)> {
    let walk = walk::<0, A>(root, alternatives, Search::Nearest(written));
    match walk.caught {
        Some(trail) => Some((trail, walk.apart)),
        None => None,
    }
}

/// The trail of the first parameter that its attributes cannot initialize, and why their initializer does not suit it,
/// if there is one.
#[must_use]
pub const fn unbuildable(root: &'static Schema) -> Option<(Trail<'static>, Option<Mismatch>)> {
    const EVERYTHING: [Alternative; 1] = [Alternative {
        pattern: Pattern { segments: &[PatternSegment::Deep], text: "**" },
        rule: 0,
        default: true,
        on_field: false,
        optional: false,
    }];
    let walk = walk::<0, 1>(root, &EVERYTHING, Search::Unbuildable);
    match walk.caught {
        Some(trail) => Some((trail, walk.caught_for)),
        None => None,
    }
}

/// The trail of the first array cut into parts that alternative `a` names.
#[must_use]
pub const fn array_of<const A: usize>(
    root: &'static Schema,
    alternatives: &[Alternative; A],
    a: usize,
) -> Option<Trail<'static>> {
    walk::<0, A>(root, alternatives, Search::Array(a)).caught
}

/// The trail of the first parameter whose path ends in what `pattern` matches.
#[must_use]
pub const fn ending<const A: usize>(
    root: &'static Schema,
    alternatives: &[Alternative; A],
    pattern: &Pattern,
) -> Option<Trail<'static>> {
    walk::<0, A>(root, alternatives, Search::Ending(pattern)).caught
}
