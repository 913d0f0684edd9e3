"""The other side of tests/files/exchange.rs: reads what the crate saved, checks every value, and writes files of its own."""

import json, struct, sys
from pathlib import Path
import numpy as np
from safetensors import safe_open
from safetensors.numpy import save_file

SHAPES = {
    "matrix": ("F32", [3, 4]), "columns.matrix": ("F32", [3, 4]), "cube": ("F64", [2, 3, 4]), "half": ("F16", [5]),
    "brain": ("BF16", [70000]), "empty": ("F32", [2, 0]), "scalar": ("F64", []), "raw": ("F32", [2, 3]),
    "blocks.0.weight": ("F32", [3, 2]), "blocks.0.bias": ("F32", [3]),
    "blocks.1.weight": ("F32", [3, 2]), "blocks.1.bias": ("F32", [3]),
}
TYPES = {"F16": np.float16, "F32": np.float32, "F64": np.float64}


def expected(shape):
    i = np.arange(int(np.prod(shape))).reshape(shape)
    return np.asarray((i % 256) / 8 - 3)


def bf16(values):
    """The upper halves of `float32`, which these values fill exactly; NumPy has no such type."""
    return (np.asarray(values, np.float32).view(np.uint32) >> 16).astype(np.uint16)


def raw(path):
    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    return json.loads(data[8:8 + length]), data[8 + length:]


folder = Path(sys.argv[1])
ours = folder / "ours.safetensors"

# The header, by the format's description.
header, values = raw(ours)
about = header.pop("__metadata__")
assert about["paraminit"] and about["stream_contract"].isdigit() and about["made"] == 'by "Rust"', about
# What the loaders of transformers, and those made after them, ask before they read a file.
assert about.get("format") in ["pt", "tf", "flax", "mlx"], about
assert {name: (info["dtype"], info["shape"]) for name, info in header.items()} == SHAPES, header
brain = np.frombuffer(values[slice(*header["brain"]["data_offsets"])], np.uint16)
assert (brain == bf16(expected([70000]))).all()
for info in header.values():
    size = {"F16": 2, "BF16": 2, "F32": 4, "F64": 8}[info["dtype"]]
    assert info["data_offsets"][0] % size == 0, info

# The values, by Python's own package, which gives no `bfloat16` to NumPy.
read = {}
with safe_open(ours, framework="np") as file:
    assert set(file.keys()) == set(SHAPES) and file.metadata() == about
    for name, (dtype, shape) in SHAPES.items():
        if dtype != "BF16":
            found = file.get_tensor(name)
            assert found.dtype == TYPES[dtype] and list(found.shape) == shape, (name, found.dtype, found.shape)
            assert (found == expected(shape)).all(), name
            read[name] = found


# The same model in several files, as the loaders of transformers read it: by the index.
index = json.loads((folder / "shards.safetensors.index.json").read_text())
assert set(index["weight_map"]) == set(SHAPES)
shards = sorted(set(index["weight_map"].values()))
assert shards == [f"shards-{i + 1:05}-of-{len(shards):05}.safetensors" for i in range(len(shards))] and len(shards) > 2, shards
total = 0
for shard in shards:
    header, values = raw(folder / shard)
    total += len(values)
    assert header.pop("__metadata__") == about
    assert set(header) == {name for name, of in index["weight_map"].items() if of == shard}
    assert len(values) <= 300 or len(header) == 1, shard
    with safe_open(folder / shard, framework="np") as file:
        for name in header:
            if SHAPES[name][0] != "BF16":
                found = file.get_tensor(name)
                assert (found == read[name]).all() and found.dtype == read[name].dtype, name
assert index["metadata"]["total_size"] == total


def write(path, tensors):
    """Written by the package, which takes no `bfloat16` from NumPy: it goes in as whole numbers, and is renamed."""
    save_file({**tensors, "brain": bf16(expected([70000]))}, path, metadata={"made": "by Python"})
    renamed(path, "U16", "BF16")


def renamed(path, was, now):
    """Gives the one type of that name in the header another name."""
    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    head = data[8:8 + length]
    assert head.count(f'"{was}"'.encode()) == 1
    head = head.replace(f'"{was}"'.encode(), f'"{now}"'.encode()).rstrip()
    head += b" " * (-len(head) % 8)
    path.write_bytes(struct.pack("<Q", len(head)) + head + data[8 + length:])


# What was read, written again; and the same from nothing.
write(folder / "again.safetensors", read)
write(folder / "theirs.safetensors",
      {name: expected(shape).astype(TYPES[dtype]) for name, (dtype, shape) in SHAPES.items() if dtype != "BF16"})

# In several files, with an index that has what transformers puts there.
theirs = {name: expected(shape).astype(TYPES[dtype]) for name, (dtype, shape) in SHAPES.items() if dtype != "BF16"}
names = sorted(theirs)
write(folder / "their_shards-00001-of-00002.safetensors", {name: theirs[name] for name in names[:5]})
save_file({name: theirs[name] for name in names[5:]}, folder / "their_shards-00002-of-00002.safetensors", metadata={"format": "pt"})
weight_map = {name: f"their_shards-0000{1 if name in names[:5] + ['brain'] else 2}-of-00002.safetensors" for name in SHAPES}
metadata = {"total_parameters": sum(int(np.prod(shape)) for _, shape in SHAPES.values()), "total_size": total}
content = json.dumps({"metadata": metadata, "weight_map": weight_map}, indent=2, sort_keys=True) + "\n"
(folder / "their_shards.safetensors.index.json").write_text(content)


def float8(code, exponent_bits, bias, infinities):
    """OCP's definition of 8-bit floats: E4M3 has no infinities, E5M2 has them as IEEE 754."""
    fraction_bits = 7 - exponent_bits
    exponent, fraction = (code & 0x7f) >> fraction_bits, code & ((1 << fraction_bits) - 1)
    sign = -1.0 if code & 0x80 else 1.0
    if exponent == (1 << exponent_bits) - 1:
        if infinities:
            return sign * np.inf if fraction == 0 else np.nan
        if fraction == (1 << fraction_bits) - 1:
            return np.nan
    if exponent == 0:
        return sign * fraction / (1 << fraction_bits) * 2.0 ** (1 - bias)
    return sign * (1 + fraction / (1 << fraction_bits)) * 2.0 ** (exponent - bias)


# All codes, as bytes under the name of their type, and the values that they stand for.
codes = np.arange(256, dtype=np.uint8)
save_file({"e4m3": codes, "e5m2": codes.astype(np.int8)}, folder / "codes.safetensors")
renamed(folder / "codes.safetensors", "U8", "F8_E4M3")
renamed(folder / "codes.safetensors", "I8", "F8_E5M2")
save_file({"e4m3": np.array([float8(int(code), 4, 7, False) for code in codes], np.float32),
           "e5m2": np.array([float8(int(code), 5, 15, True) for code in codes], np.float32)}, folder / "values.safetensors")
