//! The fuzz targets on a few thousand inputs, the same ones every time.

use paraminit_fuzzed::{TARGETS, short};

fn run(name: &str, count: usize) {
    let (_, function) = TARGETS.into_iter().find(|(target, _)| *target == name).expect("a target of that name");
    short::run(function, &short::seeds(name), count);
}

#[test]
fn texts_of_initializers() {
    run("initializer", 20_000);
}

#[test]
fn lock_files() {
    run("lock_file", 2_000);
}

#[test]
fn safetensors_files() {
    run("safetensors", 2_000);
}

#[test]
fn input_of_the_macros() {
    run("macros", 2_000);
}
