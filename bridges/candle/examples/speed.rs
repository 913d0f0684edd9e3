//! How long a variable of 16,777,216 elements takes to fill: by candle, which makes a new one, and by us, in place and new. In
//! nanoseconds an element, the best of seven, one after the other in one run.
//!
//! `cargo run --release --example speed`; `RAYON_NUM_THREADS=1` for one thread.

use std::time::Instant;

use candle_core::{DType, Device, Result, Var};
use candle_nn::{Init, VarMap};
use paraminit::dynamic::DynamicRules;
use paraminit_candle::{Builder, var_model};

const SIDE: usize = 4096;

fn best(
    mut run: impl FnMut() -> std::result::Result<(), Box<dyn std::error::Error>>,
) -> std::result::Result<f64, Box<dyn std::error::Error>> {
    let mut best = f64::INFINITY;
    for _ in 0..7 {
        let start = Instant::now();
        run()?;
        best = best.min(start.elapsed().as_secs_f64());
    }
    Ok(1e9 * best / (SIDE * SIDE) as f64)
}

fn hinted(hint: Init) -> Result<VarMap> {
    let vars = VarMap::new();
    vars.get((SIDE, SIDE), "w", hint, DType::F32, &Device::Cpu)?;
    Ok(vars)
}

fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    let rows = [
        ("normal", Init::Randn { mean: 0.0, stdev: 1.0 }, "w => normal(0, 1)"),
        ("uniform", Init::Uniform { lo: 0.0, up: 1.0 }, "w => uniform(0, 1)"),
    ];
    println!("{:8} {:>12} {:>10} {:>10}", "", "candle, new", "new", "in place");
    for (name, hint, rules) in rows {
        let rules = DynamicRules::parse(rules)?;
        let theirs = best(|| hinted(hint).map(drop).map_err(Into::into))?;
        let builder = Builder::new(DType::F32, &Device::Cpu);
        let new = best(|| {
            builder
                .clone()
                .vars(&VarMap::new())
                .build(&rules, 42, |vb| vb.get((SIDE, SIDE), "w"))
                .map(drop)
                .map_err(Into::into)
        })?;
        let vars = VarMap::new();
        let zeros = Var::zeros((SIDE, SIDE), DType::F32, &Device::Cpu)?;
        vars.data().lock().map_err(|error| error.to_string())?.insert("w".to_owned(), zeros);
        let in_place = best(|| rules.apply(&mut var_model(&vars)?, 42).map_err(Into::into))?;
        println!("{name:8} {theirs:12.2} {new:10.2} {in_place:10.2}");
    }
    Ok(())
}
