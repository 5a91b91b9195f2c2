"""The explorers of chapter 01, "past the filter"."""

from widgets.past_the_filter.advocacy_levels import AdvocacyLevels
from widgets.past_the_filter.advocate_picker import AdvocatePicker
from widgets.past_the_filter.case_replay import CaseReplay
from widgets.past_the_filter.cut_line import CutLine
from widgets.past_the_filter.filters import filter_box
from widgets.past_the_filter.signals_or_advocate import SignalsOrAdvocate

__all__ = [
    "AdvocacyLevels",
    "AdvocatePicker",
    "CaseReplay",
    "CutLine",
    "SignalsOrAdvocate",
    "filter_box",
]
