"""Fused multiply-add, which NumPy lacks."""

from fractions import Fraction
import numpy as np

u64 = np.uint64


def two_sum(a, b):
    s = a + b
    t = s - a
    return s, (a - (s - t)) + (b - t)


def add_to_odd(a, b):
    """a + b in f64, rounded to odd: what is inexact ends in a one, so that a second rounding cannot err."""
    s, rest = two_sum(a, b)
    even = (s.view(u64) & u64(1)) == 0
    moved = np.nextafter(s, np.where(rest > 0, np.inf, -np.inf))
    return np.where((rest != 0) & even & np.isfinite(s), moved, s)


def two_product(a, b):
    def split(x):
        t = x * 134217729.0
        high = t - (t - x)
        return high, x - high
    p, (ah, al), (bh, bl) = a * b, split(a), split(b)
    return p, ((ah * bh - p) + ah * bl + al * bh) + al * bl


def fma(a, b, c):
    """Rounded once (Boldo and Melquiond 2008). For f32 the product is exact in f64."""
    a, b, c = np.broadcast_arrays(a, b, c)
    if a.dtype == np.float32:
        return add_to_odd(a.astype(np.float64) * b.astype(np.float64), c.astype(np.float64)).astype(np.float32)
    high, low = two_product(a, b)
    t, t_low = two_sum(c, low)
    v, v_low = two_sum(high, t)
    exact = v + add_to_odd(t_low, v_low)
    return np.where(np.isfinite(exact) & (high != 0), exact, a * b + c)


def check_fma():
    """Against rational arithmetic: random numbers, cancellation, ties, and results that are subnormal."""
    random = np.random.default_rng(1)
    for dtype, bits, least in ((np.float32, 24, -149), (np.float64, 53, -1074)):
        n = 4000
        a, b, c = (np.ldexp(random.integers(1 << (bits - 1), 1 << bits, n), 1 - bits).astype(dtype) for _ in range(3))
        c = np.ldexp(c, random.integers(-bits - 3, bits + 3, n)).astype(dtype) * random.choice([-1, 1], n).astype(dtype)
        c[::4] = -(a[::4] * b[::4])
        a[1::4] = 1 + np.ldexp(1.0, random.integers(1 - bits, 0, n // 4)).astype(dtype)
        b[1::4] = np.ldexp(1.0, random.integers(-2, 3, n // 4)).astype(dtype)
        c[1::4] = np.ldexp(np.sign(c[1::4]).astype(dtype), random.integers(-2 * bits, -bits + 2, n // 4))
        if dtype == np.float32:
            a[2::4] = np.ldexp(a[2::4], -80)
            b[2::4] = np.ldexp(b[2::4], random.integers(-70, -50, n // 4))
            c[2::4] = np.ldexp(c[2::4], -140)
        for x, y, z, found in zip(a, b, c, fma(a, b, c)):
            exact = Fraction(float(x)) * Fraction(float(y)) + Fraction(float(z))
            if exact == 0:
                assert found == 0
                continue
            # The unit of the last place below the exact value.
            e = exact.numerator.bit_length() - exact.denominator.bit_length()
            e -= Fraction(2) ** e > abs(exact)
            unit = Fraction(2) ** max(e - bits + 1, least)
            assert Fraction(float(found)) == round(exact / unit) * unit, (dtype, x, y, z, found)
