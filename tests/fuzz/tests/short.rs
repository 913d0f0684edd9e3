//! The fuzz targets on a few thousand inputs, the same ones every time.

use std::path::Path;
use std::{env, fs};

use paraminit_fuzzed::{TARGETS, short, valid};

fn run(name: &str, words: &[&str], count: usize) {
    let (_, function) = TARGETS.into_iter().find(|(target, _)| *target == name).expect("a target of that name");
    // As long as one likes: `PARAMINIT_FUZZ_INPUTS=1000000 cargo test -p paraminit-fuzzed headers`.
    let count = env::var("PARAMINIT_FUZZ_INPUTS").map_or(count, |count| count.parse().expect("a number"));
    short::run(function, &short::seeds(name), words, count);
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
    run("initializer", &[], 20_000);
}

/// Pieces of rules, right and wrong.
const PIECES: [&str; 24] = [
    "**.bias",
    "*",
    "<Dense>",
    "[last]",
    "[..last]",
    "[2..=5]",
    "[\"a\\u{e9}\"]",
    ".0.1",
    " => ",
    " ?=> ",
    " | ",
    ",",
    "\n",
    "// c\n",
    "/* \n */",
    "zeros",
    "normal(0, 1)",
    "mixture { 1 => zeros, 2 => ones }",
    "default",
    "keep",
    "|a, b| c",
    "load(\"a\")",
    "\u{1b}",
    "é",
];

#[test]
fn texts_of_rules() {
    run("rules", &PIECES, 20_000);
}

#[test]
fn lock_files() {
    run("lock_file", &[], 2_000);
}

#[test]
fn safetensors_files() {
    run("safetensors", &[], 2_000);
}

/// What may stand in a header, and what may not.
const WORDS: [&str; 40] = [
    "null",
    "true",
    "0",
    "1",
    "2",
    "3",
    "4",
    "8",
    "16",
    "-1",
    "-0",
    "1.0",
    "1e1",
    "1e999",
    "18446744073709551615",
    "18446744073709551616",
    "2305843009213693952",
    "\"\"",
    "\"a\"",
    "\"b\"",
    "\"F32\"",
    "\"F64\"",
    "\"F16\"",
    "\"F4\"",
    "\"F6_E2M3\"",
    "\"F8_E8M0\"",
    "\"C64\"",
    "\"F99\"",
    "\"dtype\"",
    "\"shape\"",
    "\"data_offsets\"",
    "\"__metadata__\"",
    "\"\\ud800\"",
    "\"\\u0061\"",
    "[]",
    "{}",
    "[0,0]",
    "[0,8]",
    "\"x\":[[[[{}]]]]",
    "\"\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}",
];

/// fastsafetensors 96, and whatever else the safetensors crate reads or refuses.
#[test]
fn headers() {
    run("header", &WORDS, 1_500);
}

/// What may stand in an index, and what may not.
const PLACES: [&str; 24] = [
    "null",
    "1",
    "-0",
    "1e999",
    "\"\"",
    "\".\"",
    "\"..\"",
    "\"0.bias\"",
    "\"0.weight\"",
    "\"1.bias\"",
    "\"1.weight\"",
    "\"a.safetensors\"",
    "\"a.safetensors/\"",
    "\"b.safetensors\"",
    "\"below/both.safetensors\"",
    "\"below/./both.safetensors\"",
    "\"below/../a.safetensors\"",
    "\"\\ud800\"",
    "\"\\u0000\"",
    "\"weight_map\"",
    "\"metadata\"",
    "[]",
    "{}",
    "{\"0.bias\":\"a.safetensors\"}",
];

#[test]
fn indexes() {
    run("index", &PLACES, 600);
}

#[test]
fn input_of_the_macros() {
    run("macros", &[], 2_000);
}
