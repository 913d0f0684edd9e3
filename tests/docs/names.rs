//! What the macros know by name is written down where users look for it.

use std::fs;
use std::path::Path;

fn text(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The strings in the list of that name.
fn list(source: &str, name: &str) -> Vec<String> {
    let (_, list) = source.split_once(&format!("const {name}: ")).expect("the list is there");
    let (_, list) = list.split_once('=').expect("it has a value");
    let (list, _) = list.split_once("];").expect("it ends");
    list.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Whether `text` writes `name`, alone or with what follows it, as code in a line of prose or of a table.
fn writes(text: &str, name: &str) -> bool {
    let follows = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    // Programs have neither tables nor code in backticks.
    let code = text.lines().filter(|line| !line.contains("```")).flat_map(|line| line.split('`').skip(1).step_by(2));
    code.flat_map(|code| code.split(", ")).any(|code| code.strip_prefix(name).is_some_and(follows))
}

#[test]
fn every_attribute_is_in_the_reference_and_in_the_guide() {
    let reference = text("core/src/lib.rs");
    let page = text("core/docs/attributes.md");
    for (file, keys) in [("model", "STRUCT_KEYS"), ("field", "FIELD_KEYS"), ("variant", "VARIANT_KEYS")] {
        let keys = list(&text(&format!("macros/src/parse/attr/{file}.rs")), keys);
        assert!(keys.len() > 1, "{keys:?}");
        for key in keys {
            assert!(writes(&reference, &key), "the derive's documentation does not have `{key}`");
            assert!(writes(&page, &key), "core/docs/attributes.md does not have `{key}`");
        }
    }
}

#[test]
fn every_initializer_is_in_the_reference_and_in_the_readme() {
    let source = text("macros/src/catalogue.rs");
    let names: Vec<&str> =
        source.split("    entry(\"").skip(1).map(|rest| rest.split('"').next().unwrap_or_default()).collect();
    assert!(names.len() > 30, "{names:?}");
    let (reference, readme) = (text("core/src/init/mod.rs"), text("README.md"));
    for name in names.into_iter().chain(["mixture", "gates"]) {
        assert!(writes(&reference, name), "the table of core/src/init/mod.rs does not have `{name}`");
        assert!(writes(&readme, name), "README.md does not have `{name}`");
    }
}
