"""Running the Match with reversions: what a donor leaves open is given on, and the Match goes on.

With single applicants nobody can come to want a position that was given away: more positions
make nobody worse off, so nobody moves down to the donor. With couples and supplemental lists
that is not certain; a position once given stays where it went.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

import numpy as np

from engine.matching.lists import Lists
from engine.matching.reversions import Reversion

Outcome = TypeVar("Outcome")


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
