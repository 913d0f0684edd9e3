//! Sparse matrices.

use core::fmt;

use rand::Rng;

use crate::dtype::DTypeSet;
use crate::init::fit::arguments;
use crate::init::fit::target::Target;
use crate::init::fixed::index_fn::float;
use crate::init::text::print::Options;
use crate::init::tree::{Init, Node};
use crate::message::Message;
use crate::sample::{Real, Sampler};
use crate::stream::{Stream, StreamId};

/// Elements normal with mean 0 and standard deviation `std`, of which `ceil(sparsity n)` in every line of `n` are 0.
///
/// Rank 2. Options:
///
/// - `std` (0.01).
/// - `axis` (0): the axis along which lines run. With 0 every column has so many zeros, as in `PyTorch`, whose columns
///   are the inputs; with 1 every row has. Martens (2010) wants few inputs for every output: 1 for `[out, in]`, 0 for
///   `[in, out]`.
///
/// `PyTorch`'s `sparse_`. The product `sparsity n` is computed in `f64`, as there.
///
/// The zeros of line `l` follow from the seed, the path and `l` alone: they are the first `ceil(sparsity n)` places of
/// a Fisher-Yates shuffle of the line, with the numbers of [`Stream::group`]`(l)`, each from 64 bits by Lemire's
/// method, without bias. The other elements are those of [`normal`](crate::init::normal())`(0, std)`. (`PyTorch` takes the
/// places of the zeros from the global generator, whatever generator it is given.)
///
/// # Errors
/// The check refuses a parameter of another rank, a sparsity outside of 0 to 1, a `std` that is negative or not finite,
/// and another axis than 0 and 1.
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
    Init::leaf(Node::Sparse(Sparse { sparsity, std: 0.01, axis: 0 }))
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Sparse {
    pub(crate) sparsity: f64,
    pub(crate) std: f64,
    pub(crate) axis: usize,
}

impl Sparse {
    pub(crate) const ARGUMENTS: &'static [&'static str] = &["sparsity", "std", "axis"];

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

    pub(crate) fn resolve(self, target: &Target<'_>) -> (Lines, f64) {
        let len = |axis: usize| target.shape.get(axis).copied().unwrap_or_default();
        let (rows, columns) = (len(0), len(1));
        let (line, count, along, across) =
            if self.axis == 0 { (rows, columns, columns, 1) } else { (columns, rows, 1, columns) };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at least 0, at most a length")]
        let zeros = ((self.sparsity * float(line)).ceil() as usize).min(line);
        (Lines { std: self.std, line, count, along, across, zeros }, arguments::REACH * self.std)
    }
}

impl fmt::Display for Sparse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut options = Options::of(f, "sparse");
        options.add_value(self.sparsity);
        options.add("std", self.std, self.std != 0.01);
        options.add("axis", self.axis, self.axis != 0);
        options.finish()
    }
}

/// Normals in lines, each of which has the same number of zeros.
#[derive(Clone, Debug)]
pub(crate) struct Lines {
    std: f64,
    /// Elements of a line.
    line: usize,
    /// Number of lines.
    count: usize,
    /// How far neighbors in a line are apart.
    along: usize,
    /// How far lines are apart.
    across: usize,
    zeros: usize,
}

impl Lines {
    pub(crate) fn count(&self) -> usize {
        self.line.saturating_mul(self.count)
    }

    /// How many elements filling holds besides the parameter: the places of one line.
    pub(crate) fn scratch(&self) -> usize {
        if self.count == 0 { 0 } else { self.line.saturating_mul(size_of::<usize>().div_ceil(size_of::<f32>())) }
    }

    /// Fills the whole parameter.
    pub(crate) fn fill<T: Real>(&self, id: StreamId, out: &mut [T]) {
        if out.is_empty() {
            return; // Lines can be long all the same.
        }
        Sampler::Normal { mean: 0.0, std: self.std }.fill(id, 0, out);
        let stream = Stream::of(id);
        let mut places = Vec::with_capacity(self.line);
        for line in 0..self.count {
            let mut stream = stream.group(line as u64);
            places.clear();
            places.extend(0..self.line);
            for drawn in 0..self.zeros {
                let chosen = drawn + below(&mut stream, self.line - drawn);
                places.swap(drawn, chosen);
            }
            for place in places.iter().take(self.zeros) {
                if let Some(value) = out.get_mut(line * self.across + place * self.along) {
                    *value = T::from_f64(0.0);
                }
            }
        }
    }

    /// Mean and standard deviation over all elements.
    pub(crate) fn moments(&self) -> (f64, f64) {
        let kept = 1.0 - float(self.zeros) / float(self.line.max(1));
        (0.0, self.std * kept.sqrt())
    }
}

/// A number less than `n`, each as likely as any other.
///
/// D. Lemire, Fast random integer generation in an interval, ACM Transactions on Modeling and Computer Simulation 29
/// (2019).
#[expect(clippy::cast_possible_truncation, reason = "halves of a product; the upper one is less than `n`")]
fn below(stream: &mut Stream, n: usize) -> usize {
    let n = n as u64;
    let mut draw = || u128::from(stream.next_u64()) * u128::from(n);
    let mut product = draw();
    if (product as u64) < n {
        let surplus = n.wrapping_neg().checked_rem(n).unwrap_or_default();
        while (product as u64) < surplus {
            product = draw();
        }
    }
    (product >> 64) as usize
}
