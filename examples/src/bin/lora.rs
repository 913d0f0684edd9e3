//! Adapters on a frozen base (LoRA): what is new is initialized, what was loaded stays, in one checked block.
//!
//! ```text
//! cargo run --release --bin lora
//! ```
//!
//! Hu et al. (2021) add `B A` to a frozen matrix `W`: `A` starts as Kaiming uniform with slope sqrt(5), `B` at zero, so that
//! the model begins as the base was. Two mistakes are easy elsewhere: to initialize the base anew, and to leave `A` or `B`
//! as they were allocated. Here `** => keep` says that the rest stays, and a rule that matches nothing does not compile.
//! Everything printed is the same on every run.

use std::error::Error;

use ndarray::Array2;
use paraminit::prelude::*;

/// The sizes. Without a rank there are no adapters.
#[derive(Clone, Copy, Debug)]
struct Config {
    width: usize,
    layers: usize,
    rank: Option<usize>,
}

/// `B A` beside a matrix of `width x width`.
#[derive(Initialize)]
#[init(dims(width, rank))]
struct Adapter {
    #[init(shape = [rank, width], axes = [out, in], kaiming_uniform(gain = LeakyRelu(sqrt(5.0))))]
    a: Array2<f32>,
    #[init(shape = [width, rank], axes = [out, in], zeros)]
    b: Array2<f32>,
}

/// A projection, with an adapter or without.
#[derive(Initialize)]
#[init(config = Config, kind = Dense)]
struct Projection {
    #[init(shape = [cfg.width, cfg.width], axes = [out, in], part = weight, xavier_uniform)]
    weight: Array2<f32>,
    #[init(when = let Some(rank) = cfg.rank, dims { width: cfg.width, rank })]
    lora: Option<Adapter>,
}

#[derive(Initialize)]
#[init(config = Config)]
struct Block {
    #[init(config = cfg)]
    query: Projection,
    #[init(config = cfg)]
    value: Projection,
    #[init(config = Config { rank: None, ..*cfg })]
    output: Projection,
}

#[derive(Initialize)]
#[init(config = Config)]
struct Net {
    #[init(config = cfg, len = cfg.layers)]
    blocks: Vec<Block>,
}

/// The base stays, wherever it came from; the adapters are new.
const ADAPT: Rules<'static, Net> = init! { <Net>
    **.lora.a => default,
    **.lora.b => zeros,
    **        => keep,
};

/// What the optimizer sees.
const TRAINS: Selection<Net, bool> = select! { <Net> **.lora.* => true, ** => false };

fn main() -> Result<(), Box<dyn Error>> {
    let config = Config { width: 32, layers: 2, rank: None };
    let base = Net::init_with(config, 1)?;
    println!("base      {:6} scalars in {} arrays", base.parameter_count(), base.named_parameters().len());

    // The same model with adapters. The base's values are taken by name; what the base lacks is said.
    let mut net = Net::init_with(Config { rank: Some(4), ..config }, 2)?;
    paraminit::io::load(&mut net, init::from(&base).allow_missing(["**.lora.*"]))?;
    ADAPT.apply(&mut net, 42)?;
    println!("adapted   {:6} scalars in {} arrays\n", net.parameter_count(), net.named_parameters().len());
    println!("{}\n", ADAPT.plan(&net));

    for (path, values) in base.named_parameters() {
        assert!(net.param(&path.to_string())?.values().eq(values.values()), "{path} changed");
    }
    println!("the base is as it was, to the bit");
    let adds = |adapter: &Adapter| adapter.b.dot(&adapter.a).iter().any(|x| *x != 0.0);
    println!(
        "the adapters add something: {}",
        net.blocks.iter().any(|block| block.query.lora.as_ref().is_some_and(adds))
    );

    let trained: Vec<String> =
        TRAINS.of(&net)?.into_iter().filter(|(_, trains)| **trains).map(|(path, _)| path.to_string()).collect();
    println!("trains: {}", trained.join(", "));
    Ok(())
}
