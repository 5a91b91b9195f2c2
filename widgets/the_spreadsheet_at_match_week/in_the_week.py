"""How you go about the week: focus, calls, offers, holding out, and the timetable you believe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine import Scenario
from engine.base.codes import PRESETS, SOAP
from engine.scenario.you import SOAP_CLOCKS
from widgets.charts.both_worlds import ends_in_both_worlds, world_of
from widgets.charts.dots import SHARE_COLUMNS, SeasonDots, dot_rows
from widgets.controls.make import choice, number, toggle
from widgets.explorer.explorer import Explorer, Rows, Story
from widgets.explorer.keep import TableSpec
from widgets.explorer.seasons import simulated
from widgets.text.words import IF_EACH
from widgets.the_spreadsheet_at_match_week.without_match import by_the_clock, seasons_without_match
from widgets.the_spreadsheet_at_match_week.words import NUMBERS

WEEKS = 50
WHERE = "You apply in SOAP"
WHERES = {"": "wherever you like it", "yes": "in your own field only", "no": "everywhere"}
HOURS = "Hours until you answer a program's call"
WATCHES = "You see an offer while it stands"
WATCHES_HELP = "it comes in the R3 system and not by phone (R5), and stands for two hours (R12)"
HOLD = "Wait in round 1 for your own field"
CLOCK = "You believe that the rounds are"
CLOCKS = {
    SOAP_CLOCKS[0]: "four, on Thursday",
    SOAP_CLOCKS[1]: "three, on Thursday",
    SOAP_CLOCKS[2]: "over on Wednesday",
}
BINS = [("placed", "diamond"), ("no place", "ring")]
TOLD = "Season {number} of these: {now}; at first, {before}."
TITLE = "Seasons in which you did not match"
SENTENCE = (
    "{articles}, you get a place in SOAP in {now} of {weeks} seasons in which you did not match "
    "({before} at first); {studies}, in {found} ({before_found})."
)
LIMITS = (
    "The first {weeks} seasons in each world in which an international graduate with a score of "
    "{step2}, who applies in primary care, did not match; the class of the course is small, and "
    "few of its programs have open positions. What a call unanswered for hours costs, and what "
    "applying everywhere does, are our choices (S2-39, S2-42); nobody has measured them."
)
TABLES = {"shares": TableSpec(TITLE, SHARE_COLUMNS)}


@dataclass(frozen=True)
class Placed:
    """Whether SOAP brings a place, by preset: indices into `BINS`, at first and as set."""

    before: dict[str, list[int]]
    after: dict[str, list[int]]


def rows(placed: Placed) -> Rows:
    """Turn both worlds into dots and shares, the articles' first."""
    return dot_rows(BINS, ends_in_both_worlds(placed.before, placed.after))


def describe(placed: Placed) -> str:
    """Say how many seasons end with a place in both worlds."""
    now, before = ({w: of[w].count(0) for w in PRESETS} for of in (placed.after, placed.before))
    return SENTENCE.format(
        **IF_EACH,
        weeks=len(placed.after["source"]),
        now=now["source"],
        before=before["source"],
        found=now["evidence"],
        before_found=before["evidence"],
    )


def draw(first: Rows, sentence: str) -> SeasonDots:
    """Draw a dot for each season."""
    return SeasonDots.of_rows(BINS, first, sentence)


class InTheWeek(Explorer[Placed]):
    """Go about the week in some way, and see what that costs or brings.

    Attributes
    ----------
    where, clock : ChoiceControl
        Where you apply, and which timetable you believe.
    hours : NumberControl
        Until you answer a program that calls.
    watches, hold : ToggleControl
        Whether you see offers in time, and whether you wait in round 1.

    Examples
    --------
    >>> week = InTheWeek()
    >>> week.clock.value = "over on Wednesday"
    >>> "in 0 of 50 seasons" in week.sentence.text
    True
    """

    story = Story(rows, describe, draw)
    numbers = NUMBERS
    file_name = "in-the-week"
    tables = TABLES

    def __init__(self) -> None:
        self.clock = choice(CLOCK, CLOCKS, SOAP_CLOCKS[0])
        self.watches = toggle(WATCHES, value=True, help=WATCHES_HELP)
        self.hours = number(HOURS, 0, 0, 6, 0.5)
        self.where = choice(WHERE, WHERES, "")
        self.hold = toggle(HOLD)
        super().__init__([self.clock, self.watches, self.hours, self.where, self.hold])

    @property
    def scenario(self) -> Scenario:
        """What the controls say, in the articles' world."""
        return by_the_clock("source").with_strategy(
            soap_clock=self.clock.value,
            soap_reply_hours=float(self.hours.value),
            soap_watches=bool(self.watches.value),
            soap_focus={"": None, "yes": True, "no": False}[self.where.value],
            soap_hold=bool(self.hold.value),
        )

    def simulate(self) -> Placed:
        """Play the seasons in both worlds, at first and as set."""
        before, after = {}, {}
        for world in PRESETS:
            at_first = simulated(by_the_clock(world)).outcome[:, -1]
            unmatched = seasons_without_match(world)[:WEEKS]
            now = simulated(self.scenario.with_preset(world)).outcome[:, -1]
            before[world] = (at_first[unmatched] > SOAP).astype(int).tolist()
            after[world] = (now[unmatched] > SOAP).astype(int).tolist()
        return Placed(before, after)

    def limits(self) -> str:
        """Say whose seasons these are."""
        return LIMITS.format(weeks=WEEKS, step2=self.scenario.you.step2)

    def tell(self, asked: dict[str, Any]) -> str:
        """Tell one season of one world, both counted from 0."""
        world, number = world_of(asked), asked["season"]
        now, before = (of[world][number] for of in (self.result.after, self.result.before))
        return TOLD.format(number=number + 1, now=BINS[now][0], before=BINS[before][0])
