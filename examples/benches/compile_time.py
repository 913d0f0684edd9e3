"""Compares what `#[derive(Initialize)]` costs the compiler with serde's derives on the same structs.

    python3 examples/benches/compile_time.py            # fails above the ratio that is stated here
    python3 examples/benches/compile_time.py --runs 20

Each crate has the same structs, with one derive or without any. `cargo check` is asked once for the compiler's command,
which then runs alone; the least processor time of several runs counts, less that of the crate without derives.
"""

import argparse
import json
import os
import pathlib
import re
import resource
import shlex
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
STRUCTS, FIELDS = 100, 8
# The processor time of `Initialize`, at most, in that of `Serialize` and `Deserialize`.
AT_MOST = 2.0
# Initializers, in turn, of fields `[f32; 4]`.
INITIALIZERS = ["zeros", "normal(0.0, 0.02)", "uniform(-1.0, 1.0)", "trunc_normal(0.02)"]
CRATES = {
    "plain": ("", ""),
    "serde": ("use serde::{Deserialize, Serialize};", "#[derive(Serialize, Deserialize)]"),
    "initialize": ("use paraminit::Initialize;", "#[derive(Initialize)]"),
}


def source(name):
    """The structs, eight of which make the next one."""
    use, derive = CRATES[name]
    attribute = (lambda text: f"#[init({text})] ") if name == "initialize" else lambda text: ""
    lines = ["#![allow(dead_code)]", use]
    for struct in range(STRUCTS):
        fields = [
            f"    {attribute(INITIALIZERS[(struct + field) % len(INITIALIZERS)])}f{field}: [f32; 4],"
            for field in range(FIELDS)
        ]
        if struct % 10 == 9:
            fields += [f"    s{part}: S{part}," for part in range(struct - 8, struct)]
        lines += [derive, f"pub struct S{struct} {{", *fields, "}"]
    return "\n".join(lines) + "\n"


def write(folder):
    """A package for each crate, in one workspace, so that dependencies are built once."""
    (folder / "Cargo.toml").write_text(f'[workspace]\nresolver = "3"\nmembers = {json.dumps(list(CRATES))}\n')
    for name in CRATES:
        (folder / name / "src").mkdir(parents=True)
        (folder / name / "src/lib.rs").write_text(source(name))
        (folder / name / "Cargo.toml").write_text(
            f'[package]\nname = "{name}"\nversion = "0.0.0"\nedition = "2024"\n[dependencies]\n'
            f'paraminit = {{ path = {json.dumps(str(ROOT / "core"))} }}\nserde = {{ version = "1", features = ["derive"] }}\n'
        )
    for file in ("Cargo.lock", "rust-toolchain.toml"):
        (folder / file).write_bytes((ROOT / file).read_bytes())


def commands(folder):
    """The compiler's command for each crate."""
    environment = {**os.environ, "CARGO_INCREMENTAL": "0", "CARGO_TARGET_DIR": str(folder / "target")}
    check = subprocess.run(["cargo", "check", "-v"], cwd=folder, env=environment, capture_output=True, text=True)
    if check.returncode:
        sys.exit(check.stderr)
    running = re.findall(r"Running `(.*rustc --crate-name (\w+) .*)`", check.stderr)
    return {name: shlex.split(command) for command, name in running if name in CRATES}


def processor_time(command, folder):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(["env", *command], cwd=folder, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        write(folder)
        least = {}
        for name, command in commands(folder).items():
            least[name] = min(processor_time(command, folder) for _ in range(runs))
    ours, theirs = (least[name] - least["plain"] for name in ("initialize", "serde"))
    print(f"{STRUCTS} structs of {FIELDS} fields: Initialize {ours:.3f} s, serde's derives {theirs:.3f} s")
    print(f"ratio {ours / theirs:.2f}, at most {AT_MOST}")
    return ours / theirs > AT_MOST


sys.exit(main())
