//! Pinned values. They change only together with [`CONTRACT_VERSION`](crate::stream::CONTRACT_VERSION).

use super::truncated;
use crate::sample::{Real, Sampler};
use crate::stream::StreamId;

/// The elements of "hidden.weight" with seed 42 that are pinned.
const INDICES: [u64; 6] = [0, 1, 15, 16, 255, 256];

fn samplers() -> [Sampler; 7] {
    [
        Sampler::Uniform { low: -1.0, high: 1.0 },
        Sampler::Normal { mean: 0.0, std: 0.01 },
        truncated(0.0, 1.0, -2.0, 2.0),
        truncated(0.0, 1.0, 8.0, 9.0),
        truncated(0.0, 1.0, -f64::INFINITY, -1.0),
        truncated(0.0, 1.0, -3.0, 3.0),
        Sampler::Mixture(vec![
            (0.25, Sampler::Uniform { low: 5.0, high: 10.0 }),
            (0.5, Sampler::Constant(0.0)),
            (0.25, Sampler::Uniform { low: -10.0, high: -5.0 }),
        ]),
    ]
}

/// The bits of the values of each sampler, in f32 and f64.
const GOLDEN: [([u32; 6], [u64; 6]); 7] = [
    (
        [0xbef9_3adc, 0x3f21_afc0, 0xbeaf_daf8, 0x3f4f_3ff2, 0xbdca_a970, 0xbe1d_cc28],
        [
            0xbfe7_49d7_0baf_93ae,
            0x3fde_eabd_ed68_6bf0,
            0xbfb7_6fd3_d957_ed80,
            0x3fb4_bd77_d9cf_3ff0,
            0x3fe2_4281_1adc_6dee,
            0xbfd6_91ea_e1cd_8cf4,
        ],
    ),
    (
        [0x3c31_4746, 0xb9b1_c700, 0xbc6a_80b4, 0xbb8d_dcfb, 0x3ba0_40b4, 0x3c28_7bc6],
        [
            0xbf92_8d4b_f309_cffe,
            0x3f7f_3d3a_99c6_2512,
            0xbf89_3228_f993_65fe,
            0xbf86_1437_d5f1_2412,
            0xbf84_ab06_1dbf_2f6d,
            0x3f15_8cff_4aec_5ad5,
        ],
    ),
    (
        [0xbf1e_ad05, 0x3f58_c2db, 0xbed8_abaa, 0x3f9a_8d1d, 0xbdf3_02cb, 0xbe3d_da6c],
        [
            0xbff0_6684_3aec_3726,
            0x3fe3_a9c3_cd64_4845,
            0xbfbc_17ee_56b1_bcc7,
            0x3fb8_d9a1_3289_452b,
            0x3fe7_e39a_a984_bb5e,
            0xbfdb_daef_87fe_c0c1,
        ],
    ),
    (
        [0x4100_9532, 0x4103_4a4a, 0x4100_c80a, 0x4104_8d0d, 0x4101_2c95, 0x4101_141c],
        [
            0x4020_0936_6ec1_c243,
            0x4020_546b_bee6_cd07,
            0x4020_25fe_cb69_2c13,
            0x4020_30ba_d963_3d02,
            0x4020_5fdd_6195_9782,
            0x4020_1893_ebd7_dbe5,
        ],
    ),
    (
        [0xbfdf_0966, 0xbf90_8603, 0xbfd0_0008, 0xbf88_41dd, 0xbfbb_80fb, 0xbfbf_b536],
        [
            0xc000_2cc0_5689_b50c,
            0xbff2_fd38_88ed_2390,
            0xbff7_5e8a_9eb0_1320,
            0xbff5_e0c0_fc34_e7e4,
            0xbff2_6fee_2be4_6f4c,
            0xbffa_1c2f_7b2d_6b1b,
        ],
    ),
    (
        [0xbf26_dbac, 0x3f65_70e6, 0xbee3_0850, 0x3fa6_c4bd, 0xbdfd_f666, 0xbe46_78ae],
        [
            0xbff1_7eb9_cb89_5c69,
            0x3fe4_acb2_b36b_a76d,
            0xbfbd_5bcf_2e17_20e1,
            0x3fb9_f7d9_5b9d_fed6,
            0x3fe9_3422_e53c_7dd7,
            0xbfdd_313e_c7fb_0f06,
        ],
    ),
    (
        [0x40c9_0ece, 0xc0bd_7914, 0x40d4_85c9, 0x0000_0000, 0x40e8_1562, 0x0000_0000],
        [
            0x0000_0000_0000_0000,
            0x4021_6a56_d68c_286f,
            0x0000_0000_0000_0000,
            0x0000_0000_0000_0000,
            0x4021_da64_2c32_712d,
            0x401a_7933_4cb7_e1fa,
        ],
    ),
];

fn values<T: Real>(sampler: &Sampler) -> [T; 6] {
    INDICES.map(|index| {
        let mut value = [T::from_f64(f64::NAN)];
        sampler.fill(StreamId::new(42, "hidden.weight"), index, &mut value);
        value[0]
    })
}

#[test]
fn pinned_values() {
    for (sampler, (single, double)) in samplers().iter().zip(GOLDEN) {
        assert_eq!(values(sampler).map(f32::to_bits), single, "{sampler:?}");
        assert_eq!(values(sampler).map(f64::to_bits), double, "{sampler:?}");
    }
}
