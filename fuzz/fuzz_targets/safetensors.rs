//! Files of parameters: `cargo fuzz run safetensors corpus/safetensors ../tests/fuzz/seeds/safetensors`

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| paraminit_fuzzed::safetensors(data));
