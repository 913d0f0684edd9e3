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
        FileErrorKind::Entry { name, error } => format!("entry {name}: {error}"),
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
        (deep.as_str(), "a map from names to tensors"),
    ] {
        let found = damage(&raw(text, &[0; 8]));
        assert!(found.starts_with("header: ") && found.contains(part), "{text:.80}: {found}");
    }
    let mut no_text = raw("{    }", &[]);
    no_text[10] = 0xff;
    assert!(damage(&no_text).starts_with("header: "));
}

#[test]
fn an_entry_that_cannot_be_read_is_named() {
    let deep = "[".repeat(100_000);
    let good = entry("body.weight", 0, 8);
    for (name, value, part) in [
        ("lm_head.weight", "1", "invalid type"),
        ("lm_head.weight", r#"{"dtype": ""}"#, "missing field `shape`"),
        ("lm_head.weight", r#"{"dtype": "F32", "shape": [2]}"#, "missing field `data_offsets`"),
        (
            "lm_head.weight",
            r#"{"dtype": "F32", "dtype": "F32", "shape": [2], "data_offsets": [8, 16]}"#,
            "duplicate field",
        ),
        ("lm_head.weight", r#"{"dtype": 32, "shape": [2], "data_offsets": [8, 16]}"#, "32"),
        ("lm_head.weight", r#"{"dtype": "F32", "shape": [-2], "data_offsets": [8, 16]}"#, "-2"),
        ("lm_head.weight", r#"{"dtype": "F32", "shape": [2.0], "data_offsets": [8, 16]}"#, "2.0"),
        ("lm_head.weight", r#"{"dtype": "F32", "shape": [2], "data_offsets": [8, 16, 24]}"#, "trailing"),
        ("lm_head.weight", &format!(r#"{{"x": {deep}"#), "recursion limit"),
        ("__metadata__", r#"{"a": 1}"#, "invalid type"),
        ("__metadata__", r#"null, "__metadata__": null"#, "duplicate field"),
    ] {
        let found = damage(&raw(&format!("{{{good}, \"{name}\": {value}}}"), &[0; 8]));
        assert!(found.starts_with(&format!("entry {name}: ")) && found.contains(part), "{value:.80}: {found}");
    }
}

#[test]
fn a_file_that_cannot_be_read_is_no_fault_of_a_parameter() {
    let (_folder, path) = place();
    std::fs::write(&path, raw(r#"{"lm_head.weight": {"dtype": ""}}"#, &[])).expect("there is room");
    let mut model = Many::init(1).expect("static");
    let error = io::load(&mut model, path.as_path()).expect_err("it is damaged");
    assert_eq!(error.failures().len(), 1, "{error}");
    assert_eq!((&*error.failures()[0].path, error.failures()[0].shape.len()), ("", 0));
    let text = error.to_string();
    assert!(text.starts_with(&format!("`{}` is damaged: the entry of `lm_head.weight`: ", path.display())), "{text}");
    let error = init! { <Many> ** => load(&path) }.build(1).expect_err("it is damaged").to_string();
    assert!(error.starts_with("in the rule `** => load(&path)` ("), "{error}");
}

/// The safetensors crate itself gets new types now and then: F4 and F8_E8M0 were such.
#[test]
fn a_type_of_the_future_is_in_nobody_s_way() {
    let (_folder, path) = place();
    let header = r#"{"": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]},
        "scale": {"dtype": "F8_E8M0", "shape": [3], "data_offsets": [8, 11]},
        "packed": {"dtype": "F4", "shape": [2, 2], "data_offsets": [11, 13]},
        "later": {"dtype": "Q3_K", "shape": [256], "data_offsets": [13, 123]}}"#;
    let values: Vec<u8> = [1.0_f32, 2.0].iter().flat_map(|x| x.to_le_bytes()).chain([0; 115]).collect();
    std::fs::write(&path, raw(header, &values)).expect("there is room");
    let mut model = [0.0_f32; 2];
    let others = ["scale", "packed", "later"];
    io::load(&mut model, init::load(&path).allow_unused(others)).expect("nobody asks for them");
    assert_eq!(model, [1.0, 2.0]);

    let mut later = vec![0.0_f32; 256];
    let names = init::load(&path).rename(|_| "later".to_owned()).allow_unused(["**"]);
    let error = io::load(&mut later, names).expect_err("of which no parameter is made");
    assert!(error.to_string().contains("is made of \"Q3_K\", a type that is not known here, not of `f32`"), "{error}");
    // Where its values lie is known.
    std::fs::write(&path, raw(&header.replace("[13, 123]", "[14, 123]"), &values)).expect("there is room");
    assert!(damage(&std::fs::read(&path).expect("it is there")).starts_with("entry later: "));
}

#[test]
fn tensors_that_do_not_lie_one_behind_the_other() {
    let file = |entries: &[String], bytes: usize| damage(&raw(&format!("{{{}}}", entries.join(", ")), &vec![0; bytes]));
    for (entries, bytes, expected) in [
        (vec![entry("a", 0, 8), entry("b", 4, 12)], 12, "entry b: its values are said to lie at 4..12, and those"),
        (vec![entry("a", 0, 8), entry("b", 0, 8)], 8, "entry b: its values are said to lie at 0..8, and those"),
        (vec![entry("a", 0, 8), entry("b", 12, 20)], 20, "entry b: its values are said to lie at 12..20, and those"),
        (vec![entry("a", 4, 12)], 12, "entry a: its values are said to lie at 4..12, and those"),
        (vec![entry("a", 8, 0)], 8, "entry a: its values are said to lie at 8..0, and those"),
        (vec![entry("a", 0, 4)], 4, "entry a: [2] of F32 takes 8 bytes, and it is said to have 4"),
        (vec![entry("a", 0, 8)], 16, "length"),
        (vec![entry("a", 0, usize::MAX)], 8, "entry a: [2] of F32 takes 8 bytes"),
        (vec![entry("a", 0, 8), entry("a", 8, 16)], 16, "twice: a"),
        (vec![entry("a", 0, 8), entry("a", 0, 8)], 8, "twice: a"),
    ] {
        let found = file(&entries, bytes);
        assert!(found.starts_with(expected), "{entries:?}: {found}");
    }
    let header = r#"{"": {"dtype": "F32", "shape": [4294967296, 4294967296, 16], "data_offsets": [0, 8]}}"#;
    assert!(damage(&raw(header, &[0; 8])).contains("has more bits than can be counted"));
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
