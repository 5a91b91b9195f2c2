"""The next step of a slider, worked out while nobody presses a key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from widgets.controls.fields import NumberControl
from widgets.text.reading import Number

_DIGITS = 9  # of a sum of tenths, which is to read as if it had been typed


def following(change: Mapping[str, Any] | None) -> tuple[NumberControl, Number] | None:
    """Say to which number a control comes next, where it has just moved by a step of its slider.

    Whoever presses an arrow key presses it again, mostly.

    Parameters
    ----------
    change : mapping, optional
        What an observer of `entry` is told.

    Returns
    -------
    tuple of NumberControl and number, or None
        None where nothing can be said: another control, a jump, the end of the slider.

    Examples
    --------
    >>> from widgets.controls import number
    >>> score = number("Score", 240, 180, 243, 1)
    >>> found = []
    >>> score.observe(lambda change: found.append(following(change)), names="entry")
    >>> for text in ("241", "243", "242"):
    ...     score.text = text
    >>> [one and one[1] for one in found]
    [242, None, 241]
    """
    control = change and change["owner"]
    if change is None or not isinstance(control, NumberControl):
        return None
    before, now = change["old"], change["new"]
    if isinstance(before, str) or isinstance(now, str):
        return None  # what was refused is no number
    step, number = round(now - before, _DIGITS), round(2 * now - before, _DIGITS)
    if abs(step) != control.step or not control.low <= number <= control.high:
        return None
    return control, number
