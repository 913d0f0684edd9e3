//! Large programs, as source. Their checks once took minutes; `check_cost` times them, and tests compile them.

use std::fmt::Write as _;

/// A struct `Model` of that many parameters, with an attribute on each.
#[must_use]
pub fn fields(count: usize) -> String {
    let fields = (0..count).fold(String::new(), |mut fields, i| {
        let initializer = ["zeros", "normal(0.0, 0.02)"][i % 2];
        let _ = writeln!(fields, "#[init({initializer})] f{i}: [f32; 2],");
        fields
    });
    format!("#[derive(Initialize)] struct Model {{ {fields} }}\n")
}

/// That many levels of structs, each of which holds the one below it twice and mounts its rule set twice: the set of the
/// last one, `S10` for ten, is two to that power rules for each of the first one's.
#[must_use]
pub fn levels(count: usize) -> String {
    let first = "#[derive(Initialize)] #[init(** => zeros)] struct L0 { x: [f32; 2], y: f32 }\n\
                 const S0: Rules<'static, L0> = init! { <L0> x => zeros, y => ones };\n"
        .to_owned();
    (1..=count).fold(first, |mut levels, i| {
        let below = i - 1;
        let _ = writeln!(
            levels,
            "#[derive(Initialize)] struct L{i} {{ a: L{below}, b: L{below} }}\n\
             const S{i}: Rules<'static, L{i}> = init! {{ <L{i}> a => rules(S{below}), b => rules(S{below}) }};"
        );
        levels
    })
}
