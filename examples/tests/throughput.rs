//! The program `throughput` runs, and its rows are those that BENCHMARKS.md is made from.

use std::process::Command;

use serde_json::Value;

fn run(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_throughput")).args(arguments).output().expect("the program starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

fn rows() -> Vec<Value> {
    let parse = |line| serde_json::from_str(line).expect("one object a line");
    run(&["--quick", "--json"]).lines().map(parse).collect()
}

#[test]
fn every_row_is_there_and_took_time() {
    let rows = rows();
    assert_eq!(rows[0]["what"], "machine");
    let find = |what: &str, dtype: &str| {
        let found = rows.iter().find(|row| row["what"] == what && row["dtype"] == dtype && row["threads"] == 1);
        found.unwrap_or_else(|| panic!("no row `{what}` of `{dtype}`"))
    };
    let in_all_types =
        ["fill", "uniform", "normal", "trunc_normal", "trunc_normal_tail", "trunc_normal_wide", "mixture"];
    let in_two_types = [
        "xavier_uniform",
        "kaiming_normal",
        "map",
        "normal_column_major",
        "normal_every_other_column",
        "normal_slice_of_a_quarter",
        "uniform_new_array",
        "normal_new_array",
        "rand_distr_uniform",
        "rand_distr_normal",
        "ndarray_rand_uniform",
        "ndarray_rand_normal",
        "orthogonal_48",
        "orthogonal_96",
    ];
    for dtype in ["f32", "f64", "f16", "bf16"] {
        let more = if dtype.starts_with("f3") || dtype == "f64" { &in_two_types[..] } else { &[] };
        for what in in_all_types.iter().chain(more) {
            let row = find(what, dtype);
            let (ns, n) = (row["ns_per_element"].as_f64().unwrap_or_default(), row["n"].as_u64().unwrap_or_default());
            assert!(ns > 0.0 && n > 0, "{row}");
        }
    }
    // Initializing in place allocates nothing; building allocates the four arrays.
    assert_eq!(find("small_net_apply", "f32")["allocations"], 0);
    assert_eq!(find("small_net_build", "f32")["allocations"], 4);
}

/// By the peak that Linux reports. Threads and the page of code that runs take some of it.
#[test]
#[cfg(target_os = "linux")]
fn a_model_is_built_in_its_own_memory() {
    let rows = rows();
    let row = rows.iter().find(|row| row["what"] == "memory").expect("a row `memory`");
    let (model, beyond) = (row["model_bytes"].as_u64(), row["beyond_bytes"].as_u64());
    assert_eq!(model, Some(32 << 20));
    assert!(beyond.is_some_and(|beyond| beyond < 8 << 20), "{row}");
}

#[test]
fn the_tables_show_the_ratios() {
    let text = run(&["--quick"]);
    let line = text.lines().find(|line| line.contains(" fill ") && line.contains(" f32 ")).expect("a row `fill`");
    assert_eq!(line.split_whitespace().last(), Some("1.00"), "{line}");
    assert!(text.contains("at the peak"));
}
