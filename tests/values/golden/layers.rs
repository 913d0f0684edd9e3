//! What `PyTorch`'s other layers do without being told, by the preset, on layers that say what they are.
//!
//! Their axes are the true ones. Where `PyTorch` takes other fans than the layer has, the preset knows: a transposed
//! convolution divides by what stands second in `[in, out, ..]`, and the packed projection of an attention counts all of
//! `3 * out` as outputs.

use ndarray::{Array1, Array2, Array4};
use paraminit::View;
use paraminit::prelude::*;

use super::compare::{Faults, SEED, sample};
use super::law::Law;
use super::row::Row;

#[derive(Initialize)]
#[init(kind = Conv2d)]
struct Conv {
    #[init(shape = [32, 16, 3, 3], axes = [out, in, kernel, kernel], part = weight, pytorch)]
    weight: Array4<f32>,
    #[init(shape = [32], fans_of = weight, part = bias, pytorch)]
    bias: Array1<f32>,
}

/// 16 inputs in 4 groups. The groups are said as a layer keeps them.
#[derive(Initialize)]
#[init(kind = Conv2d, dims(groups))]
struct Grouped {
    #[init(skip = groups)]
    groups: usize,
    #[init(shape = [32, 16 / groups, 3, 3], axes = [groups * out, in, kernel, kernel], part = weight, pytorch)]
    weight: Array4<f32>,
    #[init(shape = [32], fans_of = weight, part = bias, pytorch)]
    bias: Array1<f32>,
}

#[derive(Initialize)]
#[init(kind = ConvTranspose2d)]
struct Transposed {
    #[init(shape = [16, 32, 3, 3], axes = [in, out, kernel, kernel], part = weight, pytorch)]
    weight: Array4<f32>,
    #[init(shape = [32], fans_of = weight, part = bias, pytorch)]
    bias: Array1<f32>,
}

/// 48 units of 4 gates, 32 inputs.
#[derive(Initialize)]
#[init(** => zeros)]
#[expect(clippy::struct_field_names, reason = "the names of the rows")]
struct Lstm {
    #[init(shape = [192, 32], axes = [4 * out, in], part = weight)]
    weight_ih_l0: Array2<f32>,
    #[init(shape = [192, 48], axes = [4 * out, in], part = recurrent)]
    weight_hh_l0: Array2<f32>,
    #[init(shape = [192], fans_of = weight_ih_l0, part = bias)]
    bias_ih_l0: Array1<f32>,
    #[init(shape = [192], fans_of = weight_hh_l0, part = recurrent_bias)]
    bias_hh_l0: Array1<f32>,
}

/// One of each, in fields that are called as the rows are behind `default_`.
#[derive(Initialize)]
struct Layers {
    conv2d: Conv,
    #[init(dims { groups: 4 })]
    conv2d_grouped: Grouped,
    conv_transpose2d: Transposed,
    embedding: Embedding,
    lstm: Lstm,
    mha: Attention,
}

#[derive(Initialize)]
struct Embedding {
    #[init(shape = [500, 64], part = weight, pytorch)]
    weight: Array2<f32>,
}

#[derive(Initialize)]
#[init(** => pytorch)]
struct Attention {
    #[init(shape = [192, 64], axes = [3 * out, in], part = weight)]
    in_proj_weight: Array2<f32>,
}

/// Compares a row of a layer; `None` for a name that it does not know.
pub fn compare(row: &Row) -> Option<Faults> {
    let law = match row.name() {
        "default_conv2d.weight" | "default_conv2d.bias" => by_root(16.0 * 9.0),
        // The inputs of one group, which is what its weight holds.
        "default_conv2d_grouped.weight" | "default_conv2d_grouped.bias" => by_root(4.0 * 9.0),
        "default_conv_transpose2d.weight" | "default_conv_transpose2d.bias" => by_root(32.0 * 9.0),
        "default_embedding.weight" => Law::normal(0.0, 1.0),
        // By the hidden size in weights and biases.
        "default_lstm.weight_ih_l0"
        | "default_lstm.weight_hh_l0"
        | "default_lstm.bias_ih_l0"
        | "default_lstm.bias_hh_l0" => by_root(48.0),
        "default_mha.in_proj_weight" => Law::within((6.0_f64 / (192.0 + 64.0)).sqrt()),
        _ => return None,
    };
    let rules = init! { <Layers> lstm.** => pytorch, ** => default };
    let layers = rules.build(SEED).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(layers.conv2d_grouped.groups, 4);
    match layers.param(row.name().trim_start_matches("default_")) {
        Ok(View::F32(values)) => {
            assert_eq!(values.shape(), row.shape(), "{row}: the shape of the parameter here");
            Some(sample(row, &values.iter().copied().collect::<Vec<_>>(), law))
        }
        other => panic!("{row}: {other:?}"),
    }
}

/// Uniform within `1 / sqrt(fan)`.
fn by_root(fan: f64) -> Law {
    Law::within(1.0 / fan.sqrt())
}
