"""What is known of SOAP in the seasons of a class, for the next turn of your dials."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from engine.base.grouping import Ints, group_sizes, ranges, repeat
from engine.season.joining.settled_soap import SettledSoap
from engine.season.soap.placements import Placements

_NONE = -1


def _no_numbers() -> Ints:
    return np.zeros(0, np.int64)


@dataclass(frozen=True, eq=False, kw_only=True)
class Weeks:
    """What SOAP brings in K seasons in which you take no part, by what you leave to it.

    Attributes
    ----------
    key : ndarray of int, shape (K,)
        Season and what you leave to it, in one number; ascending.
    first, number : ndarray of int, shape (K,)
        Where those whom it places stand, and how many they are; -1 where all is as without you.
    applicant, program, round : ndarray of int
        Who is placed, where and in which round.
    """

    key: Ints = field(default_factory=_no_numbers)
    first: Ints = field(default_factory=_no_numbers)
    number: Ints = field(default_factory=_no_numbers)
    applicant: NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, np.int32))
    program: NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, np.int32))
    round: NDArray[np.int8] = field(default_factory=lambda: np.zeros(0, np.int8))

    def __len__(self) -> int:
        return len(self.key)

    def find(self, key: Ints) -> Ints:
        """Say where weeks stand, shape (N,); -1 for those that are not known."""
        if not len(self):
            return np.full(len(key), _NONE, np.int64)
        at = np.minimum(np.searchsorted(self.key, key), len(self) - 1)
        return np.where(self.key[at] == key, at, _NONE)

    def read(self, at: Ints, season: Ints) -> tuple[Placements, NDArray[np.bool_]]:
        """Read weeks that stand somewhere, each into a season; and say which are as without you."""
        first, number = self.first[at], np.maximum(self.number[at], 0)
        rows = ranges(first, number)
        found = Placements(
            season=repeat(season, number),
            applicant=self.applicant[rows],
            program=self.program[rows],
            round=self.round[rows],
        )
        return found, self.number[at] < 0

    def joined(self, key: Ints, same: NDArray[np.bool_], placed: Placements) -> Weeks:
        """Add N weeks that are not known yet, by ascending key.

        ``same``, shape (N,), says which are as without you, and ``placed`` counts the others
        among the N, and is sorted by them.
        """
        at = np.searchsorted(self.key, key)
        number = group_sizes(placed.season, len(key))
        first = len(self.applicant) + np.cumsum(number) - number
        return Weeks(
            key=np.insert(self.key, at, key),
            first=np.insert(self.first, at, first),
            number=np.insert(self.number, at, np.where(same, -1, number)),
            applicant=np.append(self.applicant, placed.applicant.astype(np.int32)),
            program=np.append(self.program, placed.program.astype(np.int32)),
            round=np.append(self.round, placed.round.astype(np.int8)),
        )


@dataclass(eq=False)
class SoapSoFar:
    """What is known of SOAP in the seasons of a class; see `engine.season.joining.your_soap`.

    Attributes
    ----------
    settled : SettledSoap or None
        The first seasons, without you.
    weeks : Weeks
        Seasons in which you take no part in it.
    """

    settled: SettledSoap | None = None
    weeks: Weeks = field(default_factory=Weeks)
    _turn: Lock = field(default_factory=Lock, repr=False)

    def keep(self, settled: SettledSoap) -> None:
        """Keep settled seasons, unless another thread has settled more of them meanwhile."""
        with self._turn:
            if self.settled is None or len(settled.opened) > len(self.settled.opened):
                self.settled = settled
