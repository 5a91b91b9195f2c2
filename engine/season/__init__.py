"""One season, stage by stage: from the filters to the last offer round.

`class_and_you` draws who takes part, with their `couples`, and `applications` what programs make
of them at rest (`filters`, `belief`). `impression` is the one formula of what a program believes.
The stages, in order:

- `screening`, `invitations`, `interview_days`, `late_calls`, `rank_lists`;
- `vetting` (with `vetting_calls`) and `prematch`: early offers of `early_positions`;
- `main_match`: the Match of `engine.matching`, or that of `couples`, and first years beside
  advanced positions; `list_ends` says where lists ended;
- `soap`, a folder of its own; `ends` says who holds which positions then.

`stages` calls them, `flow` tables them, and `gates` asks their conditions of one voice. The same
seasons much faster are in the folder `joining`.
"""

from engine.season.class_and_you import Class, Yours, draw_others, draw_yours
from engine.season.stages import SeasonBatch, play

__all__ = ["Class", "SeasonBatch", "Yours", "draw_others", "draw_yours", "play"]
