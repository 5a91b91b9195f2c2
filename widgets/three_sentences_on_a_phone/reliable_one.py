"""Take the reliable one: the document's two files, played again, word by word."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import altair as alt

from engine.base.codes import PRESETS
from engine.formulas import truly_above
from engine.formulas.vetting import VOICE_RELIABILITY
from engine.study.soap_answer import FILES, WEEKS, Told, stands_above, weeks_of
from widgets.charts.both_worlds import share_of, steps_in_both_worlds
from widgets.controls.make import choice, number
from widgets.explorer.explorer import Explorer, Rows, Story
from widgets.explorer.keep import TableSpec
from widgets.text.numbers import share_text
from widgets.text.words import FEW_STUDIES, IF_TRUE
from widgets.three_sentences_on_a_phone.words import DIFFICULT, RELIABLE, TWIN, code_of

HIGH, LOW, TWINS = 247, 229, 235
MEASURE = "What is counted"
MEASURES = {"above": "the 229 stands above the 247", "offer": "the 229 gets an offer"}
RELIABILITY = "How far two voices agree, 0.1 to 0.9"
HELP = "{:g} between two referees (E12); fixed questions bring more (E13)"
SILENT, BOTH = "nobody speaks of either", "both words"
ONLY_HIGH, ONLY_LOW = "only the word on the 247", "only the word on the 229"
STRANGERS = "both words, from people it does not know"
TWIN_STEP = "two files of 235, one with a good word"
TITLE = {
    "above": "The 229 stands above the 247",
    "offer": "The 229 gets an offer",
}
OF = "share of the weeks counted"
COUNTED = {
    "above": "the weeks in which either is on the list (equal places count half)",
    "offer": "all weeks",
}
SENTENCE = (
    "Of {weeks}, {what} in {told:.0%} after both words and in {silent:.0%} in silence, "
    "{articles}; in {found:.0%} and {silent_found:.0%}, {studies}. If voices agree to {one:g}, "
    "{unjust} of those called “difficult to work with” are truly better than average."
)
NUMBERS = f"the document's, and beside them {FEW_STUDIES.format('SOAP')}"
LIMITS = (
    "Both are seniors of a US medical school, average but for the score; {files} files for four "
    "positions, {weeks} weeks a line. The document names a friend and people it trusts: here a "
    "clerkship director speaks, which is our choice. Its gap year and its lack of night cover are "
    "left out. How often a word is unjust is a formula (F4), in which voices are noisy and fair."
)
TABLES = {"steps": TableSpec("Take the reliable one", {"step": "step", "world": "", "text": OF})}

Pair = tuple[Told, Told]


@dataclass(frozen=True)
class Reliable:
    """What is counted; the share of each step, by world; how far voices agree."""

    measure: str
    shares: dict[str, dict[str, float]]
    reliability: float


def _steps() -> dict[str, Pair]:
    """Return the two files of each step."""
    high, low = Told(HIGH, DIFFICULT), Told(LOW, RELIABLE)
    return {
        SILENT: (Told(HIGH), Told(LOW)),
        ONLY_HIGH: (high, Told(LOW)),
        ONLY_LOW: (Told(HIGH), low),
        BOTH: (high, low),
        STRANGERS: (Told(HIGH, DIFFICULT, known=False), Told(LOW, RELIABLE, known=False)),
        TWIN_STEP: (Told(TWINS), Told(TWINS, TWIN)),
    }


@lru_cache(maxsize=2)
def _shares(measure: str) -> dict[str, dict[str, float]]:
    """Play every step in both worlds, once."""
    found: dict[str, dict[str, float]] = {}
    for world in PRESETS:
        played = {
            step: tuple(weeks_of(one, world) for one in pair) for step, pair in _steps().items()
        }
        found[world] = {
            step: stands_above(low, high) if measure == "above" else low.offers
            for step, (high, low) in played.items()
        }
    return found


def rows(told: Reliable) -> Rows:
    """Turn the steps into one row for each and world, and name what they are shares of."""
    found: list[dict[str, Any]] = [
        {"step": step, "world": label, "share": share, "text": f"{share:.0%}"}
        for world, label in IF_TRUE.items()
        for step, share in told.shares[world].items()
    ]
    return {"steps": found, "title": [{"text": TITLE[told.measure]}]}


def describe(told: Reliable) -> str:
    """Say what the two words do in both worlds, and how often one of them is unjust."""
    says, found = (told.shares[world] for world in ("source", "evidence"))
    return SENTENCE.format(
        articles=IF_TRUE["source"].lower(),
        studies=IF_TRUE["evidence"].lower(),
        weeks=COUNTED[told.measure],
        what=MEASURES[told.measure],
        told=says[BOTH],
        silent=says[SILENT],
        found=found[BOTH],
        silent_found=found[SILENT],
        one=told.reliability,
        unjust=share_text(float(truly_above(code_of(DIFFICULT), told.reliability))),
    )


def draw(first: Rows, sentence: str) -> alt.LayerChart:
    """Draw every step: the articles' world filled, the studies' hollow."""
    return steps_in_both_worlds(first, sentence, value=share_of(OF), width=260)


class ReliableOne(Explorer[Reliable]):
    """Play the document's two files again, in silence, after one word and after both.

    Attributes
    ----------
    measure : ChoiceControl
        What is counted.
    reliability : NumberControl
        How far two people agree who judge the same person.

    Examples
    --------
    >>> "10% and 2%" in ReliableOne().sentence.text
    True
    """

    story = Story(rows, describe, draw)
    numbers = NUMBERS
    sentence_lines = 5
    file_name = "the-reliable-one"
    tables = TABLES

    def __init__(self) -> None:
        self.measure = choice(MEASURE, MEASURES, "above")
        help = HELP.format(VOICE_RELIABILITY)
        self.reliability = number(RELIABILITY, VOICE_RELIABILITY, 0.1, 0.9, 0.05, help)
        super().__init__([self.measure, self.reliability])

    def simulate(self) -> Reliable:
        """Take the steps as they were played, and the formula as the control says."""
        what = self.measure.value
        return Reliable(what, _shares(what), float(self.reliability.value))

    def limits(self) -> str:
        """Say what is ours in the story."""
        return LIMITS.format(files=FILES, weeks=WEEKS)
