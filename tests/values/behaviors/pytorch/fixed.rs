//! The identity, among matrices and among convolutions.

use ndarray::{ArrayD, Axis, IxDyn, Slice};
use paraminit::axes::Role;
use paraminit::init::{dirac, eye, uniform};
use paraminit::prelude::*;
use rand::RngExt;

use crate::values::behaviors::sample::{fill, refusal};

#[test]
fn eye_is_the_identity_of_any_rectangle() {
    for rows in 1..=5 {
        for columns in 1..=5 {
            let filled = fill::<f32>(eye(), &[rows, columns], &[]);
            let right = |(at, &x): (IxDyn, &f32)| x == if at[0] == at[1] { 1.0 } else { 0.0 };
            assert!(filled.indexed_iter().all(right), "{rows} x {columns}");
        }
    }
}

#[test]
fn eye_refuses_all_but_matrices() {
    for shape in [&[3][..], &[2, 2, 2]] {
        assert!(refusal(eye(), shape, &[]).starts_with("`eye` needs rank 2"));
    }
}

/// `[out, in, kernel, ..]`.
fn convolution(rank: usize) -> Vec<Role> {
    let mut roles = vec![Kernel; rank];
    (roles[0], roles[1]) = (Out, In);
    roles
}

/// One tap for each output of a group that has an input.
#[test]
fn dirac_has_as_many_ones_as_channels_it_hands_on() {
    let mut arguments = Stream::new(123, "dirac");
    for rank in 3..=5 {
        for groups in 1..=3 {
            let mut shape: Vec<usize> = (0..rank).map(|_| arguments.random_range(1..=5)).collect();
            shape[0] *= groups;
            shape[1] = arguments.random_range(1..=5 * groups);
            let filled = fill::<f32>(dirac().groups(groups), &shape, &convolution(rank));
            let expected = (shape[0] / groups).min(shape[1]) * groups;
            assert_eq!(filled.iter().filter(|&&x| x != 0.0).count(), expected, "{shape:?} {groups}");
            assert!(filled.iter().all(|&x| x == 0.0 || x == 1.0));
        }
    }
}

#[test]
fn dirac_refuses_what_is_no_convolution() {
    for rank in [1, 2, 6] {
        let roles = if rank == 1 { vec![Out] } else { convolution(rank) };
        assert!(refusal(dirac(), &vec![2; rank], &roles).starts_with("`dirac` needs rank 3 to 5"), "{rank}");
    }
}

#[test]
fn dirac_refuses_groups_that_do_not_divide_its_outputs() {
    let refused = refusal(dirac().groups(3), &[4, 2, 3], &convolution(3));
    assert!(refused.starts_with("`dirac` needs a multiple of 3 outputs"), "{refused}");
}

/// A convolution without padding, of `[batch, in, size..]` by `[out, in, kernel..]`.
fn convolve(input: &ArrayD<f64>, weight: &ArrayD<f64>) -> ArrayD<f64> {
    let mut shape = input.shape().to_vec();
    shape[1] = weight.shape()[0];
    for (size, kernel) in shape.iter_mut().zip(weight.shape()).skip(2) {
        *size -= kernel - 1;
    }
    let sizes = shape[2..].to_vec();
    let mut output = ArrayD::zeros(shape);
    for (at, &w) in weight.indexed_iter() {
        let window = input.slice_each_axis(|axis| {
            let i = axis.axis.index();
            if i < 2 { Slice::from(..) } else { Slice::from(at[i]..at[i] + sizes[i - 2]) }
        });
        let mut channel = output.index_axis_mut(Axis(1), at[0]);
        channel.scaled_add(w, &window.index_axis(Axis(1), at[1]));
    }
    output
}

#[test]
fn a_dirac_convolution_hands_its_input_on() {
    const BATCH: usize = 8;
    const IN: usize = 3;
    const OUT: usize = 9;
    for spatial in 1..=3 {
        for groups in [1, 3] {
            let shape = |first, second, rest| [vec![first, second], vec![rest; spatial]].concat();
            let input = fill::<f64>(uniform(-1.0, 1.0), &shape(BATCH, IN, 5), &[]);
            let weight = fill::<f64>(dirac().groups(groups), &shape(OUT, IN, 3), &convolution(spatial + 2));
            let output = convolve(&input, &weight);
            let cropped = input.slice_each_axis(|axis| Slice::from(if axis.axis.index() < 2 { 0.. } else { 1.. }));
            let of_group = OUT / groups;
            for (at, &value) in output.indexed_iter() {
                let mut from = at.clone();
                from[1] %= of_group;
                let expected = if from[1] < IN { cropped[from] } else { 0.0 };
                assert_eq!(value, expected, "{spatial} {groups} {at:?}");
            }
        }
    }
}
