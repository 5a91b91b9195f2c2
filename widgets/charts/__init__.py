"""Pictures that stay on the page while their rows change, and the marks they are made of."""

from widgets.charts.live_chart import LiveChart

__all__ = [
    "LiveChart",
]
