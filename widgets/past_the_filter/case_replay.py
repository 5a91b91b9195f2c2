"""A document's story played again, with its own numbers and with those of studies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

import altair as alt
import numpy as np

from engine import Scenario
from engine.scenario.assumptions import dial
from engine.study.cases import Case, Step, stories
from widgets.charts.both_worlds import share_of, steps_in_both_worlds
from widgets.controls.make import choice
from widgets.explorer.explorer import Explorer, Rows, Story
from widgets.explorer.keep import TableSpec
from widgets.explorer.seasons import SEASONS
from widgets.text.words import IF_TRUE

STORY = "What is replayed"
TITLE = "Seasons that end with a match"
OF_SEASONS, READ = "share of seasons", "programs that read the file"
SENTENCE = (
    "{articles}, the call takes matches from {before:.0%} to {after:.0%} of the seasons; {shut} of "
    "the {gates} gates, closed alone, bring that back to {least:.0%}. {studies}, the same call "
    "takes them from {before_found:.0%} to {after_found:.0%}."
)
CAVEAT = (
    "One fictional senior of a US medical school in {count} seasons per line, in a world where "
    "every program cuts at {cut:g}. The document gives no chances. We let a call that is acted on "
    "reopen {told:.0%} of the filters, or {found:.0%} in the studies' world, and more where a "
    "director once regretted a no. That is our choice, and so is the caller."
)
NUMBERS = "the document's, and those of studies beside them"
CASE = "S4-09"
CALL, NOBODY, GATE = "level 2, a call", "no word", "call, but "

View = dict[str, tuple[Step, ...]]
TABLES = {
    "steps": TableSpec(TITLE, {"step": "step", "world": "", "text": OF_SEASONS, "read": READ})
}


@lru_cache(maxsize=4)
def _told(id: str, world: str) -> Case:
    """Tell a story with the numbers of a world."""
    return stories()[id].under(world)


@lru_cache(maxsize=64)
def _played(id: str, world: str, nth: int) -> Step:
    """Play one step of a story in one world, once."""
    told = _told(id, world)
    return replace(told, steps=told.steps[nth : nth + 1]).played(SEASONS)[0]


def _replayed(id: str) -> View:
    """Play a story in both worlds."""
    steps = range(len(stories()[id].steps))
    return {world: tuple(_played(id, world, nth) for nth in steps) for world in IF_TRUE}


def rows(view: View) -> Rows:
    """Turn both replays into one row for each step and world."""
    found: list[dict[str, Any]] = []
    for world, steps in view.items():
        for step in steps:
            share = {"share": step.matched, "text": f"{step.matched:.0%}"}
            read = {"read": f"{step.read:.1f}"}
            found.append({"step": step.step, "world": IF_TRUE[world], **share, **read})
    return {"steps": found}


def describe(view: View) -> str:
    """Say what the call did, what its gates do to it, and what studies leave of it."""
    told, found = (
        {step.step: step.matched for step in view[world]} for world in ("source", "evidence")
    )
    gates = [share for step, share in told.items() if step.startswith(GATE)]
    least = min(gates)
    return SENTENCE.format(
        articles=IF_TRUE["source"],
        studies=IF_TRUE["evidence"],
        before=told[NOBODY],
        after=told[CALL],
        shut=int(np.isclose(gates, least).sum()),
        gates=len(gates),
        least=least,
        before_found=found[NOBODY],
        after_found=found[CALL],
    )


def draw(first: Rows, sentence: str) -> alt.LayerChart:
    """Draw every step: the articles' world filled, the studies' hollow."""
    return steps_in_both_worlds(first, sentence, value=share_of(OF_SEASONS), title=TITLE, width=320)


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

    @staticmethod
    def played() -> Iterator[Step]:
        """Play the first story step by step, so that the replay then stands at once."""
        for world in IF_TRUE:
            for nth in range(len(stories()[CASE].steps)):
                yield _played(CASE, world, nth)

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
