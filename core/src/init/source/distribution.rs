//! Values drawn from any distribution of `rand_distr`.

use rand_distr::Distribution;

use crate::init::InitErrorKind;
use crate::init::fill::resolved::finite;
use crate::sample::{Real, Stored};
use crate::stream::{Stream, StreamId};

/// A distribution behind a pointer. One call draws many values, so the pointer costs nothing.
pub trait Draw: Send + Sync {
    /// Draws values until `values` is full.
    fn draw(&self, stream: &mut Stream, values: &mut [f64]);
}

impl<D: Distribution<f64> + Send + Sync> Draw for D {
    fn draw(&self, stream: &mut Stream, values: &mut [f64]) {
        for value in values {
            *value = self.sample(stream);
        }
    }
}

/// Fills `out` with elements `offset ..` of the parameter with this stream number.
///
/// A distribution takes any number of random words. So each group of elements has a generator of its own, and a slice
/// has the same values as the whole.
pub(crate) fn fill<S: Stored>(
    distribution: &dyn Draw,
    id: StreamId,
    offset: u64,
    out: &mut [S],
) -> Result<(), InitErrorKind> {
    let stream = Stream::of(id);
    let mut drawn = vec![0.0; S::Computed::GROUP];
    S::fill_in_chunks(offset, out, |offset, out| compute(distribution, &stream, &mut drawn, offset, out));
    finite(offset, out)
}

/// Fills `out` with elements `offset ..`. `drawn` is a buffer of one group.
fn compute<T: Real>(distribution: &dyn Draw, stream: &Stream, drawn: &mut [f64], offset: u64, out: &mut [T]) {
    let length = T::GROUP as u64;
    let mut group = offset / length;
    let mut skip = usize::try_from(offset % length).unwrap_or_default();
    let mut rest = out;
    while !rest.is_empty() {
        let take = (T::GROUP - skip).min(rest.len());
        let (now, later) = rest.split_at_mut_checked(take).unwrap_or_default();
        let used = drawn.get_mut(..skip + take).unwrap_or_default();
        distribution.draw(&mut stream.group(group), used);
        for (value, &drawn) in now.iter_mut().zip(used.iter().skip(skip)) {
            *value = T::from_f64(drawn);
        }
        group = group.wrapping_add(1);
        skip = 0;
        rest = later;
    }
}
