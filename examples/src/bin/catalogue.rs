//! The exercise "explore the built-in initializers" of Dive into Deep Learning, section 6.3: all of them, a line each.
//!
//! ```text
//! cargo run --release --bin catalogue
//! ```
//!
//! The model with a parameter for each initializer is in `src/catalogue/model.rs`. Everything printed is the same on
//! every run and on every machine.

use paraminit::InitError;
use paraminit_examples::catalogue::{rows, table};

fn main() -> Result<(), InitError> {
    let rows = rows(42)?;
    println!("Every initializer, spelled as in a rule, and what it makes of a parameter. The seed is 42.");
    println!(
        "What holds code is shown as far as it prints: `from_fn(|p| ..)` is `|p| ..` in a rule, `custom` and `sample` take yours."
    );
    println!("The last column is a histogram between the smallest and the largest value.\n");
    // Without the blanks at the ends of lines.
    for line in table(&rows).to_string().lines() {
        println!("{}", line.trim_end());
    }
    Ok(())
}
