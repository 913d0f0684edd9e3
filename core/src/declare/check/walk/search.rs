//! Walks that find the path of a parameter for a message, after a check failed.
//!
//! The first walk keeps no paths, since they are needed only for messages.

use super::descent::walk;
use super::report::{Alternative, Says, Search};
use crate::init::Mismatch;
use crate::rule::{Pattern, PatternSegment};
use crate::schema::{Schema, SchemaPath};

/// Returns the path that a search finds.
#[must_use]
pub const fn find<const A: usize>(
    root: &'static Schema,
    alternatives: &[Alternative; A],
    search: Search<'_>,
) -> Option<SchemaPath<'static>> {
    walk::<0, A>(root, alternatives, search).caught
}

/// Returns the path of parameter number `wanted`.
#[must_use]
pub const fn path_of<const A: usize>(
    root: &'static Schema,
    alternatives: &[Alternative; A],
    wanted: usize,
) -> Option<SchemaPath<'static>> {
    find(root, alternatives, Search::Number(wanted))
}

/// Returns the path of the first parameter that its attributes cannot initialize, and the reason why their initializer
/// does not suit it, if they have one.
#[must_use]
pub const fn unbuildable(root: &'static Schema) -> Option<(SchemaPath<'static>, Option<Mismatch>)> {
    let everything = Pattern { segments: &[PatternSegment::Deep], text: "**", rest: None };
    let everything = [Alternative { says: Says::Default, ..Alternative::alone(everything) }];
    let walk = walk::<0, 1>(root, &everything, Search::Unbuildable);
    match walk.caught {
        Some(path) => Some((path, walk.caught_for)),
        None => None,
    }
}
