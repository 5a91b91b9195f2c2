"""One season, stage by stage: from the filters to the last offer round.

`class_and_you` draws who takes part, with their `couples`, and `applications` what programs make
of them at rest (`filters`, `belief`). `impression` is the one formula of what a program believes.
The stages, in order:

- `screening`, `invitations`, `interview_days`, `late_calls`, `rank_lists`;
- `vetting` (with `vetting_calls`) and `prematch`: early offers of `early_positions`;
- `main_match`: the Match of `engine.matching`, or that of `couples`, and first years beside
  advanced positions; `list_ends` says where lists ended;
- `soap_week`: `soap_applying`, `soap_reading`, `soap_worth`, `soap_piles`, `soap_lists`,
  `soap_answers`, and who had `met` before; `ends` says who holds which positions then.

`stages` calls them, `flow` tables them, and `gates` asks their conditions of one voice.
The same seasons much faster: `class_seasons` plays a class without you, and `chain` lets you join:
the Match by `your_match` (`early_joining`), SOAP by `your_soap` (`soap_joining` puts files `among`
those of `soap_settled`; `soap_so_far` is what is known already). `how_far` and `your_way` say how
far everybody gets, and you.
"""

from engine.season.class_and_you import Class, Yours, draw_others, draw_yours
from engine.season.stages import SeasonBatch, play

__all__ = ["Class", "SeasonBatch", "Yours", "draw_others", "draw_yours", "play"]
