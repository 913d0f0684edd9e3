//! Tests of every operation of every machine, against one lane at a time.

#![expect(clippy::cast_possible_truncation, reason = "bits become words")]
#![expect(clippy::many_single_char_names, reason = "arguments of operators")]

use super::{Bits, Float, Isa, Machine, Simd, Task};

/// Numbers and integers that are likely to cause errors, and then random ones.
fn samples() -> Vec<u64> {
    let special = [0.0, 1.0, 0.5, 5.0, f64::MIN_POSITIVE, f64::MAX, f64::INFINITY, 5e-324, f64::NAN];
    let mut samples: Vec<u64> = special.iter().flat_map(|x| [x.to_bits(), (-x).to_bits()]).collect();
    samples.extend(special.iter().flat_map(|&x| [(x as f32).to_bits(), (-x as f32).to_bits()].map(u64::from)));
    samples.extend((0..64).flat_map(|i| [1 << i, (1_u64 << i).wrapping_sub(1), !0 << i, 1 << 63 | 1 << i]));
    let mut word = 7_u64;
    while samples.len() < 4096 {
        word = word.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0xa176_54e4_6fbe_17f3);
        samples.push(word >> (word % 60));
    }
    samples
}

/// All operations on three numbers, by name. Integer results are returned as numbers with the same bits.
fn operations<F: Float>(a: F, b: F, c: F) -> [(&'static str, F); 26] {
    let (x, y) = (a.to_bits(), b.to_bits());
    [
        ("add", a + b),
        ("sub", a - b),
        ("mul", a * b),
        ("div", a / b),
        ("neg", -a),
        ("mul_add", a.mul_add(b, c)),
        ("sqrt", a.sqrt()),
        ("at_least", a.at_least(b)),
        ("at_most", a.at_most(b)),
        ("reaches", F::from_bits(a.ge_mask(b))),
        ("choose", F::select(x, b, c)),
        ("from_unsigned", F::from_unsigned(x)),
        ("from_signed", F::from_signed(x)),
        ("and", F::from_bits(x & y)),
        ("or", F::from_bits(x | y)),
        ("xor", F::from_bits(x ^ y)),
        ("not", F::from_bits(!x)),
        ("plus", F::from_bits(x.wrapping_add(y))),
        ("minus", F::from_bits(x.wrapping_sub(y))),
        ("left 1", F::from_bits(x.shl::<1>())),
        ("left 16", F::from_bits(x.shl::<16>())),
        ("left 31", F::from_bits(x.shl::<31>())),
        ("right 1", F::from_bits(x.shr::<1>())),
        ("right 11", F::from_bits(x.shr::<11>())),
        ("right 31", F::from_bits(x.shr::<31>())),
        ("signs", F::from_bits(x.sign_mask())),
    ]
}

/// Compares all lanes with one lane at a time. NaNs may differ in their bits.
fn compare<F: Float<Scalar = S>, S: Float<Scalar = S> + PartialOrd + Default>(any: F, samples: &[S])
where
    S::Bits: PartialEq,
{
    let shifted = |by: usize| samples.iter().copied().cycle().skip(by).take(samples.len()).collect::<Vec<_>>();
    let (second, third) = (shifted(1), shifted(517));
    let is_nan = |x: S| x.partial_cmp(&x).is_none();
    for start in (0..samples.len() - F::COUNT).step_by(F::COUNT) {
        let lanes = |from: &[S]| any.load(&from[start..]);
        for (index, (name, result)) in operations(lanes(samples), lanes(&second), lanes(&third)).into_iter().enumerate()
        {
            let mut out = vec![S::default(); F::COUNT];
            result.store(&mut out);
            for (i, found) in out.into_iter().enumerate() {
                let at = start + i;
                let expected = operations(samples[at], second[at], third[at])[index].1;
                let both_nan = is_nan(found) && is_nan(expected);
                assert!(found.to_bits() == expected.to_bits() || both_nan, "{name} of sample {at}");
            }
        }
    }
}

/// The words of a machine, loaded and stored.
fn words<M: Machine>(machine: M, samples: &[u32]) {
    for start in 0..100 {
        let mut out = [0; 64];
        machine.words_32(&samples[start..]).store(&mut out);
        assert_eq!(out[..M::U32::COUNT], samples[start..start + M::U32::COUNT]);
        let mut out = [0; 64];
        machine.words_64(&samples[start..], &samples[start + 100..]).store(&mut out);
        for (i, word) in out.into_iter().enumerate().take(M::U64::COUNT) {
            assert_eq!(word, u64::from(samples[start + i]) | u64::from(samples[start + 100 + i]) << 32);
        }
    }
}

struct Operations;

impl Task for Operations {
    fn run<M: Machine>(self, machine: M) {
        let samples = samples();
        let single: Vec<f32> = samples.iter().map(|&x| f32::from_bits(x as u32)).collect();
        let double: Vec<f64> = samples.iter().map(|&x| f64::from_bits(x)).collect();
        compare(machine.f32(0.0), &single);
        compare(machine.f64(0.0), &double);
        let integers: Vec<u32> = samples.iter().map(|&x| (x ^ x >> 32) as u32).collect();
        words(machine, &integers);
    }
}

#[test]
fn operations_are_those_of_one_lane() {
    for isa in Simd::ALL.into_iter().filter_map(Isa::new) {
        isa.run(Operations);
    }
}
