//! The words of the random stream on the standard output, without end, for the batteries of tests that read them there.
//!
//! ```text
//! cargo run --release --bin words           | dieharder -a -g 200   # one parameter, element by element
//! cargo run --release --bin words -- paths  | dieharder -a -g 200   # 256 words of each of many parameters
//! cargo run --release --bin words -- seeds  | dieharder -a -g 200   # 256 words for each of many seeds
//! ```
//!
//! Words are written as little-endian bytes. The last two see what neighbors have in common: parameters whose paths
//! differ in a number, and seeds that differ in a bit.

use std::error::Error;
use std::io::{self, Write};

use paraminit::sample::steps;
use paraminit::stream::{StreamId, stream_number};

fn main() -> Result<(), Box<dyn Error>> {
    let order = std::env::args().nth(1);
    let weight = stream_number("hidden.weight");
    let words = |i: u64| match order.as_deref() {
        None => Ok(steps::words(StreamId { seed: 42, number: weight }, i)),
        Some("paths") => Ok(steps::words(StreamId::new(42, &format!("layers.{i}.weight")), 0)),
        Some("seeds") => Ok(steps::words(StreamId { seed: i, number: weight }, 0)),
        Some(order) => Err(format!("`{order}` is neither `paths` nor `seeds`")),
    };
    let mut out = io::stdout().lock();
    for i in 0.. {
        match out.write_all(words(i)?.map(u32::to_le_bytes).as_flattened()) {
            // The reader has had enough.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => break,
            done => done?,
        }
    }
    Ok(())
}
