//! A module imports only modules of lower rows of the map, and the files of a folder do not import each other in a circle.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use paraminit_house::exceptions::Exceptions;
use paraminit_house::graph::{self, Edge};
use paraminit_house::imports::{Import, imports, shown};
use paraminit_house::tree::Tree;
use paraminit_house::{map, root};

/// The sources, read once for all tests, and their imports.
struct Sources {
    folder: &'static str,
    /// Files that hold more than modules and re-exports.
    with_items: BTreeSet<PathBuf>,
    imports: BTreeSet<Import>,
}

static CORE: LazyLock<Sources> = LazyLock::new(|| Sources::read("core/src", "paraminit"));
static MACROS: LazyLock<Sources> = LazyLock::new(|| Sources::read("macros/src", "paraminit_macros"));
static SYNTAX: LazyLock<Sources> = LazyLock::new(|| Sources::read("macros/syntax/src", "paraminit_syntax"));

impl Sources {
    /// Reads a crate's folder, from the repository's root. `name` is what the crate calls itself.
    fn read(folder: &'static str, name: &str) -> Self {
        let tree = Tree::read(name, &root().join(folder));
        let with_items = tree.files_with_items().into_iter().map(Path::to_path_buf).collect();
        Self { folder, with_items, imports: imports(&tree) }
    }
}

fn edge(folder: &str, import: &Import) -> String {
    format!("{} -> {}", shown(folder, &import.from), shown(folder, &import.to))
}

#[test]
fn no_import_goes_up() {
    let rows = map::of_lib(&root().join("core/src/lib.rs"));
    let ranks = map::ranks(&rows);
    let is_up = |import: &&Import| {
        // `lib.rs` is the top of all. A module that the map lacks is for the test of the map.
        match (ranks.get(import.from_module.as_str()), ranks.get(import.to_module.as_str())) {
            _ if import.from_module == "lib" || import.from_module == import.to_module => false,
            (Some(from), Some(to)) => to <= from,
            (Some(_), None) => import.to_module == "lib",
            _ => false,
        }
    };
    let up: Vec<&Import> = CORE.imports.iter().filter(is_up).collect();
    let lines = up.iter().map(|import| edge(CORE.folder, import)).collect();
    let describe = |line: &str| {
        let mut text = String::new();
        for import in up.iter().filter(|import| edge(CORE.folder, import) == line) {
            let Import { from_module, to_module, text: path, line, .. } = import;
            let (from, to) = (shown(CORE.folder, &import.from), shown(CORE.folder, &import.to));
            let row = ranks.get(to_module.as_str()).map_or("the crate's root".into(), |&rank| rows[rank].join(", "));
            let _ = writeln!(text, "{from}:{line}: `{path}` is defined in {to}.");
            let _ =
                write!(text, "    `{from_module}` must not import `{to_module}`: the map has it in the row `{row}`.");
        }
        text
    };
    Exceptions::read("up").compare(&lines, describe).unwrap_or_else(|report| {
        panic!(
            "imports go up in the map of core/src/lib.rs:\n\n{report}\nhelp: move what is needed down, or its user up\n"
        )
    });
}

/// The imports between files of one top module; in the smaller crates, between all files.
fn edges(Sources { folder, with_items, imports }: &Sources, by_module: bool) -> BTreeSet<Edge> {
    let counts = |import: &&Import| {
        let inside = !by_module || (import.from_module == import.to_module && import.from_module != "lib");
        let both = with_items.contains(import.from.as_path()) && with_items.contains(import.to.as_path());
        inside && both && !import.is_module && !import.is_index
    };
    let pair = |import: &Import| (shown(folder, &import.from), shown(folder, &import.to));
    imports.iter().filter(counts).map(pair).collect()
}

#[test]
fn no_circle_of_files() {
    let mut all = edges(&CORE, true);
    all.extend(edges(&MACROS, false));
    all.extend(edges(&SYNTAX, false));

    let exceptions = Exceptions::read("circle");
    let pair = |line: &String| line.split_once(" -> ").map(|(from, to)| (from.to_string(), to.to_string()));
    let known: BTreeSet<Edge> = exceptions.lines.iter().filter_map(pair).collect();
    let cuts = graph::cuts(&all, &known);
    let lines = cuts.iter().map(|(from, to)| format!("{from} -> {to}")).collect();

    let without: BTreeSet<Edge> = all.difference(&known).cloned().collect();
    let circles = graph::circles(&without);
    let describe = |line: &str| {
        let (from, _) = line.split_once(" -> ").unwrap_or((line, ""));
        let circle = circles.iter().find(|circle| circle.contains(from));
        let files: Vec<&str> = circle.into_iter().flatten().map(String::as_str).collect();
        format!("{line} closes a circle of {} files:\n    {}", files.len(), files.join("\n    "))
    };
    exceptions.compare(&lines, describe).unwrap_or_else(|report| {
        panic!("files import each other in a circle:\n\n{report}\nhelp: move what both need to a file of its own\n")
    });
}

/// The part of a row that a file belongs to: `core/src/declare/schema` for `core/src/declare/schema/path.rs`.
fn part(file: &str) -> String {
    let parts: Vec<&str> = file.trim_end_matches(".rs").split('/').collect();
    parts[..parts.len().min(4)].join("/")
}

/// Rows of the map that group several modules. The files of one folder in them are not in a circle, and neither are the
/// folders.
const GROUPS: [&str; 6] = ["api", "base", "declare", "param", "random", "run"];

#[test]
fn no_circle_of_folders() {
    let grouped = |(from, to): &Edge| {
        GROUPS.iter().any(|group| from.starts_with(&format!("{}/{group}/", CORE.folder))) && part(from) != part(to)
    };
    let between: BTreeSet<Edge> = edges(&CORE, true).into_iter().filter(grouped).collect();
    let folders = between.iter().map(|(from, to)| (part(from), part(to))).collect();
    let mut report = String::new();
    for circle in graph::circles(&folders) {
        let _ = writeln!(report, "{circle:?}:");
        for (from, to) in between.iter().filter(|(from, to)| circle.contains(&part(from)) && circle.contains(&part(to)))
        {
            let _ = writeln!(report, "    {from} -> {to}");
        }
    }
    assert!(report.is_empty(), "folders import each other in a circle:\n\n{report}");
}
