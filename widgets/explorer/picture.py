"""What an explorer asks of its picture: that it follows new rows, and a new sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol, TypeAlias

import altair as alt
from altair.utils.schemapi import debug_mode

from widgets.charts.live_chart import LiveChart


class Picture(Protocol):
    """A widget that shows rows by name, and says in one sentence what it shows.

    `LiveChart` is one. Another has the same two synced traits, `rows` and `description`, and
    `update`; its `svg` of class "marks" is what can be saved.
    """

    rows: Any
    description: str

    def update(
        self,
        *,
        rows: Mapping[str, Iterable[Any]] | None = None,
        description: str | None = None,
    ) -> None:
        """Change what is shown, in one message to the browser."""

    def observe(self, handler: Callable[[Any], None], names: str) -> None:
        """Call when a trait has changed; as every widget."""


Drawn: TypeAlias = alt.TopLevelMixin | Picture


def pictured(draw: Callable[[], Drawn]) -> Picture:
    """Draw; return what shows itself as it is, and let a chart of Altair live.

    Altair holds every part of a chart against its schema, which takes about as long as all the
    rest of drawing it. Here nobody waits for that; the tests do it for every chart of every page.
    """
    with debug_mode(False):
        drawn = draw()
        return LiveChart(drawn) if isinstance(drawn, alt.TopLevelMixin) else drawn
