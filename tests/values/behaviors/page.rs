//! The page "Behaviors" names every test here, and nothing that is not there.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const PAGE: &str = include_str!("../../../core/docs/behaviors.md");

fn folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The last cell of every row of a table; headers are above a row of dashes.
fn cells() -> Vec<&'static str> {
    let lines: Vec<&str> = PAGE.lines().collect();
    let is_row = |line: &str, next: &str| line.starts_with("| ") && !next.starts_with("|---");
    let rows = lines.iter().zip(lines.iter().skip(1).chain([&""])).filter(|(line, next)| is_row(line, next));
    rows.filter_map(|(line, _)| line.trim_end_matches(" |").rsplit(" | ").next()).collect()
}

/// What stands in backticks.
fn names(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

/// The file of a test, and its name.
fn place(name: &str) -> Option<(PathBuf, &str)> {
    let (module, test) = name.rsplit_once("::")?;
    let file = format!("{}.rs", module.replace("::", "/"));
    let paths = ["values/behaviors", "rules", "files"].map(|of| folder().join(of).join(&file));
    paths.into_iter().find(|path| path.exists()).map(|path| (path, test))
}

/// The tests of a file, which stand below `#[test]` and other attributes.
fn tests_of(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut tests = Vec::new();
    let mut is_test = false;
    for line in text.lines() {
        if line == "#[test]" {
            is_test = true;
        } else if let Some(rest) = line.strip_prefix("fn ")
            && let Some((name, _)) = rest.split_once('(')
            && is_test
        {
            tests.push(name.to_owned());
            is_test = false;
        }
    }
    tests
}

/// All tests here but those of this file and of the measures, as the page names them.
fn tests_here(folder: &Path, module: &str) -> Vec<String> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        let name = entry.file_stem().and_then(|name| name.to_str()).expect("a name").to_owned();
        if entry.is_dir() {
            all.extend(tests_here(&entry, &format!("{module}{name}::")));
        } else if !matches!(name.as_str(), "mod" | "page" | "sample") {
            all.extend(tests_of(&entry).into_iter().map(|test| format!("{module}{name}::{test}")));
        }
    }
    all
}

#[test]
fn every_row_says_what_holds_it_or_why_not() {
    let mut rows = 0;
    for cell in cells() {
        rows += 1;
        let held = names(cell).any(|name| name.contains("::") || name.starts_with("ui/"));
        let excused = ["not applicable: ", "not here yet: ", "the same test: "].iter().any(|why| cell.starts_with(why));
        assert!(held != excused, "{cell}");
    }
    assert!(rows > 100, "{rows} rows");
}

#[test]
fn everything_that_the_page_names_is_there() {
    for name in cells().into_iter().flat_map(names) {
        if name.starts_with("ui/") {
            for ending in ["rs", "stderr"] {
                let path = folder().join(format!("{name}.{ending}"));
                assert!(path.exists(), "no {}", path.display());
            }
        } else if name.contains("::") {
            let (path, test) = place(name).unwrap_or_else(|| panic!("no file for {name}"));
            assert!(tests_of(&path).iter().any(|found| found == test), "no {name}");
        }
    }
}

#[test]
fn every_test_is_on_the_page() {
    let named: BTreeSet<&str> = cells().into_iter().flat_map(names).collect();
    let here = tests_here(&folder().join("values/behaviors"), "");
    let missing: Vec<_> = here.iter().filter(|test| !named.contains(test.as_str())).collect();
    assert!(missing.is_empty(), "not on the page: {missing:#?}");
    assert!(here.len() > 100, "{} tests", here.len());
}
