//! The README's times are those of `BENCHMARKS.md`, rounded.

/// The cells of a row of a table.
fn cells(line: &str) -> Vec<&str> {
    line.trim_matches('|').split('|').map(str::trim).collect()
}

/// The rows of a table, from the one that begins so up to the first line that is none.
fn table<'t>(text: &'t str, head: &str) -> Vec<Vec<&'t str>> {
    let lines = text.lines().skip_while(|line| !line.starts_with(head));
    let rows: Vec<Vec<&str>> = lines.take_while(|line| line.starts_with('|')).map(cells).collect();
    assert!(rows.len() > 2, "there is no table that begins `{head}`");
    rows
}

/// A number with its unit as microseconds, and half of its last digit.
fn time(text: &str) -> (f64, f64) {
    let (number, unit) = text.split_once(' ').unwrap_or((text, ""));
    let scale = match unit {
        "ms" => 1e3,
        "us" | "" => 1.0,
        unit => panic!("`{unit}` is no unit"),
    };
    let decimals = number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let half = 0.5 / 10_f64.powi(i32::try_from(decimals).expect("few digits"));
    (number.parse::<f64>().expect("a number") * scale, half * scale)
}

/// Whether `short` is `long` rounded: half a digit of both away at most.
fn rounds(short: &str, long: &str) {
    let ((short_is, short_half), (long_is, long_half)) = (time(short), time(long));
    assert!((short_is - long_is).abs() <= short_half + long_half, "the README says {short}, BENCHMARKS.md {long}");
}

const README: &str = include_str!("../../README.md");
const BENCHMARKS: &str = include_str!("../../BENCHMARKS.md");

#[test]
fn dense_layers() {
    let measured = table(BENCHMARKS, "|  | shape | products by |");
    let mut shape = "";
    let rows = table(README, "| batch x inputs -> outputs |");
    for row in &rows[2..] {
        let [size, element, pure, pure_ratio, blas, blas_ratio] = row[..] else { panic!("{row:?}") };
        shape = if size.is_empty() { shape } else { size };
        for (products, time, ratio) in [("pure Rust", pure, pure_ratio), ("OpenBLAS", blas, blas_ratio)] {
            let of = |row: &&Vec<&str>| row[..4] == [element, shape, products, "1"];
            let found = measured.iter().find(of).unwrap_or_else(|| panic!("{element} {shape} {products}"));
            rounds(time, found[4]);
            rounds(ratio, found[6]);
        }
    }
}

#[test]
fn normal_values_of_other_systems() {
    let peers = table(BENCHMARKS, "| `f32`, 1 thread | paraminit |");
    let normal = peers.iter().find(|row| row[0] == "`normal`").expect("it is measured");
    let rows = table(README, "| | rules are checked |");
    for (system, column) in
        [("paraminit", "paraminit"), ("PyTorch", "torch"), ("Flax Linen", "jax"), ("Keras", "keras")]
    {
        let row = rows.iter().find(|row| row[0] == system).expect("it is compared");
        let column = peers[0].iter().position(|head| head.starts_with(column)).expect("it is measured");
        let first = |cell: &'static str| cell.split(" (").next().unwrap_or_default();
        rounds(first(row[5]), first(normal[column]));
    }
}
