//! Nothing is missing from the catalogue, and it fits.

use std::collections::BTreeSet;

use super::{Row, rows, table};

/// What `paraminit::init` exports, and what the macros know, as their sources say.
const EXPORTS: &str = include_str!("../../../core/src/init/mod.rs");
const ENTRIES: &str = include_str!("../../../macros/src/catalogue.rs");

/// Functions of `paraminit::init` that make no initializer, and those whose values exist already: the program
/// `load_and_reinit` shows these.
const OTHERS: [&str; 6] = ["from", "ln", "load", "of", "sqrt", "suits"];

/// The functions that `pub use` lines of a file name: the last words of their paths, in lower case.
fn exports(file: &str) -> BTreeSet<&str> {
    let uses = file.split("\npub use ").skip(1).filter_map(|rest| rest.split(';').next());
    let paths = uses.flat_map(|paths| paths.split([' ', ',', '\n', '{', '}']));
    let words = paths.filter_map(|path| path.rsplit("::").next());
    words.filter(|word| word.starts_with(char::is_lowercase) && *word != "self" && !OTHERS.contains(word)).collect()
}

/// The names in `entry("name", ..)`.
fn entries(file: &str) -> BTreeSet<&str> {
    file.split("entry(\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// All initializers: those of the catalogue, which the macros know, and those that are exported by hand.
fn initializers() -> BTreeSet<&'static str> {
    exports(EXPORTS).into_iter().chain(entries(ENTRIES)).filter(|name| *name != "constructors").collect()
}

/// The initializer that a row shows: the first word of how it is written.
fn name(row: &Row) -> &str {
    let end = row.spelling.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(row.spelling.len());
    &row.spelling[..end]
}

fn all() -> Vec<Row> {
    rows(42).expect("every initializer suits its parameter")
}

#[test]
fn the_sources_are_read_as_meant() {
    let file = "pub use a::a;\npub use b::{\n    B::{self, C, D},\n    b, b_c,\n};\npub(crate) use e::e;\npub use suits::suits;\n";
    assert_eq!(exports(&format!("mod a;\n{file}")), BTreeSet::from(["a", "b", "b_c"]));
    assert_eq!(entries("fn entry(name: ..)\n    entry(\"a\", &[], &[]),\n"), BTreeSet::from(["a"]));
    let all = initializers();
    assert!(["zeros", "he_normal", "mixture", "from_fn", "stft"].iter().all(|name| all.contains(name)));
}

#[test]
fn every_initializer_is_there() {
    let rows = all();
    let (shown, expected) = (rows.iter().map(name).collect(), initializers());
    let missing: Vec<_> = expected.difference(&shown).collect();
    assert!(missing.is_empty(), "not in the catalogue: {missing:?}; each needs a field in catalogue/model.rs");
    let unknown: Vec<_> = shown.difference(&expected).collect();
    assert!(unknown.is_empty(), "not exported by `paraminit::init`: {unknown:?}");
}

#[test]
fn a_line_each_of_at_most_100_columns() {
    let rows = all();
    let text = table(&rows).to_string();
    // A rule above, a header, a rule, and one below.
    assert_eq!(text.lines().count(), rows.len() + 4, "{text}");
    for line in text.lines() {
        assert!(line.trim_end().chars().count() <= 100, "{} columns: {line}", line.chars().count());
    }
}

#[test]
fn the_same_on_every_run() {
    assert_eq!(table(&all()).to_string(), table(&all()).to_string());
    assert_ne!(table(&all()).to_string(), table(&rows(43).expect("every initializer suits")).to_string());
}

#[test]
fn nothing_was_left_as_it_was_built() {
    for row in all() {
        let zero = row.values.iter().all(|&value| value == 0.0);
        assert_eq!(zero, name(&row) == "zeros", "{}", row.spelling);
    }
}
