//! The needs of filling besides the parameter: memory, and streams.

use ndarray::Array2;

use super::{resolve, resolve_in, text};
use crate::axes::{
    Axis,
    Role::{In, Kernel, Out},
};
use crate::dtype::DType;
use crate::fill::room;
use crate::init::fit::target::Target;
use crate::init::*;
use crate::stream::{StreamId, stream_number};

#[test]
fn tables_that_no_memory_holds() {
    const HUGE: usize = 1 << 60;
    let biases = resolve(lstm_bias(), &[usize::MAX - 3], &[]).unwrap();
    let gate = (usize::MAX - 3) / 4;
    let mut edge = [7.0_f32; 2];
    biases.fill(StreamId { seed: 42, number: 7 }, gate as u64 - 1, &mut edge).unwrap();
    assert_eq!(edge, [0.0, 1.0]);
    biases.fill(StreamId { seed: 42, number: 7 }, 2 * gate as u64 - 1, &mut edge).unwrap();
    assert_eq!(edge, [1.0, 0.0]);
    assert_eq!(resolve(lstm_bias().forget(2.0), &[8], &[]).unwrap().moments(), Some((0.5, 0.75_f64.sqrt())));

    assert!(text(resolve(bilinear(), &[1, 1, HUGE, 1], &[Out, In, Kernel, Kernel])).contains("memory"));
    let empty = resolve(bilinear(), &[0, 0, HUGE, 1], &[Out, In, Kernel, Kernel]).unwrap();
    empty.fill::<f32>(StreamId { seed: 42, number: 7 }, 0, &mut []).unwrap();
    let line = resolve(sparse(0.5), &[HUGE, 1], &[]).unwrap();
    assert!(text(line.fill(StreamId { seed: 42, number: 7 }, 0, &mut edge)).contains("memory"));
    resolve(sparse(0.5), &[HUGE, 0], &[]).unwrap().fill::<f32>(StreamId { seed: 42, number: 7 }, 0, &mut []).unwrap();
}

#[test]
fn what_waits_in_a_buffer_counts() {
    // Lines of one element need little more than the buffer.
    let lines = resolve(sparse(0.5).axis(1), &[1 << 60, 1], &[]).unwrap();
    assert!(room(lines.scratch(DType::F64, 1 << 60, true)));
    assert!(!room(lines.scratch(DType::F64, 1 << 60, false)));
    // The places of a line are 8 bytes each.
    assert_eq!(resolve(sparse(0.5), &[100, 3], &[]).unwrap().filler.scratch(300) * 4, 800);
    // Filling block by block needs no buffer of the whole.
    let form = mixture([(0.5, eye()), (0.5, normal(0.0, 1.0))]);
    let mixed = resolve(form, &[1 << 31, 1 << 31], &[]).unwrap();
    assert!(room(mixed.scratch(DType::F64, 1 << 62, false)));
    let whole = resolve(mixture([(0.5, sparse(0.5)), (0.5, ones())]), &[1 << 31, 1 << 31], &[]).unwrap();
    assert!(!room(whole.scratch(DType::F64, 1 << 62, true)));
}

#[test]
fn blocks_that_lie_apart_are_filled_where_they_are() {
    let axes = [Axis::of(In), Axis::packed(2, Out)];
    let init = gates([scaled(eye(), 3.0), mixture([(0.5, eye()), (0.5, normal(0.0, 1.0))])]);
    let mut whole = Array2::<f32>::zeros((40, 60));
    init.fill_with_axes(&mut whole, &axes, StreamId::new(42, "w")).unwrap();
    assert_eq!((whole[[7, 7]], whole[[7, 8]], whole[[29, 29]]), (3.0, 0.0, 3.0));
    // A block that is not drawn element by element has the values of the parameter of that name.
    let mut second = Array2::<f32>::zeros((40, 30));
    let alone = mixture([(0.5, eye()), (0.5, normal(0.0, 1.0))]);
    alone.fill(&mut second, &[In, Out], StreamId::new(42, "w.1")).unwrap();
    assert_eq!(whole.slice(ndarray::s![.., 30..]), second);
    // So a part can be made of a parameter that no memory holds.
    let mut part = Array2::<f32>::zeros((2, 3));
    let at = (1 << 29) - 1;
    init.fill_slice(&mut part, &[1 << 30, 1 << 31], &[at, at], &axes, StreamId::new(42, "w")).unwrap();
    assert_eq!(part, ndarray::arr2(&[[3.0, 0.0, 0.0], [0.0, 3.0, 0.0]]));
}

#[test]
fn streams_of_blocks_and_arms() {
    let streams = |init: Init, shape: &[usize], axes: &[Axis]| {
        let resolved = init.resolve_for(&Target::bare(shape, Some(axes), DType::F32)).unwrap();
        let mut found = Vec::new();
        resolved.streams(stream_number("w"), &mut |number| found.push(number));
        found
    };
    let axes = [Axis::packed(4, Out), In.into()];
    let arms = mixture([(0.5, ones()), (0.5, orthogonal())]);
    let init = gates([orthogonal(), normal(0.0, 1.0), eye(), arms]);
    assert_eq!(streams(init, &[16, 4], &axes), ["w.0", "w.3", "w.3.1"].map(stream_number));
    assert_eq!(streams(scaled(arms, 2.0), &[4, 4], &[Out.into(), In.into()]), [stream_number("w.1")]);
    assert_eq!(streams(orthogonal(), &[4, 4], &[Out.into(), In.into()]), [0_u64; 0]);
}

#[test]
fn only_what_comes_out_must_fit_a_half_type() {
    let axes = [Axis::packed(2, Out)];
    let inner = gates([scaled(constant(6e4), 2.0), zeros()]);
    let of = |init: Init| text(init.resolve_for(&Target::bare(&[8], Some(&axes), DType::F16)));
    let large = "in `scaled`: `k` is so large that a value can be too large for `f16`";
    assert!(of(inner).starts_with(large));
    let arms = gates([scaled(mixture([(1.0, constant(6e4))]), 2.0), zeros()]);
    assert_eq!(of(arms), "values would be too large for `f16`");
    assert_eq!(of(scaled(inner, 0.5)), "fine");
    assert_eq!(text(resolve_in(scaled(constant(1e-3), 1e6), &[3], &[], DType::F16)), "fine");
    assert_eq!(text(resolve_in(scaled(constant(1e3), 1e-10), &[3], &[], DType::F16)), "fine");
    assert!(text(resolve_in(scaled(constant(1.0), 1e6), &[3], &[], DType::F16)).starts_with(large));
    assert!(text(resolve_in(scaled(zeros(), 1e39), &[3], &[], DType::F16)).contains("too large for `f32`"));
}

#[cfg(feature = "half")]
#[test]
fn bounds_are_rounded_to_a_half_type_before_they_are_scaled() {
    let bound = DType::F16.round(0.1);
    let expected = DType::F16.round(3.0 * bound);
    assert_ne!(expected, DType::F16.round(0.3));
    for inner in [constant(1.0), eye()] {
        let mut values = Array2::<half::f16>::zeros((2, 2));
        scaled(clamped(inner, -1.0, 0.1), 3.0).fill(&mut values, &[], StreamId::new(42, "w")).unwrap();
        assert_eq!(values[[1, 1]].to_f64(), expected, "{inner}");
    }
}
