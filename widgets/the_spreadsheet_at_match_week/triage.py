"""What becomes of the pile: filters, seconds and readers, and whom a program ends up discussing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np

from engine import Scenario
from engine.base.codes import ON_SHORT_LIST, PRESETS, TYPES
from engine.formulas import review_minutes
from engine.study.soap_program import FUNNEL, OneProgram
from widgets.charts.both_worlds import marks_of_both_worlds
from widgets.charts.marks import framed
from widgets.controls.make import number, toggle
from widgets.explorer.explorer import Explorer, Rows, Story
from widgets.explorer.keep import TableSpec
from widgets.text.words import IF_EACH, IF_TRUE
from widgets.the_spreadsheet_at_match_week.program import (
    FILES,
    MOST_FILES,
    POSITIONS,
    WEEKS,
    applicant,
    program_weeks,
)
from widgets.the_spreadsheet_at_match_week.words import NUMBERS_BESIDE

PILE, SECONDS, READERS = "Files in the pile", "Seconds for each file", "People who read"
STOPS = {
    "visa": "Refuse who needs a visa",
    "failed attempt": "Refuse after a failed attempt",
    "years since graduation": "Refuse who graduated years ago",
    "US clinical work": "Refuse without recent US clinical work",
    "exam cut": "Refuse under an exam cut",
}
MORE = "More filters"
TITLE, BY_TYPE = "From the pile to the positions", "Talked about, of 100 files of the type"
X_TITLE = "files of a week"
_WIDTH, _LINE = 250, 21  # pixels: a plot, and the height of one of its lines
SENTENCE = (
    "{articles}, of {files} files {passed:.0f} pass the filters, {read:.0f} are read and "
    "{talked:.0f} talked about; {studies}, {read_found:.0f} are read and {talked_found:.0f} talked "
    "about. One look at every file takes {minutes:,.0f} minutes of one reader. {who}"
)
WHO = "Talked about in the articles' world: {most:.0f} of 100 {first}, {least:.0f} of 100 {last}."
LIMITS = (
    "{weeks} weeks of one fictional program with {positions} open positions. In the articles' "
    "world each reader has {told:g} minutes, in the studies' {found:g}; both are our choices. "
    "Who sends files is the class of this course; nobody has published the files of one "
    "program (E27)."
)
TABLES = {
    "funnel": TableSpec(TITLE, {"stage": "stage", "world": "", "text": X_TITLE}),
    "types": TableSpec(BY_TYPE, {"type": "type", "world": "", "text": "of 100 files"}),
}


@dataclass(frozen=True, eq=False)
class Pile:
    """What became of the pile in both worlds, by preset."""

    files: int
    minutes: float
    played: dict[str, OneProgram]

    def talked(self, world: str) -> dict[str, float]:
        """Of 100 files of each type, how many are talked about."""
        played = self.played[world]
        kind = played.market.applicants.kind[played.week.applicant]
        short = played.week.stage == ON_SHORT_LIST
        files = np.bincount(kind, minlength=len(TYPES))
        seen = np.bincount(kind[short], minlength=len(TYPES))
        shares = 100 * seen / np.maximum(files, 1)
        return dict(zip(TYPES, shares.tolist(), strict=True))


def rows(pile: Pile) -> Rows:
    """Turn the pile into a row for each stage and world, and for each type and world."""
    funnel: list[dict[str, Any]] = []
    types: list[dict[str, Any]] = []
    for world, label in IF_TRUE.items():
        for stage in FUNNEL:
            count = pile.played[world].funnel[stage]
            text = f"{count:.1f}" if count < 10 else f"{count:.0f}"
            funnel.append({"stage": stage, "world": label, "count": count, "text": text})
        for kind, share in pile.talked(world).items():
            types.append({"type": kind, "world": label, "share": share, "text": f"{share:.0f}"})
    return {"funnel": funnel, "types": types}


def describe(pile: Pile) -> str:
    """Say how many get how far in both worlds, and what a look at all of them costs."""
    told, found = (pile.played[world].funnel for world in ("source", "evidence"))
    by_type = sorted(pile.talked("source").items(), key=lambda one: -one[1])
    (first, most), (last, least) = by_type[0], by_type[-1]
    return SENTENCE.format(
        **IF_EACH,
        files=pile.files,
        passed=told["past the filters"],
        read=told["read"],
        talked=told["talked about"],
        read_found=found["read"],
        talked_found=found["talked about"],
        minutes=pile.minutes,
        who=WHO.format(first=f"{first}s", most=most, last=f"{last}s", least=least),
    )


def draw(first: Rows, sentence: str) -> alt.VConcatChart:
    """Draw the funnel, and below it who is talked about: articles filled, studies hollow."""
    files = alt.X("count:Q", title=X_TITLE).scale(domain=[0, MOST_FILES])
    share = alt.X("share:Q", title=BY_TYPE).scale(domain=[0, 100])
    look: dict[str, Any] = {"width": _WIDTH, "names_room": 130}
    funnel = marks_of_both_worlds(
        "funnel", first["funnel"], by="stage", order=list(FUNNEL), value=files, legend="top", **look
    )
    types = marks_of_both_worlds(
        "types", first["types"], by="type", order=list(TYPES), value=share, legend=None, **look
    )
    plots = (
        alt.LayerChart(layer=funnel, title=TITLE, width=_WIDTH, height=_LINE * len(FUNNEL)),
        alt.LayerChart(layer=types, width=_WIDTH, height=_LINE * len(TYPES)),
    )
    return framed(alt.vconcat(*plots, spacing=52, bounds="flush"), sentence)


class Triage(Explorer[Pile]):
    """Let one program go through its pile: which filters, how many readers, how long a look.

    Attributes
    ----------
    pile, seconds, readers : NumberControl
        How many files, how long a look at each, and how many people read.
    stops : dict of str to ToggleControl
        Each filter, by its name in `engine.base.codes.FILTERS`.

    Examples
    --------
    >>> triage = Triage()
    >>> triage.stops["visa"].value = False
    >>> "of 400 files 400 pass the filters" in triage.sentence.text
    True
    """

    story = Story(rows, describe, draw)
    numbers = NUMBERS_BESIDE
    sentence_lines = 4
    file_name = "triage"
    tables = TABLES

    def __init__(self) -> None:
        self.pile = number(PILE, FILES, 200, MOST_FILES, 50)
        self.seconds = number(SECONDS, 15, 5, 600, 5.0)
        self.readers = number(READERS, 2, 1, 6, 1)
        self.stops = {name: toggle(label, value=name == "visa") for name, label in STOPS.items()}
        first = [self.pile, self.seconds, self.readers, *list(self.stops.values())[:2]]
        super().__init__(
            first,
            more={MORE: list(self.stops.values())[2:]},
        )

    @property
    def scenario(self) -> Scenario:
        """One more file in the pile, in the articles' world."""
        return applicant("clean", "source", rules=True)

    def simulate(self) -> Pile:
        """Let the program read in both worlds."""
        files, seconds = self.pile.value, float(self.seconds.value)
        played = {
            world: program_weeks(
                applicant("clean", world, rules=True),
                files=files,
                filters=tuple(name for name, stop in self.stops.items() if stop.value),
                reviewers=self.readers.value,
                seconds_per_file=seconds,
            )
            for world in PRESETS
        }
        return Pile(files, float(review_minutes(files, seconds)), played)

    def limits(self) -> str:
        """Say whose pile it is."""
        told, found = (
            Scenario(preset=world).assumptions.soap_minutes for world in ("source", "evidence")
        )
        return LIMITS.format(weeks=WEEKS, positions=POSITIONS, told=told, found=found)
