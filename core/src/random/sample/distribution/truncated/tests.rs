//! Tests of the choice of a method, and that methods agree where more than one is accurate.

use super::{Center, Method, Narrow, Tail, TruncatedNormal, Whole};
use crate::sample::Real;
use crate::sample::engine::group::Transformation;
use crate::stream::Isa;

const INFINITY: f64 = f64::INFINITY;

fn standard(low: f64, high: f64) -> TruncatedNormal {
    TruncatedNormal::new(0.0, 1.0, low, high).unwrap()
}

/// The value of one word of 32 bits, twice if `T` has words of 64.
fn value<T: Real>(truncated: &TruncatedNormal, word: u32) -> f64 {
    let mut out = vec![T::ZERO; T::GROUP];
    Isa::SCALAR.run(Transformation { transform: truncated, words: &[[word; 16]; 16], out: &mut out });
    out[0].to_f64()
}

/// Asserts that both methods give the same values on [low, high], to an error of so much of the interval's width or,
/// beyond 8 standard deviations, of 8.
fn agree(low: f64, high: f64, [one, other]: [Method; 2], [single, double]: [f64; 2]) {
    let truncated = standard(low, high);
    let [one, other] = [one, other].map(|method| TruncatedNormal { method, ..truncated });
    let width = (high - low).min(8.0);
    for word in (0..=u32::MAX).step_by(0x0123_4567).chain([1, 0x7fff_ffff, 0x8000_0000, u32::MAX]) {
        let error = (value::<f64>(&one, word) - value::<f64>(&other, word)).abs() / width;
        assert!(error < double, "{error:e} of [{low}, {high}], word {word:#x}");
        let error = (value::<f32>(&one, word) - value::<f32>(&other, word)).abs() / width;
        assert!(error < single, "{error:e} of [{low}, {high}] in f32, word {word:#x}");
    }
}

fn narrow(low: f64, high: f64) -> Method {
    Method::Narrow(Narrow::new(1.0, [low, high], [low, high]))
}

fn center(low: f64, high: f64) -> Method {
    Method::Center(Center::new(0.0, 1.0, low, high))
}

fn whole(low: f64, high: f64) -> Method {
    Method::Whole(Whole::new(0.0, 1.0, low, high))
}

fn upper(low: f64, high: f64) -> Method {
    Method::Tail(Tail::new(low, 1.0, low, high))
}

fn lower(low: f64, high: f64) -> Method {
    Method::Tail(Tail::new(high, -1.0, -high, -low))
}

#[test]
fn method_is_chosen_by_the_interval() {
    let name = |low, high| match standard(low, high).method {
        Method::Point => "point",
        Method::Narrow(_) => "narrow",
        Method::Center(_) => "center",
        Method::Tail(_) => "tail",
        Method::Whole(_) => "whole",
    };
    for (low, high, expected) in [
        (-2.0, 2.0, "center"),
        (-2.02, 2.02, "center"),
        (-2.020_001, 2.0, "whole"),
        (-1.0, 2.020_001, "whole"),
        (0.0, 2.0, "center"),
        (0.0, 2.020_001, "tail"),
        (-2.020_001, 0.0, "tail"),
        (-1e-9, 2.020_001, "whole"),
        (-0.001, 0.001, "center"),
        (1.0, 1.1, "center"),
        (1.0, 1.01, "tail"),
        (-1.01, -1.0, "tail"),
        (-INFINITY, INFINITY, "whole"),
        (0.0, INFINITY, "tail"),
        (8.0, 9.0, "tail"),
        (1.0, 1.000_02, "tail"),
        (1.0, 1.000_01, "narrow"),
        (0.0, 0.000_02, "center"),
        (0.0, 0.000_01, "narrow"),
    ] {
        assert_eq!(name(low, high), expected, "[{low}, {high}]");
    }
    assert_eq!(TruncatedNormal::new(0.0, 0.0, -1.0, 1.0).unwrap().method, Method::Point);
}

/// So the tilt of the linear density is right.
#[test]
fn narrow_intervals_agree_with_tails() {
    for low in [0.0, 0.3, 1.0, 5.0, 30.0_f64] {
        let high = low + 1.2e-5 / low.max(1.0);
        assert!(matches!(standard(low, high).method, Method::Narrow(_)));
        agree(low, high, [narrow(low, high), upper(low, high)], [INFINITY, 2e-8]);
        agree(-high, -low, [narrow(-high, -low), lower(-high, -low)], [INFINITY, 2e-8]);
    }
}

#[test]
fn centers_agree_with_tails() {
    for (low, high) in [(0.0, 2.02), (0.5, 1.5), (1.5, 2.02), (0.0, 0.3)] {
        agree(low, high, [center(low, high), upper(low, high)], [2e-6, 1e-14]);
        agree(-high, -low, [center(-high, -low), lower(-high, -low)], [2e-6, 1e-14]);
    }
}

#[test]
fn centers_agree_with_whole_intervals() {
    for (low, high) in [(-2.02, 2.02), (-0.5, 2.02), (-2.02, 0.1), (0.0, 2.02)] {
        agree(low, high, [center(low, high), whole(low, high)], [1e-6, 1e-14]);
    }
}

#[test]
fn tails_agree_with_whole_intervals() {
    for high in [2.1, 4.0, 9.0, INFINITY] {
        agree(0.0, high, [upper(0.0, high), whole(0.0, high)], [1e-6, 1e-14]);
        agree(-high, 0.0, [lower(-high, 0.0), whole(-high, 0.0)], [1e-6, 1e-14]);
    }
}

/// On both sides of the share from which on the fall of a tail is computed from its farther end.
#[test]
fn short_and_long_tails_agree() {
    for low in [0.5_f64, 3.0, 20.0] {
        let (mut short, mut long) = (low, low + 1.0);
        while short.next_up() < long {
            let middle = f64::midpoint(short, long);
            let side = if Tail::new(low, 1.0, low, middle).is_short() { &mut short } else { &mut long };
            *side = middle;
        }
        assert!(Tail::new(low, 1.0, low, short).is_short() && !Tail::new(low, 1.0, low, long).is_short());
        agree(low, short, [upper(low, short), upper(low, long)], [1e-5, 1e-12]);
    }
}

/// An `f32` computed in `f64` is the same within rounding.
#[test]
fn arithmetic_agrees_where_f32_ends() {
    for (low, high) in [(-2.0, 2.0), (-1.0, INFINITY), (3.0, 4.0)] {
        let at = |std: f64| TruncatedNormal::new(0.0, std, low * std, high * std).unwrap();
        // Powers of two, so that scaling is exact.
        let (inside, outside) = (at(2.0_f64.powi(99)), at(2.0_f64.powi(100)));
        for word in (0..=u32::MAX).step_by(0x0123_4567) {
            let (x, y) = (2.0 * value::<f32>(&inside, word), value::<f32>(&outside, word));
            assert!((x - y).abs() <= 1e-6 * y.abs().max(1e30), "{x} and {y} from {word:#x}");
        }
    }
}
