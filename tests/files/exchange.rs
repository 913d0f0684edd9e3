//! Files to and from Python; tests/files/exchange.py is the other side.
//!
//! ```text
//! cargo run -p paraminit-tests --example exchange save FOLDER
//! python3 tests/files/exchange.py FOLDER
//! cargo run -p paraminit-tests --example exchange load FOLDER
//! ```
//!
//! Both sides know the values: element `i` of every tensor, in row-major order, is `i / 8 - 3`, which every type holds.

use std::error::Error;
use std::path::Path;

use half::{bf16, f16};
use ndarray::{Array1, Array2, Array3, ShapeBuilder};
use paraminit::io;
use paraminit::prelude::*;

#[derive(Clone, Debug, PartialEq, Initialize)]
#[init(** => zeros)]
struct Model {
    #[init(shape = [3, 4])]
    matrix: Array2<f32>,
    /// Column-major here, row-major in the file.
    columns: Columns,
    #[init(shape = [2, 3, 4])]
    cube: Array3<f64>,
    #[init(shape = [5])]
    half: Array1<f16>,
    #[init(shape = [70_000])]
    brain: Array1<bf16>,
    #[init(shape = [2, 0])]
    empty: Array2<f32>,
    scalar: f64,
    raw: [[f32; 3]; 2],
    blocks: [Dense<2, 3>; 2],
}

#[derive(Clone, Debug, PartialEq, Initialize)]
struct Columns {
    #[init(shape = [3, 4], zeros)]
    matrix: Array2<f32>,
}

/// All codes of 8 bits, and their values as Python computes them.
#[derive(Initialize)]
#[init(** => zeros)]
struct Codes {
    e4m3: [f32; 256],
    e5m2: [f32; 256],
}

fn eight_bits(folder: &Path) -> Result<(), Box<dyn Error>> {
    let (mut codes, mut values) = (Codes::init(0)?, Codes::init(0)?);
    io::load(&mut codes, init::load(folder.join("codes.safetensors")).convert(true).allow_non_finite(true))?;
    io::load(&mut values, init::load(folder.join("values.safetensors")).allow_non_finite(true))?;
    let same = |(a, b): (&f32, &f32)| a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan();
    let all = |a: &[f32; 256], b: &[f32; 256]| a.iter().zip(b).all(same);
    if all(&codes.e4m3, &values.e4m3) && all(&codes.e5m2, &values.e5m2) {
        Ok(())
    } else {
        Err("8-bit floats have other values".into())
    }
}

/// A model of the values that both sides know.
fn model() -> Result<Model, Box<dyn Error>> {
    let mut model = Model::init(0)?;
    model.columns.matrix = Array2::zeros((3, 4).f());
    for (_, mut values) in model.named_parameters_mut() {
        let mut i = 0.0;
        values.fill_with(|| {
            i += 1.0;
            // Small enough for `bf16` too.
            ((i - 1.0) % 256.0) / 8.0 - 3.0
        });
    }
    Ok(model)
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [step, folder] = &arguments[..] else {
        return Err("usage: exchange save|load FOLDER".into());
    };
    let folder = Path::new(folder);
    let model = model()?;
    match step.as_str() {
        "save" => {
            let about = [("made", "by \"Rust\"")];
            io::save(&model, io::to(folder.join("ours.safetensors")).metadata(about))?;
            io::save(&model, io::to(folder.join("shards.safetensors")).metadata(about).max_shard_bytes(300))?;
        }
        "load" => {
            // What Python saved again, and what it made itself.
            for file in [
                "ours.safetensors",
                "again.safetensors",
                "theirs.safetensors",
                "shards.safetensors.index.json",
                "their_shards.safetensors.index.json",
            ] {
                let mut loaded = Model::init(0)?;
                io::load(&mut loaded, folder.join(file))?;
                if loaded != model {
                    return Err(format!("{file} holds other values").into());
                }
            }
            if io::metadata(folder.join("theirs.safetensors"))?["made"] != "by Python" {
                return Err("the metadata is lost".into());
            }
            eight_bits(folder)?;
            println!("exchanged {} parameters with Python", model.named_parameters().len());
        }
        other => return Err(format!("no step `{other}`").into()),
    }
    Ok(())
}
