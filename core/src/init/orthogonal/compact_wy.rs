//! Products of several reflections.
//!
//! A product of reflections is the identity minus a matrix of low rank: the compact WY form of R. Schreiber and C. Van
//! Loan, A storage-efficient WY representation for products of Householder transformations, SIAM Journal on Scientific
//! and Statistical Computing 10 (1989).
//!
//! ```text
//! H_0 H_1 .. H_(b-1) = I - V T V^T,   T^-1 = diag(1 / tau) + the strict upper triangle of V^T V
//! ```
//!
//! Column k of V is `v_k`, with 1 on the diagonal and 0 above it. T is upper triangular.

use ndarray::linalg::general_mat_mul;
use ndarray::{Array2, ArrayView2, ArrayViewMut2, s};

use crate::fill::{Short, buffer};
use crate::sample::Real;

/// The reflections of neighboring columns.
#[derive(Debug)]
pub(crate) struct Panel<T> {
    pub(crate) v: Array2<T>,
    pub(crate) t: Array2<T>,
    /// The signs `D_k`.
    signs: Vec<T>,
}

impl<T: Real> Panel<T> {
    /// Makes the reflections of the columns of `x`, which has at least as many rows as columns. That of column k takes
    /// `x_k`, which is column k from row k on, to its first axis.
    ///
    /// Norms are summed in `f64`: a column can be long.
    ///
    /// # Errors
    /// If memory does not hold as many elements more as `x` has.
    pub(crate) fn of(x: &ArrayView2<'_, T>) -> Result<Self, Short> {
        let one = T::from_f64(1.0);
        let v = buffer(x.len())?;
        let width = x.ncols();
        let mut squares = vec![0.0; width];
        for (i, row) in x.rows().into_iter().enumerate() {
            let row = row.to_slice().unwrap_or_default();
            for (square, x) in squares[..width.min(i + 1)].iter_mut().zip(row) {
                *square += x.to_f64() * x.to_f64();
            }
        }
        let (mut scales, mut signs) = (Vec::with_capacity(width), Vec::with_capacity(width));
        for (k, square) in squares.iter().enumerate() {
            // x + sign |x| e does not cancel, unlike x - sign |x| e.
            let (x, norm) = (x[[k, k]].to_f64(), square.sqrt());
            let pivot = if x < 0.0 { x - norm } else { x + norm };
            // A pivot of 0 is rare, and needs a column of one row. Any direction is as good there, so it is the
            // identity.
            let scale = if pivot == 0.0 { 0.0 } else { 1.0 / pivot };
            scales.push(scale);
            // The reflection takes e to -sign x / |x|, so this sign makes e point along x.
            signs.push(if scale > 0.0 { -one } else { one });
        }

        let mut v = Array2::from_shape_vec(x.dim(), v).map_err(|_| Short { bytes: usize::MAX })?;
        squares.fill(1.0);
        for (i, (v, x)) in v.rows_mut().into_iter().zip(x.rows()).enumerate() {
            let (v, x) = (v.into_slice().unwrap_or_default(), x.to_slice().unwrap_or_default());
            let used = width.min(i);
            for (((v, x), scale), square) in v.iter_mut().zip(x).zip(&scales[..used]).zip(&mut squares[..used]) {
                *v = T::from_f64(scale * x.to_f64());
                *square += v.to_f64() * v.to_f64();
            }
            if let Some(diagonal) = v.get_mut(i) {
                *diagonal = one;
            }
        }
        // tau follows from v after rounding, so that the reflections are as orthogonal as the precision of tau allows.
        let taus: Vec<f64> =
            scales.iter().zip(&squares).map(|(&k, square)| if k == 0.0 { 0.0 } else { 2.0 / square }).collect();
        let t = triangle(&v.t().dot(&v), &taus);
        Ok(Self { v, t, signs })
    }

    /// Writes the first columns of the identity, reflected and with their signs: (I - V T V^T) D I.
    pub(crate) fn reflect_identity(&self, mut columns: ArrayViewMut2<'_, T>) {
        let (zero, one) = (T::from_f64(0.0), T::from_f64(1.0));
        let mut product = self.t.dot(&self.v.slice(s![..self.signs.len(), ..]).t());
        for mut row in product.rows_mut() {
            for (x, &sign) in row.iter_mut().zip(&self.signs) {
                *x = *x * sign;
            }
        }
        general_mat_mul(-one, &self.v, &product, zero, &mut columns);
        for (k, &sign) in self.signs.iter().enumerate() {
            columns[[k, k]] = columns[[k, k]] + sign;
        }
    }
}

/// Returns T, from V^T V and tau, by back substitution.
///
/// Row i of T is `tau_i (e_i - sum_(k > i) (V^T V)_ik T_k)`. This form needs no 1 / tau, which does not exist if the
/// reflection is the identity.
fn triangle<T: Real>(gram: &Array2<T>, taus: &[f64]) -> Array2<T> {
    let width = taus.len();
    let mut t = Array2::from_elem(gram.dim(), T::from_f64(0.0));
    let entries = t.as_slice_mut().unwrap_or_default();
    for (i, &tau) in taus.iter().enumerate().rev() {
        let tau = T::from_f64(tau);
        let (above, below) = entries.split_at_mut((i + 1) * width);
        let row = &mut above[i * width..];
        for (k, below) in (i + 1..).zip(below.chunks_exact(width)) {
            let factor = -gram[[i, k]];
            for (x, &y) in row[k..].iter_mut().zip(&below[k..]) {
                *x = *x + y * factor;
            }
        }
        for x in &mut row[i..] {
            *x = tau * *x;
        }
        row[i] = tau;
    }
    t
}
