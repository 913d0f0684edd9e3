//! Random matrices with orthonormal columns, uniform among all of them.
//!
//! G. W. Stewart, The efficient generation of random orthogonal matrices with an application to condition estimators,
//! SIAM Journal on Numerical Analysis 17 (1980). In the QR decomposition of an n x m matrix of normals, the reflection
//! of step k depends only on a vector `x_k` of n - k fresh normals. So there is nothing to decompose:
//!
//! ```text
//! Q = H_0 H_1 .. H_(m-1) D I,   H_k = I - tau_k v_k v_k^T,   D_k H_k e_k = x_k / |x_k|
//! ```
//!
//! The signs `D_k` make column k of the identity point along `x_k` instead of away from it. They make the distribution
//! uniform: without them, or with a QR that leaves signs to chance, it is not (Mezzadri, 2007).

use crate::sample::Real;

/// Turns `n` rows of `m <= n` standard normals, in row-major order, into rows of a matrix with orthonormal columns.
///
/// `x_k` is column k from row k on. Works in place, as LAPACK's `orgqr` does: from the last reflection to the first,
/// step k writes column k and what is right of it, and reads nothing left of it but the next step's vector.
pub(super) fn from_normals<T: Real>(matrix: &mut [T], m: usize) {
    let Some(last) = m.checked_sub(1) else { return };
    let (zero, one) = (T::from_f64(0.0), T::from_f64(1.0));
    let n = matrix.len() / m;
    // `dots` is v^T Q over the columns right of the current one. It is computed while the previous step writes Q, so
    // that each step passes over memory once.
    let (mut dots, mut next_dots) = (vec![zero; m], vec![zero; m]);
    let (mut v, mut next_v) = (vec![zero; n], vec![zero; n]);
    let mut reflection = Reflection::of_column(matrix, m, last, &mut v);
    for k in (0..m).rev() {
        let next = k.checked_sub(1).map(|column| Reflection::of_column(matrix, m, column, &mut next_v));
        next_dots.fill(zero);
        let Reflection { sign, tau } = reflection;
        let rows = matrix.chunks_exact_mut(m).zip(v.iter().zip(&next_v)).enumerate().skip(k);
        for (i, (row, (&v, &next_v))) in rows {
            let factor = tau * v;
            let diagonal = if i == k { one } else { zero };
            let row = row.get_mut(k..).unwrap_or_default();
            if i == k {
                row.fill(zero); // Unused normals: row k of the product so far is that of the identity.
            }
            subtract(row, factor, dots.get(k..).unwrap_or_default());
            if let Some(head) = row.first_mut() {
                *head = sign * (diagonal - factor);
            }
            subtract(next_dots.get_mut(k..).unwrap_or_default(), -next_v, row);
        }
        core::mem::swap(&mut v, &mut next_v);
        core::mem::swap(&mut dots, &mut next_dots);
        if let Some(next) = next {
            reflection = next;
        }
    }
}

/// `y - a x`, entry by entry, along contiguous memory.
fn subtract<T: Real>(y: &mut [T], a: T, x: &[T]) {
    for (y, &x) in y.iter_mut().zip(x) {
        *y = *y - a * x;
    }
}

/// I - tau v v^T with `v_k` = 1, and the sign `D_k`.
struct Reflection<T> {
    sign: T,
    tau: T,
}

impl<T: Real> Reflection<T> {
    /// The reflection of x = column `k` from row `k` on; writes v below row `k`, and 0 above.
    ///
    /// Norms are summed in `f64`: a column can be long.
    fn of_column(matrix: &[T], m: usize, k: usize, v: &mut [T]) -> Self {
        let (zero, one) = (T::from_f64(0.0), T::from_f64(1.0));
        let column = || matrix.iter().skip(k).step_by(m).map(|value| value.to_f64()).skip(k);
        let norm = column().map(|x| x * x).sum::<f64>().sqrt();
        let first = column().next().unwrap_or_default();
        let sign: f64 = if first < 0.0 { -1.0 } else { 1.0 };
        if norm == 0.0 {
            // Only with one row, and then rarely: any direction is as good, so the identity.
            v.fill(zero);
            return Self { sign: one, tau: zero };
        }
        // x + sign |x| e does not cancel, unlike x - sign |x| e.
        let pivot = sign.mul_add(norm, first);
        let mut square = 1.0;
        let (above, below) = v.split_at_mut_checked(k).unwrap_or_default();
        above.fill(zero);
        for (i, (v, x)) in below.iter_mut().zip(column()).enumerate() {
            *v = if i == 0 { one } else { T::from_f64(x / pivot) };
            if i > 0 {
                square += v.to_f64() * v.to_f64();
            }
        }
        // From v as it was rounded, so that H is orthogonal as far as tau can be.
        Self { sign: T::from_f64(-sign), tau: T::from_f64(2.0 / square) }
    }
}
