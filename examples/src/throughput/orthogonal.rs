//! Orthogonal matrices, which cost side^3 and not side^2.

use std::error::Error;
use std::hint::black_box;

use ndarray::Array2;
use paraminit::prelude::*;
use paraminit::sample::Stored;
use paraminit::stream::{Simd, StreamId};
use rayon::ThreadPool;

use super::clock::{Case, fastest};
use super::fills::number;
use super::row::Row;

pub(super) fn rows<T: Stored>(
    dtype: &'static str,
    sides: &[usize],
    pools: &[ThreadPool],
    passes: usize,
) -> Result<Vec<Row>, Box<dyn Error>> {
    let mut rows = Vec::new();
    for &side in sides {
        let pass = |array: &mut Array2<T>| {
            init::orthogonal().fill(black_box(array), &[Out, In], StreamId::new(42, "hidden.weight"))?;
            Ok(())
        };
        let case = Case {
            what: format!("orthogonal_{side}"),
            n: side * side,
            simd: Simd::current().name(),
            threaded: true,
            pass: Box::new(pass),
        };
        let mut array = Array2::from_elem((side, side), number::<T>(0.0));
        rows.extend(fastest(dtype, pools, passes, &mut array, vec![case])?);
    }
    Ok(rows)
}
