//! Plans: as tables, as data, compared, explained, and locked.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use ndarray::{Array1, Array2};
use paraminit::assert_plan;
use paraminit::init::Initializer as _;
use paraminit::plan::{Change, LockError, Plan, PlanEntry, Reason, Verdict, What};
use paraminit::prelude::*;

#[derive(Initialize)]
#[init(dims(d))]
struct Block {
    #[init(shape = [3 * d, d], axes = [3 * out, in], xavier_uniform)]
    qkv: Array2<f32>,
    #[init(dims { inputs: d, outputs: d })]
    proj: DynDense,
    #[init(shape = [d], ones)]
    gain: Array1<f64>,
}

#[derive(Initialize)]
#[init(dims(d, layers), **.bias => zeros)]
struct Gpt {
    #[init(dims { d }, len = layers)]
    blocks: Vec<Block>,
    #[init(weight => orthogonal)]
    head: Dense<8, 2, f32, NoBias>,
}

fn dims() -> GptDims {
    GptDims { d: 8, layers: 3 }
}

fn gpt() -> Plan {
    Gpt::plan_init_with(dims()).expect("fits in memory")
}

/// Without the numbers of lines, which editing this file changes.
fn without_lines(text: &str) -> String {
    let line = |line: &str| {
        let end = line.rfind(".rs:").map_or(line.len(), |at| at + 3);
        line[..end].trim_end().to_owned()
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_table_folds_equal_elements() {
    let expected = "\
────────────────────────────────────────────────────────────────────────────────────────────────────
parameter                 shape        fans    initializer             mean     std  rule
════════════════════════════════════════════════════════════════════════════════════════════════════
blocks[0..3].qkv          f32 [24, 8]  8 -> 8  xavier_uniform             0  0.3536  plan.rs
blocks[0..3].proj.weight  f32 [8, 8]   8 -> 8  pytorch:                   0  0.2041  dyn_dense.rs
                                               kaiming_uniform(gain =
                                               LeakyRelu(2.236))
blocks[0..3].proj.bias    f32 [8]      8 -> 8  zeros                      0       0  plan.rs
blocks[0..3].gain         f64 [8]      -       ones                       1       0  plan.rs
head.weight               f32 [2, 8]   8 -> 2  orthogonal                 0  0.3536  plan.rs
────────────────────────────────────────────────────────────────────────────────────────────────────
13 parameters, 832 elements, 3.3 KiB, stream contract 1";
    let text = gpt().to_string();
    assert_eq!(without_lines(&text), expected, "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
}

#[test]
fn the_long_form_has_every_stream() {
    let plan = gpt();
    let text = format!("{plan:#}");
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    for entry in plan.entries() {
        let line = text.lines().find(|line| line.starts_with(&format!("{} ", entry.info().path()))).expect(&text);
        assert!(line.ends_with(&format!("{:016x}", entry.stream_number())), "{line}");
    }
}

/// The paths of a table, those that were broken put together.
fn paths(table: &str) -> Vec<String> {
    let mut paths: Vec<String> = Vec::new();
    let rows =
        table.lines().skip_while(|line| !line.starts_with('═')).skip(1).take_while(|line| !line.starts_with('─'));
    for row in rows {
        match (row.strip_prefix("  "), paths.last_mut()) {
            (Some(rest), Some(path)) => path.push_str(rest.split(' ').next().unwrap_or_default()),
            _ => paths.push(row.split(' ').next().unwrap_or_default().to_owned()),
        }
    }
    paths
}

#[derive(Initialize)]
struct Tower {
    #[init(keys = ["a.b", "\"0\""], len = 2, ** => zeros)]
    heads: BTreeMap<String, Vec<Dense<2, 2>>>,
    #[init(** => zeros)]
    r#type: [(Dense<2, 2>, [f32; 4]); 3],
    #[init(** => zeros)]
    grid: [[Dense<1, 1, f32, NoBias>; 2]; 2],
    packed: [Packed; 3],
}

#[derive(Initialize)]
struct Packed {
    #[init(axes = [out, in], parts(q = 2, k = 2), zeros)]
    qk: [[f32; 2]; 4],
}

#[test]
fn folded_paths_are_patterns() {
    // Every one as the table prints it.
    let rules = init! { <Tower>
        heads["\"0\""][0..2].weight => ones,
        heads["\"0\""][0..2].bias => ones,
        heads["a.b"][0..2].weight => ones,
        heads["a.b"][0..2].bias => ones,
        type[0..3][0].weight => ones,
        type[0..3][0].bias => ones,
        type[0..3][1] => ones,
        grid[0..2][0..2].weight => ones,
        packed[0..3].qk.q => ones,
        packed[0..3].qk.k => ones,
        // Other entries and elements are possible.
        ** => default,
    };
    let model = rules.build(1).expect("complete");
    let plan = rules.plan(&model);
    let mut patterns: Vec<String> =
        plan.entries().iter().map(|entry| entry.rule().expect("it has one").text()).collect();
    patterns.sort_unstable();
    patterns.dedup();
    let mut printed = paths(&plan.to_string());
    printed.sort_unstable();
    assert_eq!(printed.iter().map(|path| format!("{path} => ones")).collect::<Vec<_>>(), patterns, "{plan}");
}

#[test]
fn nothing_is_broken_within_a_word() {
    #[derive(Initialize)]
    struct Inner {
        #[init(shape = [768, 768], normal(0.0, 0.02))]
        a_projection_of_some_length: Array2<f32>,
    }
    #[derive(Initialize)]
    struct Outer {
        encoder_of_the_first_language: [Inner; 2],
        #[init(shape = [2], ones)]
        gain: Array1<f64>,
    }
    let file = "a folder (of models)/the-weights-of-long-ago.safetensors";
    let rules = init! { <Outer>
        encoder_of_the_first_language[0].** => load(file),
        ** => mixture { 0.125 => uniform(5.0, 10.0), 0.125 => uniform(-10.0, -5.0), 0.75 => normal(0.0, 0.001) },
    };
    let plan = rules.plan_build().expect("static");
    for table in [plan.to_string(), format!("{plan:#}")] {
        assert!(table.contains(&format!("`{file}`")), "{table}");
        assert!(table.contains("  a_projection_of_"), "{table}");
        let expected = plan.entries().iter().map(|entry| entry.info().path().to_string()).collect::<Vec<_>>();
        assert_eq!(paths(&table), expected, "{table}");
    }
    let model = Outer::init(1).expect("complete");
    let rules = init! { <Outer> gain => ones, ** => keep };
    let text = rules.summary(&model).to_string();
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    assert_eq!(paths(&text), paths(&format!("{plan:#}")), "{text}");
}

#[test]
fn a_shared_element_type_moves_where_there_is_no_room() {
    #[derive(Initialize)]
    struct Wide {
        #[init(shape = [4096, 4096], axes = [out, in], kaiming_normal(gain = LeakyRelu(0.1)))]
        a_name_that_takes_some_of_the_width: Array2<f32>,
    }
    let text = Wide::plan_init().expect("nothing to allocate").to_string();
    assert!(text.contains(" [4096, 4096] ") && !text.contains("f32 ["), "{text}");
    assert!(text.contains("\n1 parameter, 16777216 elements of f32, 64.0 MiB"), "{text}");
    let text = gpt().to_string();
    assert!(text.contains("f64 [8] ") && !text.contains(" of f"), "{text}");
}

#[test]
fn long_names_do_not_widen_the_table() {
    let rules = init! { <Dense<4, 8>>
        weight => mixture { 0.125 => uniform(5.0, 10.0), 0.125 => uniform(-10.0, -5.0), 0.75 => normal(0.0, 0.001) },
        bias => zeros,
    };
    for text in [rules.plan_build().expect("static").to_string(), format!("{:#}", rules.plan_build().expect("static"))]
    {
        assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
        assert!(text.contains("uniform(-10, -5)"), "{text}");
    }
}

#[test]
fn attributes_and_rules_plan_alike() {
    let model = Gpt::init_with(dims(), 42).expect("complete");
    let rules = init! { <Gpt> ** => default };
    for other in [model.plan(), rules.plan(&model), rules.plan_build_with(dims()).expect("fits in memory")] {
        assert!(gpt().diff(&other).is_empty());
        assert_eq!(gpt().to_string(), other.to_string());
    }
}

#[test]
fn a_new_model_has_nothing_to_keep() {
    let rules = init! { <Dense<4, 8>> weight => keep, bias => zeros };
    assert!(rules.plan(&Dense::init(1).expect("static")).check().is_ok());
    let text = rules.plan_build().expect("static").check().expect_err("it is new").to_string();
    assert_eq!(text, rules.build(1).expect_err("it is new").to_string());
}

#[test]
fn expectations_are_those_of_the_initializers() {
    let rules = init! { <[Dense<4, 8>; 6]>
        [0].weight => clamped(uniform(-1.0, 1.0), 0.0, 1.0),
        [1].weight => mixture { 0.5 => constant(1.0), 0.5 => constant(3.0) },
        [2].weight => scaled(trunc_normal(1.0), -2.0),
        [3].weight => |_| init::normal(1.0, 2.0),
        [4].weight => map(uniform(-1.0, 1.0), f64::abs),
        [5].weight => sample(rand_distr::Exp1),
        ** => default,
    };
    let plan = rules.plan_build().expect("static");
    let moments: Vec<_> = plan.entries().iter().step_by(2).map(PlanEntry::moments).collect();
    let near = |at: usize, mean: f64, std: f64| {
        let (m, s) = moments[at].expect("known");
        assert!((m - mean).abs() < 1e-9 && (s - std).abs() < 1e-9, "{at}: {m} {s}");
    };
    near(0, 0.25, (1.0_f64 / 6.0 - 1.0 / 16.0).sqrt());
    near(1, 2.0, 1.0);
    near(2, 0.0, 2.0 * 0.879_625_661_034_239_8);
    near(3, 1.0, 2.0);
    assert_eq!(&moments[4..], [None, None]);
}

#[test]
fn a_plan_as_json() {
    let json = serde_json::to_value(gpt()).expect("plain data");
    assert_eq!(json["contract"], 1);
    let parameters = json["parameters"].as_array().expect("a list");
    assert_eq!(parameters.len(), 13);
    let first = &parameters[0];
    assert_eq!(first["path"], "blocks.0.qkv");
    assert_eq!((&first["element"], &first["shape"]), (&"f32".into(), &[24, 8].into()));
    assert_eq!((&first["fan_in"], &first["fan_out"]), (&8.into(), &8.into()));
    assert_eq!((&first["initializer"], &first["preset_gives"]), (&"xavier_uniform".into(), &serde_json::Value::Null));
    assert!((first["std"].as_f64().expect("known") - 0.125_f64.sqrt()).abs() < 1e-15);
    assert_eq!(first["stream"], format!("{:016x}", paraminit::stream::stream_number("blocks.0.qkv")));
    assert!(first["rule"]["file"].as_str().is_some_and(|file| file.ends_with("plan.rs")));
    assert_eq!(parameters[1]["initializer"], "pytorch");
    let lazy = LazyDense::<f32>::plan_init_with(LazyDenseDims { outputs: 8 }).expect("nothing to allocate");
    let lazy = serde_json::to_value(lazy).expect("plain data");
    assert_eq!(lazy["parameters"][0]["shape"], serde_json::json!([8, null]));
}

#[test]
fn a_diff_says_what_gets_other_values() {
    #[derive(Initialize)]
    struct Before {
        #[init(shape = [4], zeros)]
        first: Array1<f32>,
        #[init(shape = [4], zeros)]
        old: Array1<f32>,
        #[init(shape = [4], zeros)]
        kept: Array1<f32>,
        #[init(shape = [4, 2], axes = [out, in], lecun_normal)]
        turned: Array2<f32>,
        blocks: [Dense<4, 4>; 3],
    }
    #[derive(Initialize)]
    struct After {
        #[init(shape = [5], zeros)]
        first: Array1<f64>,
        #[init(shape = [4], zeros, key = "old")]
        renamed: Array1<f32>,
        #[init(shape = [4], zeros, key = "other")]
        kept: Array1<f32>,
        #[init(shape = [4, 2], axes = [in, out], lecun_normal)]
        turned: Array2<f32>,
        #[init([*].weight => orthogonal, [*].bias => pytorch)]
        blocks: [Dense<4, 4>; 3],
        #[init(shape = [2], ones)]
        extra: Array1<f32>,
    }
    let (old, new) = (Before::plan_init().expect("static"), After::plan_init().expect("static"));
    assert_eq!(
        old.diff(&new).to_string(),
        "changed first
  shape        f32 [4]
            -> f64 [5]
renamed old -> renamed, the same values
changed kept
  stream       583876d75cd7d1d9
            -> 0a24ad61c2562a55
changed turned
  fans         2 -> 4
            -> 4 -> 2
changed blocks[0..3].weight
  initializer  pytorch: kaiming_uniform(gain = LeakyRelu(2.23606797749979))
            -> orthogonal
added   extra  f32 [2]  ones
8 parameters differ"
    );
    let back = new.diff(&old);
    assert!(back.to_string().ends_with("\ngone    extra  f32 [2]  ones\n8 parameters differ"), "{back}");
    assert!(matches!(&back.changes()[0], Change::Changed { path, differences }
        if path == "first" && differences[0].what == What::Shape));
    assert_eq!(old.diff(&old).to_string(), "nothing is initialized differently");
}

#[derive(Initialize)]
struct Inner {
    #[init(shape = [2], ones)]
    must: Array1<f32>,
    #[init(shape = [2], required)]
    required: Array1<f32>,
}

#[derive(Initialize)]
#[init(inner.* => constant(2.0), ** => zeros)]
struct Middle {
    #[init(must => constant(3.0))]
    inner: Inner,
    other: f32,
}

#[test]
fn an_explanation_lists_who_wins_and_who_loses() {
    let model = Middle::init(1).expect("complete");
    let text = model.explain("inner.must").expect("exists").to_string();
    assert_eq!(
        without_sites(&text),
        "`inner.must` f32 [2] gets `constant(3)`
  `must => constant(3.0)`, attribute on `inner`
    wins
  `inner.* => constant(2.0)`, attribute on `Middle`
    loses: a field's attribute comes before the struct's
  `** => zeros`, attribute on `Middle`
    loses: a field's attribute comes before the struct's
  `ones`, attribute on `inner.must`
    loses: outer attributes come before inner ones"
    );
    let rules = init! { <Middle> inner.required => default, inner.* => ones, other => zeros };
    let text = rules.explain(&model, "inner.required").expect("exists").to_string();
    assert_eq!(
        without_sites(&text),
        "`inner.required` f32 [2] gets `constant(2)`
  `inner.required => default`, rule of the run
    leaves it to the attributes
  `inner.* => ones`, rule of the run
    loses: an earlier rule matches
  `inner.* => constant(2.0)`, attribute on `Middle`
    wins
  `** => zeros`, attribute on `Middle`
    loses: an earlier rule matches"
    );
    let explanation = rules.explain(&model, "inner.must").expect("exists");
    let reasons: Vec<_> = explanation.candidates().iter().map(|candidate| candidate.verdict.clone()).collect();
    assert_eq!(reasons[0], Verdict::Wins);
    assert!(reasons[1..].iter().all(|verdict| *verdict == Verdict::Loses(Reason::Run)), "{explanation}");
    assert!(explanation.to_string().contains("plan.rs:"), "{explanation}");
    // Every winner is the rule that the plan names.
    for entry in rules.plan(&model).entries() {
        let explanation = rules.explain(&model, &entry.info().path().to_string()).expect("exists");
        let winner = explanation.candidates().iter().find(|candidate| candidate.verdict == Verdict::Wins);
        assert_eq!(winner.map(|winner| winner.rule.text()), entry.rule().map(|rule| rule.text()));
    }
    let unknown = rules.explain(&model, "inner.mst").expect_err("a slip");
    assert_eq!(unknown.nearest(), Some("inner.must"));
}

/// Without the names and lines of files.
fn without_sites(text: &str) -> String {
    let line = |line: &str| match line.strip_prefix("  ").and_then(|rest| rest.split_once("  `")) {
        Some((site, rest)) if site.contains(".rs:") => format!("  `{rest}"),
        _ => line.to_owned(),
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_authors_attributes_do_not_count_where_required() {
    #[derive(Initialize)]
    #[init(** => ones)]
    struct Author {
        #[init(required)]
        gain: f32,
    }
    #[derive(Initialize)]
    struct User {
        #[init(gain => zeros)]
        part: Author,
    }
    let explanation = User::init(1).expect("complete").explain("part.gain").expect("exists");
    let verdicts: Vec<_> = explanation.candidates().iter().map(|candidate| candidate.verdict.clone()).collect();
    assert_eq!(verdicts, [Verdict::Wins, Verdict::Loses(Reason::Outer)], "{explanation}");
}

#[test]
fn the_committed_lock_holds() {
    // Beside the manifest of this package.
    assert_plan!(gpt(), "data/gpt.lock");
}

#[test]
fn a_lock_is_replaced_as_a_whole() {
    let folder = tempfile::tempdir().expect("a place");
    let files = || fs::read_dir(folder.path()).expect("a folder").count();
    let file = folder.path().join("init.lock");
    gpt().write_lock(&file).expect("there is room");
    // Who reads the file that is there goes on reading it: it is not written in place.
    let before = fs::read_to_string(&file).expect("written");
    let old = folder.path().join("old");
    fs::hard_link(&file, &old).expect("two names");
    let plan = Dense::<4, 8>::plan_init().expect("static");
    plan.write_lock(&file).expect("there is room");
    plan.check_lock(&file).expect("the new one");
    assert_eq!(fs::read_to_string(&old).expect("the old one"), before);
    assert_eq!(files(), 2);

    let taken = folder.path().join("taken");
    fs::create_dir(&taken).expect("there is room");
    assert!(matches!(plan.write_lock(&taken), Err(LockError::Io { path, .. }) if path == taken));
    assert!(matches!(plan.write_lock(""), Err(LockError::Io { .. })));
    assert_eq!(files(), 3);
}

#[test]
fn a_lock_notices_what_changes_values() {
    let folder = tempfile::tempdir().expect("a place");
    let file = folder.path().join("init.lock");
    let plan = |std: f64| init! { <Dense<4, 8>> weight => |_| init::normal(0.0, std), bias => zeros }.plan_build();
    let (one, two) = (plan(0.01).expect("static"), plan(0.02).expect("static"));
    let missing = one.check_lock(&file).expect_err("nobody wrote it");
    assert!(matches!(missing, LockError::Missing { .. }));
    assert!(missing.to_string().ends_with("\nhelp: `PARAMINIT_LOCK=update cargo test` writes it"), "{missing}");

    one.write_lock(&file).expect("there is room");
    one.check_lock(&file).expect("the same");
    // The same initializer of a rule on another line.
    let moved = init! { <Dense<4, 8>>

        bias => zeros,
        weight => normal(0.0, 0.01),
    };
    moved.plan_build().expect("static").check_lock(&file).expect("the same values");

    let differs = two.check_lock(&file).expect_err("another std").to_string();
    assert!(
        differs.contains("\nchanged weight\n  initializer  normal(0, 0.01)\n            -> normal(0, 0.02)\n"),
        "{differs}"
    );
    let wider = init! { <Dense<5, 8>> weight => normal(0.0, 0.01), bias => zeros }.plan_build().expect("static");
    let differs = wider.check_lock(&file).expect_err("another shape").to_string();
    assert!(differs.contains("f32 [8, 4]\n            -> f32 [8, 5]"), "{differs}");
    let double = init! { <Dense<4, 8, f64>> weight => normal(0.0, 0.01), bias => zeros }.plan_build().expect("static");
    assert!(double.check_lock(&file).is_err());

    let text = fs::read_to_string(&file).expect("written");
    fs::write(&file, text.replace("contract 1", "contract 0")).expect("there is room");
    let differs = one.check_lock(&file).expect_err("another contract").to_string();
    let expected = ":\ncontract 0 -> 1: the same seed gives other random values, even where nothing else differs\n\
        nothing else differs\nhelp: ";
    assert!(differs.contains(expected), "{differs}");
    let both = two.check_lock(&file).expect_err("another contract and std").to_string();
    assert!(both.contains("contract 0 -> 1: ") && both.contains("\n1 parameter differs\n"), "{both}");
    fs::write(&file, "not a lock").expect("there is room");
    assert!(matches!(one.check_lock(&file), Err(LockError::Format { line: 1, .. })));
    assert!(matches!(one.check_lock(folder.path()), Err(LockError::Io { .. })));

    let broken = init! { <Dense<4, 8>> ** => |_| init::normal(0.0, -1.0) }.plan_build().expect("static");
    assert!(matches!(broken.write_lock(&file), Err(LockError::Fails { failures }) if failures.len() == 2));
}

#[test]
#[should_panic(expected = " lock file")]
fn an_assertion_panics() {
    assert_plan!(gpt(), Path::new("data/none/init.lock"));
}

#[test]
fn names_with_blanks_keep_their_column() {
    struct Odd;
    impl Initializer for Odd {
        fn initialize(
            &self,
            _: &ParamInfo,
            _: ViewMut<'_>,
            _: &mut Stream,
        ) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
            Ok(())
        }

        fn name(&self) -> String {
            "two  words\nand a line".to_owned()
        }
    }
    assert_eq!(Odd.name().lines().count(), 2);
    let file = tempfile::NamedTempFile::new().expect("a place");
    let plan = init! { <Dense<4, 8>> ** => custom(&Odd) }.plan_build().expect("static");
    plan.write_lock(file.path()).expect("there is room");
    plan.check_lock(file.path()).expect("the same");
}

#[test]
fn a_part_is_explained_as_any_parameter() {
    #[derive(Initialize)]
    struct Packed {
        #[init(shape = [5, 2], axes = [out, in], parts(q = 2, kv = 3), q => ones, kv => zeros)]
        w: Array2<f32>,
    }
    let rules = init! { <Packed> w.q => constant(2.0), ** => default };
    let model = rules.build(1).expect("static");
    let verdicts = |path: &str| {
        let explanation = rules.explain(&model, path).expect("it is there");
        explanation.candidates().iter().map(|candidate| candidate.verdict.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(
        verdicts("w.q"),
        ["wins", "loses: an earlier rule matches", "loses: rules of the run come before attributes"]
    );
    assert_eq!(verdicts("w.kv"), ["leaves it to the attributes", "wins"]);
}

#[test]
fn enums_are_explained_as_they_are_resolved() {
    #[derive(Initialize)]
    #[init(** => ones)]
    enum Layer {
        #[init(build, ** => constant(2.0))]
        Both {
            #[init(constant(3.0))]
            a: f32,
            b: f32,
        },
        Held(#[init(weight => zeros)] Dense<2, 2>),
    }
    #[derive(Initialize)]
    struct Net {
        layers: [Layer; 2],
    }
    let rules = init! { <Net> ** => default };
    let mut model = rules.build(1).expect("a variant is marked");
    model.layers[1] = Layer::Held(Dense::init(1).expect("static sizes"));
    let explained = |path: &str| {
        let explanation = rules.explain(&model, path).expect("it is there");
        let of = explanation.candidates().iter().skip(1);
        let of: Vec<_> = of.map(|c| format!("{}, {}: {}", c.rule.text(), c.place, c.verdict)).collect();
        let site = explanation.entry().rule().expect("covered");
        let winner = explanation.candidates().iter().find(|c| c.verdict == Verdict::Wins).expect("covered");
        assert_eq!((winner.rule.text(), winner.rule.location()), (site.text(), site.location()), "{path}");
        of
    };
    let field = "loses: a field's attribute comes before the struct's";
    assert_eq!(
        explained("layers.0.a"),
        [
            "constant(3.0), attribute on `layers.0.a`: wins".to_owned(),
            format!("** => constant(2.0), attribute on the variant `Both`: {field}"),
            format!("** => ones, attribute on `Layer`: {field}"),
        ]
    );
    assert_eq!(
        explained("layers.0.b"),
        [
            "** => constant(2.0), attribute on the variant `Both`: wins",
            "** => ones, attribute on `Layer`: loses: a variant's attribute comes before the enum's",
        ]
    );
    let held = explained("layers.1.weight");
    assert_eq!(held[0], "weight => zeros, attribute on `layers.1`: wins");
    assert_eq!(held[1], format!("** => ones, attribute on `Layer`: {field}"));
}
