//! The fuzz targets on a few thousand inputs, the same ones every time.

use std::path::Path;
use std::{env, fs};

use paraminit_fuzzed::{TARGETS, short, valid};

fn run(name: &str, count: usize) {
    let (_, function) = TARGETS.into_iter().find(|(target, _)| *target == name).expect("a target of that name");
    short::run(function, &short::seeds(name), count);
}

/// `BLESS=1` writes them.
#[test]
fn the_seeds_hold_valid_files() {
    for (name, data) in valid() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(name);
        if env::var_os("BLESS").is_some() {
            fs::write(&path, &data).expect("the seed can be written");
        }
        let seed = fs::read(&path).unwrap_or_default();
        assert!(seed == data, "{} is stale; run with BLESS=1", path.display());
    }
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
