//! Models of every kind: what can be derived, built, visited and named.

mod axes;
mod boxes;
mod buffers;
mod config;
mod derive;
mod derived;
mod enums;
mod fixed;
mod half;
mod hygiene;
mod layers;
mod lent;
mod maps;
mod parts;
mod remote;
mod rows;
mod threads;

use paraminit::View;
use paraminit::prelude::*;

/// Every parameter with its values.
fn values<M: Initialize>(model: &M) -> Vec<(String, Vec<f32>)> {
    let values = model.named_parameters().into_iter().map(|(path, view)| match view {
        View::F32(values) => (path.to_string(), values.iter().copied().collect()),
        other => panic!("{path} is of {:?}", other.dtype()),
    });
    values.collect()
}

fn paths<M: Initialize>(model: &M) -> Vec<String> {
    model.named_parameters().iter().map(|(path, _)| path.to_string()).collect()
}
