//! Input of the macros: `cargo fuzz run macros corpus/macros ../tests/fuzz/seeds/macros`

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| paraminit_fuzzed::macros(data));
