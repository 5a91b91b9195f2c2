"""The table on the program's screen: who stands where, what is remarked, and how the rounds go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np

from engine import Scenario
from engine.base.codes import TYPES
from engine.study.soap_program import OneProgram
from widgets.charts.marks import BLUE, GRAY, GREEN, VERMILION, rows_named, with_narrow
from widgets.controls.make import choice, number
from widgets.explorer.explorer import Explorer, Rows, Story
from widgets.explorer.keep import TableSpec
from widgets.text.numbers import counted, ordinal
from widgets.text.words import BELIEVED, PRESET
from widgets.the_spreadsheet_at_match_week.program import (
    LABELS,
    POSITIONS,
    WEEKS,
    applicant,
    mine,
    program_weeks,
)
from widgets.the_spreadsheet_at_match_week.words import OWN, WEEK, YOUR_FILE

ROUND = "Offer rounds that are over"
TITLE = "The top of the list, as the program sees it"
SHOWN = 12  # rows from the top; yours is added where it stands lower
YOU = "you"
WAITING, TOOK, GONE = "no offer yet", "accepted", "declined, and never again"
STATES = [WAITING, TOOK, GONE]
NO_OFFER = "no offer"
OWN_STUDENT, FAILED, OUT_FOR, VISA, NO_WORK = (
    "own student",
    "Step 1 failed",
    "{} years out",
    "visa",
    "no US clinical work",
)
BEFORE = (
    "Before round 1, {listed} people are on the list for {positions} positions. {you} The first "
    "{positions} will get the offers of round 1."
)
AFTER = (
    "After round {round}, {filled} of {positions} positions are filled; {made} went out, "
    "and {gone} declined or left to lapse. {you}"
)
YOU_STAND, YOU_OFF = "You stand {place}.", "You are not on the list."
NUMBERS = "the program's own, in the world chosen"
LIMITS = (
    "One of {weeks} weeks of a fictional program, and nobody's real data: the score, the years and "
    "the remarks are those of the class in this course. The document's columns are scores, school, "
    "red flags, visa and remarks (S2-09). An offer that was declined is never repeated (R13)."
)
TABLES = {
    "rows": TableSpec(
        TITLE,
        {"place": "place", "who": "who", "step2": "Step 2 CK", "remark": "remarks", "state": ""},
    )
}
BUSY_WEEK = 10  # shown first: offers go out in every round, and a position stays open
# Of a column: its field, its head, pixels from the left, lines from the middle of a row, and the
# pixels it may take, 0 for all it needs.
_WIDE = (
    ("place:Q", "place", 24, 0.0, 0),
    ("who:N", "who", 60, 0.0, 0),
    ("step2:Q", "Step 2 CK", 195, 0.0, 0),
    ("remark:N", "remarks", 265, 0.0, 120),
    ("words:N", "", 390, 0.0, 0),
)
# On a telephone a row has two lines.
_NARROW = (
    ("place:Q", "place", 24, -0.5, 0),
    ("who:N", "who, remarks", 64, -0.5, 0),
    ("step2:Q", "Step 2 CK", 225, -0.5, 0),
    ("remark:N", "", 64, 0.5, 155),
    ("words:N", "", 225, 0.5, 0),
)
_LINE = 15
_SHAPES = ["circle", "diamond", "cross"]
_COLORS = [GRAY, GREEN, VERMILION]


@dataclass(frozen=True, eq=False)
class Screen:
    """One week of a program, looked at when so many rounds are over."""

    played: OneProgram
    week: int
    over: int
    rounds: int


def rows(screen: Screen) -> Rows:
    """Turn the list into rows, from the top, with yours."""
    week, people = screen.played.week, screen.played.market.applicants
    here = np.flatnonzero((week.season == screen.week) & week.listed)
    order = here[np.argsort(week.standing[here], kind="stable")]
    you = screen.played.market.you
    kept = [row for nth, row in enumerate(order) if nth < SHOWN or week.applicant[row] == you]
    own = screen.played.market.own_school(week.applicant, week.program)
    found: list[dict[str, Any]] = []
    for nth, row in enumerate(kept):
        person = week.applicant[row]
        remarks = [
            OWN_STUDENT if own[row] else "",
            FAILED if people.failed_attempt[person] else "",
            OUT_FOR.format(people.years[person]) if people.years[person] >= 2 else "",
            VISA if people.needs_visa[person] else "",
            "" if people.us_clinical_work[person] else NO_WORK,
        ]
        kind = TYPES[people.kind[person]]
        found.append(
            {
                "row": nth,
                "place": int(week.standing[row]) + 1,
                "who": f"{YOU} ({kind})" if person == you else kind,
                "step2": int(people.step2[person]),
                "remark": ", ".join(filter(None, remarks)) or "–",
                "state": _state(screen, int(row)),
                "words": _words(screen, int(row)),
                "you": bool(person == you),
            }
        )
    return {"rows": found}


def _state(screen: Screen, row: int) -> str:
    """Say what has come to somebody by now."""
    offered = int(screen.played.week.rounds.offered[row])
    if not 0 < offered <= screen.over:
        return WAITING
    return TOOK if screen.played.week.rounds.accepted[row] > 0 else GONE


def _words(screen: Screen, row: int) -> str:
    state = _state(screen, row)
    if state == WAITING:
        return NO_OFFER if screen.over == screen.rounds else ""
    return f"round {screen.played.week.rounds.offered[row]}: {state.split(',')[0]}"


def describe(screen: Screen) -> str:
    """Say how far the rounds have come, and where you stand."""
    week = screen.played.week
    here = week.season == screen.week
    row = mine(screen.played)[screen.week]
    stands = YOU_OFF
    if week.listed[row]:
        stands = YOU_STAND.format(
            place=f"{ordinal(int(week.standing[row]) + 1)} of {(here & week.listed).sum()}"
        )
        if _words(screen, int(row)):
            stands = f"{stands.rstrip('.')}: {_words(screen, int(row))}."
    if not screen.over:
        listed = int((here & week.listed).sum())
        return BEFORE.format(listed=listed, positions=POSITIONS, you=stands)
    made = here & (week.rounds.offered > 0) & (week.rounds.offered <= screen.over)
    filled = int((made & (week.rounds.accepted > 0)).sum())
    return AFTER.format(
        round=screen.over,
        filled=filled,
        positions=POSITIONS,
        made=counted(int(made.sum()), "offer"),
        gone=counted(int(made.sum()) - filled, "was", "were"),
        you=stands,
    )


def draw(first: Rows, sentence: str) -> alt.LayerChart:
    """Draw the table, a mark before each row for what has come to it."""
    table = _table(rows_named("rows", first["rows"]), _WIDE, width=500, high=21)
    narrow = _table(alt.Data(name="rows"), _NARROW, width=340, high=37)
    return with_narrow(table.properties(description=sentence), narrow)


def _table(
    data: alt.Data,
    columns: tuple[tuple[str, str, int, float, int], ...],
    *,
    width: int,
    high: int,
) -> alt.LayerChart:
    """Draw the table with some columns, so many pixels wide, and each row so many high."""
    base = alt.Chart(data).encode(
        y=alt.Y("row:O", title=None, axis=None).scale(domain=list(range(SHOWN + 1)))
    )
    yours = base.transform_filter("datum.you").mark_bar(opacity=0.25, color=BLUE)
    letters: dict[str, Any] = {"align": "left", "fontSize": 12}
    texts = [
        base.mark_text(**letters, dy=line * _LINE, limit=limit).encode(
            x=alt.XValue(at), text=alt.Text(field)
        )
        for field, _, at, line, limit in columns
    ]
    heads = [{"x": at, "head": head} for _, head, at, *_ in columns if head]
    top = alt.Legend(title=None, orient="top", symbolOpacity=1, offset=24)
    point = base.mark_point(size=80, filled=True, opacity=1, yOffset=columns[0][3] * _LINE).encode(
        x=alt.XValue(8),
        shape=alt.Shape("state:N", legend=top).scale(domain=STATES, range=_SHAPES),
        color=alt.Color("state:N", legend=top).scale(domain=STATES, range=_COLORS),
    )
    return alt.LayerChart(
        layer=[
            yours.encode(x=alt.XValue(0), x2=alt.X2Value(width)),
            alt.Chart(alt.Data(values=heads))
            .mark_text(**letters, dy=-8)
            .encode(
                x=alt.X("x:Q", axis=None).scale(domain=[0, width]),
                y=alt.YValue(0),
                text=alt.Text("head:N"),
            ),
            point,
            *texts,
        ],
        title=TITLE,
        width=width,
        height=high * (SHOWN + 1),
    )


class Spreadsheet(Explorer[Screen]):
    """Look at one week of one program: its table, and its offers round by round.

    Attributes
    ----------
    world, file : ChoiceControl
        What is believed, and who you are.
    own, week, over : NumberControl
        Own students in SOAP; which week; how many rounds are over.

    Examples
    --------
    >>> screen = Spreadsheet()
    >>> screen.over.text = "3"  # as if moved
    >>> screen.sentence.text.startswith("After round 3,")
    True
    """

    story = Story(rows, describe, draw)
    numbers = NUMBERS
    sentence_lines = 3
    file_name = "spreadsheet"
    tables = TABLES

    def __init__(self) -> None:
        self.over = number(ROUND, 0, 0, 4, 1)
        self.week = number(WEEK, BUSY_WEEK, 1, WEEKS, 1)
        self.own = number(OWN, 2, 0, 4, 1)
        self.file = choice(YOUR_FILE, LABELS, "clean")
        self.world = choice(PRESET, BELIEVED, "source")
        super().__init__([self.over, self.week, self.own, self.file, self.world])

    @property
    def scenario(self) -> Scenario:
        """Whose file is in the pile."""
        return applicant(self.file.value, self.world.value, rules=True)

    def simulate(self) -> Screen:
        """Open the week at the round that is asked for."""
        scenario = self.scenario
        played = program_weeks(scenario, own_students=self.own.value)
        rounds = scenario.assumptions.soap_rounds
        return Screen(played, self.week.value - 1, self.over.value, rounds)

    def limits(self) -> str:
        """Say that nobody here is real."""
        return LIMITS.format(weeks=WEEKS)
