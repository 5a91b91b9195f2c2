"""Numbers in and out of the formulas: checked arrays, plain floats, the normal distribution."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.base.errors import raise_if_any
from engine.base.settings import is_whole, shown

Number = float | NDArray[np.float64]

_erfc = np.vectorize(math.erfc, otypes=[np.float64])


def real(
    low: float = -math.inf, high: float = math.inf, /, **values: ArrayLike
) -> tuple[NDArray[np.float64], ...]:
    """Return the named values as arrays, all of them finite and from low to high, or refuse them.

    >>> real(0, 1, acceptance=1.6)
    Traceback (most recent call last):
    ...
    engine.MarketError: acceptance is 1.6; it must be from 0 to 1
    """
    problems, found = [], []
    wanted = "a finite number" if math.isinf(low) else f"at least {low:g}"
    if math.isfinite(low) and math.isfinite(high):
        wanted = f"from {low:g} to {high:g}"
    for name, value in values.items():
        try:
            array = np.asarray(value, dtype=np.float64)
        except Exception:  # whatever numpy, or the value itself, makes of it
            problems.append(f"{name} is {shown(value)}; it must be a number")
            continue
        found.append(array)
        bad = array[~(np.isfinite(array) & (array >= low) & (array <= high))]
        if bad.size:
            problems.append(f"{name} is {bad.flat[0]:g}; it must be {wanted}")
    raise_if_any(problems)
    return tuple(found)


def whole(most: float = math.inf, /, **values: int) -> None:
    """Refuse named values that are not whole numbers of at least 0, and at most so much.

    >>> whole(positions=4, rounds=2.5)
    Traceback (most recent call last):
    ...
    engine.MarketError: rounds is 2.5; it must be a whole number, at least 0
    """
    wanted = "a whole number, at least 0" + ("" if math.isinf(most) else f", at most {most:g}")
    raise_if_any(
        f"{name} is {shown(value)}; it must be {wanted}"
        for name, value in values.items()
        if not is_whole(value) or not 0 <= value <= most
    )


def plain(values: ArrayLike) -> Number:
    """Return a float when there is one value, an array of floats otherwise."""
    array = np.asarray(values, dtype=np.float64)
    return float(array) if array.ndim == 0 else array


def share_below(cut: ArrayLike, mean: ArrayLike, sd: ArrayLike) -> Number:
    """Return the share of a normal distribution below a cut.

    Examples
    --------
    >>> round(share_below(230, mean=246, sd=15), 2)   # all takers under a cut of 230
    0.14
    >>> round(share_below(230, mean=235, sd=5.7), 2)  # a true 235 seen below it, by error alone
    0.19
    """
    at, middle = real(cut=cut, mean=mean)
    (width,) = real(np.nextafter(0.0, 1.0), sd=sd)
    return plain(0.5 * _erfc((middle - at) / (width * math.sqrt(2.0))))
