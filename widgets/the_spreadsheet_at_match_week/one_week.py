"""Your file at one program in Match Week: fifty weeks, and where each of them ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from engine import Scenario
from engine.base.codes import FILTERS, NOT_REACHED, PRESETS, STOPPED
from engine.study.soap_program import OneProgram
from widgets.charts.both_worlds import ends_in_both_worlds, world_of
from widgets.charts.dots import SHARE_COLUMNS, SeasonDots, dot_rows
from widgets.controls.make import choice, number, toggle
from widgets.explorer.explorer import Explorer, Rows, Story
from widgets.explorer.keep import TableSpec
from widgets.text.numbers import ordinal
from widgets.text.words import IF_EACH
from widgets.the_spreadsheet_at_match_week.program import (
    FILES,
    LABELS,
    POSITIONS,
    WEEKS,
    applicant,
    mine,
    offers_end,
    program_weeks,
)
from widgets.the_spreadsheet_at_match_week.words import (
    ASK,
    INVITE,
    LEGEND,
    NOTE,
    NUMBERS,
    OWN,
    YOUR_FILE,
)

OWN_HELP = "Taken first in the articles' world; a little ahead in that of the studies."
NOTE_LABEL = "A director it trusts writes about you"
NOTES = {
    "": "nobody writes",
    "asked": "only if the program asks",
    "unasked": "unasked: “This candidate is legit”",
}
RULES = "The rules of today"
TITLE = "One program, four positions, four hundred files"
BINS = [
    ("refused", "square"),
    ("not read", "ring"),
    ("no offer", "circle"),
    ("an offer", "diamond"),
]
REFUSED, UNREAD, NO_OFFER, OFFERED = range(len(BINS))
SENTENCE = (
    "{articles}, you get an offer in {offers} of {weeks} weeks ({before} without a note and with "
    "no own students), and {lost}; {studies}, an offer in {found}, and {lost_found}. {why}"
)
LOST = {REFUSED: "a filter refuses you in {}", UNREAD: "nobody reads you in {}"}
BLOCKED = "The note is contact that your side started (R1): blocked, and the program reports it."
NOBODY = "In the articles' world you are on no list in the middle week."
STANDS = "In the articles' world you stand {place} in the middle week; the offers end at {end}."
LIMITS = (
    "{weeks} weeks of one fictional program in primary care with {positions} open positions and "
    "{files} files, of which you change one. Luck and answers differ from week to week. "
    "Nobody has published how many files a program gets or how far down its list it "
    "goes (E27, E28). Offers go out in {rounds} rounds (R12); with the rules off, in {said} in the "
    "articles' world (S2-37)."
)
TOLD = "Week {number}: {fate}. {more}"
FATE_STOPPED = "The filter that stops you: {filter}."
FATE_UNREAD = "The readers' time was up before they came to you; {read} of {files} were read."
FATE_CUT = "Somebody looked at your file, and {listed} others stayed on the list."
FATE_LISTED = "You stand {place} of {listed}; the offers went down to {end}."
FATE_OFFER = "You stand {place} of {listed}; the offer came in round {round}."
TABLES = {"shares": TableSpec(TITLE, SHARE_COLUMNS)}


@dataclass(frozen=True, eq=False)
class Weeks:
    """The same file in both worlds, by preset, before and after something is tried."""

    before: dict[str, OneProgram]
    after: dict[str, OneProgram]
    blocked: bool


def ends(played: OneProgram) -> list[int]:
    """Say in which bin each week of yours ends."""
    stage = played.week.stage[mine(played)]
    found = np.full(len(stage), NO_OFFER)
    found[stage == STOPPED] = REFUSED
    found[stage == NOT_REACHED] = UNREAD
    found[played.your_offer > 0] = OFFERED
    bins: list[int] = found.tolist()
    return bins


def rows(weeks: Weeks) -> Rows:
    """Turn both worlds into dots and shares, the articles' first."""
    return dot_rows(BINS, ends_in_both_worlds(weeks.before, weeks.after, ends))


def describe(weeks: Weeks) -> str:
    """Say how often an offer comes in both worlds, and where the list and the offers end."""
    told, found = (ends(weeks.after[world]) for world in ("source", "evidence"))
    return SENTENCE.format(
        **IF_EACH,
        offers=told.count(OFFERED),
        before=ends(weeks.before["source"]).count(OFFERED),
        weeks=len(told),
        lost=_lost(told),
        found=found.count(OFFERED),
        lost_found=_lost(found),
        why=BLOCKED if weeks.blocked else _why(weeks.after["source"]),
    )


def _lost(told: list[int]) -> str:
    """Say in how many weeks nobody weighs the file: refused at sight, or not read in time."""
    bins = [which for which in LOST if told.count(which)] or [UNREAD]
    return " and ".join(LOST[which].format(told.count(which)) for which in bins)


def _why(played: OneProgram) -> str:
    """Say where you stand in the middle week, and where the offers end."""
    on = played.your_place[played.your_place >= 0]
    if 2 * len(on) <= played.weeks:
        return NOBODY
    place = int(np.median(on)) + 1
    return STANDS.format(place=ordinal(place), end=ordinal(int(np.median(offers_end(played)))))


def draw(first: Rows, sentence: str) -> SeasonDots:
    """Draw a dot for each week."""
    dots = SeasonDots.of_rows(BINS, first, sentence)
    dots.legend, dots.ask_label, dots.ask_invite = list(LEGEND), ASK, INVITE
    return dots


class OneWeek(Explorer[Weeks]):
    """Send one file to one program in Match Week, and see how far it gets.

    Attributes
    ----------
    file, word : ChoiceControl
        Who you are, and whether somebody writes about you.
    own : NumberControl
        How many of the program's own students are in SOAP.
    rules : ToggleControl
        Whether the official rules are on.

    Examples
    --------
    >>> explorer = OneWeek()
    >>> explorer.word.value = "unasked"
    >>> "blocked" in explorer.sentence.text
    True
    """

    story = Story(rows, describe, draw)
    numbers = NUMBERS
    sentence_lines = 3
    file_name = "one-week"
    tables = TABLES

    def __init__(self) -> None:
        self.file = choice(YOUR_FILE, LABELS, "clean")
        self.own = number(OWN, 0, 0, 4, 1, OWN_HELP)
        self.word = choice(NOTE_LABEL, NOTES, "")
        self.rules = toggle(RULES, value=True)
        super().__init__([self.file, self.own, self.word, self.rules])

    @property
    def scenario(self) -> Scenario:
        """Whose file it is, in the articles' world; the note is the program's affair."""
        return applicant(self.file.value, "source", rules=bool(self.rules.value))

    def simulate(self) -> Weeks:
        """Play what the controls say in both worlds, beside a week without it."""
        how: dict[str, Any] = {"own_students": self.own.value, "files": FILES}
        if self.word.value:
            how |= {"note": NOTE, "asked": self.word.value == "asked"}
        before, after = {}, {}
        for world in PRESETS:
            now = self.scenario.with_preset(world)
            before[world] = program_weeks(now, files=FILES)
            after[world] = program_weeks(now, **how)
        return Weeks(before, after, bool(self.rules.value) and self.word.value == "unasked")

    def limits(self) -> str:
        """Say whose weeks these are."""
        rounds, said = (
            applicant("clean", "source", rules=on).assumptions.soap_rounds for on in (True, False)
        )
        return LIMITS.format(
            weeks=WEEKS, positions=POSITIONS, files=FILES, rounds=rounds, said=said
        )

    def tell(self, asked: dict[str, Any]) -> str:
        """Tell one week of one world, both counted from 0."""
        played = self.result.after[world_of(asked)]
        number = asked["season"]
        fate = ends(played)[number]
        week = played.week
        here = week.season == number
        row = mine(played)[number]
        seen = FATE_LISTED if week.listed[row] else FATE_CUT
        words = (FATE_STOPPED, FATE_UNREAD, seen, FATE_OFFER)[fate]
        more = words.format(
            filter=FILTERS[week.stopped[row]],
            read=int((here & (week.stage > NOT_REACHED)).sum()),
            files=int(here.sum()),
            listed=int((here & week.listed).sum()),
            place=ordinal(int(week.standing[row]) + 1),
            end=ordinal(int(offers_end(played)[number])),
            round=int(week.rounds.offered[row]),
        )
        return TOLD.format(number=number + 1, fate=BINS[fate][0], more=more)
