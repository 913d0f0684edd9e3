"""Distributions: functions of a parameter, the indices of elements, and the number of mixtures around."""

import math
import numpy as np
from arithmetic import fma
from functions import center, edge, ln, ln_1p, probability, rise, sin_cos, threshold
from msun import erf, erfc
from words import u64


def Constant(value):
    return lambda p, e, d=0: np.full(len(e), value, p.T)


def Uniform(low, high):
    def draw(p, e, d=0):
        T, w = p.T, p.words(e)
        a, b = T(low), T(high)
        last = np.nextafter(b, T(-np.inf)) if a < b else a
        u = (w >> u64(8)).astype(T) * T(2.0**-24) if p.bits == 32 else (w >> u64(11)).astype(T) * 2.0**-53
        return np.minimum(fma(u, b - a, a), last)
    return draw


def Normal(mean, std):
    def draw(p, e, d=0):
        T, half = p.T, u64(8 * p.rows)
        upper = e % (half * u64(2)) < half
        m = -ln(probability(p.words(np.where(upper, e, e - half)), p.bits, T))
        r = np.sqrt(np.where(m + m > 0, m + m, T(0)))
        sin, cos = sin_cos(p.words(np.where(upper, e + half, e)), T)
        return fma(T(std), r * np.where(upper, cos, sin), T(mean))
    return draw


def Truncated(mean, std, low, high):
    c = math.sqrt(0.5)
    Q = lambda z: 0.5 * erfc(z * c)

    def inside(alpha, beta):
        if alpha >= 0:
            return Q(alpha) - Q(beta)
        return Q(-beta) - Q(-alpha) if beta <= 0 else 0.5 * (erf(beta * c) + erf(-alpha * c))

    def draw(p, e, d=0):
        T, w, bits = p.T, p.words(e), p.bits
        first, last = T(low), T(high)
        first = np.nextafter(first, T(np.inf)) if float(first) < low else first
        last = np.nextafter(last, T(-np.inf)) if float(last) > high else last
        clamp = lambda x: np.minimum(np.maximum(x.astype(T), first), last)
        if std == 0:
            return clamp(np.full(len(e), mean, T))
        alpha, beta, span = (low - mean) / std, (high - mean) / std, (high - low) / std
        narrow = span * max(abs(alpha), abs(beta), 1.0) < 2.0**-16
        A = T
        if bits == 32 and (narrow or not (abs(mean) < 1e30 and 1e-30 <= std < 1e30)):
            A, w, bits = np.float64, w << u64(32) | u64(1 << 31), 64
        h, inverted = 2.0**-bits, ~w & u64((1 << bits) - 1)
        line = lambda x, a, b: fma(x.astype(A), A(a), A(b))
        # Two's complement of so many bits.
        signed = lambda x: (x << u64(64 - bits)).view(np.int64) >> (64 - bits)
        if narrow:
            u, t = line(w, h, h / 2), (alpha + beta) / 2 * span / 2
            return clamp(line(fma(u * (1.0 - u), -t, u), high - low, low))
        below, above, mass = Q(-alpha), Q(beta), inside(alpha, beta)
        middle, limit = (below - above) / 2, 2.02
        q = line(signed(w ^ u64(1 << bits - 1)), mass * h, middle + mass * h / 2)
        if alpha >= -limit and beta <= limit and abs(middle) <= 16 * mass:
            return clamp(line(center(q), std, mean))
        if alpha < 0 < beta:
            lower = w < u64(1 << bits - 1)
            step, v = mass * h, signed(np.where(lower, w, inverted))
            x = np.where(lower, line(v, step, below + step / 2), line(v, step, above + step / 2))
            far = edge(x)
            return clamp(line(np.where(x >= A(0.0225), center(q), np.where(lower, far, -far)), std, mean))
        near, z0, z1, sd = (low, alpha, beta, std) if alpha >= 0 else (high, -beta, -alpha, -std)
        share, rest = inside(z0, z1) / Q(z0), Q(z1) / Q(z0)
        if share < 0.25:
            x = ln_1p(line(w if alpha >= 0 else inverted, -(share * h), -(share * h) / 2))
        else:
            x = ln(line(inverted if alpha >= 0 else w, share * h, rest + share * h / 2))
        return clamp(line(rise(-x, Q(z0)), sd, near))
    return draw


def Mixture(*arms):
    def draw(p, e, d=0):
        w = p.words(e, (1 << 62) + (d % 64 << 56)) >> u64(1)
        total, before = sum(weight for weight, _ in arms), 0.0
        for k, (weight, component) in enumerate(arms):
            drawn = component(p, e, d + 1)
            out = drawn if k == 0 else np.where(w >= u64(threshold(before / total, p.bits)), drawn, out)
            before += weight
        return out
    return draw


def Scaled(k, inner):
    return lambda p, e, d=0: p.T(k) * inner(p, e, d)


def Clamped(inner, low, high):
    return lambda p, e, d=0: np.clip(inner(p, e, d), p.T(low), p.T(high))
