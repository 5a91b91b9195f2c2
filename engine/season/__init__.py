"""One season, stage by stage: from the filters to the last offer round.

Every stage is a function from the applications and what was heard to new columns; `stages.play`
calls them in order.
"""

from engine.season.class_and_you import Class, Yours, draw_others, draw_yours
from engine.season.stages import SeasonBatch, play

__all__ = ["Class", "SeasonBatch", "Yours", "draw_others", "draw_yours", "play"]
