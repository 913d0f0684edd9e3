//! The macros' list of initializers agrees with the catalogue. `BLESS=1` writes it.

use std::fmt::Write;

use crate::init::catalogue::ENTRIES;
use crate::init::fit::check::COMBINATORS;
use crate::init::options::value::{Kind, Signature};
use crate::init::preset::Preset;
use crate::init::tree::Node;
use crate::init::{constant, normal, ones, trunc_normal, uniform, zeros};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../macros/src/catalogue.rs");

/// Rows of the table of initializers.
fn entries() -> String {
    let presets = Preset::ALL.map(|preset| Node::Preset(preset).signature());
    let combinators = COMBINATORS.iter().filter(|signature| !["mixture", "gates"].contains(&signature.name));
    let mut rows = String::new();
    for signature in ENTRIES.iter().map(|entry| entry.signature).chain(combinators.copied()).chain(presets) {
        let Signature { name, arguments, required } = signature;
        let quoted = |argument: &&str| match (name, *argument) {
            (_, "init") => "INIT".to_owned(),
            ("map" | "each", "f") => "FUNCTION".to_owned(),
            ("values", "array") => "ARRAY".to_owned(),
            (_, argument) => format!("{argument:?}"),
        };
        let list = |arguments: &[&str]| arguments.iter().map(quoted).collect::<Vec<_>>().join(", ");
        let (positional, options) = arguments.split_at(required);
        // The name of a function is written by the macro itself.
        let options = if ["map", "each"].contains(&name) { &[] } else { options };
        writeln!(rows, "    entry(\"{name}\", &[{}], &[{}]),", list(positional), list(options)).unwrap();
    }
    rows
}

/// Rows of the table of values that go by name.
fn values() -> String {
    let mut rows = String::new();
    let options = ENTRIES.iter().flat_map(|entry| entry.signature.arguments.iter().zip(entry.kinds));
    let mut seen: Vec<(&str, Kind)> = Vec::new();
    for (&option, &kind) in options.filter(|(_, kind)| !kind.names().is_empty()) {
        if !seen.contains(&(option, kind)) {
            seen.push((option, kind));
            let names: Vec<_> = kind.names().iter().map(|name| format!("{name:?}")).collect();
            writeln!(rows, "    (\"{option}\", &[{}]),", names.join(", ")).unwrap();
        }
    }
    rows
}

/// Returns the file with `rows` in the list that begins with `start`.
fn with(file: &str, start: &str, rows: &str) -> String {
    let (before, rest) = file.split_once(start).unwrap_or_else(|| panic!("{FILE} has no `{start}`"));
    let (_, after) = rest.split_once("];\n").expect("the list ends");
    format!("{before}{start}{rows}];\n{after}")
}

#[test]
fn the_macros_know_the_same() {
    let file = std::fs::read_to_string(FILE).expect("the crate of the macros is beside this one");
    let expected = with(&file, "pub const ENTRIES: &[Entry] = &[\n", &entries());
    let expected = with(&expected, "pub const VALUES: &[(&str, &[&str])] = &[\n", &values());
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(FILE, expected).expect("it can be written");
    } else {
        assert_eq!(file, expected, "run this test with BLESS=1 to write the macros' list");
    }
}

/// The macros ask no more of these where they stand in a rule: `FOR_ANY` of their catalogue.
#[test]
fn those_for_any_parameter_need_nothing() {
    let all = [zeros(), ones(), constant(2.0), uniform(-1.0, 1.0), normal(0.0, 1.0), trunc_normal(1.0).within(3.0)];
    for init in all {
        let needs = init.needs();
        assert!(needs.fans.is_none() && needs.matrix.is_none() && needs.form.is_none() && !init.has_preset(), "{init}");
    }
}
