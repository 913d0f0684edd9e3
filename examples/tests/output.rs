//! What the programs print, word for word. `BLESS=1 cargo test -p paraminit-examples --test output` writes it down.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

/// Runs a program, and compares what it prints with `output/<name>.txt`.
fn prints_what_is_written_down(name: &str, program: &str, arguments: &[&str], same: impl Fn(&str, &str) -> bool) {
    let mut command = Command::new(program);
    let out = command.args(arguments).env_remove("PARAMINIT_SIMD").env("NO_COLOR", "1").output().unwrap();
    let complaints = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success(), "{name} ended with {}:\n{complaints}", out.status);
    assert_eq!(complaints, "", "{name} complained");
    let printed = String::from_utf8(out.stdout).unwrap();
    // Lines are compared without the spaces at their ends, which editors remove.
    let printed: String = printed.lines().flat_map(|line| [line.trim_end(), "\n"]).collect();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/output").join(name).with_extension("txt");
    if env::var_os("BLESS").is_some() {
        fs::write(&file, &printed).unwrap();
    }
    let written = fs::read_to_string(&file).unwrap_or_default();
    if !same(&printed, &written) {
        assert_eq!(printed, written, "{name} prints something else than {}", file.display());
    }
}

/// Whether two texts have the same words, where numbers may differ in their last digits: sums of products depend on the
/// processor's instructions.
fn nearly(printed: &str, written: &str) -> bool {
    let number = |word: &str| word.parse::<f64>().ok();
    let close = |(a, b): (&str, &str)| match (number(a), number(b)) {
        (Some(a), Some(b)) => (a - b).abs() < 0.002,
        _ => a == b,
    };
    let (printed, written) = (printed.split_whitespace(), written.split_whitespace());
    printed.clone().count() == written.clone().count() && printed.zip(written).all(close)
}

macro_rules! programs {
    ($($name:ident),*) => { $(
        #[test]
        fn $name() {
            let program = env!(concat!("CARGO_BIN_EXE_", stringify!($name)));
            prints_what_is_written_down(stringify!($name), program, &[], |printed, written| printed == written);
        }
    )* };
}

programs!(tour, catalogue, config, custom, gpt2, load_and_reinit, lora, moe);

#[test]
fn depth() {
    let arguments = ["--depth", "12", "--width", "64", "--seeds", "64"];
    prints_what_is_written_down("depth", env!("CARGO_BIN_EXE_depth"), &arguments, nearly);
}

#[test]
fn only_numbers_may_be_near() {
    assert!(nearly("mean 0.5001\n", "mean 0.5000"));
    assert!(!nearly("mean 0.51", "mean 0.50") && !nearly("mean 0.5", "means 0.5") && !nearly("mean", "mean 0.5"));
}

/// What it prints is time and memory, which differ; a small one runs.
#[test]
fn big() {
    let out = Command::new(env!("CARGO_BIN_EXE_big")).args(["--millions", "1"]).output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    assert!(String::from_utf8_lossy(&out.stdout).starts_with("1 blocks of width 288, "));
}
