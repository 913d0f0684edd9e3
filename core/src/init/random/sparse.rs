//! Sparse matrices.

use crate::const_math::float;
use crate::dtype::DTypeSet;
use crate::init::random::sparse_filler::SparseFill;
use crate::init::{Filler, Init, InitErrorKind, Leaf, Requirement, ShapeRequirement, Target, arguments};
use crate::message::Message;

/// Draws normal elements with mean 0 and standard deviation `std`, with `ceil(sparsity n)` zeros in every line of `n`.
///
/// Needs rank 2. Options:
///
/// - `std` (0.01).
/// - `axis` (0): the axis along which lines run. With 0 every column has this number of zeros, as in `PyTorch`, whose
///   columns are the inputs; with 1 every row has. Martens (2010) wants few inputs for every output: 1 for `[out, in]`,
///   0 for `[in, out]`.
///
/// `PyTorch`'s `sparse_`. The product `sparsity n` is computed in `f64`, as there.
///
/// The zeros of line `l` depend on the seed, the path and `l` alone. They are the first `ceil(sparsity n)` places of a
/// Fisher-Yates shuffle of the line, with the numbers of [`Stream::group`](crate::Stream::group)`(l)`. Each number is
/// made from 64 bits by Lemire's method, without bias. The other elements are those of
/// [`normal`](crate::init::normal())`(0, std)`. (`PyTorch` takes the places of the zeros from the global generator,
/// whatever generator it is given.)
///
/// # Errors
/// The check refuses a parameter of another rank, a sparsity outside of 0 to 1, a `std` that is negative or not finite,
/// and an axis other than 0 and 1.
///
/// ```
/// use ndarray::Array2;
/// use paraminit::init::sparse;
/// use paraminit::stream::StreamId;
///
/// let mut w = Array2::<f32>::zeros((30, 5));
/// sparse(0.5).std(0.1).fill(&mut w, &[], StreamId::new(42, "hidden.weight"))?;
/// for column in w.columns() {
///     assert_eq!(column.iter().filter(|&&x| x == 0.0).count(), 15);
/// }
/// # Ok::<(), paraminit::init::InitErrorKind>(())
/// ```
#[must_use]
pub const fn sparse(sparsity: f64) -> Init {
    Init::leaf(Leaf::Sparse(Sparse { sparsity, std: 0.01, axis: 0 }))
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Sparse {
    pub(crate) sparsity: f64,
    pub(crate) std: f64,
    pub(crate) axis: usize,
}

impl Sparse {
    pub(crate) const fn needs(self) -> Requirement {
        Requirement::Shape(ShapeRequirement::rank(
            2,
            2,
            "`mixture { 0.9 => zeros, 0.1 => normal(0.0, std) }` suits every rank",
        ))
    }

    pub(crate) const fn fault(self, argument: &str, elements: DTypeSet) -> Option<Message> {
        if arguments::same(argument, "sparsity") && !(self.sparsity >= 0.0 && self.sparsity <= 1.0) {
            let message = Message::new().text("`sparsity` must be a number from 0 to 1");
            return Some(message.text("\nhelp: it is the share of zeros, so `0.9` keeps one element of ten"));
        }
        if arguments::same(argument, "std") {
            return match arguments::deviation("std", self.std, elements) {
                None => arguments::reach(0.0, self.std, elements),
                message => message,
            };
        }
        if arguments::same(argument, "axis") && self.axis > 1 {
            return Some(Message::new().text("`axis` must be 0 or 1: it says along which axis of a matrix lines run"));
        }
        None
    }

    pub(crate) fn fill(self, target: &Target<'_>) -> Result<(Filler, f64), InitErrorKind> {
        let len = |axis: usize| target.shape.get(axis).copied().unwrap_or_default();
        let (rows, columns) = (len(0), len(1));
        let (line, count, along, across) =
            if self.axis == 0 { (rows, columns, columns, 1) } else { (columns, rows, 1, columns) };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at least 0, at most a length")]
        let zeros = ((self.sparsity * float(line)).ceil() as usize).min(line);
        let filler = SparseFill { std: self.std, line, count, along, across, zeros };
        Ok((Filler::Sparse(filler), arguments::REACH * self.std))
    }
}
