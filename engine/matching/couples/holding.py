"""Who holds a position while units come and go one at a time, and who would get one.

A unit is a single applicant or a couple. The arrays of `deferred` are fast for
everybody at once; couples move a few people at a time, and lists are fast for that.
"""

from __future__ import annotations

from bisect import bisect_left, insort

from engine.matching.deferred import Tentative


class Holding:
    """The positions held at every program, changed one key at a time.

    It goes on from a tentative matching, which it does not change. `cutoff` is, for each
    program, the key below which a newcomer is held now; `room` its quota, or the number who
    rank it if that is less.
    """

    def __init__(self, tentative: Tentative) -> None:
        self._tentative = tentative
        # Lists of keys, best first, made when a program is first asked about.
        self._held: dict[int, list[int]] = {}
        self._open = tentative.open_cutoff.tolist()
        self.shift = tentative.shift
        self.cutoff: list[int] = tentative.cutoff.tolist()
        self.room: list[int] = (tentative.held_start[1:] - tentative.held_start[:-1]).tolist()

    def _at(self, program: int) -> list[int]:
        held = self._held.get(program)
        if held is None:
            held = self._held[program] = self._tentative.held_by(program)
        return held

    def leave(self, key: int) -> int:
        """Give the position back that a key holds; return the program."""
        program = key >> self.shift
        held = self._at(program)
        del held[bisect_left(held, key)]
        self._set_cutoff(program, held)
        return program

    def enter(self, key: int) -> None:
        """Take a position, above the quota if need be (see `overflow`)."""
        program = key >> self.shift
        held = self._at(program)
        insort(held, key)
        self._set_cutoff(program, held)

    def overflow(self, key: int) -> int:
        """Return the lowest key of the program of `key` if it holds too many, else -1."""
        program = key >> self.shift
        held = self._at(program)
        return held[-1] if len(held) > self.room[program] else -1

    def would_hold(self, one: int, other: int, leaving: tuple[int, ...] = ()) -> bool:
        """Tell whether a pair of a couple's list could hold now, once `leaving` have left.

        A program chooses the best, up to its quota, among those it holds and the newcomers; all
        newcomers must be among them. `one` and `other` are keys at programs that have positions
        and ranked their member, or -1 for unmatched.
        """
        if one >= 0 and other >= 0 and one >> self.shift == other >> self.shift:
            return self._takes((one, other), leaving)
        return (one < 0 or self._takes((one,), leaving)) and (
            other < 0 or self._takes((other,), leaving)
        )

    def _set_cutoff(self, program: int, held: list[int]) -> None:
        room = self.room[program]
        self.cutoff[program] = held[room - 1] if len(held) >= room else self._open[program]

    def _takes(self, newcomers: tuple[int, ...], leaving: tuple[int, ...]) -> bool:
        """Tell whether one program would choose all of `newcomers`."""
        lowest = max(newcomers)
        program = lowest >> self.shift
        held = self._at(program)
        # The lowest newcomer stands behind every better holder and all other newcomers.
        ahead = bisect_left(held, lowest) + len(newcomers)
        for key in {*leaving, *newcomers}:
            if key >> self.shift == program and key < lowest and key in held:
                ahead -= 1
        return ahead <= self.room[program]
