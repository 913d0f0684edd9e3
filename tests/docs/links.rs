//! Links of the markdown files: what they lead to is there, and the guide is complete.
//!
//! A page of the guide is read twice: on GitHub, where a label leads to what the end of the page says, and in the
//! documentation, where it leads to what `core/src/guide/links.md` says.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What a page holds, apart from its programs.
#[derive(Default)]
struct Page {
    /// What its links lead to.
    targets: Vec<String>,
    /// The labels that its links name.
    used: BTreeSet<String>,
    /// The labels that it defines.
    defined: BTreeMap<String, String>,
    /// Its headings, as anchors.
    anchors: BTreeSet<String>,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// All pages: the project's, and the guide's.
fn pages() -> Vec<PathBuf> {
    let in_folder = |folder: PathBuf| {
        let entries = fs::read_dir(folder).expect("the folder is there");
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("it can be read").path()).collect();
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
        paths.sort();
        paths
    };
    [in_folder(root()), in_folder(root().join("core/docs"))].concat()
}

/// Without what stands between backticks.
fn prose(line: &str) -> String {
    line.split('`').step_by(2).collect::<Vec<_>>().join("`")
}

/// As GitHub makes an anchor of a heading.
fn anchor(heading: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
    heading.trim().to_lowercase().chars().filter(kept).map(|c| if c == ' ' { '-' } else { c }).collect()
}

fn read(text: &str) -> Page {
    let mut page = Page::default();
    let mut code = false;
    for line in text.lines() {
        if line.starts_with("```") {
            code = !code;
            continue;
        }
        if code {
            continue;
        }
        if let Some((label, target)) = line.strip_prefix('[').and_then(|line| line.split_once("]: ")) {
            page.defined.insert(label.to_owned(), target.to_owned());
            continue;
        }
        if line.starts_with('#') {
            page.anchors.insert(anchor(line.trim_start_matches('#')));
        }
        let line = prose(line);
        for rest in line.split("](").skip(1) {
            page.targets.push(rest.split(')').next().unwrap_or_default().to_owned());
        }
        for rest in line.split("][").skip(1) {
            page.used.insert(rest.split(']').next().unwrap_or_default().to_owned());
        }
    }
    page
}

/// What is wrong with a link of the page at `path`.
fn broken(path: &Path, target: &str) -> Option<String> {
    if target.starts_with("https://") {
        return None;
    }
    let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
    let there = if file.is_empty() { path.to_owned() } else { path.parent().expect("a folder").join(file) };
    if !there.is_file() {
        return Some(format!("{}: `{target}` leads nowhere", path.display()));
    }
    let missing = !anchor.is_empty() && !read(&text(&there)).anchors.contains(anchor);
    missing.then(|| format!("{}: there is no heading `{target}`", path.display()))
}

#[test]
fn every_link_leads_somewhere() {
    let mut faults = Vec::new();
    for path in pages() {
        let page = read(&text(&path));
        faults.extend(page.targets.iter().chain(page.defined.values()).filter_map(|target| broken(&path, target)));
        let lost = page.used.iter().filter(|label| !page.defined.contains_key(*label));
        faults.extend(lost.map(|label| format!("{}: nothing says what `[{label}]` is", path.display())));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_documentation_knows_every_label_of_the_guide() {
    let known = read(&text(&root().join("core/src/guide/links.md"))).defined;
    let mut lower: Vec<String> = known.keys().map(|label| label.to_lowercase()).collect();
    lower.sort();
    assert!(lower.windows(2).all(|pair| pair[0] != pair[1]), "labels that differ in case only are one: {lower:?}");

    let mut named = BTreeSet::new();
    for path in pages().into_iter().filter(|path| path.parent().is_some_and(|folder| folder.ends_with("docs"))) {
        for label in read(&text(&path)).defined.into_keys() {
            assert!(known.contains_key(&label), "{}: `[{label}]` is not in core/src/guide/links.md", path.display());
            named.insert(label);
        }
    }
    assert_eq!(known.into_keys().collect::<BTreeSet<_>>(), named, "labels that no page uses");
}

#[test]
fn the_guide_and_the_readme_name_every_page() {
    let (guide, readme) = (text(&root().join("core/src/guide/mod.rs")), text(&root().join("README.md")));
    for entry in fs::read_dir(root().join("core/docs")).expect("the folder is there") {
        let name = entry.expect("it can be read").file_name().to_string_lossy().into_owned();
        let Some(page) = name.strip_suffix(".md") else { continue };
        assert!(guide.contains(&format!("[`{page}`]")), "core/src/guide/mod.rs does not name `{page}`");
        assert!(readme.contains(&format!("(core/docs/{name})")), "README.md does not link to {name}");
    }
}
