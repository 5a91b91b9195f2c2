"""When is the same call worth most? One call, at each moment of the season, in both worlds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import altair as alt
import numpy as np

from engine import Scenario
from engine.base.codes import MOMENTS
from engine.study.season import Season
from widgets.charts.both_worlds import looks_of_both_worlds
from widgets.charts.marks import rows_named
from widgets.controls.make import choice
from widgets.explorer.answers import Answers
from widgets.explorer.explorer import Rows, Story
from widgets.explorer.keep import TableSpec
from widgets.explorer.seasons import PlaysSeasons
from widgets.text.numbers import signed
from widgets.text.words import IF_TRUE
from widgets.who_knows_whom import words

GROUP = "The file it is about"
GROUPS = {
    "top": "top file",
    "borderline": "borderline",
    "flagged": "failed exam",
}
STARTS = "Who starts the call"
STARTED = {"program": "the program", "speaker": "your speaker"}
_FILES: dict[str, dict[str, Any]] = {
    "top": {"step2": 250},
    "borderline": {"step2": 232},
    "flagged": {"step2": 236, "failed_attempt": True},
}
LABELS = {
    MOMENTS[0]: "by September: files are read",
    MOMENTS[1]: "October to December: invitations go out",
    MOMENTS[2]: "January: rank lists are made",
}
TITLE, X_TITLE = "What the same call adds or takes", "matches, of 100 seasons"
SENTENCE = (
    "With the articles' numbers the call changes the matches of 100 seasons by {best} if it comes "
    "{when}, and by {late} in January. With those of studies it is {early_found} {early}, and "
    "{late_found} in January."
)
WHENS = ("by September", "between October and December", "in January")
CAVEAT = (
    "One fictional senior of a US medical school in a competitive field, in {seasons} seasons per "
    "bar; eight programs that know the speaker hear it. The document names five moments; the "
    "model keeps three apart, and in a fourth, the last week, programs ask how serious people at "
    "the top are. A program that asks has an open list. Somebody who calls unasked may come too "
    "late: how many lists are open then is one of the things the documents differ on (I-18)."
)
FRIENDS = 8
_ROOM = 0.2  # of the width of all bars, beyond the end of each, for its number
TABLES = {"bars": TableSpec(TITLE, {"moment": "moment", "world": "world", "text": "points"})}


@dataclass(frozen=True)
class ClockView:
    """Points added by the call, by world and moment, in so many seasons each."""

    points: dict[str, tuple[float, ...]]
    seasons: int


def rows(view: ClockView) -> Rows:
    """Turn the points into one row for each moment and world.

    ``room`` is how far its number may need the picture to go.
    """
    values = [0.0, *(points for by_moment in view.points.values() for points in by_moment)]
    room = _ROOM * (max(values) - min(values))
    return {
        "bars": [
            {
                "moment": LABELS[moment],
                "world": IF_TRUE[preset],
                "points": points,
                "text": signed(points),
                "room": points + (room if points >= 0 else -room),
            }
            for preset, by_moment in view.points.items()
            for moment, points in zip(LABELS, by_moment, strict=True)
        ]
    }


def describe(view: ClockView) -> str:
    """Say when the call does most, and what is left of it in January."""
    told, found = view.points["source"], view.points["evidence"]
    most = max(range(len(told)), key=lambda n: abs(told[n]))
    return SENTENCE.format(
        best=signed(told[most]),
        when=WHENS[most],
        late=signed(told[2]),
        early_found=signed(found[0]),
        early=WHENS[0],
        late_found=signed(found[2]),
    )


def draw(first: Rows, sentence: str) -> alt.LayerChart:
    """Draw the bars: the articles' filled, the studies' hollow."""
    worlds = list(IF_TRUE.values())
    legend = alt.Legend(title=None, orient="top", symbolType="square")
    base = alt.Chart(rows_named("bars", first["bars"])).encode(
        y=alt.Y("moment:N", sort=list(LABELS.values()), title=None).axis(
            ticks=False, domain=False, labelPadding=9, labelLimit=260
        ),
        yOffset=alt.YOffset("world:N", sort=worlds),
    )
    points = alt.X("points:Q", title=X_TITLE, axis=alt.Axis(grid=True, tickCount=6))
    right = base.transform_filter("datum.points >= 0")
    left = base.transform_filter("datum.points < 0")
    return alt.LayerChart(
        layer=[
            base.mark_bar(strokeWidth=2).encode(x=points, **looks_of_both_worlds(worlds, legend)),
            base.mark_point(opacity=0).encode(x=alt.X("room:Q")),
            right.mark_text(align="left", dx=6).encode(x=points, text=alt.Text("text:N")),
            left.mark_text(align="right", dx=-6).encode(x=points, text=alt.Text("text:N")),
        ],
        title=TITLE,
        description=sentence,
        width=300,
        height=52 * len(LABELS),
    )


class SeasonClock(PlaysSeasons[ClockView]):
    """Make the same call at each moment of the season, about three kinds of files.

    Attributes
    ----------
    group, said, starts : ChoiceControl
        About whom, what, and who starts the call.

    Examples
    --------
    >>> clock = SeasonClock()
    >>> clock.result.points["source"][0] > clock.result.points["source"][2]
    True
    """

    story = Story(rows, describe, draw)
    numbers = "the articles', and those of studies beside them"
    sentence_lines = 3
    file_name = "season-clock"
    tables = TABLES

    def __init__(self) -> None:
        self.group = choice(GROUP, GROUPS, "borderline")
        self.said = choice(words.SAID, words.PHRASES, words.WARMEST)
        self.starts = choice(STARTS, STARTED, "program")
        super().__init__([self.group, self.said, self.starts])

    def scenarios(self, answers: Answers) -> list[Scenario]:
        """Return the applicant before the call, and the call at each moment, in both worlds."""
        group, said, starts = answers.values()
        you = {"applicant_type": "US MD senior", "field": "competitive", "home_program": False}
        found = []
        for preset in IF_TRUE:
            quiet = Scenario(preset=preset).with_you(**you, **_FILES[group])
            quiet = quiet.with_strategy(applications=10)
            if starts == "program":
                quiet = quiet.with_assumptions(lists_open_late=1.0, invitations_open_late=1.0)
            call = partial(quiet.with_voice, "away program director", said, 2, FRIENDS, known=True)
            found += [quiet, *(call(when=when) for when in LABELS)]
        return found

    def result_of(self, *played: Season) -> ClockView:
        """Say what the call adds at each moment, in both worlds."""
        matched = np.reshape([100 * one.share("matched") for one in played], (len(IF_TRUE), -1))
        points = (matched[:, 1:] - matched[:, :1]).tolist()
        by_world = dict(zip(IF_TRUE, map(tuple, points), strict=True))
        return ClockView(by_world, played[0].replicates)

    @property
    def scenario(self) -> Scenario:
        """The applicant before the call, in the articles' world."""
        return self.scenarios(self.answers)[0]

    def limits(self) -> str:
        """Say which moments there are."""
        return CAVEAT.format(seasons=self.result.seasons)
