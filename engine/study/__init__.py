"""Many seasons, and what follows from them: results, comparisons, stories, calibration.

`simulation` plays replicate seasons, of classes that are `kept`; `season` is their result, in
`plain` rows (`season_rows`) and in `tables`; `comparison` pairs two scenarios on the same chance,
`sweeps` many; `choosing` finds where to apply; `networks` shows ties, `cases` the documents'
stories, `exercises` the questions of the chapters with their answers computed, and `calibrate`
how near the class comes to published figures.
"""

from engine.study.calibrate import calibration
from engine.study.cases import Case, stories
from engine.study.choosing import choose_programs
from engine.study.comparison import Comparison, compare
from engine.study.intervals import paired, wilson
from engine.study.networks import network
from engine.study.season import Season
from engine.study.simulation import simulate
from engine.study.sweeps import sweep

__all__ = [
    "Case",
    "Comparison",
    "Season",
    "calibration",
    "choose_programs",
    "compare",
    "network",
    "paired",
    "simulate",
    "stories",
    "sweep",
    "wilson",
]
