//! The map of the code agrees with the tree, CONTRIBUTING.md with the map, and no folder holds too much side by side.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use paraminit_house::exceptions::Exceptions;
use paraminit_house::tree::Tree;
use paraminit_house::{map, root};

/// So many entries a reader takes in at a glance.
const AT_MOST: usize = 15;

fn check_map(name: &str, folder: &str) {
    let rows = map::of_lib(&root().join(folder).join("lib.rs"));
    let tree = Tree::read(name, &root().join(folder));
    let listed: Vec<&String> = rows.iter().flatten().collect();
    let in_map: BTreeSet<&String> = listed.iter().copied().collect();
    assert_eq!(listed.len(), in_map.len(), "{folder}/lib.rs: the map names a module twice");
    let in_tree: BTreeSet<&String> = tree.modules[&vec![]].children.iter().collect();
    let missing: Vec<_> = in_tree.difference(&in_map).collect();
    let gone: Vec<_> = in_map.difference(&in_tree).collect();
    assert!(missing.is_empty(), "{folder}/lib.rs: the map lacks {missing:?}");
    assert!(gone.is_empty(), "{folder}/lib.rs: the map names {gone:?}, which are no modules");
}

#[test]
fn the_map_of_the_core_is_its_tree() {
    check_map("paraminit", "core/src");
}

#[test]
fn the_map_of_the_macros_is_its_tree() {
    check_map("paraminit_macros", "macros/src");
}

#[test]
fn the_map_of_the_syntax_is_its_tree() {
    check_map("paraminit_syntax", "macros/syntax/src");
}

#[test]
fn contributing_states_the_same_order() {
    let here = map::of_lib(&root().join("core/src/lib.rs"));
    let there = map::of_contributing(&root().join("CONTRIBUTING.md"));
    let shown = |rows: &map::Rows| rows.iter().map(|row| row.join(", ")).collect::<Vec<_>>().join("\n");
    assert!(here == there, "write into CONTRIBUTING.md, under \"Where things are\":\n\n{}\n", shown(&here));
}

#[test]
fn no_folder_holds_more_than_fifteen() {
    let mut full = BTreeSet::new();
    for crate_ in ["core/src", "macros/src", "macros/syntax/src"] {
        count(crate_, &root().join(crate_), &mut full);
    }
    let describe = |line: &str| format!("{line}: more than {AT_MOST} entries side by side");
    Exceptions::read("folder").compare(&full, describe).unwrap_or_else(|report| panic!("{report}"));
}

/// Adds the folders that hold too much, with how much.
fn count(shown: &str, folder: &Path, full: &mut BTreeSet<String>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{shown}: {error}"));
    let paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    if paths.len() > AT_MOST {
        full.insert(format!("{shown} {}", paths.len()));
    }
    for path in paths.iter().filter(|path| path.is_dir()) {
        let name = path.file_name().expect("an entry has a name").to_string_lossy();
        count(&format!("{shown}/{name}"), path, full);
    }
}
