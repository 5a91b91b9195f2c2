"""Reading reversions: positions that stay unfilled at one program go to another.

A donor program gives a set number of positions, at most its quota, to a receiver of its
institution. The donor is filled first; what it leaves open, up to that number, is added to the
receiver's quota, and the matching goes on. A donor may have several receivers, in an order, and
a receiver may be a donor too, but never in a circle. (NRMP, "Reversions" and "Creating
reversions".)

How they are given is in `engine.matching.reverting`.
"""

from __future__ import annotations

import graphlib
import math
from collections.abc import Mapping
from typing import Any

from engine.base.names import same_text
from engine.base.settings import is_whole, shown

Reversion = tuple[str, str, int]  # donor, receiver, and how many positions at most


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
        if sum(receivers.values()) > quotas.get(donor, math.inf)
    ]
    sorter = graphlib.TopologicalSorter({donor: list(to) for donor, to in read.items()})
    try:
        order = list(sorter.static_order())[::-1]
    except graphlib.CycleError as error:
        problems.append(f"reversions go in a circle: {' to '.join(error.args[1][::-1])}")
        return ()
    return tuple((donor, to, n) for donor in order for to, n in read.get(donor, {}).items())
