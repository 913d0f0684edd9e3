//! A large model, initialized with a progress bar: how long it takes, and in how much memory.
//!
//! ```text
//! cargo run --release --bin big                       # a billion parameters, 4 GB
//! cargo run --release --bin big -- --millions 100     # fewer
//! ```
//!
//! The model is a stack of decoder blocks of one width. It needs its own memory and a few MiB beside it; nothing is filled
//! with zeros first.

#![expect(clippy::cast_precision_loss, reason = "few layers, and sums to print")]

use std::error::Error;

use ndarray::{Array1, Array2};
use paraminit::observe::{Bar, Report};
use paraminit::prelude::*;
use paraminit_examples::throughput::peak;

/// Width of the blocks: 12 width^2 parameters each, and some.
const WIDTH: usize = 2048;

#[derive(Initialize)]
#[init(dims(width))]
struct Block {
    #[init(shape = [3 * width, width], axes = [3 * out, in], required)]
    qkv: Array2<f32>,
    #[init(shape = [width, width], axes = [out, in], required)]
    proj: Array2<f32>,
    #[init(shape = [4 * width, width], axes = [out, in], required)]
    up: Array2<f32>,
    #[init(shape = [width, 4 * width], axes = [out, in], required)]
    down: Array2<f32>,
    #[init(shape = [width], ones)]
    gain: Array1<f32>,
}

#[derive(Initialize)]
#[init(dims(width, layers))]
struct Decoder {
    #[init(dims { width }, len = layers)]
    blocks: Vec<Block>,
}

const RULES: Rules<'static, Decoder> = init! { <Decoder>
    **.proj | **.down => const |p| init::normal(0.0, 0.02 / (2.0 * p.len(0) as f64).sqrt()),
    **.up             => trunc_normal(0.02),
    **.qkv            => xavier_uniform,
    **                => default,
};

fn main() -> Result<(), Box<dyn Error>> {
    let mut millions = 1000;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match (argument.as_str(), arguments.next().map(|number| number.parse::<usize>())) {
            ("--millions", Some(Ok(number))) if number > 0 => millions = number,
            _ => return Err("what is taken is `--millions` and a number".into()),
        }
    }
    // The width shrinks where a block would be more than all of it.
    let width = WIDTH.min((millions * 1_000_000 / 12).isqrt());
    let layers = (millions * 1_000_000 / (12 * width * width)).max(1);

    let mut watch = (Bar::new(), Report::new());
    let before = peak();
    let net = RULES.observed(&mut watch).build_with(DecoderDims { width, layers }, 42)?;
    println!("{} blocks of width {width}, {} scalars: {}", layers, net.parameter_count(), watch.1);

    let (Some(before), Some(after)) = (before, peak()) else {
        println!("the system does not tell the peak of memory");
        return Ok(());
    };
    let (mib, model) = (1 << 20, net.parameter_bytes() as u64);
    println!("model {} MiB, beside it at the peak {} MiB", model / mib, (after - before).saturating_sub(model) / mib);
    Ok(())
}
