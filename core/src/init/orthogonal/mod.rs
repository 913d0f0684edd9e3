//! Orthogonal matrices.

pub(crate) mod compact_wy;
pub(crate) mod convolution;
pub(crate) mod householder;
pub(crate) mod unfold;

use core::convert::Infallible;
use core::fmt;

use crate::dtype::DTypeSet;
use crate::fill;
use crate::init::error::InitErrorKind;
use crate::init::fit::arguments;
use crate::init::fit::target::Target;
use crate::init::orthogonal::unfold::Grid;
use crate::init::scale::gain::Gain;
use crate::init::tree::{Init, Node};
use crate::message::Message;
use crate::sample::{Real, Sampler};
use crate::stream::StreamId;

/// A random matrix `W` with orthonormal rows or columns, times a gain: the shorter of the two is orthonormal, `W^T W =
/// gain^2 I` or `W W^T = gain^2 I`.
///
/// Needs two axes; with more, their roles. Rows are all `out` axes, columns all `in` and `kernel` axes. `batch` axes,
/// and blocks packed along an axis, are independent matrices: on `axes = [4 * out, in]` this is AllenNLP's
/// `block_orthogonal`, one matrix for each gate of an LSTM. Option: `gain` ([`Linear`](Gain::Linear)). `PyTorch`'s
/// `orthogonal_` and `MXNet`'s `Orthogonal` (first axis against the rest), Keras's `Orthogonal` (rest against the last),
/// JAX's `orthogonal` (rest against `column_axis`, by default the last): the axis that stands alone there is `out` here.
/// Saxe et al. (2014).
///
/// The matrix is uniform (Haar measure) among all such matrices, determinants of both signs included. With n >= m the
/// larger and smaller number of rows and columns, it is the product of m random reflections applied to the first m
/// columns of the identity (Stewart, 1980): 2 n m^2 - 2/3 m^3 floating-point operations, half of what a QR decomposition
/// and the formation of its Q take. Nearly all of them are matrix products, over blocks of 64 reflections (Schreiber and
/// Van Loan, 1989).
///
/// The normals are those of [`normal`](crate::init::normal())`(0, 1)`, the same everywhere. The matrix products round as the
/// processor's vector unit does, so that the last digits may differ between machines: values agree to 1e-5 (`f64`:
/// 1e-12). On one machine they are the same bits for any number of threads that fill. With a [BLAS](crate::layers), its
/// version and the number of its own threads round differently, too: fix both (`OPENBLAS_NUM_THREADS=1`) for the same
/// bits. Orthonormal to 1e-5 (`f64`: 1e-12). The half types are computed in `f32` and rounded.
///
/// Besides the parameter this takes memory for n x min(m, 64) elements a matrix at work, and for a copy of the parameter unless its
/// elements are, in their order, the rows of matrices that stand upright (n rows), as for `axes = [out, in]` with at
/// least as many outputs as inputs.
///
/// # Errors
/// The check refuses a gain that is not finite, a parameter of fewer than two axes, and one of more without roles. A
/// gain of 0 gives zeros. [`InitErrorKind::Memory`] if memory does not hold the above; nothing is written then.
///
/// ```
/// use ndarray::Array2;
/// use paraminit::init::orthogonal;
/// use paraminit::stream::StreamId;
///
/// let mut w = Array2::<f64>::zeros((8, 3));
/// orthogonal().fill(&mut w, &[], StreamId::new(42, "hidden.weight"))?;
/// let difference = w.t().dot(&w) - Array2::<f64>::eye(3);
/// assert!(difference.iter().all(|x| x.abs() < 1e-12));
/// # Ok::<(), paraminit::init::InitErrorKind>(())
/// ```
#[must_use]
pub const fn orthogonal() -> Init {
    Init::leaf(Node::Orthogonal(Orthogonal { gain: Gain::Linear }))
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Orthogonal {
    pub(crate) gain: Gain,
}

impl Orthogonal {
    pub(crate) const ARGUMENTS: &'static [&'static str] = &["gain"];

    pub(crate) const fn fault(self, argument: &str, elements: DTypeSet) -> Option<Message> {
        if arguments::same(argument, "gain") { self.gain.fault(elements) } else { None }
    }

    pub(crate) fn resolve(self, target: &Target<'_>) -> Result<Frame, InitErrorKind> {
        Ok(Frame { gain: self.gain.value(), grid: Grid::of("orthogonal", target.shape, target.axes)? })
    }
}

impl fmt::Display for Orthogonal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("orthogonal")?;
        if self.gain == Gain::Linear { Ok(()) } else { write!(f, "(gain = {})", self.gain) }
    }
}

/// An orthogonal initializer that knows the shape of its parameter.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    pub(crate) gain: f64,
    pub(crate) grid: Grid,
}

impl Frame {
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

    /// The matrices one after the other, each n x m in row-major order, without the gain.
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

    /// How many elements filling holds besides the parameter.
    pub(crate) fn scratch(&self) -> usize {
        let (n, m) = self.grid.tall();
        let copy = if self.grid.is_identity() { 0 } else { self.grid.count() };
        copy.saturating_add((n * m.min(householder::WIDTH)).min(self.grid.count()))
    }

    /// Mean and standard deviation of every entry: its square is 1 / n on average.
    #[expect(clippy::cast_precision_loss, reason = "a matrix of more than 2^53 rows does not fit in memory")]
    pub(crate) fn moments(&self) -> (f64, f64) {
        (0.0, self.gain.abs() / (self.grid.tall().0.max(1) as f64).sqrt())
    }
}
