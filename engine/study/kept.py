"""The seasons of classes without you, kept so that a turn of your dials need not play them again.

Kept are the last few classes, 32 and 100 MB at most: about 1,500 seasons of a class of 300, or 700
where programs offer early. A study too large for that is played in pieces, which are forgotten.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from threading import RLock

import numpy as np

from engine.season.class_and_you import Class
from engine.season.joining.class_seasons import ClassSeasons, nobody, play_class
from engine.season.rank_lists import Interviews

_MOST_MEGABYTES = 100.0
_MOST_CLASSES = 32  # to weigh thousands of small ones at every turn would take seconds
_CELLS = 250_000  # seasons x applications played at once: fits a processor's cache
_SMALL = 20 * _CELLS  # a study of so many is kept; a larger one is played in pieces
_PIECE = 4 * _CELLS


class KeptSeasons:
    """The first seasons of the last classes, as many as somebody has asked for."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[Class, bool, int], ClassSeasons] = OrderedDict()
        self._turn = RLock()  # a notebook may run callbacks in several threads at once

    def seasons(
        self, others: Class, rules: bool, seed: int, replicates: int
    ) -> Iterator[ClassSeasons]:
        """Yield the first so many seasons of a class: all at once, or piece by piece."""
        applications = max(1, len(others.applications))
        if replicates * applications <= _SMALL:
            yield self._first(others, rules, seed, replicates)
            return
        most = max(1, _PIECE // applications)
        for first in range(0, replicates, most):
            last = min(first + most, replicates)
            fresh, *later = _played(others, rules, seed, first, last)
            yield fresh.followed_by(*later)

    def has(self, others: Class, rules: bool, seed: int, replicates: int) -> bool:
        """Whether so many seasons of a class are kept, and the Match need not be run anew."""
        kept = self._kept.get((others, rules, seed))
        return (
            kept is not None and len(kept) >= replicates and not isinstance(kept.match, Interviews)
        )

    def _first(self, others: Class, rules: bool, seed: int, replicates: int) -> ClassSeasons:
        key = (others, rules, seed)
        with self._turn:
            kept = self._kept.get(key)
            have = 0 if kept is None else len(kept)
            if have < replicates:
                known = [] if kept is None else [kept]
                first, *later = *known, *_played(others, rules, seed, have, replicates)
                self._kept[key] = first.followed_by(*later)
            self._kept.move_to_end(key)
            while len(self._kept) > _MOST_CLASSES:
                self._kept.popitem(last=False)
            while len(self._kept) > 1 and self.megabytes > _MOST_MEGABYTES:
                self._kept.popitem(last=False)
            kept = self._kept[key]
        return kept if len(kept) == replicates else kept.first(replicates)

    def clear(self) -> None:
        """Forget all of them."""
        with self._turn:
            self._kept.clear()

    @property
    def megabytes(self) -> float:
        """Memory of what is kept, in millions of bytes."""
        return sum(kept.megabytes for kept in self._kept.values())


def _played(others: Class, rules: bool, seed: int, first: int, last: int) -> list[ClassSeasons]:
    """Play seasons of a class in pieces that fit a processor's cache."""
    size, stand_in = max(1, _CELLS // max(1, len(others.applications))), nobody(others, rules)
    return [
        play_class(others, stand_in, seed, np.arange(n, min(n + size, last)))
        for n in range(first, last, size)
    ]
