//! The random generator of one parameter.

use super::chacha::block;
use super::{Domain, Key, StreamId};
use rand::TryRng;
use rand::rand_core::utils::{fill_bytes_via_next_word, next_u64_via_u32};
use std::convert::Infallible;
use std::fmt;

/// The random stream of one parameter.
///
/// It implements [`rand::Rng`], for initializers that draw their own numbers. Functions that fill arrays take the
/// stream's name instead, a [`StreamId`].
///
/// As a generator it reads the sampler domain, from block 2^63 on, in the word order of
/// `rand_chacha::ChaCha8Rng`: it equals that generator after `set_stream(number)` and
/// `set_word_pos(16 * 2^63)`, for any mixture of `next_u32`, `next_u64` and `fill_bytes`. Drawing from it never
/// changes what the built-in distributions put into the parameter.
///
/// Construction is a few multiplications, without allocation.
///
/// ```
/// use paraminit::stream::Stream;
/// use rand::Rng;
///
/// let mut stream = Stream::new(42, "hidden.weight");
/// let first = stream.next_u32();
/// assert_eq!(first, Stream::new(42, "hidden.weight").next_u32());
/// assert_ne!(first, Stream::new(42, "hidden.bias").next_u32());
/// ```
#[derive(Clone)]
pub struct Stream {
    id: StreamId,
    key: Key,
    /// The block after the buffered one.
    counter: u64,
    buffer: [u32; 16],
    /// The number of buffered words that were read.
    used: usize,
}

impl Stream {
    /// The stream of the parameter at `path`, such as `"blocks.3.proj.weight"`.
    ///
    /// ```
    /// use paraminit::stream::Stream;
    /// use rand::RngExt;
    ///
    /// // Numbers that no parameter has, since none has this path.
    /// let mut stream = Stream::new(42, "shuffle");
    /// assert!(stream.random_range(0..10_u32) < 10);
    /// ```
    #[must_use]
    pub const fn new(seed: u64, path: &str) -> Self {
        Self::of(StreamId::new(seed, path))
    }

    /// The stream of that name.
    ///
    /// ```
    /// use paraminit::stream::{Stream, StreamId};
    /// use rand::Rng;
    ///
    /// let id = StreamId::new(42, "hidden.weight");
    /// assert_eq!(Stream::of(id).next_u64(), Stream::new(42, "hidden.weight").next_u64());
    /// ```
    #[must_use]
    pub const fn of(id: StreamId) -> Self {
        let counter = Domain::Samplers.block(0);
        Self { id, key: Key::from_seed(id.seed), counter, buffer: [0; 16], used: 16 }
    }

    /// The name of the stream.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// // Plans print the number, so that bits can be traced to a path.
    /// let plan = Dense::<4, 8>::plan_init()?;
    /// assert_eq!(plan.entries()[0].stream_number(), Stream::new(42, "weight").id().number);
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub const fn id(&self) -> StreamId {
        self.id
    }

    /// Returns a generator for group `group` of the parameter's elements. Draws from `self` do not matter.
    ///
    /// It starts at block 2^63 + group 2^24. A sampler that consumes an unknown number of words for an element needs
    /// one generator for each group, so that its values depend neither on threads nor on other slices. A group has 2^28
    /// words before it runs into the next.
    ///
    /// ```
    /// use paraminit::stream::Stream;
    /// use rand::RngExt;
    ///
    /// // What was drawn before does not matter.
    /// let mut stream = Stream::new(42, "table");
    /// let row = |stream: &Stream, i| stream.group(i).random_range(-1.0..1.0_f64);
    /// let third = row(&stream, 3);
    /// stream.random::<u64>();
    /// assert_eq!(row(&stream, 3), third);
    /// assert_ne!(row(&stream, 4), third);
    /// ```
    #[must_use]
    pub const fn group(&self, group: u64) -> Self {
        Self { counter: Domain::Samplers.block(group), buffer: [0; 16], used: 16, ..*self }
    }

    fn next_word(&mut self) -> u32 {
        if let Some(&word) = self.buffer.get(self.used) {
            self.used += 1;
            return word;
        }
        self.buffer = block(&self.key, self.id.number, self.counter);
        self.counter = self.counter.wrapping_add(1);
        self.used = 1;
        self.buffer[0]
    }
}

impl TryRng for Stream {
    type Error = Infallible;

    #[inline]
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(self.next_word())
    }

    #[inline]
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        next_u64_via_u32(self)
    }

    #[inline]
    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        fill_bytes_via_next_word(bytes, || self.try_next_u32())
    }
}

/// Writes the name of the stream, without the state of the generator.
impl fmt::Debug for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stream").field("seed", &self.id.seed).field("number", &self.id.number).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::{Stream, StreamId};
    use rand::Rng;
    use rand_chacha::ChaCha8Rng;
    use rand_chacha::rand_core::SeedableRng;

    fn oracle(seed: u64, number: u64, group: u64) -> ChaCha8Rng {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(number);
        rng.set_word_pos(((1 << 63) + (u128::from(group) << 24)) * 16);
        rng
    }

    #[test]
    fn mixed_calls_agree_with_rand_chacha() {
        for group in [0, 1, 1000] {
            let mut expected = oracle(42, 99, group);
            let mut stream = Stream::of(StreamId { seed: 42, number: 99 }).group(group);
            // A third stream gives the plan of calls.
            let mut plan = Stream::new(1, "plan");
            for _ in 0..2000 {
                match plan.next_u32() % 3 {
                    0 => assert_eq!(stream.next_u32(), expected.next_u32()),
                    1 => assert_eq!(stream.next_u64(), expected.next_u64()),
                    _ => {
                        let length = (plan.next_u32() % 150) as usize;
                        let (mut a, mut b) = (vec![0; length], vec![0; length]);
                        stream.fill_bytes(&mut a);
                        expected.fill_bytes(&mut b);
                        assert_eq!(a, b);
                    }
                }
            }
        }
    }

    #[test]
    fn group_zero_is_the_start() {
        let mut stream = Stream::new(7, "w");
        let first = stream.next_u64();
        assert_eq!(stream.group(0).next_u64(), first);
        assert_ne!(stream.group(1).next_u64(), first);
    }

    #[test]
    fn const_and_named() {
        const STREAM: Stream = Stream::new(42, "hidden.weight");
        assert_eq!(STREAM.id().seed, 42);
        assert_eq!(STREAM.id().number, super::super::stream_number("hidden.weight"));
        assert!(format!("{STREAM:?}").starts_with("Stream { seed: 42, number: "));
    }
}
