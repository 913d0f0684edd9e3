//! What PyTorch, JAX, Flax, Keras, TensorFlow and MXNet test of their initialization modules, asked of this one; and
//! what was found wrong there, or in other Rust libraries, done right.
//!
//! `core/docs/behaviors.md` is the table of all of them; `page` checks it against the tests.

mod allennlp;
mod bugs {
    mod fans;
    mod forms;
    mod orthogonal;
    mod rules;
    mod streams;
    mod truncated;
    mod zero_size;
}
mod flax;
mod jax;
mod keras;
mod mxnet;
mod page;
mod pytorch {
    mod fans;
    mod fixed;
    mod matrices;
    mod plain;
    mod truncated;
}
mod sample;
mod tensorflow;
mod variants;
