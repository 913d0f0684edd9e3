//! Texts of initializers: `cargo fuzz run initializer corpus/initializer ../tests/fuzz/seeds/initializer`

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| paraminit_fuzzed::initializer(data));
