//! Short memory: what a run takes besides the model it asks for before it writes, and a refusal is an error, not the end of
//! the process.
//!
//! A program of its own, with one test: the limit holds for all threads.

use std::alloc::System;

use cap::Cap;
use half::f16;
use ndarray::{Array, Array2, Dimension, Ix2, ShapeBuilder};
use paraminit::init::Gain;
use paraminit::model::Scalar;
use paraminit::prelude::*;
use paraminit::{FailureKind, InitErrorKind};

#[global_allocator]
static MEMORY: Cap<System> = Cap::new(System, usize::MAX);

const MIB: usize = 1 << 20;

/// What `work` gives with so many MiB more than are in use.
fn within<R>(more: usize, work: impl FnOnce() -> R) -> R {
    MEMORY.set_limit(MEMORY.allocated() + more * MIB).expect("more than is in use");
    let result = work();
    MEMORY.set_limit(usize::MAX).expect("no limit");
    result
}

#[derive(Clone, Debug, PartialEq, Initialize)]
#[init(dims(rows, columns), ** => zeros)]
struct Net {
    #[init(shape = [rows, columns], axes = [out, in])]
    first: Array2<f32>,
    #[init(shape = [columns, rows], axes = [out, in])]
    second: Array2<f32>,
    #[init(shape = [rows, columns], axes = [4 * out, in])]
    third: Array2<f16>,
    #[init(shape = [rows, columns], axes = [out, in])]
    fourth: Array2<f64>,
}

const DIMS: NetDims = NetDims { rows: 32, columns: 1 << 14 };

fn column_major<T: Scalar>(values: &Array2<T>) -> Array2<T> {
    let mut other = Array::zeros(values.raw_dim().f());
    other.assign(values);
    other
}

/// True if memory is short for what filling takes besides the parameters or, in a new model, for these.
fn is_short(error: &InitError, new: bool) -> bool {
    let short = |cause: &FailureKind| match cause {
        FailureKind::Initializer(InitErrorKind::Scratch { bytes, .. }) => *bytes > MIB,
        FailureKind::Initializer(InitErrorKind::Memory { bytes }) => new && *bytes > MIB,
        _ => false,
    };
    error.failures().iter().all(|failure| short(&failure.cause))
}

/// The least and the most memory, in MiB, with which `work` succeeds and fails. After a failure `unchanged` holds.
fn limits<T: Clone + PartialEq>(
    name: &str,
    before: &T,
    expected: &T,
    mut work: impl FnMut(&mut T) -> Result<(), Box<dyn std::error::Error>>,
) {
    let mut outcomes = Vec::new();
    for more in (9..57).step_by(6) {
        let mut values = before.clone();
        let result = within(more, || work(&mut values));
        match &result {
            Ok(()) => assert!(values == *expected, "{name}: {more} MiB"),
            Err(error) => {
                let text = error.to_string();
                let takes = ["` takes ", "the new values wait in "].iter().any(|part| text.contains(part));
                let besides = " bytes besides the parameter, which do not fit in memory";
                assert!(takes && text.contains(besides), "{name}: {error}");
                assert!(values == *before, "{name}: half written, {more} MiB");
            }
        }
        outcomes.push(result.is_ok());
    }
    assert_eq!((outcomes.first(), outcomes.last()), (Some(&false), Some(&true)), "{name}: {outcomes:?}");
}

fn model(name: &str, rules: &Rules<'_, Net>, layout: fn(Net) -> Net) {
    let before = layout(init! { <Net> ** => ones }.build_with(DIMS, 1).expect("no limit"));
    let mut expected = before.clone();
    rules.apply(&mut expected, 2).expect("no limit");
    limits(name, &before, &expected, |net| {
        rules.apply(net, 2).map_err(|error| {
            assert!(is_short(&error, false), "{error}");
            error.into()
        })
    });
    // A new model is an error, too.
    assert!(within(9, || rules.build_with(DIMS, 2)).is_err_and(|error| is_short(&error, true)));
}

fn array<T: Scalar, D: Dimension>(name: &str, init: Init, before: &Array<T, D>) {
    let fill = |values: &mut Array<T, D>| init.fill(values, &[Out, In], StreamId::new(1, "weight"));
    let mut expected = before.clone();
    fill(&mut expected).expect("no limit");
    limits(name, before, &expected, |values| Ok(fill(values)?));
}

#[test]
fn a_refusal_of_memory_is_an_error_and_nothing_is_written() {
    let transposed: fn(Net) -> Net = |net| Net {
        first: column_major(&net.first),
        second: column_major(&net.second),
        third: column_major(&net.third),
        fourth: column_major(&net.fourth),
    };
    let orthogonal = init! { <Net> ** => orthogonal };
    model("orthogonal", &orthogonal, |net| net);
    model("orthogonal, column-major", &orthogonal, transposed);
    let sparse = init! { <Net> ** => sparse(0.5) };
    model("sparse, column-major", &sparse, transposed);
    let mixed = init! { <Net>
        first => icnr(2, orthogonal),
        second => mixture { 0.5 => orthogonal, 0.5 => normal(0.0, 1.0) },
        third => gates([orthogonal, sparse(0.1), zeros, normal(0.0, 1.0)]),
        fourth => scaled(orthogonal, 2.0),
    };
    model("combinations", &mixed, |net| net);
    model("combinations, column-major", &mixed, transposed);

    let plain = Array::<f32, Ix2>::ones((32, 1 << 15));
    array("an array of f32, wide", init::orthogonal(), &plain);
    array("an array of f32, column-major", init::orthogonal(), &column_major(&plain));
    array("sparse lines, column-major", init::sparse(0.5).axis(1), &column_major(&plain));
    let half = Array::<f16, Ix2>::ones((1 << 16, 32));
    array("an array of f16", init::orthogonal(), &half);
    array("an array of f16, column-major", init::orthogonal(), &column_major(&half));

    // What is short, and for what.
    let mut wide = plain.clone();
    let error =
        within(9, || init::orthogonal().gain(Gain::Value(2.0)).fill(&mut wide, &[Out, In], StreamId::new(1, "weight")));
    let text = "`orthogonal(gain = Value(2))` takes 8388608 bytes besides the parameter, which do not fit in memory";
    assert_eq!(error.expect_err("it takes twice the parameter").to_string(), text);
    let other = plain.clone();
    let error = within(3, || paraminit::io::load(&mut wide, init::from(&other))).expect_err("the values wait");
    assert!(error.to_string().contains(": the new values wait in 4194304 bytes besides the parameter, "), "{error}");
}
