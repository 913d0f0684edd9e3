//! The modules of a crate: their files, what they define, and what they import by `use`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, Item, UseTree, Visibility};

use crate::paths;

/// The path of a module from the root of its crate.
pub type Name = Vec<String>;

/// One name that a `use` brings into scope.
#[derive(Debug, Clone)]
pub struct Use {
    /// The name in scope, `None` for a glob.
    pub name: Option<String>,
    /// The path as written.
    pub path: Vec<String>,
    /// Whether other modules see it.
    pub exported: bool,
    /// The line in the file.
    pub line: usize,
}

/// A module, inline or a file.
#[derive(Debug)]
pub struct Module {
    /// Its file, relative to the crate's folder of sources.
    pub file: PathBuf,
    /// The names of modules in it.
    pub children: BTreeSet<String>,
    /// The names of everything else that it defines.
    pub items: BTreeSet<String>,
    /// Those of its `macro_rules!`.
    pub macros: BTreeSet<String>,
    /// Its imports, those inside of functions included.
    pub uses: Vec<Use>,
    /// Its code without `use`, modules and tests.
    pub code: TokenStream,
}

/// All modules of a crate but tests.
#[derive(Debug)]
pub struct Tree {
    /// The name by which the crate knows itself, besides `crate`.
    pub name: String,
    /// The modules, the root under the empty name.
    pub modules: BTreeMap<Name, Module>,
}

impl Tree {
    /// Reads the crate whose root is `lib.rs` in `folder`.
    ///
    /// # Panics
    ///
    /// Where a file is missing or does not parse.
    #[must_use]
    pub fn read(name: &str, folder: &Path) -> Self {
        let mut tree = Self { name: name.into(), modules: BTreeMap::new() };
        tree.file(folder, Path::new("lib.rs"), Path::new(""), vec![]);
        tree
    }

    /// The files that hold items of their own. A `mod.rs` that only declares modules and exports is none of them.
    #[must_use]
    pub fn files_with_items(&self) -> BTreeSet<&Path> {
        let with = |module: &&Module| !module.code.is_empty();
        self.modules.values().filter(with).map(|module| module.file.as_path()).collect()
    }

    /// Reads `file`; the files of its modules stand in `below`.
    fn file(&mut self, folder: &Path, file: &Path, below: &Path, name: Name) {
        let path = folder.join(file);
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let parsed = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        self.module(folder, file, below, name, parsed.items);
    }

    fn module(&mut self, folder: &Path, file: &Path, below: &Path, name: Name, items: Vec<Item>) {
        let mut module = Module {
            file: file.into(),
            children: BTreeSet::new(),
            items: BTreeSet::new(),
            macros: BTreeSet::new(),
            uses: vec![],
            code: TokenStream::new(),
        };
        for item in items {
            if is_test(attributes(&item)) {
                continue;
            }
            match item {
                Item::Use(item) => {
                    let exported = !matches!(item.vis, Visibility::Inherited);
                    flatten(&item.tree, &mut vec![], exported, &mut module.uses);
                }
                Item::Mod(item) => {
                    let child = item.ident.to_string();
                    let name: Name = name.iter().cloned().chain([child.clone()]).collect();
                    if let Some((_, items)) = item.content {
                        self.module(folder, file, &below.join(&child), name, items);
                    } else {
                        let (file, below) = module_file(folder, file, below, &child, &item.attrs);
                        self.file(folder, &file, &below, name);
                    }
                    module.children.insert(child);
                }
                // It names things for the crate that calls it.
                Item::Macro(item) if has(&item.attrs, "macro_export") => {}
                item => {
                    let names = if matches!(item, Item::Macro(_)) { &mut module.macros } else { &mut module.items };
                    names.extend(defined(&item));
                    let code = paths::without_tests(item.to_token_stream());
                    paths::inner_uses(&code, &mut |item| flatten(&item.tree, &mut vec![], false, &mut module.uses));
                    module.code.extend(code);
                }
            }
        }
        self.modules.insert(name, module);
    }
}

/// The file of a module that `mod child;` declares, and the folder of its own modules.
fn module_file(folder: &Path, file: &Path, below: &Path, child: &str, attributes: &[Attribute]) -> (PathBuf, PathBuf) {
    let at = attributes.iter().find(|attribute| attribute.path().is_ident("path")).map(|attribute| {
        let value = attribute.meta.require_name_value().expect("`path = ..`").value.to_token_stream().to_string();
        file.parent().expect("a file is in a folder").join(value.trim_matches('"'))
    });
    if let Some(at) = at {
        let below = at.parent().expect("a file is in a folder").join(child);
        return (at, below);
    }
    let inner = below.join(child);
    let folder_form = inner.join("mod.rs");
    if folder.join(&folder_form).exists() { (folder_form, inner) } else { (below.join(format!("{child}.rs")), inner) }
}

fn flatten(tree: &UseTree, path: &mut Vec<String>, exported: bool, uses: &mut Vec<Use>) {
    let mut one = |name: Option<String>, span: Span, path: Vec<String>| {
        uses.push(Use { name, path, exported, line: span.start().line });
    };
    let with = |path: &[String], name: String| path.iter().cloned().chain([name]).collect::<Vec<_>>();
    match tree {
        UseTree::Path(tree) => {
            path.push(tree.ident.to_string());
            flatten(&tree.tree, path, exported, uses);
            path.pop();
        }
        UseTree::Name(tree) if tree.ident == "self" => one(path.last().cloned(), tree.ident.span(), path.clone()),
        UseTree::Name(tree) => {
            let name = tree.ident.to_string();
            one(Some(name.clone()), tree.ident.span(), with(path, name));
        }
        UseTree::Rename(tree) if tree.ident == "self" => {
            one(Some(tree.rename.to_string()), tree.ident.span(), path.clone());
        }
        UseTree::Rename(tree) => {
            one(Some(tree.rename.to_string()), tree.ident.span(), with(path, tree.ident.to_string()));
        }
        UseTree::Glob(tree) => one(None, tree.star_token.spans[0], path.clone()),
        UseTree::Group(tree) => tree.items.iter().for_each(|tree| flatten(tree, path, exported, uses)),
    }
}

fn has(attributes: &[Attribute], name: &str) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident(name))
}

/// Whether what has these attributes is compiled for tests only.
fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| paths::is_test_only(&attribute.meta.to_token_stream()))
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::ExternCrate(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::ForeignMod(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::TraitAlias(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Union(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// The name that an item defines.
fn defined(item: &Item) -> Option<String> {
    let name = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::TraitAlias(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        _ => return None,
    };
    Some(name.to_string())
}

/// The name of a token that is one.
pub(crate) fn word(token: Option<&TokenTree>) -> Option<String> {
    match token {
        Some(TokenTree::Ident(name)) => Some(name.to_string()),
        _ => None,
    }
}
