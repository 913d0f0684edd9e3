//! Signals in deep networks fade and spread as theory says, whose formulas stand in `paraminit_examples::depth`.

use paraminit::prelude::*;
use paraminit_examples::depth::{Measurement, Net, NetDims, Theory, schemes};

const DIMS: NetDims = NetDims { width: 256, depth: 50 };

/// Enough for a standard error of 1.4 % of the variance, and of a seventh of the mean.
const SEEDS: u32 = 200;

/// Standard errors. What the theory leaves out is one of those of the variance.
const TOLERANCE: f64 = 5.0;

fn measure(rules: &Rules<'_, Net>, seeds: u32) -> Measurement {
    Measurement::new(rules, DIMS, 0..u64::from(seeds)).expect("the rules suit the network")
}

fn kaiming() -> Theory {
    Theory::independent(2.0_f64.sqrt())
}

/// Mean -5 L / (4 n) and variance 5 L / (4 n), and no other.
#[test]
fn kaiming_normal_fades_as_theory_says() {
    let measured = measure(&init! { <Net> **.weight => kaiming_normal, **.bias => zeros }, SEEDS);
    let off = measured.deviations(kaiming()).expect("a walk");
    assert!(off.within(TOLERANCE), "{off:?}");
    // The variance of the sums themselves, were it that layers are not independent.
    let (mean, variance) = measured.after(DIMS.depth);
    let relative_error = (2.0 / f64::from(SEEDS)).sqrt();
    assert!((variance / (1.25 * 50.0 / 256.0) - 1.0).abs() < TOLERANCE * relative_error, "{mean} {variance}");

    // Half or twice the spread, or that of orthogonal matrices: the variance says no.
    for spread in [0.625, 2.5, 0.75] {
        let off = measured.deviations(Theory::Walk { drift: 0.0, spread }).expect("a walk");
        assert!(off.variance.abs() > TOLERANCE, "{spread}: {off:?}");
    }
    // No fading at all, or twice as much: the mean says no.
    for fading in [0.0, 2.0] {
        let drift = 1.25 / 256.0 * (1.0 - fading);
        let off = measured.deviations(Theory::Walk { drift, spread: 1.25 }).expect("a walk");
        assert!(off.mean.abs() > TOLERANCE, "{fading}: {off:?}");
    }
}

/// A wrong gain shows after a few networks.
#[test]
fn wrong_gains_are_found() {
    let wrong: [(&str, Rules<'_, Net>); 3] = [
        ("gain 1", init! { <Net> **.weight => kaiming_normal(gain = Linear), **.bias => zeros }),
        (
            "variance + 5 %",
            init! { <Net> **.weight => kaiming_normal(gain = Value(1.449_137_674_618_944)), **.bias => zeros },
        ),
        (
            "variance - 5 %",
            init! { <Net> **.weight => kaiming_normal(gain = Value(1.378_404_875_209_022)), **.bias => zeros },
        ),
    ];
    for (name, rules) in wrong {
        let off = measure(&rules, 8).deviations(kaiming()).expect("a walk");
        assert!(off.mean.abs() > TOLERANCE, "{name}: {off:?}");
    }
}

/// Every scheme of the program, the orthogonal one too.
#[test]
fn the_others_do_what_theory_says() {
    for scheme in schemes() {
        let seeds = 16_u32.div_ceil(scheme.rarer);
        let measured = measure(&scheme.rules, seeds);
        if let Some(off) = measured.deviations(scheme.theory) {
            assert!(off.within(TOLERANCE), "{}: {off:?}", scheme.name);
        } else {
            // It spreads, by how much is measured: nothing in the theory says.
            let ((found, variance), seeds) = (measured.after(DIMS.depth), f64::from(seeds));
            let expected = scheme.theory.mean(DIMS.depth, DIMS.width);
            let error = (variance / seeds).sqrt();
            assert!(error < 0.05 && (found - expected).abs() < TOLERANCE * error, "{}: {found}, {error}", scheme.name);
        }
    }
}
