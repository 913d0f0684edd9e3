//! Fixed forms: interpolation that is lopsided, kernels in the wrong order, centers of even kernels.

use ndarray::{Array4, ArrayD};
use paraminit::init::{Center::Lower, Center::Upper, bilinear, delta_orthogonal, dirac, icnr, normal};
use paraminit::prelude::*;

use crate::values::behaviors::sample::fill;

/// MXNet's is not for 2, 3, 6, 7, 10 and 11 taps. One copy of the image comes out of `factor` shifted ones, so that the
/// taps that meet at one pixel sum to 1.
#[test]
fn bilinear_is_symmetric_for_every_kernel_size() {
    for taps in 1..=12 {
        let filled: ArrayD<f64> = fill(bilinear(), &[1, 1, taps, taps], &[Out, In, Kernel, Kernel]);
        let line: Vec<f64> = (0..taps).map(|x| (0..taps).map(|y| filled[[0, 0, x, y]]).sum()).collect();
        for x in 0..taps {
            for y in 0..taps {
                let here = filled[[0, 0, x, y]];
                assert_eq!(here, filled[[0, 0, y, x]], "{taps} taps, {x} {y}");
                assert!((here - filled[[0, 0, taps - 1 - x, y]]).abs() < 1e-15, "{taps} taps, {x} {y}");
                assert!(here > 0.0);
            }
        }
        let factor = taps.div_ceil(2);
        for phase in 0..factor {
            let meeting: f64 = line.iter().skip(phase).step_by(factor).sum();
            let all: f64 = line.iter().sum();
            #[expect(clippy::cast_precision_loss, reason = "at most 6")]
            let share = all / factor as f64;
            assert!((meeting - share).abs() < 1e-12, "{taps} taps, phase {phase}: {meeting} of {share}");
        }
    }
}

/// Output channel `c r^2 + i r + j` goes to pixel (i, j) of channel c. Some copies of the recipe repeat the kernels in
/// the other order.
#[test]
fn icnr_gives_equal_pixels_after_the_shuffle() {
    const R: usize = 2;
    let filled: ArrayD<f32> = fill(icnr(R, normal(0.0, 1.0)), &[12, 5, 3, 3], &[Out, In, Kernel, Kernel]);
    let filled: Array4<f32> = filled.into_dimensionality().expect("rank 4");
    let kernel = |out: usize| filled.index_axis(ndarray::Axis(0), out);
    for channel in 0..3 {
        for pixel in 1..R * R {
            assert_eq!(kernel(channel * R * R), kernel(channel * R * R + pixel));
        }
    }
    assert_ne!(kernel(0), kernel(R * R));
}

/// PyTorch's `dirac_` has its tap at k / 2, JAX's `delta_orthogonal` at (k - 1) / 2. Both have both here.
#[test]
fn even_kernels_have_either_center() {
    let roles = [Out, In, Kernel];
    for (init, tap) in [
        (dirac(), 2),
        (dirac().center(Upper), 2),
        (dirac().center(Lower), 1),
        (delta_orthogonal(), 1),
        (delta_orthogonal().center(Lower), 1),
        (delta_orthogonal().center(Upper), 2),
    ] {
        let filled: ArrayD<f64> = fill(init, &[1, 1, 4], &roles);
        for x in 0..4 {
            assert_eq!(filled[[0, 0, x]].abs(), if x == tap { 1.0 } else { 0.0 }, "{init}, tap {x}");
        }
    }
}
