"""Classes, and their seasons without you, kept so that a turn of your dials need not play them.

A class stands under the settings it is drawn from, its seasons with it, and goes with all of them.
Kept are the last few, 32 and 100 MB at most: about 1,500 seasons of a class of 300, or 700 where
programs offer early; such a class alone is half a MB. A study too large for that is played in
pieces, which are forgotten.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import RLock

import numpy as np

from engine.base.columns import bytes_of
from engine.scenario.assumptions import Assumptions
from engine.scenario.scenario import Scenario
from engine.scenario.you import MarketSettings
from engine.season.class_and_you import Class, draw_others
from engine.season.joining.class_seasons import ClassSeasons, nobody, play_class
from engine.season.rank_lists import Interviews

_MOST_MEGABYTES = 100.0
_MOST_KEPT = 32  # to weigh thousands of small ones at every turn would take seconds
_CELLS = 250_000  # seasons x applications played at once: fits a processor's cache
_SMALL = 20 * _CELLS  # a study of so many is kept; a larger one is played in pieces
_PIECE = 4 * _CELLS


@dataclass
class _Kept:
    """A class, what it weighs, and its seasons by whether rules are on and by the seed."""

    others: Class
    own_megabytes: float
    seasons: OrderedDict[tuple[bool, int], ClassSeasons] = field(default_factory=OrderedDict)

    def __len__(self) -> int:
        return max(1, len(self.seasons))

    @property
    def megabytes(self) -> float:
        return self.own_megabytes + sum(kept.megabytes for kept in self.seasons.values())


class KeptSeasons:
    """The last classes, and the first seasons of each, as many as somebody has asked for."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[MarketSettings, Assumptions], _Kept] = OrderedDict()
        self._turn = RLock()  # a notebook may run callbacks in several threads at once

    def drawn(self, scenario: Scenario) -> Class:
        """Draw the class of a scenario, if it is not kept."""
        with self._turn:
            kept = self._of(scenario)
            self._forget()
        return kept.others

    def seasons(self, scenario: Scenario, seed: int, replicates: int) -> Iterator[ClassSeasons]:
        """Yield the first so many seasons of its class: all at once, or piece by piece."""
        others, rules = self.drawn(scenario), scenario.rules
        applications = max(1, len(others.applications))
        if replicates * applications <= _SMALL:
            yield self._first(scenario, seed, replicates)
            return
        most = max(1, _PIECE // applications)
        for first in range(0, replicates, most):
            last = min(first + most, replicates)
            fresh, *later = _played(others, rules, seed, first, last)
            yield fresh.followed_by(*later)

    def has(self, scenario: Scenario, seed: int, replicates: int) -> bool:
        """Whether so many seasons of its class are kept, and the Match need not be run anew."""
        kept = self._kept.get((scenario.market, scenario.assumptions))
        known = kept and kept.seasons.get((scenario.rules, seed))
        return bool(known and len(known) >= replicates and not isinstance(known.match, Interviews))

    def _of(self, scenario: Scenario) -> _Kept:
        """Look up the class of a scenario, or draw it; it is the last that goes."""
        key = (scenario.market, scenario.assumptions)
        if key not in self._kept:
            others = draw_others(*key)
            self._kept[key] = _Kept(others, bytes_of(others) / 1e6)
        self._kept.move_to_end(key)
        return self._kept[key]

    def _first(self, scenario: Scenario, seed: int, replicates: int) -> ClassSeasons:
        with self._turn:
            kept, key = self._of(scenario), (scenario.rules, seed)
            known = kept.seasons.get(key)
            have = 0 if known is None else len(known)
            if have < replicates:
                parts = [] if known is None else [known]
                parts += _played(kept.others, scenario.rules, seed, have, replicates)
                kept.seasons[key] = known = parts[0].followed_by(*parts[1:])
            kept.seasons.move_to_end(key)
            self._forget()
        assert known is not None
        return known if len(known) == replicates else known.first(replicates)

    def _forget(self) -> None:
        """Forget the oldest until the rest is within bounds; what was asked for last stays."""
        while len(self._kept) > 1 and self._too_much():
            self._kept.popitem(last=False)
        newest = next(reversed(self._kept.values())).seasons
        while len(newest) > 1 and self._too_much():
            newest.popitem(last=False)

    def _too_much(self) -> bool:
        number = sum(map(len, self._kept.values()))
        return number > _MOST_KEPT or self.megabytes > _MOST_MEGABYTES

    def clear(self, *, classes: bool = True) -> None:
        """Forget all of them, or of all ``classes`` only the seasons."""
        with self._turn:
            for kept in self._kept.values():
                kept.seasons.clear()
            if classes:
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
