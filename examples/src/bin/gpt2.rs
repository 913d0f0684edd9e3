//! GPT-2, as it is initialized and as it is trained: residual scaling, packed queries, keys and values, a tied head, groups
//! for weight decay.
//!
//! ```text
//! cargo run --release --bin gpt2             # 12 blocks, narrow
//! cargo run --release --bin gpt2 -- --full   # the published size, 124 million parameters
//! ```
//!
//! The reference scales the projections that write to the residual stream by `1 / sqrt(2 L)`. In the implementation that
//! most people use, the rule was a comparison of strings, `name == "c_proj.weight"`, while the names are
//! `h.0.attn.c_proj.weight`. It [matched nothing for years](https://github.com/huggingface/transformers/issues/47458), and
//! nothing said so. The same mistake here is an error of the compiler:
//!
//! ```text
//! error[E0080]: evaluation panicked: no parameter of `Block` matches `c_proj.weight`
//!               help: the path of `attn.c_proj.weight` ends so; to match it at any depth, write `**.c_proj.weight`
//! ```
//!
//! Everything printed is the same on every run.

#![expect(clippy::cast_precision_loss, reason = "few layers, and sums to print")]

use std::error::Error;

use ndarray::{Array1, Array2};
use paraminit::io;
use paraminit::prelude::*;

/// The sizes, as a user has them anyway.
#[derive(Clone, Copy, Debug)]
struct GptConfig {
    vocabulary: usize,
    context: usize,
    width: usize,
    layers: usize,
}

/// The published model.
const SMALL: GptConfig = GptConfig { vocabulary: 50_257, context: 1024, width: 768, layers: 12 };

/// The same with a twelfth of the width.
const NARROW: GptConfig = GptConfig { vocabulary: 512, context: 64, width: 64, layers: 12 };

/// Gamma and beta. `LayerNorm` is its kind, for the rules.
#[derive(Initialize)]
#[init(config = GptConfig)]
struct LayerNorm {
    #[init(shape = [cfg.width], part = scale, ones)]
    weight: Array1<f32>,
    #[init(shape = [cfg.width], part = offset, zeros)]
    bias: Array1<f32>,
}

/// A layer that stores its matrix as `[in, out]`, as GPT-2's files do.
#[derive(Initialize)]
#[init(dims(inputs, outputs), kind = Dense)]
struct Conv1D {
    #[init(shape = [inputs, outputs], axes = [in, out], part = weight, required)]
    weight: Array2<f32>,
    #[init(shape = [outputs], fans_of = weight, part = bias, required)]
    bias: Array1<f32>,
}

/// Queries, keys and values in one matrix: three parameters to rules and fans, one array to the program and its files.
#[derive(Initialize)]
#[init(config = GptConfig, kind = Dense)]
struct Packed {
    #[init(shape = [cfg.width, 3 * cfg.width], axes = [in, out], parts(q = width, k = width, v = width), required)]
    weight: Array2<f32>,
    #[init(shape = [3 * cfg.width], required)]
    bias: Array1<f32>,
    #[init(skip = cfg.width)]
    width: usize,
}

#[derive(Initialize)]
#[init(config = GptConfig)]
struct Attention {
    #[init(config = cfg)]
    c_attn: Packed,
    #[init(dims { inputs: cfg.width, outputs: cfg.width })]
    c_proj: Conv1D,
}

#[derive(Initialize)]
#[init(config = GptConfig)]
struct Mlp {
    #[init(dims { inputs: cfg.width, outputs: 4 * cfg.width })]
    c_fc: Conv1D,
    #[init(dims { inputs: 4 * cfg.width, outputs: cfg.width })]
    c_proj: Conv1D,
}

#[derive(Initialize)]
#[init(config = GptConfig)]
struct Block {
    #[init(config = cfg)]
    ln_1: LayerNorm,
    #[init(config = cfg)]
    attn: Attention,
    #[init(config = cfg)]
    ln_2: LayerNorm,
    #[init(config = cfg)]
    mlp: Mlp,
}

/// The head is tied to `wte`: it is the same array, so it is no field.
#[derive(Initialize)]
#[init(config = GptConfig)]
struct Gpt2 {
    #[init(shape = [cfg.vocabulary, cfg.width], required)]
    wte: Array2<f32>,
    #[init(shape = [cfg.context, cfg.width], required)]
    wpe: Array2<f32>,
    #[init(config = cfg, len = cfg.layers)]
    h: Vec<Block>,
    #[init(config = cfg)]
    ln_f: LayerNorm,
}

/// One block's rules, wherever the block stands. `p.len_of("h")` is the number of blocks around the parameter.
const BLOCK: Rules<'static, Block> = init! { <Block>
    **.c_proj.weight => const |p| init::normal(0.0, 0.02 / (2.0 * p.len_of("h") as f64).sqrt()),
    <Dense>.bias     => zeros,
    <Dense>.**       => normal(0.0, 0.02),
    <LayerNorm>.**   => default,
};

/// The model's.
const RULES: Rules<'static, Gpt2> = init! { <Gpt2>
    h[*]      => rules(BLOCK),
    wte | wpe => normal(0.0, 0.02),
    ln_f.**   => default,
};

/// What decays while it is trained: the matrices of the blocks.
const WEIGHT_DECAY: Selection<Gpt2, f64> = select! { <Gpt2>
    **.bias | <LayerNorm>.** | wte | wpe => 0.0,
    ** => 0.1,
};

fn main() -> Result<(), Box<dyn Error>> {
    let config = if std::env::args().any(|argument| argument == "--full") { SMALL } else { NARROW };
    let net = RULES.build_with(config, 42)?;
    println!("{} parameters, {} bytes\n", net.parameter_count(), net.parameter_bytes());
    println!("{}\n", RULES.plan(&net));

    println!("measured");
    for path in ["wte", "h.0.attn.c_attn.weight", "h.0.attn.c_proj.weight", "h.11.mlp.c_proj.weight"] {
        let values = net.param(path)?;
        let n = values.count() as f64;
        let std = (values.values().map(|x| x * x).sum::<f64>() / n).sqrt();
        println!("  {path:24} std {std:.5}");
    }
    println!("  0.02 / sqrt(24)              {:.5}\n", 0.02 / 24.0_f64.sqrt());

    println!("weight decay");
    for group in WEIGHT_DECAY.groups(&net)? {
        let scalars: usize =
            group.paths.iter().map(|path| net.param(&path.to_string()).map_or(0, |view| view.count())).sum();
        println!("  {:3}  {:3} arrays, {scalars} scalars", group.value, group.paths.len());
    }

    // A file of somebody who trained it with a head of its own name: the head and `wte` are one array.
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("model.safetensors");
    io::save(&net, &path)?;
    let theirs = |ours: &str| if ours == "lm_head.weight" { "wte".to_owned() } else { ours.to_owned() };
    let head = init! { <Head> lm_head.weight => load(&path, rename = theirs, allow_unused = ["**"]) };
    let head = head.build_with(HeadDims { inputs: config.width, outputs: config.vocabulary }, 42)?;
    println!("\nlm_head.weight is `wte`: {}", head.lm_head.weight == net.wte);
    Ok(())
}

/// A head alone, of whoever wants it untied: its values come from the embedding's name.
#[derive(Initialize)]
#[init(dims(inputs, outputs))]
struct Head {
    #[init(dims { inputs, outputs })]
    lm_head: Untied,
}

/// A matrix without a bias, `[out, in]`.
#[derive(Initialize)]
#[init(dims(inputs, outputs))]
struct Untied {
    #[init(shape = [outputs, inputs], axes = [out, in], required)]
    weight: Array2<f32>,
}
