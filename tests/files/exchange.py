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


def write(path, tensors):
    """Written by the package, which takes no `bfloat16` from NumPy: it goes in as whole numbers, and is renamed."""
    save_file({**tensors, "brain": bf16(expected([70000]))}, path, metadata={"made": "by Python"})
    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    head = data[8:8 + length]
    assert head.count(b'"U16"') == 1
    head = head.replace(b'"U16"', b'"BF16"').rstrip()
    head += b" " * (-len(head) % 8)
    path.write_bytes(struct.pack("<Q", len(head)) + head + data[8 + length:])


# What was read, written again; and the same from nothing.
write(folder / "again.safetensors", read)
write(folder / "theirs.safetensors",
      {name: expected(shape).astype(TYPES[dtype]) for name, (dtype, shape) in SHAPES.items() if dtype != "BF16"})
