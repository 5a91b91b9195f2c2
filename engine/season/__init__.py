"""One season, stage by stage: from the filters to the last offer round.

`class_and_you` draws who takes part and `applications` what programs make of them at rest
(`filters`, `belief`). `impression` is the one formula of what a program believes. The stages,
in order: `screening`, `invitations`, `rank_lists`, `prematch`, `couples`, `soap_week`;
`stages.play` calls them, `flow` tables them, and `gates` asks their conditions of one voice.
The same seasons much faster: `class_seasons` plays a class without you, and `chain` lets you join
(`your_match`, `soap_joining` by `your_soap`, `your_way`, `how_far`).
"""

from engine.season.class_and_you import Class, Yours, draw_others, draw_yours
from engine.season.stages import SeasonBatch, play

__all__ = ["Class", "SeasonBatch", "Yours", "draw_others", "draw_yours", "play"]
