"""The random stream a second time: NumPy alone, written from core/docs/contract.md, whose coefficients it reads.

    cargo run -p paraminit-tests --example vectors | python3 tests/oracle

compares each row of values that the crate drew with its own, to the bit; orthogonal matrices to 1e-5 and 1e-12. Python 3.10 and
NumPy 1.24 or later.
"""

import json, sys
import numpy as np
from arithmetic import check_fma
from functions import CONTRACT_VERSION
from initializers import NAMES, Rule
from words import Parameter, u64

np.seterr(all="ignore")


def check(row):
    T = {"f32": np.float32, "f64": np.float64}[row["type"]]
    found = np.array([int(word, 16) for word in row["bits"].split()], "u%d" % T().itemsize)
    e = u64(row["offset"]) + np.arange(len(found), dtype=u64)
    # Rules as Python spells them: `mixture { 0.5 => zeros, .. }` becomes `mixture(0.5 >> zeros, ..)`.
    text = row.get("sampler") or row["init"].replace("mixture {", "mixture(").replace("}", ")").replace("=>", ">>")
    rule = eval(text, dict(NAMES))
    draw = rule.whole(row["shape"], row["axes"]) if isinstance(rule, Rule) else rule
    expected = np.asarray(draw(Parameter(T, row["seed"], row["path"]), e))
    if "orthogonal" in text:
        assert np.abs(found.view(T) - expected).max() < (1e-5 if T == np.float32 else 1e-12), row
        return "close"
    expected = expected.astype(T).view(found.dtype)
    if (found == expected).all():
        return "equal"
    at = int(np.flatnonzero(found != expected)[0])
    sys.exit(f"{text} of {row['type']}, seed {row['seed']}, path {row['path']!r}: element {int(e[at])} is "
             f"{found.view(T)[at]!r}, not {expected.view(T)[at]!r}")


def main():
    check_fma()
    rows = [json.loads(line) for line in sys.stdin]
    end = rows.pop() if rows else {}
    if end != {"end": len(rows), "version": CONTRACT_VERSION}:
        sys.exit("the rows end early, or are those of another version of the contract")
    verdicts = [(row["type"], check(row)) for row in rows]
    for verdict in sorted(set(verdicts)):
        print(*verdict, verdicts.count(verdict), sep="\t")


if __name__ == "__main__":
    main()
