"""One tweak in both worlds: what the studies found, and what the articles say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.base.codes import PRESETS
from engine.study.comparison import Comparison


@dataclass(frozen=True)
class Worlds:
    """The same tweak in both worlds.

    Attributes
    ----------
    main : Comparison
        The world that the reader believes: the sentence and the lists are about it.
    other : Comparison
        The other one, to see beside it.
    """

    main: Comparison
    other: Comparison

    def __iter__(self) -> Iterator[Comparison]:
        """Give both, the main one first."""
        yield from (self.main, self.other)


def other_preset(preset: str) -> str:
    """Name the other world.

    >>> other_preset("evidence"), other_preset("source")
    ('source', 'evidence')
    """
    return PRESETS[1 - PRESETS.index(preset)]
