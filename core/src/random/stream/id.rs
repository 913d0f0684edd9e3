//! The name of a parameter's stream.

use super::stream_number;

/// The name of the random stream of one parameter: the seed of a run, and the number of a path.
///
/// Every value of a parameter is a function of this name and of the element's index. Functions that fill arrays take
/// the name; a [`Stream`](super::Stream) is a generator that starts at it.
///
/// ```
/// use paraminit::prelude::*;
///
/// // One array, with the bits that a model of that path would get.
/// let mut weight = ndarray::Array2::<f32>::zeros((8, 4));
/// init::he_normal().fill(&mut weight, &[Out, In], StreamId::new(42, "hidden.weight"))?;
///
/// # #[derive(Initialize)] struct Net { hidden: Dense<4, 8> }
/// let rules = init! { <Net> hidden.weight => he_normal, hidden.bias => zeros };
/// assert_eq!(rules.build(42)?.hidden.weight(), weight);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StreamId {
    /// The seed of the run.
    pub seed: u64,
    /// The hash of the parameter's path; see [`stream_number`].
    pub number: u64,
}

impl StreamId {
    /// The stream of the parameter at `path`, such as `"blocks.3.proj.weight"`.
    ///
    /// ```
    /// use paraminit::stream::{StreamId, stream_number};
    ///
    /// let id = StreamId::new(42, "hidden.weight");
    /// assert_eq!(id, StreamId { seed: 42, number: stream_number("hidden.weight") });
    /// ```
    #[must_use]
    pub const fn new(seed: u64, path: &str) -> Self {
        Self { seed, number: stream_number(path) }
    }
}
