"""The two-sentence note, played again: unasked, asked, blocked, and behind two own students."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Any

import altair as alt
import numpy as np

from engine import Scenario
from engine.base.codes import PRESETS
from engine.study.intervals import paired, wilson
from engine.study.soap_program import OneProgram
from widgets.charts.both_worlds import steps_in_both_worlds
from widgets.controls.make import choice
from widgets.explorer.explorer import Explorer, Rows, Story
from widgets.explorer.keep import TableSpec
from widgets.text.words import IF_EACH, IF_TRUE
from widgets.the_spreadsheet_at_match_week.program import POSITIONS, applicant, program_weeks
from widgets.the_spreadsheet_at_match_week.words import NOTE, NUMBERS_BESIDE

WEEKS = 400
FROM, TO = 11, 20  # places where you stand without the note
FILE = "clean"
SILENT, UNASKED, BEHIND, ASKED, RULED = STEPS = (
    "nobody writes",
    "a note, unasked",
    "a note, and two own students",
    "the same words, when asked",
    "a note, unasked, under the rules",
)
_HOW: dict[str, dict[str, Any]] = {
    SILENT: {},
    UNASKED: {"note": NOTE},
    BEHIND: {"note": NOTE, "own_students": 2},
    ASKED: {"note": NOTE, "asked": True},
    RULED: {"note": NOTE},
}
MEASURE = "What is counted"
MEASURES = {"offers": "an offer, of 100 such weeks", "places": "places gained, the middle week"}
TITLE = "What two sentences are worth"
TITLES = {"offers": "Offers in 100 such weeks", "places": "Places gained in the middle week"}
SENTENCE = {
    "offers": (
        "{articles}, the note brings an offer in {unasked:.0f} of 100 such weeks ({silent:.0f} "
        "without), in {behind:.0f} behind two own students, in {ruled:.0f} under the rules, and in "
        "{asked:.0f} when the program asks, which is allowed; {studies}, {in_studies}."
    ),
    "places": (
        "{articles}, the note moves you up {unasked:.0f} places in the middle week, "
        "{behind:.0f} behind two own students, {ruled:.0f} under the rules, and {asked:.0f} when "
        "the program asks, which is allowed; {studies}, {in_studies}."
    ),
}
EACH = "{found:.0f}, {behind_found:.0f}, {ruled_found:.0f} and {asked_found:.0f}"
IN_STUDIES = {"offers": f"in {EACH}", "places": EACH}
ALIKE = "in about {about:.0f}, whichever way, and in {ruled_found:.0f} under the rules"
LIMITS = (
    "Of {weeks} weeks at one fictional program with {positions} positions, those in which a US MD "
    "senior with a score of {step2} stands {low}th to {high}th when nobody writes: {told_weeks} if "
    "the articles are right, {found_weeks} if the studies are; the table of rows has their "
    "intervals. The writer is a director the program knows. In the studies' world such words are "
    "acted on in about four of ten cases (E03); nobody has measured a note in SOAP (E05)."
)
INTERVAL = "interval (95%)"
COLUMNS = {"step": "step", "world": "", "text": "worth", "interval": INTERVAL}
TABLES = {"steps": TableSpec(TITLE, COLUMNS)}


@dataclass(frozen=True)
class Worth:
    """What one step is worth: which weeks bring an offer, places gained in the middle one."""

    won: tuple[bool, ...]
    places: float

    @property
    def offers(self) -> float:
        """Offers in 100 such weeks."""
        return 100 * sum(self.won) / len(self.won)

    @property
    def interval(self) -> str:
        """Wilson's interval of the offers in 100 such weeks."""
        low, high = (float(bound) for bound in wilson(sum(self.won), len(self.won)))
        return f"{100 * low:.0f} to {100 * high:.0f}"


View = dict[str, dict[str, Worth]]


@lru_cache(maxsize=1)
def replayed() -> View:
    """Play every step in both worlds, once: by preset, then by step."""
    return {world: _steps(applicant(FILE, world)) for world in PRESETS}


def _steps(scenario: Scenario) -> dict[str, Worth]:
    silent = program_weeks(scenario, WEEKS)
    such = (silent.your_place >= FROM - 1) & (silent.your_place < TO)
    found = {}
    for step, how in _HOW.items():
        played = program_weeks(scenario.with_rules(step == RULED), WEEKS, **how)
        found[step] = _worth(silent, played, such)
    return found


def _worth(silent: OneProgram, played: OneProgram, such: np.ndarray[Any, Any]) -> Worth:
    still = such & (played.your_place >= 0)
    gained = (silent.your_place - played.your_place)[still]
    won = tuple((played.your_offer[such] > 0).tolist())
    return Worth(won, float(np.median(gained)))


def alike(*steps: Worth) -> bool:
    """Whether no two of some steps differ by more than the chance of the weeks they share."""
    for one, other in combinations(steps, 2):
        gained = sum(b > a for a, b in zip(one.won, other.won, strict=True))
        lost = sum(a > b for a, b in zip(one.won, other.won, strict=True))
        low, high = paired(gained, lost, len(one.won))
        if not low <= 0 <= high:
            return False
    return True


def rows(told: tuple[str, View]) -> Rows:
    """Turn both replays into a row for each step and world."""
    measure, view = told
    found: list[dict[str, Any]] = []
    for world, label in IF_TRUE.items():
        for step in STEPS:
            one = view[world][step]
            worth = getattr(one, measure)
            row: dict[str, Any] = {
                "step": step,
                "world": label,
                "worth": worth,
                "text": f"{worth:.0f}",
            }
            row["interval"] = one.interval if measure == "offers" else None
            found.append(row)
    return {"steps": found, "title": [{"text": TITLES[measure]}]}


def describe(told: tuple[str, View]) -> str:
    """Say what the note is worth in both worlds."""
    measure, view = told
    says, found = (
        {step: getattr(one, measure) for step, one in view[world].items()}
        for world in ("source", "evidence")
    )
    mentioned = [view["evidence"][step] for step in (UNASKED, BEHIND, ASKED)]
    same = measure == "offers" and alike(*mentioned)
    in_studies = (ALIKE if same else IN_STUDIES[measure]).format(
        about=np.mean([one.offers for one in mentioned]),
        found=found[UNASKED],
        behind_found=found[BEHIND],
        ruled_found=found[RULED],
        asked_found=found[ASKED],
    )
    return SENTENCE[measure].format(
        **IF_EACH,
        silent=says[SILENT],
        unasked=says[UNASKED],
        behind=says[BEHIND],
        ruled=says[RULED],
        asked=says[ASKED],
        in_studies=in_studies,
    )


def draw(first: Rows, sentence: str) -> alt.LayerChart:
    """Draw every step: the articles' world filled, the studies' hollow."""
    worth = alt.X("worth:Q", title=None)
    return steps_in_both_worlds(first, sentence, value=worth.scale(domain=[0, 60]), width=260)


class NoteReplay(Explorer[tuple[str, View]]):
    """Play the note of S2-41 again, and what undoes it.

    Attributes
    ----------
    measure : ChoiceControl
        What is counted.

    Examples
    --------
    >>> "0 under the rules" in NoteReplay().sentence.text
    True
    """

    story = Story(rows, describe, draw)
    numbers = NUMBERS_BESIDE
    sentence_lines = 4
    file_name = "the-note"
    tables = TABLES

    def __init__(self) -> None:
        self.measure = choice(MEASURE, MEASURES, "offers")
        super().__init__([self.measure])

    @property
    def scenario(self) -> Scenario:
        """Who applies, in the articles' world."""
        return applicant(FILE, "source")

    def simulate(self) -> tuple[str, View]:
        """Play all of it in both worlds."""
        return self.measure.value, replayed()

    def limits(self) -> str:
        """Say which weeks are counted, and how many there are."""
        told, found = (len(replayed()[world][SILENT].won) for world in ("source", "evidence"))
        return LIMITS.format(
            weeks=WEEKS,
            positions=POSITIONS,
            step2=self.scenario.you.step2,
            low=FROM,
            high=TO,
            told_weeks=told,
            found_weeks=found,
        )
