"""The document's two applicants, played again: what each word was worth, and what undoes it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import altair as alt

from engine import Scenario
from engine.base.codes import PRESETS
from engine.study.cases import EARLY_PROGRAM, stories
from engine.study.early_story import EarlyStep, played_early
from widgets.charts.both_worlds import share_of, steps_in_both_worlds
from widgets.controls.make import choice
from widgets.explorer.explorer import Explorer, Rows, Story
from widgets.explorer.keep import TableSpec
from widgets.text.words import FEW_STUDIES, IF_EACH, IF_TRUE

CASE, NOVEMBERS = "S3-37", 100
MEASURE = "What is counted"
MEASURES = {"offered": "an early offer", "safe": "thought safe", "too_risky": "thought too risky"}
TITLE = "Two applicants with the same scores"
OF = "share of the Novembers in which the program interviewed them"
A, B, SILENT = "applicant A", "applicant B", "nobody says anything"
SENTENCE = (
    "{articles}, A is {what} in {a} and B in {b} of those Novembers, and somebody of whom nobody "
    "speaks in {silent}; {studies}, A in {a_found} and B in {b_found}."
)
NUMBERS = f"the document's, and beside them {FEW_STUDIES.format('early offers')}"
LIMITS = (
    "Both are international graduates with the document's score, {step2}; only what is said "
    "differs. The program is a fictional one in {where}, in the world before All In, {count} "
    "Novembers a line. Speakers and phrases are ours where the document names none."
)
TABLES = {"steps": TableSpec(TITLE, {"step": "step", "world": "", "text": OF})}

View = dict[str, tuple[EarlyStep, ...]]


@lru_cache(maxsize=1)
def _replayed() -> View:
    """Play the story in both worlds, once."""
    return {
        world: played_early(stories()[CASE].under(world), EARLY_PROGRAM, NOVEMBERS)
        for world in PRESETS
    }


def _shares(steps: tuple[EarlyStep, ...], what: str) -> dict[str, float]:
    """Share of the Novembers with an interview, by step; none where nobody was asked about."""
    found = {}
    for one in steps:
        of = one.interviewed if what == "offered" else 1.0
        found[one.step] = getattr(one, what) / of if one.interviewed else 0.0
    return found


def rows(told: tuple[str, View]) -> Rows:
    """Turn both replays into one row for each step and world."""
    what, view = told
    found: list[dict[str, Any]] = []
    for world, label in IF_TRUE.items():
        for step, share in _shares(view[world], what).items():
            found.append({"step": step, "world": label, "share": share, "text": f"{share:.0%}"})
    return {"steps": found}


def describe(told: tuple[str, View]) -> str:
    """Say what becomes of A and of B, in both worlds."""
    what, view = told
    says, found = (_shares(view[world], what) for world in ("source", "evidence"))
    verb = MEASURES[what]
    return SENTENCE.format(
        **IF_EACH,
        what=f"given {verb}" if what == "offered" else verb,
        a=f"{says[A]:.0%}",
        b=f"{says[B]:.0%}",
        silent=f"{says[SILENT]:.0%}",
        a_found=f"{found[A]:.0%}",
        b_found=f"{found[B]:.0%}",
    )


def draw(first: Rows, sentence: str) -> alt.LayerChart:
    """Draw every step: the articles' world filled, the studies' hollow."""
    return steps_in_both_worlds(first, sentence, value=share_of(OF), title=TITLE)


class EarlyReplay(Explorer[tuple[str, View]]):
    """Play the document's two applicants again, and then what would undo it.

    Attributes
    ----------
    measure : ChoiceControl
        What is counted.

    Examples
    --------
    >>> "B in 0%" in EarlyReplay().sentence.text
    True
    """

    story = Story(rows, describe, draw)
    numbers = NUMBERS
    sentence_lines = 3
    file_name = "a-and-b"
    tables = TABLES

    def __init__(self) -> None:
        self.measure = choice(MEASURE, MEASURES, "offered")
        super().__init__([self.measure])

    @property
    def scenario(self) -> Scenario:
        """Applicant A, in the document's world."""
        return stories()[CASE].scenario(A)

    def simulate(self) -> tuple[str, View]:
        """Play the story in both worlds."""
        return self.measure.value, _replayed()

    def limits(self) -> str:
        """Say what is ours in the story."""
        you = self.scenario.you
        return LIMITS.format(step2=you.step2, where=you.field, count=NOVEMBERS)
