"""A small market with couples, searched completely: a stable matching, or proof of none.

The search is over cut-offs. Once it is known at each program who is the last
admitted, everybody's place follows: each applicant goes to the best program, and
each couple to the best pair, that the cut-offs let through. So the range of each
cut-off and what each unit can still get narrow one another. When nothing more
follows, the range of one cut-off is split in two. Every matching left at the end
is tested against the definition of stability itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.matching.couples.market import CoupleMarket, CoupleOutcome
from engine.matching.couples.options import Options

MOST_APPLICANTS = 30
MOST_COUPLES = 8
# Splits after which the search is given up, so that no input takes forever.
_MOST_SPLITS = 10_000


class SearchTooLongError(Exception):
    """The search was given up before it could tell."""


def small_enough(market: CoupleMarket) -> bool:
    """Tell whether a market is small enough to be searched completely."""
    return market.start.size - 1 <= MOST_APPLICANTS and len(market.members) <= MOST_COUPLES


def search_stable(market: CoupleMarket) -> CoupleOutcome | None:
    """Find a stable matching; None proves that there is none. May raise `SearchTooLongError`."""
    units = Options(market)
    found = _Search(units).run()
    return None if found is None else units.outcome(found)


@dataclass
class _Range:
    """What is still possible.

    `can` has the options each unit can still get, `low` and `high` the range of
    each program's cut-off, and `through` the options of each unit whose first
    (or only) and whose second member the cut-offs let through for sure.
    Options are bits, the best one lowest. `look` names the programs to look at,
    with the range that conclusions had been drawn from before.
    """

    can: list[int]
    low: list[int]
    high: list[int]
    through: tuple[list[int], list[int]]
    look: dict[int, tuple[int, int]]

    def copy(self) -> _Range:
        """Return a copy to go on with."""
        one, other = self.through
        return _Range(
            self.can.copy(), self.low.copy(), self.high.copy(), (one.copy(), other.copy()), {}
        )

    def look_at(self, program: int) -> None:
        """Note a program to look at."""
        self.look.setdefault(program, (self.low[program], self.high[program]))


class _Search:
    """The search over cut-offs."""

    def __init__(self, units: Options) -> None:
        self.units = units
        self.listed, self.quota = units.listed, units.quota
        # Who may come to each place: the unit, which member, and the options that do.
        self.comers = [[(-1, 0, 0)] * listed for listed in self.listed]
        # Options without a first or second member, and those not twice at one program.
        self.absent = ([0] * len(units.options), [0] * len(units.options))
        self.apart = [0] * len(units.options)
        self.programs_of: list[list[int]] = []
        for unit, options in enumerate(units.options):
            for number, option in enumerate(options):
                for side, position in enumerate(option):
                    if position is None:
                        self.absent[side][unit] |= 1 << number
                    else:
                        mask = self.comers[position[0]][position[1]][2]
                        self.comers[position[0]][position[1]] = (unit, side, mask | 1 << number)
                one, other = option
                if one is None or other is None or one[0] != other[0]:
                    self.apart[unit] |= 1 << number
            positions = [
                position for option in options for position in option if position is not None
            ]
            self.programs_of.append(sorted({program for program, _ in positions}))
        # Units where the search came to nothing: it asks about those first.
        self.trouble = [1] * len(units.options)
        self.splits = 0

    def run(self) -> list[int] | None:
        """Return the number of each unit's option in a stable matching, or None."""
        start = _Range(
            [(1 << len(options)) - 1 for options in self.units.options],
            # With room for everybody the cut-off never bites.
            [
                listed if quota == listed else 0
                for quota, listed in zip(self.quota, self.listed, strict=True)
            ],
            list(self.listed),
            (list(self.absent[0]), list(self.absent[1])),
            {program: (-1, listed) for program, listed in enumerate(self.listed)},
        )
        stack = [start]
        while stack:
            state = stack.pop()
            if not self._narrow(state):
                continue
            branches = self._split(state)
            if not branches:
                choice = [mask.bit_length() - 1 for mask in state.can]
                if self.units.stable(choice):
                    return choice
                continue
            self.splits += 1
            if self.splits > _MOST_SPLITS:
                raise SearchTooLongError
            stack += branches
        return None

    def _narrow(self, state: _Range) -> bool:
        """Draw every conclusion; False when nothing is possible any more."""
        while state.look:
            program, (known_low, known_high) = state.look.popitem()
            allowed: dict[int, int] = {}
            if self.quota[program] < self.listed[program] and not self._count(
                state, program, allowed
            ):
                return False
            comers, low, high = self.comers[program], state.low[program], state.high[program]
            for unit, _, mask in comers[high + 1 : known_high + 1]:
                allowed[unit] = allowed.get(unit, state.can[unit]) & ~mask
            for unit, side, mask in comers[known_low + 1 : low + 1]:
                state.through[side][unit] |= mask
                allowed.setdefault(unit, state.can[unit])
            for unit, mask in allowed.items():
                if not self._conclude(state, unit, mask):
                    self.trouble[unit] += 1
                    return False
        return True

    def _count(self, state: _Range, program: int, allowed: dict[int, int]) -> bool:
        """Draw conclusions from who must and who may sit at a program with too few positions."""
        can, quota, listed = state.can, self.quota[program], self.listed[program]
        low, high = state.low[program], state.high[program]
        comers = self.comers[program]
        must, may = [], []
        for place, (unit, _, mask) in enumerate(comers[: high + 1]):
            if can[unit] & mask:
                may.append(place)
                if not can[unit] & ~mask:
                    must.append(place)
        stays, goes = [], []
        if len(must) > quota:
            return False
        if len(may) < quota:
            low = listed
        elif len(must) == quota:
            low, high = max(low, must[-1]), min(high, must[-1])
            goes = may
        else:
            low = max(low, may[quota - 1], *must[-1:])
            if high < listed:
                high = min(high, may[-1])
                if len(may) == quota:
                    stays = may
            elif low == listed and len(must) == quota - 1:
                goes = may
        if low > high:
            return False
        if low == high < listed:
            stays = [*stays, low]
        for place in stays:
            unit, _, mask = comers[place]
            allowed[unit] = allowed.get(unit, can[unit]) & mask
        for place in goes:
            if place not in must:
                unit, _, mask = comers[place]
                allowed[unit] = allowed.get(unit, can[unit]) & ~mask
        state.low[program], state.high[program] = low, high
        return True

    def _conclude(self, state: _Range, unit: int, mask: int) -> bool:
        """Take over what a unit can still get, and what follows at other programs."""
        one, other = state.through[0][unit], state.through[1][unit]
        # The best option let through for sure is had, or a better one. Two positions
        # at one program depend on more than its cut-off.
        sure = mask & one & other & self.apart[unit]
        mask &= ((sure & -sure) << 1) - 1 if sure else -1
        if not mask:
            return False
        if mask != state.can[unit]:
            state.can[unit] = mask
            for program in self.programs_of[unit]:
                state.look_at(program)
        # What is better than all it can get must be refused to one of the members.
        better = ((mask & -mask) - 1) & self.apart[unit]
        for side, doubtful in ((1, better & one & ~other), (0, better & other & ~one)):
            while doubtful:
                bit = doubtful & -doubtful
                doubtful ^= bit
                position = self.units.options[unit][bit.bit_length() - 1][side]
                assert position is not None
                if position[1] <= state.high[position[0]]:
                    state.look_at(position[0])
                    state.high[position[0]] = position[1] - 1
        return True

    def _split(self, state: _Range) -> list[_Range]:
        """Split one open question in two; nothing when everything is settled.

        Couples come first: once they are settled, little is left open for the
        single applicants. The question is whether a cut-off lets a member of
        the couple's best possible pair through.
        """
        fewest, question = 0.0, (-1, -1)
        for unit in range(self.units.singles, len(state.can)):
            mask = state.can[unit]
            size = mask.bit_count() / self.trouble[unit]
            if mask & (mask - 1) and (not fewest or size < fewest):
                for position in self.units.options[unit][(mask & -mask).bit_length() - 1]:
                    if position is not None and position[1] > state.low[position[0]]:
                        fewest, question = size, position
                        break
        if not fewest:
            for program, (low, high) in enumerate(zip(state.low, state.high, strict=True)):
                if low < high and (not fewest or high - low < fewest):
                    fewest, question = high - low, (program, (low + high + 1) // 2)
        halves = [state.copy(), state.copy()]
        if fewest:
            program, place = question
            for half in halves:
                half.look_at(program)
            halves[0].high[program], halves[1].low[program] = place - 1, place
            return halves
        for unit, mask in enumerate(state.can):
            if mask & (mask - 1):
                first = mask & -mask
                halves[0].can[unit], halves[1].can[unit] = mask ^ first, first
                for half in halves:
                    for program in self.programs_of[unit]:
                        half.look_at(program)
                return halves
        return []
