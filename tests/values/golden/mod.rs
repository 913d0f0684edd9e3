//! Every initializer against what `PyTorch`, JAX and Flax, Keras and `MXNet` really produce.
//!
//! `data/` holds one row for every call in those systems: its arguments, the shape and the statistics of one real
//! sample. Each system's file builds the same initializer here, and `compare` judges a sample of ours against theirs
//! and both against the law that the system documents.

mod compare;
mod dense;
mod jax;
mod keras;
mod law;
mod layers;
mod mxnet;
mod orthogonal;
mod pytorch;
mod row;
mod sensitivity;
mod sparse;
mod stats;

#[test]
fn jax() {
    jax::JAX.run();
}

#[test]
fn keras() {
    keras::KERAS.run();
}

#[test]
fn mxnet() {
    mxnet::MXNET.run();
}

#[test]
fn pytorch() {
    pytorch::PYTORCH.run();
}
