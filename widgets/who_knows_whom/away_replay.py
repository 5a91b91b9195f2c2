"""The rotation away from home, played again in both worlds."""

from __future__ import annotations

from functools import cache
from typing import Any

import altair as alt

from engine import Scenario, stories
from engine.study.cases import FRIENDS, Step
from widgets.charts.marks import BLUE, GRAY, rows_named
from widgets.controls.make import choice
from widgets.explorer.explorer import Explorer, Rows, Story
from widgets.explorer.keep import TableSpec
from widgets.explorer.seasons import SEASONS
from widgets.who_knows_whom import words

SHOWN = "Show"
SHOWS = {"matched": "matches", "place": "places on lists"}
CALL, NOBODY = "the away director's word, before invitations", "no call"
LATE, STRANGER = "the same word, as lists are made", "the same words, by a stranger"
WARNED, REHOMED = "home warns, nobody else speaks", "home warns, and the away director speaks"
SENTENCE = (
    "With the articles' numbers an early word takes matches from {before:.0%} to {after:.0%} of "
    "the seasons; a late one to {late:.0%}, a stranger's to {stranger:.0%}. If home warns they "
    "are {warned:.0%}, and {rehomed:.0%} with the away director's word. With the numbers of "
    "studies the early word takes {found:.0%} to {found_after:.0%}."
)
CAVEAT = (
    "One fictional senior with the document's score, without a home program in the field, in "
    "{seasons} seasons per line. The document names no school, no field's cut and no number of "
    "calls: that {friends} programs are called, and where the applicant applies, is our choice."
)
VERMILION = "#d55e00"
View = dict[str, tuple[Step, ...]]
TITLE = "Seasons that end with a match, or mean place on the rank lists"
TABLES = {
    "steps": TableSpec(
        "The story, step by step",
        {"step": "step", "world": "world", "matched_text": "matched", "place_text": "place"},
    )
}


@cache
def _replayed() -> View:
    """Play the story in both worlds, once."""
    return {preset: stories()["S1-30"].under(preset).played(SEASONS) for preset in words.WORLDS}


def rows(view: tuple[View, str]) -> Rows:
    """Turn both replays into one row for each step and world."""
    worlds, shown = view
    found: list[dict[str, Any]] = []
    for preset, steps in worlds.items():
        for step in steps:
            value = step.matched if shown == "matched" else step.place
            matched, place = f"{step.matched:.0%}", f"{step.place:.0f}"
            found.append(
                {
                    "step": step.step,
                    "world": words.WORLDS[preset],
                    "value": value,
                    "text": matched if shown == "matched" else place,
                    "matched_text": matched,
                    "place_text": place,
                }
            )
    return {"steps": found}


def describe(view: tuple[View, str]) -> str:
    """Say what the call does, when it does not, and what studies leave of it."""
    told, found = ({step.step: step.matched for step in view[0][preset]} for preset in words.WORLDS)
    return SENTENCE.format(
        before=told[NOBODY],
        after=told[CALL],
        late=told[LATE],
        stranger=told[STRANGER],
        warned=told[WARNED],
        rehomed=told[REHOMED],
        found=found[NOBODY],
        found_after=found[CALL],
    )


def draw(first: Rows, sentence: str) -> alt.LayerChart:
    """Draw a dot for each step and world, with its number."""
    steps = list(dict.fromkeys(row["step"] for row in first["steps"]))
    worlds = list(words.WORLDS.values())
    base = alt.Chart(rows_named("steps", first["steps"])).encode(
        y=alt.Y("step:N", sort=steps, title=None).axis(
            ticks=False, domain=False, grid=True, labelPadding=9, labelLimit=290
        ),
        yOffset=alt.YOffset("world:N", sort=worlds),
    )
    legend = alt.Legend(title=None, orient="top", symbolOpacity=1)
    x = alt.X("value:Q", title=None, axis=alt.Axis(tickCount=5, labels=False, ticks=False)).scale(
        zero=True
    )
    inks = [VERMILION, BLUE]
    return alt.LayerChart(
        layer=[
            base.mark_point(size=80, strokeWidth=2, opacity=1).encode(
                x=x,
                shape=alt.Shape("world:N", legend=legend).scale(
                    domain=worlds, range=["diamond", "circle"]
                ),
                fill=alt.Fill("world:N", legend=legend).scale(
                    domain=worlds, range=[VERMILION, "white"]
                ),
                stroke=alt.Stroke("world:N", legend=legend).scale(domain=worlds, range=inks),
            ),
            base.mark_text(align="left", dx=9, color="#4d4d4d").encode(x=x, text="text:N"),
            base.mark_point(opacity=0, aria=False, color=GRAY).encode(x=x),
        ],
        title=TITLE,
        description=sentence,
        width=300,
        height=44 * len(steps),
    )


class AwayReplay(Explorer[tuple[View, str]]):
    """Play the story of the away rotation, with what undoes it and what mends it.

    Attributes
    ----------
    shown : ChoiceControl
        Matches, or places.

    Examples
    --------
    >>> AwayReplay().shown.value
    'matched'
    """

    story = Story(rows, describe, draw)
    numbers = "the document's, and those of studies beside them"
    sentence_lines = 4
    file_name = "away"
    tables = TABLES

    def __init__(self) -> None:
        self.shown = choice(SHOWN, SHOWS, "matched")
        super().__init__([self.shown])

    @property
    def scenario(self) -> Scenario:
        """The call, in the articles' world."""
        return stories()["S1-30"].scenario(CALL)

    def simulate(self) -> tuple[View, str]:
        """Play the story in both worlds."""
        return _replayed(), self.shown.value

    def limits(self) -> str:
        """Say what is ours in the story."""
        return CAVEAT.format(seasons=SEASONS, friends=FRIENDS)
