"""Reading names, lists and numbers: what is wrong with them, in sentences.

Each function takes a list of problems and adds a sentence for every fault it finds. Nothing
that a caller's own object does, when it is iterated or written, gets out of here as an error.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from numbers import Number
from typing import Any

from engine.base.names import name_problem, same_text
from engine.base.settings import is_whole, shown

_MOST = 1_000_000_000
_FROM_ZERO = f"a whole number from 0 to {_MOST:,}"


def read_lists(lists: Any, whose: str, problems: list[str]) -> dict[str, tuple[str, ...]]:
    """Copy a mapping of name to list of names, best first; `whose` is what the argument is called.

    Owners stay as they were written; the names they list are as `same_text` compares them.

    >>> problems = []
    >>> read_lists({"Ana": ["City", "City"]}, "applicants", problems)
    {'Ana': ('City', 'City')}
    >>> problems
    ["'Ana' ranks 'City' twice"]
    """
    read: dict[str, tuple[str, ...]] = {}
    owners: Counter[str] = Counter()
    texts: dict[str, str] = {}  # entries that were looked at before, as they are compared
    for name, listed in _items(lists, f"{whose} must map each name to a list of names", problems):
        problem = name_problem(name, f"{whose} has the name")
        if problem:
            problems.append(problem)
            continue
        owner, kept = str.__str__(name), []
        owners[same_text(name)] += 1
        for entry in read_sequence(listed, f"the list of {shown(owner)}", "names", problems):
            text = texts.get(entry) if type(entry) is str else None
            if text is None:
                problem = name_problem(entry, f"the list of {shown(owner)} has")
                if problem:
                    problems.append(problem)
                    continue
                text = same_text(entry)
                texts[str.__str__(entry)] = text
            kept.append(text)
        if len(set(kept)) < len(kept):
            problems += [
                f"{shown(owner)} ranks {shown(entry)} {_times(count)}"
                for entry, count in Counter(kept).items()
                if count > 1
            ]
        read[owner] = tuple(kept)
    problems += [
        f"{whose} has the name {shown(name)} {_times(count)}, with its accents typed differently"
        for name, count in owners.items()
        if count > 1
    ]
    return read


def read_counts(
    counts: Any, called: str, unit: str, programs: Iterable[str], problems: list[str]
) -> dict[str, int]:
    """Copy a mapping of program to number of positions, which must name `programs` and no others.

    `called` and `unit` say what the argument and one number of it are called.

    >>> problems = []
    >>> read_counts({"City": 2, "Lake": -1}, "quotas", "quota", ["City", "Lake"], problems)
    {'City': 2}
    >>> problems
    ["'Lake' has a quota of -1; it must be a whole number from 0 to 1,000,000,000"]
    """
    read: dict[str, int] = {}
    known = {same_text(program): program for program in programs}
    given: Counter[str] = Counter()
    wanted = f"{called} must map each program to a whole number"
    for name, value in _items(counts, wanted, problems):
        program = known.get(same_text(name)) if isinstance(name, str) else None
        if program is None:
            problems.append(f"{called} names {shown(name)}, which has no list among the programs")
        else:
            given[program] += 1
        if not (is_whole(value) and 0 <= value <= _MOST):
            kind = _kind(value)
            problems.append(f"{shown(name)} has a {unit} of {kind}; it must be {_FROM_ZERO}")
        elif program is not None:
            read[program] = int(value)
    if isinstance(counts, Mapping):
        lost = [program for program in known.values() if program not in given]
        problems += [f"{shown(program)} has a list but no {unit}" for program in lost]
    problems += [
        f"{called} names {shown(program)} {_times(count)}"
        for program, count in given.items()
        if count > 1
    ]
    return read


def read_sequence(
    value: Any, called: str, of: str, problems: list[str], *, ordered: bool = True
) -> list[Any]:
    """Return the entries of a list; none when it is a fault.

    A ranking needs an order that stays: a list, a tuple, a one-dimensional array or a column of
    a table has one, a set or a generator has not. With `ordered` False a generator will do.

    >>> problems = []
    >>> read_sequence({"City"}, "the list of 'Ana'", "names", problems)
    []
    >>> problems
    ["the list of 'Ana' must be a list of names, not a set, which has no order"]
    """
    if isinstance(value, (list, tuple)):
        return list(value)
    fits = isinstance(value, Sequence) or (
        hasattr(value, "__array__") and getattr(value, "ndim", 0) == 1
    )
    if not ordered and not isinstance(value, (Mapping, Set)) and not hasattr(value, "ndim"):
        fits = isinstance(value, Iterable)
    if not fits or isinstance(value, (str, bytes, bytearray)):
        problems.append(f"{called} must be a list of {of}, not {_kind(value)}")
        return []
    try:
        return list(value)
    except Exception as error:  # the caller's own code failed, not ours
        problems.append(f"{called} cannot be read: {type(error).__name__}")
        return []


def _items(value: Any, wanted: str, problems: list[str]) -> list[tuple[Any, Any]]:
    """Return the pairs of a mapping."""
    if not isinstance(value, Mapping):
        problems.append(f"{wanted}, not {_kind(value)}")
        return []
    try:
        return [(name, item) for name, item in value.items()]
    except Exception as error:  # the caller's own code failed, not ours
        problems.append(f"{wanted}; it cannot be read: {type(error).__name__}")
        return []


def _times(count: int) -> str:
    return "twice" if count == 2 else f"{count} times"


def _kind(value: Any) -> str:
    """Say what was given instead: small things as they are, others by their type."""
    if isinstance(value, str):
        return f"the text {shown(value)}"
    if value is None or isinstance(value, (Number, bytes, list, tuple, Mapping)):
        return shown(value)
    name = type(value).__name__.removeprefix("nd")  # an ndarray is an array
    kind = f"{'an' if name[0].lower() in 'aeiou' else 'a'} {name}"
    if isinstance(value, Set):
        return f"{kind}, which has no order"
    many = getattr(value, "ndim", None)
    return f"{kind} of {many} dimensions" if isinstance(many, int) else kind
