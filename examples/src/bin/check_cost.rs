//! What the checks cost: `cargo check` times of generated programs, with and without us.
//!
//! ```text
//! cargo run --release --bin check_cost
//! ```
//!
//! It writes small crates below `target/check_cost` and times `cargo check` on them, the best of three, on one run of this
//! program. Each is a first check: what the compiler kept of the last one is removed before it. Ratios and differences within one
//! run mean something; absolute times depend on the machine.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use paraminit_examples::large::{fields, levels};

/// How often each check is timed. The best counts: noise only adds.
const REPEATS: usize = 3;

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("no workspace")?;
    let bench = Bench { folder: root.join("target/check_cost"), root: root.to_path_buf() };
    println!("cargo check, seconds, best of {REPEATS}\n");
    rules(&bench)?;
    shapes(&bench)?;
    large(&bench)?;
    again(&bench)?;
    derives(&bench)?;
    macros_crate(&bench)
}

struct Bench {
    folder: PathBuf,
    root: PathBuf,
}

impl Bench {
    /// Writes a crate of this `source` and times its first check, its dependencies being built already.
    fn check(&self, source: &str, dependencies: &str) -> Result<Duration, Box<dyn Error>> {
        self.prepare(dependencies)?;
        let mut best = Duration::MAX;
        for i in 0..REPEATS {
            best = best.min(self.first_check(&format!("// {i}\n#![allow(dead_code)]\n{source}"))?);
        }
        Ok(best)
    }

    /// Times the check of this `source` after a check of the same with another function behind it.
    fn check_again(&self, source: &str) -> Result<Duration, Box<dyn Error>> {
        self.prepare(&self.ours())?;
        let mut best = Duration::MAX;
        for i in 0..REPEATS {
            let before = format!("#![allow(dead_code)]\n{source}\nfn other() -> usize {{ {i} }}\n");
            self.first_check(&before)?;
            std::fs::write(self.main(), before.replace(&format!("{{ {i} }}"), &format!("{{ {} }}", i + 10)))?;
            best = best.min(self.cargo(&["check"])?);
        }
        Ok(best)
    }

    /// Times the check of this `source`, of which the compiler knows nothing yet.
    fn first_check(&self, source: &str) -> Result<Duration, Box<dyn Error>> {
        let kept = self.folder.join("target/debug/incremental");
        if kept.exists() {
            std::fs::remove_dir_all(kept)?;
        }
        std::fs::write(self.main(), source)?;
        self.cargo(&["check"])
    }

    fn main(&self) -> PathBuf {
        self.folder.join("src/main.rs")
    }

    /// Writes an empty crate, and builds its dependencies.
    fn prepare(&self, dependencies: &str) -> Result<(), Box<dyn Error>> {
        std::fs::create_dir_all(self.folder.join("src"))?;
        let manifest = format!(
            "[package]\nname = \"check-cost\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n{dependencies}"
        );
        std::fs::write(self.folder.join("Cargo.toml"), manifest)?;
        std::fs::write(self.main(), "fn main() {}")?;
        self.cargo(&["check"])?;
        Ok(())
    }

    fn cargo(&self, arguments: &[&str]) -> Result<Duration, Box<dyn Error>> {
        let start = Instant::now();
        let mut command = Command::new(env!("CARGO"));
        command.args(arguments).current_dir(&self.folder).env("CARGO_TARGET_DIR", self.folder.join("target"));
        let output = command.output()?;
        if output.status.success() {
            Ok(start.elapsed())
        } else {
            Err(String::from_utf8_lossy(&output.stderr).into_owned().into())
        }
    }

    fn ours(&self) -> String {
        format!("paraminit = {{ path = \"{}\" }}\n", self.root.join("core").display())
    }
}

/// `init!` over models of many parameters under many rules, against the same model without `init!`.
fn rules(bench: &Bench) -> Result<(), Box<dyn Error>> {
    println!("parameters  rules  model alone  with `init!`  added");
    for parameters in [50, 200, 2000] {
        let model = model(parameters);
        let alone = bench.check(&format!("{model}\nfn main() {{}}"), &bench.ours())?;
        for rules in [2, 20, 50] {
            if rules > parameters / 8 + 2 {
                continue;
            }
            let with = bench.check(&format!("{model}\n{}", program(rules)), &bench.ours())?;
            let (alone, with) = (alone.as_secs_f64(), with.as_secs_f64());
            println!("{parameters:>10} {rules:>6} {alone:>12.2} {with:>13.2} {:>6.2}", with - alone);
        }
    }
    println!();
    Ok(())
}

/// A model of that many distinct parameters, eight to a part.
fn model(parameters: usize) -> String {
    let mut source = String::from("use paraminit::prelude::*;\n");
    let parts = parameters.div_ceil(8);
    for part in 0..parts {
        let fields = (0..8.min(parameters - 8 * part)).fold(String::new(), |mut fields, field| {
            let _ = write!(fields, "#[init(zeros)] f{field}: [f32; 2], ");
            fields
        });
        let _ = writeln!(source, "#[derive(Initialize)] struct Part{part} {{ {fields} }}");
    }
    let fields = (0..parts).fold(String::new(), |mut fields, part| {
        let _ = write!(fields, "p{part}: Part{part}, ");
        fields
    });
    let _ = writeln!(source, "#[derive(Initialize)] struct Model {{ {fields} }}");
    source
}

/// A program with that many rules, half of them with globs.
fn program(rules: usize) -> String {
    let mut body = String::new();
    for rule in 0..rules - 1 {
        let pattern =
            if rule % 2 == 0 { format!("p{}.**", rule / 2) } else { format!("**.<Part{}>.f1", rules - rule / 2) };
        let pattern = if rule % 2 == 1 && rules < 40 { format!("p{}.f0", rules - rule / 2) } else { pattern };
        let _ = writeln!(body, "{pattern} => normal(0.0, 0.02),");
    }
    format!("fn main() {{ let _ = init! {{ <Model>\n{body}** => default, }}; }}")
}

/// Programs whose checks could grow faster than they do.
fn shapes(bench: &Bench) -> Result<(), Box<dyn Error>> {
    println!("shape                                              model alone  with `init!`  added");
    let row = |name: &str, model: &str, rest: &str| -> Result<(), Box<dyn Error>> {
        let model = format!("use paraminit::prelude::*;\n{model}");
        let alone = bench.check(&format!("{model}\nfn main() {{}}"), &bench.ours())?.as_secs_f64();
        let with = bench.check(&format!("{model}\n{rest}"), &bench.ours())?.as_secs_f64();
        println!("{name:<50} {alone:>11.2} {with:>13.2} {:>6.2}", with - alone);
        Ok(())
    };
    for (rules, parts) in [(20, 20), (30, 40)] {
        let part = wide("Part", rules);
        let set = one_each(rules, |i| format!("f{i} => normal(0.0, 0.02),"));
        let set = format!("const SET: Rules<'static, Part> = init! {{ <Part>\n{set} }};\n");
        let fields = one_each(parts, |i| format!("p{i}: Part,"));
        let model = format!("{part}#[derive(Initialize)] struct Model {{ {fields} }}");
        let prefixes = (0..parts).map(|i| format!("p{i}")).collect::<Vec<_>>().join(" | ");
        let body = format!("{set}fn main() {{ let _ = init! {{ <Model> {prefixes} => rules(SET) }}; }}");
        row(&format!("a set of {rules} rules on {parts} parts, one rule"), &model, &body)?;
        let mounts = one_each(parts, |i| format!("p{i} => rules(SET),"));
        let body = format!("{set}fn main() {{ let _ = init! {{ <Model> {mounts} }}; }}");
        row(&format!("a set of {rules} rules on {parts} parts, {parts} rules"), &model, &body)?;
    }
    let plain = one_each(300, |i| format!("f{i} => zeros,"));
    row(
        "300 rules for 300 fields",
        &wide("Model", 300),
        &format!("fn main() {{ let _ = init! {{ <Model> {plain} }}; }}"),
    )?;
    let indices = one_each(300, |i| format!("p[{i}].** => zeros,"));
    let model = format!("{}#[derive(Initialize)] struct Model {{ p: Vec<Part> }}", wide("Part", 2));
    let body = format!("fn main() {{ let _ = init! {{ <Model> {indices} ** => ones }}; }}");
    row("300 rules for 300 elements of a `Vec`", &model, &body)?;
    let deep = (1..7).fold(wide("L0", 1), |source, i| {
        source + &format!("#[derive(Initialize)] struct L{i} {{ a: L{}, b: L{} }}\n", i - 1, i - 1)
    });
    let globs = one_each(8, |i| format!("**.{}.**.{}.**.x{i} ?=> zeros,", ["a", "b"][i % 2], ["a", "b"][i / 2 % 2]));
    let body = format!("fn main() {{ let _ = init! {{ <L6> {globs} ** => ones }}; }}");
    row("8 rules of three `**` each, 64 parameters", &deep, &body)?;
    println!();
    Ok(())
}

/// Programs of one large type, and of rule sets in rule sets: what once grew faster than squares.
fn large(bench: &Bench) -> Result<(), Box<dyn Error>> {
    println!("large types                                            seconds");
    let row = |name: &str, source: &str| -> Result<(), Box<dyn Error>> {
        let seconds = bench.check(&format!("use paraminit::prelude::*;\n{source}"), &bench.ours())?.as_secs_f64();
        println!("{name:<54} {seconds:>7.2}");
        Ok(())
    };
    let empty = "fn main() {}";
    for count in [125, 500, 1000, 3000] {
        row(&format!("a struct of {count} fields, one attribute"), &(wide("Model", count) + empty))?;
    }
    for count in [125, 500, 1000] {
        row(&format!("a struct of {count} fields, an attribute on each"), &(fields(count) + empty))?;
    }
    for count in [125, 500, 1000] {
        let variants = one_each(count, |i| format!("V{i}([f32; 2]),"));
        let model = format!("#[derive(Initialize)] #[init(** => zeros)] enum Model {{ {variants} }}\n");
        row(&format!("an enum of {count} variants, one attribute"), &(model + empty))?;
    }
    for count in [125, 500] {
        let variants = one_each(count, |i| format!("V{i} {{ #[init(zeros)] a: f32, #[init(ones)] b: f32 }},"));
        let model = format!("#[derive(Initialize)] enum Model {{ {variants} }}\n");
        row(&format!("an enum of {count} variants of two fields, attributes"), &(model + empty))?;
    }
    for count in [7, 8, 10] {
        row(&format!("{count} levels of two mounted sets each"), &(levels(count) + empty))?;
    }
    println!();
    Ok(())
}

/// The largest of them once more, after an edit of a function behind them: what the compiler kept answers for the rest.
fn again(bench: &Bench) -> Result<(), Box<dyn Error>> {
    println!("a check after an edit elsewhere                        seconds");
    let row = |name: &str, source: &str| -> Result<(), Box<dyn Error>> {
        let source = format!("use paraminit::prelude::*;\n{source}fn main() {{}}");
        println!("{name:<54} {:>7.2}", bench.check_again(&source)?.as_secs_f64());
        Ok(())
    };
    row("a struct of 1000 fields, one attribute", &wide("Model", 1000))?;
    row("a struct of 1000 fields, an attribute on each", &fields(1000))?;
    row("10 levels of two mounted sets each", &levels(10))?;
    println!();
    Ok(())
}

/// A struct of that many parameters.
fn wide(name: &str, parameters: usize) -> String {
    let fields = one_each(parameters, |i| format!("f{i}: [f32; 2],"));
    format!("#[derive(Initialize)] #[init(** => zeros)] struct {name} {{ {fields} }}\n")
}

fn one_each(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect::<Vec<_>>().join("\n")
}

/// The derive against serde's two, on the same structs.
fn derives(bench: &Bench) -> Result<(), Box<dyn Error>> {
    let serde = "serde = { version = \"1\", features = [\"derive\"] }\n";
    let dependencies = format!("{}{serde}", bench.ours());
    let structs = |derive: &str| {
        (0..200).fold(String::new(), |mut source, i| {
            let fields = (0..8).fold(String::new(), |fields, field| fields + &format!("pub f{field}: [f32; 2], "));
            let _ = writeln!(source, "{derive} pub struct S{i} {{ {fields} }}");
            source
        })
    };
    let ours = structs("#[derive(paraminit::Initialize)] #[init(** => zeros)]") + "fn main() {}";
    let theirs = structs("#[derive(serde::Serialize, serde::Deserialize)]") + "fn main() {}";
    let none = bench.check(&(structs("") + "fn main() {}"), &dependencies)?.as_secs_f64();
    let ours = bench.check(&ours, &dependencies)?.as_secs_f64();
    let theirs = bench.check(&theirs, &dependencies)?.as_secs_f64();
    println!("200 structs of 8 fields: no derive {none:.2}, `Initialize` {ours:.2}, serde's two {theirs:.2}\n");
    Ok(())
}

/// A cold build of the macros crate with its dependencies, against that of its dependencies alone.
fn macros_crate(bench: &Bench) -> Result<(), Box<dyn Error>> {
    let cold = |dependencies: &str| -> Result<f64, Box<dyn Error>> {
        let _ = std::fs::remove_dir_all(bench.folder.join("target"));
        let manifest = format!(
            "[package]\nname = \"check-cost\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n{dependencies}"
        );
        std::fs::write(bench.folder.join("Cargo.toml"), manifest)?;
        std::fs::write(bench.folder.join("src/main.rs"), "fn main() {}")?;
        Ok(bench.cargo(&["build"])?.as_secs_f64())
    };
    let macros = cold(&format!("paraminit-macros = {{ path = \"{}\" }}\n", bench.root.join("macros").display()))?;
    let syn = cold("syn = { version = \"3\", features = [\"full\"] }\nquote = \"1\"\nproc-macro2 = \"1\"\n")?;
    println!("cold build: macros crate {macros:.2}, syn + quote + proc-macro2 alone {syn:.2}");
    Ok(())
}
