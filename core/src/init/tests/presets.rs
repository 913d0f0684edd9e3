//! The initializers that the presets choose for each part.

use std::sync::OnceLock;

use super::text;
use crate::axes::{Axis, Role};
use crate::dtype::DType;
use crate::info::{NoFans, ParamInfo, Part};
use crate::init::*;
use crate::path::ParamPath;
use crate::sample::Sampler;

const fn packed(blocks: usize) -> [Axis; 2] {
    [Axis::packed(blocks, Role::Out), Axis::of(Role::In)]
}

static MATRIX: [Axis; 2] = packed(1);
static FOUR: [Axis; 2] = packed(4);
static TABLE: [Axis; 2] = [Axis::of(Role::In), Axis::of(Role::Out)];
static GROUPED: [Axis; 3] = [Axis::packed(2, Role::Out), Axis::of(Role::In), Axis::of(Role::Kernel)];
static TRANSPOSED: [Axis; 3] = [Axis::packed(2, Role::In), Axis::of(Role::Out), Axis::of(Role::Kernel)];

/// A parameter with fans of its own.
fn weight(kind: &'static str, part: Part, shape: &[usize], axes: &'static [Axis]) -> ParamInfo {
    ParamInfo { kind: Some(kind), part: Some(part), ..ParamInfo::bare(shape, Some(axes), DType::F32) }
}

/// A vector that borrows the fans of the weight.
fn bias(part: Part, of: &ParamInfo) -> ParamInfo {
    ParamInfo {
        path: ParamPath::default(),
        shape: of.shape()[..1].into(),
        axes: None,
        part: Some(part),
        missing: OnceLock::new(),
        ..of.clone()
    }
}

fn std(init: Init, info: &ParamInfo) -> f64 {
    init.resolve(info).unwrap().moments().unwrap().1
}

fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-12, "{found}, not {expected}");
}

/// The bound of a uniform distribution that must be symmetric.
fn bound(init: Init, info: &ParamInfo) -> f64 {
    match init.resolve(info).unwrap().sampler() {
        Some(Sampler::Uniform { low, high }) if *low == -high => *high,
        other => panic!("{other:?}"),
    }
}

#[test]
fn dense_layers_of_four_systems() {
    let dense = weight("Dense", Part::Weight, &[8, 4], &MATRIX);
    close(bound(pytorch(), &dense), 0.5);
    close(std(flax(), &dense), 0.5);
    close(bound(keras(), &dense), 0.5_f64.sqrt());
    close(bound(mxnet(), &dense), 0.07);
    for preset in [flax(), keras(), mxnet()] {
        assert_eq!(preset.resolve(&bias(Part::Bias, &dense)).unwrap().moments(), Some((0.0, 0.0)));
    }
    close(bound(pytorch(), &bias(Part::Bias, &dense)), 0.5);
    let empty = weight("Linear", Part::Weight, &[8, 0], &MATRIX);
    assert_eq!(pytorch().resolve(&bias(Part::Bias, &empty)).unwrap().moments(), Some((0.0, 0.0)));
    // Inside of a combinator too.
    close(std(scaled(pytorch(), 2.0), &dense), 1.0 / 3.0_f64.sqrt());
}

#[test]
fn grouped_and_transposed_convolutions() {
    // 6 outputs in 2 groups, 4 inputs each, 3 taps.
    let grouped = weight("Conv1d", Part::Weight, &[6, 4, 3], &GROUPED);
    close(bound(pytorch(), &grouped), 1.0 / 12.0_f64.sqrt());
    close(bound(pytorch(), &bias(Part::Bias, &grouped)), 1.0 / 12.0_f64.sqrt());
    close(std(flax(), &grouped), 1.0 / 12.0_f64.sqrt());
    // Keras counts the outputs of both groups.
    close(bound(keras(), &grouped), (6.0_f64 / (12.0 + 18.0)).sqrt());
    // There are 6 inputs in 2 groups, 5 outputs each, 3 taps. PyTorch divides by what it takes for the inputs, 5 x 3.
    let transposed = weight("ConvTranspose", Part::Weight, &[6, 5, 3], &TRANSPOSED);
    close(bound(pytorch(), &transposed), 1.0 / 15.0_f64.sqrt());
    close(bound(pytorch(), &bias(Part::Bias, &transposed)), 1.0 / 15.0_f64.sqrt());
    close(std(flax(), &transposed), 1.0 / 9.0_f64.sqrt());
}

#[test]
fn embeddings() {
    let table = weight("Embedding", Part::Weight, &[100, 16], &TABLE);
    close(std(pytorch(), &table), 1.0);
    close(std(flax(), &table), 0.25);
    close(bound(keras(), &table), 0.05);
    close(bound(mxnet(), &table), 0.07);
}

#[test]
fn recurrent_layers() {
    // 16 units and 4 gates, 9 inputs.
    let input = weight("Lstm", Part::Weight, &[64, 9], &FOUR);
    let recurrent = weight("Lstm", Part::Recurrent, &[64, 16], &FOUR);
    for info in [&input, &recurrent] {
        close(bound(pytorch(), info), 0.25);
        close(bound(pytorch(), &bias(Part::Bias, info)), 0.25);
        close(bound(pytorch(), &bias(Part::RecurrentBias, info)), 0.25);
        close(bound(mxnet(), info), 0.07);
    }
    close(std(flax(), &input), 1.0 / 3.0);
    close(bound(keras(), &input), (6.0_f64 / 73.0).sqrt());
    // A matrix for each gate, or one for all of them.
    close(std(flax(), &recurrent), 0.25);
    close(std(keras(), &recurrent), 0.125);
    let moments = |preset: Init| preset.resolve(&bias(Part::Bias, &recurrent)).unwrap().moments();
    assert_eq!(moments(keras()).unwrap().0, 0.25);
    assert_eq!((moments(flax()), moments(mxnet())), (Some((0.0, 0.0)), Some((0.0, 0.0))));
}

#[test]
fn attention_and_norms() {
    let packed = weight("MultiHeadAttention", Part::Weight, &[4 * 16, 16], &FOUR);
    let plain = weight("Attention", Part::Weight, &[4 * 16, 16], &MATRIX);
    for info in [&packed, &plain] {
        close(bound(pytorch(), info), (6.0_f64 / (16.0 + 64.0)).sqrt());
    }
    close(bound(keras(), &packed), (6.0_f64 / 32.0).sqrt());
    close(bound(pytorch(), &weight("Attention", Part::Output, &[16, 16], &MATRIX)), 0.25);
    for (part, expected) in [
        (Part::Scale, 1.0),
        (Part::Weight, 1.0),
        (Part::Offset, 0.0),
        (Part::Bias, 0.0),
        (Part::Mean, 0.0),
        (Part::Variance, 1.0),
    ] {
        let info = ParamInfo { kind: Some("BatchNorm2d"), part: Some(part), ..ParamInfo::bare(&[8], None, DType::F32) };
        for preset in [pytorch(), flax(), keras(), mxnet()] {
            assert_eq!(preset.resolve(&info).unwrap().moments(), Some((expected, 0.0)), "{preset} {part:?}");
        }
    }
}

#[test]
fn what_presets_do_not_know() {
    let of = |preset: Init, kind, part| {
        let info = ParamInfo { kind, part, ..ParamInfo::bare(&[8, 4], Some(&MATRIX), DType::F32) };
        text(preset.resolve(&info))
    };
    let unknown = "does not know what belongs into the parameter: ";
    assert_eq!(
        of(keras(), Some("Lstm"), Some(Part::RecurrentBias)),
        format!(
            "`keras` {unknown}no `recurrent_bias` is part of its `Lstm`\n\
             help: it knows `weight`, `bias`, `recurrent`"
        )
    );
    assert_eq!(
        of(flax(), Some("Linear"), None),
        format!(
            "`flax` {unknown}which part of the `Linear` it is was not said\n\
             help: say it on its field, `#[init(part = ..)]`; it knows `weight`, `bias`"
        )
    );
    assert_eq!(
        of(mxnet(), Some("Attention"), Some(Part::Weight)),
        format!(
            "`mxnet` {unknown}it has no layer `Attention`\n\
             help: say which one it is, `#[init(kind = ..)]` on the struct or field; it knows `Dense`, `Conv`, \
             `ConvTranspose`, `Embedding`, `Rnn`, `Lstm`, `Gru`, `LayerNorm`, `BatchNorm`, `GroupNorm`, \
             `InstanceNorm`"
        )
    );
    assert!(of(mxnet(), None, None).starts_with(&format!("`mxnet` {unknown}it belongs to no layer\nhelp")));
    assert_eq!(
        of(pytorch(), Some("Lstm"), Some(Part::Weight)),
        "`pytorch` packs the 4 gates of its `Lstm`, but the axes of the parameter tell 1\n\
         help: write `axes = [4 * out, in]`; a gate that has a field of its own is an `Rnn`: `#[init(kind = Rnn)]` on it"
    );
    let fanless =
        ParamInfo { fans: Err(NoFans::Undeclared), axes: None, ..weight("Dense", Part::Weight, &[8, 4], &MATRIX) };
    assert!(text(keras().resolve(&fanless)).starts_with("`keras` needs fans"));
    assert_eq!(text(keras().resolve(&ParamInfo { part: Some(Part::Bias), ..fanless })), "fine");
    // The error names the preset, whatever initializer is in its table.
    let vector = ParamInfo { kind: Some("Lstm"), part: Some(Part::Bias), ..ParamInfo::bare(&[7], None, DType::F32) };
    assert!(text(keras().resolve(&vector)).starts_with("`keras` needs a multiple of 4 elements"));
}
