"""The rotation away from home, played again in both worlds."""

from __future__ import annotations

from functools import cache
from typing import Any

import altair as alt

from engine import Scenario, stories
from engine.study.cases import FRIENDS, Step
from widgets.charts.both_worlds import steps_in_both_worlds
from widgets.controls.make import choice
from widgets.explorer.explorer import Explorer, Rows, Story
from widgets.explorer.keep import TableSpec
from widgets.explorer.seasons import SEASONS
from widgets.text.words import IF_TRUE

SHOWN = "What is counted"
SHOWS = {"matched": "matches", "place": "places on lists"}
CALL, NOBODY = "the away director's word, before invitations", "no call"
LATE, STRANGER = "the same word, as lists are made", "the same words, by a stranger"
GOOD, BOTH = "good interviews, no call", "good interviews, and the word as lists are made"
WARNED, REHOMED = "home warns, nobody else speaks", "home warns, and the away director speaks"
SENTENCE = (
    "With the articles' numbers an early word takes {what} from {before} to {after}; a late one "
    "to {late}, a stranger's to {stranger}. Good interviews alone take it to {good}; with the late "
    "word as well it is {both}. If home warns it is {warned}, and {rehomed} with the away "
    "director's word. With the numbers of studies it is {found} without the early word and "
    "{found_after} with it."
)
WHAT = {"matched": "the share of seasons with a match", "place": "the mean place on the lists"}
CAVEAT = (
    "One fictional senior with the document's score, without a home program in the field, in "
    "{seasons} seasons per line. The document names no school, no field's cut and no number of "
    "calls: that {friends} programs are called, and where the applicant applies, is our choice."
)
View = dict[str, tuple[Step, ...]]
TITLE = "Seasons with a match, or mean place on the lists (1 = best)"
TABLES = {
    "steps": TableSpec(
        "The story, step by step",
        {"step": "step", "world": "world", "matched_text": "matched", "place_text": "place"},
    )
}


@cache
def _replayed() -> View:
    """Play the story in both worlds, once."""
    return {preset: stories()["S1-30"].under(preset).played(SEASONS) for preset in IF_TRUE}


def rows(view: tuple[View, str]) -> Rows:
    """Turn both replays into one row for each step and world."""
    worlds, shown = view
    found: list[dict[str, Any]] = []
    for preset, steps in worlds.items():
        for step in steps:
            value = step.matched if shown == "matched" else step.place
            found.append(
                {
                    "step": step.step,
                    "world": IF_TRUE[preset],
                    "value": value,
                    "text": _said(step, shown),
                    "matched_text": _said(step, "matched"),
                    "place_text": _said(step, "place"),
                }
            )
    return {"steps": found}


def _said(step: Step, shown: str) -> str:
    return f"{step.matched:.0%}" if shown == "matched" else f"{step.place:.0f}"


def describe(view: tuple[View, str]) -> str:
    """Say what the call does, when it does not, and what studies leave of it."""
    worlds, shown = view
    told, found = ({step.step: _said(step, shown) for step in worlds[preset]} for preset in IF_TRUE)
    return SENTENCE.format(
        what=WHAT[shown],
        before=told[NOBODY],
        after=told[CALL],
        late=told[LATE],
        stranger=told[STRANGER],
        good=told[GOOD],
        both=told[BOTH],
        warned=told[WARNED],
        rehomed=told[REHOMED],
        found=found[NOBODY],
        found_after=found[CALL],
    )


def draw(first: Rows, sentence: str) -> alt.LayerChart:
    """Draw every step: the articles' world filled, the studies' hollow."""
    value = alt.X("value:Q", title=None, axis=alt.Axis(tickCount=5, labels=False, ticks=False))
    return steps_in_both_worlds(first, sentence, value=value.scale(zero=True), title=TITLE)


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
    sentence_lines = 5
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
