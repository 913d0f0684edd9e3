//! The macros name nothing that a user's scope could change, and leave nothing behind in it.

#![no_implicit_prelude]
#![deny(missing_docs, unsafe_code, warnings, clippy::pedantic, clippy::nursery)]
#![allow(clippy::float_cmp, reason = "the tests compare exact values")]

mod shadowed;
mod shapes;
mod strict;

use ::core::assert_eq;
use ::core::result::Result::Ok;
use ::paraminit::layers::Dense;
use ::paraminit::{InitError, ModelExt as _};

/// Without the prelude, the methods of models are all that is in scope.
#[derive(::paraminit::Initialize)]
#[init(dims(width))]
struct Bare {
    dense: Dense<2, 2>,
    #[init(shape = [width], ones)]
    gain: ::ndarray::Array1<f32>,
    #[init(len = width, ** => zeros)]
    list: ::std::vec::Vec<::core::option::Option<Dense<1, 1>>>,
    #[init(skip)]
    step: usize,
}

#[test]
fn without_a_prelude() -> ::core::result::Result<(), InitError> {
    let std = 1.0;
    let rules = ::paraminit::init! { <Bare>
        dense.weight => normal(0.0, 1.0),
        dense.bias   => { ::paraminit::init::normal(0.0, std) },
        gain         => |p| ::paraminit::init::constant(if p.rank() == 1 { 2.0 } else { 3.0 }),
        **           => default,
    };
    let net = rules.build_with(BareDims { width: 2 }, 42)?;
    assert_eq!((net.gain[1], net.list.len(), net.step), (2.0, 2, 0));
    assert_eq!(net.dense.weight().len(), 4);
    Ok(())
}

/// A crate that knows the library by another name, with rules and models of its own.
#[test]
fn a_renamed_dependency_in_another_crate() -> ::core::result::Result<(), InitError> {
    use ::paraminit_renamed::{Encoder, RULES, Scale, ScaleDims};
    assert_eq!(RULES.build(1)?.largest(), 3.0);
    let ours = ::paraminit::init! { <Encoder> hidden.dense.* => constant(4.0) };
    assert_eq!(ours.build(1)?.largest(), 4.0);
    assert_eq!(Scale::init_with(ScaleDims { width: 3 }, 1)?.gain.len(), 3);
    Ok(())
}
