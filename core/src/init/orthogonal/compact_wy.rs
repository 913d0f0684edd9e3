//! Several reflections at once.
//!
//! A product of reflections is the identity less a matrix of low rank: the compact WY form of R. Schreiber and C. Van
//! Loan, A storage-efficient WY representation for products of Householder transformations, SIAM Journal on Scientific
//! and Statistical Computing 10 (1989).
//!
//! ```text
//! H_0 H_1 .. H_(b-1) = I - V T V^T,   T^-1 = diag(1 / tau) + the strict upper triangle of V^T V
//! ```
//!
//! Column k of V is `v_k`, with 1 on the diagonal and 0 above it. T is upper triangular.

use ndarray::linalg::general_mat_mul;
use ndarray::{Array2, ArrayView2, ArrayViewMut2, Zip, s};

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
    /// The reflections of the columns of `x`, of which there are no more than rows: that of column k takes `x_k` =
    /// column k from row k on to its first axis.
    ///
    /// Norms are summed in `f64`: a column can be long.
    pub(crate) fn of(x: &ArrayView2<'_, T>) -> Self {
        let (zero, one) = (T::from_f64(0.0), T::from_f64(1.0));
        let width = x.ncols();
        let mut squares = vec![0.0; width];
        for (i, row) in x.rows().into_iter().enumerate() {
            let used = width.min(i + 1);
            Zip::from(&mut squares[..used]).and(row.slice(s![..used])).for_each(|square, x| {
                *square += x.to_f64() * x.to_f64();
            });
        }
        let pivots = x.diag().into_iter().zip(&squares).map(|(x, square)| {
            // x + sign |x| e does not cancel, unlike x - sign |x| e.
            let (x, norm) = (x.to_f64(), square.sqrt());
            if x < 0.0 { x - norm } else { x + norm }
        });
        // A pivot is 0 with one row only, and then rarely: any direction is as good, so the identity.
        let scales: Vec<_> = pivots.map(|pivot| if pivot == 0.0 { 0.0 } else { 1.0 / pivot }).collect();
        let signs = scales.iter().map(|&scale| if scale > 0.0 { -one } else { one }).collect();

        let mut v = Array2::from_elem(x.dim(), zero);
        squares.fill(1.0);
        for (i, (mut v, x)) in v.rows_mut().into_iter().zip(x.rows()).enumerate() {
            let used = width.min(i);
            Zip::from(v.slice_mut(s![..used]))
                .and(x.slice(s![..used]))
                .and(&scales[..used])
                .and(&mut squares[..used])
                .for_each(|v, x, &scale, square| {
                    *v = T::from_f64(scale * x.to_f64());
                    *square += v.to_f64() * v.to_f64();
                });
            if let Some(diagonal) = v.get_mut(i) {
                *diagonal = one;
            }
        }
        // From v as it was rounded, so that reflections are orthogonal as far as tau can be.
        let taus = scales.iter().zip(&squares).map(|(&scale, square)| if scale == 0.0 { 0.0 } else { 2.0 / square });
        let t = triangle(&v.t().dot(&v), taus.map(T::from_f64));
        Self { v, t, signs }
    }

    /// Writes the first columns of the identity, reflected and with their signs: (I - V T V^T) D I.
    pub(crate) fn reflect_identity(&self, mut columns: ArrayViewMut2<'_, T>) {
        let (zero, one) = (T::from_f64(0.0), T::from_f64(1.0));
        let mut product = self.t.dot(&self.v.slice(s![..self.signs.len(), ..]).t());
        for mut row in product.rows_mut() {
            Zip::from(&mut row).and(&self.signs[..]).for_each(|x, &sign| *x = *x * sign);
        }
        general_mat_mul(-one, &self.v, &product, zero, &mut columns);
        for (x, &sign) in columns.diag_mut().iter_mut().zip(&self.signs) {
            *x = *x + sign;
        }
    }
}

/// T, from V^T V and tau, by back substitution.
///
/// Row i of T is `tau_i (e_i - sum_(k > i) (V^T V)_ik T_k)`. That needs no 1 / tau, which does not exist where the
/// reflection is the identity.
fn triangle<T: Real>(gram: &Array2<T>, taus: impl DoubleEndedIterator<Item = T> + ExactSizeIterator) -> Array2<T> {
    let mut t = Array2::from_elem(gram.dim(), T::from_f64(0.0));
    for (i, tau) in taus.enumerate().rev() {
        let (mut row, below) = t.multi_slice_mut((s![i, i..], s![i + 1.., i..]));
        for (k, (below, &factor)) in below.rows().into_iter().zip(gram.slice(s![i, i + 1..])).enumerate() {
            row.slice_mut(s![k + 1..]).scaled_add(-factor, &below.slice(s![k + 1..]));
        }
        row.mapv_inplace(|x| tau * x);
        row[0] = tau;
    }
    t
}
