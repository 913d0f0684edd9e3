//! The matrix entry that each element of a parameter is.

use crate::axes::{AxesError, Axis, Role};
use crate::init::InitErrorKind;
use crate::sample::Real;

/// A parameter read as matrices: `out` axes are rows, `in` and `kernel` axes are columns, and `batch` axes and packed
/// blocks count the matrices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Grid {
    /// The length and stride of each axis, outermost first. The strides are those of a sequence of upright matrices
    /// (`n >= m`), each in row-major order. A packed axis counts as two: the blocks, and the axis within a block.
    steps: Vec<(usize, usize)>,
    rows: usize,
    columns: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum Runs {
    Rows,
    Columns,
    Matrices,
}

impl Grid {
    pub(crate) fn of(shape: &[usize], axes: Option<&[Axis]>) -> Result<Self, InitErrorKind> {
        // The caller puts in its name.
        let (rank, initializer) = (shape.len(), "");
        if rank < 2 {
            return Err(InitErrorKind::NeedsMatrix { initializer, rank });
        }
        let runs = match axes {
            Some(axes) => split(shape, axes).map_err(|fault| InitErrorKind::Axes { initializer, fault })?,
            None => match *shape {
                [rows, columns] => vec![(rows, Runs::Rows), (columns, Runs::Columns)],
                _ => return Err(InitErrorKind::NeedsAxes { initializer, rank }),
            },
        };
        Self::from_runs(&runs).ok_or(InitErrorKind::Axes { initializer, fault: AxesError::Overflow })
    }

    /// `None` if a product of lengths overflows.
    fn from_runs(runs: &[(usize, Runs)]) -> Option<Self> {
        let product = |of: Runs| {
            let mut lengths = runs.iter().filter(|run| run.1 == of).map(|run| run.0);
            lengths.try_fold(1_usize, usize::checked_mul)
        };
        let (rows, columns) = (product(Runs::Rows)?, product(Runs::Columns)?);
        let size = rows.checked_mul(columns)?;
        size.checked_mul(product(Runs::Matrices)?)?;
        // Along the longer of rows and columns, neighbors are a whole row of the upright matrix apart.
        let (mut row, mut column) = if rows >= columns { (columns, 1) } else { (1, rows) };
        let mut matrix = size;
        let mut steps = Vec::with_capacity(runs.len());
        for &(len, runs) in runs.iter().rev() {
            let stride = match runs {
                Runs::Rows => &mut row,
                Runs::Columns => &mut column,
                Runs::Matrices => &mut matrix,
            };
            steps.push((len, *stride));
            *stride = stride.saturating_mul(len);
        }
        steps.reverse();
        Some(Self { steps, rows, columns })
    }

    /// Returns n and m, the larger and the smaller of the numbers of rows and columns.
    pub(crate) fn tall(&self) -> (usize, usize) {
        (self.rows.max(self.columns), self.rows.min(self.columns))
    }

    /// Number of elements of the parameter.
    pub(crate) fn count(&self) -> usize {
        self.steps.iter().fold(1, |product: usize, &(len, _)| product.saturating_mul(len))
    }

    /// The number of elements that hold whole matrices, as many as have no others between them.
    pub(crate) fn unit(&self) -> usize {
        let mut unit = self.count();
        for &(len, stride) in &self.steps {
            let inner = unit.checked_div(len).unwrap_or_default();
            // Along this axis lie matrices, which begin one after the other in both orders.
            if stride != inner || stride < self.rows.saturating_mul(self.columns) {
                break;
            }
            unit = inner;
        }
        unit
    }

    /// The grid of the first matrices alone, with so many elements: a multiple of the [`unit`](Grid::unit).
    fn first(&self, elements: usize) -> Self {
        let (mut steps, mut unit) = (self.steps.clone(), self.count());
        while unit > self.unit() {
            let (len, _) = steps.remove(0);
            unit /= len;
        }
        steps.insert(0, (elements.checked_div(unit).unwrap_or_default(), unit));
        Self { steps, ..*self }
    }

    /// True if the elements are the entries of the matrices, in the same order.
    pub(crate) fn is_identity(&self) -> bool {
        let mut expected: usize = 1;
        self.steps.iter().rev().all(|&(len, stride)| {
            let fits = len == 1 || stride == expected;
            expected = expected.saturating_mul(len);
            fits
        })
    }

    /// Writes `factor` times each entry to its place in the parameter, or in a part of whole units.
    pub(crate) fn scatter<T: Real>(&self, matrices: &[T], factor: T, out: &mut [T]) {
        if out.len() < self.count() {
            return self.first(out.len()).scatter(matrices, factor, out);
        }
        let mut index = vec![0; self.steps.len()];
        let mut at = 0;
        for value in out {
            if let Some(&entry) = matrices.get(at) {
                *value = factor * entry;
            }
            // Counts up like the digits of a number.
            for (digit, &(len, stride)) in index.iter_mut().zip(&self.steps).rev() {
                *digit += 1;
                at += stride;
                if *digit < len {
                    break;
                }
                at -= len * stride;
                *digit = 0;
            }
        }
    }
}

fn split(shape: &[usize], axes: &[Axis]) -> Result<Vec<(usize, Runs)>, AxesError> {
    // The conditions are the same as for fans.
    crate::axes::fans(shape, axes)?;
    let mut runs = Vec::with_capacity(shape.len());
    for (&len, axis) in shape.iter().zip(axes) {
        if axis.blocks != 1 {
            runs.push((axis.blocks, Runs::Matrices));
        }
        let role = match axis.role {
            Role::Out => Runs::Rows,
            Role::In | Role::Kernel => Runs::Columns,
            Role::Batch => Runs::Matrices,
        };
        runs.push((len / axis.blocks, role));
    }
    Ok(runs)
}

#[cfg(test)]
#[expect(clippy::float_cmp, clippy::cast_precision_loss, reason = "small integers")]
mod tests {
    use super::Grid;
    use crate::axes::{
        Axis,
        Role::{Batch, In, Kernel, Out},
    };
    use crate::init::InitErrorKind;

    fn grid(shape: &[usize], axes: &[Axis]) -> Grid {
        Grid::of(shape, Some(axes)).unwrap()
    }

    /// The entry that each element comes from.
    fn sources(grid: &Grid) -> Vec<f64> {
        let entries: Vec<_> = (0..grid.count()).map(|i| i as f64).collect();
        let mut out = vec![-1.0; entries.len()];
        grid.scatter(&entries, 1.0, &mut out);
        out
    }

    #[test]
    fn upright_matrices_stay_and_wide_ones_turn() {
        let tall = grid(&[3, 2], &[Out.into(), In.into()]);
        assert!(tall.is_identity());
        assert_eq!(sources(&tall), [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]);
        let wide = grid(&[2, 3], &[Out.into(), In.into()]);
        assert!(!wide.is_identity());
        assert_eq!(sources(&wide), [0.0, 2.0, 4.0, 1.0, 3.0, 5.0]);
        assert_eq!(wide.tall(), (3, 2));
        assert_eq!(Grid::of(&[3, 2], None).unwrap(), tall);
    }

    #[test]
    fn interleaved_roles() {
        // [kernel, out, batch, in]: element (k, o, b, i) is matrix b, row o, column 2 k + i.
        let mixed = grid(&[2, 5, 3, 2], &[Kernel.into(), Out.into(), Batch.into(), In.into()]);
        assert_eq!(mixed.tall(), (5, 4));
        let sources = sources(&mixed);
        for (e, source) in sources.iter().enumerate() {
            let (k, o, b, i) = (e / 30, e / 6 % 5, e / 2 % 3, e % 2);
            assert_eq!(*source, (b * 20 + o * 4 + k * 2 + i) as f64);
        }
    }

    #[test]
    fn packed_blocks_are_matrices() {
        let packed = grid(&[2, 9], &[In.into(), Axis::packed(3, Out)]);
        assert_eq!(packed.tall(), (3, 2));
        assert_eq!(sources(&packed)[..4], [0.0, 2.0, 4.0, 6.0]);
    }

    #[test]
    fn what_is_not_a_matrix() {
        let of = |shape: &[usize], axes: Option<&[Axis]>| Grid::of(shape, axes);
        assert!(matches!(of(&[3], None), Err(InitErrorKind::NeedsMatrix { rank: 1, .. })));
        assert!(matches!(of(&[], None), Err(InitErrorKind::NeedsMatrix { rank: 0, .. })));
        assert!(matches!(of(&[3, 2, 2], None), Err(InitErrorKind::NeedsAxes { rank: 3, .. })));
        assert!(matches!(of(&[3, 2], Some(&[Axis::of(Out)])), Err(InitErrorKind::Axes { .. })));
        assert!(matches!(of(&[3, 2], Some(&[Axis::packed(2, Out), In.into()])), Err(InitErrorKind::Axes { .. })));
        assert!(matches!(of(&[usize::MAX, 2], None), Err(InitErrorKind::Axes { .. })));
    }
}
