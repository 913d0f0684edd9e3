//! Orthogonal matrices.

use crate::dtype::DTypeSet;
use crate::init::orthogonal::filler::OrthogonalFill;
use crate::init::orthogonal::unfold::Grid;
use crate::init::{Filler, Gain, Init, InitErrorKind, Leaf, Requirement, Target, arguments};
use crate::message::Message;

/// A random matrix `W` with orthonormal rows or columns (whichever are fewer), times a gain: `W^T W = gain^2 I` or
/// `W W^T = gain^2 I`.
///
/// Needs two axes, or more with declared roles. Rows are all `out` axes, columns all `in` and `kernel` axes. `batch`
/// axes, and blocks packed along an axis, are independent matrices: on `axes = [4 * out, in]` this is AllenNLP's
/// `block_orthogonal`, one matrix for each gate of an LSTM. Option: `gain` ([`Linear`](Gain::Linear)). `PyTorch`'s
/// `orthogonal_` and `MXNet`'s `Orthogonal` (first axis against the rest), Keras's `Orthogonal` (rest against the
/// last), JAX's `orthogonal` (rest against `column_axis`, by default the last): the axis that stands alone there is
/// `out` here. Saxe et al. (2014).
///
/// The matrix is uniform (Haar measure) among all such matrices, with determinants of both signs. Let n be the larger
/// and m the smaller of the numbers of rows and columns. The matrix is the product of m random reflections, applied to
/// the first m columns of the identity (Stewart, 1980): 2 n m^2 - 2/3 m^3 floating-point operations, half of what a QR
/// decomposition and the formation of its Q take. Nearly all of them are matrix products, over blocks of 64 reflections
/// (Schreiber and Van Loan, 1989).
///
/// The normals are those of [`normal`](crate::init::normal())`(0, 1)`, the same everywhere. The matrix products round
/// as the processor's vector unit does, so the last digits may differ between machines: values agree to 1e-5 (`f64`:
/// 1e-12). On one machine the bits are the same for any number of threads that fill. With a [BLAS](crate::layers), the
/// rounding also depends on its version and on the number of its own threads: fix both (`OPENBLAS_NUM_THREADS=1`) for
/// the same bits. The matrices are orthonormal to 1e-5 (`f64`: 1e-12). The half types are computed in `f32` and
/// rounded.
///
/// Besides the parameter this takes memory for n x min(m, 64) elements a matrix at work, and for a copy of the parameter unless its
/// elements are, in their order, the rows of matrices that stand upright (n rows), as for `axes = [out, in]` with at
/// least as many outputs as inputs. In a model that exists already, what takes over a MiB besides is made before anything is
/// written, and waits in memory for it.
///
/// # Errors
/// The check refuses a gain that is not finite, a parameter of fewer than two axes, and one of more without roles. A
/// gain of 0 gives zeros. A run fails with [`InitErrorKind::Scratch`] if memory does not hold the above; nothing is
/// written then.
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
    Init::leaf(Leaf::Orthogonal(Orthogonal { gain: Gain::Linear }))
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Orthogonal {
    pub(crate) gain: Gain,
}

impl Orthogonal {
    pub(crate) const fn needs(self) -> Requirement {
        Requirement::Matrix
    }

    pub(crate) const fn fault(self, argument: &str, elements: DTypeSet) -> Option<Message> {
        if arguments::same(argument, "gain") { self.gain.fault(elements) } else { None }
    }

    pub(crate) fn fill(self, target: &Target<'_>) -> Result<(Filler, f64), InitErrorKind> {
        let gain = self.gain.factor()?;
        let filler = OrthogonalFill { gain, grid: Grid::of(target.shape, target.axes)? };
        let largest = filler.largest();
        Ok((Filler::Orthogonal(filler), largest))
    }
}
