//! Which file needs which: imports and paths, with re-exports followed to the file that defines the name.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::paths::{self, Found};
use crate::tree::{Module, Name, Tree, Use};

/// One import of a file, or a path in its code.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Import {
    /// The file that imports.
    pub from: PathBuf,
    /// The top module that it belongs to, `lib` for the root.
    pub from_module: String,
    /// The file that defines what is imported.
    pub to: PathBuf,
    /// The top module that it belongs to.
    pub to_module: String,
    /// The line of the import.
    pub line: usize,
    /// The path as written.
    pub text: String,
    /// Whether it names a module: what is used of the module counts by itself.
    pub is_module: bool,
    /// Whether it exports what a module below defines: an index, not a need.
    pub is_index: bool,
}

/// What a path leads to.
struct Target<'t> {
    name: &'t Name,
    module: &'t Module,
    is_module: bool,
}

/// All imports of a crate from one of its files to another.
#[must_use]
pub fn imports(tree: &Tree) -> BTreeSet<Import> {
    let mut all = BTreeSet::new();
    for (name, module) in &tree.modules {
        let mut found = vec![];
        paths::find(&module.code, &mut found);
        for import in &module.uses {
            if import.name.is_some() {
                let index =
                    import.exported && !found.iter().any(|found| Some(&found.segments[0]) == import.name.as_ref());
                let targets = tree.lookup(name, &import.path, true);
                record(&mut all, (name, module), import.line, &import.path, targets, index);
            }
        }
        // `super::$name` of a macro leads wherever its caller says.
        let is_keyword =
            |path: &[String]| matches!(path, [only] if matches!(only.as_str(), "self" | "super" | "crate"));
        for Found { segments, line, is_macro } in found.iter().filter(|found| !is_keyword(&found.segments)) {
            let targets = if segments.len() > 1 {
                tree.lookup(name, segments, false)
            } else if *is_macro && !module.uses.iter().any(|import| import.name.as_ref() == Some(&segments[0])) {
                tree.textual_macro(name, &segments[0])
            } else {
                tree.by_glob(name, module, segments)
            };
            record(&mut all, (name, module), *line, segments, targets, false);
        }
    }
    all
}

fn record(
    all: &mut BTreeSet<Import>,
    (name, module): (&Name, &Module),
    line: usize,
    path: &[String],
    targets: Vec<Target>,
    index: bool,
) {
    let top = |name: &Name| name.first().map_or("lib", String::as_str).to_string();
    for target in targets.into_iter().filter(|target| target.module.file != module.file) {
        all.insert(Import {
            from: module.file.clone(),
            from_module: top(name),
            to: target.module.file.clone(),
            to_module: top(target.name),
            line,
            text: path.join("::"),
            is_module: target.is_module,
            is_index: index && target.name.starts_with(name),
        });
    }
}

impl Tree {
    /// What a path leads to that stands in `module`; `imported` for one in a `use`, whose last name may be a module.
    fn lookup(&self, module: &Name, path: &[String], imported: bool) -> Vec<Target<'_>> {
        let Some((start, rest)) = self.start(module, path) else { return vec![] };
        let mut targets = self.resolve(&start, rest, 0);
        if targets.is_empty() {
            // Made by a macro in the deepest module that the path names.
            let mut prefixes = (0..rest.len()).rev().map(|n| self.resolve(&start, &rest[..n], 0));
            let deepest = prefixes.find(|targets| !targets.is_empty());
            targets.extend(deepest.into_iter().flatten().filter(|target| !target.name.is_empty()));
        }
        for target in &mut targets {
            target.is_module &= imported;
        }
        targets
    }

    /// The module at which a path begins, and what remains of it; `None` for paths into other crates.
    fn start<'p>(&self, module: &Name, path: &'p [String]) -> Option<(Name, &'p [String])> {
        let first = path.first()?;
        let mut start = module.clone();
        let mut rest = &path[1..];
        match first.as_str() {
            "crate" => start.clear(),
            "self" => {}
            "super" => {
                start.pop()?;
            }
            name if *name == self.name => start.clear(),
            name => {
                let scope = &self.modules[module];
                let here = scope.children.contains(name)
                    || scope.uses.iter().any(|import| import.name.as_deref() == Some(name) && import.path != path);
                return here.then_some((start, path));
            }
        }
        while rest.first().is_some_and(|segment| segment == "super") {
            start.pop()?;
            rest = &rest[1..];
        }
        Some((start, rest))
    }

    /// Everything of that name, as modules, functions and macros may share one.
    fn resolve(&self, at: &Name, path: &[String], depth: usize) -> Vec<Target<'_>> {
        let Some((name, module)) = self.modules.get_key_value(at) else { return vec![] };
        let Some((head, rest)) = path.split_first() else { return vec![Target { name, module, is_module: true }] };
        // Re-exports in a circle compile, as glob imports may.
        if depth > 16 {
            return vec![];
        }
        let mut targets = vec![];
        if module.children.contains(head) {
            targets.extend(self.resolve(&[&at[..], std::slice::from_ref(head)].concat(), rest, depth + 1));
        }
        // A module and a macro may share a name; whoever means the macro writes `!`.
        if module.items.contains(head) || (targets.is_empty() && rest.is_empty() && module.macros.contains(head)) {
            targets.push(Target { name, module, is_module: false });
        }
        for import in &module.uses {
            let path = match &import.name {
                Some(name) if name == head => [&import.path, rest].concat(),
                None if targets.is_empty() => [&import.path, path].concat(),
                _ => continue,
            };
            if let Some((start, rest)) = self.start(at, &path) {
                targets.extend(self.resolve(&start, rest, depth + 1));
            }
        }
        targets
    }

    /// What a single name is that comes from a glob import.
    fn by_glob(&self, name: &Name, module: &Module, path: &[String]) -> Vec<Target<'_>> {
        let known =
            module.items.contains(&path[0]) || module.uses.iter().any(|import| import.name.as_ref() == path.first());
        if known {
            return vec![];
        }
        let globs = module.uses.iter().filter(|import| import.name.is_none());
        globs
            .filter_map(|Use { path: from, .. }| {
                let path = [from, path].concat();
                let (start, rest) = self.start(name, &path)?;
                Some(self.resolve(&start, rest, 0))
            })
            .flatten()
            .collect()
    }

    /// The `macro_rules!` of that name in a module above, in scope by its place in the text.
    fn textual_macro(&self, name: &Name, called: &str) -> Vec<Target<'_>> {
        let above = (0..name.len()).rev().filter_map(|n| self.modules.get_key_value(&name[..n]));
        let defines = above.filter(|(_, module)| module.macros.contains(called));
        defines.take(1).map(|(name, module)| Target { name, module, is_module: false }).collect()
    }
}

/// A file of the repository, as messages name it.
#[must_use]
pub fn shown(folder: &str, file: &Path) -> String {
    format!("{folder}/{}", file.display())
}
