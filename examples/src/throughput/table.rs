//! The report as tables to read.

use comfy_table::{CellAlignment, LineStyle, Table, presets};

use super::row::{Reading, Row};

/// All rows: arrays with their ratios, matrices and models with their times, memory.
#[must_use]
pub fn tables(rows: &[Row]) -> String {
    let whole = |row: &&Row| row.what.starts_with("orthogonal") || !matches!(row.reading, Reading::Time(_));
    let (totals, fills): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(whole);
    format!("{}\n\n{}", fill_table(&fills), total_table(&totals))
}

fn fill_table(rows: &[&Row]) -> Table {
    let mut table = headed(["", "type", "threads", "kernel", "elements", "ns an element", "x fill", "x one thread"]);
    let time = |row: &Row, what: &str, threads: usize| {
        let found =
            rows.iter().find(|other| other.what == what && other.dtype == row.dtype && other.threads == threads);
        found.and_then(|found| found.ns_per_element())
    };
    for row in rows {
        let Some(ns) = row.ns_per_element() else { continue };
        let ratio = |ratio: Option<f64>| ratio.map(|ratio| format!("{ratio:.2}")).unwrap_or_default();
        let fill = ratio(time(row, "fill", 1).map(|fill| ns / fill));
        let one = ratio(time(row, &row.what, 1).filter(|_| row.threads > 1).map(|one| one / ns));
        let (threads, n, ns) = (row.threads.to_string(), row.n.to_string(), format!("{ns:.3}"));
        table.add_row([row.what.as_str(), row.dtype, &threads, row.simd, &n, &ns, &fill, &one]);
    }
    align(table)
}

#[expect(clippy::cast_precision_loss, reason = "for people to read")]
fn total_table(rows: &[&Row]) -> Table {
    let mut table = headed(["", "type", "threads", "kernel", "elements", "in all", "besides"]);
    for row in rows {
        let (all, besides) = match row.reading {
            Reading::Time(ns) => (format!("{:.3} ms", ns / 1e6), String::new()),
            Reading::Small { ns, allocations } => {
                let count = allocations.map_or("not counted".to_owned(), |count| count.to_string());
                (format!("{ns:.0} ns"), format!("{count} allocations"))
            }
            Reading::Memory { model, beyond } => {
                let mib = |bytes: u64| bytes as f64 / f64::from(1 << 20);
                (format!("{:.0} MiB", mib(model)), format!("{:.1} MiB at the peak", mib(beyond)))
            }
        };
        let (threads, n) = (row.threads.to_string(), row.n.to_string());
        table.add_row([row.what.as_str(), row.dtype, &threads, row.simd, &n, &all, &besides]);
    }
    align(table)
}

/// An empty table.
pub(super) fn headed<const N: usize>(header: [&str; N]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY.row_separator(LineStyle::none()));
    table.set_header(header);
    table
}

/// Numbers to the right.
pub(super) fn align(mut table: Table) -> Table {
    for column in table.column_iter_mut().skip(4) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}
