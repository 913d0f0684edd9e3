//! The order of the modules as the documentation states it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Rows of modules, the top one first.
pub type Rows = Vec<Vec<String>>;

/// The rows of the table "A map of the code" in a `lib.rs`: the names in backticks of its first column.
///
/// # Panics
///
/// Where there is no such table.
#[must_use]
pub fn of_lib(file: &Path) -> Rows {
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let (_, after) = text.split_once("map of the code").unwrap_or_else(|| panic!("{}: no map", file.display()));
    let lines =
        after.lines().skip_while(|line| !line.starts_with("//! |")).take_while(|line| line.starts_with("//! |"));
    // Behind the head and the rule below it.
    let rows = lines.skip(2).map(|line| names(line.split('|').nth(1).unwrap_or("")));
    rows.filter(|row| !row.is_empty()).collect()
}

/// The rows of the first block under "Where things are" in CONTRIBUTING.md.
///
/// # Panics
///
/// Where there is no such block.
#[must_use]
pub fn of_contributing(file: &Path) -> Rows {
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let (_, after) = text.split_once("## Where things are").expect("CONTRIBUTING.md says where things are");
    let block = after.split("```").nth(1).expect("a block with the order of modules");
    let rows = block.lines().skip(1).filter(|line| !line.trim().is_empty());
    rows.map(|line| line.split([',', ' ']).filter(|word| !word.is_empty()).map(Into::into).collect()).collect()
}

/// The row of each module, counted from the top.
#[must_use]
pub fn ranks(rows: &Rows) -> BTreeMap<&str, usize> {
    rows.iter().enumerate().flat_map(|(rank, row)| row.iter().map(move |name| (name.as_str(), rank))).collect()
}

fn names(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(|name| name.trim_start_matches("mod@").to_string()).collect()
}
