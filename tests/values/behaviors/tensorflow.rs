//! `tf.initializers` and `tf_keras.initializers`.

use ndarray::ArrayD;
use paraminit::axes::{Axis, Role};
use paraminit::dtype::DType;
use paraminit::init::{
    Gain, Init, constant, eye, glorot_uniform, normal, ones, orthogonal, sparse, trunc_normal, uniform, values,
    variance_scaling, zeros,
};
use paraminit::prelude::*;

use crate::Initialized;

use crate::values::behaviors::sample::{deviation, elements, fill, has_moments, matrix, refusal, schemes};

fn axes(roles: &[Role]) -> &'static [Axis] {
    roles.iter().map(|&role| role.into()).collect::<Vec<_>>().leak()
}

/// Theirs give slices for some initializers, and refuse them for others.
#[test]
fn a_slice_of_a_parameter_is_what_the_whole_has_there() {
    const SHAPE: [usize; 2] = [60, 44];
    const COUNT: usize = 60 * 44;
    let info = ParamInfo::bare(&SHAPE, Some(axes(&[In, Out])), DType::F64);
    for init in [
        zeros(),
        ones(),
        constant(2.0),
        uniform(-1.0, 1.0),
        normal(0.0, 1.0),
        trunc_normal(1.0),
        variance_scaling(1.0),
        glorot_uniform(),
        orthogonal(),
        eye(),
        sparse(0.5),
    ] {
        let resolved = init.resolve(&info).expect("it suits a matrix");
        let mut whole = vec![f64::NAN; COUNT];
        resolved.fill(StreamId { seed: 42, number: 7 }, 0, &mut whole).expect("all of it");
        for (from, to) in [(0, 1), (0, 1000), (1, 257), (255, 1025), (2000, COUNT)] {
            let mut part = vec![f64::NAN; to - from];
            resolved.fill(StreamId { seed: 42, number: 7 }, from as u64, &mut part).expect("a part of it");
            assert_eq!(part, whole[from..to], "{init} {from}..{to}");
        }
    }
}

/// A shard of a tenth has the variance of the whole, not ten times as much.
#[test]
fn a_slice_has_the_variance_of_the_whole_parameter() {
    let info = ParamInfo::bare(&[1000, 100], Some(axes(&[In, Out])), DType::F32);
    let mut shard = vec![0.0_f32; 100 * 100];
    variance_scaling(1.0)
        .resolve(&info)
        .expect("fans")
        .fill(StreamId { seed: 42, number: 7 }, 0, &mut shard)
        .expect("a shard");
    let shard: Vec<f64> = shard.into_iter().map(f64::from).collect();
    has_moments("a shard", &shard, 0.0, 1000.0_f64.sqrt().recip());
}

#[test]
fn constants_of_any_rank_and_arrays_in_order() {
    assert!(fill::<f32>(constant(2.0), &[5, 6, 4], &[]).iter().all(|&x| x == 2.0));
    assert_eq!(elements(&fill::<f32>(values(&[10.0, 20.0, 30.0]), &[3], &[])), [10.0, 20.0, 30.0]);
    let filled: ArrayD<f64> = fill(values(&[0.0, 1.0, 2.0, 3.0, 4.0, 5.0]), &[2, 3], &[]);
    assert_eq!((filled[[0, 2]], filled[[1, 0]]), (2.0, 3.0));
}

#[test]
fn an_array_with_too_few_values_is_refused() {
    for shape in [[2, 4], [2, 2]] {
        let refused = refusal(values(&[0.0; 6]), &shape, &[]);
        assert!(refused.starts_with("`values` has 6 values, but the parameter has"), "{refused}");
    }
}

#[test]
fn samples_have_their_mean_and_extremes() {
    for (init, shape, std, extreme, gap) in [
        (uniform(-1.0, 1.0), [20, 60, 7], 3.0_f64.sqrt().recip(), 1.0, 0.005),
        (trunc_normal(1.0), [12, 99, 7], 0.879_625_661_034_239_8, 2.0, 0.03),
    ] {
        let sample = elements(&fill::<f32>(init, &shape, &[]));
        has_moments(&init.to_string(), &sample, 0.0, std);
        let (least, most) = sample.iter().fold((f64::MAX, f64::MIN), |(a, b), &x| (a.min(x), b.max(x)));
        assert!(-extreme <= least && least < gap - extreme, "{init}: {least}");
        assert!(extreme - gap < most && most <= extreme, "{init}: {most}");
    }
    has_moments("normal", &elements(&fill::<f32>(normal(0.0, 1.0), &[8, 12, 99], &[])), 0.0, 1.0);
}

#[test]
fn other_seeds_and_other_paths_give_other_values() {
    let sample = |init: Init, seed, path| {
        let mut values = ndarray::Array2::<f32>::zeros((6, 7));
        init.fill(&mut values, &[], StreamId::new(seed, path)).expect("it suits a matrix");
        values
    };
    for init in [uniform(-1.0, 1.0), normal(0.0, 1.0), trunc_normal(1.0), orthogonal(), sparse(0.5)] {
        let one = sample(init, 1, "w");
        assert_eq!(one, sample(init, 1, "w"), "{init}");
        assert_ne!(one, sample(init, 2, "w"), "{init}");
        assert_ne!(one, sample(init, 1, "v"), "{init}");
    }
}

#[test]
fn variance_scaling_has_its_variance_in_every_distribution() {
    for distribution in [init::Distribution::TruncatedNormal, init::Distribution::Normal, init::Distribution::Uniform] {
        let sample = elements(&fill::<f32>(variance_scaling(1.0).distribution(distribution), &[100, 100], &[In, Out]));
        has_moments(&distribution.to_string(), &sample, 0.0, 0.1);
    }
}

/// All axes but the last against the last.
#[test]
fn orthogonal_flattens_all_axes_but_the_outputs() {
    for shape in [&[10, 10][..], &[10, 9, 8], &[100, 5, 5], &[50, 40], &[40, 50]] {
        let mut roles = vec![Kernel; shape.len() - 2];
        roles.extend([In, Out]);
        let filled = fill::<f32>(orthogonal(), shape, &roles).mapv(f64::from);
        assert!(deviation(matrix(&filled, shape.len() - 1).view(), 1.0) < 1e-5, "{shape:?}");
    }
}

#[test]
fn orthogonal_scales_by_its_gain_and_nothing_else() {
    let sample = |gain| {
        let mut values = ndarray::Array2::<f64>::zeros((10, 10));
        orthogonal().gain(Gain::Value(gain)).fill(&mut values, &[], StreamId::new(1, "w")).expect("a matrix");
        values
    };
    assert_eq!(sample(3.25), sample(1.0) * 3.25);
}

#[test]
fn orthogonal_and_the_identity_refuse_other_ranks() {
    assert!(refusal(orthogonal(), &[5], &[]).contains("but the parameter has rank 1"));
    for shape in [&[3, 4, 5][..], &[5, 7, 7], &[5], &[]] {
        assert!(refusal(eye(), shape, &[]).starts_with("`eye` needs rank 2"));
    }
}

#[test]
fn the_identity_of_any_rectangle_times_a_gain() {
    for shape in [[3, 3], [10, 5]] {
        let filled: ArrayD<f64> = fill(eye().gain(Gain::Value(0.9)), &shape, &[]);
        assert!(filled.indexed_iter().all(|(at, &x)| x == if at[0] == at[1] { 0.9 } else { 0.0 }));
        assert!(fill::<f32>(eye(), &shape, &[]).iter().all(|&x| x == 0.0 || x == 1.0));
    }
}

/// Theirs have a shape of 240 elements and a tolerance of 0.03 for standard deviations of 0.2.
#[test]
fn schemes_have_their_standard_deviation() {
    let (shape, roles) = ([5, 6, 40, 20], [Kernel, Kernel, In, Out]);
    let (fan_in, fan_out) = (1200.0, 600.0);
    for (init, variance) in schemes(fan_in, fan_out) {
        let sample = elements(&fill::<f64>(init, &shape, &roles));
        has_moments(&init.to_string(), &sample, 0.0, f64::sqrt(variance));
    }
}

struct Stripes;

impl Initializer for Stripes {
    fn initialize(&self, param: &ParamInfo, mut values: ViewMut<'_>, _: &mut Stream) -> Initialized {
        let width = param.shape().last().copied().ok_or("no axes")?;
        let mut index = 0;
        values.fill_with(|| {
            index += 1;
            if (index - 1) % width == 0 { 1.0 } else { 0.0 }
        });
        Ok(())
    }
}

#[test]
fn an_initializer_of_ones_own_is_used_wherever_it_is_named() {
    let rules = init! { <(Dense<4, 8>, Dense<8, 2>)> **.weight => custom(&Stripes), **.bias => zeros };
    for seed in [1, 2] {
        let net = rules.build(seed).expect("static");
        assert_eq!((net.0.weight().sum(), net.1.weight().sum()), (8.0, 2.0));
    }
}
