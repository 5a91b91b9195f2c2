"""Advanced, preliminary, categorical: how much of the training somebody holds in the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine import Scenario, Season
from engine.base.codes import PREMATCH, PRESETS
from engine.base.grouping import Ints
from engine.matching.positions import FIRST_YEAR, LATER_YEARS, POSITION_TYPES
from engine.season.ends import lacking
from widgets.charts.both_worlds import ends_in_both_worlds, world_of
from widgets.charts.dots import SHARE_COLUMNS, SeasonDots, dot_rows
from widgets.controls.make import choice, number
from widgets.explorer.explorer import Explorer, Rows, Story
from widgets.explorer.keep import TableSpec
from widgets.explorer.seasons import simulated
from widgets.text.words import IF_EACH
from widgets.the_spreadsheet_at_match_week.words import NUMBERS

SEASONS = 100
SCORE, SCORE_UNIT = "Your Step 2 CK score", "points"
FIELD = "You want"
FIELDS = {
    "general": "a general field",
    "competitive": "a competitive field",
    "primary care": "primary care",
}
PARTS = "In SOAP you apply for"
EACH = {"all": "whatever you may take", "whole": "nothing that leaves a part missing"}
BINS = [
    ("all of it", "diamond"),
    ("advanced", "triangle"),
    ("preliminary", "square"),
    ("none of it", "ring"),
]
_LACKS = (0, FIRST_YEAR, LATER_YEARS)  # what is lacking in each of the first bins
TITLE = "What you hold of your training when SOAP is over"
SENTENCE = (
    "{articles}, you hold all of your training in {all_of_it} of {seasons} seasons and a part of "
    "it in {part}; {studies}, all of it in {all_found} and a part in {part_found}."
)
HELD = "{program} ({kind}, {when})"
EARLY, MATCH, ROUND = "before the Match", "in the Match", "in SOAP, round {}"
TOLD = "Season {number}: {held}. At first: {before}."
NOWHERE = "no place"
AND = " and "
LIMITS = (
    "The first {seasons} seasons of the class of the course, with as many advanced and preliminary "
    "positions as the published counts imply; you are an international graduate. Who applies to an "
    "advanced program applies to preliminary ones too; how much a part is liked less than a whole "
    "is our choice. Nobody has published either. What comes after this year is not in it."
)
TABLES = {"shares": TableSpec(TITLE, SHARE_COLUMNS)}


@dataclass(frozen=True)
class Held:
    """Your seasons by preset, at first and as set."""

    before: dict[str, Season]
    after: dict[str, Season]


def bins_of(season: Season) -> list[int]:
    """Say in which of `BINS` each season ends."""
    mine = season.program[:, -1], season.second[:, -1]
    lacks: Ints = lacking(season.market.programs, *mine).astype(int)
    return [_LACKS.index(one) if one in _LACKS else len(_LACKS) for one in lacks.tolist()]


def rows(held: Held) -> Rows:
    """Turn both worlds into dots and shares, the articles' first."""
    return dot_rows(BINS, ends_in_both_worlds(held.before, held.after, bins_of))


def describe(held: Held) -> str:
    """Say how many seasons end with all of it, and with half, in both worlds."""
    count = {}
    for world in PRESETS:
        bins = bins_of(held.after[world])
        count[world] = bins.count(0), bins.count(1) + bins.count(2)
    (said, part), (found, part_found) = count["source"], count["evidence"]
    return SENTENCE.format(
        **IF_EACH,
        seasons=SEASONS,
        all_of_it=said,
        part=part,
        all_found=found,
        part_found=part_found,
    )


def draw(first: Rows, sentence: str) -> SeasonDots:
    """Draw a dot for each season."""
    return SeasonDots.of_rows(BINS, first, sentence)


def told(season: Season, number: int) -> str:
    """Say which positions you hold at the end of a season, and how each came."""
    programs, found = season.market.programs, []
    before = EARLY if season.outcome[number, -1] == PREMATCH else MATCH
    for where, rounds in ((season.program, season.round), (season.second, season.second_round)):
        program, late = int(where[number, -1]), int(rounds[number, -1])
        if program >= 0:
            kind = POSITION_TYPES[programs.position_type[program]]
            when = ROUND.format(late) if late else before
            found.append(HELD.format(program=programs.names[program], kind=kind, when=when))
    return AND.join(found) or NOWHERE


class PartOrAll(Explorer[Held]):
    """Change your file and what you would take, where positions are of several types.

    Attributes
    ----------
    score : NumberControl
        Your Step 2 CK score.
    field, take : ChoiceControl
        What you want, and what you apply for in SOAP.

    Examples
    --------
    >>> held = PartOrAll()
    >>> held.take.value = "whole"
    >>> bins_of(held.result.after["source"]).count(2)
    0
    """

    story = Story(rows, describe, draw)
    numbers = NUMBERS
    sentence_lines = 3
    file_name = "part-or-all"
    tables = TABLES

    def __init__(self) -> None:
        you = Scenario().you
        self.take = choice(PARTS, EACH, "all")
        self.score = number(SCORE, you.step2, 180, 300, 1, SCORE_UNIT)
        self.field = choice(FIELD, FIELDS, you.field)
        super().__init__([self.take, self.score, self.field])

    @property
    def scenario(self) -> Scenario:
        """What the controls say, in the articles' world."""
        return (
            self._at_first("source")
            .with_you(step2=self.score.value, field=self.field.value)
            .with_strategy(soap_part=self.take.value == "all")
        )

    def simulate(self) -> Held:
        """Play the seasons in both worlds, at first and as set."""
        now = self.scenario
        return Held(
            {world: simulated(self._at_first(world), seasons=SEASONS) for world in PRESETS},
            {world: simulated(now.with_preset(world), seasons=SEASONS) for world in PRESETS},
        )

    def limits(self) -> str:
        """Say what these seasons are, and what in them is a choice."""
        return LIMITS.format(seasons=SEASONS)

    @staticmethod
    def _at_first(world: str) -> Scenario:
        return Scenario(preset=world).with_market(position_types=True)

    def tell(self, asked: dict[str, Any]) -> str:
        """Tell one season of one world, both counted from 0."""
        world, season = world_of(asked), asked["season"]
        now, before = (told(of[world], season) for of in (self.result.after, self.result.before))
        return TOLD.format(number=season + 1, held=now, before=before)
