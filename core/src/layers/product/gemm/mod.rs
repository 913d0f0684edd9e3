//! The product behind the dense layers: y = x Wᵀ + b.
//!
//! `ndarray` multiplies, with its pure Rust kernels or with the BLAS that a feature selects. This module adds the
//! product to the bias, so the bias needs no pass of its own. It also chooses the memory layout and the routine that
//! are fast for the shape.

use core::convert::Infallible;

use ndarray::linalg::{general_mat_mul, general_mat_vec_mul};
use ndarray::{Array1, Array2, ArrayBase, Axis, CowArray, Data, Ix1, Ix2, LinalgScalar};

use crate::fill::{at_once, for_each};
use crate::sample::Stored;

/// The most rows of x for which products with single rows are faster than one product of matrices.
///
/// A product of matrices copies both into the order that its kernel likes, which is worth it from a few rows on.
const THIN: usize = 3;

/// The number of bytes in a block of the weight. All rows of a thin x are multiplied by one block, which stays in the
/// cache, before the next.
const BLOCK: usize = 1 << 18;

/// The fewest rows of x that are worth a thread: each thread copies the weight into the order of the kernel.
const SHARE: usize = 64;

/// The rows of a tile that a kernel computes at once are a divisor of this.
const TILE: usize = 16;

/// Computes x Wᵀ + b of a batch: `[batch, I]` to `[batch, O]`. Without a bias, it computes x Wᵀ.
///
/// The weight is `[O, I]`, the bias `[O]`. The caller has checked that, and that x has I columns. Any memory layout
/// will do. The sums are in `T`.
pub(super) fn batch<T: Stored + LinalgScalar>(
    x: &ArrayBase<impl Data<Elem = T>, Ix2>,
    weight: &Array2<T>,
    bias: Option<&Array1<T>>,
) -> Array2<T> {
    let mut y = rows_of(bias, x.nrows(), weight.nrows());
    // Empty products are skipped, since some BLAS report an error for rows without elements.
    if y.is_empty() || x.is_empty() {
        return y;
    }
    // Dot products are slow on rows of the weight that are not contiguous.
    if x.nrows() <= THIN && weight.strides()[1] == 1 {
        thin(&along_rows(x), weight, &mut y);
    } else {
        // Both are usually contiguous along the sum. Then the product reads them without a copy.
        shared(&along_either(x), weight, &mut y);
    }
    y
}

/// Computes x Wᵀ + b of one input: `[I]` to `[O]`.
pub(super) fn single<T: Stored + LinalgScalar>(
    x: &ArrayBase<impl Data<Elem = T>, Ix1>,
    weight: &Array2<T>,
    bias: Option<&Array1<T>>,
) -> Array1<T> {
    batch(&x.view().insert_axis(Axis(0)), weight, bias).index_axis_move(Axis(0), 0)
}

/// Adds the product, on all threads. Each takes neighboring rows of x. A BLAS has threads of its own, or none on purpose.
///
/// The sum of an output is the same on any number of threads: its terms are added in an order that depends on the number
/// of inputs alone.
fn shared<T: Stored + LinalgScalar>(x: &CowArray<'_, T, Ix2>, weight: &Array2<T>, y: &mut Array2<T>) {
    let threads = if cfg!(feature = "blas") { 1 } else { at_once(x.nrows().div_ceil(SHARE)) };
    let rows = x.nrows().div_ceil(threads.max(1)).next_multiple_of(TILE);
    let mut blocks: Vec<_> = x.axis_chunks_iter(Axis(0), rows).zip(y.axis_chunks_iter_mut(Axis(0), rows)).collect();
    let operations = x.len().saturating_mul(weight.nrows());
    let Ok(()) = for_each(&mut blocks, operations, |(x, y)| {
        general_mat_mul(T::one(), x, &weight.t(), T::one(), y);
        Ok::<(), Infallible>(())
    });
}

/// Adds the product, one matrix and one vector at a time.
fn thin<T: Stored + LinalgScalar>(x: &CowArray<'_, T, Ix2>, weight: &Array2<T>, y: &mut Array2<T>) {
    let row = size_of::<T>() * weight.ncols();
    // One row reads the weight once, so blocks would gain nothing.
    let block = if x.nrows() == 1 { weight.nrows() } else { (BLOCK / row).max(1) };
    for (weight, mut y) in weight.axis_chunks_iter(Axis(0), block).zip(y.axis_chunks_iter_mut(Axis(1), block)) {
        for (x, mut y) in x.rows().into_iter().zip(y.rows_mut()) {
            let slices = (weight.to_slice(), x.to_slice(), y.as_slice_mut());
            let done = match slices {
                (Some(weight), Some(x), Some(y)) if !cfg!(feature = "blas") => T::add_products(weight, x, y),
                _ => false,
            };
            if !done {
                general_mat_vec_mul(T::one(), &weight, &x, T::one(), &mut y);
            }
        }
    }
}

/// Returns `rows` copies of the bias, or zeros.
fn rows_of<T: LinalgScalar>(bias: Option<&Array1<T>>, rows: usize, columns: usize) -> Array2<T> {
    let mut y = Array2::zeros((rows, columns));
    if let Some(bias) = bias {
        y.assign(bias);
    }
    y
}

/// Returns x, or a copy of it, with contiguous rows.
fn along_rows<T: LinalgScalar>(x: &ArrayBase<impl Data<Elem = T>, Ix2>) -> CowArray<'_, T, Ix2> {
    if x.strides()[1] == 1 { x.view().into() } else { x.as_standard_layout() }
}

/// Returns x, or a copy of it, with rows or columns that are contiguous and do not overlap. With other layouts
/// `ndarray` would not call the BLAS, which does not accept them.
fn along_either<T: LinalgScalar>(x: &ArrayBase<impl Data<Elem = T>, Ix2>) -> CowArray<'_, T, Ix2> {
    let apart = |stride: isize, len: usize| usize::try_from(stride).is_ok_and(|stride| stride >= len);
    let ([rows, columns], &[down, right]) = ([x.nrows(), x.ncols()], x.strides()) else {
        return x.as_standard_layout();
    };
    let direct = right == 1 && apart(down, columns) || down == 1 && apart(right, rows);
    if direct { x.view().into() } else { x.as_standard_layout() }
}

#[cfg(test)]
mod tests;
