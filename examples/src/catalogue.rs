//! Every built-in initializer at work: a model with a parameter for each of them.

mod model;

use comfy_table::{CellAlignment, ContentArrangement, LineStyle, Table, presets};
use paraminit::prelude::*;

pub use model::{Catalogue, rules};

use crate::histogram::{histogram, range};

/// One parameter: what it was given, and what that looks like.
#[derive(Clone, Debug)]
pub struct Row {
    /// The initializer as it stands in a rule; what holds code, as far as it can be printed.
    pub spelling: String,
    /// Length of each axis.
    pub shape: Vec<usize>,
    /// All values, in row-major order.
    pub values: Vec<f64>,
}

/// A row for each parameter of the model, initialized with this seed.
///
/// # Errors
/// That of the run, if an initializer does not suit its parameter.
pub fn rows(seed: u64) -> Result<Vec<Row>, InitError> {
    let rules = rules();
    let model = rules.build(seed)?;
    let plan = rules.plan(&model);
    // Plan and model list the same parameters in the same order.
    let rows = plan.entries().iter().zip(model.named_parameters()).map(|(entry, (path, view))| Row {
        spelling: match (path.to_string().as_str(), entry.initializer()) {
            // A plan says what the closure gave, and not that there was one.
            ("by", given) => format!("from_fn(|p| {given})"),
            (_, initializer) => initializer.to_owned(),
        },
        shape: view.shape().to_vec(),
        values: view.values().collect(),
    });
    Ok(rows.collect())
}

/// The rows as a table, a line each.
#[must_use]
pub fn table(rows: &[Row]) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_HORIZONTAL_ONLY.row_separator(LineStyle::none()))
        .set_content_arrangement(ContentArrangement::Disabled)
        .set_header(["initializer", "shape", "mean", "std", "min", "max", "min .. max"]);
    for Row { spelling, shape, values } in rows {
        #[expect(clippy::cast_precision_loss, reason = "a number of elements")]
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let std = (values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n).sqrt();
        let (low, high) = range(values);
        let [mean, std, low, high] = [mean, std, low, high].map(|x| format!("{:.3}", without_sign_of_zero(x)));
        table.add_row([spelling.clone(), format!("{shape:?}"), mean, std, low, high, histogram(values)]);
    }
    for (i, column) in table.column_iter_mut().enumerate() {
        match i {
            0 | 1 | 5 => column.set_padding((0, 2)),
            6 => column.set_padding((0, 0)),
            _ => column.set_padding((0, 1)),
        };
        if (2..6).contains(&i) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}

/// What is printed as zero is printed without a sign.
fn without_sign_of_zero(x: f64) -> f64 {
    if x.abs() < 0.0005 { 0.0 } else { x }
}

#[cfg(test)]
mod tests;
