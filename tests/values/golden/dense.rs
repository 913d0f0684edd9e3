//! The parameters of a layer that was built without a word about initialization: `default_dense` rows.

use ndarray::{ArrayView, Dimension};
use paraminit::prelude::*;

use super::compare::{Faults, SEED, sample};
use super::law::Law;
use super::row::Row;

/// Compares the weight that the rules give to a layer to the row.
///
/// Flax and Keras store the weight as [in, out], this library, `PyTorch` and `MXNet` as [out, in]. The statistics are
/// the same, so the row's shape is that of the transposed weight.
pub fn weight<const I: usize, const O: usize>(row: &Row, rules: &Rules<'_, Dense<I, O>>, law: Law) -> Faults {
    let transposed = row.roles() == [In, Out];
    pooled(row, rules, law, |layer| {
        let weight = layer.weight().view();
        elements(row, &if transposed { weight.reversed_axes() } else { weight })
    })
}

/// Compares the bias that the rules give to a layer to the row.
pub fn bias<const I: usize, const O: usize>(row: &Row, rules: &Rules<'_, Dense<I, O>>, law: Law) -> Faults {
    pooled(row, rules, law, |layer| elements(row, &layer.bias().view()))
}

/// Compares as many elements as the row counted: the rows of small parameters pool those of many layers. Each layer
/// here stands at another place under one seed.
fn pooled<const I: usize, const O: usize>(
    row: &Row,
    rules: &Rules<'_, Dense<I, O>>,
    law: Law,
    parameter: impl Fn(&Dense<I, O>) -> Vec<f32>,
) -> Faults {
    let count = row.stats().n;
    let mut layer = Dense::init(SEED).unwrap_or_else(|error| panic!("{row}: {error}"));
    let mut values = Vec::with_capacity(count);
    for place in 0.. {
        if values.len() >= count {
            break;
        }
        let seed = Seed::new(SEED).at(&format!("{row}.{place}"));
        rules.apply(&mut layer, seed).unwrap_or_else(|error| panic!("{row}: {error}"));
        values.extend(parameter(&layer));
    }
    sample(row, &values, law)
}

fn elements<D: Dimension>(row: &Row, values: &ArrayView<'_, f32, D>) -> Vec<f32> {
    assert_eq!(values.shape(), row.shape(), "{row}: the shape of the parameter here");
    values.iter().copied().collect()
}
