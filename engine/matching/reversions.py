"""Reversions: positions that stay unfilled at one program go to another.

A donor program gives a set number of positions, at most its quota, to a receiver of its
institution. The donor is filled first; what it leaves open, up to that number, is added to the
receiver's quota, and the matching goes on. A donor may have several receivers, in an order, and
a receiver may be a donor too, but never in a circle. (NRMP, "Reversions" and "Creating
reversions".)

With single applicants nobody can come to want a position that was given away: more positions
make nobody worse off, so nobody moves down to the donor. With couples and supplemental lists
that is not certain; a position once given stays where it went.
"""

from __future__ import annotations

import graphlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from engine.base.names import same_text
from engine.base.settings import is_whole, shown

if TYPE_CHECKING:
    from engine.matching.lists import Lists

Reversion = tuple[str, str, int]  # donor, receiver, and how many positions at most
Outcome = TypeVar("Outcome")


def read_reversions(
    given: Any, known: Mapping[str, str], quotas: Mapping[str, int], problems: list[str]
) -> tuple[Reversion, ...]:
    """Copy reversions, noting every fault in them.

    In an order in which every donor stands before those it gives to. ``known`` maps the text by
    which a program is compared to its name; ``quotas`` has those that could be read.
    """
    if given is None:
        return ()
    if not isinstance(given, Mapping):
        problems.append(f"reversions must map donors to receivers, not {shown(given)}")
        return ()
    read: dict[str, dict[str, int]] = {}
    for donor, receivers in given.items():
        if not isinstance(receivers, Mapping):
            problems.append(f"the reversions of {shown(donor)} must map receivers to numbers")
            continue
        names = [donor, *receivers]
        found = [known.get(same_text(name)) if isinstance(name, str) else None for name in names]
        problems += [
            f"reversions name {shown(name)}, which is not among the programs"
            for name, program in zip(names, found, strict=True)
            if program is None
        ]
        giver, *takers = found
        for name, taker, most in zip(receivers, takers, receivers.values(), strict=True):
            if not is_whole(most) or most < 0 or (giver and most > quotas.get(giver, most)):
                problems.append(
                    f"{shown(donor)} reverts {shown(most)} positions to {shown(name)}; it must be "
                    "a whole number from 0 to its quota"
                )
            elif giver is not None and taker is not None:
                read.setdefault(giver, {})[taker] = int(most)
    problems += [
        f"{shown(donor)} reverts more positions than its quota of {quotas[donor]}"
        for donor, receivers in read.items()
        if sum(receivers.values()) > quotas.get(donor, np.inf)
    ]
    sorter = graphlib.TopologicalSorter({donor: list(to) for donor, to in read.items()})
    try:
        order = list(sorter.static_order())[::-1]
    except graphlib.CycleError as error:
        problems.append(f"reversions go in a circle: {' to '.join(error.args[1][::-1])}")
        return ()
    return tuple((donor, to, n) for donor in order for to, n in read.get(donor, {}).items())


def with_reversions(
    lists: Lists,
    solve: Callable[[Lists], Outcome],
    unfilled: Callable[[Outcome], Mapping[str, int]],
) -> tuple[Outcome, tuple[Reversion, ...]]:
    """Run the Match, give on what donors leave open, and run it again until nothing is given.

    ``solve`` matches with the quotas of the lists it is handed, ``unfilled`` reads an outcome.
    Returns the last outcome, and how many positions went where.
    """
    outcome = solve(lists)
    given = dict.fromkeys(((donor, to) for donor, to, _ in lists.reversions), 0)
    number = {program: n for n, program in enumerate(lists.programs)}
    quotas = lists.quotas.copy()
    while True:
        left = dict(unfilled(outcome))
        # One donor at a time, the first in order: others may be filled by what it gives.
        for donor, to, most in lists.reversions:
            moved = min(left[donor], most - given[donor, to])
            if moved > 0:
                given[donor, to] += moved
                quotas[number[donor]] -= moved
                quotas[number[to]] += moved
                break
        else:
            return outcome, tuple((*pair, n) for pair, n in given.items() if n)
        outcome = solve(replace(lists, quotas=np.array(quotas)))
