//! The cut of an array with `parts(..)` into one parameter for each part.
//!
//! A model passes the whole array to its visitors, as it is stored and named, with the lengths of the parts in its
//! [`Place`]. Visitors that decide on parameters cut it here.

use super::{Place, Shape};
use crate::axes::AxesError;
use crate::view::Cut;

/// Passes every part of the array at `place` to `each`, or the array itself if it is not cut.
///
/// # Errors
/// If the parts together are not as long as the axis that they cut. `each` is not called then.
pub(crate) fn each_part<V: Cut>(
    place: &Place<'_>,
    values: V,
    mut each: impl FnMut(&Place<'_>, V),
) -> Result<(), AxesError> {
    let Some(packed) = place.packed() else {
        each(place, values);
        return Ok(());
    };
    let (axis, sizes) = (packed.axis, place.sizes());
    let whole = Shape::from(values.lengths());
    let Some(&len) = whole.get(axis) else {
        return Err(AxesError::Count { declared: place.axes().map_or(0, <[_]>::len), rank: whole.len() });
    };
    let sum = sizes.iter().fold(0, |sum: usize, &size| sum.saturating_add(size));
    if sum != len || sizes.len() != packed.parts.len() {
        return Err(AxesError::Parts { axis, len, sum });
    }
    let (mut rest, mut offset) = (values, 0);
    for (i, &size) in sizes.iter().enumerate() {
        let (part, after) = rest.cut(axis, size);
        let fans_shape = place.part_fan_source(i);
        each(&place.part(i, offset, &whole, fans_shape.as_deref()), part);
        (rest, offset) = (after, offset + size);
    }
    Ok(())
}
