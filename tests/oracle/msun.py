"""erf and erfc as FreeBSD's s_erf.c computes them, exp as e_exp.c does: the `libm` crate's.

Copyright (C) 1993, 2004 by Sun Microsystems, Inc. All rights reserved. Permission to use, copy, modify, and distribute this
software is freely granted, provided that this notice is preserved.
"""

import math

# Lowest power first.
PP = (
    0.12837916709551256, -0.3250421072470015, -0.02848174957559851, -0.005770270296489442,
    -2.3763016656650163e-05,
)
QQ = (
    1.0, 0.39791722395915535, 0.0650222499887673, 0.005081306281875766, 0.00013249473800432164,
    -3.960228278775368e-06,
)
PA = (
    -0.0023621185607526594, 0.41485611868374833, -0.3722078760357013, 0.31834661990116175,
    -0.11089469428239668, 0.035478304325618236, -0.002166375594868791,
)
QA = (
    1.0, 0.10642088040084423, 0.540397917702171, 0.07182865441419627, 0.12617121980876164,
    0.01363708391202905, 0.011984499846799107,
)
RA = (
    -0.009864944034847148, -0.6938585727071818, -10.558626225323291, -62.375332450326006,
    -162.39666946257347, -184.60509290671104, -81.2874355063066, -9.814329344169145,
)
SA = (
    1.0, 19.651271667439257, 137.65775414351904, 434.56587747522923, 645.3872717332679,
    429.00814002756783, 108.63500554177944, 6.570249770319282, -0.0604244152148581,
)
RB = (
    -0.0098649429247001, -0.799283237680523, -17.757954917754752, -160.63638485582192,
    -637.5664433683896, -1025.0951316110772, -483.5191916086514,
)
SB = (
    1.0, 30.33806074348246, 325.7925129965739, 1536.729586084437, 3199.8582195085955,
    2553.0504064331644, 474.52854120695537, -22.44095244658582,
)
ERX = 8.45062911510467529297e-01


def polynomial(x, coefficients):
    total = coefficients[-1]
    for c in coefficients[-2::-1]:
        total = c + x * total
    return total


def exp(x):
    k, high, low = 0, x, 0.0
    if abs(x) > 0.34657359:  # ln 2 / 2
        k = (1 if x > 0 else -1) if abs(x) < 1.0397207708 else int(1.44269504088896338700 * x + math.copysign(0.5, x))
        high, low = x - k * 6.93147180369123816490e-01, k * 1.90821492927058770002e-10
    elif abs(x) < 2.0**-28:
        return 1.0 + x
    x = high - low
    c = x - x * x * polynomial(x * x, (
        1.66666666666666019037e-01, -2.77777777770155933842e-03, 6.61375632143793436117e-05,
        -1.65339022054652515390e-06, 4.13813679705723846039e-08))
    return math.ldexp(1.0 + (x * c / (2.0 - c) - low + high), k)


def low_word_cleared(x):
    mantissa, exponent = math.frexp(x)
    return math.ldexp(math.floor(mantissa * 2.0**21), exponent - 21)


def far(x):
    """erfc of |x| in [0.84375, 28)."""
    x = abs(x)
    if x < 1.25:
        return 1.0 - ERX - polynomial(x - 1.0, PA) / polynomial(x - 1.0, QA)
    s, (r, q) = 1.0 / (x * x), (RA, SA) if x < 1 / 0.35 else (RB, SB)
    z = low_word_cleared(x)
    return exp(-z * z - 0.5625) * exp((z - x) * (z + x) + polynomial(s, r) / polynomial(s, q)) / x


def near(x):
    return x * (polynomial(x * x, PP) / polynomial(x * x, QQ))


def erf(x):
    if abs(x) < 0.84375:
        return 0.125 * (8.0 * x + 1.02703333676410069053 * x) if abs(x) < 2.0**-28 else x + near(x)
    return math.copysign(1.0 - far(x) if abs(x) < 6 else 1.0, x)


def erfc(x):
    if abs(x) < 0.84375:
        if abs(x) < 2.0**-56:
            return 1.0 - x
        return 1.0 - (x + near(x)) if x < 0.25 else 0.5 - (x - 0.5 + near(x))
    if abs(x) >= 28:
        return 0.0 if x > 0 else 2.0
    return far(x) if x > 0 else 2.0 - far(x)
