"""When is the same call worth most? One call, at each moment of the season, in both worlds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import altair as alt

from engine import Scenario
from engine.base.codes import MATCHED, MOMENTS
from engine.study.comparison import Comparison
from engine.study.plain import Change
from engine.study.season import Season
from widgets.charts.both_worlds import looks_of_both_worlds
from widgets.charts.marks import INK, rows_named
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
TITLE = "What the same call adds or takes"
X_TITLE = "matches, of 100 seasons, 95% interval"
MOST = "the call changes the matches of 100 seasons by {best} if it comes {when}."
NOWHERE = "the call makes no change beyond chance at any moment."
STILL = "no change beyond chance"
LATE = " In January: {}."
SENTENCE = "With the articles' numbers {told} With those of studies: {found}."
FOUND, NEITHER = "{when} {early}, in January {late}", "{}, early or late"
WITH_BOUNDS = "{} [{}, {}]"
WHENS = ("by September", "between October and December", "in January")
OR, ALWAYS = " or ", "at any moment"
CAVEAT = (
    "One fictional senior of a US medical school in a competitive field, in {seasons} seasons per "
    "bar, over which its line is the interval; eight programs that know the speaker hear it. The "
    "document names five moments; the model keeps three apart, and in a fourth, the last week, "
    "programs ask how serious people at the top are. A program that asks has an open list. "
    "Somebody who calls unasked may come too late: how many lists are open then is one of the "
    "things the documents differ on (I-18)."
)
FRIENDS = 8
_ROOM = 0.2  # of the width of all bars, beyond the end of each, for its number
COLUMNS = {"moment": "moment", "world": "world", "text": "points", "interval": "95% interval"}
TABLES = {"bars": TableSpec(TITLE, COLUMNS)}


@dataclass(frozen=True)
class ClockView:
    """How the call changes the matches, by world and moment, in so many seasons each."""

    changes: dict[str, tuple[Change, ...]]
    seasons: int

    @property
    def points(self) -> dict[str, tuple[float, ...]]:
        """Matches of 100 seasons that the call adds, by world and moment."""
        return {
            preset: tuple(100 * one.difference for one in by_moment)
            for preset, by_moment in self.changes.items()
        }


def rows(view: ClockView) -> Rows:
    """Turn the changes into one row for each moment and world.

    ``end`` is where its line ends on the side of its bar, and ``room`` how far its number may
    need the picture to go.
    """
    found = [
        (preset, moment, [100 * one.difference, 100 * one.low, 100 * one.high])
        for preset, by_moment in view.changes.items()
        for moment, one in zip(LABELS, by_moment, strict=True)
    ]
    values = [0.0, *(value for *_, three in found for value in three)]
    room = _ROOM * (max(values) - min(values))
    return {
        "bars": [
            {
                "moment": LABELS[moment],
                "world": IF_TRUE[preset],
                "points": points,
                "low": low,
                "high": high,
                "text": signed(points),
                "interval": f"{signed(low)} to {signed(high)}",
                "end": high if points >= 0 else low,
                "room": high + room if points >= 0 else low - room,
            }
            for preset, moment, (points, low, high) in found
        ]
    }


def _sure(change: Change) -> bool:
    """Whether the interval leaves 0 out."""
    return change.low > 0 or change.high < 0


def _said(change: Change) -> str:
    """Write a change with its interval, or that it may be chance."""
    if not _sure(change):
        return STILL
    return WITH_BOUNDS.format(
        *(signed(100 * value) for value in (change.difference, change.low, change.high))
    )


def describe(view: ClockView) -> str:
    """Say when the call does most, and what is left of it in January."""
    early, _, late = view.changes["evidence"]
    found = NEITHER.format(STILL)
    if _sure(early) or _sure(late):
        found = FOUND.format(when=WHENS[0], early=_said(early), late=_said(late))
    return SENTENCE.format(told=_told(view.changes["source"]), found=found)


def _told(changes: tuple[Change, ...]) -> str:
    """Name every moment at which the call does as much as at any, and what it does in January."""
    sure = [one for one in changes if _sure(one)]
    if not sure:
        return NOWHERE
    most = max(sure, key=lambda one: abs(one.difference))
    when = [
        name
        for name, one in zip(WHENS, changes, strict=True)
        if _sure(one) and one.difference == most.difference
    ]
    moments = ALWAYS if len(when) == len(WHENS) else OR.join(when)
    late = "" if WHENS[-1] in when else LATE.format(_said(changes[-1]))
    return MOST.format(best=_said(most), when=moments) + late


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
    end = alt.X("end:Q")
    right = base.transform_filter("datum.points >= 0")
    left = base.transform_filter("datum.points < 0")
    return alt.LayerChart(
        layer=[
            base.mark_bar(strokeWidth=2).encode(x=points, **looks_of_both_worlds(worlds, legend)),
            base.mark_point(opacity=0).encode(x=alt.X("room:Q")),
            base.mark_rule(strokeWidth=2, color=INK).encode(x=alt.X("low:Q"), x2=alt.X2("high:Q")),
            right.mark_text(align="left", dx=6).encode(x=end, text=alt.Text("text:N")),
            left.mark_text(align="right", dx=-6).encode(x=end, text=alt.Text("text:N")),
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
    sentence_lines = 4
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
        each = 1 + len(LABELS)
        by_world = {
            preset: tuple(
                Comparison(played[first], called).changes()[MATCHED]
                for called in played[first + 1 : first + each]
            )
            for preset, first in zip(IF_TRUE, range(0, len(played), each), strict=True)
        }
        return ClockView(by_world, played[0].replicates)

    @property
    def scenario(self) -> Scenario:
        """The applicant before the call, in the articles' world."""
        return self.scenarios(self.answers)[0]

    def limits(self) -> str:
        """Say which moments there are."""
        return CAVEAT.format(seasons=self.result.seasons)
