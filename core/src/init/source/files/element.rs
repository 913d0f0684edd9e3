//! Types of elements in files, and their bytes as numbers.

use safetensors::Dtype;

use super::kind::Foreign;
use crate::dtype::DType;

/// The type of parameters that have such elements, if there is one.
pub(super) fn ours(dtype: Dtype) -> Result<DType, Foreign> {
    match dtype {
        Dtype::F32 => Ok(DType::F32),
        Dtype::F64 => Ok(DType::F64),
        #[cfg(feature = "half")]
        Dtype::F16 => Ok(DType::F16),
        #[cfg(feature = "half")]
        Dtype::BF16 => Ok(DType::Bf16),
        #[cfg(not(feature = "half"))]
        Dtype::F16 | Dtype::BF16 => {
            Err(Foreign { name: format!("{dtype}, which takes the feature `half`"), converts: false })
        }
        _ => Err(Foreign { name: dtype.to_string(), converts: small(dtype).is_some() }),
    }
}

/// Decodes the scalars in these bytes.
pub(super) fn decode(dtype: Dtype, bytes: &[u8]) -> Vec<f64> {
    match dtype {
        Dtype::F32 => bytes.as_chunks().0.iter().map(|&four| f32::from_le_bytes(four).into()).collect(),
        Dtype::F64 => bytes.as_chunks().0.iter().map(|&eight| f64::from_le_bytes(eight)).collect(),
        #[cfg(feature = "half")]
        Dtype::F16 => bytes.as_chunks().0.iter().map(|&two| half::f16::from_le_bytes(two).into()).collect(),
        #[cfg(feature = "half")]
        Dtype::BF16 => bytes.as_chunks().0.iter().map(|&two| half::bf16::from_le_bytes(two).into()).collect(),
        _ => small(dtype).map_or_else(Vec::new, |table| bytes.iter().map(|&byte| table[usize::from(byte)]).collect()),
    }
}

/// The numbers that the bytes of a type of 8 bits stand for.
fn small(dtype: Dtype) -> Option<&'static [f64; 256]> {
    Some(match dtype {
        Dtype::F8_E4M3 => &E4M3,
        Dtype::F8_E5M2 => &E5M2,
        Dtype::F8_E4M3FNUZ => &E4M3_FNUZ,
        Dtype::F8_E5M2FNUZ => &E5M2_FNUZ,
        Dtype::F8_E8M0 => &E8M0,
        _ => return None,
    })
}

/// OCP's E4M3, in other systems `float8_e4m3fn`: no infinities, so that all but the last two codes of the largest exponent are
/// finite, up to 448.
static E4M3: [f64; 256] = table(4, 7, Special::Last);
/// OCP's E5M2, with infinities as in IEEE 754, up to 57344.
static E5M2: [f64; 256] = table(5, 15, Special::Exponent);
/// The types of some accelerators: another bias, no infinities, and the code of a negative zero is the only one that is no number.
static E4M3_FNUZ: [f64; 256] = table(4, 8, Special::NegativeZero);
static E5M2_FNUZ: [f64; 256] = table(5, 16, Special::NegativeZero);
/// OCP's type of scales: powers of two, and no sign.
static E8M0: [f64; 256] = powers();

/// Which codes are no finite numbers.
#[derive(Clone, Copy, PartialEq)]
enum Special {
    /// Those of the largest exponent: an infinity, and what is no number.
    Exponent,
    /// The last of either sign, which is no number.
    Last,
    /// That of a negative zero, which is no number.
    NegativeZero,
}

/// A sign, so many bits of an exponent with this bias, and the rest of a fraction.
const fn table(exponent_bits: i32, bias: i32, special: Special) -> [f64; 256] {
    let mut table = [0.0; 256];
    let mut code = 0_u8;
    loop {
        table[code as usize] = number(code, exponent_bits, bias, special);
        if code == u8::MAX {
            return table;
        }
        code += 1;
    }
}

const fn number(code: u8, exponent_bits: i32, bias: i32, special: Special) -> f64 {
    let fraction_bits = 7 - exponent_bits;
    let magnitude = (code & 0x7f) as i32;
    let (exponent, fraction) = (magnitude >> fraction_bits, magnitude & ((1 << fraction_bits) - 1));
    let largest = exponent == (1 << exponent_bits) - 1;
    let sign = if code >= 0x80 { -1.0 } else { 1.0 };
    match special {
        Special::Exponent if largest && fraction == 0 => return sign * f64::INFINITY,
        Special::Exponent if largest => return f64::NAN,
        Special::Last if magnitude == 0x7f => return f64::NAN,
        Special::NegativeZero if code == 0x80 => return f64::NAN,
        _ => {}
    }
    // The numbers of the least exponent have no leading one, and that of the exponent above.
    let (one, exponent) = if exponent == 0 { (0, 1) } else { (1 << fraction_bits, exponent) };
    sign * (one + fraction) as f64 * power(exponent - bias - fraction_bits)
}

const fn powers() -> [f64; 256] {
    let mut table = [f64::NAN; 256];
    let mut code = 0_u8;
    while code < u8::MAX {
        table[code as usize] = power(code as i32 - 127);
        code += 1;
    }
    table
}

/// A power of two that is a normal number.
const fn power(exponent: i32) -> f64 {
    f64::from_bits(((exponent + 1023).cast_unsigned() as u64) << 52)
}

#[cfg(test)]
mod tests {
    use super::{E4M3, E4M3_FNUZ, E5M2, E5M2_FNUZ, E8M0};

    /// The value by the definition: of `sign exponent fraction`, with so many bits each.
    fn by_definition(code: u8, exponent_bits: u32, bias: i32) -> f64 {
        let fraction_bits = 7 - exponent_bits;
        let exponent = i32::from((code & 0x7f) >> fraction_bits);
        let fraction = f64::from(code & ((1 << fraction_bits) - 1)) / f64::from(1 << fraction_bits);
        let magnitude = match exponent {
            0 => fraction * 2.0_f64.powi(1 - bias),
            _ => (1.0 + fraction) * 2.0_f64.powi(exponent - bias),
        };
        if code & 0x80 == 0 { magnitude } else { -magnitude }
    }

    fn check(table: &[f64; 256], exponent_bits: u32, bias: i32, special: impl Fn(u8) -> Option<f64>) {
        for code in 0..=u8::MAX {
            let expected = special(code).unwrap_or_else(|| by_definition(code, exponent_bits, bias));
            let found = table[usize::from(code)];
            let same = if expected.is_nan() { found.is_nan() } else { found.to_bits() == expected.to_bits() };
            assert!(same, "{code:#04x}: {found}, not {expected}");
        }
    }

    #[test]
    fn every_code_by_the_definition() {
        let nan = |codes: &'static [u8]| move |code| codes.contains(&code).then_some(f64::NAN);
        check(&E4M3, 4, 7, nan(&[0x7f, 0xff]));
        check(&E5M2, 5, 15, |code| match code {
            0x7c => Some(f64::INFINITY),
            0xfc => Some(f64::NEG_INFINITY),
            0x7d..=0x7f | 0xfd..=0xff => Some(f64::NAN),
            _ => None,
        });
        check(&E4M3_FNUZ, 4, 8, nan(&[0x80]));
        check(&E5M2_FNUZ, 5, 16, nan(&[0x80]));
        for code in 0..=u8::MAX {
            let expected = 2.0_f64.powi(i32::from(code) - 127);
            assert!(E8M0[usize::from(code)] == expected || code == 255 && E8M0[255].is_nan());
        }
    }

    /// The extremes that the specifications list.
    #[test]
    fn the_largest_and_the_smallest() {
        assert_eq!((E4M3[0x7e], E4M3[0x08], E4M3[0x07], E4M3[0x01]), (448.0, 0.015_625, 0.875 / 64.0, 1.0 / 512.0));
        assert_eq!((E5M2[0x7b], E5M2[0x04], E5M2[0x01]), (57344.0, 1.0 / 16384.0, 1.0 / 65536.0));
        assert_eq!((E4M3_FNUZ[0x7f], E5M2_FNUZ[0x7f]), (240.0, 57344.0));
        assert!(E4M3[0x80] == 0.0 && E4M3[0x80].is_sign_negative());
    }
}
