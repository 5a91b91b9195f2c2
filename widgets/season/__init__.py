"""The season explorer, and who knows whom."""

from widgets.season.explorer import SeasonExplorer
from widgets.season.network import network_picture, network_sentence

__all__ = [
    "SeasonExplorer",
    "network_picture",
    "network_sentence",
]
