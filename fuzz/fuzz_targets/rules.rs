//! Texts of rules: `cargo fuzz run rules corpus/rules ../tests/fuzz/seeds/rules`

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| paraminit_fuzzed::rules(data));
