"""Who holds a position while units come and go one at a time, and who would get one.

A unit is a single applicant or a couple. The arrays of `deferred` are fast for
everybody at once; couples move a few people at a time, and lists are fast for that.
"""

from __future__ import annotations

from bisect import bisect_left, insort

from engine.matching.deferred import Tentative


class Holding:
    """The positions held at every program, changed one key at a time.

    Parameters
    ----------
    tentative : Tentative
        The state to go on from; it is not changed.

    Attributes
    ----------
    bar : list of int
        For each program, the key below which a newcomer is held now.
    room : list of int
        For each program, its quota, or the number who rank it if that is less.
    """

    def __init__(self, tentative: Tentative) -> None:
        self._tentative = tentative
        self._held: dict[int, list[int]] = {}
        self._open = tentative.open_cutoff.tolist()
        self.shift = tentative.shift
        self.bar: list[int] = tentative.cutoff.tolist()
        self.room: list[int] = (tentative.held_start[1:] - tentative.held_start[:-1]).tolist()

    def at(self, program: int) -> list[int]:
        """Return the keys that a program holds, best first; to read, not to change.

        Parameters
        ----------
        program : int
            Its number.

        Returns
        -------
        list of int
            The keys.
        """
        held = self._held.get(program)
        if held is None:
            held = self._held[program] = self._tentative.held_by(program)
        return held

    def leave(self, key: int) -> int:
        """Give a position back.

        Parameters
        ----------
        key : int
            The key that holds it.

        Returns
        -------
        int
            The program.
        """
        program = key >> self.shift
        held = self.at(program)
        del held[bisect_left(held, key)]
        self._set_bar(program, held)
        return program

    def enter(self, key: int) -> None:
        """Take a position, above the quota if need be (see `overflow`).

        Parameters
        ----------
        key : int
            Who takes it and where.
        """
        program = key >> self.shift
        held = self.at(program)
        insort(held, key)
        self._set_bar(program, held)

    def overflow(self, key: int) -> int:
        """Return the lowest key of the program of `key` if it holds too many, else -1.

        Parameters
        ----------
        key : int
            Any key of the program.

        Returns
        -------
        int
            A key that must leave, or -1.
        """
        program = key >> self.shift
        held = self.at(program)
        return held[-1] if len(held) > self.room[program] else -1

    def would_hold(self, one: int, other: int, leaving: tuple[int, ...] = ()) -> bool:
        """Tell whether a pair of a couple's list could hold now.

        A program chooses the best, up to its quota, among those it holds and
        the newcomers; all newcomers must be among them.

        Parameters
        ----------
        one, other : int
            Key of each member, or -1 for unmatched; both programs have
            positions and ranked their member.
        leaving : tuple of int, optional
            Keys that give up their positions first.

        Returns
        -------
        bool
            True when every program of the pair would take its member.
        """
        if one >= 0 and other >= 0 and one >> self.shift == other >> self.shift:
            return self._takes((one, other), leaving)
        return (one < 0 or self._takes((one,), leaving)) and (
            other < 0 or self._takes((other,), leaving)
        )

    def _set_bar(self, program: int, held: list[int]) -> None:
        """Note below which key a newcomer is held now."""
        room = self.room[program]
        self.bar[program] = held[room - 1] if len(held) >= room else self._open[program]

    def _takes(self, newcomers: tuple[int, ...], leaving: tuple[int, ...]) -> bool:
        """Tell whether one program would choose all of `newcomers`."""
        lowest = max(newcomers)
        program = lowest >> self.shift
        held = self.at(program)
        # The lowest newcomer stands behind every better holder and all other newcomers.
        ahead = bisect_left(held, lowest) + len(newcomers)
        for key in {*leaving, *newcomers}:
            if key >> self.shift == program and key < lowest and key in held:
                ahead -= 1
        return ahead <= self.room[program]
