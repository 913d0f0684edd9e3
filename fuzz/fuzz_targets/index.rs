//! Indexes of models in several files: `cargo fuzz run index corpus/index ../tests/fuzz/seeds/index`

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| paraminit_fuzzed::index(data));
