"""The base of all explorers: controls, a sentence, a picture; and what can be taken out of one."""

from widgets.explorer.basis import Standing, plain_standing
from widgets.explorer.explorer import Explorer, Rows, Sheet, Story
from widgets.explorer.keep import Download, Kept, ScenarioText, TableOf

__all__ = [
    "Download",
    "Explorer",
    "Kept",
    "Rows",
    "ScenarioText",
    "Sheet",
    "Standing",
    "Story",
    "TableOf",
    "plain_standing",
]
