//! How far the polynomials of the random stream are from the truth, over every argument there is, and how the normal
//! distribution looks far out. What it prints stands in the contract, `core/docs/contract.md`.
//!
//! ```text
//! cargo run --release --bin sweep                      # every argument; minutes
//! cargo run --release --bin sweep -- --stride 1009     # every 1009th
//! cargo run --release --bin sweep -- tails 1000000000  # so many normal values, counted beyond k sigma
//! ```
//!
//! The functions are those of the kernel that `PARAMINIT_SIMD` pins; all kernels have the same bits.

mod reference;
mod tails;
mod worst;

use std::error::Error;
use std::time::Instant;

use paraminit::sample::steps;
use paraminit::stream::Simd;
use worst::{Worst, over};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let number = |text: &str| text.parse::<u64>().map_err(|_| format!("`{text}` is not a number"));
    match arguments[..] {
        [] => sweep(1),
        ["--stride", stride] => sweep(number(stride)?.max(1)),
        ["tails", count] => tails::count(number(count)?),
        _ => return Err("usage: sweep [--stride n | tails n]".into()),
    }
    Ok(())
}

/// Bits of the ends of the ranges.
const SMALLEST: u64 = f32::MIN_POSITIVE.to_bits() as u64;
const CENTER: u64 = 0.4785_f32.to_bits() as u64;
const FARTHEST: u64 = (1.0_f32 / 17_179_869_184.0).to_bits() as u64;
const EDGE: u64 = 0.0247_f32.to_bits() as u64;
const NEAREST: u64 = (1.0_f32 / 16_777_216.0).to_bits() as u64;
const FALL: u64 = 22.2_f32.to_bits() as u64;
const ONE: u64 = 1.0_f32.to_bits() as u64;

fn sweep(stride: u64) {
    println!("{} kernel, stride {stride}", Simd::current());
    report("ln u, every float in [2^-126, 1)", SMALLEST..ONE, stride, |bits, worst| {
        let u = bits.map(f32::from_bits);
        for (u, value) in u.iter().zip(steps::ln(&u)) {
            worst.see(u.to_bits(), value, libm::log(f64::from(*u)));
        }
    });
    report("z of Phi(z) = 1/2 + q, every float in [2^-126, 0.4785)", SMALLEST..CENTER, stride, |bits, worst| {
        let q = bits.map(f32::from_bits);
        for (q, value) in q.iter().zip(steps::center(&q)) {
            worst.see(q.to_bits(), value, reference::center(f64::from(*q), f64::from(value)));
        }
    });
    report("z of Phi(z) = p, every float in [2^-34, 0.0247)", FARTHEST..EDGE, stride, |bits, worst| {
        let p = bits.map(f32::from_bits);
        for (p, value) in p.iter().zip(steps::edge(&p)) {
            worst.see(p.to_bits(), value, reference::edge(f64::from(*p), f64::from(value)));
        }
    });
    // The truth is the function of `f64`, which has 13 right digits or more by the tests.
    for probability in [0.5, 2.866_515_718_791_933_3e-7, 4.182_624_065_797_386e-284] {
        let what = format!("rise of f from the point beyond which {probability:e} lies, every float in [2^-24, 22.2)");
        report(&what, NEAREST..FALL, stride, |bits, worst| {
            let f = bits.map(f32::from_bits);
            let (values, truths) = steps::rise(probability, &f);
            for ((f, value), truth) in f.iter().zip(values).zip(truths) {
                worst.see(f.to_bits(), value, truth);
            }
        });
    }
    // Quarter turns must give 0, 1 and -1 exactly: where the truth is 0, any other value counts as infinitely wrong.
    report("sin of 2 pi w 2^-32, every word", 0..1 << 32, stride, |words, worst| {
        let [sines, _] = steps::sin_cos(words);
        for (&word, value) in words.iter().zip(sines) {
            worst.see(word, value, reference::sin_turn(word));
        }
    });
    report("cos of 2 pi w 2^-32, every word", 0..1 << 32, stride, |words, worst| {
        let [_, cosines] = steps::sin_cos(words);
        for (&word, value) in words.iter().zip(cosines) {
            worst.see(word, value, reference::sin_turn(word.wrapping_add(1 << 30)));
        }
    });
}

/// Sweeps, and prints the largest error and where it is.
fn report(what: &str, range: std::ops::Range<u64>, stride: u64, each: impl Fn(&[u32; 256], &mut Worst) + Sync) {
    let start = Instant::now();
    let worst = over(range, stride, each);
    println!(
        "{what}: {:.3} ulp at {:#010x}, relative {:.2e}; {} arguments in {:.0} s",
        worst.ulps,
        worst.at,
        worst.relative,
        worst.seen,
        start.elapsed().as_secs_f64()
    );
}
