//! Programs whose checks once took minutes. Here they compile, without a word of the compiler; how long that takes, the
//! guide says ("What the checks cost").

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Writes them for this run.
pub fn programs() -> Vec<PathBuf> {
    let programs = [
        ("a_thousand_fields", fields(1000)),
        ("five_hundred_variants", variants(500)),
        ("five_levels_of_mounted_sets", levels(5)),
    ];
    let write = |(name, source): (&str, String)| {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name).with_extension("rs");
        let program = format!("#![deny(warnings)]\n#![allow(dead_code)]\nuse paraminit::prelude::*;\n{source}");
        std::fs::write(&path, program).expect("the folder of tests can be written to");
        path
    };
    programs.map(write).into()
}

fn fields(count: usize) -> String {
    let fields = (0..count).fold(String::new(), |mut fields, i| {
        let initializer = ["zeros", "normal(0.0, 0.02)"][i % 2];
        let _ = writeln!(fields, "#[init({initializer})] f{i}: [f32; 2],");
        fields
    });
    format!(
        "#[derive(Initialize)] struct Model {{ {fields} }}\n\
         fn main() {{ let _ = init! {{ <Model> f7 => ones, ** => default }}; }}"
    )
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

fn levels(count: usize) -> String {
    let first = "#[derive(Initialize)] #[init(** => zeros)] struct L0 { x: [f32; 2], y: f32 }\n\
                 const S0: Rules<'static, L0> = init! { <L0> x => zeros, y => ones };\n"
        .to_owned();
    let levels = (1..=count).fold(first, |mut levels, i| {
        let below = i - 1;
        let _ = writeln!(
            levels,
            "#[derive(Initialize)] struct L{i} {{ a: L{below}, b: L{below} }}\n\
             const S{i}: Rules<'static, L{i}> = init! {{ <L{i}> a => rules(S{below}), b => rules(S{below}) }};"
        );
        levels
    });
    format!("{levels}\nfn main() {{ assert!(S{count}.build(1).is_ok()); }}")
}
