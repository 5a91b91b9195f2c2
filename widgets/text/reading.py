"""Numbers as people type and read them; what may be meant in two ways is not guessed at."""

from __future__ import annotations

import math
import re
from typing import TypeAlias

from engine.base.settings import shown

Number: TypeAlias = int | float

UNCLEAR = "{} could mean {:.10g}% or {:.10g}%; write it with a % sign."


def read_entry(text: str) -> Number | str:
    """Return the number that the box of a slider holds, or the text when it holds none.

    Plain numbers only: the box answers at once, and the caller judges what was meant.

    >>> read_entry("240"), read_entry("240,5"), read_entry("27%")
    (240, 240.5, '27%')
    """
    plain = _with_a_point(text)
    for kind in (int, float):
        try:
            return kind(plain)
        except ValueError:
            pass
    return text


def read_number(text: str, unit: str = "") -> float | None:
    """Read a finite number as people write it; with the unit "%" a percent sign adds nothing.

    A comma is a decimal one unless it groups thousands.

    >>> read_number(" .27 "), read_number("27%"), read_number("27 %", "%"), read_number("1,250")
    (0.27, 0.27, 27.0, 1250.0)
    >>> read_number("\u22121.25"), read_number("0,27"), read_number("1.250,5"), read_number("a lot")
    (-1.25, 0.27, 1250.5, None)
    """
    plain = text.strip()
    percent = plain.endswith("%")
    try:
        value = float(_with_a_point(plain.removesuffix("%")))
    except ValueError:
        return None
    if not math.isfinite(value):
        return None
    return value / 100 if percent and unit != "%" else value


_SIGN = r"[+-]?"
_GROUPED = re.compile(_SIGN + r"[1-9]\d{0,2}(,\d{3})+(\.\d*)?")  # 1,250 and 1,250.5
_DECIMAL = re.compile(_SIGN + r"(\d+|\d{1,3}(\.\d{3})+)?,\d+")  # 240,5 and 1.250,5


def _with_a_point(text: str) -> str:
    """Write a number as Python does; what is none, or may be two, it cannot read either."""
    plain = text.strip().replace("\u2212", "-")
    if "_" in plain:  # Python reads 2_40 as 240; nobody else does
        return ""
    if _GROUPED.fullmatch(plain):
        return plain.replace(",", "")
    if _DECIMAL.fullmatch(plain):
        return plain.replace(".", "").replace(",", ".")
    return plain


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
    return UNCLEAR.format(brief(text), 100 * value, value)


def brief(text: object) -> str:
    """Write what somebody typed as it stands in a sentence: not longer than one reads.

    >>> brief(" many "), len(brief("x" * 1000))
    ('many', 60)
    """
    typed = str(text).strip()
    return typed if len(typed) <= 60 else shown(typed)


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
