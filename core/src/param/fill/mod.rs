//! Filling of an array of any memory layout by a function of the index, on any number of threads.
//!
//! A parameter is split into blocks of neighboring elements in row-major order. A block that lies in memory in that
//! order is filled in place. Any other block is computed in a buffer, and `ndarray` copies it according to the layout.
//! Blocks do not depend on each other, so threads share them.

mod copy;
mod pages;
mod room;
mod threads;

pub(crate) use copy::copy;
pub(crate) use pages::huge_pages;
pub(crate) use room::{SMALL, Short, buffer, reserve, room, zeros};
pub(crate) use threads::{at_once, for_each};

use ndarray::{ArrayViewMutD, Axis};

use crate::sample::Stored;

/// The number of elements of a block: some tens of microseconds of work, and whole groups of the stream.
pub(crate) const BLOCK: usize = 1 << 16;

/// A function that computes the elements from an offset on.
type Block<'f, T, E> = &'f (dyn Fn(u64, &mut [T]) -> Result<(), E> + Sync);

/// Sets every element of `values`. `of` gets an offset in row-major order, and the slice for the elements from there
/// on.
///
/// # Errors
/// What `of` reports, of the first block that does, or that there is no memory for a block that does not lie in memory in
/// that order. The array then holds values of no meaning.
pub(crate) fn fill<T: Stored, E: Send + From<Short>>(
    values: ArrayViewMutD<'_, T>,
    of: impl Fn(u64, &mut [T]) -> Result<(), E> + Sync,
) -> Result<(), E> {
    fill_blocks(values, &of)
}

/// Sets every element of values that lie in row-major order, as [`fill`] does.
pub(crate) fn fill_slice<T: Send, E: Send>(
    values: &mut [T],
    of: impl Fn(u64, &mut [T]) -> Result<(), E> + Sync,
) -> Result<(), E> {
    fill_slice_blocks(values, &of)
}

// One instance for each type, not for each closure: threads take much code.
fn fill_blocks<T: Stored, E: Send + From<Short>>(
    mut values: ArrayViewMutD<'_, T>,
    of: Block<'_, T, E>,
) -> Result<(), E> {
    if let Some(slice) = values.as_slice_mut() {
        return fill_slice_blocks(slice, of);
    }
    let count = values.len();
    let mut blocks = Vec::new();
    split(0, values, &mut blocks);
    for_each(&mut blocks, count, |(offset, block)| {
        if let Some(slice) = block.as_slice_mut() {
            return of(*offset, slice);
        }
        let mut computed = buffer(block.len())?;
        of(*offset, &mut computed)?;
        copy(&computed, block.view_mut());
        Ok(())
    })
}

fn fill_slice_blocks<T: Send, E: Send>(values: &mut [T], of: Block<'_, T, E>) -> Result<(), E> {
    let count = values.len();
    if count <= BLOCK {
        return of(0, values);
    }
    let mut blocks: Vec<_> = values.chunks_mut(BLOCK).enumerate().collect();
    for_each(&mut blocks, count, |(i, block)| of((*i * BLOCK) as u64, block))
}

/// Collects the blocks of `values`, with their offsets in row-major order.
fn split<'v, T>(offset: u64, values: ArrayViewMutD<'v, T>, blocks: &mut Vec<(u64, ArrayViewMutD<'v, T>)>) {
    let axis = values.shape().iter().position(|&len| len > 1);
    let (Some(axis), true) = (axis, values.len() > BLOCK) else {
        blocks.push((offset, values));
        return;
    };
    let row = values.len() / values.len_of(Axis(axis));
    let rows = (BLOCK / row).max(1);
    let (mut offset, mut rest) = (offset, values);
    while rest.len_of(Axis(axis)) > rows {
        let (block, after) = rest.split_at(Axis(axis), rows);
        let count = block.len() as u64;
        split(offset, block, blocks);
        offset += count;
        rest = after;
    }
    split(offset, rest, blocks);
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::{ArrayD, IxDyn, ShapeBuilder, Slice};

    /// An error with an offset.
    #[derive(Debug, PartialEq)]
    struct At(u64);

    impl From<Short> for At {
        fn from(_: Short) -> Self {
            Self(u64::MAX)
        }
    }

    /// Sets every element to its index.
    #[expect(clippy::cast_precision_loss, reason = "small numbers")]
    fn count(values: ArrayViewMutD<'_, f64>) {
        let of = |offset: u64, out: &mut [f64]| -> Result<(), Short> {
            out.iter_mut().zip(offset..).for_each(|(value, index)| *value = index as f64);
            Ok(())
        };
        fill(values, of).unwrap();
    }

    fn counted(shape: &[usize]) -> ArrayD<f64> {
        let mut plain = ArrayD::zeros(IxDyn(shape));
        count(plain.view_mut());
        plain
    }

    #[test]
    fn every_layout_has_the_same_elements() {
        for shape in
            [&[][..], &[0], &[7], &[3, 5], &[300, 500], &[2, 100_000], &[1, 1, 70_000], &[4, 1, 30_000], &[70_000, 2]]
        {
            let plain = counted(shape);
            let expected: Vec<f64> = (0_u32..).map(f64::from).take(plain.len()).collect();
            assert_eq!(plain.iter().copied().collect::<Vec<_>>(), expected, "{shape:?}");

            let mut column_major = ArrayD::zeros(IxDyn(shape).f());
            count(column_major.view_mut());
            assert_eq!(column_major, plain, "{shape:?}, column-major");

            let mut wider = ArrayD::zeros(shape.iter().map(|len| 2 * len).collect::<Vec<_>>());
            let mut backwards = wider.slice_each_axis_mut(|_| Slice::new(0, None, -2));
            count(backwards.view_mut());
            assert_eq!(backwards, plain, "{shape:?}, every other element, backwards");
        }
    }

    #[test]
    fn the_first_error_in_row_major_order_is_reported() {
        let mut values = ArrayD::<f32>::zeros(IxDyn(&[10, BLOCK]).f());
        let of = |offset: u64, _: &mut [f32]| if offset >= 3 * BLOCK as u64 { Err(At(offset)) } else { Ok(()) };
        assert_eq!(fill(values.view_mut(), of), Err(At(3 * BLOCK as u64)));
        let mut plain = ArrayD::<f32>::zeros(IxDyn(&[10, BLOCK]));
        assert_eq!(fill(plain.view_mut(), of), Err(At(3 * BLOCK as u64)));
    }
}
