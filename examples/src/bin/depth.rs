//! A hundred dense layers with rectifiers: what initializers make of a signal, beside what theory says.
//!
//! ```text
//! cargo run --release --bin depth                                            # a minute or two
//! cargo run --release --bin depth -- --depth 50 --width 256 --seeds 100
//! cargo run --release --bin depth -- --svg depth.svg                         # and a picture; or --png depth.png
//! ```
//!
//! The logarithm of the root mean square of the activations, relative to the input, is a random walk. For
//! `kaiming_normal`, L layers of width n, its mean is -5 L / (4 n) and its variance 5 L / (4 n). `src/depth.rs` derives
//! this and what holds for the others. The input is one vector, so that every seed is one independent observation.
//!
//! The theory is that of wide networks: what it leaves out is about 4 / n of the variance. Hundreds of seeds of a
//! narrow network are exact enough to show that.

use std::error::Error;
use std::path::PathBuf;

use comfy_table::{CellAlignment, LineStyle, Table, presets};
use paraminit::plot;
use paraminit_examples::depth::{Measurement, NetDims, Scheme, schemes};

/// How many standard errors are still in agreement.
const TOLERANCE: f64 = 4.0;

/// After how many layers the signal is printed.
const SHOWN: [usize; 9] = [1, 2, 5, 10, 20, 50, 100, 200, 500];

fn main() -> Result<(), Box<dyn Error>> {
    let (mut depth, mut width, mut seeds) = (100, 1024, 8_usize);
    let mut pictures = Vec::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let flag = match argument.as_str() {
            "--depth" => &mut depth,
            "--width" => &mut width,
            "--seeds" => &mut seeds,
            "--svg" | "--png" => {
                let file = arguments.next().map(PathBuf::from);
                let kind = argument.trim_start_matches('-');
                let fits = |file: &PathBuf| file.extension().is_some_and(|end| end.eq_ignore_ascii_case(kind));
                pictures.push(file.filter(fits).ok_or(format!("`{argument}` needs a file `*.{kind}`"))?);
                continue;
            }
            _ => {
                return Err(
                    format!("`{argument}` is none of `--depth`, `--width`, `--seeds`, `--svg` and `--png`").into()
                );
            }
        };
        let number: Option<usize> = arguments.next().and_then(|number| number.parse().ok());
        *flag = number.filter(|&number| number > 0).ok_or(format!("`{argument}` needs a number greater than 0"))?;
    }

    let mut measured = Vec::new();
    for scheme in schemes() {
        let seeds = 0..seeds.div_ceil(scheme.rarer as usize) as u64;
        measured.push((Measurement::new(&scheme.rules, NetDims { width, depth }, seeds)?, scheme));
    }
    println!("{depth} dense layers of width {width} with rectifiers, {seeds} seeds");
    println!("ln(rms of the activations / rms of the input), mean over the seeds; orthogonal has an eighth of them.");
    println!(
        "The row `theory` is for the last layer. It is not 0 even where the mean square is kept: the typical signal fades."
    );
    println!(
        "`pytorch` has no verdict below: its signal settles at the level of its biases, so there is no walk to test.\n"
    );
    println!("{}\n", by_depth(&measured, depth, width));
    println!("After the last layer, beside the theory. `off` is in standard errors; up to {TOLERANCE} agree.\n");
    println!("{}", at_the_end(&measured, depth, width));
    let series: Vec<_> =
        measured.iter().map(|(measurement, scheme)| measurement.series(scheme.name, scheme.theory)).collect();
    for file in pictures {
        plot::depth(&series, "rms of the activations / rms of the input", &file)?;
        println!("\nThe picture is in {}.", file.display());
    }
    Ok(())
}

fn by_depth(measured: &[(Measurement, Scheme)], depth: usize, width: usize) -> Table {
    let names = measured.iter().map(|(_, scheme)| scheme.name);
    let mut table = table(["layers"].into_iter().chain(names));
    let mut shown: Vec<usize> = SHOWN.into_iter().filter(|&layers| layers < depth).collect();
    shown.push(depth);
    for layers in shown {
        let cells = measured.iter().map(|(measurement, _)| format!("{:.3}", measurement.after(layers).0));
        table.add_row([layers.to_string()].into_iter().chain(cells));
    }
    let theory = measured.iter().map(|(_, scheme)| format!("{:.3}", scheme.theory.mean(depth, width)));
    table.add_row(["theory".to_owned()].into_iter().chain(theory));
    table
}

fn at_the_end(measured: &[(Measurement, Scheme)], depth: usize, width: usize) -> Table {
    let mut table = table(["", "seeds", "mean", "theory", "off", "variance", "theory", "off", "agrees"]);
    for (measurement, scheme) in measured {
        let mut cells = vec![scheme.name.to_owned(), measurement.seeds().to_string()];
        let mean = measurement.after(depth).0;
        cells.extend([mean, scheme.theory.mean(depth, width)].map(|number| format!("{number:.4}")));
        // Where nothing random walks, the theory gives no scale for a difference.
        if let (Some(off), Some(variance)) =
            (measurement.deviations(scheme.theory), scheme.theory.variance(depth, width))
        {
            cells.push(format!("{:.1}", off.mean));
            cells.extend([measurement.variance(), variance].map(|number| format!("{number:.4}")));
            cells.push(format!("{:.1}", off.variance));
            cells.push(if off.within(TOLERANCE) { "yes" } else { "NO" }.to_owned());
        }
        table.add_row(cells);
    }
    table
}

fn table(header: impl IntoIterator<Item = &'static str>) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY.row_separator(LineStyle::none()));
    table.set_header(header);
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}
