//! An array that is cut into parts is one tensor in a file; rules load its parts from slices of it.

use std::collections::BTreeMap;

use half::f16;
use ndarray::{Array1, Array2, Array3, ShapeBuilder, s};
use paraminit::io;
use paraminit::prelude::*;

use super::{faults, file_of, place};

#[derive(Clone, Debug, PartialEq, Initialize)]
#[init(** => normal(0.0, 1.0))]
struct Net {
    #[init(shape = [7, 300], axes = [out, in], parts(q = 4, k = 2, v = 1))]
    rows: Array2<f32>,
    #[init(shape = [300, 700], axes = [in, out], parts(gate = 300, up = 400))]
    columns: Array2<f16>,
    #[init(shape = [3, 5, 2], axes = [batch, out, in], parts(a = 2, b = 0, c = 3))]
    middle: Array3<f64>,
    #[init(shape = [7], axes = [out], parts(q = 4, k = 2, v = 1))]
    bias: Array1<f32>,
    head: Dense<2, 2>,
}

#[test]
fn both_ways() {
    let model = Net::init(1).expect("static");
    let (_folder, path) = file_of(&model);
    // The file has the arrays, by their own names.
    let bytes = std::fs::read(&path).expect("it was just saved");
    let header = String::from_utf8_lossy(&bytes[..1000]).into_owned();
    assert!(header.contains("\"rows\":{\"dtype\":\"F32\",\"shape\":[7,300]"), "{header}");
    assert!(!header.contains("rows.q"), "{header}");

    let mut other = Net::init(2).expect("static");
    other.columns = Array2::zeros((300, 700).f());
    io::load(&mut other, path.as_path()).expect("it was just saved");
    assert_eq!(other, model);
    let built = init! { <Net> ** => load(&path) }.build(3).expect("it was just saved");
    assert_eq!(built, model);
    let mut third = Net::init(4).expect("static");
    io::load(&mut third, init::from(&model)).expect("the same model");
    assert_eq!(third, model);
}

#[test]
fn one_part_from_a_file_and_the_rest_anew() {
    let model = Net::init(1).expect("static");
    let (_folder, path) = file_of(&model);
    let fresh = Net::init(5).expect("static");
    let rules = init! { <Net>
        rows.k | columns.up | middle.c | bias.v => load(&path, allow_unused = ["head.*", "rows.*", "columns.gate", "middle.a", "bias.q", "bias.k"]),
        ** => default,
    };
    let mixed = rules.build(5).expect("the slices are there");
    assert_eq!(mixed.rows.slice(s![4..6, ..]), model.rows.slice(s![4..6, ..]));
    assert_eq!(mixed.rows.slice(s![..4, ..]), fresh.rows.slice(s![..4, ..]));
    assert_eq!(mixed.rows.slice(s![6.., ..]), fresh.rows.slice(s![6.., ..]));
    assert_eq!(mixed.columns.slice(s![.., 300..]), model.columns.slice(s![.., 300..]));
    assert_eq!(mixed.columns.slice(s![.., ..300]), fresh.columns.slice(s![.., ..300]));
    assert_eq!(mixed.middle.slice(s![.., 2.., ..]), model.middle.slice(s![.., 2.., ..]));
    assert_eq!(mixed.middle.slice(s![.., ..2, ..]), fresh.middle.slice(s![.., ..2, ..]));
    assert_eq!(mixed.bias[6], model.bias[6]);
    assert_eq!(mixed.bias.slice(s![..6]), fresh.bias.slice(s![..6]));
}

#[test]
fn a_tensor_of_its_own_goes_before_the_slice() {
    // Other systems keep the three projections apart: their names lead to the parts.
    let theirs = BTreeMap::from([
        ("q_proj", Array2::<f32>::from_elem((4, 300), 1.0)),
        ("k_proj", Array2::from_elem((2, 300), 2.0)),
        ("v_proj", Array2::from_elem((1, 300), 3.0)),
    ]);
    let names = |ours: &str| ours.strip_prefix("rows.").map_or(ours.to_owned(), |part| format!("{part}_proj"));
    let rules = init! { <Net> rows.* => { init::from(&theirs).rename(names) }, ** => zeros };
    let net = rules.build(1).expect("all three are there");
    assert_eq!((net.rows[[3, 299]], net.rows[[4, 0]], net.rows[[6, 0]]), (1.0, 2.0, 3.0));
}

#[test]
fn what_does_not_fit() {
    let model = Net::init(1).expect("static");
    let (_folder, path) = file_of(&model);

    #[derive(Clone, Debug, PartialEq, Initialize)]
    #[init(** => zeros)]
    struct Other {
        #[init(shape = [8, 300], axes = [out, in], parts(q = 4, k = 4))]
        rows: Array2<f32>,
        #[init(shape = [7], axes = [out], parts(q = 4, k = 3))]
        biases: Array1<f32>,
        #[init(shape = [3, 5, 2], axes = [batch, out, in], parts(a = 2, c = 3))]
        middle: Array3<f32>,
    }
    let mut other = Other::init(1).expect("static");
    let before = other.clone();
    let options = ["bias", "columns", "head.*"];
    let error = io::load(&mut other, init::load(&path).allow_unused(options)).expect_err("nothing fits");
    assert_eq!(other, before);
    let expected = [
        "rows.q: shape [7, 300] of rows",
        "rows.k: shape [7, 300] of rows",
        "biases.q: missing biases",
        "biases.k: missing biases",
        "middle.a: element `f64` of middle",
        "middle.c: element `f64` of middle",
    ];
    assert_eq!(faults(&error), expected);
    let text = error.to_string();
    let neither = "there is neither the part `biases.q` nor the whole `biases` in `load(";
    assert!(text.contains(neither) && text.contains("help: there is `bias`: `rename` maps our names"), "{text}");
    assert!(text.contains("the shape [7, 300], and the parameter is a part of an array of shape [8, 300]"), "{text}");
    // The array may be missing, by its own name or by that of a part.
    let options = init::load(&path).convert(true).allow_unused(["bias", "columns", "head.*", "rows"]);
    let options = options.allow_missing(["biases.q"]);
    let error = io::load(&mut other, options).expect_err("rows do not fit");
    assert!(!faults(&error).iter().any(|line| line.starts_with("biases.q")), "{error}");
    assert!(faults(&error).contains(&"biases.k: missing biases".to_owned()), "{error}");
    let rules = init! { <Other>
        rows.*  => ones,
        biases.* | middle.* => { init::load(&path).convert(true).allow_unused(["**"]).allow_missing(["biases"]) },
    };
    rules.apply(&mut other, 1).expect("what is not there may be missing");
    #[expect(clippy::cast_possible_truncation, reason = "what `convert` does")]
    let rounded = model.middle.mapv(|x| x as f32);
    assert_eq!(other.middle, rounded);
    assert_eq!(other.biases, before.biases);
}

#[test]
fn a_value_that_is_not_finite() {
    let (_folder, path) = place();
    let mut model = Net::init(1).expect("static");
    io::save(&model, &path).expect("there is room");
    let mut bytes = std::fs::read(&path).expect("it was just saved");
    // `columns` has the smallest elements, so it comes last; a value in a row of `up` becomes infinite.
    let at = bytes.len() - 300 * 700 * 2 + (2 * 700 + 300 + 5) * 2;
    bytes[at..at + 2].copy_from_slice(&f16::INFINITY.to_le_bytes());
    std::fs::write(&path, bytes).expect("there is room");
    let before = model.clone();
    let error = io::load(&mut model, path.as_path()).expect_err("it is infinite");
    assert_eq!(faults(&error), ["columns.up: not finite at 805"]);
    assert_eq!(model, before);
}

#[test]
fn parts_under_names_of_their_own() {
    let (_folder, path) = place();
    let model = Net::init(1).expect("static");
    let theirs = |ours: &str| ours.replace("rows.", "attn/").to_uppercase();
    io::save(&model, io::to(&path).parts(true).rename(theirs).prefix("net.")).expect("there is room");
    let bytes = std::fs::read(&path).expect("it was just saved");
    let header = String::from_utf8_lossy(&bytes[..1500]).into_owned();
    assert!(header.contains("\"net.ATTN/Q\":{\"dtype\":\"F32\",\"shape\":[4,300]"), "{header}");
    assert!(header.contains("\"net.COLUMNS.UP\":{\"dtype\":\"F16\",\"shape\":[300,400]"), "{header}");
    assert!(!header.contains("\"net.ROWS\""), "{header}");
    let mut other = Net::init(2).expect("static");
    io::load(&mut other, init::load(&path).rename(theirs).prefix("net.")).expect("the same names");
    assert_eq!(other, model);

    // A length that no longer fits the array.
    #[derive(Initialize)]
    struct Kept {
        #[init(shape = [4, 2], axes = [out, in], parts(a = len, b = 2), ** => zeros)]
        array: Array2<f32>,
        #[init(skip = 2)]
        len: usize,
    }
    let mut kept = Kept::init(1).expect("it fits");
    kept.len = 3;
    let error = io::save(&kept, io::to(&path).parts(true)).expect_err("3 + 2 is not 4");
    assert!(matches!(&error, io::SaveError::Parts(path, _) if path == "array"), "{error}");
    assert!(error.to_string().starts_with("`array` cannot be saved in parts: "), "{error}");
    io::save(&kept, &path).expect("whole, it has a shape");
}
