//! `flax.linen.initializers`, and its random numbers by path.

use paraminit::init::{ones, zeros};
use paraminit::prelude::*;

use crate::values::behaviors::sample::fill;

#[test]
fn zeros_and_ones_in_both_orientations() {
    for shape in [[2, 3], [3, 2]] {
        assert!(fill::<f32>(zeros(), &shape, &[]).iter().all(|&x| x == 0.0));
        assert!(fill::<f32>(ones(), &shape, &[]).iter().all(|&x| x == 1.0));
    }
}

#[test]
fn zeros_and_ones_as_the_kernel_of_a_dense_layer() {
    let zero = init! { <Dense<2, 5>> weight => zeros, ** => default }.build(42).expect("static");
    let one = init! { <Dense<2, 5>> weight => ones, ** => default }.build(42).expect("static");
    assert!(zero.weight().iter().all(|&x| x == 0.0) && one.weight().iter().all(|&x| x == 1.0));
    // The bias is another rule's.
    assert_eq!(zero.bias(), one.bias());
    assert!(zero.bias().iter().all(|&x| x != 0.0));
}

#[derive(Initialize)]
struct Without {
    first: Dense<4, 4>,
    second: Dense<4, 4>,
}

#[derive(Initialize)]
struct With {
    first: Dense<4, 4>,
    activation: Relu,
    second: Dense<4, 4>,
}

#[test]
fn a_part_without_parameters_leaves_the_others_alone() {
    let (without, with) = (Without::init(42).expect("static"), With::init(42).expect("static"));
    assert_eq!((without.first, without.second), (with.first, with.second));
    let Relu = with.activation;
}

/// Flax joins the names on a path without a separator, unless told otherwise.
#[test]
fn names_do_not_run_together_on_a_path() {
    for (one, other) in [("ab.c", "a.bc"), ("a.b", "ab"), ("layers.1", "layers1"), ("a.1.1", "a.11")] {
        assert_ne!(StreamId::new(42, one), StreamId::new(42, other), "{one} {other}");
    }
}
