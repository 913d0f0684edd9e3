"""Distributions: functions of a parameter, the indices of elements, and the number of mixtures around."""

import math
import numpy as np
from arithmetic import fma
from functions import ln, probability, quantile, sin_cos, threshold
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

    def draw(p, e, d=0):
        T, w = p.T, p.words(e)
        first, last = T(low), T(high)
        first = np.nextafter(first, T(np.inf)) if float(first) < low else first
        last = np.nextafter(last, T(-np.inf)) if float(last) > high else last
        clamp = lambda x: np.minimum(np.maximum(x, first), last)
        if std == 0:
            return clamp(np.full(len(e), mean, T))
        alpha, beta, span = (low - mean) / std, (high - mean) / std, (high - low) / std
        if span * max(abs(alpha), abs(beta), 1.0) < 2.0**-16:
            u, tilt = probability(w, p.bits, np.float64), (alpha + beta) / 2 * span / 2
            return clamp(fma(fma(u * (1.0 - u), -tilt, u), high - low, low).astype(T))
        below, above = Q(-alpha), Q(beta)
        if alpha >= 0:
            mass, largest, lower = Q(alpha) - above, Q(alpha), 0.0
        elif beta <= 0:
            mass, largest, lower = Q(-beta) - below, Q(-beta), 1.0
        else:
            mass, largest = 0.5 * (erf(beta * c) + erf(-alpha * c)), 0.5
            lower = min(max((0.5 - below) / mass, 0.0), 1.0)
        single = abs(mean) < 1e30 and 1e-30 <= std < 1e30 and mass >= 2.0**-20 and mass >= largest / 16
        A = T if single else np.float64
        from_low = w >> u64(1) < u64(threshold(lower, p.bits))
        u = probability(np.where(from_low, w, ~w & u64((1 << p.bits) - 1)), p.bits, A)
        z = quantile(fma(u, A(mass), np.where(from_low, A(below), A(above))))
        return clamp(fma(A(std), np.where(from_low, z, -z), A(mean)).astype(T))
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
