"""One change guessed and shown, the season explorer, a season that plays, and who knows whom."""

from widgets.season.before_and_after import BeforeAndAfter
from widgets.season.explorer import SeasonExplorer
from widgets.season.network import network_picture, network_sentence
from widgets.season.playing import PlayingSeason

__all__ = [
    "BeforeAndAfter",
    "PlayingSeason",
    "SeasonExplorer",
    "network_picture",
    "network_sentence",
]
