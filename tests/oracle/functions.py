"""ln, sin, cos and the parts of the normal quantile, with the coefficients of the page."""

import math, pathlib, re
import numpy as np
from arithmetic import fma
from words import u64

PAGE = (pathlib.Path(__file__).parent / "../../core/docs/contract.md").read_text(encoding="utf-8")
CONTRACT_VERSION = int(re.search(r"version (\d+) of the contract", PAGE)[1])


def read_coefficients():
    tables = {}
    for name, bits, words in re.findall(r"^(\w+)_(32|64) += ((?:[0-9a-f]{8,16}\s+)+)", PAGE, re.M):
        integers = np.array([int(word, 16) for word in words.split()], "u%d" % (int(bits) // 8))
        tables[name, np.dtype("f%d" % (int(bits) // 8))] = integers.view("f%d" % (int(bits) // 8))
    return tables


C = read_coefficients()


def horner(x, name):
    return polynomial(x, C[name, x.dtype])


def polynomial(x, coefficients):
    *rest, total = np.array(coefficients, x.dtype)
    for c in reversed(rest):
        total = fma(np.full_like(x, total) if np.ndim(total) == 0 else total, x, np.full_like(x, c))
    return total


def ln(u):
    T = u.dtype.type
    HIGH, LOW = C["LN2", u.dtype]
    if T == np.float32:
        bits = u.view(np.uint32)
        k = bits - np.uint32(0x3F2AAAAB) & np.uint32(0xFF800000)
        x, e = (bits - k).view(T) - T(1), k.view(np.int32).astype(T) * T(2.0**-23)
        return fma(e, HIGH, x + fma(x * x, horner(x, "LN"), e * LOW))
    bits = u.view(u64)
    k = bits - u64(0x3FE6A09E00000000) & u64(0xFFF0000000000000)
    f, e = (bits - k).view(T) - 1.0, k.view(np.int64).astype(T) * 2.0**-52
    s = f / (2.0 + f)
    z, h = s * s, 0.5 * f * f
    return fma(e, HIGH, f - (h - fma(s, fma(z, horner(z, "LN"), h), e * LOW)))


def ln_1p(x):
    """ln(1 + x)."""
    if x.dtype == np.float32:
        return fma(x * x, horner(x, "LN"), x)
    s = x / (2.0 + x)
    z, h = s * s, 0.5 * x * x
    return x - (h - s * fma(z, horner(z, "LN"), h))


def sin_cos(w, T):
    U, I, b = (np.uint32, np.int32, 32) if T == np.float32 else (u64, np.int64, 64)
    w = w.astype(U)
    a = w + U(1 << b - 3)
    t = (w - (a & U(3 << b - 2))).view(I).astype(T) * T(2.0**-b)
    y = t * t
    sin, cos = fma(t, C["TAU", t.dtype][0], t * horner(y, "SIN")), fma(y, horner(y, "COS"), T(1))
    odd = a & U(1 << b - 2) != 0
    sin, cos = np.where(odd, cos, sin), np.where(odd, sin, cos)
    return np.where(a >> U(b - 1), -sin, sin), np.where(a + U(1 << b - 2) >> U(b - 1), -cos, cos)


def center(q):
    y, slope = fma(q, -q, np.full_like(q, 0.23)), C["SLOPE", np.dtype(np.float64)][0]
    return fma(q, q.dtype.type(slope), q * (q * q) * horner(y, "CENTER_N") / horner(y, "CENTER_D"))


def edge(p):
    y = -ln(p) - p.dtype.type(3.7)
    return horner(y, "EDGE_N") / horner(y, "EDGE_D")


def moved(name, by):
    """The coefficients of c(x + by)."""
    c = [float(x) for x in C[name, np.dtype(np.float64)]]
    for i in range(len(c)):
        for k in range(len(c) - 2, i - 1, -1):
            c[k] = c[k] + by * c[k + 1]
    return c


def rise(f, start):
    """z - z0, with Q(z0) = start."""
    T, name = f.dtype.type, "TAIL6" if f.dtype == np.float32 else "TAIL11"
    g = float(-ln(np.array([start]))[0])
    r0 = math.sqrt(g)
    by = r0 - float(C["ORIGIN", np.dtype(np.float64)][0])
    n, d = moved(name + "_N", by), moved(name + "_D", by)
    z = n[0] / d[0]
    m = [(a - z * b) / d[0] for a, b in zip(n[1:], d[1:])]
    r = np.sqrt(f + T(g))
    x = r - T(r0)
    return f * polynomial(x, m) / ((r + T(r0)) * polynomial(x, [b / d[0] for b in d]))


def probability(w, bits, T):
    return fma(w.astype(T), T(2.0**-bits), T(2.0**-bits / 2))


def threshold(share, bits):
    return int(share * 2.0 ** (bits - 1))
