//! A model whose sizes and initializers stand in a configuration file.
//!
//! ```text
//! cargo run --release --bin config                  # examples/models/mlp.toml
//! cargo run --release --bin config -- my_file.toml
//! ```
//!
//! The rules, and which parameter each is for, are still checked by the compiler. What the file says is read when the program
//! runs: a name that is no initializer, an argument that makes no sense, a key that is none, an initializer that does not
//! suit its parameter are errors that say where. Everything printed is the same on every run.

use std::error::Error;
use std::path::PathBuf;

use ndarray::{Array1, Array2};
use paraminit::init::Init;
use paraminit::prelude::*;
use serde::Deserialize;

/// The file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Config {
    seed: u64,
    inputs: usize,
    outputs: usize,
    hidden: Vec<usize>,
    init: Initializers,
}

/// Initializers by role.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Initializers {
    hidden: Init,
    output: Init,
    bias: Init,
}

impl Config {
    /// What goes into hidden layer `i`, and into the output behind the last.
    fn inputs_of(&self, i: usize) -> usize {
        if i == 0 { self.inputs } else { self.hidden[i - 1] }
    }
}

#[derive(Initialize)]
#[init(dims(inputs, outputs), kind = Dense)]
struct Linear {
    #[init(shape = [outputs, inputs], axes = [out, in], required)]
    weight: Array2<f32>,
    #[init(shape = [outputs], fans_of = weight, required)]
    bias: Array1<f32>,
}

#[derive(Initialize)]
#[init(config = Config)]
struct Mlp {
    #[init(dims = |i| LinearDims { inputs: cfg.inputs_of(i), outputs: cfg.hidden[i] }, len = cfg.hidden.len())]
    hidden: Vec<Linear>,
    #[init(dims { inputs: cfg.inputs_of(cfg.hidden.len()), outputs: cfg.outputs })]
    output: Linear,
}

/// The rules are fixed, what they give comes from the file.
fn rules(init: &Initializers) -> Rules<'static, Mlp> {
    let Initializers { hidden, output, bias } = *init;
    init! { <Mlp>
        hidden[*].weight => { hidden },
        output.weight    => { output },
        **.bias          => { bias },
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let beside = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/models/mlp.toml"));
    let path = std::env::args_os().nth(1).map_or(beside, PathBuf::from);
    let text = std::fs::read_to_string(&path).map_err(|why| format!("{}: {why}", path.display()))?;
    let config: Config = toml::from_str(&text)?;
    let net = rules(&config.init).build_with(&config, config.seed)?;
    println!("{}\n", rules(&config.init).plan(&net));

    // Mistakes in the file, as a user meets them.
    for (right, wrong) in [
        ("kaiming_normal(gain = LeakyRelu(0.2))", "kaiming_norml"),
        ("trunc_normal(0.02)", "trunc_normal(-0.02)"),
        ("trunc_normal(0.02)", "trunc_normal(0.02, gain = Relu)"),
        ("hidden = [16, 12]", "widths = [16, 12]"),
    ] {
        let Err(error) = toml::from_str::<Config>(&text.replace(right, wrong)) else { continue };
        println!("{wrong}\n{}\n", error.to_string().trim_end());
    }
    // It is an initializer, but not one for a bias.
    let unsuited: Config = toml::from_str(&text.replace("\"zeros\"", "\"orthogonal\""))?;
    if let Err(error) = rules(&unsuited.init).build_with(&unsuited, 42) {
        println!("bias = \"orthogonal\"\n{error}");
    }
    Ok(())
}
