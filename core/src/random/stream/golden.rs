//! Pinned words. They change only together with [`CONTRACT_VERSION`](super::CONTRACT_VERSION).

use super::{CONTRACT_VERSION, Domain, Key, Stream, group, stream_number};
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

struct Golden {
    seed: u64,
    path: &'static str,
    number: u64,
    /// Words 0 to 3 of lane 0, for groups 0 and 1, for selector group 0, and for the samplers of group 0.
    elements: [[u32; 4]; 2],
    selectors: [u32; 4],
    samplers: [u32; 4],
}

const GOLDEN: [Golden; 4] = [
    Golden {
        seed: 42,
        path: "hidden.weight",
        number: 0xfa30_f7d7_bcc4_fdc9,
        elements: [
            [0x41b1_491c, 0xe79f_f99f, 0xe218_2e50, 0x08db_eccb],
            [0x6c46_7bd4, 0xa5b7_ddab, 0x4f2f_80dd, 0xca61_430e],
        ],
        selectors: [0x1bd3_1976, 0x8a19_f925, 0xd12c_b3cd, 0x2b6d_c63c],
        samplers: [0x4e6b_d526, 0x9ee1_732c, 0xe2b5_1a0f, 0x520a_d98e],
    },
    Golden {
        seed: 42,
        path: "hidden.bias",
        number: 0xa544_e822_5527_6b34,
        elements: [
            [0x0f74_ad0b, 0xdf7e_95fe, 0xa928_9acb, 0xe16a_2637],
            [0x6422_8ecc, 0xe6ce_c492, 0xf600_6726, 0xdd48_2b9b],
        ],
        selectors: [0xb9e3_698f, 0xa2ac_da28, 0x9942_5079, 0x7cdc_91c6],
        samplers: [0x06cb_c3f7, 0x0fb3_47a9, 0x284e_75a6, 0x2467_cd26],
    },
    Golden {
        seed: 0,
        path: "",
        number: 0xcbf2_9ce4_8422_2325,
        elements: [
            [0xcb9a_7526, 0xc4c2_7672, 0xe369_4c88, 0xfff9_9e32],
            [0x87dd_2d5a, 0x0290_a74b, 0x9431_107b, 0x0d2c_16b0],
        ],
        selectors: [0x3e6d_a0cc, 0x0433_b741, 0x8a27_eff5, 0x20b3_a730],
        samplers: [0xbd4c_a395, 0x6500_85c8, 0xaba1_a979, 0xb6b5_8fed],
    },
    Golden {
        seed: u64::MAX,
        path: "blocks.3.proj.weight",
        number: 0xbf6e_d6fb_d9e6_ae45,
        elements: [
            [0xc3cc_f4af, 0x3ad1_6ec5, 0xb512_4535, 0xadef_72d6],
            [0x44c4_24b3, 0xfb44_c060, 0x0fe6_2df7, 0xc799_761b],
        ],
        selectors: [0x8b71_011c, 0x958e_d649, 0x9bcb_d099, 0xf1a7_1286],
        samplers: [0x9e78_2841, 0xc088_ee82, 0x266e_b3f9, 0x6e07_8242],
    },
];

fn oracle(golden: &Golden, block: u64) -> [u32; 4] {
    let mut rng = ChaCha8Rng::seed_from_u64(golden.seed);
    rng.set_stream(golden.number);
    rng.set_word_pos(u128::from(block) * 16);
    std::array::from_fn(|_| rng.next_u32())
}

fn first_words(golden: &Golden, block: u64) -> [u32; 4] {
    let words = group(&Key::from_seed(golden.seed), golden.number, block);
    std::array::from_fn(|j| words[j][0])
}

#[test]
fn words() {
    assert_eq!(CONTRACT_VERSION, 1);
    for golden in &GOLDEN {
        let Golden { seed, path, number, elements, selectors, samplers } = golden;
        assert_eq!(stream_number(path), *number, "{path}");
        let selector = Domain::Selectors { depth: 0 }.block(0);
        for (block, pinned) in [(0, &elements[0]), (16, &elements[1]), (selector, selectors), (1 << 63, samplers)] {
            assert_eq!(first_words(golden, block), *pinned, "{path}, block {block}");
            assert_eq!(oracle(golden, block), *pinned, "{path}, block {block}");
        }
        let mut stream = Stream::new(*seed, path);
        assert_eq!(std::array::from_fn(|_| stream.next_u32()), *samplers, "{path}");
    }
}
