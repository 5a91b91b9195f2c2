"""Numbers as people type and read them; what may be meant in two ways is not guessed at."""

from __future__ import annotations

import math
from typing import TypeAlias

Number: TypeAlias = int | float

UNCLEAR = "{} could mean {:.10g}% or {:.10g}%; write it with a % sign."


def read_entry(text: str) -> Number | str:
    """Return the number that the box of a slider holds, or the text when it holds none.

    Plain numbers only: the box answers at once, and the caller judges what was meant.
    """
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            pass
    return text


def read_number(text: str, unit: str = "") -> float | None:
    """Read a finite number as people write it; with the unit "%" a percent sign adds nothing.

    >>> read_number(" .27 "), read_number("27%"), read_number("27 %", "%"), read_number("1,250")
    (0.27, 0.27, 27.0, 1250.0)
    >>> read_number("\u22121.25"), read_number("0,27"), read_number("a lot")
    (-1.25, None, None)
    """
    plain = text.strip().replace("\u2212", "-")
    percent = plain.endswith("%")
    plain = plain.removesuffix("%").strip()
    head, *groups = plain.split(",")
    if groups and (head in ("", "-", "0", "-0") or any(len(g.split(".")[0]) != 3 for g in groups)):
        return None  # perhaps a comma for a point: not guessed at
    try:
        value = float("".join([head, *groups]))
    except ValueError:
        return None
    if not math.isfinite(value):
        return None
    return value / 100 if percent and unit != "%" else value


def unclear_percent(text: str, unit: str) -> str:
    """Ask back where a number may be a share or a percentage; empty where it is clear.

    >>> unclear_percent(" .25", "%")
    '.25 could mean 25% or 0.25%; write it with a % sign.'
    >>> unclear_percent("0.25%", "%"), unclear_percent("25", "%"), unclear_percent("0.25", "")
    ('', '', '')
    """
    value = read_number(text, unit)
    if unit != "%" or value is None or "%" in text or not 0 < value < 1:
        return ""
    return UNCLEAR.format(text.strip(), 100 * value, value)


def write_number(value: object, unit: str = "") -> str:
    """Write a number so that `read_number` reads the same; empty for what is no finite number.

    With the unit "%" a percent sign is written, so that 0.25 leaves no doubt. The value may be
    anything: a log can be edited by hand.

    >>> write_number(60.0), write_number(0.25, "%"), write_number(14.3 / 100), write_number("x")
    ('60', '0.25%', '0.143', '')
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    try:
        text = f"{value:.10g}"
    except OverflowError:  # a whole number of hundreds of digits
        return ""
    return f"{text}{'%' if unit == '%' else ''}" if math.isfinite(value) else ""
