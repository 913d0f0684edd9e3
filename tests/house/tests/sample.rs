//! The reader of imports finds each kind in a small crate.

use std::collections::BTreeSet;
use std::path::Path;

use paraminit_house::graph::{circles, cuts};
use paraminit_house::imports::imports;
use paraminit_house::tree::Tree;

#[test]
fn every_kind_of_import_is_found() {
    let tree = Tree::read("sample", &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sample"));
    let imports = imports(&tree);
    let below = |import: &&paraminit_house::imports::Import| import.from.starts_with("low");
    let shown = |import: &paraminit_house::imports::Import| {
        format!("{}:{}: {} in {}", import.from.display(), import.line, import.text, import.to.display())
    };
    let found: Vec<String> = imports.iter().filter(below).map(shown).collect();
    let expected = [
        "low/by_glob.rs:3: Helper in high/inner.rs",
        "low/in_function.rs:2: crate::high::Helper in high/inner.rs",
        "low/in_function.rs:5: super::Value in low/mod.rs",
        "low/in_macro.rs:3: crate::high::Helper in high/inner.rs",
        "low/mod.rs:6: crate::high::Helper in high/inner.rs",
        "low/through_module.rs:1: super::Exported in high/inner.rs",
        "low/through_module.rs:4: sample::high::Helper in high/inner.rs",
        "low/through_module.rs:2: crate::high in high/mod.rs",
        "low/through_module.rs:5: high::made_by_a_macro in high/mod.rs",
    ];
    assert_eq!(found, expected);

    let up: Vec<String> = imports.iter().filter(|import| import.from.starts_with("high")).map(shown).collect();
    assert_eq!(up, ["high/inner.rs:1: crate::Value in low/mod.rs", "high/mod.rs:3: inner::Helper in high/inner.rs"]);
}

#[test]
fn circles_are_found_and_cut() {
    let edges = |pairs: &[(&str, &str)]| -> BTreeSet<_> {
        pairs.iter().map(|&(from, to)| (from.to_string(), to.to_string())).collect()
    };
    let all = edges(&[("a", "b"), ("b", "c"), ("c", "a"), ("b", "a"), ("c", "d"), ("d", "e")]);
    assert_eq!(circles(&all), [BTreeSet::from(["a", "b", "c"].map(str::to_string))]);
    assert_eq!(cuts(&all, &edges(&[])), edges(&[("a", "b")]));
    // What is known already stays where it suffices, and what it does not need to cut is none.
    let known = edges(&[("b", "a"), ("c", "a"), ("d", "e")]);
    assert_eq!(cuts(&all, &known), edges(&[("b", "a"), ("c", "a")]));
    assert!(circles(&all.difference(&known).cloned().collect()).is_empty());
}
