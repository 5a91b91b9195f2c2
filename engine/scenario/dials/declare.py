"""The kinds of dials: what a share, a weight or a caution may be, and in which unit."""

from __future__ import annotations

from typing import Any

from engine.base.settings import setting

CHOICE = "modeling choice"
SD = "SD of readiness"
NOT_MEASURED = "not measured (E05)"


def share(default: float, unit: str, origin: str, source: float | None = None) -> Any:
    """Declare a share or a chance."""
    return setting(default, 0, 1, unit, origin, source=source)


def weight(default: float, origin: str, source: float | None = None) -> Any:
    """Declare a weight: a precision, of which one unit is one reading with unit noise."""
    return setting(default, 0, 20, "weight, readings with unit noise", origin, source=source)


def truth(default: float, origin: str = CHOICE) -> Any:
    """Declare how well an item reads readiness."""
    return setting(default, 0, 1, "squared correlation with readiness", origin)


def caution(default: float, origin: str, source: float) -> Any:
    """Declare a fear of regret."""
    return setting(default, 0, 6, "SD of doubt subtracted", origin, source=source)


def taste(default: float, source: float) -> Any:
    """Declare how much programs differ in what they like about one file."""
    return setting(default, 0, 3, SD, "fitted", source=source)


def liking(
    default: float,
    origin: str = CHOICE,
    low: float = 0,
    high: float = 5,
    source: float | None = None,
) -> Any:
    """Declare what an applicant likes in a program."""
    return setting(default, low, high, "units of prestige", origin, source=source)
