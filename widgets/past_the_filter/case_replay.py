"""A document's story played again, with its own numbers and with those of studies."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import altair as alt
import numpy as np

from engine import Scenario
from engine.scenario.assumptions import dial
from engine.study.cases import Step, stories
from widgets.charts.marks import BLUE, GRAY, rows_named
from widgets.controls.make import choice
from widgets.explorer.explorer import Explorer, Rows, Story
from widgets.explorer.keep import TableSpec
from widgets.explorer.seasons import SEASONS

STORY = "Which score"
WORLDS = {"source": "document's numbers", "evidence": "studies' numbers, where any"}
TITLE = "Seasons that end with a match"
OF_SEASONS, READ = "share of seasons", "programs that read the file"
SENTENCE = (
    "With the document's numbers the call turns {before:.0%} of the seasons with a match into "
    "{after:.0%}; {shut} of the {gates} gates, closed alone, bring that back to {least:.0%}. With "
    "the numbers of studies the same call turns {before_found:.0%} into {after_found:.0%}."
)
CAVEAT = (
    "One fictional senior of a US medical school in {count} seasons per line, in a world where "
    "every program cuts at {cut:g}. The document gives no chances. We let a call that is acted on "
    "reopen {told:.0%} of the filters, or {found:.0%} with studies' numbers, and more where a "
    "director once regretted a no. That is our choice, and so is the caller."
)
NUMBERS = "the document's, and those of studies beside them"
CASE = "S4-09"
CALL, NOBODY, GATE = "level 2, a call", "no word", "call, but "

View = dict[str, tuple[Step, ...]]
TABLES = {
    "steps": TableSpec(
        TITLE, {"step": "step", "world": "numbers", "text": OF_SEASONS, "read": READ}
    )
}


@lru_cache(maxsize=4)
def _replayed(id: str) -> View:
    """Play a story in both worlds, once."""
    return {world: stories()[id].under(world).played(SEASONS) for world in WORLDS}


def rows(view: View) -> Rows:
    """Turn both replays into one row for each step and world."""
    found: list[dict[str, Any]] = []
    for world, steps in view.items():
        for step in steps:
            share = {"share": step.matched, "text": f"{step.matched:.0%}"}
            read = {"read": f"{step.read:.1f}"}
            found.append({"step": step.step, "world": WORLDS[world], **share, **read})
    return {"steps": found}


def describe(view: View) -> str:
    """Say what the call did, what its gates do to it, and what studies leave of it."""
    told, found = (
        {step.step: step.matched for step in view[world]} for world in ("source", "evidence")
    )
    gates = [share for step, share in told.items() if step.startswith(GATE)]
    least = min(gates)
    return SENTENCE.format(
        before=told[NOBODY],
        after=told[CALL],
        shut=int(np.isclose(gates, least).sum()),
        gates=len(gates),
        least=least,
        before_found=found[NOBODY],
        after_found=found[CALL],
    )


def draw(first: Rows, sentence: str) -> alt.LayerChart:
    """Draw every step: the documents' world filled, the studies' hollow."""
    steps = list(dict.fromkeys(row["step"] for row in first["steps"]))
    worlds = list(WORLDS.values())
    quiet = alt.Axis(ticks=False, domain=False, grid=True, labelLimit=260, labelPadding=9)
    base = alt.Chart(rows_named("steps", first["steps"])).encode(
        y=alt.Y("step:N", sort=steps, title=None, axis=quiet)
    )
    share = alt.X("share:Q", title=OF_SEASONS).axis(format="%").scale(domain=[0, 1])
    legend = alt.Legend(title=None, orient="top", symbolOpacity=1)
    fills = [BLUE, "transparent"]
    marks: dict[str, Any] = {
        "shape": alt.Shape("world:N", legend=legend).scale(
            domain=worlds, range=["diamond", "circle"]
        ),
        "fill": alt.Fill("world:N", legend=legend).scale(domain=worlds, range=fills),
        "stroke": alt.Stroke("world:N", legend=legend).scale(domain=worlds, range=[BLUE, GRAY]),
    }
    layers: list[alt.Chart] = [
        base.mark_point(size=80, strokeWidth=2, opacity=1).encode(x=share, **marks)
    ]
    for nth, world in enumerate(worlds):
        layers.append(
            base.transform_filter(f"datum.world == {world!r}")
            .mark_text(align="right", fontSize=12, color=BLUE if nth == 0 else "#4d4d4d")
            .encode(x=alt.value(370 + 45 * nth), text="text:N")
        )
    return alt.LayerChart(
        layer=layers,
        title=TITLE,
        description=sentence,
        width=320,
        height=24 * len(steps),
    )


class CaseReplay(Explorer[View]):
    """Play the story of the call about a low score, at each level and with each gate closed.

    Attributes
    ----------
    score : ChoiceControl
        The document's score, or one that would pass the exam today.

    Examples
    --------
    >>> CaseReplay().score.value
    'S4-09'
    """

    story = Story(rows, describe, draw)
    numbers = NUMBERS
    file_name = "replay"
    tables = TABLES

    def __init__(self) -> None:
        titles = {id: case.title for id, case in stories().items() if case.id == CASE}
        self.score = choice(STORY, titles, "S4-09")
        super().__init__([self.score])

    @property
    def scenario(self) -> Scenario:
        """The call, in the document's world."""
        return stories()[self.score.value].scenario(CALL)

    def simulate(self) -> View:
        """Play the story in both worlds."""
        return _replayed(self.score.value)

    def limits(self) -> str:
        """Say what the story's chances rest on."""
        call, cut = dial("reopens_level_2"), self.scenario.assumptions.exam_cut
        return CAVEAT.format(count=SEASONS, cut=cut, told=call["source"], found=call["evidence"])
