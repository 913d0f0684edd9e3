//! Copies from row-major order to any memory layout.

use ndarray::{ArrayViewD, ArrayViewMutD, Axis, Ix2, IxDyn, Zip};

use crate::sample::Stored;

/// The number of rows that are copied side by side. Caches have few places for addresses that lie a power of two apart,
/// as the elements of one column often do.
const ROWS: usize = 8;

/// Copies values in row-major order into an array of any layout.
pub(crate) fn copy<T: Stored>(computed: &[T], mut values: ArrayViewMutD<'_, T>) {
    let Ok(computed) = ArrayViewD::from_shape(values.raw_dim(), computed) else { return };
    let long = || values.axes().filter(|axis| axis.len > 1);
    let nearest = long().min_by_key(|axis| axis.stride.unsigned_abs()).map(|axis| axis.axis);
    match (nearest, long().next_back().map(|axis| axis.axis)) {
        // Neighbors in memory are not neighbors in the order of elements.
        (Some(rows), Some(columns)) if rows != columns => {
            let others = (0..values.ndim()).map(Axis).filter(|&axis| axis != rows && axis != columns);
            let order: Vec<usize> = others.chain([rows, columns]).map(|Axis(axis)| axis).collect();
            transpose(computed.permuted_axes(IxDyn(&order)), values.permuted_axes(IxDyn(&order)));
        }
        _ => values.assign(&computed),
    }
}

/// Copies matrix by matrix, over the last two axes.
fn transpose<T: Stored>(computed: ArrayViewD<'_, T>, mut values: ArrayViewMutD<'_, T>) {
    if values.ndim() > 2 {
        for (computed, values) in computed.outer_iter().zip(values.outer_iter_mut()) {
            transpose(computed, values);
        }
        return;
    }
    let (Ok(computed), Ok(mut values)) = (computed.into_dimensionality::<Ix2>(), values.into_dimensionality::<Ix2>())
    else {
        return;
    };
    let parts = computed.axis_chunks_iter(Axis(0), ROWS).zip(values.axis_chunks_iter_mut(Axis(0), ROWS));
    for (computed, mut values) in parts {
        Zip::from(values.columns_mut()).and(computed.columns()).for_each(|mut values, computed| {
            for (value, computed) in values.iter_mut().zip(computed) {
                *value = *computed;
            }
        });
    }
}
