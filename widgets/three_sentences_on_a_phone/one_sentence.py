"""One sentence on a phone: what becomes of the same file in a hundred weeks of SOAP."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.base.codes import PRESETS
from engine.study.soap_answer import (
    OFFERED,
    SPEAKER,
    WEEKS,
    Told,
    Weeks,
    weeks_of,
)
from widgets.charts.both_worlds import ends_in_both_worlds, world_of
from widgets.charts.dots import SHARE_COLUMNS, SeasonDots, dot_rows
from widgets.controls.make import choice, number
from widgets.explorer.explorer import Explorer, Rows, Story
from widgets.explorer.keep import TableSpec
from widgets.text.numbers import ordinal
from widgets.text.words import FEW_STUDIES, IF_EACH
from widgets.three_sentences_on_a_phone.words import ANXIOUS, CAUTIOUS, DRAMA, FAINT, TAKE, quoted

SAID, SAYS, SCORE = "On the phone", "Who is asked", "Step 2 CK score"
SENTENCES = {said: quoted(said) for said in ("", TAKE, DRAMA, ANXIOUS, FAINT, CAUTIOUS)}
PEOPLE = {
    SPEAKER: "your clerkship director",
    "home program director": "your home program director",
    "chief resident": "a chief resident you worked with",
    "attending": "an attending of two days",
}
WAITING = "Files for four positions"
MANY = {"20": "20", "100": "100", "400": "400"}
LOWEST, HIGHEST = 218, 260
TITLE = "How a hundred weeks end"
BINS = [("offer", "diamond"), ("listed", "circle"), ("not listed", "ring")]
LEGEND = [
    "One dot is one week of SOAP.",
    "Dashed: silence.",
    "Bold edge: ended elsewhere in silence.",
]
ASK, INVITE = (
    "Ask one week",
    "Press a dot, or move this with the arrow keys: what happened that week?",
)
SILENT = (
    "In silence an offer comes in {before} of {weeks} weeks if the articles are right, and in "
    "{before_other} if the studies are. {why}"
)
SENTENCE = (
    "{articles}, an offer comes in {offers} of {weeks} weeks ({before} in silence); {studies}, in "
    "{other} ({before_other} in silence). {why}"
)
NOT_ASKED = "In {} of them the program never asks about you: it asks about a short list."
BARRED = "In the articles' world, where it asks, the word alone keeps you off the list."
STANDS = "In the articles' world, where it would ask, you stand {} on average."
MOVES = "In the articles' world, where it asks, you stand {} on average, {} in silence."
NUMBERS = f"above, the documents'; below, {FEW_STUDIES.format('SOAP')}"
LIMITS = (
    "{weeks} weeks of one fictional program of primary care with four open positions; you are a "
    "senior of a US medical school, average but for the score. Those who apply beside you stay the "
    "same; what the program reads, asks and likes is drawn anew each week. It knows whoever is "
    "asked. No study of such calls in SOAP was found: the studies' numbers come from elsewhere."
)
TOLD_OFFER = "Week {}: {} of {} on the list, and an offer in round {}."
TOLD_LISTED = "Week {}: {} of {} on the list, and no offer."
TOLD_BARRED = "Week {}: the program asked, and the word kept you off its list."
TOLD_OFF = "Week {}: your file was not read in time, or cut before anybody was asked."
TABLES = {"shares": TableSpec(TITLE, SHARE_COLUMNS)}


@dataclass(frozen=True)
class Phoned:
    """The same file in silence and after a word, by preset."""

    silent: dict[str, Weeks]
    spoken: dict[str, Weeks]


def rows(phoned: Phoned) -> Rows:
    """Turn both worlds into dots and shares, the articles' first."""

    def ended(weeks: Weeks) -> list[int]:
        return [int(end) for end in weeks.ends]

    return dot_rows(BINS, ends_in_both_worlds(phoned.silent, phoned.spoken, ended))


def describe(phoned: Phoned) -> str:
    """Say how often an offer comes in both worlds, and why in the articles'."""

    def offers(weeks: Weeks) -> int:
        return int((weeks.ends == OFFERED).sum())

    told, silent = phoned.spoken["source"], phoned.silent["source"]
    sentence = SILENT if told is silent else SENTENCE
    return sentence.format(
        **IF_EACH,
        offers=offers(told),
        before=offers(silent),
        weeks=len(told.place),
        other=offers(phoned.spoken["evidence"]),
        before_other=offers(phoned.silent["evidence"]),
        why=_why(told, silent),
    )


def _why(told: Weeks, silent: Weeks) -> str:
    """Say in the articles' world what the word does where it is heard."""
    if told.barred.any():
        return BARRED
    both = told.asked & silent.asked & (told.place >= 0) & (silent.place >= 0)
    if not both.any():
        return NOT_ASKED.format(len(told.place))
    now, then = (ordinal(round(float(found.place[both].mean())) + 1) for found in (told, silent))
    moved = STANDS.format(then) if told is silent else MOVES.format(now, then)
    unasked = int((~told.asked).sum())
    return f"{NOT_ASKED.format(unasked)} {moved}" if unasked > len(told.place) / 4 else moved


def draw(first: Rows, sentence: str) -> SeasonDots:
    """Draw a dot for each week."""
    dots = SeasonDots.of_rows(BINS, first, sentence)
    dots.legend, dots.ask_label, dots.ask_invite = LEGEND, ASK, INVITE
    return dots


class OneSentence(Explorer[Phoned]):
    """Let somebody answer the phone, and see what becomes of one file in SOAP.

    Attributes
    ----------
    said, speaker, waiting : ChoiceControl
        The sentence, who says it, and how many files there are.
    score : NumberControl
        The file's Step 2 score.

    Examples
    --------
    >>> explorer = OneSentence()
    >>> explorer.said.value = "I'd be cautious"
    >>> explorer.sentence.text.split(" (")[0]
    'If the articles are right, an offer comes in 0 of 100 weeks'
    """

    story = Story(rows, describe, draw)
    numbers = NUMBERS
    sentence_lines = 3
    file_name = "one-sentence"
    tables = TABLES

    def __init__(self) -> None:
        self.said = choice(SAID, SENTENCES, "")
        self.speaker = choice(SAYS, PEOPLE, SPEAKER)
        self.score = number(SCORE, 229, LOWEST, HIGHEST, 1)
        self.waiting = choice(WAITING, MANY, "100")
        super().__init__([self.said, self.speaker, self.score, self.waiting])

    def simulate(self) -> Phoned:
        """Play the silence and the word in both worlds."""
        step2, files = self.score.value, int(self.waiting.value)
        silent = Told(step2)
        told = Told(step2, self.said.value, self.speaker.value) if self.said.value else silent
        silence, word = (
            {world: weeks_of(one, world, files=files) for world in PRESETS}
            for one in (silent, told)
        )
        return Phoned(silence, word)

    def limits(self) -> str:
        """Say whose weeks these are."""
        return LIMITS.format(weeks=WEEKS)

    def tell(self, asked: dict[str, Any]) -> str:
        """Tell one week of one world, both counted from 0."""
        week, n = self.result.spoken[world_of(asked)], asked["season"]
        if week.barred[n]:
            return TOLD_BARRED.format(n + 1)
        if week.place[n] < 0:
            return TOLD_OFF.format(n + 1)
        place = ordinal(int(week.place[n]) + 1)
        text = TOLD_OFFER if week.offered[n] else TOLD_LISTED
        return text.format(n + 1, place, week.length[n], week.offered[n])
