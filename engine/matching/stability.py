"""Is a matching stable? Blocking pairs, counted over whole arrays."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from engine.base.errors import raise_if_any
from engine.base.grouping import Ints, group_sizes, repeat
from engine.matching.keys import checked_arrays, whole_arrays


def count_blocking_pairs(
    start: ArrayLike,
    program: ArrayLike,
    standing: ArrayLike,
    quotas: ArrayLike,
    placed: ArrayLike,
) -> int:
    """Count the pairs that would both rather have each other than what they got.

    An applicant and a program block when they rank each other, the applicant prefers the
    program to the own placement, and the program has an open position or holds somebody that
    it likes less. The market is as in `engine.matching.deferred_acceptance`; `placed`, shape
    (A,), is the program of each applicant, or -1. Refused are a program above its quota and a
    placement where one side did not rank the other.

    Two applicants want the only position; the program prefers applicant 1:

    >>> count_blocking_pairs([0, 1, 2], [0, 0], [1, 0], [1], [0, -1])
    1
    >>> count_blocking_pairs([0, 1, 2], [0, 0], [1, 0], [1], [-1, 0])
    0
    """
    market = checked_arrays(start, program, standing, quotas)
    return int(_blocking_rows(*market, *whole_arrays(placed=placed)).size)


def _blocking_rows(begin: Ints, programs: Ints, places: Ints, quotas: Ints, placed: Ints) -> Ints:
    """Rows (applicant at program) that block `placed`."""
    applicants = begin.size - 1
    if placed.shape != (applicants,):
        raise_if_any([f"placed has shape {placed.shape}; there are {applicants} applicants"])
    length = np.diff(begin)
    at = np.flatnonzero(programs == repeat(placed, length))
    # A name ranked twice counts where it stands first.
    owner = np.searchsorted(begin, at, side="right") - 1
    first = np.ones(at.size, bool)
    first[1:] = owner[1:] != owner[:-1]
    at, owner = at[first], owner[first]
    count = group_sizes(programs[at], quotas.size)
    problems = []
    one_sided = (placed != -1).sum() - at.size + (places[at] < 0).sum()
    if one_sided:
        problems.append(f"placed: {one_sided} applicants are placed without a rank of each side")
    if (count > quotas).any():
        over = int(np.argmax(count - quotas))
        problems.append(f"placed: program {over} holds {count[over]} with {quotas[over]} positions")
    raise_if_any(problems)
    cutoff = np.zeros(quotas.size, np.int64)  # nobody comes before place 0
    np.maximum.at(cutoff, programs[at], places[at])
    cutoff[count < quotas] = np.iinfo(np.int64).max
    # Read as unsigned, a standing of -1 (not ranked) is above every cut-off.
    wanted = np.flatnonzero(places.view(np.uint64) < cutoff.astype(np.uint64)[programs])
    settled = begin[1:].copy()
    settled[owner] = at
    return wanted[wanted < repeat(settled, length)[wanted]]
