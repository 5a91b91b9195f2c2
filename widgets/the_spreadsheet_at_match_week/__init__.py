"""The explorers of chapter 04, "the spreadsheet at Match Week"."""

from widgets.the_spreadsheet_at_match_week.focus_or_volume import FocusOrVolume
from widgets.the_spreadsheet_at_match_week.in_the_week import InTheWeek
from widgets.the_spreadsheet_at_match_week.note_replay import NoteReplay
from widgets.the_spreadsheet_at_match_week.one_week import OneWeek
from widgets.the_spreadsheet_at_match_week.part_or_all import PartOrAll
from widgets.the_spreadsheet_at_match_week.place_and_rounds import PlaceAndRounds
from widgets.the_spreadsheet_at_match_week.playing_week import PlayingWeek
from widgets.the_spreadsheet_at_match_week.spreadsheet import Spreadsheet
from widgets.the_spreadsheet_at_match_week.triage import Triage
from widgets.the_spreadsheet_at_match_week.two_clocks import MatchWeekClock

__all__ = [
    "FocusOrVolume",
    "InTheWeek",
    "MatchWeekClock",
    "NoteReplay",
    "OneWeek",
    "PartOrAll",
    "PlaceAndRounds",
    "PlayingWeek",
    "Spreadsheet",
    "Triage",
]
