"""The match player: the algorithm one step at a time, on markets one can change."""

from widgets.match.player import MatchPlayer

__all__ = [
    "MatchPlayer",
]
