"""One season, stage by stage: from the filters to the last offer round.

Every stage is a function from the applications and what was heard to new columns; `stages.play`
calls them in order.
"""

from engine.season.stages import Played, play

__all__ = [
    "Played",
    "play",
]
