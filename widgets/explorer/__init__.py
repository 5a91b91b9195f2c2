"""The base of all explorers: controls, a sentence, a picture; and what can be taken out of one."""

from widgets.explorer.basis import BasisLine
from widgets.explorer.explorer import Explorer, Rows, Story
from widgets.explorer.keep import TableSpec
from widgets.explorer.later import Later
from widgets.explorer.picture import Picture
from widgets.explorer.scenario_text import ScenarioText
from widgets.explorer.seasons import SEASONS, PlaysSeasons, simulated

__all__ = [
    "SEASONS",
    "BasisLine",
    "Explorer",
    "Later",
    "Picture",
    "PlaysSeasons",
    "Rows",
    "ScenarioText",
    "Story",
    "TableSpec",
    "simulated",
]
