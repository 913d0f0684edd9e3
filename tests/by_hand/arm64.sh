#!/usr/bin/env bash
# Runs the library's tests, with the NEON kernels, on an emulated 64-bit ARM.
#
#   dpkg --add-architecture arm64 && apt-get update             # of Debian 12 with its security updates
#   apt-get install rustc-web cargo-web libstd-rust-web-dev:arm64 \
#       gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user-static
#   tests/by_hand/arm64.sh                        # the tests beside the code
#   tests/by_hand/arm64.sh stream:: sample::      # those whose names contain one of these
#
# The toolchain is Debian's, since a standard library for another system must come from where its compiler came. Golden
# vectors and the kernels' comparison with one lane at a time are among the tests. Exits with 0 if every test passed.
set -euo pipefail
cd "$(dirname "$0")/../.."

export RUSTC=/usr/bin/rustc
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$PWD/target}/arm64
export CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER=aarch64-linux-gnu-gcc
export CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_RUNNER=qemu-aarch64-static
# A dynamically linked program hangs under this emulator as soon as it starts a thread.
export CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_RUSTFLAGS="-C target-feature=+crt-static"
# One test runs itself once more, which the emulator does for no program that it runs.
/usr/bin/cargo test --target aarch64-unknown-linux-gnu -p paraminit --lib --features half -- \
    --skip a_full_standard_error_does_no_harm "$@"
