//! Behavior of the initializers as a whole.
#![allow(
    clippy::float_cmp,
    clippy::cast_precision_loss,
    clippy::excessive_precision,
    clippy::large_types_passed_by_value,
    reason = "expected values are exact or given in full, counts are small"
)]

mod any;
mod catalogue;
mod chrono;
mod copies;
mod faults;
mod filling;
mod forms;
mod gates;
mod matrices;
mod presets;
mod room;
mod scales;
mod sources;
mod unsuited;

use super::{Init, InitErrorKind, Resolved};
use crate::axes::{Axis, Role};
use crate::dtype::DType;
use crate::init::fit::target::Target;
use crate::stream::StreamId;

/// Resolves for a bare `f64` parameter.
fn resolve(init: Init, shape: &[usize], roles: &[Role]) -> Result<Resolved, InitErrorKind> {
    resolve_in(init, shape, roles, DType::F64)
}

fn resolve_in(init: Init, shape: &[usize], roles: &[Role], element: DType) -> Result<Resolved, InitErrorKind> {
    let axes: Vec<_> = roles.iter().copied().map(Axis::of).collect();
    init.resolve_for(&Target::bare(shape, (!axes.is_empty()).then_some(&axes[..]), element))
}

/// Asserts that filling a slice of the elements gives what the whole has there.
fn assert_slices_agree(resolved: &Resolved, count: usize) {
    let id = StreamId { seed: 7, number: 8 };
    let mut whole = vec![0.0_f64; count];
    resolved.fill(id, 0, &mut whole).unwrap();
    for (from, to) in [(0, count), (0, 1), (127, 129), (300, 300), (count - 1, count), (5, 700)] {
        let mut slice = vec![9.0_f64; to - from];
        resolved.fill(id, from as u64, &mut slice).unwrap();
        assert_eq!(slice, whole[from..to], "{resolved:?}");
    }
}

fn text(result: Result<impl Sized, impl std::fmt::Display>) -> String {
    result.map_or_else(|cause| cause.to_string(), |_| "fine".to_owned())
}
