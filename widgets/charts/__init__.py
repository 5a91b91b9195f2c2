"""Pictures that stay on the page while their rows change, and the marks they are made of."""

from widgets.charts.dots import SeasonDots
from widgets.charts.lists import ListsWithEnds
from widgets.charts.live_chart import LiveChart
from widgets.charts.several import Several

__all__ = [
    "ListsWithEnds",
    "LiveChart",
    "SeasonDots",
    "Several",
]
