//! Writes the root of `macros/src` anew, without what only a crate of procedural macros may have.

use std::path::Path;
use std::{env, fs};

fn main() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../macros/src");
    println!("cargo::rerun-if-changed={}", sources.display());
    let root = fs::read_to_string(sources.join("lib.rs")).expect("macros/src/lib.rs");
    let mut library = String::new();
    for line in root.lines().filter(|line| !line.starts_with("//!") && !line.starts_with("#[proc_macro")) {
        let module = line.strip_prefix("mod ").and_then(|line| line.strip_suffix(';'));
        if let Some(module) = module {
            let file = sources.join(format!("{module}.rs"));
            let file = if file.exists() { file } else { sources.join(module).join("mod.rs") };
            library += &format!("#[path = {file:?}]\n");
        }
        library += &line.replace("proc_macro::TokenStream", "proc_macro2::TokenStream");
        library.push('\n');
    }
    let out = env::var_os("OUT_DIR").expect("cargo says where");
    fs::write(Path::new(&out).join("library.rs"), library).expect("the library can be written");
}
