"""Who hears one word? A map of ties on which a speaker moves, for two applicants side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import altair as alt

from engine import Scenario, simulate
from engine.base.codes import FIELDS, TYPES
from engine.study.voices.reach_of_words import WordReach, word_reach
from widgets.controls.make import choice, number
from widgets.explorer.explorer import Explorer, Rows, Story
from widgets.explorer.keep import TableSpec
from widgets.text.words import BELIEVED, PRESET
from widgets.who_knows_whom import words
from widgets.who_knows_whom.map_picture import (
    LEGEND_TIE,
    NUMBERS_ARE,
    STATES,
    map_picture,
    map_rows,
)

PLACE = "First said at program number"
PLACE_HELP = "1 to {}, by field and name; 0: wherever the speaker is known"
READING = "Read 60, 30 and 10"
READINGS = {
    "reach": "as chances",
    "split": "as parts of one harm",
    "no": "not at all: the word stays",
}
BESIDE, FIELD = "Beside a US MD senior", "Your field"
SENTENCE = (
    "“{said}”, said {where}, is acted on by {first:.1f} of {number} programs about a US MD senior "
    "and by {second:.1f} about a {beside}. {passed}"
)
EVERYWHERE, AT = "wherever the speaker is known", "to {} first"
BY_STRANGER = "wherever the stranger calls"
PASSED = "Of the first, {:.1f} have it from other programs{}."
IN_PARTS = ", each at {:.1%} of its weight"
STAYS = "Nothing of it is passed on."
CAVEAT = (
    "Programs of one fictional class, all of which both applicants apply to. A thick edge marks a "
    "program that knows the speaker; numbers are shares of {seasons} seasons. Who knows whom is "
    "drawn by our own odds: more ties in the region and in a small field, fewer for those who "
    "speak for graduates from abroad. Only a bad word travels. The 60, 30 and 10 are one author's "
    "(S1-41), and nobody has measured them."
)
SEASONS = 200
TABLES = {
    "programs": TableSpec(
        "Who acts on it",
        {"applicant": "applicant", "name": "program", "field": "field", "region": "region",
         "state": "how", "text": "share of seasons"},
    )
}  # fmt: skip
_FIRST = TYPES[0]


@dataclass(frozen=True, eq=False)
class HeardView:
    """The same word about two applicants."""

    said: str
    where: str
    beside: str
    reaches: tuple[WordReach, WordReach]


def rows(view: HeardView) -> Rows:
    """Turn a view into the rows of the maps."""
    return map_rows(list(zip((_FIRST, view.beside), view.reaches, strict=True)))


def describe(view: HeardView) -> str:
    """Say how many programs act on it, about whom, and how many of them have it from others."""
    one, other = view.reaches
    on, weight = one.passed_on()
    return SENTENCE.format(
        said=view.said,
        where=view.where,
        first=one.mean(),
        second=other.mean(),
        number=len(one.program),
        beside=view.beside,
        passed=PASSED.format(on, IN_PARTS.format(weight) if weight < 1 else "") if on else STAYS,
    )


def draw(first: Rows, sentence: str) -> alt.HConcatChart:
    """Draw both maps."""
    return map_picture({name: list(some) for name, some in first.items()}, sentence)


def all_programs() -> tuple[str, ...]:
    """Return the names of the programs of the teaching class, by field and name."""
    return tuple(simulate(Scenario(), 1).market.programs.names)


class WhoHears(Explorer[HeardView]):
    """Let somebody say one word, move where it is said, and see on the map who acts on it.

    Attributes
    ----------
    said, speaker, reading, beside, field, preset : ChoiceControl
        What is said and by whom, how a bad word travels, the other applicant, the field, the world.
    place : NumberControl
        Where it is said first.

    Examples
    --------
    >>> heard = WhoHears()
    >>> heard.reading.value = "no"
    >>> heard.sentence.text.endswith("Nothing of it is passed on.")
    True
    """

    story = Story(rows, describe, draw)
    note = f"{LEGEND_TIE.capitalize()}. Shapes: {', '.join(STATES)}. {NUMBERS_ARE}"
    sentence_lines = 4
    file_name = "who-hears"
    tables = TABLES

    def __init__(self) -> None:
        self._names = all_programs()
        self.said = choice(words.SAID, words.PHRASES, "I'd be cautious")
        self.place = number(PLACE, 1, 0, len(self._names), 1, PLACE_HELP.format(len(self._names)))
        self.reading = choice(READING, READINGS, "reach")
        self.preset = choice(PRESET, BELIEVED, "source")
        self.beside = choice(BESIDE, TYPES[1:], "non-US IMG")
        self.speaker = choice(words.SPEAKER, words.SPEAKERS, "away program director")
        self.field = choice(FIELD, FIELDS, "competitive")
        controls = (self.said, self.place, self.reading, self.preset)
        further = (self.beside, self.speaker, self.field)
        super().__init__(
            controls,
            more={"More": further},
        )

    def _world(self, kind: str) -> Scenario:
        """Let the word be said about one type of applicant."""
        combine = "mean" if self.reading.value == "no" else "ripple"
        dials: dict[str, Any] = {"voices_combine": combine}
        if combine == "ripple":
            dials["ripple_reading"] = self.reading.value
        place = self.place.value
        named = (self._names[place - 1],) if place else None
        # Wherever the speaker is known, the ties say; a stranger is known nowhere.
        known = False if self._by_stranger() else None if named is None else True
        return (
            Scenario(preset=self.preset.value)
            .with_you(applicant_type=kind, field=self.field.value)
            .with_strategy(programs=self._names)
            .with_assumptions(**dials)
            .with_voice(self.speaker.value, self.said.value, 2, named, known=known)
        )

    def _by_stranger(self) -> bool:
        return bool(self.speaker.value == words.UNKNOWN)

    @property
    def scenario(self) -> Scenario:
        """The word about the US MD senior."""
        return self._world(_FIRST)

    def simulate(self) -> HeardView:
        """Follow the word for both applicants."""
        place = self.place.value
        everywhere = BY_STRANGER if self._by_stranger() else EVERYWHERE
        return HeardView(
            said=self.said.value,
            where=AT.format(self._names[place - 1]) if place else everywhere,
            beside=self.beside.value,
            reaches=(
                word_reach(self._world(_FIRST), SEASONS),
                word_reach(self._world(self.beside.value), SEASONS),
            ),
        )

    def limits(self) -> str:
        """Say what the ties rest on."""
        return CAVEAT.format(seasons=SEASONS)
