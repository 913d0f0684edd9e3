"""Initializers as rules spell them: given shape and axes, lists of (weight, distribution)."""

import math
import numpy as np
from distributions import Clamped, Constant, Mixture, Normal, Scaled, Truncated, Uniform
from words import M64, u64


class Rule:
    def __init__(self, make, *args, **options):
        self.make, self.args, self.options = make, args, options

    def __call__(self, *args, **options):
        return Rule(self.make, *args, **options)

    def arms(self, shape, axes):
        return self.make((shape, axes), *self.args, **self.options)

    def __rrshift__(self, weight):  # `0.25 => zeros`, which Python spells `0.25 >> zeros`
        return weight, self

    def whole(self, shape, axes):
        arms = [arm for arm in self.arms(shape, axes) if arm[0] > 0]
        return arms[0][1] if len(arms) == 1 else Mixture(*((w, own(i, draw)) for i, (w, draw) in enumerate(arms)))


def at_once(draw):
    """Marks what is not drawn element by element."""
    draw.at_once = True
    return draw


def over(distribution, draw, *args):
    made = distribution(*args)
    return at_once(made) if hasattr(draw, "at_once") else made


def own(i, draw):
    """Arm i of a mixture: with the stream of the path + `.i`, if it is drawn at once."""
    return (lambda p, e, d=0: draw(p.at(i), e, d)) if hasattr(draw, "at_once") else draw


def fan(target, mode):
    sizes = {"in": 1, "out": 1}
    for n, axis in zip(*target):
        blocks, _, role = axis.rpartition(" * ")
        for side in ("in", "out") if role == "kernel" else (role,):
            sizes[side] = sizes.get(side, 1) * (n // int(blocks or 1))
    i, o = float(sizes["in"]), float(sizes["out"])
    return {"FanIn": i, "FanOut": o, "FanAvg": (i + o) / 2, "FanGeoAvg": math.sqrt(i * o)}[mode]


def of_sd(law, factor, fan):
    sd = factor / math.sqrt(fan) if fan else 0.0
    if sd == 0:
        return [(1.0, Constant(0.0))]
    h, std = math.sqrt(3.0) * sd, sd / 0.87962566103423978
    arguments = {Uniform: (-h, h), Normal: (0.0, sd), Truncated: (0.0, std, -2.0 * std, 2.0 * std)}
    return [(1.0, law(*arguments[law]))]


def leaf(distribution):
    return Rule(lambda target, *args: [(1.0, distribution(*args))])


def schemes(law):
    return (Rule(lambda t, gain=1.0: of_sd(law, abs(gain), fan(t, "FanAvg"))),
            Rule(lambda t, gain=math.sqrt(2.0), mode="FanIn": of_sd(law, abs(gain), fan(t, mode))))


def scaling(target, scale, mode="FanIn", distribution=Truncated):
    return of_sd(distribution, math.sqrt(scale), fan(target, mode))


def trunc_normal(target, std, mean=0.0, within=2.0, low=None, high=None, rescale=False):
    std = std / 0.87962566103423978 if rescale else std
    if low is None and high is None:
        low, high = mean - within * std, mean + within * std
    return [(1.0, Truncated(mean, std, -math.inf if low is None else low, math.inf if high is None else high))]


def siren(target, omega=30.0, first=False):
    fan_in = fan(target, "FanIn")
    bound = 1.0 / math.sqrt(fan_in * fan_in) if first else math.sqrt(6.0) / math.sqrt(fan_in) / omega
    return [(1.0, Uniform(-bound, bound))]


def sparse(target, sparsity, std=0.01, axis=0):
    rows, columns = target[0]
    n, lines = (rows, columns) if axis == 0 else (columns, rows)

    def draw(p, e, d=0):
        values = Normal(0.0, std)(p, np.arange(rows * columns, dtype=u64)).reshape(rows, columns)
        for l in range(lines):
            line, places, numbers = values[:, l] if axis == 0 else values[l], list(range(n)), p.generator(l)
            for k in range(math.ceil(sparsity * n)):
                m = next(numbers) * (n - k)
                while m & M64 < (M64 + 1 - (n - k)) % (n - k):
                    m = next(numbers) * (n - k)
                chosen = k + (m >> 64)
                places[k], places[chosen] = places[chosen], places[k]
                line[places[k]] = 0
        return values.ravel()[e.astype(int)]
    return [(1.0, at_once(draw))]


def icnr(target, scale, inner):
    (outs, *rest), axes = target  # The rows have `out` in front.
    assert axes[0].endswith("out")
    size, distribution = math.prod(rest), inner.whole([outs // scale**2, *rest], axes)

    def draw(p, e, d=0):
        small = distribution(p, np.arange(outs // scale**2 * size, dtype=u64))
        return small[(e // u64(size * scale**2) * u64(size) + e % u64(size)).astype(int)]
    return [(1.0, at_once(draw))]


def orthogonal(target, gain=1.0):
    n, m = max(target[0]), min(target[0])

    def draw(p, e, d=0):
        x, q = Normal(0.0, 1.0)(p, np.arange(n * m, dtype=u64)).reshape(n, m).astype(float), np.eye(n)
        signs = []
        for k in range(m):  # Stewart (1980): column k from row k on is a vector of fresh normals.
            v = x[k:, k].copy()
            signs.append(-1.0 if v[0] >= 0 else 1.0)
            v[0] -= signs[k] * np.linalg.norm(v)
            q[:, k:] -= np.outer(q[:, k:] @ v, 2 / (v @ v) * v)
        q = gain * q[:, :m] * signs
        return (q if target[0][0] == n else q.T).ravel()[e.astype(int)]
    return [(1.0, at_once(draw))]


NAMES = {
    "constant": leaf(Constant), "zeros": leaf(Constant)(0.0), "ones": leaf(Constant)(1.0),
    "uniform": leaf(Uniform), "normal": leaf(Normal),
    "mixture": Rule(lambda t, *arms: [(w * v, x) for w, arm in arms for v, x in arm.arms(*t)]),
    "scaled": Rule(lambda t, inner, k: [(w, over(Scaled, x, k, x)) for w, x in inner.arms(*t)]),
    "clamped": Rule(lambda t, inner, low, high: [(w, over(Clamped, x, x, low, high)) for w, x in inner.arms(*t)]),
    "variance_scaling": Rule(scaling), "trunc_normal": Rule(trunc_normal), "siren": Rule(siren),
    "sparse": Rule(sparse), "icnr": Rule(icnr), "orthogonal": Rule(orthogonal),
    "Linear": 1.0, "Sigmoid": 1.0, "Tanh": 5 / 3, "Relu": math.sqrt(2.0), "Selu": 0.75, "Value": float,
    "LeakyRelu": lambda slope: math.sqrt(2.0 / (1.0 + slope * slope)), "true": True, "inf": math.inf,
    # Samplers, and what `variance_scaling` calls its distributions.
    "Constant": Constant, "Uniform": Uniform, "Normal": Normal, "Truncated": Truncated, "TruncatedNormal": Truncated,
    "Mixture": Mixture, "Scaled": Scaled,
}
NAMES |= {mode: mode for mode in ("FanIn", "FanOut", "FanAvg", "FanGeoAvg")}
for suffix, law in ("_uniform", Uniform), ("_normal", Normal):
    NAMES["xavier" + suffix], NAMES["kaiming" + suffix] = schemes(law)
for scheme, scale, mode in ("glorot", 1.0, "FanAvg"), ("he", 2.0, "FanIn"), ("lecun", 1.0, "FanIn"):
    NAMES[scheme + "_uniform"] = Rule(lambda t, s=scale, m=mode: scaling(t, s, m, Uniform))
    NAMES[scheme + "_normal"] = Rule(lambda t, s=scale, m=mode: scaling(t, s, m))
