//! Lock files: `cargo fuzz run lock_file corpus/lock_file ../tests/fuzz/seeds/lock_file`

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| paraminit_fuzzed::lock_file(data));
