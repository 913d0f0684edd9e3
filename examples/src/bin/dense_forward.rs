//! How fast the dense layers are, beside the bare product of matrices.
//!
//! ```text
//! cargo run --release --bin dense_forward              # a table
//! cargo run --release --bin dense_forward -- --json    # one object a line
//! OPENBLAS_NUM_THREADS=1 cargo run --release -p paraminit-examples --features openblas --bin dense_forward
//! ```
//!
//! The shortest of many calls counts, and both sides take turns: noise only adds.

use std::error::Error;

use comfy_table::{CellAlignment, LineStyle, Table, presets};
use paraminit_examples::throughput_dense::{Row, backend, rows};

fn main() -> Result<(), Box<dyn Error>> {
    let mut json = false;
    for argument in std::env::args().skip(1) {
        if argument != "--json" {
            return Err(format!("`{argument}` is not `--json`").into());
        }
        json = true;
    }
    let rows = rows()?;
    if json {
        rows.iter().for_each(print_json);
    } else {
        println!("products: {}, at most {} threads\n", backend(), rows.first().map_or(1, |row| row.threads));
        println!("{}", table(&rows));
    }
    Ok(())
}

fn print_json(row: &Row) {
    let Row { what, dtype, shape, threads, ns_per_call, gflops } = row;
    println!(
        r#"{{"what": "{what}", "dtype": "{dtype}", "shape": "{shape}", "threads": {threads}, "backend": "{}", "ns_per_call": {ns_per_call:.0}, "gflops": {gflops:.2}}}"#,
        backend()
    );
}

fn table(rows: &[Row]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY.row_separator(LineStyle::none()));
    table.set_header(["", "type", "shape", "us a call", "GFLOP/s", "x gemm"]);
    for row in rows {
        let bare = rows
            .iter()
            .find(|other| other.what.ends_with("gemm") && (other.dtype, &other.shape) == (row.dtype, &row.shape));
        let ratio = bare.map(|bare| format!("{:.2}", row.ns_per_call / bare.ns_per_call)).unwrap_or_default();
        let (time, rate) = (format!("{:.1}", row.ns_per_call / 1e3), format!("{:.1}", row.gflops));
        table.add_row([row.what, row.dtype, &row.shape, &time, &rate, &ratio]);
    }
    for column in table.column_iter_mut().skip(3) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}
