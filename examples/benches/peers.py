"""The rows of `throughput --json` for NumPy, PyTorch, JAX and Keras, where they are installed.

    python3 examples/benches/peers.py                 # all of them, on one thread and on all
    python3 examples/benches/peers.py torch jax       # some
    python3 examples/benches/peers.py --quick         # small, to see that everything runs; the numbers mean nothing

One JSON object a line, of the same names. A library that is not installed, or fails, gives a line that says so. Each library
runs in a process of its own, bound to as many cores as it is to have threads. The fastest of several passes counts.
"""

import argparse
import importlib.metadata
import json
import math
import os
import platform
import subprocess
import sys
import time

LIBRARIES = {"numpy": ["numpy"], "torch": ["torch"], "jax": ["jax"], "keras": ["keras", "jax"]}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("libraries", nargs="*", choices=[[], *LIBRARIES], help="which; all otherwise")
    parser.add_argument("--quick", action="store_true", help="small arrays, one pass")
    parser.add_argument("--threads", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.threads:
        return measure(arguments.libraries[0], arguments.threads, arguments.quick)
    load = " ".join(f"{value:.2f}" for value in os.getloadavg())
    cores = len(os.sched_getaffinity(0))
    emit({"what": "machine", "library": f"python {platform.python_version()}", "cores": cores, "load": load})
    for library in arguments.libraries or LIBRARIES:
        # The generators of NumPy use one thread.
        for threads in sorted({1, cores} if library != "numpy" else {1}):
            command = [sys.executable, __file__, library, "--threads", str(threads)] + ["--quick"] * arguments.quick
            done = subprocess.run(command, stderr=subprocess.PIPE, text=True)
            if done.returncode != 0:
                lines = done.stderr.strip().splitlines() or [f"ended with {done.returncode}"]
                emit({"what": "missing", "library": library, "threads": threads, "why": lines[-1]})
                break


def measure(library, threads, quick):
    """All rows of one library, in this process."""
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:threads])
    if library == "keras":
        os.environ.setdefault("KERAS_BACKEND", "jax")
    side, sides, passes = (256, (48, 96), 1) if quick else (4096, (1024, 2048), 7)
    cases, simd = {"numpy": numpy_cases, "torch": torch_cases, "jax": jax_cases, "keras": keras_cases}[library](
        threads, side, sides
    )
    names = LIBRARIES[library] if library != "keras" else ["keras", os.environ["KERAS_BACKEND"]]
    name = " on ".join(f"{part} {importlib.metadata.version(part)}" for part in names)
    best = [math.inf] * len(cases)
    # In turn, so that what disturbs the machine for a while disturbs all of them. The first pass does not count.
    for count in range(passes + 1):
        for i, (_, _, _, repeats, run) in enumerate(cases):
            start = time.perf_counter_ns()
            for _ in range(repeats):
                run()
            if count:
                best[i] = min(best[i], (time.perf_counter_ns() - start) / repeats)
    for (what, dtype, n, _, _), ns in zip(cases, best):
        row = {"library": name, "what": what, "dtype": dtype, "n": n, "threads": threads, "simd": simd}
        emit({**row, "ns_per_element": round(ns / n, 4), "ns": round(ns)})


def emit(row):
    print(json.dumps(row), flush=True)


SMALL = 4 * 8 + 8 + 8 + 1
"""Elements of the chapter's network, 4-8-1."""


def numpy_cases(_threads, side, _sides):
    """A generator of NumPy fills an array that is there."""
    import numpy as np

    cases = []
    for dtype in ("float32", "float64"):
        short, n = "f" + dtype[5:], side * side
        array = np.ones((side, side), dtype)
        random = np.random.default_rng(42)

        def normal(array=array, random=random, dtype=dtype):
            random.standard_normal(dtype=dtype, out=array)
            array *= 0.01

        def uniform(array=array, random=random, dtype=dtype, low=-0.05, high=0.05):
            random.random(dtype=dtype, out=array)
            array *= high - low
            array += low

        def mixture(array=array, uniform=uniform):
            uniform(low=-10, high=10)
            array *= np.abs(array) >= 5

        cases += [
            ("fill", short, n, 1, lambda array=array: array.fill(0.5)),
            ("uniform", short, n, 1, uniform),
            ("normal", short, n, 1, normal),
            ("mixture", short, n, 1, mixture),
        ]
    return cases, "unknown"


def torch_cases(threads, side, sides):
    """The functions of `torch.nn.init`, in place."""
    import torch
    from torch import nn

    torch.set_num_threads(threads)
    cases = []

    def mixture(weight):
        with torch.no_grad():
            nn.init.uniform_(weight, -10, 10)
            weight *= weight.abs() >= 5

    types = {"f32": torch.float32, "f64": torch.float64, "f16": torch.float16, "bf16": torch.bfloat16}
    for short, dtype in types.items():
        array = torch.ones(side, side, dtype=dtype)
        functions = {
            "fill": lambda array: array.fill_(0.5),
            "uniform": lambda array: nn.init.uniform_(array, -0.05, 0.05),
            "normal": lambda array: nn.init.normal_(array, 0.0, 0.01),
            "trunc_normal": lambda array: nn.init.trunc_normal_(array, 0.0, 0.02, -0.04, 0.04),
            "mixture": mixture,
        }
        if short in ("f32", "f64"):
            functions["xavier_uniform"] = nn.init.xavier_uniform_
            functions["kaiming_normal"] = nn.init.kaiming_normal_
            for side_of_matrix in sides:
                matrix = torch.ones(side_of_matrix, side_of_matrix, dtype=dtype)
                run = lambda matrix=matrix: nn.init.orthogonal_(matrix)
                cases.append((f"orthogonal_{side_of_matrix}", short, matrix.numel(), 1, run))
        for what, function in functions.items():
            cases.append((what, short, side * side, 1, lambda f=function, array=array: f(array)))

    def gaussian(module):
        if type(module) is nn.Linear:
            nn.init.normal_(module.weight, mean=0, std=0.01)
            nn.init.zeros_(module.bias)

    def build():
        return nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 1)).apply(gaussian)

    net = build()
    cases.append(("small_net_build", "f32", SMALL, 200, build))
    cases.append(("small_net_apply", "f32", SMALL, 200, lambda: net.apply(gaussian)))
    return cases, torch.backends.cpu.get_cpu_capability().lower()


def jax_cases(_threads, side, sides):
    """The initializers of `jax.nn`, compiled; every pass makes a new array."""
    import jax

    jax.config.update("jax_enable_x64", True)
    from jax import numpy as jnp
    from jax.nn import initializers

    def mixture(key, shape, dtype):
        value = jax.random.uniform(key, shape, dtype, -10, 10)
        return value * (jnp.abs(value) >= 5)

    def uniform(key, shape, dtype):
        return jax.random.uniform(key, shape, dtype, -0.05, 0.05)

    functions = {
        "fill": lambda key, shape, dtype: jnp.full(shape, 0.5, dtype),
        "uniform": uniform,
        "normal": initializers.normal(0.01),
        "trunc_normal": initializers.truncated_normal(0.02),
        "mixture": mixture,
        "xavier_uniform": initializers.xavier_uniform(),
        "kaiming_normal": initializers.kaiming_normal(),
    }
    key = jax.random.key(42)

    def case(what, dtype, n, function, shape, repeats=1):
        compiled = jax.jit(function, static_argnums=(1, 2))
        return what, dtype, n, repeats, lambda: jax.block_until_ready(compiled(key, shape, types[dtype]))

    types = {"f32": jnp.float32.dtype, "f64": jnp.float64.dtype}
    cases = []
    for dtype in types:
        cases += [case(what, dtype, side * side, f, (side, side)) for what, f in functions.items()]
        for of in sides:
            cases.append(case(f"orthogonal_{of}", dtype, of * of, initializers.orthogonal(), (of, of)))

    def small(key, _shape, dtype):
        hidden, output = jax.random.split(key)
        normal = initializers.normal(0.01)
        bias = [jnp.zeros(8, dtype), jnp.zeros(1, dtype)]
        return normal(hidden, (4, 8), dtype), normal(output, (8, 1), dtype), *bias

    return [*cases, case("small_net_build", "f32", SMALL, small, (), 200)], "unknown"


def keras_cases(_threads, side, sides):
    """The initializers of Keras, called as its layers call them; every pass makes a new array."""
    import keras
    from keras import initializers

    def wait(value):
        getattr(value, "block_until_ready", lambda: None)()

    def mixture(shape, dtype):
        value = keras.random.uniform(shape, -10, 10, dtype)
        return value * keras.ops.cast(keras.ops.abs(value) >= 5, dtype)

    functions = {
        "fill": initializers.Constant(0.5),
        "uniform": initializers.RandomUniform(-0.05, 0.05, seed=42),
        "normal": initializers.RandomNormal(0.0, 0.01, seed=42),
        "trunc_normal": initializers.TruncatedNormal(0.0, 0.02, seed=42),
        "mixture": mixture,
        "xavier_uniform": initializers.GlorotUniform(seed=42),
        "kaiming_normal": initializers.HeNormal(seed=42),
    }

    def case(what, n, function, shape):
        return what, "f32", n, 1, lambda: wait(function(shape, dtype="float32"))

    cases = [case(what, side * side, function, (side, side)) for what, function in functions.items()]
    cases += [case(f"orthogonal_{of}", of * of, initializers.Orthogonal(seed=42), (of, of)) for of in sides]

    def build():
        gaussian = {"kernel_initializer": initializers.RandomNormal(0.0, 0.01, seed=42)}
        layers = [keras.layers.Dense(8, activation="relu", **gaussian), keras.layers.Dense(1, **gaussian)]
        keras.Sequential([keras.Input((4,)), *layers])

    return [*cases, ("small_net_build", "f32", SMALL, 10, build)], "unknown"


if __name__ == "__main__":
    main()
