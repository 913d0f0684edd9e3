//! Random matrices with orthonormal columns, uniformly distributed among all of them.
//!
//! G. W. Stewart, The efficient generation of random orthogonal matrices with an application to condition estimators,
//! SIAM Journal on Numerical Analysis 17 (1980). In the QR decomposition of an n x m matrix of normals, the reflection
//! of step k depends only on a vector `x_k` of n - k fresh normals. So no decomposition is needed:
//!
//! ```text
//! Q = H_0 H_1 .. H_(m-1) D I,   H_k = I - tau_k v_k v_k^T,   D_k H_k e_k = x_k / |x_k|
//! ```
//!
//! The signs `D_k` make column k of the identity point along `x_k` instead of away from it. They make the distribution
//! uniform: without them, or after a QR decomposition with arbitrary signs, it is not (Mezzadri, 2007).
//!
//! The reflections are applied a panel at a time, from the last panel to the first. Nearly all of the work is then
//! matrix products, as in LAPACK's `orgqr`: 2 n m^2 - 2/3 m^3 operations, and a share of 64 / m for joining the
//! reflections.

use core::convert::Infallible;

use ndarray::linalg::general_mat_mul;
use ndarray::{ArrayViewMut2, Axis};

use crate::fill::{Short, for_each};
use crate::init::orthogonal::compact_wy::Panel;
use crate::sample::Real;

/// The number of reflections in a panel. A wider panel costs more to join; a narrower one passes over memory more
/// often.
pub(crate) const WIDTH: usize = 64;

/// The number of columns that a thread updates at a time. It is fixed, so that the sums are always the same.
pub(crate) const BLOCK: usize = 256;

/// Turns `n` rows of `m <= n` standard normals, in row-major order, into rows of a matrix with orthonormal columns.
///
/// `x_k` is column k from row k on. Works in place: a panel reads its own columns, and writes them and what is right of
/// them, from its first row on. So every panel finds its normals untouched. Takes memory for a panel, n x [`WIDTH`],
/// and [`BLOCK`] columns of products a thread.
///
/// # Errors
/// If memory does not hold the panel.
pub(crate) fn from_normals<T: Real>(matrix: &mut [T], m: usize) -> Result<(), Short> {
    let n = matrix.len().checked_div(m).unwrap_or_default();
    let Ok(mut q) = ArrayViewMut2::from_shape((n, m), matrix) else { return Ok(()) };
    for first in (0..m).step_by(WIDTH).rev() {
        let (_, below) = q.view_mut().split_at(Axis(0), first);
        let (_, rest) = below.split_at(Axis(1), first);
        let (columns, right) = rest.split_at(Axis(1), WIDTH.min(m - first));
        let panel = Panel::of(&columns.view())?;
        reflect(&panel, right);
        panel.reflect_identity(columns);
    }
    Ok(())
}

/// Multiplies the columns right of a panel by its reflections, in place: Q - V T V^T Q.
///
/// The first rows, as many as there are reflections, hold normals that nothing uses. In the product so far these rows
/// are 0, as in the identity.
fn reflect<T: Real>(panel: &Panel<T>, right: ArrayViewMut2<'_, T>) {
    let (zero, one) = (T::from_f64(0.0), T::from_f64(1.0));
    let elements = right.len();
    let (upper_v, lower_v) = panel.v.view().split_at(Axis(0), panel.v.ncols());
    let (mut upper, mut lower) = right.split_at(Axis(0), panel.v.ncols());
    let blocks = upper.axis_chunks_iter_mut(Axis(1), BLOCK).zip(lower.axis_chunks_iter_mut(Axis(1), BLOCK));
    let mut blocks: Vec<_> = blocks.collect();
    let Ok(()) = for_each(&mut blocks, elements, |(upper, lower)| {
        let product = panel.t.dot(&lower_v.t().dot(&*lower));
        general_mat_mul(-one, &upper_v, &product, zero, upper);
        general_mat_mul(-one, &lower_v, &product, one, lower);
        Ok::<(), Infallible>(())
    });
}
