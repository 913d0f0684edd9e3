//! Programs whose checks once took minutes. Here they compile, without a word of the compiler; how long that takes, the
//! guide says ("What the checks cost").

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use paraminit_examples::large;

/// Writes them for this run.
pub fn programs() -> Vec<PathBuf> {
    let programs = [
        ("a_thousand_fields", fields()),
        ("five_hundred_variants", variants(500)),
        ("ten_levels_of_mounted_sets", levels()),
    ];
    let write = |(name, source): (&str, String)| {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name).with_extension("rs");
        let program = format!("#![deny(warnings)]\n#![allow(dead_code)]\nuse paraminit::prelude::*;\n{source}");
        std::fs::write(&path, program).expect("the folder of tests can be written to");
        path
    };
    programs.map(write).into()
}

fn fields() -> String {
    let main = "fn main() { let _ = init! { <Model> f7 => ones, ** => default }; }";
    large::fields(1000) + main
}

fn levels() -> String {
    large::levels(10) + "fn main() { assert!(S10.build(1).is_ok()); }"
}

fn variants(count: usize) -> String {
    let variants = (1..count).fold(String::new(), |mut variants, i| {
        let _ = writeln!(variants, "V{i}(Dense<2, 2>),");
        variants
    });
    format!(
        "#[derive(Initialize)] enum Model {{ #[init(build)] V0(Dense<2, 2>), {variants} }}\n\
         fn main() {{ let _ = init! {{ <Model> **.bias => zeros, ** => default }}; }}"
    )
}
