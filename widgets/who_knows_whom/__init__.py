"""The explorers of chapter 03, "who knows whom"."""

from widgets.who_knows_whom.away_replay import AwayReplay
from widgets.who_knows_whom.frontier import Frontier
from widgets.who_knows_whom.late_call import LateCall
from widgets.who_knows_whom.season_clock import SeasonClock
from widgets.who_knows_whom.silence import Silence
from widgets.who_knows_whom.texts import OneLineTexts
from widgets.who_knows_whom.trust import TrustDial
from widgets.who_knows_whom.who_hears import WhoHears
from widgets.who_knows_whom.whose_networks import WhoseNetworks

__all__ = [
    "AwayReplay",
    "Frontier",
    "LateCall",
    "OneLineTexts",
    "SeasonClock",
    "Silence",
    "TrustDial",
    "WhoHears",
    "WhoseNetworks",
]
