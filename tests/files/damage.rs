//! Files that are not what they say.

use std::time::Instant;

use paraminit::FailureKind;
use paraminit::io::{self, FileErrorKind, LoadErrorKind};
use paraminit::prelude::*;

use super::{place, raw};

/// What is wrong with a file of these bytes, of which a model of two `f32` is loaded.
fn damage(bytes: &[u8]) -> String {
    let (_folder, path) = place();
    std::fs::write(&path, bytes).expect("there is room");
    let mut model = [3.0_f32, 4.0];
    let error = io::load(&mut model, path.as_path()).expect_err("the file is damaged");
    assert_eq!(model, [3.0, 4.0], "a failed run wrote something");
    let [failure] = error.failures() else { panic!("{error}") };
    let FailureKind::Load(fault) = &failure.cause else { panic!("{error}") };
    let LoadErrorKind::File(file) = &**fault else { panic!("{error}") };
    assert_eq!(file.path(), path);
    assert!(error.to_string().contains("model.safetensors"), "{error}");
    match file.kind() {
        FileErrorKind::TooShort(bytes) => format!("too short: {bytes}"),
        FileErrorKind::HeaderLength { stated, file } => format!("header length {stated} of {file}"),
        FileErrorKind::Header(error) => format!("header: {error}"),
        FileErrorKind::Layout(error) => format!("layout: {error}"),
        FileErrorKind::Twice(name) => format!("twice: {name}"),
        FileErrorKind::Length { expected, found } => format!("length {expected}, found {found}"),
        other => format!("{other:?}"),
    }
}

fn entry(name: &str, from: usize, to: usize) -> String {
    format!(r#""{name}": {{"dtype": "F32", "shape": [2], "data_offsets": [{from}, {to}]}}"#)
}

#[test]
fn truncated_anywhere() {
    let whole = raw(&format!("{{{}}}", entry("", 0, 8)), &[0; 8]);
    let (_folder, path) = place();
    std::fs::write(&path, &whole).expect("there is room");
    io::load(&mut [1.0_f32; 2], path.as_path()).expect("the whole file is sound");
    let header = whole.len() - 16;
    for len in 0..whole.len() {
        let found = damage(&whole[..len]);
        let expected = match len {
            0..8 => format!("too short: {len}"),
            _ if len < 8 + header => format!("header length {header} of {len}"),
            _ => format!("length {}, found {len}", whole.len()),
        };
        assert_eq!(found, expected);
    }
    let longer = [&whole[..], &[0]].concat();
    assert_eq!(damage(&longer), format!("length {}, found {}", whole.len(), longer.len()));
}

#[test]
fn a_header_that_states_more_than_there_is() {
    for stated in [u64::MAX, 1 << 62, 100_000_001, 99_999_999, 9] {
        let mut bytes = raw("{}      ", &[]);
        bytes[..8].copy_from_slice(&stated.to_le_bytes());
        assert_eq!(damage(&bytes), format!("header length {stated} of 16"));
    }
}

#[test]
fn a_header_that_is_none() {
    let deep = "[".repeat(100_000);
    for (text, part) in [
        ("", "EOF"),
        ("\u{feff}{}", "expected value"),
        ("[]", "a map from names to tensors"),
        ("{} x", "trailing characters"),
        ("{\"\": 1}", "invalid type"),
        ("{\"\": {\"dtype\": \"F32\", \"shape\": [2]}}", "data_offsets"),
        ("{\"\": {\"dtype\": \"F31\", \"shape\": [2], \"data_offsets\": [0, 8]}}", "F31"),
        ("{\"\": {\"dtype\": \"F32\", \"shape\": [-2], \"data_offsets\": [0, 8]}}", "-2"),
        ("{\"\": {\"dtype\": \"F32\", \"shape\": [2.0], \"data_offsets\": [0, 8]}}", "2.0"),
        ("{\"__metadata__\": {\"a\": 1}}", "invalid type"),
        (deep.as_str(), "a map from names to tensors"),
        (&format!("{{\"\": {{\"x\": {deep}"), "EOF"),
    ] {
        let found = damage(&raw(text, &[0; 8]));
        assert!(found.starts_with("header: ") && found.contains(part), "{text:.80}: {found}");
    }
    let mut no_text = raw("{    }", &[]);
    no_text[10] = 0xff;
    assert!(damage(&no_text).starts_with("header: "));
}

#[test]
fn tensors_that_do_not_lie_one_behind_the_other() {
    let file = |entries: &[String], bytes: usize| damage(&raw(&format!("{{{}}}", entries.join(", ")), &vec![0; bytes]));
    for (entries, bytes, expected) in [
        (vec![entry("a", 0, 8), entry("b", 4, 12)], 12, "layout: invalid offset for tensor `b`"),
        (vec![entry("a", 0, 8), entry("b", 0, 8)], 8, "layout: invalid offset for tensor `b`"),
        (vec![entry("a", 0, 8), entry("b", 12, 20)], 20, "layout: invalid offset for tensor `b`"),
        (vec![entry("a", 4, 12)], 12, "layout: invalid offset for tensor `a`"),
        (vec![entry("a", 8, 0)], 8, "layout: invalid offset for tensor `a`"),
        (vec![entry("a", 0, 4)], 4, "layout: invalid shape, data type, or offset for tensor"),
        (vec![entry("a", 0, 8)], 16, "length"),
        (vec![entry("a", 0, usize::MAX)], 8, "layout: invalid shape, data type, or offset for tensor"),
        (vec![entry("a", 0, 8), entry("a", 8, 16)], 16, "twice: a"),
        (vec![entry("a", 0, 8), entry("a", 0, 8)], 8, "twice: a"),
    ] {
        let found = file(&entries, bytes);
        assert!(found.starts_with(expected), "{entries:?}: {found}");
    }
    let header = r#"{"": {"dtype": "F32", "shape": [4294967296, 4294967296, 16], "data_offsets": [0, 8]}}"#;
    assert!(damage(&raw(header, &[0; 8])).starts_with("layout: overflow"));
    let header = r#"{"": {"dtype": "F32", "shape": [0, 18446744073709551615], "data_offsets": [0, 0]}}"#;
    let (_folder, path) = place();
    std::fs::write(&path, raw(header, &[])).expect("there is room");
    let error = io::load(&mut [1.0_f32; 2], path.as_path()).expect_err("of another shape");
    assert_eq!(super::faults(&error), [": shape [0, 18446744073709551615] of "]);
}

#[test]
fn what_is_no_file() {
    let (folder, path) = place();
    let mut model = [1.0_f32; 2];
    let found = super::faults(&io::load(&mut model, path.as_path()).expect_err("nothing is there"));
    assert!(found[0].starts_with(": file Io(") && found[0].contains("NotFound"), "{found:?}");
    let found = super::faults(&io::load(&mut model, folder.path()).expect_err("a folder"));
    assert_eq!(found, [": file NotAFile"]);
    #[cfg(unix)]
    {
        // Would never end, or give zeros for ever.
        let found = super::faults(&io::load(&mut model, "/dev/zero").expect_err("a device"));
        assert_eq!(found, [": file NotAFile"]);
    }
    assert_eq!(model, [1.0; 2]);
}

#[derive(Clone, Debug, PartialEq, Initialize)]
struct Many {
    #[init(len = 50)]
    layers: Vec<Dense<2, 2>>,
}

#[test]
fn a_file_that_is_not_there_is_reported_once() {
    let (_folder, path) = place();
    let mut model = Many::init(1).expect("static");
    let error = io::load(&mut model, path.as_path()).expect_err("nothing is there");
    assert_eq!(error.failures().len(), 1, "{error}");
}

#[test]
fn ten_thousand_missing_names_take_no_time() {
    let (_folder, path) = place();
    io::save(&Many::init(1).expect("static"), &path).expect("there is room");
    let big: Vec<Dense<1, 1>> = (0..5000).map(|seed| Dense::init(seed).expect("static")).collect();
    let mut model = big;
    let start = Instant::now();
    let error = io::load(&mut model, path.as_path()).expect_err("other names");
    assert_eq!(error.failures().len(), 10_000 + 100);
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}
