//! The filler of a parameter with orthogonal matrices.

use core::convert::Infallible;

use crate::fill;
use crate::init::orthogonal::householder;
use crate::init::orthogonal::unfold::Grid;
use crate::sample::{Real, Sampler};
use crate::stream::StreamId;

/// An orthogonal initializer that knows the shape of its parameter.
#[derive(Clone, Debug)]
pub(crate) struct OrthogonalFill {
    pub(crate) gain: f64,
    pub(crate) grid: Grid,
}

impl OrthogonalFill {
    /// Fills a whole parameter.
    pub(crate) fn fill<T: Real>(&self, id: StreamId, out: &mut [T]) {
        if out.is_empty() {
            return;
        }
        if self.grid.is_identity() {
            self.draw(id, out);
            if self.gain != 1.0 {
                let gain = T::from_f64(self.gain);
                for value in out {
                    *value = gain * *value;
                }
            }
        } else {
            let mut matrices = vec![T::from_f64(0.0); out.len()];
            self.draw(id, &mut matrices);
            self.grid.scatter(&matrices, T::from_f64(self.gain), out);
        }
    }

    /// Draws the matrices one after the other, each n x m in row-major order, without the gain.
    fn draw<T: Real>(&self, id: StreamId, matrices: &mut [T]) {
        let normal = Sampler::Normal { mean: 0.0, std: 1.0 };
        let Ok(()) = fill::fill_slice(matrices, |offset, out| {
            normal.fill(id, offset, out);
            Ok::<(), Infallible>(())
        });
        let (n, m) = self.grid.tall();
        let elements = matrices.len();
        let mut each: Vec<_> = matrices.chunks_exact_mut((n * m).max(1)).collect();
        let Ok(()) = fill::for_each(&mut each, elements, |matrix| {
            householder::from_normals(matrix, m);
            Ok::<(), Infallible>(())
        });
    }

    /// The number of elements that filling holds in memory, besides the parameter.
    pub(crate) fn scratch(&self) -> usize {
        let (n, m) = self.grid.tall();
        let copy = if self.grid.is_identity() { 0 } else { self.grid.count() };
        copy.saturating_add((n * m.min(householder::WIDTH)).min(self.grid.count()))
    }

    /// Returns the mean and standard deviation of every entry. The square of an entry is 1 / n on average.
    #[expect(clippy::cast_precision_loss, reason = "a matrix of more than 2^53 rows does not fit in memory")]
    pub(crate) fn moments(&self) -> (f64, f64) {
        (0.0, self.gain.abs() / (self.grid.tall().0.max(1) as f64).sqrt())
    }
}
