//! Filling of one rectangular part of a parameter.

use ndarray::{ArrayBase, ArrayViewMutD, DataMut, Dimension};

use crate::axes::Axis;
use crate::fill;
use crate::init::fill::resolved::all_or_nothing;
use crate::init::{Init, InitErrorKind, Resolved};
use crate::sample::Stored;
use crate::stream::StreamId;

impl Init {
    /// Fills one rectangular part of a parameter with the bits that a fill of the whole parameter would put there.
    ///
    /// `shape` is the shape of the whole parameter. `offset` is the index of the part's first element in it, one entry
    /// for each axis. So a shard, a page or a single row can be made where it is needed, on any machine. Fans follow
    /// from `shape`.
    ///
    /// The cost is that of the part, in groups of neighboring elements (256 of `f32`, 128 of `f64`). Initializers whose
    /// values depend on more than the index, such as [`orthogonal`](crate::init::orthogonal()) and
    /// [`sparse`](crate::init::sparse()), compute the whole parameter first.
    ///
    /// ```
    /// use ndarray::{Array2, s};
    /// use paraminit::axes::{Axis, Role::{In, Out}};
    /// use paraminit::init::kaiming_normal;
    /// use paraminit::stream::StreamId;
    ///
    /// let axes = [Axis::of(Out), Axis::of(In)];
    /// let id = StreamId::new(42, "hidden.weight");
    /// let mut whole = Array2::<f32>::zeros((256, 784));
    /// kaiming_normal().fill_with_axes(&mut whole, &axes, id)?;
    ///
    /// let mut shard = Array2::<f32>::zeros((64, 100));
    /// kaiming_normal().fill_slice(&mut shard, &[256, 784], &[128, 300], &axes, id)?;
    /// assert_eq!(shard, whole.slice(s![128..192, 300..400]));
    /// # Ok::<(), paraminit::init::InitErrorKind>(())
    /// ```
    ///
    /// # Errors
    /// As [`fill`](Init::fill); and [`InitErrorKind::Outside`] if the part does not lie in a parameter of that shape.
    /// The part is then as it was.
    pub fn fill_slice<T, S, D>(
        &self,
        part: &mut ArrayBase<S, D>,
        shape: &[usize],
        offset: &[usize],
        axes: &[Axis],
        id: StreamId,
    ) -> Result<(), InitErrorKind>
    where
        T: Stored,
        S: DataMut<Elem = T>,
        D: Dimension,
    {
        let runs = Runs::new(part.shape(), shape, offset)?;
        let resolved = self.resolve_alone(shape, axes, T::DTYPE)?;
        let part = part.view_mut().into_dyn();
        all_or_nothing(part, resolved.can_fail(), |part| resolved.fill_runs(&runs, id, part))
            .map_err(|error| error.by(self))
    }
}

impl Resolved {
    fn fill_runs<T: Stored>(&self, runs: &Runs, id: StreamId, part: ArrayViewMutD<'_, T>) -> Result<(), InitErrorKind> {
        if part.is_empty() {
            return Ok(());
        }
        if self.is_sliceable() {
            return fill::fill(part, |at, out| runs.each(at, out, |offset, out| self.fill(id, offset, out)));
        }
        let mut whole = fill::buffer::<T>(usize::try_from(runs.whole).map_err(|_| too_much())?)?;
        self.fill(id, 0, &mut whole)?;
        fill::fill(part, |at, out| {
            runs.each(at, out, |offset, out| {
                let from = usize::try_from(offset).map_err(|_| too_much())?;
                let computed = whole.get(from..from.saturating_add(out.len())).ok_or_else(too_much)?;
                out.copy_from_slice(computed);
                Ok(())
            })
        })
    }
}

/// A part of a whole that no memory holds.
fn too_much() -> InitErrorKind {
    InitErrorKind::scratch(usize::MAX)
}

/// A part, as runs of elements that are neighbors in the whole parameter, in row-major order.
struct Runs {
    /// The number of elements of a run.
    length: u64,
    /// The axes between runs: their length in the part, and their stride in the whole.
    outer: Vec<(u64, u64)>,
    /// The index of the first element in the whole.
    first: u64,
    /// The number of elements of the whole.
    whole: u64,
}

impl Runs {
    fn new(part: &[usize], shape: &[usize], offset: &[usize]) -> Result<Self, InitErrorKind> {
        let lies_in = |((&part, &len), &offset): ((&usize, &usize), &usize)| {
            offset.checked_add(part).is_some_and(|end| end <= len)
        };
        let ranks = [shape.len(), offset.len()] == [part.len(); 2];
        if !ranks || !part.iter().zip(shape).zip(offset).all(lies_in) {
            return Err(InitErrorKind::Outside { part: part.into(), shape: shape.into(), offset: offset.into() });
        }
        if part.contains(&0) {
            // The products below may overflow for a part without elements.
            return Ok(Self { length: 0, outer: Vec::new(), first: 0, whole: 0 });
        }
        let (mut length, mut stride, mut first) = (1_u64, 1_u64, 0_u64);
        let mut outer = Vec::new();
        for ((&part, &len), &offset) in part.iter().zip(shape).zip(offset).rev() {
            let next = stride.checked_mul(len as u64).ok_or_else(too_much)?;
            first += offset as u64 * stride;
            if outer.is_empty() && length == stride {
                // All inner axes are taken in full, so the run continues along this axis.
                length *= part as u64;
            } else {
                outer.insert(0, (part as u64, stride));
            }
            stride = next;
        }
        Ok(Self { length, outer, first, whole: stride })
    }

    /// Calls `fill` with each run, or piece of one, from element `at` of the part on, and with its first index in the
    /// whole.
    fn each<T>(
        &self,
        mut at: u64,
        mut out: &mut [T],
        mut fill: impl FnMut(u64, &mut [T]) -> Result<(), InitErrorKind>,
    ) -> Result<(), InitErrorKind> {
        while !out.is_empty() {
            let (mut run, within) = (at / self.length.max(1), at % self.length.max(1));
            let mut offset = self.first + within;
            for &(len, stride) in self.outer.iter().rev() {
                offset += run % len.max(1) * stride;
                run /= len.max(1);
            }
            let take = usize::try_from(self.length - within).unwrap_or(usize::MAX).min(out.len());
            let (now, later) = out.split_at_mut_checked(take).unwrap_or_default();
            fill(offset, now)?;
            at += take as u64;
            out = later;
        }
        Ok(())
    }
}
