//! Seeds, and the place in a model that a seed is for.

use crate::number::Decimal;
use crate::stream::{OFFSET, fnv1a};

/// A seed, and the path at which a run starts.
///
/// Two models that are initialized from one number at different places do not share bits. If a part of a model is
/// initialized alone, at its place, it gets the values of a run over the whole.
///
/// ```
/// use paraminit::prelude::*;
///
/// #[derive(Initialize)]
/// struct Net {
///     encoder: Dense<4, 8>,
/// }
///
/// let whole = Net::init(42)?;
/// let alone = Dense::<4, 8>::init(Seed::new(42).at("encoder"))?;
/// assert_eq!(whole.encoder.weight(), alone.weight());
/// # Ok::<(), paraminit::InitError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seed {
    value: u64,
    place: PathKey,
}

impl Seed {
    /// The seed `value`, at the root.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// // A number is a seed: `init(42)` and this are the same.
    /// const SEED: Seed = Seed::new(42);
    /// assert_eq!(Dense::<4, 8>::init(SEED)?.weight(), Dense::<4, 8>::init(42)?.weight());
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub const fn new(value: u64) -> Self {
        Self { value, place: PathKey::ROOT }
    }

    /// This seed at a place further down: every path gets `path` in front.
    ///
    /// The path is hashed. If a field has `#[init(key = "..")]`, name it by that key.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// // Two models from one seed, without a bit in common.
    /// let seed = Seed::new(42);
    /// let online = Dense::<4, 8>::init(seed.at("online"))?;
    /// let target = Dense::<4, 8>::init(seed.at("target"))?;
    /// assert_ne!(online.weight(), target.weight());
    /// assert_eq!(seed.at("a").at("b"), seed.at("a.b"));
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub const fn at(self, path: &str) -> Self {
        Self { value: self.value, place: self.place.then(path) }
    }

    /// The number of the seed.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// assert_eq!(Seed::new(42).at("encoder").value(), 42);
    /// ```
    #[must_use]
    pub const fn value(&self) -> u64 {
        self.value
    }

    /// The place of the seed.
    ///
    /// ```
    /// use paraminit::prelude::*;
    /// use paraminit::stream::stream_number;
    ///
    /// assert_eq!(Seed::new(42).at("encoder").place().then("weight").number(), stream_number("encoder.weight"));
    /// ```
    #[must_use]
    pub const fn place(&self) -> PathKey {
        self.place
    }
}

impl From<u64> for Seed {
    fn from(value: u64) -> Self {
        Self::new(value)
    }
}

/// A seed as runs take it: a `u64`, a [`Seed`], or any other type that is `Into<Seed>`.
///
/// ```
/// use paraminit::prelude::*;
/// use paraminit::seed::IntoSeed;
///
/// /// Takes what `init` takes.
/// fn head(seed: impl IntoSeed) -> Result<Dense<8, 2>, InitError> {
///     Dense::init(seed)
/// }
///
/// assert_eq!(head(42)?, head(Seed::new(42))?);
/// # Ok::<(), InitError>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no seed",
    label = "a seed is a `u64`, or a `Seed`",
    note = "a whole number of another type is converted: `u64::try_from(number)?`"
)]
pub trait IntoSeed: Into<Seed> {}

#[diagnostic::do_not_recommend]
impl<S: Into<Seed>> IntoSeed for S {}

/// The hash of a path so far: FNV-1a 64 over its segments, joined by dots.
///
/// ```
/// use paraminit::seed::PathKey;
/// use paraminit::stream::stream_number;
///
/// // A walk over a model hashes what its paths share once.
/// let block = PathKey::ROOT.then("blocks").index(3);
/// assert_eq!(block.then("up.weight").number(), stream_number("blocks.3.up.weight"));
/// assert_eq!(block.then("up.bias").number(), stream_number("blocks.3.up.bias"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PathKey {
    hash: u64,
    empty: bool,
}

impl PathKey {
    /// The empty path.
    pub const ROOT: Self = Self { hash: OFFSET, empty: true };

    /// The path with `text`, which may hold dots itself, appended.
    ///
    /// ```
    /// use paraminit::seed::PathKey;
    ///
    /// assert_eq!(PathKey::ROOT.then("a.b").then(""), PathKey::ROOT.then("a").then("b"));
    /// ```
    #[must_use]
    pub const fn then(self, text: &str) -> Self {
        if text.is_empty() { self } else { self.segment(text) }
    }

    /// The path with one more segment, which may be empty.
    ///
    /// ```
    /// use paraminit::seed::PathKey;
    ///
    /// // The keys of maps are any text: `heads[""]` is not `heads`.
    /// let heads = PathKey::ROOT.then("heads");
    /// assert_eq!(heads.segment("a"), heads.then("a"));
    /// assert_ne!(heads.segment(""), heads.then(""));
    /// ```
    #[must_use]
    pub const fn segment(self, text: &str) -> Self {
        self.joined(text.as_bytes())
    }

    /// The path with an index appended in decimal.
    ///
    /// ```
    /// use paraminit::seed::PathKey;
    ///
    /// assert_eq!(PathKey::ROOT.then("blocks").index(12), PathKey::ROOT.then("blocks.12"));
    /// ```
    #[must_use]
    pub fn index(self, index: usize) -> Self {
        self.joined(Decimal::new(index).bytes())
    }

    const fn joined(self, segment: &[u8]) -> Self {
        let hash = if self.empty { self.hash } else { fnv1a(self.hash, b".") };
        Self { hash: fnv1a(hash, segment), empty: false }
    }

    /// The stream number of the path.
    ///
    /// ```
    /// use paraminit::prelude::*;
    /// use paraminit::seed::PathKey;
    ///
    /// // The stream of a parameter whose path was hashed in steps.
    /// let stream = StreamId { seed: 42, number: PathKey::ROOT.then("hidden").then("weight").number() };
    /// assert_eq!(stream, StreamId::new(42, "hidden.weight"));
    /// ```
    #[must_use]
    pub const fn number(self) -> u64 {
        self.hash
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stream::stream_number;

    #[test]
    fn segments_hash_as_the_joined_path_does() {
        let path = PathKey::ROOT.then("blocks").index(10).then("proj").then("weight");
        assert_eq!(path.number(), stream_number("blocks.10.proj.weight"));
        assert_eq!(Seed::new(1).at("a.b").at("c").place(), PathKey::ROOT.then("a").then("b").then("c"));
        assert_eq!(PathKey::ROOT.number(), stream_number(""));
    }
}
