"""Reading names, lists and numbers: what is wrong with them, in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from numbers import Integral
from typing import Any

_MOST = 1_000_000_000
_FROM_ZERO = f"a whole number from 0 to {_MOST:,}"


def read_lists(lists: Any, whose: str, problems: list[str]) -> dict[str, tuple[str, ...]]:
    """Copy a mapping of name to list of names, noting every fault in it.

    Parameters
    ----------
    lists : mapping of str to list of str
        One list per applicant or program, best first.
    whose : str
        ``"applicants"`` or ``"programs"``, for the sentences.
    problems : list of str
        Sentences are added to it.

    Returns
    -------
    dict of str to tuple of str
        The lists that could be read.

    Examples
    --------
    >>> problems = []
    >>> read_lists({"Ana": ["City", "City"]}, "applicants", problems)
    {'Ana': ('City', 'City')}
    >>> problems
    ["'Ana' ranks 'City' twice"]
    """
    if not isinstance(lists, Mapping):
        problems.append(f"{whose} must map each name to a list of names, not {_kind(lists)}")
        return {}
    read = {}
    for name, listed in lists.items():
        if not is_name(name, f"{whose} has the name", problems):
            continue
        entries = read_sequence(listed, f"the list of {name!r}", "names", problems)
        kept = [entry for entry in entries if is_name(entry, f"the list of {name!r} has", problems)]
        for entry, times in Counter(kept).items():
            if times > 1:
                often = "twice" if times == 2 else f"{times} times"
                problems.append(f"{name!r} ranks {entry!r} {often}")
        read[name] = tuple(kept)
    return read


def read_counts(
    counts: Any, called: str, unit: str, programs: Iterable[str], problems: list[str]
) -> dict[str, int]:
    """Copy a mapping of program to number of positions, noting every fault in it.

    Parameters
    ----------
    counts : mapping of str to int
        Positions of each program, zero or more.
    called, unit : str
        What the argument is called, and what one program's number is called.
    programs : iterable of str
        The programs that must have a number, and no others.
    problems : list of str
        Sentences are added to it.

    Returns
    -------
    dict of str to int
        The numbers that could be read.

    Examples
    --------
    >>> problems = []
    >>> read_counts({"City": 2, "Lake": -1}, "quotas", "quota", ["City", "Lake"], problems)
    {'City': 2}
    >>> problems
    ["'Lake' has a quota of -1; it must be a whole number from 0 to 1,000,000,000"]
    """
    if not isinstance(counts, Mapping):
        problems.append(f"{called} must map each program to a whole number, not {_kind(counts)}")
        return {}
    read = {}
    known = dict.fromkeys(programs)
    for name, value in counts.items():
        if name not in known:
            problems.append(f"{called} names {name!r}, which has no list among the programs")
        if isinstance(value, Integral) and not isinstance(value, bool) and 0 <= int(value) <= _MOST:
            read[name] = int(value)
        else:
            problems.append(f"{name!r} has a {unit} of {_kind(value)}; it must be {_FROM_ZERO}")
    problems.extend(f"{name!r} has a list but no {unit}" for name in known if name not in counts)
    return read


def read_sequence(value: Any, called: str, of: str, problems: list[str]) -> list[Any]:
    """Return the entries of a list; a text, a number or a mapping is a fault.

    Parameters
    ----------
    value : sequence
        What should be a list.
    called, of : str
        What it is called and what it lists, for the sentence.
    problems : list of str
        A sentence is added to it when `value` is no list.

    Returns
    -------
    list
        The entries; empty when there is a fault.

    Examples
    --------
    >>> problems = []
    >>> read_sequence("City", "the list of 'Ana'", "names", problems)
    []
    >>> problems
    ["the list of 'Ana' must be a list of names, not the text 'City'"]
    """
    if isinstance(value, (str, bytes, Mapping)) or not isinstance(value, Iterable):
        problems.append(f"{called} must be a list of {of}, not {_kind(value)}")
        return []
    return list(value)


def is_name(value: Any, where: str, problems: list[str]) -> bool:
    """Tell whether `value` is a name, and note it when it is not.

    Parameters
    ----------
    value : object
        What should be a text that is not empty.
    where : str
        Beginning of the sentence.
    problems : list of str
        A sentence is added to it when `value` is no name.

    Returns
    -------
    bool
        True for a text that is not blank.

    Examples
    --------
    >>> problems = []
    >>> is_name(7, "the list of 'Ana' has", problems)
    False
    >>> problems
    ["the list of 'Ana' has 7, which is not a name"]
    """
    if isinstance(value, str) and value.strip():
        return True
    problems.append(f"{where} {value!r}, which is not a name")
    return False


def _kind(value: Any) -> str:
    """Show what was given, briefly."""
    shown = repr(value)
    if len(shown) > 60:
        shown = f"{shown[:60]}..."
    return f"the text {shown}" if isinstance(value, str) else shown
