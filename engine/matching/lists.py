"""A market of names turned into arrays, after a look at everything that may be wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from engine.base.errors import raise_if_any
from engine.base.grouping import Ints
from engine.base.names import same_text
from engine.base.settings import shown
from engine.matching.positions import CATEGORICAL, read_position_types
from engine.matching.reading import read_counts, read_lists, read_sequence
from engine.matching.reversions import Reversion, read_reversions
from engine.matching.supplemental import Supplemental, read_supplemental, types_by_use

Pair = tuple[str | None, str | None]
Couple = tuple[str, str, tuple[Pair, ...]]
Unit = tuple[str, ...]  # one single applicant, or the two members of a couple
Option = tuple[str | None, ...]  # one program for each of them; None = unmatched


@dataclass(frozen=True, eq=False)
class Lists:
    """Rank order lists and quotas, by name and as arrays.

    A row is one applicant at one program. The rows of a member of a couple are the programs of
    the couple's pairs, in no meaningful order. The arrays are as in
    `engine.matching.deferred_acceptance` and `engine.matching.couples.market`.
    """

    applicants: tuple[str, ...]  # an applicant's or a program's number is the place here
    programs: tuple[str, ...]
    ranked: dict[str, tuple[str, ...]]  # what each applicant and each couple's member ranks
    places: dict[str, dict[str, int]]  # of each applicant on each program's list, 0 = best
    start: Ints
    program: Ints
    standing: Ints
    quotas: Ints
    couples: tuple[Couple, ...]
    members: Ints
    pair_start: Ints
    first: Ints
    second: Ints
    unreciprocated: list[tuple[str, str]]  # who ranked whom without being ranked in return
    position_types: dict[str, str] = field(default_factory=dict)  # of every program
    supplemental: Supplemental = field(default_factory=dict)  # of those who have such lists
    reversions: tuple[Reversion, ...] = ()  # every donor before those it gives to

    @cached_property
    def options(self) -> dict[Unit, tuple[Option, ...]]:
        """What each single applicant, and then each couple, ranks, best first."""
        paired: dict[Unit, tuple[Option, ...]] = {
            (one, other): pairs for one, other, pairs in self.couples
        }
        members = {name for unit in paired for name in unit}
        singles: dict[Unit, tuple[Option, ...]] = {
            (name,): tuple((program,) for program in listed)
            for name, listed in self.ranked.items()
            if name not in members
        }
        return {**singles, **paired}


def read_market(
    applicants: Mapping[str, Sequence[str]],
    programs: Mapping[str, Sequence[str]],
    quotas: Mapping[str, int],
    couples: Iterable[tuple[str, str, Sequence[Pair]]] = (),
    *,
    position_types: Mapping[str, str] | None = None,
    supplemental: Mapping[str, Mapping[str, Sequence[str]]] | None = None,
    reversions: Mapping[str, Mapping[str, int]] | None = None,
    problems: Iterable[str] = (),
) -> Lists:
    """Check a market of names, as `engine.matching.match` takes it, and turn it into arrays.

    Names are told apart as `same_text` writes them, and stay as their owners' keys have them.
    Every fault is raised in one `MarketError`, after the `problems` found before.

    >>> market = read_market({"Ana": ["City"]}, {"City": ["Ana", "Bo"]}, {"City": 1})
    Traceback (most recent call last):
    engine.MarketError: 'City' ranks 'Bo', who is not among the applicants
    """
    found = list(problems)
    ranked = read_lists(applicants, "applicants", found)
    ranking = read_lists(programs, "programs", found)
    people = {same_text(name): name for name in ranked}
    hospitals = {same_text(name): name for name in ranking}
    _look_up(ranked, hospitals, "which is not among the programs", found)
    _look_up(ranking, people, "who is not among the applicants", found)
    positions = read_counts(quotas, "quotas", "quota", ranking, found)
    paired = _read_couples(couples, people, hospitals, ranked, found)
    attached = read_supplemental(supplemental, ranked, hospitals, found)
    types = types_by_use(attached, read_position_types(position_types, hospitals, found), found)
    found += [
        f"{shown(name)} is in a couple; supplemental lists of couples' members are left out"
        for couple in paired
        for name in couple[:2]
        if name in attached
    ]
    reverting = read_reversions(reversions, hospitals, positions, found)
    raise_if_any(found)
    for one, other, pairs in paired:
        for side, name in enumerate((one, other)):
            chosen = (pair[side] for pair in pairs)
            ranked[name] = tuple(dict.fromkeys(p for p in chosen if p is not None))
    places = {
        program: {name: place for place, name in enumerate(listed)}
        for program, listed in ranking.items()
    }
    number = {program: n for n, program in enumerate(ranking)}
    wanted = {name: dict.fromkeys(listed) for name, listed in ranked.items()}
    for name, lists in attached.items():
        wanted[name] |= dict.fromkeys(p for listed in lists.values() for p in listed)
    one_sided = [(a, p) for a, listed in wanted.items() for p in listed if a not in places[p]]
    one_sided += [(p, a) for p, listed in ranking.items() for a in listed if p not in wanted[a]]
    return Lists(
        applicants=tuple(ranked),
        programs=tuple(ranking),
        ranked=ranked,
        places=places,
        start=_ints([0, *np.cumsum([len(listed) for listed in ranked.values()])]),
        program=_ints([number[p] for listed in ranked.values() for p in listed]),
        standing=_ints([places[p].get(a, -1) for a, listed in ranked.items() for p in listed]),
        quotas=_ints([positions[program] for program in ranking]),
        couples=tuple(paired),
        unreciprocated=one_sided,
        position_types={program: types.get(program, CATEGORICAL) for program in ranking},
        supplemental=attached,
        reversions=reverting,
        **_couple_arrays(paired, ranked),
    )


def _look_up(
    lists: dict[str, tuple[str, ...]], known: Mapping[str, str], missing: str, problems: list[str]
) -> None:
    """Write the names on lists as their owners do, noting those that nobody has."""
    for name, listed in lists.items():
        problems += [
            f"{shown(name)} ranks {shown(entry)}, {missing}"
            for entry in listed
            if entry not in known
        ]
        lists[name] = tuple([known.get(entry, entry) for entry in listed])


def _known(name: Any, known: Mapping[str, str]) -> str | None:
    """Return a name as its owner writes it, or None."""
    return known.get(same_text(name)) if isinstance(name, str) else None


def _read_couples(
    couples: Any,
    people: Mapping[str, str],
    hospitals: Mapping[str, str],
    ranked: Mapping[str, tuple[str, ...]],
    problems: list[str],
) -> list[Couple]:
    """Copy the couples, noting every fault in them."""
    read: list[Couple] = []
    couple_of: dict[str, int] = {}
    twice: dict[str, None] = {}
    entries = read_sequence(couples, "couples", "couples", problems, ordered=False)
    for number, entry in enumerate(entries):
        if not (isinstance(entry, (tuple, list)) and len(entry) == 3):
            problems.append(f"couple {shown(entry)} must be two applicants and their list of pairs")
            continue
        who = f"the couple {shown(entry[0])} and {shown(entry[1])}"
        one, other = (_known(name, people) for name in entry[:2])
        problems += [
            f"{who}: {shown(given)} is not among the applicants"
            for given, name in zip(entry, (one, other), strict=False)
            if name is None
        ]
        if one is not None and one == other:
            problems.append(f"{who}: an applicant cannot be a couple alone")
        for name in dict.fromkeys(name for name in (one, other) if name is not None):
            # Records are compared, not partners: the same couple twice is two couples as well.
            if couple_of.setdefault(name, number) != number:
                twice[name] = None
            elif ranked[name]:
                problems.append(
                    f"{shown(name)} is in a couple, so the couple's pairs are the list "
                    "and the own list must be empty"
                )
        pairs = _read_pairs(entry[2], who, hospitals, problems)
        if one is not None and other is not None:
            read.append((one, other, pairs))
    problems += [f"{shown(name)} is in more than one couple" for name in twice]
    return read


def _read_pairs(
    pairs: Any, who: str, hospitals: Mapping[str, str], problems: list[str]
) -> tuple[Pair, ...]:
    """Copy the pairs of one couple, noting every fault in them."""
    read: dict[Pair, int] = {}
    for line, pair in enumerate(read_sequence(pairs, f"the list of {who}", "pairs", problems), 1):
        where = f"{who}, pair {line}"
        if not (isinstance(pair, (tuple, list)) and len(pair) == 2):
            problems.append(f"{where}: {shown(pair)} is not a pair of programs")
            continue
        if all(program is None for program in pair):
            problems.append(
                f"{where}: both unmatched is what is left without a pair, and is not ranked"
            )
        one, other = (_known(program, hospitals) for program in pair)
        unknown = [
            given
            for given, program in zip(pair, (one, other), strict=True)
            if program is None and given is not None
        ]
        problems += [f"{where}: {shown(given)} is not among the programs" for given in unknown]
        if unknown:
            continue
        if (one, other) in read:
            problems.append(f"{where}: the same as pair {read[one, other]}")
        read.setdefault((one, other), line)
    return tuple(read)


def _couple_arrays(couples: list[Couple], ranked: Mapping[str, tuple[str, ...]]) -> dict[str, Ints]:
    """Return members, pair_start, first and second of `Lists`."""
    offset, begins = 0, {}
    for name, listed in ranked.items():
        begins[name] = offset
        offset += len(listed)
    number = {name: n for n, name in enumerate(ranked)}

    def rows(name: str, programs: Iterable[str | None]) -> list[int]:
        at = {program: begins[name] + n for n, program in enumerate(ranked[name])}
        return [-1 if program is None else at[program] for program in programs]

    first = [row for one, _, pairs in couples for row in rows(one, [p for p, _ in pairs])]
    second = [row for _, other, pairs in couples for row in rows(other, [q for _, q in pairs])]
    return {
        "members": _ints([(number[a], number[b]) for a, b, _ in couples]).reshape(-1, 2),
        "pair_start": _ints([0, *np.cumsum([len(pairs) for *_, pairs in couples])]),
        "first": _ints(first),
        "second": _ints(second),
    }


def _ints(values: Sequence[Any]) -> Ints:
    """Return an int64 array, also of an empty list."""
    return np.array(values, np.int64)
