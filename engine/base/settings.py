"""Settings that know their own range, unit and origin, and say what is wrong with a value.

A setting is a field of a frozen dataclass. What may be typed into it, in which
unit, and where its default comes from is written beside it, so that a control, a
table in a chapter and an error message all read the same line.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import Field, field, fields
from reprlib import Repr
from typing import Any

import numpy as np

MOST_NAMED = 10  # unknown names said one by one
_MOST_SHOWN = 60  # characters of a quotation


class _Briefly(Repr):
    """Writes the beginning of lists and mappings, and whatever else as it writes itself."""

    def repr_instance(self, x: Any, level: int) -> str:
        return repr(x)


_BRIEFLY = _Briefly()
_BRIEFLY.maxstring = _BRIEFLY.maxlong = _MOST_SHOWN


def setting(
    default: Any,
    low: float | None = None,
    high: float | None = None,
    unit: str = "",
    origin: str = "",
    *,
    choices: tuple[Any, ...] = (),
    source: Any = None,
) -> Any:
    """Declare a field of settings: its default, its range or choices, its unit and its origin.

    Of a dial, `default` is its value in the evidence preset and `source` the one in the source
    preset, where that differs. `unit` and `origin` are in words; the learner sees them.

    >>> from dataclasses import dataclass
    >>> @dataclass(frozen=True)
    ... class Weather:
    ...     rain: float = setting(0.5, 0, 1, "chance")
    >>> list(problems_in(Weather(rain=2), "weather"))
    ['weather.rain is 2; it must be a number from 0 to 1']
    """
    notes = {"low": low, "high": high, "choices": choices, "unit": unit, "origin": origin}
    return field(
        default=default, metadata={**notes, "source": default if source is None else source}
    )


def shown(value: object) -> str:
    """Quote a value in an error message: as Python writes it, cut at 60 characters.

    It never fails, whatever the value's own ``repr`` does, and of a long list or a deep one it
    reads no more than it shows.

    >>> shown(-5), shown("abc"), shown("x" * 1000)[-9:]
    ('-5', "'abc'", 'xxxxxx...')
    >>> shown(10**5000)
    'too long a number'
    """
    try:
        if isinstance(value, int) and value.bit_length() > 4 * _MOST_SHOWN:
            return "too long a number"
        plain = isinstance(value, (str, bytes))
        text = repr(value[:_MOST_SHOWN]) if plain else _BRIEFLY.repr(value)  # type: ignore[index]
    except Exception:  # the value's own code failed; that is no reason for ours to
        return f"an object of type {type(value).__name__} that cannot be shown"
    if "\n" in text:  # arrays and tables write several lines
        text = " ".join(text.split())
    return text if len(text) <= _MOST_SHOWN else f"{text[: _MOST_SHOWN - 3]}..."


def is_whole(value: object) -> bool:
    """Whether a value is a whole number, numpy's among them; True and False are none.

    >>> is_whole(3), is_whole(3.0), is_whole(True)
    (True, False, False)
    """
    return isinstance(value, (int, np.integer)) and not isinstance(value, bool)


def number_problem(path: str, value: object, low: float, high: float, whole: bool) -> str | None:
    """Say in one sentence why a value is not a number of this range, or None.

    >>> number_problem("replicates", 0, 1, 1_000_000, whole=True)
    'replicates is 0; it must be a whole number from 1 to 1000000'
    """
    fits = is_whole(value) or (not whole and isinstance(value, (float, np.floating)))
    # No comparison with NaN is true, so NaN is refused here too.
    if fits and low <= value <= high:  # type: ignore[operator]
        return None
    kind = "a whole number" if whole else "a number"
    bounds = " to ".join(str(int(b)) if b == int(b) else str(b) for b in (low, high))
    return f"{path} is {shown(value)}; it must be {kind} from {bounds}"


def choice_problem(path: str, value: object, choices: Sequence[str]) -> str | None:
    """Say in one sentence why a value is none of these words, or None."""
    if isinstance(value, str) and str.__str__(value) in choices:
        return None
    return f"{path} is {shown(value)}; it must be one of {', '.join(map(repr, choices))}"


def truth_problem(path: str, value: object, either: str = "true or false") -> str | None:
    """Say in one sentence why a value is neither true nor false, or None."""
    return None if isinstance(value, bool) else f"{path} is {shown(value)}; it must be {either}"


def mapping_problem(path: str, value: object, of: str) -> str | None:
    """Say in one sentence why a value maps nothing to anything, or None.

    >>> mapping_problem("weights", 5, "names to numbers")
    'weights is 5; it must map names to numbers'
    """
    return None if isinstance(value, Mapping) else f"{path} is {shown(value)}; it must map {of}"


def as_list(path: str, value: object, of: str, problems: list[str]) -> list[Any]:
    """Copy what somebody gave as a list of something, or add to the problems that it is none.

    >>> problems = []
    >>> as_list("seeds", range(2), "numbers", problems), as_list("seeds", 5, "numbers", problems)
    ([0, 1], [])
    >>> problems
    ['seeds is 5; it must be a list of numbers']
    """
    if isinstance(value, Iterable) and not isinstance(value, (str, bytes, Mapping)):
        return list(value)
    problems.append(f"{path} is {shown(value)}; it must be a list of {of}")
    return []


def _problem(path: str, value: object, spec: Field[Any]) -> str | None:
    """Say in one sentence what is wrong with the value of a field, or None."""
    choices, low, high = (spec.metadata[name] for name in ("choices", "low", "high"))
    kind = str(spec.type)
    if value is None and "None" in kind:
        return None
    if choices:
        return choice_problem(path, value, choices)
    if "bool" in kind:
        either = "true, false or null" if "None" in kind else "true or false"
        return truth_problem(path, value, either)
    return number_problem(path, value, low, high, whole="int" in kind)


def problems_in(settings: Any, path: str) -> Iterator[str]:
    """Name every field declared with `setting` whose value cannot be used, as ``path.field``."""
    for spec in fields(settings):
        if "low" in spec.metadata:
            problem = _problem(f"{path}.{spec.name}", getattr(settings, spec.name), spec)
            if problem:
                yield problem


def key_text(key: object) -> str:
    """Write a name that somebody typed as it stands in an error message: short, on one line."""
    plain = isinstance(key, str) and 0 < len(key) <= _MOST_SHOWN and key.isprintable()
    return str(key) if plain else shown(key)


def nearest(key: str, known: Iterable[str]) -> str:
    """Say which of the known names are most like a key; the search is slow in long keys."""
    import difflib

    near = difflib.get_close_matches(key[:_MOST_SHOWN], known, n=3, cutoff=0)
    return f"the nearest are {', '.join(near)}"


def each_unknown(
    names: Iterable[Any], known: Collection[str], sentence: Callable[[str], str], where: str
) -> Iterator[str]:
    """Say of every name that is not known what is wrong with it; of many, how many more."""
    unknown = [name for name in names if name not in known]
    yield from (sentence(key_text(name)) for name in unknown[:MOST_NAMED])
    if len(unknown) > MOST_NAMED:
        yield f"{where} has {len(unknown) - MOST_NAMED} more names that are not settings"


def unknown_names(names: Iterable[Any], kind: Any, path: str) -> Iterator[str]:
    """Name every one of the names that is no field of a dataclass, called ``path``."""
    known = {spec.name: None for spec in fields(kind)}

    def sentence(name: str) -> str:
        few = len(known) <= 20
        hint = f"{path} has {', '.join(known)}" if few else nearest(name, known)
        return f"{path}.{name} is not a setting; {hint}"

    yield from each_unknown(names, known, sentence, path)
