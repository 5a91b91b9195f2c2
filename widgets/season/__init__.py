"""One change guessed and shown, the season explorer, a season that plays, who knows whom, where."""

from widgets.season.before_and_after import BeforeAndAfter
from widgets.season.explorer import SeasonExplorer
from widgets.season.network import network_box
from widgets.season.playing import PlayingSeason
from widgets.season.where_to_apply import WhereToApply

__all__ = [
    "BeforeAndAfter",
    "PlayingSeason",
    "SeasonExplorer",
    "WhereToApply",
    "network_box",
]
