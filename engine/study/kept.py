"""The seasons of classes without you, kept so that a turn of your dials need not play them again.

Kept are the last few classes, 100 MB at most: about 1,800 seasons of a class of 300, or 600
where programs offer early. A study larger than that is played in pieces, which are forgotten.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from threading import RLock

import numpy as np

from engine.base.grouping import Ints
from engine.season.class_and_you import Class
from engine.season.class_seasons import ClassSeasons, play_class

MOST_MEGABYTES = 100.0
_CELLS = 250_000  # seasons x applications played at once: fits a processor's cache
_SMALL = 20 * _CELLS  # a study of so many is kept; a larger one is played in pieces
_PIECE = 4 * _CELLS


class KeptSeasons:
    """Seasons of some classes without you, in blocks as they were asked for."""

    def __init__(self, most_megabytes: float = MOST_MEGABYTES) -> None:
        self._most = most_megabytes
        self._blocks: OrderedDict[tuple[Class, bool, int], list[ClassSeasons]] = OrderedDict()
        self._turn = RLock()  # a notebook may run callbacks in several threads at once

    def seasons(
        self, others: Class, rules: bool, seed: int, replicates: int
    ) -> Iterator[ClassSeasons]:
        """Yield the first so many seasons of a class, in one block or several."""
        applications = len(others.applications)
        if replicates * applications > _SMALL:
            most = max(1, _PIECE // applications)
            for first in range(0, replicates, most):
                last = min(first + most, replicates)
                yield play_class(others, rules, seed, chunks(first, last, applications))
            return
        left = replicates
        for block in self._kept(others, rules, seed, replicates):
            yield block if len(block) <= left else block.first(left)
            left -= len(block)
            if left <= 0:
                return

    def _kept(self, others: Class, rules: bool, seed: int, replicates: int) -> list[ClassSeasons]:
        with self._turn:
            blocks = self._blocks.setdefault((others, rules, seed), [])
            self._blocks.move_to_end((others, rules, seed))
            have = sum(map(len, blocks))
            if have < replicates:
                pieces = chunks(have, replicates, len(others.applications))
                blocks.append(play_class(others, rules, seed, pieces))
                while self.megabytes > self._most and len(self._blocks) > 1:
                    self._blocks.popitem(last=False)
            return list(blocks)

    @property
    def megabytes(self) -> float:
        """Memory of what is kept."""
        return sum(block.megabytes for blocks in self._blocks.values() for block in blocks)


def chunks(first: int, last: int, applications: int) -> list[Ints]:
    """Split seasons, of so many applications each, into pieces that fit a processor's cache."""
    size = max(1, _CELLS // max(1, applications))
    return [np.arange(n, min(n + size, last)) for n in range(first, last, size)]
