//! Headers of files of parameters: `cargo fuzz run header corpus/header ../tests/fuzz/seeds/header`

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| paraminit_fuzzed::header(data));
