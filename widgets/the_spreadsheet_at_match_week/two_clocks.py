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
from engine.season.soap_answers import believed_clock
from widgets.charts.marks import BLUE, rows_named
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
KINDS = {"list": "diamond", "applications": "triangle-right", "files": "circle", "round": "square"}
SAYS = {
    "list": "status and the list of unfilled programs",
    "applications": "applications can be sent",
    "files": "programs may read files and make contact",
    "round": "offer round {number}",
}
SAME = "Both are the same: four rounds on Thursday, and programs see files from Tuesday 8 am."
NUMBERS = "rules R11 and R12, and what the document says (S2-01, S2-12, S2-37, S2-44)"
LIMITS = (
    "The official one is that of the Match of 2026, from a copy. The document names no hours of "
    "rounds; those drawn are ours. Your year's times stand on nrmp.org."
)
TABLES = {"events": TableSpec(TITLE, {"lane": "", "what": "event", "when": "time", "wrong": ""})}
OK, WRONG = "as official", "not as official"
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]


@dataclass(frozen=True)
class TwoClocks:
    """What holds, and what somebody believes."""

    official: Clock
    believed: Clock


def _events(clock: Clock) -> list[tuple[int, str, str]]:
    """List what the picture shows of a timetable: time, kind, words."""
    found = [
        (clock.status, "list", SAYS["list"]),
        (clock.applications, "applications", SAYS["applications"]),
        (clock.files, "files", SAYS["files"]),
    ]
    for number, (opens, _) in enumerate(clock.rounds, 1):
        found.append((opens, "round", SAYS["round"].format(number=number)))
    return found


def rows(view: TwoClocks) -> Rows:
    """Turn both timetables into a row for each event."""
    holds = {(time, kind) for time, kind, _ in _events(view.official)}
    found: list[dict[str, Any]] = []
    for lane, clock in zip(LANES, (view.official, view.believed), strict=True):
        for time, kind, what in _events(clock):
            found.append(
                {
                    "lane": lane,
                    "day": time / (24 * 60),
                    "kind": kind,
                    "what": what,
                    "when": time_text(time),
                    "wrong": OK if (time, kind) in holds else WRONG,
                }
            )
    return {"events": found}


def describe(view: TwoClocks) -> str:
    """Say what it costs to believe the other timetable."""
    return " ".join(cost_of_believing(view.believed, view.official)) or SAME


def draw(first: Rows, sentence: str) -> alt.LayerChart:
    """Draw both timetables as lanes; what is not as official is orange and crossed."""
    label = "['Monday','Tuesday','Wednesday','Thursday','Friday'][datum.value]"
    x = (
        alt.X("day:Q", title=X_TITLE)
        .scale(domain=[0, 4])
        .axis(values=[0, 1, 2, 3], labelExpr=label, labelAlign="left", grid=True)
    )
    y = alt.Y("lane:N", title=None, sort=list(LANES)).axis(ticks=False, domain=False)
    base = alt.Chart(rows_named("events", first["events"])).encode(x=x, y=y)
    color = alt.Color("wrong:N").scale(domain=[OK, WRONG], range=[BLUE, "#d55e00"])
    top = alt.Legend(title=None, orient="top", symbolOpacity=1)
    shape = alt.Shape("kind:N", legend=top).scale(domain=list(KINDS), range=list(KINDS.values()))
    tip = [alt.Tooltip("what:N", title="event"), alt.Tooltip("when:N", title="time")]
    return alt.LayerChart(
        layer=[
            base.mark_point(size=110, filled=True, opacity=1).encode(
                color=color.legend(top), shape=shape, tooltip=tip
            ),
            base.transform_filter(f"datum.wrong == {WRONG!r}")
            .mark_text(dy=17, fontSize=13, color="#d55e00", text="✕")
            .encode(),
        ],
        title=TITLE,
        description=sentence,
        width=440,
        height=130,
    )


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
