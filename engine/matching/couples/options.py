"""A small market as units and their options, and the definition of stability itself.

A unit is a single applicant or a couple; an option is what it may get. Options
are numbered best first, and the last one is to stay unmatched.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

import numpy as np

from engine.base.grouping import group_of
from engine.matching.couples.market import CoupleMarket, CoupleOutcome

Position = tuple[int, int]  # program and place on its list
Option = tuple[Position | None, Position | None]  # a single applicant has no second position


class Options:
    """The options of a market that both sides ranked.

    The single applicants (`singles` of them) come first among the units. `listed` and `quota`
    say, for each program, how many may come and how many can.
    """

    def __init__(self, market: CoupleMarket) -> None:
        self.market = market
        applicants = market.start.size - 1
        self._owner = group_of(np.diff(market.start))
        start, pair_start = market.start.tolist(), market.pair_start.tolist()
        # Per unit, best first: the rows of each option, and what it stands for.
        units = [
            [((row, -1), row) for row in range(start[single], start[single + 1])]
            for single in np.setdiff1d(np.arange(applicants), market.members).tolist()
        ]
        self.singles = len(units)
        pairs = list(zip(market.first.tolist(), market.second.tolist(), strict=True))
        units += [
            [(pairs[number], number) for number in range(begin, end)]
            for begin, end in pairwise(pair_start)
        ]
        fine = (market.standing >= 0) & (market.quotas[market.program] > 0)
        units = [[o for o in unit if all(r < 0 or fine[r] for r in o[0])] for unit in units]
        # Places are renumbered without gaps among the rows that some option uses.
        used = {row for unit in units for rows, _ in unit for row in rows if row >= 0}
        self.listed = [0] * market.quotas.size
        positions: dict[int, Position] = {}
        for row in sorted(used, key=lambda row: (int(market.standing[row]), row)):
            program = int(market.program[row])
            positions[row] = program, self.listed[program]
            self.listed[program] += 1
        self.quota: list[int] = np.minimum(market.quotas, self.listed).tolist()
        self.options: list[list[Option]] = [
            [
                *((positions.get(one), positions.get(other)) for (one, other), _ in unit),
                (None, None),
            ]
            for unit in units
        ]
        self._meaning = [[*(meaning for _, meaning in unit), -1] for unit in units]

    def stable(self, choice: list[int]) -> bool:
        """Tell whether a matching, the number of each unit's option, is possible and stable."""
        held: list[list[int]] = [[] for _ in self.listed]
        for options, number in zip(self.options, choice, strict=True):
            for position in options[number]:
                if position is not None:
                    held[position[0]].append(position[1])
        if any(len(places) > most for places, most in zip(held, self.quota, strict=True)):
            return False
        for places in held:
            places.sort()
        return not any(
            self._would_hold(option, held, options[number])
            for options, number in zip(self.options, choice, strict=True)
            for option in options[:number]
        )

    def _would_hold(self, option: Option, held: list[list[int]], own: Option) -> bool:
        """Tell whether the programs of `option` would choose all who come."""
        for program in {position[0] for position in option if position is not None}:
            new = {
                position[1]
                for position in option
                if position is not None and position[0] == program
            }
            gone = {
                position[1] for position in own if position is not None and position[0] == program
            }
            if self.market.stability == "keep":
                gone = set()
            others = [place for place in held[program] if place not in new | gone]
            if bisect_left(others, max(new)) + len(new) > self.quota[program]:
                return False
        return True

    def outcome(self, choice: list[int]) -> CoupleOutcome:
        """Translate a stable matching, the number of each unit's option, to rows and pairs."""
        market = self.market
        row = np.full(market.start.size - 1, -1, np.int64)
        pair = np.full(len(market.members), -1, np.int64)
        for unit, number in enumerate(choice):
            meaning = self._meaning[unit][number]
            if meaning >= 0 and unit < self.singles:
                row[self._owner[meaning]] = meaning
            elif meaning >= 0:
                couple = unit - self.singles
                pair[couple] = meaning
                row[market.members[couple]] = market.first[meaning], market.second[meaning]
        return CoupleOutcome(row, pair, [], [])
