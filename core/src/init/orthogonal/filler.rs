//! The filler of a parameter with orthogonal matrices.

use crate::fill::{self, Short};
use crate::init::arguments;
use crate::init::orthogonal::householder;
use crate::init::orthogonal::unfold::Grid;
use crate::sample::{Central, Real, Sampler};
use crate::stream::StreamId;

/// An orthogonal initializer that knows the shape of its parameter.
#[derive(Clone, Debug)]
pub(crate) struct OrthogonalFill {
    pub(crate) gain: f64,
    pub(crate) grid: Grid,
}

impl OrthogonalFill {
    /// Fills a parameter from element `start` on, which begins a [unit](Grid::unit), by whole units.
    pub(crate) fn fill<T: Real>(&self, id: StreamId, start: usize, out: &mut [T]) -> Result<(), Short> {
        if out.is_empty() {
            return Ok(());
        }
        if self.grid.is_identity() {
            self.draw(id, start, out)?;
            if self.gain != 1.0 {
                let gain = T::from_f64(self.gain);
                for value in out {
                    *value = gain * *value;
                }
            }
        } else {
            let mut matrices = fill::buffer(out.len())?;
            self.draw(id, start, &mut matrices)?;
            self.grid.scatter(&matrices, T::from_f64(self.gain), out);
        }
        Ok(())
    }

    /// The matrices one after the other, each n x m in row-major order, without the gain.
    fn draw<T: Real>(&self, id: StreamId, start: usize, matrices: &mut [T]) -> Result<(), Short> {
        let normal = Sampler::Normal { mean: 0.0, std: 1.0 };
        fill::fill_slice(matrices, |offset, out| {
            normal.fill(id, start as u64 + offset, out);
            Ok::<(), Short>(())
        })?;
        let (n, m) = self.grid.tall();
        let (elements, size) = (matrices.len(), (n * m).max(1));
        // Small ones in groups: a list of millions would take memory of its own.
        let mut groups: Vec<_> = matrices.chunks_mut((fill::BLOCK / size).max(1) * size).collect();
        fill::for_each(&mut groups, elements, |group| {
            group.chunks_exact_mut(size).try_for_each(|matrix| householder::from_normals(matrix, m))
        })
    }

    /// The largest absolute value. No element is larger than the gain, and rounding has room; each is distributed nearly
    /// normally where rows are long.
    pub(crate) fn largest(&self) -> f64 {
        let Central { std, .. } = self.central();
        (2.0 * self.gain.abs()).min(arguments::REACH * std)
    }

    /// The number of elements that filling holds in memory, besides the parameter.
    pub(crate) fn scratch(&self) -> usize {
        let (n, m) = self.grid.tall();
        let copy = if self.grid.is_identity() { 0 } else { self.grid.count() };
        let matrices = self.grid.count().checked_div(n * m).unwrap_or_default();
        copy.saturating_add(n * m.min(householder::WIDTH) * fill::at_once(matrices))
    }

    /// The moments of every entry: its square is 1 / n on average, its fourth power 3 / (n (n + 2)), which is a little
    /// less than that of a normal value.
    #[expect(clippy::cast_precision_loss, reason = "a matrix of more than 2^53 rows does not fit in memory")]
    pub(crate) fn central(&self) -> Central {
        Central::normal(0.0, self.gain.abs() / (self.grid.tall().0.max(1) as f64).sqrt())
    }
}
