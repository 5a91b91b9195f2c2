"""Explorers, charts and controls of the course."""

from widgets.advocacy_levels import AdvocacyLevels
from widgets.advocate_picker import AdvocatePicker
from widgets.case_replay import CaseReplay
from widgets.cut_line import CutLine
from widgets.exercises import Exercise
from widgets.fair_alternative import FairAlternative
from widgets.filter_picture import filter_box
from widgets.live_chart import LiveChart
from widgets.log import Log, LogBox, note_button
from widgets.match_player import MatchPlayer
from widgets.network_picture import network_picture, network_sentence
from widgets.own_sentence import OwnSentence
from widgets.prediction import Prediction
from widgets.school import school_box
from widgets.season_explorer import SeasonExplorer
from widgets.sharing import Download, Kept, ScenarioText, Sheet, TableOf
from widgets.sources import provenance_box, rules_box, sources_box
from widgets.standing import Standing

__all__ = [
    "AdvocacyLevels",
    "AdvocatePicker",
    "CaseReplay",
    "CutLine",
    "Download",
    "Exercise",
    "FairAlternative",
    "Kept",
    "LiveChart",
    "Log",
    "LogBox",
    "MatchPlayer",
    "OwnSentence",
    "Prediction",
    "ScenarioText",
    "SeasonExplorer",
    "Sheet",
    "Standing",
    "TableOf",
    "filter_box",
    "network_picture",
    "network_sentence",
    "note_button",
    "provenance_box",
    "rules_box",
    "school_box",
    "sources_box",
]
