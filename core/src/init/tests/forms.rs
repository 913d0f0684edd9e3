//! Initializers of a fixed form: values known in advance.

use ndarray::{Array1, Array2, Array3, Array4, ArrayD, IxDyn, ShapeBuilder, arr1, arr2, s};

use super::{assert_slices_agree, resolve, text};
use crate::axes::{
    Axis,
    Role::{self, In, Kernel, Out},
};
use crate::dtype::DType;
use crate::init::Center::*;
use crate::init::Gain::*;
use crate::init::Mode::*;
use crate::init::*;
use crate::stream::StreamId;

fn stream() -> StreamId {
    StreamId::new(42, "conv.weight")
}

fn filled(init: Init, shape: &[usize], roles: &[Role]) -> ArrayD<f64> {
    let mut values = ArrayD::from_elem(IxDyn(shape), f64::NAN);
    init.fill(&mut values, roles, stream()).unwrap();
    values
}

/// In another order of axes, the elements are the same for the same output, input and tap.
#[test]
fn roles_decide_not_places() {
    for init in [dirac(), dirac().groups(3), bilinear(), zero_init(), dirac().center(Lower)] {
        let here = filled(init, &[6, 4, 4, 3], &[Out, In, Kernel, Kernel]);
        let there = filled(init, &[4, 3, 4, 6], &[Kernel, Kernel, In, Out]);
        assert_eq!(here, there.permuted_axes(vec![3, 2, 0, 1]), "{init}");
    }
}

#[test]
fn slices_and_layouts() {
    let all = [
        dirac().groups(4),
        delta_orthogonal(),
        bilinear(),
        zero_init(),
        icnr(2, mixture([(0.5, normal(0.0, 1.0)), (0.5, zeros())])),
        scaled(clamped(kaiming_normal(), -0.1, 0.2), 3.0),
        mixture([(0.3, dirac()), (0.7, siren())]),
        map(bilinear(), f64::sqrt),
    ];
    let (shape, roles) = ([12, 5, 4, 3], [Out, In, Kernel, Kernel]);
    for init in all {
        let resolved = resolve(init, &shape, &roles).unwrap();
        assert_slices_agree(&resolved, 720);
        if resolved.sampler().is_none() && !init.to_string().contains("clamped") {
            let beyond = text(resolved.fill(StreamId { seed: 7, number: 8 }, 719, &mut [0.0_f64; 2]));
            assert_eq!(beyond, "the parameter has 720 values, not 721", "{init}");
        }

        let c = filled(init, &shape, &roles);
        let mut fortran = Array4::<f64>::zeros(shape.f());
        init.fill(&mut fortran, &roles, stream()).unwrap();
        assert_eq!(c, fortran.into_dyn(), "{init}");
    }
}

/// The moments are exactly those of all elements.
#[test]
fn moments_are_those_of_the_elements() {
    let conv = (vec![12, 6, 4, 3], vec![Out, In, Kernel, Kernel]);
    let matrix = (vec![9, 5], vec![]);
    for (init, (shape, roles)) in [
        (eye().gain(Value(2.5)), &matrix),
        (eye(), &(vec![3, 7], vec![])),
        (dirac(), &conv),
        (dirac().groups(4), &conv),
        (dirac().groups(2), &(vec![4, 3, 6], vec![In, Kernel, Out])),
        (zero_init(), &conv),
        (zero_init(), &(vec![5, 9], vec![Out, In])),
        (bilinear(), &conv),
        (lstm_bias().forget(2.0), &(vec![12], vec![])),
        (stft(), &(vec![8, 1, 5], vec![])),
        (values(&[1.0, 2.0, 4.0]), &(vec![3], vec![])),
        (icnr(2, dirac()), &conv),
    ] {
        let (mean, std) = resolve(init, shape, roles).unwrap().moments().unwrap();
        let elements = filled(init, shape, roles);
        assert!((mean - elements.mean().unwrap()).abs() < 1e-14, "{init}: {mean}");
        assert!((std - elements.std(0.0)).abs() < 1e-14, "{init}: {std}");
    }
    assert_eq!(resolve(eye(), &[0, 3], &[]).unwrap().moments(), None);
    let (mean, std) = resolve(sparse(0.75).std(2.0), &[8, 5], &[]).unwrap().moments().unwrap();
    assert_eq!((mean, std), (0.0, 1.0));
    let (_, std) = resolve(delta_orthogonal(), &[16, 4, 2], &[Out, In, Kernel]).unwrap().moments().unwrap();
    assert!((std - (1.0_f64 / 32.0).sqrt()).abs() < 1e-15);
    assert_eq!(resolve(clamped(ones(), 0.0, 0.5), &[2], &[]).unwrap().moments(), Some((0.5, 0.0)));
    assert_eq!(resolve(clamped(eye(), 0.0, 0.5), &[2, 2], &[]).unwrap().moments(), None);
}

#[test]
fn packed_blocks_are_an_identity_each() {
    let mut w = Array2::<f32>::zeros((2, 6));
    for init in [eye(), zero_init()] {
        init.fill_with_axes(&mut w, &[In.into(), Axis::packed(3, Out)], stream()).unwrap();
        assert_eq!(w, arr2(&[[1.0, 0.0, 1.0, 0.0, 1.0, 0.0], [0.0, 1.0, 0.0, 1.0, 0.0, 1.0]]), "{init}");
    }
    let mut w = Array3::<f32>::zeros((4, 2, 1));
    dirac().fill_with_axes(&mut w, &[Axis::packed(2, Out), In.into(), Kernel.into()], stream()).unwrap();
    assert_eq!(w.slice(s![.., .., 0]), arr2(&[[1.0, 0.0], [0.0, 1.0], [1.0, 0.0], [0.0, 1.0]]));
}

/// PyTorch's own test: a grouped convolution with `dirac` passes every group's inputs on.
#[test]
fn dirac_preserves_its_inputs() {
    for groups in [1, 3] {
        let w = filled(dirac().groups(groups), &[9, 3 / groups, 3], &[Out, In, Kernel]);
        let x = filled(normal(0.0, 1.0), &[3, 7], &[]);
        for o in 0..9 {
            let (group, within) = (o / (9 / groups), o % (9 / groups));
            for t in 0..5 {
                let mut y = 0.0;
                for i in 0..3 / groups {
                    y += (0..3).map(|k| w[[o, i, k]] * x[[group * (3 / groups) + i, t + k]]).sum::<f64>();
                }
                let expected = if within < 3 / groups { x[[group * (3 / groups) + within, t + 1]] } else { 0.0 };
                assert_eq!(y, expected, "{groups} {o} {t}");
            }
        }
    }
    let volume = filled(dirac(), &[2, 3, 3, 1, 2], &[Out, In, Kernel, Kernel, Kernel]);
    assert_eq!((volume[[1, 1, 1, 0, 1]], volume.sum()), (1.0, 2.0));
}

#[test]
fn centers_of_even_kernels() {
    let taps = |init: Init| filled(init, &[1, 1, 4], &[Out, In, Kernel]).mapv(f64::abs).into_raw_vec_and_offset().0;
    assert_eq!(taps(dirac()), [0.0, 0.0, 1.0, 0.0]);
    assert_eq!(taps(dirac().center(Lower)), [0.0, 1.0, 0.0, 0.0]);
    assert_eq!(taps(delta_orthogonal()), [0.0, 1.0, 0.0, 0.0]);
    assert_eq!(taps(delta_orthogonal().center(Upper)), [0.0, 0.0, 1.0, 0.0]);
    assert_eq!(taps(zero_init()), [0.0, 0.0, 1.0, 0.0]);
}

#[test]
fn delta_orthogonal_is_orthogonal_at_the_center() {
    let w = filled(delta_orthogonal().gain(Value(2.0)), &[3, 3, 5, 8], &[Kernel, Kernel, In, Out]);
    let w: Array4<f64> = w.into_dimensionality().unwrap();
    let center: Array2<f64> = w.slice(s![1, 1, .., ..]).to_owned();
    let difference = center.dot(&center.t()) - 4.0 * Array2::<f64>::eye(5);
    assert!(difference.iter().all(|x| x.abs() < 1e-12));
    assert_eq!(w.iter().filter(|&&x| x != 0.0).count(), 40);
    // It is the matrix that `orthogonal` gives alone.
    assert_eq!(center.into_dyn(), filled(orthogonal().gain(Value(2.0)), &[5, 8], &[In, Out]));
}

/// MXNet's filter is lopsided for 2, 3, 6, 7, ..
/// FCN's code: `weight[range(c), range(c)] = kernel`.
#[test]
fn a_diagonal_bilinear_joins_channels_of_one_number() {
    let one = filled(bilinear(), &[1, 1, 4, 4], &[Out, In, Kernel, Kernel]);
    for roles in [[Out, In, Kernel, Kernel], [In, Out, Kernel, Kernel]] {
        let w = filled(bilinear().diagonal(true), &[3, 3, 4, 4], &roles);
        for (index, &value) in w.indexed_iter() {
            let expected = if index[0] == index[1] { one[[0, 0, index[2], index[3]]] } else { 0.0 };
            assert_eq!(value, expected, "{index:?}");
        }
    }
    // Groups have diagonals of their own, and a depthwise kernel is one.
    let grouped = [Axis::packed(2, Out), In.into(), Kernel.into(), Kernel.into()];
    let resolved =
        bilinear().diagonal(true).resolve_for(&Target::bare(&[4, 2, 4, 4], Some(&grouped), DType::F64)).unwrap();
    let mut w = vec![0.0_f64; 128];
    resolved.fill(StreamId { seed: 1, number: 2 }, 0, &mut w).unwrap();
    for (at, values) in w.chunks(16).enumerate() {
        let joined = at / 2 % 2 == at % 2;
        assert!(values.iter().zip(&one).all(|(value, one)| *value == if joined { *one } else { 0.0 }), "{at}");
    }
    let moments = resolved.moments().unwrap();
    let mean = w.iter().sum::<f64>() / 128.0;
    let variance = w.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / 128.0;
    assert!((moments.0 - mean).abs() < 1e-14 && (moments.1 - variance.sqrt()).abs() < 1e-14, "{moments:?}");
    let depthwise = [Axis::packed(3, Out), In.into(), Kernel.into(), Kernel.into()];
    assert!(bilinear().diagonal(true).resolve_for(&Target::bare(&[3, 1, 4, 4], Some(&depthwise), DType::F32)).is_ok());
    let rectangular = text(resolve(bilinear().diagonal(true), &[4, 2, 4, 4], &[Out, In, Kernel, Kernel]));
    let expected = "the diagonal of `bilinear` needs as many outputs as inputs, but the parameter has 4 for 2\nhelp: ";
    assert!(rectangular.starts_with(expected), "{rectangular}");
}

#[test]
fn bilinear_is_symmetric_for_every_size() {
    for k in 1..20 {
        let w = filled(bilinear(), &[1, 1, k, k + 1], &[Out, In, Kernel, Kernel]);
        let mut turned = w.clone();
        turned.invert_axis(ndarray::Axis(2));
        turned.invert_axis(ndarray::Axis(3));
        assert!((&w - &turned).iter().all(|x| x.abs() < 1e-15), "{k}");
    }
    let row = |k: usize| filled(bilinear(), &[1, 1, 1, k], &[Out, In, Kernel, Kernel]).into_raw_vec_and_offset().0;
    assert_eq!(row(3), [0.5, 1.0, 0.5]);
    assert_eq!(row(2), [0.5, 0.5]);
    assert_eq!(row(4), [0.25, 0.75, 0.75, 0.25]);
    // Upsampling by f keeps a constant image: the taps that meet at one pixel sum to 1.
    for k in [2, 3, 4, 5, 6, 7, 8] {
        let (taps, factor) = (row(k), k.div_ceil(2));
        for phase in 0..factor {
            let sum: f64 = taps.iter().skip(phase).step_by(factor).sum();
            assert!((sum - 1.0).abs() < 1e-15, "{k} {phase}");
        }
    }
}

#[test]
fn zero_init_is_orthonormal_for_powers_of_two() {
    for (outputs, inputs) in [(8, 5), (8, 8), (16, 3), (4, 9)] {
        let w: Array2<f64> = filled(zero_init(), &[outputs, inputs], &[Out, In]).into_dimensionality().unwrap();
        let gram = if outputs >= inputs { w.t().dot(&w) } else { w.dot(&w.t()) };
        let difference = gram - Array2::<f64>::eye(outputs.min(inputs));
        assert!(difference.iter().all(|x| x.abs() < 1e-12), "{outputs} {inputs}");
    }
    let odd = filled(zero_init(), &[3, 2], &[Out, In]);
    assert_eq!(odd, arr2(&[[0.5, 0.5], [0.5, -0.5], [0.5, 0.5]]).into_dyn());
    // The axis with outputs decides, not the order of the axes.
    assert_eq!(filled(zero_init(), &[2, 3], &[In, Out]), odd.reversed_axes());
}

#[test]
fn icnr_upsamples_like_nearest_neighbors() {
    let (scale, channels, inputs) = (3, 2, 4);
    let shape = [channels * scale * scale, inputs, 1, 1];
    let inner = mixture([(0.5, kaiming_normal()), (0.5, uniform(1.0, 2.0))]);
    let w = filled(icnr(scale, inner), &shape, &[Out, In, Kernel, Kernel]);
    let x: Array1<f64> = filled(normal(0.0, 1.0), &[inputs], &[]).into_dimensionality().unwrap();
    // The pixel shuffle puts output c r^2 + r i + j to channel c, pixel (i, j).
    let mut image = Array3::<f64>::zeros((channels, scale, scale));
    for ((c, i, j), pixel) in image.indexed_iter_mut() {
        let output = c * scale * scale + scale * i + j;
        *pixel = (0..inputs).map(|input| w[[output, input, 0, 0]] * x[input]).sum();
    }
    for c in 0..channels {
        assert!(image.slice(s![c, .., ..]).iter().all(|&pixel| pixel == image[[c, 0, 0]]));
    }
    assert_ne!(image[[0, 0, 0]], image[[1, 0, 0]]);
    // The fans are those of one kernel.
    let wide = resolve(icnr(2, he_uniform()), &[400, 25], &[Out, In]).unwrap().moments().unwrap();
    assert!((wide.1 - (2.0_f64 / 25.0).sqrt()).abs() < 1e-12);
    let out = resolve(icnr(2, kaiming_normal().mode(FanOut)), &[400, 25], &[Out, In]).unwrap().moments().unwrap();
    assert!((out.1 - (2.0_f64 / 100.0).sqrt()).abs() < 1e-12);
    // A bias too.
    assert_eq!(filled(icnr(2, values(&[1.0, 2.0])), &[8], &[Out]), arr1(&[1., 1., 1., 1., 2., 2., 2., 2.]).into_dyn());
}

#[test]
fn clamped_values_stay_within() {
    let w = filled(clamped(normal(0.0, 1.0), -0.5, 1.0), &[1000], &[]);
    let x = filled(normal(0.0, 1.0), &[1000], &[]);
    assert_eq!(w, x.mapv(|x| x.clamp(-0.5, 1.0)));
    let positive = filled(clamped(normal(0.0, 1.0), 0.0, f64::INFINITY), &[1000], &[]);
    assert_eq!(positive, x.mapv(|x| x.max(0.0)));
    let nan = clamped(map(ones(), |_| f64::NAN), 0.0, 1.0);
    assert_eq!(text(nan.fill(&mut Array1::<f32>::zeros(2), &[], stream())), "the value at index 0 is not a number");
    let infinite = clamped(map(ones(), |x| x / 0.0), 0.0, 1.0);
    assert_eq!(filled(infinite, &[2], &[]), arr1(&[1.0, 1.0]).into_dyn());
}

#[test]
fn siren_is_uniform_within_its_bounds() {
    use crate::sample::Sampler;
    for (init, bound) in [
        (siren(), (6.0_f64 / 64.0).sqrt() / 30.0),
        (siren().omega(2.0), (6.0_f64 / 64.0).sqrt() / 2.0),
        (siren().first(true), 1.0 / 64.0),
    ] {
        match resolve(init, &[32, 64], &[Out, In]).unwrap().sampler() {
            Some(Sampler::Uniform { low, high }) => assert!((high - bound).abs() < 1e-16 && *low == -high, "{init}"),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(resolve(siren(), &[3, 0], &[Out, In]).unwrap().moments(), Some((0.0, 0.0)));
}

#[test]
fn empty_parameters() {
    for shape in [[0, 3, 2, 2], [4, 0, 2, 2], [4, 3, 0, 2]] {
        for init in [dirac(), dirac().groups(2), bilinear(), zero_init(), icnr(2, orthogonal()), icnr(2, dirac())] {
            assert_eq!(filled(init, &shape, &[Out, In, Kernel, Kernel]).len(), 0, "{init}");
        }
    }
    filled(delta_orthogonal(), &[4, 3, 0], &[Out, In, Kernel]);
    for init in [sparse(0.5), sparse(0.5).axis(1), eye()] {
        filled(init, &[0, 3], &[]);
        filled(init, &[3, 0], &[]);
    }
    filled(lstm_bias(), &[0], &[]);
    filled(stft(), &[0, 1, 5], &[]);
    filled(stft(), &[1, 1, 1], &[]);
    filled(values(&[]), &[0, 3], &[]);
}
