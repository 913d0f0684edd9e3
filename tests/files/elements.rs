//! Types of elements that no parameter has, and values that are not finite.

use std::fs;
use std::path::PathBuf;

use half::{bf16, f16};
use ndarray::{Array1, Array2, arr1};
use paraminit::io::{self, Pretrained, SaveError};
use paraminit::prelude::*;
use tempfile::TempDir;

use super::{faults, file_of, place, raw};

/// A file of one tensor, `values`.
fn of(dtype: &str, shape: &[usize], bytes: &[u8]) -> (TempDir, PathBuf) {
    let (folder, path) = place();
    let header =
        format!(r#"{{"values": {{"dtype": "{dtype}", "shape": {shape:?}, "data_offsets": [0, {}]}}}}"#, bytes.len());
    fs::write(&path, raw(&header, bytes)).expect("there is room");
    (folder, path)
}

#[derive(Clone, Debug, PartialEq, Initialize)]
struct One<T: Scalar> {
    #[init(required)]
    values: Array1<T>,
}

fn one<T: Scalar>(count: usize) -> One<T> {
    One { values: Array1::zeros(count) }
}

/// By OCP's specification and the names of other systems, some codes of each type.
#[test]
fn floats_of_8_bits_are_read_on_request() {
    let codes = [0x00, 0x80, 0x01, 0x38, 0xb8, 0x7b];
    for (dtype, expected) in [
        ("F8_E4M3", [0.0, -0.0, 0.001_953_125, 1.0, -1.0, 352.0]),
        ("F8_E5M2", [0.0, -0.0, 0.000_015_258_789_062_5, 0.5, -0.5, 57344.0]),
    ] {
        let (_folder, path) = of(dtype, &[6], &codes);
        let mut single = one::<f32>(6);
        let error = io::load(&mut single, path.as_path()).expect_err("only on request");
        assert_eq!(faults(&error), [format!("values: element {dtype} of values")]);
        assert!(error.to_string().contains("help: `convert = true`"), "{error}");

        let on_request = || init::load(&path).convert(true);
        io::load(&mut single, on_request()).expect("on request");
        assert_eq!(single.values.mapv(f64::from), arr1(&expected), "{dtype}");
        assert!(single.values[1].is_sign_negative());
        let mut double = one::<f64>(6);
        io::load(&mut double, on_request()).expect("on request");
        assert_eq!(double.values, arr1(&expected), "{dtype}");
        let mut half = one::<f16>(6);
        io::load(&mut half, on_request()).expect("on request");
        assert_eq!(half.values.mapv(f64::from), arr1(&expected), "{dtype}");
        let mut brain = one::<bf16>(6);
        io::load(&mut brain, on_request()).expect("on request");
        assert_eq!(brain.values.mapv(f64::from), arr1(&expected), "{dtype}");
    }
    // Scales are powers of two; those of some accelerators have another bias.
    for (dtype, code, expected) in [("F8_E8M0", 130, 8.0), ("F8_E4M3FNUZ", 0x40, 1.0), ("F8_E5M2FNUZ", 0x40, 1.0)] {
        let (_folder, path) = of(dtype, &[1], &[code]);
        let mut single = one::<f32>(1);
        io::load(&mut single, init::load(&path).convert(true)).expect("on request");
        assert_eq!(single.values[0], expected, "{dtype}");
    }
}

/// Of a quantized weight, [out, in] in 8 bits, the parts are read from slices as of any other.
#[test]
fn parts_of_an_array_of_8_bits() {
    #[derive(Initialize)]
    struct Attention {
        #[init(shape = [96, 64], axes = [out, in], parts(q = 64, k = 16, v = 16), zeros)]
        values: Array2<f32>,
    }
    let bytes: Vec<u8> = (0..96 * 64_usize).map(|at| if at / 64 < 64 { 0x38 } else { 0xb8 }).collect();
    let (_folder, path) = of("F8_E4M3", &[96, 64], &bytes);
    let rules = init! { <Attention> values.k => load(&path, convert = true, allow_unused = ["values.*"]), ** => zeros };
    let net = rules.build(1).expect("a slice");
    assert_eq!((net.values.sum(), net.values[[64, 0]], net.values[[80, 0]]), (-16.0 * 64.0, -1.0, 0.0));
    // In several files, too.
    let (other, second) = of("F32", &[], &[]);
    fs::write(&second, raw("{}", &[])).expect("there is room");
    let rules = init! { <Attention> ** => load([&path, &second], convert = true) };
    assert_eq!(rules.build(1).expect("all").values.sum(), 32.0 * 64.0);
    drop(other);
}

#[test]
fn what_nobody_asks_for_is_in_nobody_s_way() {
    let (_folder, path) = place();
    let header = r#"{"values": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]},
        "four": {"dtype": "F4", "shape": [4], "data_offsets": [4, 6]},
        "eight": {"dtype": "F8_E4M3", "shape": [2], "data_offsets": [6, 8]},
        "newer": {"dtype": "F3_E1M1", "shape": [5], "data_offsets": [8, 10]}}"#;
    fs::write(&path, raw(header, &[0, 0, 128, 63, 1, 2, 3, 4, 5, 6])).expect("there is room");
    let mut model = one::<f32>(1);
    io::load(&mut model, init::load(&path).allow_unused(["four", "eight", "newer"])).expect("nobody asks for them");
    assert_eq!(model.values[0], 1.0);
    // Asked for, they are refused by name, with `convert` as well.
    for (name, found, count) in [("four", "F4", 4), ("newer", "\"F3_E1M1\", a type that is not known here", 5)] {
        let values = init::load(&path).rename(move |_| name.into()).convert(true).allow_unused(["**"]);
        let error = io::load(&mut one::<f32>(count), values).expect_err("of no use");
        assert_eq!(faults(&error), [format!("values: element {found} of {name}")]);
        assert!(!error.to_string().contains("help"), "{error}");
    }
}

#[test]
fn values_that_are_not_finite_on_request() {
    let mask = [0.0, f32::NEG_INFINITY, f32::NAN, f32::INFINITY];
    let (_folder, path) = place();
    assert!(matches!(io::save(&mask, &path), Err(SaveError::NotFinite(_))));
    io::save(&mask, io::to(&path).allow_non_finite(true)).expect("on request");
    let same = |loaded: [f32; 4]| loaded.map(f32::to_bits) == mask.map(f32::to_bits);
    let mut loaded = [1.0_f32; 4];
    for values in [init::load(&path), init::from(&mask)] {
        let error = io::load(&mut loaded, values).expect_err("by default");
        assert_eq!((faults(&error), loaded), (vec![": not finite at 1".to_owned()], [1.0; 4]));
    }
    for values in [init::load(&path), init::from(&mask)] {
        loaded = [1.0; 4];
        io::load(&mut loaded, values.allow_non_finite(true)).expect("on request");
        assert!(same(loaded), "{loaded:?}");
    }
    assert!(same(init! { <[f32; 4]> ** => load(&path, allow_non_finite = true) }.build(1).expect("on request")));

    // What is finite there stays finite here, or is refused.
    fn refused<T: Scalar>(values: Pretrained<'_>, index: usize) {
        let mut model = one::<T>(3);
        let error = io::load(&mut model, values.rename(|_| String::new()).convert(true).allow_non_finite(true));
        assert_eq!(faults(&error.expect_err("too large")), [format!("values: not finite at {index}")]);
    }
    let large = [f64::INFINITY, 1e39, f64::NAN];
    let (_other, path) = file_of_any(&large);
    refused::<f32>(init::load(&path), 1);
    refused::<f32>(init::from(&large), 1);
    let large = [f32::INFINITY, 1.0, 65520.0];
    let (_other, path) = file_of_any(&large);
    refused::<f16>(init::load(&path), 2);
    refused::<f16>(init::from(&large), 2);
    // Those of 8 bits have some, too.
    let (_other, path) = of("F8_E5M2", &[4], &[0x7c, 0xfc, 0x7f, 0x3c]);
    let mut model = one::<f32>(4);
    let error = io::load(&mut model, init::load(&path).convert(true)).expect_err("by default");
    assert_eq!(faults(&error), ["values: not finite at 0"]);
    io::load(&mut model, init::load(&path).convert(true).allow_non_finite(true)).expect("on request");
    assert!(model.values[2].is_nan() && model.values[0] == f32::INFINITY && model.values[3] == 1.0);
}

fn file_of_any<M: Initialize>(model: &M) -> (TempDir, PathBuf) {
    let (folder, path) = place();
    io::save(model, io::to(&path).allow_non_finite(true)).expect("there is room");
    (folder, path)
}

#[test]
fn finite_values_are_saved_as_ever() {
    let (_folder, path) = file_of(&[1.0_f32]);
    let (_other, asked) = file_of_any(&[1.0_f32]);
    assert_eq!(fs::read(path).ok(), fs::read(asked).ok());
}
