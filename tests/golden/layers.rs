//! What `PyTorch`'s other layers do without being told, spelled out.
//!
//! The preset `pytorch` knows dense layers. These rows show that what it does elsewhere can be written down, and where it
//! takes other fans than the layer has, with the axes or the mode that give the same numbers:
//!
//! - A transposed convolution stores its weight as `[in, out, kernel..]`, but `PyTorch` takes the second axis for its
//!   inputs. With the axes that it has, `mode = FanOut` divides by the same number.
//! - The packed projection of an attention layer is `[3 * out, in]`, but `PyTorch` counts all of the first axis as
//!   outputs. With `[out, in]` so do we.

use paraminit::axes::Role::{self, In, Kernel, Out};
use paraminit::init::{FanOut, Init, LeakyRelu, kaiming_uniform, normal, uniform, xavier_uniform};

use super::compare::{Faults, fill_as, sample};
use super::law::Law;
use super::row::Row;

/// Compares a row of a layer; `None` for a name that it does not know.
pub fn compare(row: &Row) -> Option<Faults> {
    let kaiming = kaiming_uniform().gain(LeakyRelu(5.0_f64.sqrt()));
    Some(match row.name() {
        "default_conv2d.weight" => within(row, &kaiming, &[Out, In, Kernel, Kernel], 16.0 * 9.0),
        // The inputs of one group, which is what its weight holds.
        "default_conv2d_grouped.weight" => within(row, &kaiming, &[Out, In, Kernel, Kernel], 4.0 * 9.0),
        "default_conv_transpose2d.weight" => within(row, &kaiming.mode(FanOut), &[In, Out, Kernel, Kernel], 32.0 * 9.0),
        "default_conv2d.bias" => bias(row, 16.0 * 9.0),
        "default_conv2d_grouped.bias" => bias(row, 4.0 * 9.0),
        "default_conv_transpose2d.bias" => bias(row, 32.0 * 9.0),
        "default_embedding.weight" => judge(row, &normal(0.0, 1.0), &[], Law::normal(0.0, 1.0)),
        // By the hidden size, 48, in weights and biases.
        "default_lstm.weight_ih_l0"
        | "default_lstm.weight_hh_l0"
        | "default_lstm.bias_ih_l0"
        | "default_lstm.bias_hh_l0" => bias(row, 48.0),
        "default_mha.in_proj_weight" => {
            judge(row, &xavier_uniform(), &[Out, In], Law::within((6.0_f64 / (192.0 + 64.0)).sqrt()))
        }
        _ => return None,
    })
}

/// Uniform within `1 / sqrt(fan)`, which the initializer finds by the roles.
fn within(row: &Row, init: &Init, roles: &[Role], fan: f64) -> Faults {
    judge(row, init, roles, Law::within(1.0 / fan.sqrt()))
}

/// Uniform within `1 / sqrt(fan)`, with a fan of something else.
fn bias(row: &Row, fan: f64) -> Faults {
    let bound = 1.0 / fan.sqrt();
    judge(row, &uniform(-bound, bound), &[], Law::within(bound))
}

fn judge(row: &Row, init: &Init, roles: &[Role], law: Law) -> Faults {
    let values = fill_as(row, init, roles);
    sample(row, values.as_slice().expect("a new array is contiguous"), law)
}
