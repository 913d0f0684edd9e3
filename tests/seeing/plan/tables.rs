//! How tables are laid out.

use super::*;

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
