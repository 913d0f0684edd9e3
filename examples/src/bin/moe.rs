//! A mixture of experts: blocks of two kinds, experts in a list, a router, rules by kind.
//!
//! ```text
//! cargo run --release --bin moe
//! ```
//!
//! Every other block routes (Fedus et al., 2021, Switch Transformer): the router is drawn with a tenth of the usual
//! standard deviation, and the experts as the dense layers. The enum says which block a block is; the rules cover both,
//! and each rule names the kind that it is about. Everything printed is the same on every run.

#![expect(clippy::cast_precision_loss, reason = "few layers, and sums to print")]

use std::error::Error;

use ndarray::Array2;
use paraminit::prelude::*;

/// The sizes of a block. Without experts it is a dense one.
#[derive(Clone, Copy, Debug)]
struct Config {
    width: usize,
    hidden: usize,
    experts: usize,
}

#[derive(Initialize)]
#[init(config = Config)]
struct Mlp {
    #[init(shape = [cfg.hidden, cfg.width], axes = [out, in], required)]
    up: Array2<f32>,
    #[init(shape = [cfg.width, cfg.hidden], axes = [out, in], required)]
    down: Array2<f32>,
}

#[derive(Initialize)]
#[init(config = Config)]
struct Moe {
    #[init(shape = [cfg.experts, cfg.width], axes = [out, in], required)]
    router: Array2<f32>,
    #[init(config = cfg, len = cfg.experts)]
    experts: Vec<Mlp>,
}

/// A block is one of the two; neither adds a segment to the paths inside of it.
#[derive(Initialize)]
#[init(config = Config)]
enum Block {
    #[init(build = cfg.experts > 0)]
    Sparse(#[init(config = cfg)] Moe),
    #[init(build)]
    Dense(#[init(config = cfg)] Mlp),
}

/// The whole model's sizes.
#[derive(Clone, Copy, Debug)]
struct Sizes {
    width: usize,
    layers: usize,
    experts: usize,
}

#[derive(Initialize)]
#[init(config = Sizes)]
struct Net {
    // Every second block routes: a size for each element.
    #[init(
        config = |i| Config { width: cfg.width, hidden: 4 * cfg.width, experts: if i % 2 == 1 { cfg.experts } else { 0 } },
        len = cfg.layers
    )]
    blocks: Vec<Block>,
}

const RULES: Rules<'static, Net> = init! { <Net>
    <Moe>.router => variance_scaling(0.1),
    <Mlp>.up     => kaiming_normal,
    <Mlp>.down   => const |p| init::normal(0.0, 0.02 / (2.0 * p.len(0) as f64).sqrt()),
};

/// Experts see fewer examples each: they learn faster.
const LEARNING_RATE: Selection<Net, f64> = select! { <Net>
    <Moe>.experts[*].** => 2e-4,
    <Moe>.router        => 5e-5,
    **                  => 1e-4,
};

fn main() -> Result<(), Box<dyn Error>> {
    let net = RULES.build_with(Sizes { width: 16, layers: 4, experts: 4 }, 42)?;
    println!("{}\n", RULES.plan(&net));

    for (i, block) in net.blocks.iter().enumerate() {
        match block {
            Block::Dense(_) => println!("block {i}: dense"),
            Block::Sparse(moe) => println!("block {i}: {} experts", moe.experts.len()),
        }
    }
    for group in LEARNING_RATE.groups(&net)? {
        println!("learning rate {:.0e}: {} arrays", group.value, group.paths.len());
    }

    // Experts draw from their own paths: one more leaves the others alone.
    let more = RULES.build_with(Sizes { width: 16, layers: 4, experts: 5 }, 42)?;
    let same =
        |path: &str| -> Result<bool, Box<dyn Error>> { Ok(net.param(path)?.values().eq(more.param(path)?.values())) };
    println!("\nwith a fifth expert, blocks.1.experts.3.up has the same bits: {}", same("blocks.1.experts.3.up")?);

    // A model whose blocks somebody arranged otherwise is initialized in place by the same rules.
    let mut other = more;
    other.blocks.reverse();
    RULES.apply(&mut other, 42)?;
    println!("reversed: block 0 routes: {}", matches!(other.blocks[0], Block::Sparse(_)));
    Ok(())
}
