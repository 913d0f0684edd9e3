//! The filler of a matrix whose lines have the same number of zeros.

use rand::Rng;

use crate::const_math::float;
use crate::fill::{Short, reserve};
use crate::sample::{Central, Real, Sampler};
use crate::stream::{Stream, StreamId};

/// Lines of normal values, each with the same number of zeros.
#[derive(Clone, Debug)]
pub(crate) struct SparseFill {
    pub(crate) std: f64,
    /// The number of elements of a line.
    pub(crate) line: usize,
    /// Number of lines.
    pub(crate) count: usize,
    /// The stride of neighbors in a line.
    pub(crate) along: usize,
    /// The stride of neighboring lines.
    pub(crate) across: usize,
    pub(crate) zeros: usize,
}

impl SparseFill {
    pub(crate) fn count(&self) -> usize {
        self.line.saturating_mul(self.count)
    }

    /// The number of elements that filling holds in memory, besides the parameter: the places of one line.
    pub(crate) fn scratch(&self) -> usize {
        if self.count == 0 { 0 } else { self.line.saturating_mul(size_of::<usize>().div_ceil(size_of::<f32>())) }
    }

    /// Fills the whole parameter.
    pub(crate) fn fill<T: Real>(&self, id: StreamId, out: &mut [T]) -> Result<(), Short> {
        if out.is_empty() {
            return Ok(()); // Lines can be long all the same.
        }
        let mut places = reserve(self.line)?;
        Sampler::Normal { mean: 0.0, std: self.std }.fill(id, 0, out);
        let stream = Stream::of(id);
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
        Ok(())
    }

    /// The moments over all elements; `None` if there are none.
    pub(crate) fn central(&self) -> Option<Central> {
        let kept = (float(self.line - self.zeros), Central::normal(0.0, self.std));
        Central::mixture(&[kept, (float(self.zeros), Central::point(0.0))]).filter(|_| self.line > 0)
    }
}

/// Returns a random number less than `n`, uniformly distributed.
///
/// D. Lemire, Fast random integer generation in an interval, ACM Transactions on Modeling and Computer Simulation 29
/// (2019).
#[expect(clippy::cast_possible_truncation, reason = "halves of a product; the upper one is less than `n`")]
fn below(stream: &mut Stream, n: usize) -> usize {
    let n = n as u64;
    let mut draw = || u128::from(stream.next_u64()) * u128::from(n);
    let mut product = draw();
    if (product as u64) < n {
        // A low half below 2^64 mod n would bias the result, so it is drawn again.
        let surplus = n.wrapping_neg().checked_rem(n).unwrap_or_default();
        while (product as u64) < surplus {
            product = draw();
        }
    }
    (product >> 64) as usize
}
