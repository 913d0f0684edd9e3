//! Random bits: seeds that are ignored, layers that start equal, values that depend on what else was drawn.

use std::collections::HashSet;

use ndarray::{Array1, Array2};
use paraminit::init::{Init, glorot_uniform, normal, sparse, trunc_normal, uniform};
use paraminit::prelude::*;

fn draw(init: Init, seed: u64, path: &str, len: usize) -> Array1<f32> {
    let mut values = Array1::zeros(len);
    init.fill(&mut values, &[], StreamId::new(seed, path)).expect("any shape");
    values
}

/// candle cannot be seeded on a CPU, and has one fixed seed elsewhere; dfdx starts from 0.
#[test]
fn a_seed_decides_and_every_seed_is_another() {
    let first = |seed| draw(normal(0.0, 1.0), seed, "w", 4).to_vec().into_iter().map(f32::to_bits).collect::<Vec<_>>();
    let samples: HashSet<Vec<u32>> = (0..1000).chain(u64::MAX - 1000..=u64::MAX).map(first).collect();
    assert_eq!(samples.len(), 2001);
    assert_eq!(first(7), first(7));
}

/// A tenth of a copied layer is not another layer: PyTorch's `TransformerEncoder` deep-copies the first one, FSDP gave
/// every rank the same numbers, Keras repeats a reused initializer.
#[test]
fn no_two_layers_start_equal() {
    #[derive(Initialize)]
    struct Net {
        #[init(len = 6)]
        blocks: Vec<Dense<8, 8>>,
        heads: [Dense<8, 8>; 3],
        first: Dense<8, 8>,
    }
    const SHARED: Init = glorot_uniform();
    let net = init! { <Net> **.weight => SHARED, **.bias => uniform(-1.0, 1.0) }.build(42).expect("sized");
    let layers: Vec<_> = net.blocks.iter().chain(&net.heads).chain([&net.first]).collect();
    for (i, one) in layers.iter().enumerate() {
        for other in &layers[..i] {
            assert_ne!(one.weight(), other.weight());
            assert_ne!(one.bias(), other.bias());
        }
    }
}

/// `torch.randn` takes another path from 16 elements on.
#[test]
fn the_first_elements_do_not_depend_on_how_many_follow() {
    for init in [normal(0.0, 1.0), uniform(-1.0, 1.0), trunc_normal(1.0)] {
        let long = draw(init, 42, "w", 5000);
        for len in [1, 2, 15, 16, 17, 255, 256, 257, 4096] {
            assert_eq!(draw(init, 42, "w", len), long.slice(ndarray::s![..len]), "{init} {len}");
        }
    }
}

/// On a GPU, candle's middle element was always 0, as the generator took the address of its seed for the seed.
#[test]
fn no_element_is_the_same_for_every_seed() {
    for len in [2, 16, 256, 1000] {
        let samples: Vec<Array1<f32>> = (0..8).map(|seed| draw(normal(0.0, 1.0), seed, "w", len)).collect();
        for at in 0..len {
            let distinct: HashSet<u32> = samples.iter().map(|sample| sample[at].to_bits()).collect();
            assert_eq!(distinct.len(), samples.len(), "element {at} of {len}");
        }
    }
}

/// PyTorch takes the places of the zeros from its global generator, whichever it is given.
#[test]
fn zeros_of_a_sparse_matrix_follow_the_seed() {
    let places = |seed| {
        let mut values = Array2::<f32>::zeros((50, 40));
        sparse(0.3).fill(&mut values, &[], StreamId::new(seed, "w")).expect("a matrix");
        values.mapv(|x| x == 0.0)
    };
    assert_eq!(places(42), places(42));
    assert_ne!(places(42), places(43));
}

/// `ceil(sparsity n)` of every line of `n`, for every share and both axes.
#[test]
#[expect(clippy::cast_precision_loss, reason = "lengths are small")]
fn a_sparse_matrix_has_the_share_of_zeros_rounded_up_in_every_line() {
    for n in [1_usize, 2, 3, 7, 10, 33] {
        for sparsity in [0.0, 0.01, 0.1, 0.25, 1.0 / 3.0, 0.5, 0.9, 0.99, 1.0] {
            let expected = (sparsity * n as f64).ceil();
            for axis in [0, 1] {
                let mut values = Array2::<f64>::zeros(if axis == 0 { (n, 5) } else { (5, n) });
                sparse(sparsity).axis(axis).fill(&mut values, &[], StreamId::new(42, "w")).expect("a matrix");
                for line in values.lanes(ndarray::Axis(axis)) {
                    assert_eq!(
                        line.iter().filter(|&&x| x == 0.0).count() as f64,
                        expected,
                        "{sparsity} of {n}, axis {axis}"
                    );
                }
            }
        }
    }
}

/// In burn, a clone of an uninitialized parameter and a printed one drew other numbers.
#[test]
fn looking_at_a_model_and_copying_it_changes_nothing() {
    let rules = init! { <(Dense<8, 8>, Dense<8, 8>)> **.weight => orthogonal, **.bias => normal(0.0, 1.0) };
    let expected = rules.build(42).expect("static");
    let mut looked_at = rules.build(1).expect("static");
    let mut copy = looked_at.clone();
    let _ = (rules.plan(&looked_at).to_string(), format!("{looked_at:?}"));
    for model in [&mut looked_at, &mut copy] {
        rules.apply(model, 42).expect("the rules suit");
        assert_eq!(model, &expected);
    }
}
