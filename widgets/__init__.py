"""Explorers, charts and controls of the course."""

from widgets.season_explorer import SeasonExplorer

__all__ = ["SeasonExplorer"]
