//! The text of a file beside its tensors.

use paraminit::io::{self, SaveError};
use paraminit::prelude::*;

use super::{file_of, place, raw};

/// The condition of `load_state_dict` and `from_pretrained` in transformers, and of what followed them.
///
/// mlx 743, torchtune 1126, transformers 29335: files of other formats are refused.
fn is_read_by_transformers(path: &std::path::Path) -> bool {
    let metadata = io::metadata(path).expect("a safetensors file");
    metadata.get("format").is_some_and(|format| ["pt", "tf", "flax", "mlx"].contains(&format.as_str()))
}

#[test]
fn loaders_of_transformers_accept_what_is_saved() {
    let (_folder, path) = file_of(&Dense::<2, 3>::init(1).expect("static"));
    assert!(is_read_by_transformers(&path));
    // Who follows the conventions of another system says so.
    io::save(&[1.0_f32], io::to(&path).metadata([("format", "flax")])).expect("there is room");
    assert_eq!(io::metadata(&path).expect("it was just saved")["format"], "flax");
    assert!(is_read_by_transformers(&path));
}

#[test]
fn what_the_user_says_is_read_back() {
    let (_folder, path) = place();
    let pairs = [("step", "1000"), ("\"\\\n\u{1f600}", ""), ("", "\u{0}")];
    io::save(&[1.0_f32], io::to(&path).metadata(pairs).metadata([("more".to_owned(), 7.to_string())]))
        .expect("there is room");
    let metadata = io::metadata(&path).expect("it was just saved");
    for (key, value) in pairs.into_iter().chain([("more", "7"), ("format", "pt")]) {
        assert_eq!(metadata[key], value);
    }
    assert_eq!(metadata["paraminit"], env!("CARGO_PKG_VERSION"));
    assert_eq!(metadata["stream_contract"], paraminit::stream::CONTRACT_VERSION.to_string());
    assert_eq!(metadata.len(), 7);
    let mut loaded = [0.0_f32];
    io::load(&mut loaded, path.as_path()).expect("it was just saved");
    assert_eq!(loaded, [1.0]);
}

#[test]
fn one_key_is_one_pair() {
    let (folder, path) = place();
    for (pairs, key, text) in [
        ([("paraminit", "2"), ("a", "b")], "paraminit", "the library itself writes the key `paraminit`"),
        (
            [("a", "b"), ("stream_contract", "2")],
            "stream_contract",
            "the library itself writes the key `stream_contract`",
        ),
        ([("a", "b"), ("a", "b")], "a", "two pairs of metadata have the key `a`"),
        ([("format", "pt"), ("format", "mlx")], "format", "two pairs of metadata have the key `format`"),
    ] {
        let error = io::save(&[1.0_f32], io::to(&path).metadata(pairs)).expect_err("one of two would be lost");
        assert!(matches!(&error, SaveError::Metadata(found) if found == key), "{error}");
        assert!(error.to_string().starts_with(text), "{error}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 0);
}

#[test]
fn a_file_without_any_has_none() {
    let (_folder, path) = place();
    // fastsafetensors 96: `null` for none.
    for header in ["{}", r#"{"__metadata__": null}"#, r#"{"__metadata__": {}}"#] {
        std::fs::write(&path, raw(header, &[])).expect("there is room");
        assert!(io::metadata(&path).expect("a file of no tensors").is_empty());
    }
    std::fs::write(&path, "no such file").expect("there is room");
    assert!(io::metadata(&path).is_err());
}

/// A header of 100,000,000 bytes is the longest that anyone loads.
#[test]
fn a_header_that_nobody_could_load_is_not_saved() {
    let (_folder, path) = place();
    let padded = |bytes: usize| io::save(&[1.0_f32], io::to(&path).metadata([("pad", "x".repeat(bytes))]));
    padded(0).expect("there is room");
    let bytes = std::fs::read(&path).expect("it was just saved");
    let length = usize::try_from(u64::from_le_bytes(bytes[..8].try_into().expect("eight"))).expect("short");

    let most = 100_000_000 - length;
    padded(most).expect("it just fits");
    assert_eq!(std::fs::metadata(&path).expect("it is there").len(), 8 + 100_000_000 + 4);
    let mut loaded = [0.0_f32];
    io::load(&mut loaded, path.as_path()).expect("it was just saved");
    let changed = std::fs::metadata(&path).expect("it is there").modified().expect("a time");
    // The shortest header has up to seven blanks behind it.
    let error = padded(most + 8).expect_err("nobody could load it");
    assert!(matches!(error, SaveError::HeaderLength { bytes: 100_000_008, metadata: 99_000_000.. }), "{error}");
    assert!(error.to_string().ends_with("of both\nhelp: keep long texts in a file of their own"), "{error}");
    assert_eq!(std::fs::metadata(&path).expect("it is there").modified().expect("a time"), changed);
}

#[test]
fn a_longer_header_is_not_read() {
    let (_folder, path) = place();
    std::fs::write(&path, 100_000_008_u64.to_le_bytes()).expect("there is room");
    let file = std::fs::OpenOptions::new().write(true).open(&path).expect("it is there");
    file.set_len(200_000_000).expect("it takes no room");
    let error = io::metadata(&path).expect_err("it is too long").to_string();
    assert!(error.ends_with("its header should have 100000008 bytes, and the format allows 100000000"), "{error}");
}

#[test]
fn names_count_for_the_header_too() {
    let (_folder, path) = place();
    io::save(&[1.0_f32; 2], &path).expect("there is room");
    let long = |name: &str| format!("{name}{}", "n".repeat(51_000_000));
    let error = io::save(&(1.0_f32, 2.0_f32), io::to(&path).rename(long)).expect_err("nobody could load it");
    assert!(matches!(error, SaveError::HeaderLength { bytes: 102_000_000.., metadata: ..200 }), "{error}");
    assert!(
        error
            .to_string()
            .ends_with("of both\nhelp: save parts of the model to files of their own, or use shorter names")
    );
    let mut loaded = [0.0_f32; 2];
    io::load(&mut loaded, path.as_path()).expect("as it was");
    assert_eq!(loaded, [1.0; 2]);
}

/// transformers 29335: its loaders refuse a file of any other format, and say no more than that it is no checkpoint.
#[test]
fn a_format_that_no_loader_reads_is_not_written() {
    let (folder, path) = place();
    for format in ["paraminit", "PT", "", "np", "pt "] {
        let error = io::save(&[1.0_f32], io::to(&path).metadata([("format", format)])).expect_err("nobody reads it");
        assert!(matches!(&error, SaveError::Format(found) if found == format), "{error}");
        let text = error.to_string();
        assert!(
            text.starts_with(&format!("no loader reads files of the format `{format}`\nhelp: leave the pair out")),
            "{text}"
        );
    }
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 0);
    for format in ["pt", "tf", "flax", "mlx"] {
        io::save(&[1.0_f32], io::to(&path).metadata([("format", format)])).expect("there is room");
        assert!(is_read_by_transformers(&path));
    }
}
