"""Two timetables of Match Week, one above the other: the official one, and what people believe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import altair as alt

from engine.matching.soap_clock import (
    Clock,
    cost_of_believing,
    official_clock,
    rounds_missed,
    time_text,
)
from engine.scenario.you import SOAP_CLOCKS
from engine.season.soap.answers import believed_clock
from widgets.charts.marks import BLUE, VERMILION, rows_named
from widgets.controls.make import choice
from widgets.explorer.explorer import Explorer, Rows, Story
from widgets.explorer.keep import TableSpec

BELIEVED = "You go by"
CLOCKS = {
    SOAP_CLOCKS[2]: "the document: over on Wednesday",
    SOAP_CLOCKS[1]: "three rounds, on Thursday",
    SOAP_CLOCKS[0]: "the official timetable",
}
LANES = ("official", "yours")
TITLE, X_TITLE = "Match Week, by both timetables", "Eastern time"
KINDS = (
    "list is out",
    "applications sent",
    "files may be read",
    "offer rounds open",
    "SOAP is over",
)
SAME = "Both are the same: four rounds on Thursday, and programs see files from Tuesday 8 am."
NUMBERS = "rules R11 and R12, and what the document says (S2-01, S2-12, S2-37, S2-44)"
LIMITS = (
    "The official one is that of the Match of 2026, from a copy. The document names no hours of "
    "rounds; those drawn are ours. Your year's times stand on nrmp.org."
)
TABLES = {"events": TableSpec(TITLE, {"kind": "event", "lane": "by", "when": "time"})}
DAYS = ("Mon", "Tue", "Wed", "Thu")  # short, so that all four stand on a telephone


@dataclass(frozen=True)
class TwoClocks:
    """What holds, and what somebody believes."""

    official: Clock
    believed: Clock


def _events(clock: Clock) -> list[tuple[str, int]]:
    """List what the picture shows of a timetable, and when."""
    opens = [(KINDS[3], start) for start, _ in clock.rounds]
    first = zip(KINDS, (clock.status, clock.applications, clock.files), strict=False)
    return [*first, *opens, (KINDS[-1], clock.end)]


def rows(view: TwoClocks) -> Rows:
    """Turn both timetables into a row for each event."""
    found: list[dict[str, Any]] = [
        {"kind": kind, "lane": lane, "day": time / (24 * 60), "when": time_text(time)}
        for lane, clock in zip(LANES, (view.official, view.believed), strict=True)
        for kind, time in _events(clock)
    ]
    return {"events": found}


def describe(view: TwoClocks) -> str:
    """Say what it costs to believe the other timetable."""
    return " ".join(cost_of_believing(view.believed, view.official)) or SAME


def draw(first: Rows, sentence: str) -> alt.Chart:
    """Draw a line for each kind of event: official filled, yours hollow around it or elsewhere."""
    label = f"{list(DAYS)!r}[datum.value]"
    x = alt.X("day:Q", title=X_TITLE).scale(domain=[0, len(DAYS)])
    days = x.axis(values=list(range(len(DAYS))), labelExpr=label, labelAlign="left")
    quiet = alt.Axis(ticks=False, domain=False, grid=True, labelPadding=9)
    top = alt.Legend(title=None, orient="top", symbolOpacity=1)
    lanes = list(LANES)
    chart: alt.Chart = (
        alt.Chart(rows_named("events", first["events"]), title=TITLE, description=sentence)
        .mark_point(strokeWidth=2, opacity=1)
        .encode(
            x=days,
            y=alt.Y("kind:N", title=None, sort=list(KINDS), axis=quiet),
            shape=alt.Shape("lane:N", legend=top).scale(domain=lanes, range=["diamond", "circle"]),
            fill=alt.Fill("lane:N", legend=top).scale(domain=lanes, range=[BLUE, "transparent"]),
            stroke=alt.Stroke("lane:N", legend=top).scale(domain=lanes, range=[BLUE, VERMILION]),
            size=alt.Size("lane:N", legend=top).scale(domain=lanes, range=[60, 200]),
            tooltip=[alt.Tooltip("kind:N", title="event"), alt.Tooltip("when:N", title="time")],
        )
        .properties(width=420, height=150)
    )
    return chart


class MatchWeekClock(Explorer[TwoClocks]):
    """Lay the timetable that somebody goes by under the official one.

    Attributes
    ----------
    believed : ChoiceControl
        What you go by.

    Examples
    --------
    >>> clock = MatchWeekClock()
    >>> "You miss offer rounds 1, 2, 3 and 4" in clock.sentence.text
    True
    """

    story = Story(rows, describe, draw)
    numbers = NUMBERS
    sentence_lines = 3
    file_name = "match-week-clock"
    tables = TABLES

    def __init__(self) -> None:
        self.believed = choice(BELIEVED, CLOCKS, SOAP_CLOCKS[2])
        super().__init__([self.believed])

    @property
    def missed(self) -> int:
        """How many official rounds somebody misses who goes by it."""
        return len(rounds_missed(self.result.believed, self.result.official))

    def simulate(self) -> TwoClocks:
        """Look both timetables up."""
        return TwoClocks(official_clock(), believed_clock(self.believed.value))

    def limits(self) -> str:
        """Say where the timetables were read."""
        return LIMITS
