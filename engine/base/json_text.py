"""JSON that somebody pasted or kept: read strictly, within bounds, with every fault named."""

from __future__ import annotations

import math
import re
from itertools import accumulate
from typing import Any

from engine.base.errors import MarketError, raise_if_any
from engine.base.settings import key_text

MOST_DEPTH = 50  # objects and lists inside one another; the parser itself would recurse
MOST_DIGITS = 60  # characters of a number; every float can be written in 25
MOST_FAULTS = 10  # named one by one

# A string that never ends is one too, so that no text makes the search go back over it.
_STRINGS = re.compile(r'"(?:[^"\\]+|\\.?)*"?', re.DOTALL)
_BRACKETS = re.compile(r"[\[{\]}]")
HALF_A_CHARACTER = re.compile("[\ud800-\udfff]")


class _Pairs(list[tuple[str, Any]]):
    """An object as it was written, keys given twice among them."""


class _Digits(str):
    """A number too long to be one."""


def read_json(text: object, what: str, most: int = 1_000_000) -> Any:
    """Read JSON, or say in sentences why it cannot be used.

    A byte order mark in front is passed over. Refused are: anything but text, a text of more
    than `most` characters or nested deeper than `MOST_DEPTH`, and, each by its dotted path, a
    key given twice, a number that is not finite or of more than `MOST_DIGITS`, and half a
    character (a lone surrogate, which no file can hold). `what` is what the text should be.

    >>> read_json('{"you": {"step2": 250}}', "scenario")
    {'you': {'step2': 250}}
    >>> read_json('{"you": {"step2": 250, "step2": NaN}}', "scenario")
    Traceback (most recent call last):
    ...
    engine.MarketError: 2 problems:
    - you.step2 is given twice
    - you.step2 is nan; it must be a finite number
    """
    import json

    def refuse(why: str) -> MarketError:
        return MarketError([f"the text is no {what}; {why}"])

    if not isinstance(text, str):
        raise refuse("it must be JSON in a text")
    text = text.removeprefix("\ufeff")
    if len(text) > most:
        raise refuse(f"it has {len(text)} characters, and at most {most} are read")
    marks = _BRACKETS.findall(_STRINGS.sub("", text))
    if max(accumulate((1 if mark in "[{" else -1 for mark in marks), initial=0)) > MOST_DEPTH:
        raise refuse(f"it is nested more than {MOST_DEPTH} deep")
    try:
        raw = json.loads(
            text,
            object_pairs_hook=_Pairs,
            parse_int=lambda digits: int(digits) if len(digits) <= MOST_DIGITS else _Digits(digits),
            parse_float=lambda digits: (
                float(digits) if len(digits) <= MOST_DIGITS else _Digits(digits)
            ),
        )
    except ValueError as error:
        raise refuse(f"it must be JSON ({error})") from None
    faults: list[tuple[tuple[str | int, ...], str]] = []
    value = _settle(raw, (), faults)
    problems = [f"{_place(path)} {fault}" for path, fault in faults[:MOST_FAULTS]]
    if len(faults) > MOST_FAULTS:
        problems.append(f"{len(faults) - MOST_FAULTS} more faults of these kinds")
    raise_if_any(problems)
    return value


def _settle(value: Any, path: tuple[str | int, ...], faults: list[Any]) -> Any:
    """Turn what was parsed into dicts and lists, and note what JSON allows and we do not."""
    kind = type(value)
    if kind is _Pairs:
        found: dict[str, Any] = {}
        for key, item in value:
            if key in found:
                faults.append(((*path, key), "is given twice"))
            if HALF_A_CHARACTER.search(key):
                faults.append(((*path, key), "has half a character in its name"))
            found[key] = _settle(item, (*path, key), faults)
        return found
    if kind is list:
        return [_settle(item, (*path, place), faults) for place, item in enumerate(value)]
    if kind is _Digits:
        faults.append((path, f"has {len(value)} digits; at most {MOST_DIGITS} are read"))
    elif kind is str and HALF_A_CHARACTER.search(value):
        faults.append((path, "has half a character in it"))
    elif kind is float and not math.isfinite(value):
        faults.append((path, f"is {value}; it must be a finite number"))
    return value


def _place(path: tuple[str | int, ...]) -> str:
    """Write a path with dots, such as ``voices[0].phrase``; of a deep one, the end."""
    steps = [f"[{step}]" if isinstance(step, int) else f".{key_text(step)}" for step in path[-5:]]
    return ("..." if len(path) > 5 else "") + "".join(steps).removeprefix(".") or "the text"
