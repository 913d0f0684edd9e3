//! Values: layouts, slices, mixtures, errors.

use ndarray::{Array1, Array2, Array3, ArrayD, Axis as Dim, ShapeBuilder, s};

use super::{assert_slices_agree, resolve, resolve_in, text};
use crate::axes::Axis;
use crate::axes::Role::{Batch, In, Kernel, Out};
use crate::dtype::DType;
use crate::init::Gain::*;
use crate::init::*;
use crate::stream::StreamId;

fn stream() -> StreamId {
    StreamId::new(42, "hidden.weight")
}

fn keep_large(x: f64) -> f64 {
    if x.abs() >= 5.0 { x } else { 0.0 }
}

fn all() -> Vec<Init> {
    vec![
        constant(3.0),
        uniform(-1.0, 2.0),
        kaiming_normal(),
        lecun_normal(),
        trunc_normal(1.0).low(0.5),
        map(uniform(-10.0, 10.0), keep_large),
        orthogonal(),
        eye(),
        sparse(0.3),
        sparse(0.3).axis(1),
        zero_init(),
        siren(),
        clamped(normal(0.0, 1.0), -1.0, 0.5),
        map(scaled(orthogonal(), 3.0), f64::abs),
        mixture([(0.25, orthogonal()), (0.5, normal(0.0, 1.0)), (0.25, mixture([(0.5, ones()), (0.5, zeros())]))]),
    ]
}

#[test]
fn every_layout_has_the_same_values() {
    for init in all() {
        let mut c = Array2::<f32>::zeros((37, 20));
        init.fill(&mut c, &[Out, In], stream()).unwrap();
        let mut fortran = Array2::<f32>::zeros((37, 20).f());
        init.fill(&mut fortran, &[Out, In], stream()).unwrap();
        assert_eq!(c, fortran, "{init}");
        let mut large = Array2::<f32>::zeros((80, 50));
        let mut view = large.slice_mut(s![..37;1, 2..42;2]);
        init.fill(&mut view, &[Out, In], stream()).unwrap();
        assert_eq!(c, view, "{init}");
        assert_eq!(large.slice(s![37.., ..]).sum(), 0.0);
        let mut reversed = Array2::<f32>::zeros((37, 20));
        reversed.invert_axis(Dim(0));
        init.fill(&mut reversed, &[Out, In], stream()).unwrap();
        assert_eq!(c, reversed, "{init}");
    }
}

#[test]
fn slices_are_slices_of_the_whole() {
    for init in all() {
        let resolved = resolve(init, &[37, 20], &[Out, In]).unwrap();
        assert_slices_agree(&resolved, 740);
    }
    let matrix = resolve(orthogonal(), &[3, 3], &[]).unwrap();
    assert_eq!(
        text(matrix.fill(StreamId { seed: 7, number: 8 }, 5, &mut [0.0_f32; 5])),
        "the parameter has 9 values, not 10"
    );
    assert!(matrix.fill(StreamId { seed: 7, number: 8 }, u64::MAX, &mut [0.0_f32; 5]).is_err());
}

#[test]
fn mixtures_take_each_element_from_an_arm() {
    let arms = [normal(0.0, 1.0), orthogonal(), constant(9.0)];
    let mut of_arms = [(); 3].map(|()| Array2::<f64>::zeros((100, 100)));
    // An initializer that computes all elements at once has a stream of its own.
    let streams = [stream(), StreamId::new(42, "hidden.weight.1"), stream()];
    for ((init, values), stream) in arms.iter().zip(&mut of_arms).zip(streams) {
        init.fill(values, &[], stream).unwrap();
    }
    let mut mixed = Array2::<f64>::zeros((100, 100));
    let init = mixture([(0.2, arms[0]), (0.8, mixture([(0.5, arms[1]), (0.5, arms[2])]))]);
    init.fill(&mut mixed, &[], stream()).unwrap();
    let count = |arm: &Array2<f64>| mixed.iter().zip(arm).filter(|(a, b)| a == b).count();
    let counts = [count(&of_arms[0]), count(&of_arms[1]), count(&of_arms[2])];
    assert_eq!(counts.iter().sum::<usize>(), 10_000);
    for (count, expected) in counts.into_iter().zip([2000_usize, 4000, 4000]) {
        assert!(count.abs_diff(expected) < 250, "{counts:?}");
    }
}

#[test]
fn a_mixture_of_elementwise_arms_is_a_sampler() {
    let flat = resolve(mixture([(0.5, ones()), (0.0, orthogonal()), (0.5, zeros())]), &[4, 4], &[]).unwrap();
    assert!(flat.sampler().is_some());
    let one = resolve(mixture([(1.0, scaled(ones(), 2.0))]), &[4], &[]).unwrap();
    assert_eq!(one.moments(), Some((2.0, 0.0)));
}

#[test]
fn dive_into_deep_learning() {
    for init in [
        map(uniform(-10.0, 10.0), keep_large),
        mixture([(0.25, uniform(5.0, 10.0)), (0.5, zeros()), (0.25, uniform(-10.0, -5.0))]),
    ] {
        let mut w = Array2::<f32>::zeros((400, 250));
        init.fill(&mut w, &[], stream()).unwrap();
        assert!(w.iter().all(|&x| x == 0.0 || (5.0..=10.0).contains(&x.abs())));
        let share = |of: fn(f32) -> bool| w.iter().filter(|&&x| of(x)).count() as f64 / 1e5;
        assert!((share(|x| x == 0.0) - 0.5).abs() < 0.01 && (share(|x| x > 0.0) - 0.25).abs() < 0.01);
        assert!((f64::from(w.var(0.0)) - 175.0 / 6.0).abs() < 0.5);
    }
}

#[test]
fn an_error_leaves_the_array_alone() {
    fn inverse(x: f64) -> f64 {
        1.0 / x
    }
    let mut w = Array1::<f32>::from_elem(5, 7.0);
    let error = map(zeros(), inverse).fill(&mut w, &[], stream());
    let expected = "the value at index 0 is infinite, or too large for `f32`\nhelp: the largest `f32` is about 3.4e38";
    assert_eq!(text(error), expected);
    assert!(text(normal(0.0, -1.0).fill(&mut w, &[], stream())).starts_with("in `normal`: `std`"));
    assert!(text(he_normal().fill(&mut w, &[Out, In], stream())).contains("they are 2, but its rank is 1"));
    assert!(text(orthogonal().fill(&mut w, &[], stream())).contains("needs a matrix, but the parameter has rank 1"));
    assert_eq!(w, Array1::from_elem(5, 7.0));
    // It is finite in f64, but not in f32.
    let large = map(ones(), |x| x * 1e39);
    assert!(large.fill(&mut w, &[], stream()).is_err());
    assert!(large.fill(&mut Array1::<f64>::zeros(2), &[], stream()).is_ok());
}

#[test]
fn any_shape_is_fine() {
    ones().fill(&mut ndarray::arr0(0.0_f32), &[], stream()).unwrap();
    ones().fill(&mut ArrayD::<f64>::zeros(vec![2, 0, 3]), &[], stream()).unwrap();
    orthogonal().fill(&mut Array2::<f64>::zeros((0, 3)), &[], stream()).unwrap();
    orthogonal().fill(&mut Array3::<f32>::zeros((2, 3, 0)), &[Out, In, Kernel], stream()).unwrap();
    assert!(
        text(orthogonal().fill(&mut Array3::<f32>::zeros((2, 3, 4)), &[], stream()))
            .contains("needs to know which axes are rows")
    );
}

/// No argument panics, and arguments that pass the checks give finite values.
#[test]
fn extreme_arguments_are_refused_or_finite() {
    let extremes = [
        f64::NAN,
        f64::NEG_INFINITY,
        f64::MIN,
        -4e38,
        -2e38,
        -1.0,
        -0.0,
        5e-324,
        1e-46,
        1e-30,
        0.3,
        1.0,
        1.0 + 1e-12,
        37.0,
        3.4e37,
        3.402_823_4e38,
        1e200,
        f64::MAX,
        f64::INFINITY,
    ];
    let check = |init: Init| {
        let shape = [6, 5];
        if let Ok(resolved) = resolve_in(init, &shape, &[Out, In], DType::F32) {
            let mut values = [f32::NAN; 30];
            resolved.fill(StreamId { seed: 1, number: 2 }, 0, &mut values).unwrap();
            assert!(values.iter().all(|x| x.is_finite()), "{init}: {values:?}");
        }
        if let Ok(resolved) = resolve_in(init, &shape, &[Out, In], DType::F64) {
            let mut values = [f64::NAN; 30];
            resolved.fill(StreamId { seed: 1, number: 2 }, 0, &mut values).unwrap();
            assert!(values.iter().all(|x| x.is_finite()), "{init}: {values:?}");
        }
    };
    for a in extremes {
        for init in [constant(a), trunc_normal(a), trunc_normal(a).rescale(true), variance_scaling(a), siren().omega(a)]
        {
            check(init);
        }
        for gain in [Value(a), LeakyRelu(a)] {
            for init in [xavier_uniform(), xavier_normal(), kaiming_uniform(), kaiming_normal(), orthogonal(), eye()] {
                check(init.gain(gain));
            }
        }
        for b in extremes {
            check(uniform(a, b));
            check(normal(a, b));
            check(scaled(constant(a), b));
            check(sparse(a).std(b));
            check(clamped(scaled(ones(), 3.0), a, b));
            check(scaled(clamped(normal(0.0, 1.0), a, b), 1e30));
            check(scaled(scaled(orthogonal(), a), b));
            check(trunc_normal(a).within(b));
            check(trunc_normal(a).within(b).mean(1.0).rescale(true));
            check(mixture([(a, ones()), (b, zeros())]));
            for c in extremes {
                check(trunc_normal(a).mean(b).low(c));
                check(trunc_normal(1.0).mean(a).low(b).high(c));
                check(trunc_normal(a).low(b).high(c).rescale(true));
            }
        }
    }
}

#[test]
fn a_part_alone_has_the_values_of_the_whole() {
    let axes = [Out.into(), In.into(), Kernel.into()];
    let shape = [24, 20, 30];
    let parts = [
        ([24, 20, 30], [0, 0, 0]),
        ([1, 1, 1], [23, 19, 29]),
        ([5, 20, 30], [7, 0, 0]),
        ([3, 6, 30], [1, 14, 0]),
        ([3, 6, 7], [20, 0, 23]),
        ([24, 1, 1], [0, 4, 5]),
        ([0, 20, 30], [24, 0, 0]),
    ];
    let more = [dirac(), delta_orthogonal(), icnr(2, normal(0.0, 1.0))];
    for init in all().into_iter().filter(|init| init.needs().form.is_none()).chain(more) {
        let mut whole = Array3::<f64>::zeros(shape);
        init.fill_with_axes(&mut whole, &axes, stream()).unwrap();
        for (part, at) in parts {
            let expected = whole.slice(s![at[0]..at[0] + part[0], at[1]..at[1] + part[1], at[2]..at[2] + part[2]]);
            let mut c = Array3::<f64>::zeros(part);
            init.fill_slice(&mut c, &shape, &at, &axes, stream()).unwrap();
            assert_eq!(c, expected, "{init} {part:?} at {at:?}");
            let mut fortran = Array3::<f64>::zeros(part.f());
            init.fill_slice(&mut fortran, &shape, &at, &axes, stream()).unwrap();
            assert_eq!(fortran, expected, "{init} {part:?} at {at:?}, column-major");
        }
    }
}

#[test]
fn a_shard_of_what_no_memory_holds() {
    let (shape, at) = ([1 << 30, 1 << 30], [(1 << 30) - 1, 12_345]);
    let mut shard = Array2::<f32>::zeros((1, 100));
    normal(0.0, 1.0).fill_slice(&mut shard, &shape, &at, &[], stream()).unwrap();
    let mut same = Array2::<f32>::zeros((1, 50));
    normal(0.0, 1.0).fill_slice(&mut same, &shape, &[at[0], at[1] + 50], &[], stream()).unwrap();
    assert_eq!(shard.slice(s![.., 50..]), same);
    assert!(
        text(orthogonal().fill_slice(&mut shard, &shape, &at, &[Out.into(), In.into()], stream())).contains("memory")
    );
}

#[test]
fn parts_that_lie_elsewhere_are_refused() {
    let mut part = Array2::<f32>::ones((2, 3));
    for (shape, offset) in
        [(&[4, 5][..], &[3, 0][..]), (&[4, 5], &[0, 3]), (&[4, 5], &[usize::MAX, 0]), (&[4], &[0]), (&[4, 5], &[0])]
    {
        let refused = text(normal(0.0, 1.0).fill_slice(&mut part, shape, offset, &[], stream()));
        assert!(refused.contains("does not lie in a parameter of shape"), "{refused}");
    }
    let huge = [usize::MAX, usize::MAX];
    assert!(text(normal(0.0, 1.0).fill_slice(&mut part, &huge, &[0, 0], &[], stream())).contains("memory"));
    assert_eq!(part, Array2::<f32>::ones((2, 3)));
}

#[test]
fn a_length_of_0_makes_everything_empty() {
    let end = 1 << 62;
    normal(0.0, 1.0).fill_slice(&mut Array2::<f32>::zeros((0, 0)), &[3, end], &[3, end], &[], stream()).unwrap();
    for shape in [[0, 1 << 40, 1 << 40, 1], [1 << 40, 0, 1 << 40, 1], [1 << 40, 1 << 40, 0, 1]] {
        let mut part = ArrayD::<f32>::zeros(&[0, 0, 0, 0][..]);
        normal(0.0, 1.0).fill_slice(&mut part, &shape, &[0; 4], &[], stream()).unwrap();
        let batches = [Batch.into(), Batch.into(), Axis::packed(2, Out), In.into()];
        gates([ones(), normal(0.0, 1.0)]).fill_slice(&mut part, &shape, &[0; 4], &batches, stream()).unwrap();
    }
}

/// In an `icnr` many elements share the random word of one. Another arm that draws that element must not use the same
/// word.
#[test]
fn arms_of_a_mixture_share_no_words() {
    let both = mixture([(0.5, icnr(2, normal(0.0, 1.0))), (0.5, normal(0.0, 1.0))]);
    let mut values = Array3::<f64>::zeros((400, 50, 1));
    both.fill(&mut values, &[Out, In, Kernel], stream()).unwrap();
    let plain = {
        let mut plain = Array3::<f64>::zeros((400, 50, 1));
        normal(0.0, 1.0).fill(&mut plain, &[Out, In, Kernel], stream()).unwrap();
        plain
    };
    let words: std::collections::HashSet<u64> = plain.iter().map(|x| x.to_bits()).collect();
    let (mut own, mut other) = (0, 0);
    for (value, plain) in values.iter().zip(&plain) {
        if value == plain {
            own += 1;
        } else if words.contains(&value.to_bits()) {
            other += 1;
        }
    }
    assert!((9_500..10_500).contains(&own) && other == 0, "{own} of its own word, {other} of another's");
}
