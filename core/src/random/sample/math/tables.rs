//! A test that the coefficients in the contract's documentation are those of the code.

use super::{ln, quantile, sin_cos, tail};

const PAGE: &str = include_str!("../../../../docs/contract.md");

/// Returns the words after `name =` on the page, until the next name.
fn words(name: &str) -> Vec<u64> {
    let start = PAGE.find(&format!("\n{name} ")).unwrap_or_else(|| panic!("`{name}` is not on the page"));
    let (_, list) = PAGE[start..].split_once(" = ").expect("an equals sign");
    list.split_whitespace().map_while(|word| u64::from_str_radix(word, 16).ok()).collect()
}

fn bits_32(coefficients: &[f32]) -> Vec<u64> {
    coefficients.iter().map(|c| c.to_bits().into()).collect()
}

fn bits_64(coefficients: &[f64]) -> Vec<u64> {
    coefficients.iter().map(|c| c.to_bits()).collect()
}

#[test]
fn the_page_has_the_coefficients() {
    for (name, bits) in [
        ("LN2_32", bits_32(&ln::LN_2_F32)),
        ("LN_32", bits_32(&ln::Q)),
        ("TAU_32", bits_32(&[sin_cos::TWO_PI_F32])),
        ("SIN_32", bits_32(&sin_cos::S_F32)),
        ("COS_32", bits_32(&sin_cos::C_F32)),
        ("CENTER_N_32", bits_32(&quantile::CENTER_N_F32)),
        ("CENTER_D_32", bits_32(&quantile::CENTER_D_F32)),
        ("EDGE_N_32", bits_32(&quantile::EDGE_N_F32)),
        ("EDGE_D_32", bits_32(&quantile::EDGE_D_F32)),
        ("LN2_64", bits_64(&ln::LN_2_F64)),
        ("LN_64", bits_64(&ln::R)),
        ("TAU_64", bits_64(&[sin_cos::TWO_PI_F64])),
        ("SIN_64", bits_64(&sin_cos::S_F64)),
        ("COS_64", bits_64(&sin_cos::C_F64)),
        ("SLOPE_64", bits_64(&[quantile::SLOPE])),
        ("CENTER_N_64", bits_64(&quantile::CENTER_N_F64)),
        ("CENTER_D_64", bits_64(&quantile::CENTER_D_F64)),
        ("EDGE_N_64", bits_64(&quantile::EDGE_N_F64)),
        ("EDGE_D_64", bits_64(&quantile::EDGE_D_F64)),
        ("TAIL6_N_64", bits_64(&tail::N_F32)),
        ("TAIL6_D_64", bits_64(&tail::D_F32)),
        ("TAIL11_N_64", bits_64(&tail::N_F64)),
        ("TAIL11_D_64", bits_64(&tail::D_F64)),
        ("ORIGIN_64", bits_64(&[tail::ORIGIN])),
    ] {
        assert_eq!(words(name), bits, "{name}");
    }
}
