//! What the crate draws, a row of JSON each: `tests/oracle` draws it again and compares.
//!
//! ```text
//! cargo run -p paraminit-tests --example vectors | python3 tests/oracle
//! ```

use std::error::Error;
use std::fmt::LowerHex;

use ndarray::{Array2, ArrayD, IxDyn};
use paraminit::axes::Axis;
use paraminit::prelude::*;
use paraminit::sample::{Real, Sampler, TruncatedNormal};
use paraminit::stream::{CONTRACT_VERSION, StreamId};
use serde_json::json;

type Anything = Result<(), Box<dyn Error>>;

/// Seeds and paths, as different as they can be.
const STREAMS: [(u64, &str); 5] = [
    (42, "hidden.weight"),
    (0, ""),
    (u64::MAX, "blocks.3.proj.weight"),
    (1 << 32, "größe.0"),
    (0x0123_4567_89ab_cdef, "a.b.c.d.e.f.g.10.11.12"),
];

/// Offsets and lengths: odd ones, and both sides of the borders of groups of 256 and of 128.
const SLICES: [(u64, usize); 9] =
    [(0, 1), (0, 255), (0, 257), (7, 13), (127, 2), (255, 2), (250, 519), (1_000_003, 301), ((1 << 40) + 77, 200)];

fn main() -> Anything {
    let mut rows = 0;
    let mut print = |row: serde_json::Value| {
        println!("{row}");
        rows += 1;
    };
    for (text, sampler) in samplers()? {
        for (i, (seed, path)) in STREAMS.into_iter().enumerate() {
            // All slices of the first stream, three of each other.
            for (k, (offset, length)) in SLICES.into_iter().enumerate() {
                if i == 0 || (i + k) % 3 == 0 {
                    print(slice::<f32>(text, &sampler, seed, path, offset, length));
                    print(slice::<f64>(text, &sampler, seed, path, offset, length));
                }
            }
        }
    }
    for (shape, axes) in shapes() {
        let plain = shape.len() == 2 && axes.iter().all(|axis| axis.blocks == 1);
        for init in initializers().into_iter().chain(if plain { matrices() } else { Vec::new() }) {
            for (seed, path) in STREAMS.into_iter().take(2) {
                print(array::<f32>(&init, &shape, &axes, seed, path)?);
                print(array::<f64>(&init, &shape, &axes, seed, path)?);
            }
        }
    }
    models(&mut print)?;
    println!("{}", json!({ "end": rows, "version": CONTRACT_VERSION }));
    Ok(())
}

/// The bits of values, in hexadecimal.
fn bits<T: Real>(values: &[T]) -> String {
    fn hex(bits: impl LowerHex) -> String {
        format!("{bits:x}")
    }
    let one = |value: &T| match T::DTYPE.name() {
        #[expect(clippy::cast_possible_truncation, reason = "it was an `f32`")]
        "f32" => hex((value.to_f64() as f32).to_bits()),
        _ => hex(value.to_f64().to_bits()),
    };
    values.iter().map(one).collect::<Vec<_>>().join(" ")
}

/// Samplers, with their spelling in the oracle. Mixtures are as they stand, not flattened.
fn samplers() -> Result<Vec<(&'static str, Sampler)>, Box<dyn Error>> {
    let uniform = |low, high| Sampler::Uniform { low, high };
    let truncated = |mean, std, low, high| TruncatedNormal::new(mean, std, low, high).map(Sampler::Truncated);
    let infinity = f64::INFINITY;
    let inner = Sampler::Mixture(vec![(1.0, uniform(2.0, 3.0)), (0.0, uniform(3.0, 4.0)), (3.0, uniform(4.0, 5.0))]);
    let nested = Sampler::Mixture(vec![
        (0.1, uniform(0.0, 1.0)),
        (0.2, Sampler::Mixture(vec![(1.0, inner.clone()), (1.0, Sampler::Constant(-1.0))])),
        (0.4, inner),
    ]);
    Ok(vec![
        // Where u times the span rounds up to the upper bound.
        ("Uniform(1.0, 1.5)", uniform(1.0, 1.5)),
        ("Uniform(-1.5e38, 1.5e38)", uniform(-1.5e38, 1.5e38)),
        // Every method: the center, both sides, either tail, far out and short, all in f64 for f32, linear, and a point.
        ("Truncated(0.0, 1.0, -2.0, 2.0)", truncated(0.0, 1.0, -2.0, 2.0)?),
        ("Truncated(0.0, 1.0, 1.0, 1.25)", truncated(0.0, 1.0, 1.0, 1.25)?),
        ("Truncated(0.0, 1.0, -3.0, 3.0)", truncated(0.0, 1.0, -3.0, 3.0)?),
        ("Truncated(0.0, 1.0, -1e-9, 2.5)", truncated(0.0, 1.0, -1e-9, 2.5)?),
        ("Truncated(0.0, 1.0, 0.0, inf)", truncated(0.0, 1.0, 0.0, infinity)?),
        ("Truncated(0.0, 1.0, 1.0, 1.01)", truncated(0.0, 1.0, 1.0, 1.01)?),
        ("Truncated(0.0, 1.0, -20.001, -20.0)", truncated(0.0, 1.0, -20.001, -20.0)?),
        ("Truncated(0.0, 1e-35, -1e-35, 1e-35)", truncated(0.0, 1e-35, -1e-35, 1e-35)?),
        ("Truncated(0.0, 1e-35, 2e-35, inf)", truncated(0.0, 1e-35, 2e-35, infinity)?),
        ("Truncated(3.0, 0.5, -inf, inf)", truncated(3.0, 0.5, -infinity, infinity)?),
        ("Truncated(0.0, 1.0, 2.0, 3.0)", truncated(0.0, 1.0, 2.0, 3.0)?),
        ("Truncated(0.0, 1.0, -1.0, 0.25)", truncated(0.0, 1.0, -1.0, 0.25)?),
        ("Truncated(1.0, 2.0, -inf, -3.0)", truncated(1.0, 2.0, -infinity, -3.0)?),
        ("Truncated(0.0, 1.0, 8.0, 9.0)", truncated(0.0, 1.0, 8.0, 9.0)?),
        ("Truncated(0.0, 1.0, -36.5, -36.0)", truncated(0.0, 1.0, -36.5, -36.0)?),
        ("Truncated(0.0, 1.0, 35.0, inf)", truncated(0.0, 1.0, 35.0, infinity)?),
        ("Truncated(0.0, 1e-35, -1e-35, 3e-35)", truncated(0.0, 1e-35, -1e-35, 3e-35)?),
        ("Truncated(0.25, 10.0, 0.25, 0.250001)", truncated(0.25, 10.0, 0.25, 0.250_001)?),
        ("Truncated(0.5, 0.0, 0.5, 1.0)", truncated(0.5, 0.0, 0.5, 1.0)?),
        (
            "Mixture((0.1, Uniform(0.0, 1.0)), \
             (0.2, Mixture((1.0, Mixture((1.0, Uniform(2.0, 3.0)), (0.0, Uniform(3.0, 4.0)), (3.0, Uniform(4.0, 5.0)))), \
             (1.0, Constant(-1.0)))), \
             (0.4, Mixture((1.0, Uniform(2.0, 3.0)), (0.0, Uniform(3.0, 4.0)), (3.0, Uniform(4.0, 5.0)))))",
            nested,
        ),
        ("Scaled(0.1, Uniform(0.0, 1.0))", Sampler::Scaled(0.1, Box::new(uniform(0.0, 1.0)))),
    ])
}

fn slice<T: Real>(
    text: &str,
    sampler: &Sampler,
    seed: u64,
    path: &str,
    offset: u64,
    length: usize,
) -> serde_json::Value {
    let mut values = vec![T::from_f64(f64::NAN); length];
    sampler.fill(StreamId::new(seed, path), offset, &mut values);
    json!({
        "sampler": text, "type": T::DTYPE.name(), "seed": seed, "path": path, "offset": offset, "bits": bits(&values),
    })
}

/// Shapes whose first axis has outputs, a multiple of 4.
fn shapes() -> [(Vec<usize>, Vec<Axis>); 4] {
    [
        (vec![24, 13], vec![Out.into(), In.into()]),
        (vec![8, 21], vec![Out.into(), In.into()]),
        (vec![8, 5, 3], vec![Out.into(), In.into(), Kernel.into()]),
        (vec![12, 7], vec![Axis::packed(3, Out), In.into()]),
    ]
}

/// The initializers under the contract that suit every shape here.
fn initializers() -> Vec<Init> {
    use paraminit::init::{
        Distribution::Normal, Distribution::Uniform, Gain::LeakyRelu, Gain::Relu, Gain::Tanh, Gain::Value,
        Mode::FanAvg, Mode::FanGeoAvg, clamped, constant, glorot_normal, glorot_uniform, he_normal, he_uniform, icnr,
        kaiming_normal, kaiming_uniform, lecun_normal, lecun_uniform, mixture, normal, ones, scaled, siren,
        trunc_normal, uniform, variance_scaling, xavier_normal, xavier_uniform, zeros,
    };
    let chapter = mixture([(0.25, uniform(5.0, 10.0)), (0.5, zeros()), (0.25, uniform(-10.0, -5.0))]);
    vec![
        constant(0.1),
        uniform(-0.05, 0.05),
        normal(0.5, 0.02),
        trunc_normal(0.02),
        trunc_normal(1.0).mean(0.5).within(1.5),
        trunc_normal(0.02).rescale(true),
        trunc_normal(1.0).low(-0.5),
        trunc_normal(0.5).low(-2.0).high(0.1),
        xavier_uniform().gain(Relu),
        xavier_normal().gain(Tanh),
        kaiming_uniform().gain(LeakyRelu(0.2)),
        kaiming_normal().mode(FanOut),
        kaiming_normal().gain(Value(-1.3)),
        glorot_uniform(),
        glorot_normal(),
        he_uniform(),
        he_normal(),
        lecun_uniform(),
        lecun_normal(),
        variance_scaling(0.3).mode(FanGeoAvg),
        variance_scaling(2.0).mode(FanAvg).distribution(Normal),
        variance_scaling(1.0).mode(FanOut).distribution(Uniform),
        siren(),
        siren().first(true).omega(10.0),
        chapter,
        mixture([(0.5, chapter), (0.3, kaiming_normal()), (0.2, mixture([(0.0, ones()), (1.0, trunc_normal(1.0))]))]),
        scaled(normal(0.0, 1.0), 0.1),
        scaled(chapter, 0.3),
        clamped(normal(1.0, 0.5), 0.5, f64::INFINITY),
        clamped(chapter, -6.0, 6.0),
        icnr(2, kaiming_normal()),
        icnr(2, chapter),
    ]
}

/// Those that want a matrix.
fn matrices() -> Vec<Init> {
    use paraminit::init::{Gain::Relu, mixture, orthogonal, sparse, uniform};
    vec![
        sparse(0.3).std(0.1),
        sparse(0.7).axis(1),
        mixture([(0.5, sparse(0.5)), (0.5, uniform(1.0, 2.0))]),
        orthogonal(),
        orthogonal().gain(Relu),
    ]
}

fn array<T: Real>(
    init: &Init,
    shape: &[usize],
    axes: &[Axis],
    seed: u64,
    path: &str,
) -> Result<serde_json::Value, Box<dyn Error>> {
    let mut values = ArrayD::from_elem(IxDyn(shape), T::from_f64(f64::NAN));
    init.fill_with_axes(&mut values, axes, StreamId::new(seed, path))?;
    let values: Vec<T> = values.into_iter().collect();
    Ok(json!({
        "init": init.to_string(), "type": T::DTYPE.name(), "seed": seed, "path": path, "offset": 0, "shape": shape,
        "axes": axes.iter().map(ToString::to_string).collect::<Vec<_>>(), "bits": bits(&values),
    }))
}

/// A model whose parameters stand on paths of every kind.
#[derive(Initialize)]
struct Net {
    #[init(len = 11)]
    blocks: Vec<Block>,
    #[init(key = "old.name")]
    new: (Dense<3, 4>, [Option<Box<Dense<2, 2>>>; 1]),
    r#type: Dense<3, 5>,
}

#[derive(Initialize)]
struct Block {
    #[init(shape = [6, 5], axes = [out, in], required)]
    proj: Array2<f32>,
}

/// Parameters of whole models, on the paths that the contract says.
fn models(print: &mut impl FnMut(serde_json::Value)) -> Anything {
    let rules = init! { <Net> **.bias => uniform(-1.0, 1.0), ** => normal(0.0, 1.0) };
    let net = rules.build(Seed::new(7).at("encoder.left").at(""))?;
    let mut row = |init: &str, path: &str, values: Vec<f32>| {
        let (length, bits) = (values.len(), bits(&values));
        print(json!({
            "init": init, "type": "f32", "seed": 7, "path": path, "offset": 0, "shape": [length], "axes": ["batch"],
            "bits": bits,
        }));
    };
    let (normal, uniform) = ("normal(0, 1)", "uniform(-1, 1)");
    let all = |array: &Array2<f32>| array.iter().copied().collect::<Vec<_>>();
    row(normal, "encoder.left.blocks.0.proj", all(&net.blocks[0].proj));
    row(normal, "encoder.left.blocks.10.proj", all(&net.blocks[10].proj));
    row(normal, "encoder.left.old.name.0.weight", all(net.new.0.weight()));
    row(uniform, "encoder.left.old.name.0.bias", net.new.0.bias().to_vec());
    row(normal, "encoder.left.type.weight", all(net.r#type.weight()));
    let [inner] = net.new.1;
    let inner = inner.ok_or("an `Option` is built as `Some`")?;
    row(normal, "encoder.left.old.name.1.0.weight", all(inner.weight()));
    Ok(())
}
