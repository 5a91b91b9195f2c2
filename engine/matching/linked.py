"""Supplemental rank order lists: a first year that goes with an advanced position.

An applicant may attach a list of preliminary programs to an advanced program on the primary
list. It is tried only while the applicant is tentatively matched there. If nothing on it holds,
the advanced match stands all the same and the algorithm does not go further down the primary
list: the applicant is partially matched. Who loses the advanced position gives the first year
back. (R19; NRMP, "About supplemental rank order lists", and its help page on what happens when only
the advanced part matches.)

So the applicant ranks pairs, as a couple does: each advanced program with each first year on
its list, then the advanced program alone, then whatever comes next on the primary list. Here
such an applicant becomes a couple of two halves, one for each part of the training, and the
procedure for couples does the rest, with the definition of stability that goes with it. As with
couples there may be no stable matching, and the order of processing may matter.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.base.grouping import Ints, edges, group_of
from engine.matching.couples.market import CoupleMarket
from engine.matching.lists import Lists


@dataclass(frozen=True)
class Halves:
    """A market in which everybody with a supplemental list is a couple of two halves.

    Attributes
    ----------
    market : CoupleMarket
        The halves' couples come after the couples of the market; of each, the first member
        is the applicant and the second one is numbered after all applicants.
    people : tuple of str
        Whose halves those are.
    options : tuple of (str or None, str or None)
        What each of their pairs stands for: where the applicant is placed, and the first year
        from the supplemental list. In the order of the market's pairs, from `begin` on.
    begin : int
        Number of the first of these pairs.
    """

    market: CoupleMarket
    people: tuple[str, ...]
    options: tuple[tuple[str, str | None], ...]
    begin: int


def halves(lists: Lists, stability: str) -> Halves:
    """Turn everybody with a supplemental list into a couple of two halves.

    >>> from engine.matching.lists import read_market
    >>> lists = read_market(
    ...     {"Ana": ["City", "Lake"]}, {"City": ["Ana"], "Lake": ["Ana"], "Oak": ["Ana"]},
    ...     {"City": 1, "Lake": 1, "Oak": 1}, supplemental={"Ana": {"City": ["Oak"]}})
    >>> halves(lists, "choice").options
    (('City', 'Oak'), ('City', None), ('Lake', None))
    """
    if not lists.supplemental:
        columns = (lists.start, lists.program, lists.standing, lists.quotas, lists.members)
        pairs_of = (lists.pair_start, lists.first, lists.second)
        return Halves(CoupleMarket(*columns, *pairs_of, stability), (), (), lists.first.size)
    rows = [list(lists.ranked[name]) for name in lists.applicants]
    owners, people = list(lists.applicants), tuple(lists.supplemental)
    options: list[tuple[str, str | None]] = []
    pairs: list[tuple[int, str | None, int, str | None]] = []
    members, ends = lists.members.tolist(), []
    for name in people:
        attached, who, half = lists.supplemental[name], owners.index(name), len(rows)
        first_years = list(dict.fromkeys(p for listed in attached.values() for p in listed))
        for program in lists.ranked[name]:
            if program in first_years:  # one that is ranked for itself is the other half's too
                options.append((program, None))
                pairs.append((who, None, half, program))
                continue
            for first_year in (*attached.get(program, ()), None):
                options.append((program, first_year))
                pairs.append((who, program, half, first_year))
        rows[who] = [program for program in rows[who] if program not in first_years]
        rows.append(first_years)
        owners.append(name)
        members.append([who, half])
        ends.append(len(options))
    begin = edges(np.array([len(own) for own in rows], np.int64))

    def row(half: int, program: str | None) -> int:
        return -1 if program is None else int(begin[half]) + rows[half].index(program)

    def moved(old: Ints) -> Ints:  # the rows of couples, which stand elsewhere now
        owner = group_of(np.diff(lists.start))[old]
        return np.where(old >= 0, old - lists.start[owner] + begin[owner], -1)

    number = {program: n for n, program in enumerate(lists.programs)}
    standing = [
        lists.places[p].get(a, -1) for a, own in zip(owners, rows, strict=True) for p in own
    ]
    first = [row(who, program) for who, program, _, _ in pairs]
    second = [row(half, program) for _, _, half, program in pairs]
    before = int(lists.pair_start[-1])
    market = CoupleMarket(
        start=begin,
        program=np.array([number[program] for own in rows for program in own], np.int64),
        standing=np.array(standing, np.int64),
        quotas=lists.quotas,
        members=np.array(members, np.int64).reshape(-1, 2),
        pair_start=np.append(lists.pair_start, np.array(ends, np.int64) + before),
        first=np.append(moved(lists.first), np.array(first, np.int64)),
        second=np.append(moved(lists.second), np.array(second, np.int64)),
        stability=stability,
    )
    return Halves(market, people, tuple(options), before)
