//! From row-major order to any memory layout.

use ndarray::{ArrayViewMutD, Axis, Ix2};

use crate::sample::Stored;

/// Rows that are copied side by side. Caches have few places for addresses that lie a power of two apart, as those of the
/// elements of one column often do.
const ROWS: usize = 8;

/// Copies values in row-major order into an array of any layout.
pub(crate) fn copy<T: Stored>(computed: &[T], mut values: ArrayViewMutD<'_, T>) {
    if computed.len() != values.len() {
        return;
    }
    match far_apart(values.shape(), values.strides()) {
        Some((rows, columns)) => {
            // How far apart neighbors along each axis are in `computed`.
            let mut steps = vec![1; values.ndim()];
            for axis in (1..values.ndim()).rev() {
                steps[axis - 1] = steps[axis] * values.len_of(Axis(axis));
            }
            let last = values.ndim() - 1;
            for (from, to) in [(columns, last), (rows, last - 1)] {
                values.swap_axes(from, to);
                steps.swap(from, to);
            }
            transpose(computed, &steps, values);
        }
        None => {
            let mut computed = computed.iter();
            for mut row in values.rows_mut() {
                for (value, computed) in row.iter_mut().zip(&mut computed) {
                    *value = *computed;
                }
            }
        }
    }
}

/// The axis of neighbors in memory and that of neighbors in the order of elements, if they are not the same.
fn far_apart(shape: &[usize], strides: &[isize]) -> Option<(usize, usize)> {
    let mut nearest = None;
    let mut last = None;
    for (axis, (&len, stride)) in shape.iter().zip(strides).enumerate() {
        if len > 1 {
            let stride = stride.unsigned_abs();
            if nearest.is_none_or(|(_, least)| stride < least) {
                nearest = Some((axis, stride));
            }
            last = Some(axis);
        }
    }
    let (rows, columns) = (nearest?.0, last?);
    (rows != columns).then_some((rows, columns))
}

/// Copies matrix by matrix, over the last two axes. Neighbors along an axis are `steps` apart in `computed`.
fn transpose<T: Stored>(computed: &[T], steps: &[usize], mut values: ArrayViewMutD<'_, T>) {
    let [outer @ .., row_step, column_step] = steps else { return };
    if let [step, ..] = outer {
        for (i, values) in values.outer_iter_mut().enumerate() {
            transpose(computed.get(i * step..).unwrap_or_default(), &steps[1..], values);
        }
        return;
    }
    let Ok(mut values) = values.into_dimensionality::<Ix2>() else { return };
    let (rows, columns) = values.dim();
    for first in (0..rows).step_by(ROWS) {
        for column in 0..columns {
            for row in first..rows.min(first + ROWS) {
                values[[row, column]] = computed[row * row_step + column * column_step];
            }
        }
    }
}
