//! Copies from row-major order to any memory layout.

use ndarray::{ArrayViewD, ArrayViewMutD, Axis, Ix2, IxDyn};

use crate::sample::Stored;

/// The side of the squares that are transposed at a time. A row of one is at least a line of a cache, and a line is read
/// and written as a whole: caches have few places for addresses that lie a power of two apart, as the elements of one
/// column often do, so that a line would be gone before its next element is wanted.
const SIDE: usize = 16;

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
    let Some(&any) = computed.first() else { return };
    // Column by column, so that a column is one copy.
    let mut square = [[any; SIDE]; SIDE];
    let parts = computed.axis_chunks_iter(Axis(0), SIDE).zip(values.axis_chunks_iter_mut(Axis(0), SIDE));
    for (computed, mut values) in parts {
        let mut rows: [&[T]; SIDE] = [&[]; SIDE];
        for (row, computed) in rows.iter_mut().zip(computed.rows()) {
            *row = computed.to_slice().unwrap_or_default();
        }
        for (at, mut values) in values.columns_mut().into_iter().enumerate() {
            if at % SIDE == 0 {
                for (place, row) in rows.iter().enumerate() {
                    for (column, &value) in square.iter_mut().zip(row.get(at..).unwrap_or_default()) {
                        column[place] = value;
                    }
                }
            }
            let column = &square[at % SIDE][..values.len()];
            if let Some(values) = values.as_slice_mut() {
                values.copy_from_slice(column);
            } else {
                for (value, &computed) in values.iter_mut().zip(column) {
                    *value = computed;
                }
            }
        }
    }
}
